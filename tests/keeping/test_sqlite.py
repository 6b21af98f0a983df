"""What an SQLite file promises, and the files that are refused."""

from __future__ import annotations

import importlib
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import attrs
import pytest
from sqlcipher3 import dbapi2 as sqlite3

from migcase.casefile.case import follow
from migcase.casefile.events import Noted, Opened
from migcase.errors import BadRegister
from migcase.judgement.work import DO, READY, Task, Work
from migcase.keeping import sql_file, sql_sqlite
from migcase.keeping.register import Kept
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_file import KEYS_FILE, PAGE, is_encrypted
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.sql_open import connected
from migcase.keeping.sql_refusal import bad
from migcase.keeping.sql_snapshot import snapshot
from migcase.keeping.sql_sqlite import CIPHER, PROFILE
from tests.keeping.strategies import entry_of

CASE = "MA-26-00417-K"
MARCH = date(2026, 3, 2)
TASK = Task(DO, "exam", None, ("doctor", "officer"), READY, MARCH)
WORK = Work(MARCH, {TASK.place: TASK}, "medical", "open", MARCH)


def open_case(register: SqlRegister, case: str = CASE) -> Kept:
    entry = entry_of(case, 1, Opened("avrr", 1, MARCH))
    kept = Kept(follow(None, entry), WORK)
    register.append(kept, entry, None)
    return kept


def noted(kept: Kept, text: str = "…") -> tuple[Kept, object]:
    entry = entry_of(kept.case.id, kept.case.number + 1, Noted(text, MARCH))
    return Kept(follow(kept.case, entry), kept.work), entry


def refused(place: Path | str) -> BadRegister:
    with pytest.raises(BadRegister) as raised:
        SqlRegister.open(place)
    assert str(place) in str(raised.value)
    return raised.value


def cause(place: Path) -> object:
    return refused(place).values["cause"]


@pytest.mark.parametrize(("word", "number"), [("full", 2), ("normal", 1)])
def test_what_a_confirmed_step_rests_on_is_in_force(file: Path, word: str, number: int):
    with closing(SqlRegister.open(file, synchronous=word, patience=7)) as register:
        run = register._run
        for setting, _, value in (*PROFILE, ("synchronous", "", number)):
            assert run(f"PRAGMA {setting}").fetchone() == (value,)
        assert run("PRAGMA busy_timeout").fetchone() == (7000,)


def test_a_setting_that_is_not_in_force_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    impossible = (*PROFILE, ("page_size", "512", 512))
    monkeypatch.setattr(sql_sqlite, "PROFILE", impossible)

    assert refused(file).values["name"] == "page_size"


def test_a_new_file_is_its_owners_alone(tmp_path: Path):
    path = tmp_path / "office" / "cases.db"
    migrate(path)
    with closing(SqlRegister.open(path)) as register:
        open_case(register)
        files = sorted(path.parent.iterdir())

        assert len(files) == 3  # and the journal beside it
        assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_missing_file_is_not_made(tmp_path: Path):
    assert cause(tmp_path / "none.db") == "missing"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_a_file(tmp_path: Path):
    assert cause(tmp_path) == "directory"


def test_a_path_through_a_file_is_refused(file: Path):
    assert cause(file / "deeper.db") == "directory"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"Dear colleague", "not-a-database"),
        (b"SQLite format 3\0 and then nothing", "damaged"),
    ],
)
def test_a_file_that_is_no_database_is_refused(
    tmp_path: Path, content: bytes, expected: str
):
    path = tmp_path / "letter.db"
    path.write_bytes(content)

    assert cause(path) == expected
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path: Path):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE note (text)")

    assert cause(path) == "not-migcase"
    with pytest.raises(BadRegister, match="another program"):
        migrate(path)


def test_a_truncated_file_is_damaged(file: Path):
    file.write_bytes(file.read_bytes()[: 4096 * 3])

    assert cause(file) == "damaged"


@pytest.mark.parametrize(
    ("revision", "expected"), [("0000", "newer"), ("9999", "newer"), ("", "newer")]
)
def test_a_file_of_another_revision_is_refused_by_name(
    file: Path, revision: str, expected: str
):
    with closing(sqlite3.connect(file)) as other:
        other.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        other.commit()

    error = refused(file)
    assert (error.values["cause"], error.values["found"]) == (expected, revision)


def test_an_older_file_is_not_upgraded_unasked(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("migcase.keeping.sql_open.HEAD", "9998")

    error = refused(file)
    assert error.values["cause"] == "older"
    assert "migcase init --upgrade" in str(error)


@pytest.mark.parametrize(
    "code",
    [
        "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END",
        "CREATE VIEW t AS SELECT * FROM entry",
    ],
)
def test_code_that_somebody_put_into_a_file_is_not_run(file: Path, code: str):
    with closing(sqlite3.connect(file)) as other:
        other.execute(code)

    assert cause(file) == "foreign-code"


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - Mission"])
def test_a_synchronised_folder_is_refused_before_anything_is_made(
    tmp_path: Path, folder: str
):
    path = tmp_path / folder / "cases.db"

    assert cause(path) == "cloud"
    with pytest.raises(BadRegister, match="synchronised"):
        migrate(path)
    assert list(tmp_path.iterdir()) == []


def test_a_network_folder_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sql_file, "mounts", lambda: "nas:/a / nfs4 rw 0 0")

    error = refused(file)
    assert (error.values["cause"], error.values["kind"]) == ("network", "nfs4")


def test_a_file_that_another_program_writes_is_waited_for_then_refused(file: Path):
    with (
        closing(SqlRegister.open(file, patience=0.1)) as register,
        closing(sqlite3.connect(file, isolation_level=None)) as other,
    ):
        kept = open_case(register)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(BadRegister, match="writing for too long"):
            register.append(*noted(kept), kept.work)
        assert register.kept(CASE) == kept

        other.execute("ROLLBACK")
        register.append(*noted(kept), kept.work)
        assert register.kept(CASE).case.number == 2


def test_a_full_disk_leaves_the_case_as_it_was(file: Path):
    with closing(SqlRegister.open(file)) as register:
        kept = open_case(register)
        [(pages,)] = register._run("PRAGMA page_count").fetchall()
        register._run(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(BadRegister, match="no room left"):
            register.append(*noted(kept, "a" * 100_000), kept.work)
        assert register.kept(CASE) == kept
        assert len(register.entries(CASE)) == 1


@pytest.mark.parametrize(
    ("free", "told"), [(0, "no room left"), (10**9, "the disk reported an error")]
)
def test_a_file_that_cannot_be_opened_for_want_of_room_says_so(
    file: Path, monkeypatch: pytest.MonkeyPatch, free: int, told: str
):
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    try:
        with pytest.raises(BadRegister, match=told):
            SqlRegister.open(file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_in_a_transaction_undoes_all_of_it(file: Path):
    with closing(SqlRegister.open(file)) as register:
        kept = open_case(register)
        [(pages,)] = register._run("PRAGMA page_count").fetchall()
        register._run(f"PRAGMA max_page_count = {pages + 2}")

        def open_many() -> None:
            with register.transaction():
                for number in range(1, 900):
                    open_case(register, f"MA-26-{number:05}-X")

        with pytest.raises(BadRegister, match="no room left"):
            open_many()
        assert [row.case for row in register.cases(limit=9)] == [kept.case.id]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has other permissions")
@pytest.mark.parametrize(
    ("mode", "expected"), [(0o444, "read-only"), (0o000, "no-permission")]
)
def test_a_file_that_may_not_be_written_is_refused(
    made_file: Path, mode: int, expected: str
):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(made_file, Path(folder) / "office.db"))
        path.chmod(mode)
        path.parent.chmod(0o755)

        assert as_nobody(lambda: cause(path)) == expected


def as_nobody(ask: Callable[[], object]) -> object:
    """Return what *ask* answers somebody who is not the superuser."""
    if os.geteuid():
        return ask()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.setuid(65534)
            os.write(writing, str(ask()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as answer:
        return answer.read()


OPENS = """
import sys
from migcase.keeping.sql import SqlRegister
SqlRegister.open(sys.argv[1]).close()
print("alembic" in sys.modules)
"""


def test_opening_a_file_loads_no_alembic(file: Path):
    ran = subprocess.run(
        [sys.executable, "-c", OPENS, str(file)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.split() == ["False"]


def plan(register: SqlRegister, text: str) -> str:
    values = (None,) * text.count("?")
    rows = register._run(f"EXPLAIN QUERY PLAN {text}", values).fetchall()
    return "; ".join(row[3] for row in rows)


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        ("by_role", "ix_open_work_role (role=? AND (due,case_id,kind,key,line)>("),
        ("by_role_of", "ix_open_work_role (role=? AND (due,case_id,kind,key,line)>("),
        (
            "by_assignee",
            "ix_open_work_assignee (assignee=? AND (due,case_id,kind,key,line)>(",
        ),
        (
            "by_assignee_of",
            "ix_open_work_assignee (assignee=? AND (due,case_id,kind,key,line)>(",
        ),
        ("next_role", "ix_open_work_role (role>?)"),
        ("stale", "ix_case_file_look_on (look_on<?)"),
        ("kept", "(case_id=?)"),
        ("entries", "PRIMARY KEY (case_id=? AND number>? AND number<?)"),
        ("entry", "uq_entry_case_id_id"),
        ("line", "PRIMARY KEY (case_id=? AND number=?)"),
        ("last_number", "(case_id>? AND case_id<?)"),
    ],
)
def test_what_is_asked_often_is_read_from_an_index_in_its_order(
    file: Path, statement: str, index: str
):
    with closing(SqlRegister.open(file)) as register:
        found = plan(register, getattr(register._texts, statement))

    # SQLite calls the index behind a unique key by a number.
    found = found.replace("sqlite_autoindex_entry_2", "uq_entry_case_id_id")
    assert index in found
    assert "TEMP B-TREE" not in found
    assert "SCAN" not in found


def test_cases_are_counted_from_an_index_alone(file: Path):
    with closing(SqlRegister.open(file)) as register:
        found = plan(register, register._texts.counts)

    name = "ix_case_file_programme_status_stage_case_id"
    assert found == f"SCAN case_file USING COVERING INDEX {name}"


# ----------------------------------------------------------------------- encrypted
def encrypted_cause(place: Path, keys: Keyring | None) -> object:
    with pytest.raises(BadRegister) as raised:
        SqlRegister.open(place, keys=keys)
    assert str(place) in str(raised.value)
    return raised.value.values["cause"]


def test_an_encrypted_file_is_made_in_the_one_way_that_is_written_down(
    sealed_file: Path, keys: Keyring
):
    with closing(SqlRegister.open(sealed_file, keys=keys)) as register:
        run = register._run
        for setting, _, value in (*CIPHER, *PROFILE, ("synchronous", "", 2)):
            assert run(f"PRAGMA {setting}").fetchone() == (value,)
        assert run("PRAGMA cipher_status").fetchone() == ("1",)
    assert is_encrypted(sealed_file)


def test_what_a_setting_would_weaken_is_not_made(
    tmp_path: Path, keys: Keyring, monkeypatch: pytest.MonkeyPatch
):
    weak = (*CIPHER, ("cipher_use_hmac", "ON", "0"))
    monkeypatch.setattr(sql_sqlite, "CIPHER", weak)

    with pytest.raises(BadRegister, match="cipher_use_hmac"):
        migrate(tmp_path / "office.db", keys)
    assert list(tmp_path.iterdir()) == []


def test_an_encrypted_file_opens_with_its_keys_alone(
    sealed_file: Path, keys: Keyring, capfd: pytest.CaptureFixture[str]
):
    others = attrs.evolve(keys, master=new_key())
    assert encrypted_cause(sealed_file, None) == "not-a-database"
    sealed_file.with_name(KEYS_FILE).write_text("{}")

    assert encrypted_cause(sealed_file, None) == "encrypted"
    assert encrypted_cause(sealed_file, others) == "wrong-key"
    assert tuple(capfd.readouterr()) == ("", "")


def test_a_plain_file_is_not_taken_for_an_encrypted_one(file: Path, keys: Keyring):
    before = file.read_bytes()

    assert encrypted_cause(file, keys) == "not-encrypted"
    with pytest.raises(BadRegister, match="not encrypted"):
        migrate(file, keys)
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"Dear colleague", bytes(20_000)])
def test_what_is_no_encrypted_file_is_not_opened_as_one(
    tmp_path: Path, keys: Keyring, content: bytes
):
    path = tmp_path / "letter.db"
    path.write_bytes(content)

    assert encrypted_cause(path, keys) in ("empty", "not-a-database", "wrong-key")
    assert path.read_bytes() == content


def test_any_byte_of_an_encrypted_file_that_changed_is_noticed(
    sealed_file: Path, keys: Keyring
):
    with closing(SqlRegister.open(sealed_file, keys=keys)) as register:
        open_case(register)
    whole = sealed_file.read_bytes()
    chance = random.Random(26)
    places = {chance.randrange(16, len(whole)) for _ in range(40)} | {16, PAGE - 1}

    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        sealed_file.write_bytes(changed)
        assert noticed(sealed_file, keys) == "damaged", place
    sealed_file.write_bytes(whole[: 3 * PAGE])
    assert noticed(sealed_file, keys) == "damaged"
    sealed_file.write_bytes(whole)
    assert noticed(sealed_file, keys) == ""


def test_a_bit_of_a_plain_file_may_change_unnoticed(file: Path):
    """What the page seals are for: SQLite alone looks at structure only."""
    with closing(SqlRegister.open(file)) as register:
        open_case(register)
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"medical", b"mediccl"))

    assert noticed(file, None) == ""


def noticed(path: Path, keys: Keyring | None) -> object:
    """Return the cause for which *path* is not read through, '' if it is."""
    try:
        with closing(SqlRegister.open(path, keys=keys)) as register:
            [(found,)] = register._rows("PRAGMA integrity_check(1)")
    except BadRegister as error:
        return error.values["cause"]
    return "" if found == "ok" else "damaged"


# --------------------------------------------------------------- a disk that fails
@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no such limit")
@pytest.mark.parametrize("which", ["file", "sealed_file"])
def test_after_an_error_of_the_disk_nothing_is_tried_again(
    request: pytest.FixtureRequest, keys: Keyring, which: str
):
    path = request.getfixturevalue(which)
    used = keys if which == "sealed_file" else None
    with closing(SqlRegister.open(path, keys=used)) as register:
        kept = open_case(register)
        with limited(0), pytest.raises(BadRegister) as failed:
            register.append(*noted(kept), kept.work)
        assert failed.value.values["cause"] == "input-output"
        with pytest.raises(BadRegister) as again:
            register.append(*noted(kept), kept.work)
        assert again.value.values["cause"] == "let-go"

    with closing(SqlRegister.open(path, keys=used)) as register:
        assert register.kept(CASE) == kept
        register.append(*noted(kept), kept.work)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no such limit")
def test_a_disk_that_failed_when_asked_what_is_owed_is_asked_nothing_more(file: Path):
    with closing(SqlRegister.open(file)) as register:
        open_case(register)
        with limited(0), pytest.raises(BadRegister) as failed:
            register.deliveries._rows("PRAGMA wal_checkpoint(TRUNCATE)")
        assert failed.value.values["cause"] == "input-output"
        with pytest.raises(BadRegister) as again:
            register.kept(CASE)
        assert again.value.values["cause"] == "let-go"


@contextmanager
def limited(size: int) -> Iterator[None]:
    """Let this process write no file beyond *size*; the disk says so as an error."""
    resource = importlib.import_module("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_fails_while_all_is_read_is_told_as_what_it_was(tmp_path):
    """The connection is closed then, and nothing on it is undone any more."""
    file = tmp_path / "office.db"
    migrate(file)
    driver = connected(file, "full", 1.0)

    def read() -> None:
        with snapshot(driver):
            driver.connection.close()
            raise bad(driver.register, "input-output")

    with pytest.raises(BadRegister) as raised:
        read()
    assert raised.value.values["cause"] == "input-output"
