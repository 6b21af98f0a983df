"""An office out of a backup: verified first, in a folder of its own, and told how old.

No office is ever written over.  What was erased since the backup was made is erased
again, and the keys are bound to this machine anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from attrs import field, frozen

from migcase.errors import MigcaseError
from migcase.keeping.backup_file import (
    BadBackup,
    Contents,
    check_backup,
    check_maker,
    extract,
    read_part,
)
from migcase.keeping.erasing import Records
from migcase.keeping.key_place import FILE as KEY_FILE
from migcase.keeping.seal import epochs, recovery, slots
from migcase.keeping.seal.checkpoint import Checkpoint, read_checkpoint
from migcase.keeping.seal.errors import BadCheckpoint, SealBroken
from migcase.keeping.seal.hands import Hand, Public
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sealed import Erased
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.sql_revision import HEAD, REVISIONS
from migcase.keeping.whole_file import settle, write_whole
from migcase.office.backing_up import (
    DATABASE,
    SECRET,
    SETTINGS,
    counts_of,
    maker_key,
    opened_secret,
)
from migcase.office.guard import NotAllowed
from migcase.office.verifying import Examined, Known, examine
from migcase.roster import rights
from migcase.roster.events import OfficeEntry, Restored
from migcase.roster.fold import fold
from migcase.roster.members import ADMINISTRATOR


class Occupied(MigcaseError):
    """There is something where the office was to be restored."""

    code = "occupied"
    sentence = "There is something in {folder} already. Nothing was restored."


class StillHere(MigcaseError):
    """This machine works in that office, with keys that are newer than the backup."""

    code = "still-here"
    sentence = (
        "This machine has newer keys of that office. Once the restored one is used "
        "they are destroyed: say which office it replaces."
    )


class NotRestored(MigcaseError):
    """What the backup holds is not in order, or is not what it says."""

    code = "not-restored"
    sentence = "The backup is whole, but what it holds is not in order: {places}."

    def __init__(self, examined: Examined) -> None:
        places = sorted({flaw.case or "the office" for flaw in examined.flaws})
        super().__init__({"places": ", ".join(places)})
        self.examined = examined


@frozen
class Told:
    """What a backup says of itself."""

    office: str
    code: str
    made: datetime
    migcase: str
    tables: str
    is_encrypted: bool
    epoch: int
    on_server: bool
    entries: int
    head: Checkpoint


@frozen(eq=False)
class Way:
    """The keys that open a backup: of the office, and of whoever works on in it."""

    hand: Hand
    master: bytes = field(repr=False)


@frozen
class Restoration:
    """What came of it: *told* by the backup, *examined* by us, *erased* again.

    *keys* are bound to this machine; None in a plain office.
    """

    folder: Path
    told: Told
    examined: Examined
    erased: tuple[str, ...]
    keys: Keyring | None


@frozen
class Since:
    """What happened after a backup, as far as anybody knows: it is done again.

    *erased* are numbers of cases and people; *left* are who may no longer unlock.
    """

    erased: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


NOTHING = Since()


def told_by(contents: Contents) -> Told:
    """Return what a backup says of itself; raise `BadBackup` where it says nonsense."""
    facts = contents.facts
    try:
        counts = facts["counts"]
        assert isinstance(counts, dict)
        return Told(
            str(facts["office"]),
            str(facts["code"]),
            datetime.fromisoformat(str(facts["made"])),
            str(facts["migcase"]),
            str(facts["tables"]),
            bool(facts["encrypted"]),
            int(str(facts["epoch"])),
            bool(facts["on_server"]),
            int(counts["entry"]),
            read_checkpoint(str(facts["head"])),
        )
    except (AssertionError, BadCheckpoint, KeyError, TypeError, ValueError):
        raise BadBackup({"cause": "damaged", "part": "contents"}) from None


def since_backup(register: SqlRegister) -> Since:
    """Return what the office in *register* knows that happened, to be done again."""
    roster = fold(register.office_log.entries())
    done = (one for one in roster.erasures.values() if one.done is not None)
    erased = [number for one in done for number in one.of]
    if register.erasing is not None:
        erased += register.erasing.erased()
    left = [user.name for user in roster.users.values() if not user.is_here]
    return Since(tuple(dict.fromkeys(erased)), tuple(left))


def restore_backup(
    file: Path,
    target: Path,
    enter: Callable[[Path], Way],
    *,
    known: Known | None = None,
    since: Since = NOTHING,
    replaces: bool = False,
    at: datetime,
) -> Restoration:
    """Make the office in *file* anew in the folder *target*, or leave nothing of it.

    *enter* opens the keys that lie in a folder; it is not asked for a plain office.
    *known* is the newest head that anybody has, *since* what is to be done again.  If
    it *replaces* the office that this machine has the keys to, those open no more.
    Raise `Occupied`, `BadBackup`, `NotRestored`, `NotAllowed`, `StillHere`.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Occupied({"folder": str(target)})
    contents = check_backup(file)
    told = told_by(contents)
    if told.tables not in REVISIONS:
        raise BadBackup({"cause": "newer", "part": DATABASE})
    with _staging(target) as folder:
        for name in (SETTINGS, DATABASE):
            extract(file, contents, name, folder / name)
        keys: Keyring | None = None
        if told.is_encrypted:
            extract(file, contents, KEY_FILE, folder / KEY_FILE)
            keys = _entered(file, contents, told, enter(folder))
        check_maker(file, None if keys is None else maker_key(keys.master))
        examined = _examined(folder, told, contents, keys, known)
        ours = _secret_of_our_own(folder, keys, since.left, replaces=replaces)
        with ours as bound:
            erased = _settled(folder, keys, bound, since)
            _log(folder, bound, file.name, told, at)
            if told.on_server:
                _into_a_file(folder / SETTINGS)
            for one in folder.iterdir():
                one.chmod(0o600)
            settle(folder)
            if target.exists():
                target.rmdir()  # it is empty
            folder.rename(target)
            settle(target.parent)
    return Restoration(target, told, examined, erased, bound)


def _entered(file: Path, contents: Contents, told: Told, way: Way) -> Keyring:
    """Return the keys with which the backup was made, and whoever restores it."""
    sealed = read_part(file, contents, SECRET)
    try:
        secret = opened_secret(told.office, told.epoch, way.master, sealed)
    except SealBroken:
        raise BadBackup({"cause": "foreign", "part": SECRET}) from None
    return Keyring(told.office, way.hand, way.master, told.epoch, secret)


def _examined(
    folder: Path,
    told: Told,
    contents: Contents,
    keys: Keyring | None,
    known: Known | None,
) -> Examined:
    if told.tables != HEAD:
        migrate(folder / DATABASE, keys)
    register = SqlRegister.open(folder / DATABASE, keys=keys)
    try:
        publics: tuple[Public, ...] | None = None if keys is None else ()
        examined = examine(register, told.office, publics, full=True, against=known)
        is_counted = (
            told.tables != HEAD or counts_of(register) == contents.facts["counts"]
        )
    finally:
        register.close()
    if examined.flaws or not is_counted:
        raise NotRestored(examined)
    return examined


@contextmanager
def _secret_of_our_own(
    folder: Path, keys: Keyring | None, left: tuple[str, ...], *, replaces: bool
) -> Iterator[Keyring | None]:
    """Give keys that this machine alone opens, of a new epoch; undo it on failure.

    A machine that has opened the office so far, and will, keeps its own.  Whoever has
    *left* unlocks them no more.
    """
    if keys is None:
        yield keys
        return
    for public in slots.checked(folder, keys):
        if public.name in left and public.name != keys.name:
            slots.remove(folder, keys, public.name)
    kept = epochs.kept(keys.office)
    is_bound = not keys.secret or (keys.epoch, keys.secret) in _latest(
        keys.office, kept
    )
    if is_bound and not replaces:
        yield keys
        return
    if kept and not replaces:
        raise StillHere({"office": keys.office})
    epoch = max(keys.epoch, *kept, 0) + 1
    epochs.make(keys.office, epoch)
    try:
        yield recovery.move(folder, keys, epoch)
    except BaseException:
        epochs.destroy(keys.office, epoch)
        raise


def _latest(office: str, kept: tuple[int, ...]) -> Iterator[tuple[int, bytes]]:
    """Yield the newest epoch of which this machine keeps the secret, and that."""
    if kept:
        yield kept[-1], epochs.read(office, kept[-1])


def _settled(
    folder: Path, keys: Keyring | None, bound: Keyring | None, since: Since
) -> tuple[str, ...]:
    """Erase again what was erased since, and wrap all keys for this machine alone."""
    register = SqlRegister.open(folder / DATABASE, keys=keys)
    try:
        vault, erasing = register.vault, register.erasing
        if vault is None or erasing is None or bound is None:
            return ()
        records = _records(register, since.erased)
        if records.cases or records.people:
            erasing.erase(records, bound)
        elif bound is not keys:
            vault.new_epoch(bound)
    finally:
        register.close()
    return (*records.cases, *records.people)


def _records(register: SqlRegister, numbers: tuple[str, ...]) -> Records:
    """Return which of *numbers* this office knows and has not erased."""
    gone = set(register.erasing.erased()) if register.erasing else set()
    cases = [one for one in numbers if register.proof.case(one).written]
    people = [one for one in numbers if _is_known(register, one)]
    return Records(tuple(one for one in cases if one not in gone), tuple(people))


def _is_known(register: SqlRegister, person: str) -> bool:
    try:
        return register.people.sheet(person) is not None
    except Erased:
        return False


def _log(
    folder: Path, keys: Keyring | None, copy: str, told: Told, at: datetime
) -> None:
    """Write into the office's log that it goes on from a copy, if anybody may sign."""
    if keys is None or not keys.name:
        return
    register = SqlRegister.open(folder / DATABASE, keys=keys)
    try:
        roster = fold(register.office_log.entries())
        if not roster.works(keys.name):
            return
        if not rights.may(roster.worn(keys.name), rights.RESTORE):
            contact = ", ".join(roster.wearers(ADMINISTRATOR))
            values = {"of": "this office", "act": rights.RESTORE, "contact": contact}
            raise NotAllowed(values)
        event = Restored(copy, told.made, told.head.root.hex())
        at = at if roster.at is None else max(at, roster.at)
        number, sent = roster.number + 1, os.urandom(16).hex()
        entry = OfficeEntry(number, event, at, keys.name, told.code, sent)
        register.office_log.append(entry)
    finally:
        register.close()


def _into_a_file(settings: Path) -> None:
    """Have the settings name the file instead of the server that the office was on."""
    lines = settings.read_text("utf-8").splitlines(keepends=True)
    there = [
        f'register = "{DATABASE}"\n' if line.startswith("register") else line
        for line in lines
    ]
    write_whole(settings, "".join(there).encode())


@contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """Give a new folder beside *target*; what is left of it afterwards is removed."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = target.with_name(f".{target.name}.{os.urandom(6).hex()}")
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
