"""A new master key of an office: made beside the old one, in force once the file is.

The new file of keys lies beside the old one until the database was encrypted anew: the
database alone says which of the two counts.  Whoever comes next finds both, and
finishes or throws away what was begun; nothing here looks into the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import evolve

from migcase.keeping.key_place import FILE, NEXT, is_renewing
from migcase.keeping.seal import epochs, recovery, slots
from migcase.keeping.seal.errors import BadKeys, NoSecret, SealBroken
from migcase.keeping.seal.key_file import KeyFile
from migcase.keeping.seal.key_file_wire import is_sealed_by, read, write
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key
from migcase.keeping.seal.turned import after, passed_on
from migcase.keeping.seal.turning import Turn
from migcase.keeping.whole_file import put_for_good, remove_for_good


def begin(folder: Path, keyring: Keyring) -> Keyring:
    """Return the keys of whoever renews, with a new master key, of a new epoch.

    It opens nothing yet, and lies sealed for everybody who has a slot, and for each
    pair of holders.  To be called by one program at a time, inside `alone`.
    """
    before = slots.left_by(folder, keyring)
    turned = Turn(folder, keyring).begin()
    keys = evolve(turned, master=new_key())
    file = evolve(passed_on(before, keyring.master, keys.master), epoch=keys.epoch)
    write(folder, recovery.renewed(file, keys), keys.master, NEXT)
    return keys


def ahead(folder: Path, keyring: Keyring) -> Iterator[Keyring]:
    """Yield the keys of the same user with a newer master key than *keyring* has.

    First of what was begun, then of what is in force as far as *folder* says.
    """
    for name in (NEXT, FILE):
        try:
            file = read(folder, name)
            slot = file.slot(keyring.name)
            if slot is None or file.office != keyring.office:
                continue
            master = after(file, slot, keyring.hand, keyring.master)
            if master != keyring.master and is_sealed_by(file, master):
                yield slots.keyring_of(file, keyring.hand, master)
        except (BadKeys, SealBroken, NoSecret):
            continue


def is_left_by(folder: Path, keyring: Keyring) -> bool:
    """Tell whether the file of keys is still that of the master key of *keyring*."""
    try:
        return is_sealed_by(read(folder), keyring.master)
    except BadKeys:
        return False


def begun(folder: Path) -> KeyFile | None:
    """Return the file of keys that was begun, None where none was."""
    return read(folder, NEXT) if is_renewing(folder) else None


def finish(folder: Path, master: bytes) -> None:
    """Let what was begun with *master* count; destroy what opened the office before.

    The database must be encrypted under it.  Inside `alone`; once more does no harm.
    """
    file = begun(folder)
    if file is not None and is_sealed_by(file, master):
        put_for_good(folder / NEXT, folder / FILE)
    file = read(folder)
    if file.bound and is_sealed_by(file, master):
        epochs.destroy_before(file.office, file.epoch)


def throw_away(folder: Path) -> None:
    """Let nothing be left of what was begun and does not count; inside `alone`."""
    remove_for_good(folder / NEXT)
