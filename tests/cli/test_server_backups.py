"""Backing up an office whose cases are on a server, and bringing it back."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from migcase.keeping import sql_copy
from migcase.keeping.seal import slots
from migcase.keeping.seal.key_file import FLOOR
from migcase.office import restoring
from tests.cli.closed import PHRASE, lines
from tests.cli.test_keeping_safe import backup_of
from tests.cli.test_server import AMINA, NUMBERS, address
from tests.keeping.conftest import server

__all__ = ["address", "server"]

pytestmark = pytest.mark.postgres


def rows(place: str, text: str) -> list[tuple]:
    psycopg = importlib.import_module("psycopg")
    with closing(psycopg.connect(place, autocommit=True)) as admin:
        found = admin.execute(text)
        return found.fetchall() if found.description else []


def another(server: Callable[[str], str]) -> str:
    name = f"door{next(NUMBERS)}"
    text = f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"
    rows(server("postgres"), text)
    return server(name)


@pytest.fixture
def there(counter, address: str):
    """A plain office on a server, in which a case was opened."""
    assert counter.type("init", *AMINA, "--register", address).code == 0
    return counter, counter.opened()


@pytest.fixture
def sealed(counter, address: str, monkeypatch, tmp_path) -> Iterator[tuple]:
    """An encrypted one, unlocked."""
    monkeypatch.setattr(slots, "USUAL", FLOOR)
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "state"))
    words = ("init", "--code", "MA", "--user", "amina:officer", "--register", address)
    with lines(PHRASE, PHRASE) as fd:
        assert counter.type(*words, "--unlock-fd", fd).code == 0
    with lines(PHRASE) as fd:
        assert counter.type("unlock", "--unlock-fd", fd).code == 0
    yield counter, counter.opened()
    counter.type("lock")


def restored(counter, file: Path, into: Path, *words: str, encrypted: bool = False):
    typed = ("restore", str(file), "--into", str(into), *words)
    if not encrypted:
        return counter.type(*typed)
    with lines(PHRASE) as fd:
        return counter.type(*typed, "--unlock-fd", fd)


# ------------------------------------------------------------------ into a file
def test_an_office_on_a_server_is_backed_up_and_restored_to_a_file(there, tmp_path):
    counter, case = there
    shown = counter.type("show", case, "--history").out
    file = backup_of(counter)
    counter.type("note", case, "Called again.")
    again = tmp_path / "again"

    typed = restored(counter, file, again)
    assert typed.code == 0, typed.err
    assert "it is in a file of this folder now" in typed.err.replace("\n", " ")
    assert 'register = "office.db"' in (again / "office.toml").read_text()
    here = {"MIGCASE_OFFICE": str(again)}
    assert counter.type("show", case, "--history", **here).out == shown
    assert counter.type("verify", "--full", **here).code == 0


def test_an_encrypted_one_is_encrypted_in_its_backup_and_opens_elsewhere(
    sealed, tmp_path, monkeypatch
):
    counter, case = sealed
    counter.type("note", case, "She waits for her brother")
    shown = counter.type("show", case, "--history").out
    file = backup_of(counter)
    counter.type("lock")
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "another-machine"))
    again = tmp_path / "again"

    typed = restored(counter, file, again, encrypted=True)
    assert typed.code == 0, typed.err
    assert "opens anywhere with a passphrase" in " ".join(typed.err.split())
    whole = file.read_bytes()
    assert b"brother" not in whole
    assert b"Replacing" not in whole
    assert b"postgresql://" in whole  # the settings are in clear, as in its folder
    here = {"MIGCASE_OFFICE": str(again)}
    with lines(PHRASE) as fd:
        assert counter.type("unlock", "--unlock-fd", fd, **here).code == 0
    try:
        assert counter.type("show", case, "--history", **here).out == shown
        assert counter.type("verify", "--full", **here).code == 0
    finally:
        counter.type("lock", **here)


# ------------------------------------------------------------- into a database
def test_it_is_brought_back_to_an_empty_database_that_is_named(there, server, tmp_path):
    counter, case = there
    shown = counter.type("show", case, "--history").out
    file, place, again = backup_of(counter), another(server), tmp_path / "again"

    typed = restored(counter, file, again, "--register", place)
    assert typed.code == 0, typed.err
    assert f'register = "{place}"' in (again / "office.toml").read_text()
    assert not (again / "office.db").exists()
    here = {"MIGCASE_OFFICE": str(again)}
    assert counter.type("show", case, "--history", **here).out == shown
    assert counter.type("verify", "--full", **here).code == 0
    assert counter.type("note", case, "Called again.", **here).code == 0
    # The other office goes on by itself.
    assert counter.type("show", case, "--history").out == shown


def test_an_encrypted_one_is_brought_back_too_and_works_on(sealed, server, tmp_path):
    counter, case = sealed
    file, place, again = backup_of(counter), another(server), tmp_path / "again"

    typed = restored(counter, file, again, "--register", place, encrypted=True)
    assert typed.code == 0, typed.err
    assert "enforce`" in typed.err
    here = {"MIGCASE_OFFICE": str(again)}
    with lines(PHRASE) as fd:
        assert counter.type("unlock", "--unlock-fd", fd, **here).code == 0
    try:
        assert counter.type("note", case, "Called again.", **here).code == 0
        assert counter.type("verify", "--full", **here).code == 0
        assert "restored" in str(rows(place, "SELECT body FROM office_entry"))
    finally:
        counter.type("lock", **here)


def test_a_database_that_holds_anything_is_left_as_it_is(there, address, tmp_path):
    counter, case = there
    file, again = backup_of(counter), tmp_path / "again"
    before = rows(address, "SELECT * FROM entry")

    typed = restored(counter, file, again, "--register", address)
    assert typed.code == 1
    assert "There are the cases of an office in it already." in typed.err
    assert not again.exists()
    assert rows(address, "SELECT * FROM entry") == before
    assert counter.type("show", case).code == 0


def test_a_restoration_that_fails_leaves_the_database_empty_to_try_again(
    there, server, tmp_path, monkeypatch
):
    counter, _ = there
    file, place, again = backup_of(counter), another(server), tmp_path / "again"

    def power_cut(*_: object) -> None:
        raise OSError(5, "The disk failed")

    with monkeypatch.context() as patch:
        patch.setattr(restoring, "settle", power_cut)
        failed = restored(counter, file, again, "--register", place)
    assert failed.code == 1
    assert "The disk failed" in failed.err
    assert not again.exists()
    assert rows(place, "SELECT count(*) FROM entry") == [(0,)]
    assert rows(place, "SELECT count(*) FROM case_file") == [(0,)]
    assert restored(counter, file, again, "--register", place).code == 0


def test_what_was_in_a_plain_file_goes_to_a_server_by_its_backup(
    counter, server, tmp_path
):
    counter.type("init", *AMINA)
    case = counter.opened()
    shown = counter.type("show", case, "--history").out
    file, place, again = backup_of(counter), another(server), tmp_path / "again"

    typed = restored(counter, file, again, "--register", place)
    assert typed.code == 0, typed.err
    here = {"MIGCASE_OFFICE": str(again)}
    assert counter.type("show", case, "--history", **here).out == shown
    assert counter.type("verify", "--full", **here).code == 0


def test_what_was_in_an_encrypted_file_goes_to_no_server(
    counter, server, tmp_path, monkeypatch
):
    monkeypatch.setattr(slots, "USUAL", FLOOR)
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "state"))
    with lines(PHRASE, PHRASE) as fd:
        counter.type(
            *("init", "--code", "MA", "--user", "amina:officer"),
            *("--unlock-fd", fd),
        )
    with lines(PHRASE) as fd:
        counter.type("unlock", "--unlock-fd", fd)
    try:
        file, place = backup_of(counter), another(server)
        again = tmp_path / "again"
        typed = restored(counter, file, again, "--register", place, encrypted=True)
    finally:
        counter.type("lock")

    assert typed.code == 1
    assert "whose keys belong to a machine" in " ".join(typed.err.split())
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    assert rows(place, tables) == [(0,)]
    assert not again.exists()


# ------------------------------------------------- a login that sees only a part
@pytest.fixture
def narrow(sealed, address: str, server) -> Iterator[tuple]:
    """The same office, in which Amina is held to what she may see: no case."""
    counter, case = sealed
    enforced = counter.type("enforce", "--owner", address)
    assert enforced.code == 0, enforced.err
    rows(address, "DELETE FROM duty WHERE NOT (hat = 'colleague' AND programme = '')")
    settings = counter.folder / "office.toml"
    theirs = address.replace("//postgres@", "//amina@")
    settings.write_text(settings.read_text().replace(address, theirs))
    yield counter, case
    settings.write_text(settings.read_text().replace(theirs, address))
    name = address.partition("?")[0].rpartition("/")[2]
    counter.type("lock")
    rows(server("postgres"), f"DROP DATABASE {name} WITH (FORCE)")
    rows(server("postgres"), "DROP ROLE amina")


def test_who_sees_only_a_part_makes_no_backup_and_is_told_so(narrow, address):
    counter, _ = narrow
    heads = rows(address, "SELECT count(*) FROM head")

    typed = counter.type("backup")
    assert typed.code == 1
    assert "shown only a part of what is there" in " ".join(typed.err.split())
    assert not list(counter.folder.glob("backups/*"))
    assert rows(address, "SELECT count(*) FROM head") == heads


def test_the_owner_makes_it_whole(narrow, address, tmp_path):
    counter, case = narrow
    typed = counter.type("backup", str(tmp_path), "--owner", address, "--json")

    assert typed.code == 0, typed.err
    assert (typed.json["cases"], typed.json["entries"]) == (1, 1)
    again = tmp_path / "again"
    file = Path(typed.json["file"])
    assert restored(counter, file, again, encrypted=True).code == 0
    here = {"MIGCASE_OFFICE": str(again)}
    with lines(PHRASE) as fd:
        assert counter.type("unlock", "--unlock-fd", fd, **here).code == 0
    assert counter.type("show", case, **here).code == 0
    counter.type("lock", **here)


def test_positive_control_without_the_check_a_part_is_called_a_backup(
    narrow, address, monkeypatch
):
    """Nothing else tells: what is hidden leaves no gap among what is shown."""
    counter, _ = narrow
    monkeypatch.setattr("migcase.cli.backing_up.check_sees_all", lambda *_, **__: None)
    monkeypatch.setattr(sql_copy, "_check_sees_all", lambda *_: None)

    typed = counter.type("backup", "--json")
    assert typed.code == 0, typed.err
    assert typed.json["entries"] == 0  # though there is one


def test_an_owner_of_another_database_is_refused(there, server):
    counter, _ = there

    typed = counter.type("backup", "--owner", another(server))
    assert typed.code == 1
    assert "another database than that of this office" in " ".join(typed.err.split())


def test_an_office_in_a_file_has_no_owner(office, server):
    typed = office.type("backup", "--owner", server("postgres"))

    assert typed.code == 1
    assert not list(office.folder.glob("backups/*"))


def test_an_encrypted_office_on_a_server_is_verified_as_it_stands(sealed):
    counter, _ = sealed

    typed = counter.type("verify", "--full")
    assert typed.code == 0, typed.err
