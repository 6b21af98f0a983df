"""R2, R5: a process that is killed in the midst of a commit leaves whole steps or none.

A day is typed; again and again whoever types it is killed with SIGKILL, and another
takes over at the first command that was not confirmed, with the same id.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.torture.day import a_day
from tests.torture.judge import Judge, confirmed_in, held_in
from tests.torture.nursery import Nursery, nursery
from tests.torture.offices import ENCRYPTED, PLAIN, founded

Line = tuple[str, ...]
# In CI; `make torture` looks at power cuts, which find more.
KILLS = {PLAIN: 200, ENCRYPTED: 100}
# How long a process lives at most, in seconds, and how soon after it begins to write.
LIFE, SOON = 0.6, 0.02


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
        typists.ended(typists.begin(lines))
        judge = Judge(place.database, place.opener, place.settings)
        confirmed, days, in_commit = [], 0, 0
        for _ in range(KILLS[sort]):
            if len(confirmed) in (0, len(lines)):
                confirmed, days = [], days + 1
                shutil.rmtree(place.root)
                shutil.copytree(tmp_path / "empty", place.root)
            at = len(confirmed)
            was_writing, said = killed(typists, lines, at, place.database, chances)
            in_commit += was_writing
            confirmed += confirmed_in(said)
            assert list(judge.faults(place.database, confirmed)) == []
        last = typists.ended(typists.begin(lines[len(confirmed) :], len(confirmed)))
        assert last.code == 0, last.err
        with closing(place.opener(place.database)) as register:
            assert held_in(register) == judge.typed
    print(f"{sort}, seed={seed}: {KILLS[sort]} kills, {days} days, {in_commit} writing")
    assert in_commit > KILLS[sort] / 10  # otherwise they say nothing


def killed(
    typists: Nursery, lines: Sequence[Line], at: int, database: Path, chances: Random
) -> tuple[bool, str]:
    """Type on from *at* and kill; tell whether it was writing, and what it had said."""
    journal = database.with_name(f"{database.name}-wal")
    process = typists.begin(lines[at:], at)
    wait(journal, chances)
    os.kill(process, signal.SIGKILL)
    ended = typists.ended(process)
    assert ended.code in (0, -signal.SIGKILL), ended.err
    was_writing = journal.exists() and journal.stat().st_size > 0
    return ended.code == -signal.SIGKILL and was_writing, ended.out


def wait(journal: Path, chances: Random) -> None:
    """Wait for any moment of a life, or for one just after the journal is begun."""
    ends = time.monotonic() + LIFE * chances.random()
    if chances.random() < 0.5:
        ends += LIFE
        while time.monotonic() < ends:
            if journal.exists() and journal.stat().st_size > 0:
                ends = time.monotonic() + SOON * chances.random()
                break
            time.sleep(0.0005)
    time.sleep(max(0.0, ends - time.monotonic()))
