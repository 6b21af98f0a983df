"""The slots of an office: one for each user, opened by a passphrase.

A slot holds the office's key and its user's own two, wrapped under what Argon2id
makes of the passphrase.  Whoever guesses pays for every guess, and learns nothing but
whether it was right: not even whether there is a user of that name.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from attrs import evolve

from migcase.errors import MigcaseError
from migcase.keeping.key_place import FILE
from migcase.keeping.seal import epochs
from migcase.keeping.seal.errors import (
    BadKeys,
    NoSecret,
    SealBroken,
    WrongPassphrase,
)
from migcase.keeping.seal.guess import guessed_key
from migcase.keeping.seal.hands import Hand, Public
from migcase.keeping.seal.key_file import FLOOR, USUAL, Cost, KeyFile, Slot
from migcase.keeping.seal.key_file_wire import check_name, is_sealed_by, read, write
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key, unwrapped, wrapped
from migcase.keeping.seal.turned import newest
from migcase.keeping.whole_file import alone

__all__ = [
    "FLOOR",
    "USUAL",
    "SlotTaken",
    "add",
    "change",
    "checked",
    "found",
    "keyring_of",
    "left_by",
    "opened",
    "publics",
    "put",
    "remove",
    "unlock",
]


class SlotTaken(MigcaseError):
    """There are keys, or a slot of that user, already; or it is the last slot."""

    code = "slot-taken"
    sentence = "The slots of this office are not changed so: {cause} {user}."


def found(
    folder: Path,
    user: str,
    passphrase: str,
    *,
    cost: Cost | None = None,
    office: str | None = None,
    bound: bool = True,
) -> Keyring:
    """Give the office in *folder* keys, and *user* the first slot.

    *bound* binds them to this machine; an office on a server is not.
    """
    if (folder / FILE).exists():
        raise SlotTaken({"cause": "keys-there", "user": user})
    office = os.urandom(16).hex() if office is None else office
    master, hand = new_key(), Hand.new(user)
    slot = _slot(office, hand, master, passphrase, cost)
    secret = epochs.make(office, 0) if bound else b""
    with alone(folder):
        write(folder, KeyFile(office, bound, 0, (slot,)), master)
    return Keyring(office, hand, master, 0, secret)


def unlock(folder: Path, user: str, passphrase: str) -> Keyring:
    """Return the keys of *user*; raise `WrongPassphrase`, `BadKeys` or `NoSecret`.

    A master key that was sealed for them since is wrapped by their passphrase.
    """
    file = read(folder)
    hand, master, key = _opened(file, user, passphrase)
    try:
        keys = keyring_of(file, hand, master)
    except NoSecret:
        if read(folder).epoch == file.epoch:
            raise
        return unlock(folder, user, passphrase)  # new keys were given meanwhile
    slot = file.slot(user)
    if slot is not None and slot.turned:
        if not file.bound and epochs.kept(file.office):
            # Whoever had an older master key could have written such a file.
            raise BadKeys({"file": FILE, "cause": "changed-keys"})
        with suppress(OSError, BadKeys):  # it opens as it is; next time, then
            _take_up(folder, keys, slot, key)
    return keys


def opened(folder: Path, user: str, passphrase: str) -> tuple[Hand, bytes]:
    """Return the keys of *user* and the office's, without those of this machine.

    For whoever restores an office on another one.  Raise as `unlock` does.
    """
    hand, master, _key = _opened(read(folder), user, passphrase)
    return hand, master


def add(
    folder: Path,
    keyring: Keyring,
    user: str,
    passphrase: str,
    *,
    cost: Cost | None = None,
) -> Public:
    """Give *user* a slot and new keys of their own; return what all may know of them.

    *keyring* is that of somebody who has unlocked the office.
    """
    with alone(folder):
        file = left_by(folder, keyring)
        if file.slot(user) is not None:
            raise SlotTaken({"cause": "slot-there", "user": user})
        return put(folder, file, keyring.master, user, passphrase, cost=cost).public


def change(
    folder: Path, keyring: Keyring, passphrase: str, *, cost: Cost | None = None
) -> None:
    """Have the slot of whoever holds *keyring* open with *passphrase* from now on."""
    with alone(folder):
        file = left_by(folder, keyring)
        slot = _slot(file.office, keyring.hand, keyring.master, passphrase, cost)
        write(folder, _with(file, slot), keyring.master)


def remove(folder: Path, keyring: Keyring, user: str) -> None:
    """Take the slot of *user* away; the last one stays."""
    with alone(folder):
        file = left_by(folder, keyring)
        left = tuple(one for one in file.slots if one.public.name != user)
        if len(left) == len(file.slots):
            raise SlotTaken({"cause": "no-slot", "user": user})
        if not left:
            raise SlotTaken({"cause": "last-slot", "user": user})
        write(folder, evolve(file, slots=left), keyring.master)


def publics(folder: Path) -> tuple[Public, ...]:
    """Return who has a slot, as the file says; anybody could have written that."""
    return tuple(slot.public for slot in read(folder).slots)


def checked(folder: Path, keyring: Keyring) -> tuple[Public, ...]:
    """Return who has a slot, as somebody with the office's key left it."""
    return tuple(slot.public for slot in left_by(folder, keyring).slots)


def left_by(folder: Path, keyring: Keyring) -> KeyFile:
    """Return the file of keys; raise `BadKeys` unless the office's key left it so."""
    file = read(folder)
    if file.office != keyring.office or not is_sealed_by(file, keyring.master):
        raise BadKeys({"file": FILE, "cause": "changed-keys"})
    return file


def keyring_of(file: KeyFile, hand: Hand, master: bytes) -> Keyring:
    """Return the keys of *hand*, with what this machine keeps of the epoch."""
    secret = epochs.read(file.office, file.epoch) if file.bound else b""
    return Keyring(file.office, hand, master, file.epoch, secret)


def put(
    folder: Path,
    file: KeyFile,
    master: bytes,
    user: str,
    passphrase: str,
    *,
    cost: Cost | None = None,
) -> Hand:
    """Write *file* with a slot for *user* with new keys, in place of any; return them.

    For whoever has opened the office, by a slot or by recovery.
    """
    hand = Hand.new(user)
    slot = _slot(file.office, hand, master, passphrase, cost)
    write(folder, _with(file, slot), master)
    return hand


def _with(file: KeyFile, slot: Slot) -> KeyFile:
    name = slot.public.name
    if file.slot(name) is None:
        return evolve(file, slots=(*file.slots, slot))
    slots = tuple(slot if one.public.name == name else one for one in file.slots)
    return evolve(file, slots=slots)


def _take_up(folder: Path, keys: Keyring, seen: Slot, key: bytes) -> None:
    """Wrap the master key by a passphrase instead of what was sealed for its user."""
    with alone(folder):
        file = left_by(folder, keys)
        if file.slot(keys.name) == seen:
            slot = evolve(seen, master=wrapped(keys.master, key), turned=())
            write(folder, _with(file, slot), keys.master)


def _opened(file: KeyFile, user: str, passphrase: str) -> tuple[Hand, bytes, bytes]:
    slot = file.slot(user)
    if slot is None:
        # As long as for a user who is there: the time must not tell who is.
        cost = file.slots[0].cost if file.slots else USUAL
        guessed_key(file.office, user, passphrase, cost, os.urandom(16))
        raise WrongPassphrase({})
    key = guessed_key(file.office, user, passphrase, slot.cost, slot.salt)
    try:
        hand = Hand.of_bytes(user, unwrapped(slot.hand, key, FILE))
        master = unwrapped(slot.master, key, FILE)
    except SealBroken:
        raise WrongPassphrase({}) from None
    try:
        master = newest(file, slot, hand, master)
    except SealBroken:
        master = b""
    if not is_sealed_by(file, master):
        raise BadKeys({"file": FILE, "cause": "changed-keys"})
    return hand, master, key


def _slot(
    office: str, hand: Hand, master: bytes, passphrase: str, cost: Cost | None
) -> Slot:
    check_name(hand.name)
    cost = USUAL if cost is None else cost
    salt = os.urandom(16)
    key = guessed_key(office, hand.name, passphrase, cost, salt)
    return Slot(
        hand.public, cost, salt, wrapped(hand.to_bytes(), key), wrapped(master, key)
    )
