"""Recovery: any two holders of printed keys open an office, and no one of them.

The office's keys are sealed once for each pair of holders, for one inside the other.
What is sealed for named readers alone stays closed to the holders: they get no key of
any user.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

from attrs import evolve, field, frozen

from migcase.keeping.key_place import FILE
from migcase.keeping.seal import epochs, slots
from migcase.keeping.seal.envelope import KEY
from migcase.keeping.seal.errors import BadKeys, NoRecovery, SealBroken
from migcase.keeping.seal.hands import Hand, Public
from migcase.keeping.seal.key_file import Cost, KeyFile, Pair
from migcase.keeping.seal.key_file_wire import check_name, is_sealed_by, read, write
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import derived, new_key
from migcase.keeping.seal.printed import printed, typed
from migcase.keeping.whole_file import alone

ENOUGH = 2


@frozen(eq=False)
class Recovered:
    """What two holders opened: the keys of an office, and of nobody who works there."""

    office: str
    holders: tuple[str, str]
    epoch: int
    master: bytes = field(repr=False)
    secret: bytes = field(repr=False)
    _hands: tuple[Hand, Hand] = field(repr=False)

    def signed(self, text: str) -> tuple[str, ...]:
        """Return what both holders sign *text* with, in Base64, in their order."""
        return tuple(
            b64encode(hand.sign(text.encode())).decode() for hand in self._hands
        )


def add_holder(
    folder: Path,
    keyring: Keyring,
    name: str,
    *,
    first: Callable[[Public], None] | None = None,
) -> str:
    """Let *name* be a holder; return their key, which is kept nowhere but on paper.

    *first* is told what everybody may know of it, before it opens anything.
    """
    check_name(name)
    seed = new_key()
    public = _hand(name, seed).public
    with alone(folder):
        file = slots.left_by(folder, keyring)
        if any(holder.name == name for holder in file.holders):
            raise slots.SlotTaken({"cause": "holder-there", "user": name})
        if first is not None:
            first(public)
        holders = (*file.holders, public)
        file = evolve(file, holders=holders)
        write(folder, renewed(file, keyring), keyring.master)
    return printed(seed)


def remove_holder(folder: Path, keyring: Keyring, name: str) -> None:
    """Let the printed key of *name* open nothing from now on."""
    with alone(folder):
        file = slots.left_by(folder, keyring)
        holders = tuple(one for one in file.holders if one.name != name)
        if len(holders) == len(file.holders):
            raise slots.SlotTaken({"cause": "no-holder", "user": name})
        file = evolve(file, holders=holders)
        write(folder, renewed(file, keyring), keyring.master)


def holders(folder: Path, keyring: Keyring) -> tuple[tuple[str, ...], tuple[Pair, ...]]:
    """Return who holds a printed key, and which pairs they make."""
    file = slots.left_by(folder, keyring)
    return tuple(holder.name for holder in file.holders), file.pairs


def opened(folder: Path, first: str, second: str, name: str = FILE) -> Recovered:
    """Open the office with two printed keys, as typed, by the file of keys *name*.

    Raise `BadShare` for a slip, `NoRecovery` where they are no pair of this office.
    """
    file = read(folder, name)
    hands = {hand.name: hand for hand in _holders(file, (first, second))}
    for pair in file.pairs:
        if {pair.outer, pair.inner} == set(hands):
            break
    else:
        raise NoRecovery({})
    place = _place(file, pair)
    try:
        inner = hands[pair.outer].open(pair.sealed, f"{place} outer")
        keys = hands[pair.inner].open(inner, f"{place} inner")
    except SealBroken:
        raise NoRecovery({}) from None
    if not is_sealed_by(file, keys[:KEY]):
        raise BadKeys({"file": FILE, "cause": "changed-keys"})
    names = (pair.outer, pair.inner)
    both = (hands[pair.outer], hands[pair.inner])
    return Recovered(file.office, names, file.epoch, keys[:KEY], keys[KEY:], both)


def admit(
    folder: Path,
    recovered: Recovered,
    user: str,
    passphrase: str,
    *,
    cost: Cost | None = None,
) -> Keyring:
    """Give *user* a slot, new or in place of theirs; bind the office to this machine.

    Their own keys are new ones: what was sealed for the old stays sealed.
    """
    with alone(folder):
        file = read(folder)
        if not is_sealed_by(file, recovered.master):
            raise BadKeys({"file": FILE, "cause": "changed-keys"})
        if file.bound and recovered.epoch not in epochs.kept(file.office):
            epochs.make(file.office, recovered.epoch, recovered.secret)
        hand = slots.put(folder, file, recovered.master, user, passphrase, cost=cost)
    epoch, secret = recovered.epoch, recovered.secret
    return Keyring(file.office, hand, recovered.master, epoch, secret)


def drill(folder: Path, first: str, second: str, day: date) -> tuple[str, str]:
    """Try a pair and write down that it opens on *day*; return the two names."""
    recovered = opened(folder, first, second)
    with alone(folder):
        file = read(folder)
        if not is_sealed_by(file, recovered.master):
            raise BadKeys({"file": FILE, "cause": "changed-keys"})
        pairs = tuple(
            evolve(pair, tried=day.isoformat())
            if (pair.outer, pair.inner) == recovered.holders
            else pair
            for pair in file.pairs
        )
        write(folder, evolve(file, pairs=pairs), recovered.master)
    return recovered.holders


def move(folder: Path, keyring: Keyring, epoch: int) -> Keyring:
    """Have the file of keys say *epoch*; return the keys for it.

    The secret of *epoch* must be there; that of the epoch before is left alone.
    """
    with alone(folder):
        moved = evolve(slots.left_by(folder, keyring), epoch=epoch)
        keys = slots.keyring_of(moved, keyring.hand, keyring.master)
        write(folder, renewed(moved, keys), keyring.master)
    return keys


def renewed(file: KeyFile, keyring: Keyring) -> KeyFile:
    """Return *file* with the keys of *keyring* sealed for each pair of its holders."""
    tried = {(pair.outer, pair.inner): pair.tried for pair in file.pairs}
    keys = keyring.master + keyring.secret
    pairs = []
    for outer, inner in combinations(file.holders, ENOUGH):
        names = outer.name, inner.name
        pair = Pair(*names, b"", tried.get(names, ""))
        place = _place(file, pair)
        sealed = outer.seal(inner.seal(keys, f"{place} inner"), f"{place} outer")
        pairs.append(evolve(pair, sealed=sealed))
    return evolve(file, pairs=tuple(pairs))


def _holders(file: KeyFile, shares: tuple[str, ...]) -> Iterator[Hand]:
    for share in shares:
        hand = _hand("", typed(share))
        for holder in file.holders:
            if holder.receives == hand.public.receives:
                yield evolve(hand, name=holder.name)


def _hand(name: str, seed: bytes) -> Hand:
    halves = derived(seed, "holder signs") + derived(seed, "holder opens")
    return Hand.of_bytes(name, halves)


def _place(file: KeyFile, pair: Pair) -> str:
    return f"recovery {file.office} {file.epoch} {pair.outer} {pair.inner}"
