"""An office out of a backup: verified first, in a folder of its own, and told how old.

No office is ever written over.  What was erased since the backup was made is erased
again, and the keys are bound to this machine anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from attrs import field, frozen

from migcase.keeping.backup_file import (
    BadBackup,
    Contents,
    check_backup,
    check_maker,
    extract,
    read_part,
)
from migcase.keeping.key_place import FILE as KEY_FILE
from migcase.keeping.seal import epochs
from migcase.keeping.seal.errors import SealBroken
from migcase.keeping.seal.hands import Hand, Public
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_fill import check_fillable, filled
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.sql_revision import HEAD, REVISIONS
from migcase.keeping.whole_file import settle, write_whole
from migcase.office.against import Known
from migcase.office.backing_up import (
    DATABASE,
    SECRET,
    SETTINGS,
    counts_of,
    maker_key,
    opened_secret,
)
from migcase.office.backup_facts import (
    BoundToMachine,
    NotRestored,
    Occupied,
    Told,
    told_by,
)
from migcase.office.going_on import (
    NOTHING,
    Since,
    is_key_older,
    keys_of_our_own,
    log_restored,
    settled,
)
from migcase.office.settings_file import settings_of
from migcase.office.settings_text import with_register
from migcase.office.verifying import Examined, examine


@frozen(eq=False)
class Way:
    """The keys that open a backup: of the office, and of whoever works on in it."""

    hand: Hand
    master: bytes = field(repr=False)


@frozen
class Restoration:
    """What came of it: *told* by the backup, *examined* by us, *erased* again.

    *keys* are bound to this machine; None in a plain office.  *is_key_older* tells that
    their master key is known to be one that was renewed, or that somebody left with.
    """

    folder: Path
    told: Told
    examined: Examined
    erased: tuple[str, ...]
    keys: Keyring | None
    is_key_older: bool = False


def restore_backup(
    file: Path,
    target: Path,
    enter: Callable[[Path], Way],
    *,
    known: Known | None = None,
    since: Since = NOTHING,
    replaces: bool = False,
    register: str | None = None,
    at: datetime,
) -> Restoration:
    """Make the office in *file* anew in the folder *target*, or leave nothing of it.

    *enter* opens the keys that lie in a folder; it is not asked for a plain office.
    *known* is the newest head that anybody has, *since* what is to be done again.  If
    it *replaces* the office that this machine has the keys to, those open no more.
    *register* is an empty database of a server that the cases go to, None a file.
    Raise `Occupied`, `BadBackup`, `NotRestored`, `NotAllowed`, `StillHere`,
    `BoundToMachine`, and `BadRegister` where the database is not as it should be.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Occupied({"folder": str(target)})
    contents = check_backup(file)
    told = told_by(contents)
    if told.tables not in REVISIONS:
        raise BadBackup({"cause": "newer", "part": DATABASE})
    if register is not None:
        if told.is_encrypted and not told.on_server:
            raise BoundToMachine({"file": file.name})
        check_fillable(register)
    with _staging(target) as folder:
        for name in (SETTINGS, DATABASE):
            extract(file, contents, name, folder / name)
        keys: Keyring | None = None
        if told.is_encrypted:
            extract(file, contents, KEY_FILE, folder / KEY_FILE)
            keys = _entered(file, contents, told, enter(folder))
        check_maker(file, None if keys is None else maker_key(keys.master))
        examined = _examined(folder, told, contents, keys, known)
        ours = keys_of_our_own(folder, keys, since.left, replaces=replaces)
        with ours as bound:
            erased = settled(folder, keys, bound, since)
            is_older = is_key_older(folder, bound, since)
            log_restored(folder, bound, file.name, told, at)
            _name_register(folder / SETTINGS, register or DATABASE)
            with _housed(folder, told, bound, register):
                for one in folder.iterdir():
                    one.chmod(0o600)
                settle(folder)
                if target.exists():
                    target.rmdir()  # it is empty
                folder.rename(target)
                settle(target.parent)
    if replaces and bound is not None and bound.secret:
        with suppress(OSError):  # it is there, whether or not anybody can be told
            epochs.note_place(bound.office, target)
    return Restoration(target, told, examined, erased, bound, is_older)


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
    counts, examined = _looked_at(folder / DATABASE, told, keys, known)
    is_counted = told.tables != HEAD or counts == contents.facts["counts"]
    if examined.flaws or not is_counted:
        raise NotRestored(examined)
    return examined


@contextmanager
def _housed(
    folder: Path, told: Told, keys: Keyring | None, register: str | None
) -> Iterator[None]:
    """Have the cases be on a server, if they are to be: filled, opened, verified."""
    if register is None:
        yield
        return
    file = folder / DATABASE
    with filled(register, file, keys):
        there, examined = _looked_at(register, told, keys)
        with closing(SqlRegister.open(file, keys=keys)) as before:
            is_counted = there == counts_of(before)
        if examined.flaws or not is_counted:
            raise NotRestored(examined)
        file.unlink()
        yield


def _looked_at(
    place: Path | str, told: Told, keys: Keyring | None, known: Known | None = None
) -> tuple[Mapping[str, int], Examined]:
    """Return how much is kept in *place*, and what came of verifying all of it."""
    publics: tuple[Public, ...] | None = None if keys is None else ()
    with closing(SqlRegister.open(place, keys=keys)) as register:
        examined = examine(register, told.office, publics, full=True, against=known)
        return counts_of(register), examined


def _name_register(settings: Path, register: str) -> None:
    """Have the settings name where the cases are now, and change nothing else."""
    text = settings.read_text("utf-8-sig")
    if settings_of(text).register == register:
        return
    named = with_register(text, register)
    if settings_of(named).register != register:
        raise BadBackup({"cause": "damaged", "part": SETTINGS})
    write_whole(settings, named.encode())


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
