"""What a disk may hold after a power cut, at every point of a recorded run.

Four sorts.  *drop*: nothing that is pending arrived.  *kill*: all of it did.  *torn*:
it arrived in order as far as the middle of a write, which tore at a sector.  *reorder*:
any part of it arrived, writes in any part too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from random import Random

from attrs import frozen

from tests.torture.disk import Disk, Files, Lasting, Operation, Said, Wrote, sectors

DROP, KILL, TORN, REORDER = SORTS = "drop", "kill", "torn", "reorder"


@frozen
class Image:
    """Files after a power cut behind operation *at*; what was *said* must hold."""

    files: Files
    at: int
    sort: str
    said: tuple[str, ...]

    def __str__(self) -> str:
        return f"operation {self.at}, {self.sort}, {len(self.said)} answers before"


@frozen
class _Moment:
    """Where the power may go: behind operation *at*."""

    at: int
    disk: Disk
    said: tuple[str, ...]


def images(
    before: Disk, operations: Sequence[Operation], chances: Random
) -> Iterator[Image]:
    """Yield different images: *drop* and *kill* at every point, then ever more others.

    It ends where all that chance finds in a whole round was seen before.
    """
    moments = list(_moments(before, operations))
    seen: set[bytes] = set()

    def fresh(sort: str, moment: _Moment, arrived: Sequence[Lasting]) -> list[Image]:
        image = Image(moment.disk.image(arrived), moment.at, sort, moment.said)
        known = _digest(image)
        if known in seen:
            return []
        seen.add(known)
        return [image]

    for moment in moments:
        yield from fresh(DROP, moment, ())
        yield from fresh(KILL, moment, moment.disk.pending)
    moments = [moment for moment in moments if moment.disk.pending]
    before_round = -1
    while before_round < len(seen):
        before_round = len(seen)
        chances.shuffle(moments)
        for moment in moments:
            yield from fresh(TORN, moment, _torn(moment.disk.pending, chances))
            reordered = _reordered(moment.disk.pending, chances)
            yield from fresh(REORDER, moment, reordered)


def _moments(before: Disk, operations: Sequence[Operation]) -> Iterator[_Moment]:
    disk, said = before, tuple[str, ...]()
    for at, operation in enumerate(operations):
        disk = disk.after(operation)
        if isinstance(operation, Said):
            said = (*said, operation.text)
        yield _Moment(at, disk, said)


def _torn(pending: tuple[Lasting, ...], chances: Random) -> Sequence[Lasting]:
    last = chances.randrange(len(pending))
    whole, broken = pending[:last], pending[last]
    if not isinstance(broken, Wrote):
        return whole
    parts = sectors(broken)
    return [*whole, *parts[: chances.randint(0, len(parts))]]


def _reordered(pending: tuple[Lasting, ...], chances: Random) -> Sequence[Lasting]:
    arrived: list[Lasting] = []
    share = chances.choice((0.1, 0.5, 0.9))
    for one in pending:
        fate = chances.random()
        if isinstance(one, Wrote) and fate < 0.2:
            arrived += [part for part in sectors(one) if chances.random() < 0.5]
        elif chances.random() < share:
            arrived.append(one)
    return arrived


def _digest(image: Image) -> bytes:
    made = blake2b(str(len(image.said)).encode(), digest_size=16)
    for path, content in sorted(image.files.items()):
        made.update(f"\0{path}\0{-1 if content is None else len(content)}\0".encode())
        made.update(content or b"")
    return made.digest()
