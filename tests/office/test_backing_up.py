"""A backup is done when it was opened, verified and counted; and it can be restored."""

from __future__ import annotations

import random
import shutil
import threading
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
from attrs import frozen

from migcase.errors import BadRegister, MigcaseError
from migcase.keeping import sql_copy, sql_snapshot
from migcase.keeping.backup_file import BadBackup, read_contents, write_backup
from migcase.keeping.heads import make_head
from migcase.keeping.seal import epochs, recovery, slots
from migcase.keeping.seal.checkpoint import signed
from migcase.keeping.seal.errors import NoSecret, WrongPassphrase
from migcase.keeping.seal.hands import Hand
from migcase.keeping.seal.key_file import FLOOR
from migcase.keeping.seal.tree import NO_LEAVES
from migcase.keeping.sealed import Erased
from migcase.office import backing_up
from migcase.office.against import HOLDS, OLDER, Known
from migcase.office.backing_up import Backup, NotSound, Source, back_up
from migcase.office.backup_facts import NotRestored, Occupied, StillHere, told_by
from migcase.office.going_on import Since, since_backup
from migcase.office.restoring import Restoration, Way, restore_backup
from migcase.office.verifying import examine, signers_of
from migcase.roster.events import (
    ErasureAsked,
    ErasureDone,
    OfficeEntry,
    Restored,
    UserAdded,
    UserLeft,
)
from tests.keeping.offices import PASSPHRASE, Small, closed_office, plain_office

EVENING = datetime(2026, 4, 1, 18, tzinfo=UTC)
HEAD_NOTE = signed("MA", 0, NO_LEAVES, EVENING.isoformat(), None)
CASE = "MA-26-00001-K"

with_keys = pytest.mark.parametrize("made", ["closed"], indirect=True)


@pytest.fixture(scope="module", params=["plain", "closed"])
def made(request, tmp_path_factory) -> Small:
    """An office in which nine entries were written; tests work on copies."""
    root = tmp_path_factory.mktemp(request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MIGCASE_STATE", str(root / "state"))
        make = plain_office if request.param == "plain" else closed_office
        office = make(root / "office")
        office.write(range(1, 4), 3)
    return office


@pytest.fixture
def small(made: Small, tmp_path: Path, monkeypatch) -> Small:
    shutil.copytree(made.folder, tmp_path / "office")
    if made.keys is not None:
        shutil.copytree(made.folder.parent / "state", tmp_path / "state")
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "state"))
    return Small(tmp_path / "office", made.keys)


@pytest.fixture
def closed(small: Small) -> Small:
    return small


@pytest.fixture
def bare(tmp_path: Path, monkeypatch):
    """Another machine: it has nothing but what is carried there."""

    def move(name: str = "another") -> None:
        monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / f"{name}-machine"))

    return move


def source_of(small: Small) -> Source:
    keys = small.keys
    office = "MA" if keys is None else keys.office
    known = None if keys is None else ()
    return Source(small.folder, small.place, office, "MA", keys, known)


def backed_up(small: Small, name: str = "a.migcase-backup") -> Backup:
    register, source = small.open(), source_of(small)
    hand = authors = None
    if small.keys is not None:
        hand, authors = small.keys.hand, signers_of(register, ()).at
    head = make_head(register.proof, source.office, EVENING.isoformat(), hand, authors)
    register.close()
    return back_up(source, small.folder.parent / name, head, EVENING, "0.1.0")


def by_passphrase(folder: Path) -> Way:
    return Way(*slots.opened(folder, "amina", PASSPHRASE))


def restored(small: Small, backup: Backup, name: str = "again", **more) -> Restoration:
    target = small.folder.parent / name
    return restore_backup(backup.file, target, by_passphrase, at=EVENING, **more)


def reading(done: Restoration) -> Small:
    return Small(done.folder, done.keys)


def entries_of(small: Small) -> dict[str, tuple]:
    register = small.open()
    found = {case: register.entries(case) for case in register.files(limit=100)}
    register.close()
    return found


def test_what_was_backed_up_is_there_again_on_a_bare_machine(small: Small, bare):
    before = entries_of(small)
    backup = backed_up(small)
    bare()
    done = restored(small, backup)

    assert entries_of(reading(done)) == before
    assert (done.told.code, done.told.made, done.told.entries) == ("MA", EVENING, 9)
    assert {one.name for one in done.folder.iterdir()} >= {"office.toml", "office.db"}
    assert not [one for one in done.folder.parent.iterdir() if one.name[0] == "."]
    reading(done).write(range(7, 8), 2)
    assert len(entries_of(reading(done))) == 4


@with_keys
def test_a_backup_gives_nothing_away_without_a_passphrase(closed: Small, bare):
    backup = backed_up(closed)
    bare()
    whole = backup.file.read_bytes()

    assert b"Called about" not in whole
    assert closed.keys.secret not in whole
    with pytest.raises(WrongPassphrase):
        restore_backup(
            backup.file,
            closed.folder.parent / "again",
            lambda folder: Way(*slots.opened(folder, "amina", "guessed")),
            at=EVENING,
        )
    assert not (closed.folder.parent / "again").exists()
    with pytest.raises(NoSecret):
        slots.unlock(closed.folder, "amina", PASSPHRASE)


@with_keys
def test_two_recovery_keys_restore_it_where_nobody_knows_a_passphrase(
    closed: Small, bare
):
    first = recovery.add_holder(closed.folder, closed.keys, "bashir")
    second = recovery.add_holder(closed.folder, closed.keys, "chioma")
    before = entries_of(closed)
    backup = backed_up(closed)
    bare()

    def enter(folder: Path) -> Way:
        opened = recovery.opened(folder, first, second)
        return Way(Hand.new(""), opened.master)

    done = restore_backup(
        backup.file, closed.folder.parent / "again", enter, at=EVENING
    )
    recovered = recovery.opened(done.folder, first, second)
    keys = recovery.admit(done.folder, recovered, "bashir", PASSPHRASE, cost=FLOOR)
    assert entries_of(Small(done.folder, keys)) == before


@with_keys
def test_the_keys_are_bound_to_the_new_machine_and_the_old_epoch_opens_nothing(
    closed: Small, bare
):
    backup = backed_up(closed)
    bare()
    done = restored(closed, backup)

    assert done.keys.epoch == closed.keys.epoch + 1
    assert epochs.kept(closed.keys.office) == (done.keys.epoch,)
    assert slots.unlock(done.folder, "amina", PASSPHRASE).epoch == done.keys.epoch
    with pytest.raises(BadRegister):
        Small(done.folder, closed.keys).open()


@with_keys
def test_beside_the_office_it_was_made_of_both_open_with_what_the_machine_has(
    closed: Small,
):
    backup = backed_up(closed)
    done = restored(closed, backup)

    assert done.keys.epoch == 0
    assert entries_of(reading(done)) == entries_of(closed)
    assert epochs.kept(closed.keys.office) == (0,)
    assert slots.unlock(done.folder, "amina", PASSPHRASE).epoch == 0


@with_keys
def test_where_the_keys_were_renewed_since_it_must_be_said_what_is_replaced(
    closed: Small,
):
    backup = backed_up(closed)
    epochs.make(closed.keys.office, 1)
    epochs.destroy(closed.keys.office, 0)

    with pytest.raises(StillHere):
        restored(closed, backup)
    assert not (closed.folder.parent / "again").exists()
    assert epochs.kept(closed.keys.office) == (1,)

    done = restored(closed, backup, replaces=True)
    assert done.keys.epoch == 2
    assert len(entries_of(reading(done))) == 3


@with_keys
def test_a_restore_that_was_cut_off_is_done_again(closed: Small, bare):
    """The power went on a machine that had made its part of the keys, and no more."""
    backup = backed_up(closed)
    bare()
    epochs.begin(closed.keys.office, 1)
    made = epochs.make(closed.keys.office, 1)

    done = restored(closed, backup)

    assert (done.keys.epoch, done.keys.secret) == (1, made)
    assert len(entries_of(reading(done))) == 3
    assert not epochs.is_begun(closed.keys.office, 1)
    with pytest.raises(StillHere):
        restored(closed, backup, name="third")


def test_nothing_is_ever_written_over(small: Small):
    backup = backed_up(small)

    with pytest.raises(FileExistsError):
        backed_up(small)
    with pytest.raises(Occupied):
        restored(small, backup, name="office")
    assert len(entries_of(small)) == 3


@with_keys
@pytest.mark.parametrize("seed", [20261122])
def test_a_damaged_backup_is_refused_and_leaves_nothing(closed: Small, seed: int):
    backup = backed_up(closed)
    whole, chance = backup.file.read_bytes(), random.Random(seed)
    places = chance.sample(range(len(whole)), 200)
    epochs_before = epochs.kept(closed.keys.office)
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        backup.file.write_bytes(changed)
        with pytest.raises(BadBackup):
            restore_backup(
                backup.file, closed.folder.parent / "again", _no_slot, at=EVENING
            )
    assert not (closed.folder.parent / "again").exists()
    assert epochs.kept(closed.keys.office) == epochs_before


def _no_slot(folder: Path) -> Way:
    raise BadBackup({"cause": "foreign", "part": "keys.json"})


@with_keys
def test_a_backup_of_other_keys_is_told_from_one_of_this_office(closed: Small):
    backup = backed_up(closed)
    contents = read_contents(backup.file)
    parts = []
    for part in contents.parts:
        target = closed.folder.parent / f"part-{part.name}"
        backing_up.extract(backup.file, contents, part.name, target)
        parts.append((part.name, target))
    forged = closed.folder.parent / "forged.migcase-backup"
    facts = {**contents.facts, "made": "2026-06-01T00:00:00+00:00"}
    write_backup(forged, facts, parts, bytes(32))

    with pytest.raises(BadBackup, match="foreign"):
        restore_backup(
            forged, closed.folder.parent / "again", by_passphrase, at=EVENING
        )


def test_what_is_not_in_order_is_not_called_a_backup(small: Small):
    backed_up(small)
    register = small.open()
    run = register._driver.connection.execute
    run(f"UPDATE entry SET at = '2026-03-09' WHERE case_id = '{CASE}' AND number = 2")
    register.close()

    with pytest.raises(NotSound, match=CASE):
        backed_up(small, "b.migcase-backup")
    assert not (small.folder.parent / "b.migcase-backup").exists()


def test_it_says_how_much_is_missing_since_a_newer_head(small: Small, bare):
    backup = backed_up(small)
    small.write(range(11, 13), 4)
    newer = backed_up(small, "b.migcase-backup").head
    known = Known(newer.root, newer.size, newer)
    bare()

    older = restored(small, backup, known=known).examined.against
    assert (older.outcome, older.missing) == (OLDER, 8)
    bare("third")
    own = Known(backup.head.root, backup.head.size, backup.head)
    same = restored(small, backup, "third", known=own).examined.against
    assert same.outcome == HOLDS


@with_keys
def test_what_was_erased_since_is_erased_again(closed: Small, bare):
    backup = backed_up(closed)
    bare()
    since = Since(erased=(CASE, "MA-26-00099-K"))
    done = restored(closed, backup, since=since)

    assert done.erased == (CASE,)
    register = reading(done).open()
    with pytest.raises(Erased):
        register.entries(CASE)
    assert len(register.entries("MA-26-00002-K")) == 3
    assert examine(register, closed.keys.office, (), full=True).flaws == ()
    register.close()
    bare("third")
    # Without the ledger it comes back: this is what the ledger is for (N6).
    assert entries_of(reading(restored(closed, backup, "third")))[CASE]


@with_keys
def test_the_office_that_is_replaced_knows_what_was_erased_and_who_left(closed: Small):
    slots.add(closed.folder, closed.keys, "bashir", PASSPHRASE, cost=FLOOR)
    backup = backed_up(closed)
    register = closed.open()
    log, keys = register.office_log, closed.keys.hand.public
    for number, event in enumerate(
        (
            UserAdded("bashir", keys.verifies, keys.receives, date(2026, 3, 2)),
            ErasureAsked((CASE,), "They asked."),
            ErasureDone(4),
            UserLeft("bashir"),
        ),
        start=len(log.lines()) + 1,
    ):
        log.append(OfficeEntry(number, event, EVENING, "amina", "MA", f"n{number}"))
    since = since_backup(register)
    register.close()

    done = restored(closed, backup, since=since)
    assert since.left == ("bashir",)
    assert [one.name for one in slots.publics(done.folder)] == ["amina"]


@with_keys
def test_the_office_log_says_that_the_office_was_restored(closed: Small, bare):
    backup = backed_up(closed)
    bare()
    done = restored(closed, backup)

    register = reading(done).open()
    last = register.office_log.entries()[-1]
    assert last.event == Restored("a.migcase-backup", EVENING, backup.head.root.hex())
    assert examine(register, closed.keys.office, (), full=True).flaws == ()
    register.close()


@with_keys
def test_a_restoration_that_fails_leaves_nothing_behind(
    closed: Small, bare, monkeypatch
):
    backup = backed_up(closed)
    bare()

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", power_cut)
    with pytest.raises(KeyboardInterrupt):
        restored(closed, backup)
    assert not (closed.folder.parent / "again").exists()
    assert epochs.kept(closed.keys.office) == ()


def test_a_backup_that_holds_less_than_it_says_is_not_restored(small: Small):
    backup = backed_up(small)
    contents = read_contents(backup.file)
    parts = []
    for part in contents.parts:
        target = small.folder.parent / f"part-{part.name}"
        backing_up.extract(backup.file, contents, part.name, target)
        parts.append((part.name, target))
    key = None if small.keys is None else backing_up.maker_key(small.keys.master)
    counts = {**contents.facts["counts"], "entry": 12}
    other = small.folder.parent / "other.migcase-backup"
    write_backup(other, {**contents.facts, "counts": counts}, parts, key)

    with pytest.raises(NotRestored):
        restore_backup(other, small.folder.parent / "again", by_passphrase, at=EVENING)


def test_a_newer_backup_is_refused_by_name(small: Small):
    backup = backed_up(small)
    facts = {**read_contents(backup.file).facts, "tables": "0099"}
    newer = small.folder.parent / "newer.migcase-backup"
    write_backup(newer, facts, [], None)

    with pytest.raises(BadBackup, match="newer"):
        restore_backup(newer, small.folder.parent / "again", by_passphrase, at=EVENING)
    assert told_by(read_contents(newer)).tables == "0099"


@pytest.mark.parametrize(
    "said",
    [
        "2026-04-01T18:00:00",  # of no zone: nobody could say how old it is
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "yesterday",
        None,
    ],
)
def test_a_backup_that_says_nonsense_of_its_day_is_refused(tmp_path: Path, said):
    facts = {
        "office": "MA",
        "code": "MA",
        "made": "2026-04-01T18:00:00+00:00",
        "migcase": "0.1.0",
        "tables": "0004",
        "encrypted": False,
        "epoch": 0,
        "on_server": False,
        "counts": {"entry": 1},
        "head": HEAD_NOTE,
    }
    good = tmp_path / "good.migcase-backup"
    write_backup(good, facts, [], None)
    forged = tmp_path / "forged.migcase-backup"
    write_backup(forged, {**facts, "made": said}, [], None)

    assert told_by(read_contents(good)).made == EVENING
    with pytest.raises(BadBackup, match="damaged"):
        told_by(read_contents(forged))


def test_a_backup_is_whole_while_others_write(made: Small, small: Small):
    confirmed: list[int] = []
    stop = threading.Event()

    def write() -> None:
        serial = 100
        while not stop.is_set() and serial < 400:
            small.write(range(serial, serial + 1), 2)
            confirmed.append(serial)
            serial += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(confirmed) < 3:
            stop.wait(0.01)
        known_before = list(confirmed)
        backup = backed_up(small)
    finally:
        stop.set()
        writer.join()
    done = restored(small, backup)

    found = entries_of(reading(done))
    assert {f"MA-26-{serial:05}-K" for serial in known_before} <= found.keys()
    assert {len(entries) for entries in found.values()} <= {1, 2, 3}


def test_positive_control_a_file_that_is_copied_is_no_backup(small: Small):
    """What was confirmed is in the companion file, which such a copy does not have."""
    register = small.open()  # somebody works, so nothing is merged into the file
    small.write(range(50, 60), 2)
    copied = small.folder.parent / "copied"
    copied.mkdir()
    shutil.copy(small.place, copied / "office.db")
    register.close()

    try:
        found = entries_of(Small(copied, small.keys))
    except BadRegister:
        found = {}
    assert "MA-26-00055-K" not in found
    assert "MA-26-00055-K" in entries_of(small)


# ------------------------------------------------------------------- on a server
@frozen
class There(Small):
    """A plain office whose cases are on a server."""

    url: str = ""

    @property
    def place(self) -> str:
        return self.url


@pytest.fixture
def there(database: str, tmp_path: Path) -> There:
    (tmp_path / "office").mkdir()
    settings = f'code = "MA"\n  register="{database}"\n[programmes]\n'
    (tmp_path / "office/office.toml").write_text(settings)
    office = There(tmp_path / "office", None, database)
    office.write(range(1, 4), 3)
    return office


def writing_between(there: There, patch: pytest.MonkeyPatch) -> None:
    """Let somebody write into every case after each table that is copied."""
    check, numbers = sql_copy._check_counts, count(4)

    def checked(source, copy, table: str) -> None:
        check(source, copy, table)
        there.write(range(1, 4), 1, first=next(numbers))

    patch.setattr(sql_copy, "_check_counts", checked)


@pytest.mark.postgres
def test_a_backup_of_a_server_is_of_one_moment_though_others_write(
    there: There, monkeypatch
):
    before = entries_of(there)
    with monkeypatch.context() as patch:
        writing_between(there, patch)
        backup = backed_up(there)

    assert entries_of(reading(restored(there, backup))) == before
    assert entries_of(there) != before
    again = (there.folder.parent / "again/office.toml").read_text()
    assert again == 'code = "MA"\nregister = "office.db"\n[programmes]\n'


@pytest.mark.postgres
def test_positive_control_what_is_read_at_several_moments_is_no_backup(
    there: There, monkeypatch
):
    careless = "BEGIN ISOLATION LEVEL READ COMMITTED"
    monkeypatch.setitem(sql_snapshot.BEGIN, "postgresql", careless)
    writing_between(there, monkeypatch)

    with pytest.raises((NotSound, MigcaseError, AssertionError)):
        backed_up(there)
    assert not list(there.folder.parent.glob("*.migcase-backup"))
