"""CPU and wall time of a piece of work, and the table that shows them.

CPU is user and system time of this process, for a whole piece also of those that it
started and that ended; wall is what a person waits.  Ratios of
one run can be compared, absolute figures only with this machine at this hour.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterable, Sequence

from attrs import frozen


@frozen
class Lap:
    """Median microseconds of CPU and of wall for one piece of work."""

    cpu: float
    wall: float


def lap(work: Callable[[], object], *, rounds: int, inner: int = 1) -> Lap:
    """Return the median over *rounds* of *inner* runs each, per run."""
    cpus, walls = [], []
    for _ in range(rounds):
        cpu, wall = time.process_time_ns(), time.perf_counter_ns()
        for _ in range(inner):
            work()
        cpus.append((time.process_time_ns() - cpu) / inner / 1000)
        walls.append((time.perf_counter_ns() - wall) / inner / 1000)
    return Lap(statistics.median(cpus), statistics.median(walls))


def whole(work: Callable[[], object], pieces: int) -> Lap:
    """Return what one of *pieces* cost in a single run of *work*."""
    cpu, wall = _cpu_ns(), time.perf_counter_ns()
    work()
    cpu_us = (_cpu_ns() - cpu) / pieces / 1000
    return Lap(cpu_us, (time.perf_counter_ns() - wall) / pieces / 1000)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return *rows* as text, each column as wide as it must be."""
    cells = [[_cell(one) for one in row] for row in (heads, *rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(heads))]
    lines = []
    for row in cells:
        first = row[0].ljust(widths[0])
        rest = [c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join([first, *rest]))
    return "\n".join(lines)


def _cpu_ns() -> float:
    ended = os.times()
    return time.process_time_ns() + (ended[2] + ended[3]) * 1e9


def _cell(given: object) -> str:
    if isinstance(given, float):
        return f"{given:.0f}" if given >= 100 else f"{given:.2f}"
    return str(given)
