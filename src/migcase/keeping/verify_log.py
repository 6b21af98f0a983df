"""Whose keys are whose, by the office's log; and is the log as it was written?

The log brings its own proof: each line is signed with a key that the lines before it
gave to whoever signs.  The same for who read what, one chain for each reader.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from migcase.keeping.chains import NOTHING, OFFICE, READING, Line
from migcase.keeping.office_wire import UnreadableLine, read_office
from migcase.keeping.proof import Flaw
from migcase.keeping.seal.errors import BadSignature
from migcase.keeping.seal.hands import Public
from migcase.roster.events import (
    Founded,
    KeysChanged,
    OfficeEntry,
    UserAdded,
    UserLeft,
)
from migcase.roster.recovery import HolderDropped, HolderNamed, Recovered


class Signers:
    """Who had which key when: what the log has said so far."""

    def __init__(self, known: Iterable[Public] = ()) -> None:
        """Begin with keys that are *known* otherwise, of an office without a log."""
        self._keys: dict[str, list[tuple[datetime | None, Public | None]]] = {
            public.name: [(None, public)] for public in known
        }
        self._holders: dict[str, Public] = {}

    def learn(self, entry: OfficeEntry) -> None:
        """Take in what *entry* says of somebody's keys."""
        event = entry.event
        if isinstance(event, HolderNamed):
            holder = Public(event.name, event.verifies, event.receives)
            self._holders[event.name] = holder
        elif isinstance(event, HolderDropped):
            self._holders.pop(event.name, None)
        elif isinstance(event, Recovered) and not self.lets_in(entry):
            return
        if isinstance(event, Founded | UserAdded | KeysChanged | Recovered):
            public = Public(event.name, event.verifies, event.receives)
            self._keys.setdefault(event.name, []).append((entry.at, public))
        elif isinstance(event, UserLeft):
            self._keys.setdefault(event.name, []).append((entry.at, None))

    def lets_in(self, entry: OfficeEntry) -> bool:
        """Tell whether two holders of printed keys signed what *entry* says."""
        event = entry.event
        assert isinstance(event, Recovered)
        holders = [self._holders.get(name) for name in event.holders]
        if len(set(event.holders)) != 2 or len(event.signatures) != 2:
            return False
        if event.after != entry.number - 1 or event.name != entry.by:
            return False
        try:
            for holder, signature in zip(holders, event.signatures, strict=True):
                if holder is None:
                    return False
                holder.check(b64decode(signature), event.signed.encode())
        except (BadSignature, ValueError):
            return False
        return True

    def at(self, name: str, at: str) -> Public | None:
        """Return the key that *name* had at the instant *at*.

        Before the first it is the first: a clock may have been wrong.
        """
        try:
            instant = datetime.fromisoformat(at)
            held = self._keys.get(name, [])
            past = [key for since, key in held if since is None or since <= instant]
        except (TypeError, ValueError):
            return None
        if past:
            return past[-1]
        return held[0][1] if held else None

    def holder(self, name: str) -> Public | None:
        """Return the printed key that *name* holds by all that was said so far."""
        return self._holders.get(name)

    def now(self, name: str) -> Public | None:
        """Return the key that *name* has by all that was said so far."""
        held = self._keys.get(name)
        return held[-1][1] if held else None


def read_signers(lines: Sequence[Line], known: Iterable[Public] = ()) -> Signers:
    """Return who had which key when, by those *lines* that can be read."""
    signers = Signers(() if lines else known)
    for line in lines:
        try:
            signers.learn(read_office(line, None))
        except UnreadableLine:
            continue
    return signers


def log_flaws(lines: Sequence[Line], *, is_signed: bool) -> Iterator[Flaw]:
    """Yield which lines of the office's log are not as they were written."""
    signers = Signers()
    broken = {flaw.number: flaw for flaw in _chain(lines, OFFICE, "log")}
    yield from broken.values()
    for line in lines:
        try:
            entry = read_office(line, None)
        except UnreadableLine:
            if line.number not in broken:
                yield Flaw("log-unreadable", number=line.number)
            continue
        if isinstance(entry.event, Founded | Recovered):
            signers.learn(entry)
        if is_signed and line.number not in broken:
            yield from _signed(line, signers.now(entry.by), entry.by, "log")
        signers.learn(entry)


def reading_flaws(lines: Sequence[Line], signers: Signers | None) -> Iterator[Flaw]:
    """Yield which lines of what somebody read are not as they were written."""
    broken = set()
    for flaw in _chain(lines, READING, "reading"):
        broken.add(flaw.number)
        yield flaw
    for line in lines:
        if signers is not None and line.number not in broken:
            public = signers.at(line.chain, line.at)
            yield from _signed(line, public, line.chain, "reading")


def _chain(lines: Sequence[Line], sort: str, what: str) -> Iterator[Flaw]:
    before: bytes | None = NOTHING
    number = 0
    for place, line in enumerate(lines):
        values = {"reader": line.chain} if line.chain else {}
        if line.number > number + 1:
            missing = number + 1
            yield Flaw(
                f"{what}-missing", number=missing, until=line.number - 1, values=values
            )
            before = None  # what the line followed is gone
        if before is not None and line.hash_after(before, sort) != line.hash:
            yield Flaw(
                _code(lines, place, before, sort, what), "", line.number, 0, values
            )
            if _follows_remade(lines, place, before, sort):
                before, number = line.hash_after(before, sort), line.number
                continue
        before, number = line.hash, line.number


def _code(
    lines: Sequence[Line], place: int, before: bytes, sort: str, what: str
) -> str:
    if _follows_remade(lines, place, before, sort):
        return f"{what}-hash-altered"
    return f"{what}-altered"


def _follows_remade(
    lines: Sequence[Line], place: int, before: bytes, sort: str
) -> bool:
    """Tell whether the line behind follows this one as it should be hashed."""
    if place + 1 >= len(lines):
        return False
    made, behind = lines[place].hash_after(before, sort), lines[place + 1]
    return behind.hash_after(made, sort) == behind.hash


def _signed(line: Line, public: Public | None, who: str, what: str) -> Iterator[Flaw]:
    values = {"who": who, **({"reader": line.chain} if line.chain else {})}
    if line.signature is None:
        yield Flaw(f"{what}-not-signed", number=line.number, values=values)
    elif public is None:
        yield Flaw(f"{what}-unknown-author", number=line.number, values=values)
    else:
        try:
            public.check(line.signature, line.hash)
        except BadSignature:
            yield Flaw(f"{what}-forged", number=line.number, values=values)
