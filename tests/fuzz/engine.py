"""A small fuzzer: changes what was worth keeping, and keeps what reaches new lines.

Everything follows from the seed: the same seed tries the same inputs in the same
order, however long it is given.
"""

from __future__ import annotations

import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType

import attrs

from tests.fuzz.mutating import mutated

_ROOT = Path(__file__).parents[2]
ROOMS = (f"{_ROOT}/src/", *(f"{one}/" for one in _ROOT.glob("plugins/*/src")))
LONGEST = 8_000
# No reader may think longer about a few thousand bytes.
SECONDS = 2.0


class TooSlow(BaseException):
    """A reader thought for too long; derived so that no reader can catch it."""


@attrs.frozen
class Target:
    """A reader: *check* reads bytes, and raises for anything but its own refusals.

    *words* are put into the input now and then; *seeds* is where it begins; *rooms* the
    folders whose lines are watched.
    """

    name: str
    check: Callable[[bytes], object]
    words: tuple[bytes, ...] = ()
    seeds: tuple[bytes, ...] = ()
    rooms: tuple[str, ...] = ROOMS


@attrs.frozen
class Finding:
    """An input for which a reader did what it must not do."""

    target: str
    data: bytes
    error: BaseException

    def __str__(self) -> str:
        kind = type(self.error).__name__
        return f"{self.target}: {kind}: {self.error} for {self.data[:200]!r}"


@attrs.define
class Report:
    """What was tried of one reader."""

    target: str
    seed: int
    executions: int = 0
    lines: int = 0
    kept: int = 0
    finding: Finding | None = None

    def __str__(self) -> str:
        found = f"FOUND {self.finding}" if self.finding else "nothing found"
        return (
            f"{self.target:16} seed={self.seed} {self.executions:9,} executions "
            f"{self.lines:5,} lines {self.kept:5,} kept  {found}"
        )


def fuzz(
    target: Target,
    seed: int,
    *,
    seconds: float | None = None,
    executions: int | None = None,
) -> Report:
    """Try *target* until the time or the number is used up, or something is found."""
    report = Report(target.name, seed)
    until = None if seconds is None else time.monotonic() + seconds
    seen: set[tuple[CodeType, int]] = set()
    corpus: list[bytes] = []
    for data in inputs(target, random.Random(f"{seed} {target.name}"), corpus):
        if until is not None and time.monotonic() >= until:
            break
        if executions is not None and report.executions >= executions:
            break
        report.executions += 1
        before = len(seen)
        report.finding = tried(target, data, seen)
        if report.finding is not None:
            break
        if len(seen) > before:
            corpus.append(data)
    report.lines, report.kept = len(seen), len(corpus)
    return report


def inputs(
    target: Target, chance: random.Random, corpus: list[bytes]
) -> Iterator[bytes]:
    """Yield the seeds, then changes of them and of what was found worth keeping."""
    yield from target.seeds
    begun = list(target.seeds) or [b""]
    while True:
        several = (begun, corpus)[chance.random() < 0.7] or begun
        data = chance.choice(several)
        yield mutated(data, chance, target.words, begun + corpus)[:LONGEST]


def tried(
    target: Target, data: bytes, seen: set[tuple[CodeType, int]] | None = None
) -> Finding | None:
    """Return what *target* did with *data* that it must not do."""
    try:
        with within(SECONDS), watched(seen, target.rooms):
            target.check(data)
    except (Exception, TooSlow) as error:  # noqa: BLE001 - all that comes is a finding
        return Finding(target.name, data, error)
    return None


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise `TooSlow` in what takes longer; where nothing can, measure it."""

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, 5 * seconds)
    began = time.process_time()
    try:
        yield
        if time.process_time() - began > seconds:
            raise TooSlow
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def watched(
    seen: set[tuple[CodeType, int]] | None, rooms: tuple[str, ...]
) -> Iterator[None]:
    """Put every line in *rooms* that is reached into *seen*."""
    if seen is None:
        yield
        return

    def line(frame: FrameType, event: str, _about: object) -> object:
        if event == "line":
            seen.add((frame.f_code, frame.f_lineno))
        return line

    def call(frame: FrameType, _event: str, _about: object) -> object:
        return line if frame.f_code.co_filename.startswith(rooms) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        yield
    finally:
        sys.settrace(before)
