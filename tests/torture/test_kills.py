"""R2, R5: a process that is killed in the midst of a commit leaves whole steps or none.

A day is typed; again and again whoever types it is killed with SIGKILL, and another
takes over at the first command that was not confirmed, with the same id.  How long a
command takes and how long it writes is measured first: machines differ, and a kill
that never meets a commit says nothing.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median

import pytest
from attrs import frozen

from tests.torture.day import a_day
from tests.torture.judge import Judge, confirmed_in, held_in
from tests.torture.nursery import Nursery, nursery
from tests.torture.offices import ENCRYPTED, PLAIN, founded

Line = tuple[str, ...]
# How many must meet somebody who writes.  `make torture` looks at power cuts, which
# find more.
KILLS = {PLAIN: 200, ENCRYPTED: 100}
# Of so many kills one at least must meet somebody who writes.
MISSES = 10
# How often the journal is looked at, in seconds.
BLINK = 0.0003


@pytest.mark.slow
@pytest.mark.parametrize("sort", [PLAIN, ENCRYPTED])
def test_a_kill_in_the_midst_of_a_commit_leaves_whole_steps(
    memory: Path, tmp_path: Path, seed: int, sort: str
):
    chances = Random(seed)
    place = founded(tmp_path / sort, sort)
    shutil.copytree(place.root, tmp_path / "empty")
    lines = [one.line() for one in a_day()]
    with nursery(place.surroundings, tmp_path) as typists:
        pace = watched(typists, lines, place.database)
        judge = Judge(place.database, place.opener, place.settings)
        confirmed, days, kills, in_commit = [], 0, 0, 0
        while in_commit < KILLS[sort] and kills < MISSES * KILLS[sort]:
            if len(confirmed) in (0, len(lines)):
                confirmed, days = [], days + 1
                shutil.rmtree(place.root)
                shutil.copytree(tmp_path / "empty", place.root)
            at, moment = len(confirmed), pace.any_moment(chances)
            hit, said = killed(typists, lines, at, place.database, moment)
            kills, in_commit = kills + 1, in_commit + hit
            confirmed += confirmed_in(said)
            assert list(judge.faults(place.database, confirmed)) == []
        last = typists.ended(typists.begin(lines[len(confirmed) :], len(confirmed)))
        assert last.code == 0, last.err
        with closing(place.opener(place.database)) as register:
            assert held_in(register) == judge.typed
        print(f"{sort}, seed={seed}: {kills} kills, {days} days, {in_commit} writing")
    assert in_commit == KILLS[sort]  # otherwise they say nothing


@frozen
class Moment:
    """When to kill: so long after the start and, if *sees*, so long after a write."""

    start: float
    sees: bool
    after: float


@frozen
class Pace:
    """How fast this machine types: seconds for a command, and seconds it writes."""

    command: float
    writing: float

    def any_moment(self, chances: Random) -> Moment:
        """Draw a moment in the next commands, mostly one in which one writes."""
        start = 3 * self.command * chances.random()
        return Moment(start, chances.random() < 0.8, self.writing * chances.random())


def watched(typists: Nursery, lines: Sequence[Line], database: Path) -> Pace:
    """Type the whole day, and tell how fast it went."""
    journal = journal_of(database)
    looks: list[tuple[float, bool]] = []
    with ThreadPoolExecutor(1) as beside:
        day = beside.submit(typists.ended, typists.begin(lines))
        while not day.done():
            looks.append((time.monotonic(), is_written(journal)))
            time.sleep(BLINK)
    assert day.result().code == 0
    looks.append((time.monotonic(), is_written(journal)))  # nobody writes any more
    changes = [now for (_, was), (now, writes) in pairwise(looks) if was is not writes]
    writing = [
        gone - begun for begun, gone in zip(changes[::2], changes[1::2], strict=True)
    ]
    return Pace((looks[-1][0] - looks[0][0]) / len(lines), median(writing))


def killed(
    typists: Nursery, lines: Sequence[Line], at: int, database: Path, moment: Moment
) -> tuple[bool, str]:
    """Type on from *at* and kill; tell whether it was writing, and what it had said."""
    journal = journal_of(database)
    process = typists.begin(lines[at:], at)
    wait(journal, moment)
    os.kill(process, signal.SIGKILL)
    ended = typists.ended(process)
    assert ended.code in (0, -signal.SIGKILL), ended.err
    return ended.code == -signal.SIGKILL and is_written(journal), ended.out


def wait(journal: Path, moment: Moment) -> None:
    """Wait for the moment; for a write no longer than whoever types may live."""
    time.sleep(moment.start)
    patience = time.monotonic() + 1.0
    while moment.sees and not is_written(journal) and time.monotonic() < patience:
        time.sleep(BLINK)
    time.sleep(moment.after)


def journal_of(database: Path) -> Path:
    """Return where SQLite writes first."""
    return database.with_name(f"{database.name}-wal")


def is_written(journal: Path) -> bool:
    """Tell whether something is in the journal: it goes when the last one closes."""
    try:
        return journal.stat().st_size > 0
    except FileNotFoundError:
        return False
