"""A new master key, passed on to people who are not there.

It is sealed for each of them, and that is wrapped under the master key before: only
whoever has both, their own key and the office's, takes it up, and nobody who never had
a key of the office can put another in its place.  Nobody's passphrase is asked for.
"""

from __future__ import annotations

from attrs import evolve

from migcase.keeping.seal.errors import KeysInDoubt, SealBroken
from migcase.keeping.seal.hands import Hand
from migcase.keeping.seal.key_file import KeyFile, Slot
from migcase.keeping.seal.key_file_wire import MOST_TURNED
from migcase.keeping.seal.keys import derived, unwrapped, wrapped


def passed_on(file: KeyFile, before: bytes, master: bytes) -> KeyFile:
    """Return *file* with *master* for everybody who could open the key *before*.

    Raise `KeysInDoubt` where somebody was away for so long that it has to end.
    """
    slots = []
    for slot in file.slots:
        name = slot.public.name
        if len(slot.turned) >= MOST_TURNED:
            raise KeysInDoubt({"cause": "long-away", "user": name})
        inside = slot.public.seal(master, _place(file, name))
        box = wrapped(inside, _outer(before, name))
        slots.append(evolve(slot, turned=(*slot.turned, box)))
    return evolve(file, slots=tuple(slots))


def newest(file: KeyFile, slot: Slot, hand: Hand, master: bytes) -> bytes:
    """Return the last master key that was passed on in *slot*, from *master* on.

    Raise `SealBroken` where it leads nowhere.
    """
    return _followed(file, slot.turned, hand, master)


def after(file: KeyFile, slot: Slot, hand: Hand, master: bytes) -> bytes:
    """Return the same for whoever has one of the keys on the way, not the first.

    For a program that opened the office before the key was passed on.
    """
    name = slot.public.name
    for at, box in enumerate(slot.turned):
        if _opens(box, _outer(master, name)):
            return _followed(file, slot.turned[at:], hand, master)
    return master


def _followed(
    file: KeyFile, boxes: tuple[bytes, ...], hand: Hand, master: bytes
) -> bytes:
    place = _place(file, hand.name)
    for box in boxes:
        master = hand.open(unwrapped(box, _outer(master, hand.name), place), place)
    return master


def _opens(box: bytes, key: bytes) -> bool:
    try:
        unwrapped(box, key, "")
    except SealBroken:
        return False
    return True


def _outer(master: bytes, name: str) -> bytes:
    return derived(master, f"turned {name}")


def _place(file: KeyFile, name: str) -> str:
    return f"master {file.office} {name}"
