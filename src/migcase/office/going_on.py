"""Going on from a backup: with keys of this machine, and without what was erased since.

What was erased after the backup was made is erased again, and whoever left is locked
out again; then the office's log says that it goes on from a copy.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from attrs import frozen

from migcase.keeping.erasing import Records
from migcase.keeping.seal import epochs, recovery, slots
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sealed import Erased
from migcase.keeping.sql import SqlRegister
from migcase.office.backing_up import DATABASE
from migcase.office.backup_facts import StillHere, Told
from migcase.office.guard import NotAllowed
from migcase.roster import rights
from migcase.roster.events import MasterRenewed, OfficeEntry, Restored
from migcase.roster.fold import fold
from migcase.roster.members import ADMINISTRATOR


@frozen
class Since:
    """What happened after a backup, as far as anybody knows: it is done again.

    *erased* are numbers of cases and people; *left* are who may no longer unlock;
    *renewed* is how often the master key had been renewed.
    """

    erased: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    renewed: int = 0


NOTHING = Since()


def since_backup(register: SqlRegister) -> Since:
    """Return what the office in *register* knows that happened, to be done again."""
    entries = register.office_log.entries()
    roster = fold(entries)
    done = (one for one in roster.erasures.values() if one.done is not None)
    erased = [number for one in done for number in one.of]
    if register.erasing is not None:
        erased += register.erasing.erased()
    left = [user.name for user in roster.users.values() if not user.is_here]
    return Since(tuple(dict.fromkeys(erased)), tuple(left), _renewals(entries))


def is_key_older(folder: Path, keys: Keyring | None, since: Since) -> bool:
    """Tell whether the master key of a backup is known to be one that should be none.

    It was renewed after the backup, or somebody left who had it.
    """
    if keys is None:
        return False
    with closing(SqlRegister.open(folder / DATABASE, keys=keys)) as register:
        entries = register.office_log.entries()
    roster = fold(entries)
    return _renewals(entries) < since.renewed or any(map(roster.works, since.left))


def _renewals(entries: Iterable[OfficeEntry]) -> int:
    return sum(isinstance(one.event, MasterRenewed) for one in entries)


@contextmanager
def keys_of_our_own(
    folder: Path, keys: Keyring | None, left: tuple[str, ...], *, replaces: bool
) -> Iterator[Keyring | None]:
    """Give keys that this machine alone opens, of a new epoch; undo it on failure.

    A machine that has opened the office so far, and will, keeps its own.  One that was
    cut off while it restored the office goes on with what it made then.  Whoever has
    *left* unlocks them no more.
    """
    if keys is None:
        yield keys
        return
    for public in slots.checked(folder, keys):
        if public.name in left and public.name != keys.name:
            slots.remove(folder, keys, public.name)
    if not keys.secret:
        yield keys  # of an office that was on a server: they belong to no machine
        return
    kept = epochs.kept(keys.office)
    is_bound = (keys.epoch, keys.secret) in _latest(keys.office, kept)
    if is_bound and not replaces:
        yield keys
        return
    if len(kept) == 1 and epochs.is_begun(keys.office, *kept) and not replaces:
        # Never destroyed here: if the power went late, an office has it already.
        yield recovery.move(folder, keys, *kept)
        epochs.end(keys.office, *kept)
        return
    if kept and not replaces:
        raise StillHere({"office": keys.office})
    epoch = max(keys.epoch, *kept, 0) + 1
    epochs.begin(keys.office, epoch)
    epochs.make(keys.office, epoch)
    try:
        yield recovery.move(folder, keys, epoch)
    except BaseException:
        epochs.destroy(keys.office, epoch)
        raise
    finally:
        epochs.end(keys.office, epoch)


def _latest(office: str, kept: tuple[int, ...]) -> Iterator[tuple[int, bytes]]:
    """Yield the newest epoch of which this machine keeps the secret, and that."""
    if kept:
        yield kept[-1], epochs.read(office, kept[-1])


def settled(
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


def log_restored(
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
