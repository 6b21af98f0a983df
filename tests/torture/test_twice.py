"""R5: the same command sent twice, wherever it was stopped, has the effect of once.

Every writing command of a day, with its id: cut off at points of its own run, by a
kill or by a power cut, then sent again, and again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import reduce
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from tests.torture.day import a_day
from tests.torture.disk import Disk, Files, Operation, Said
from tests.torture.images import images
from tests.torture.judge import Held, held_in
from tests.torture.nursery import nursery
from tests.torture.offices import ENCRYPTED, PLAIN, Place
from tests.torture.power import Run, lay_out, recorded

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("strace")]

# At how many points of its run each command is cut off, of how many images.
POINTS, MOST = {PLAIN: 2, ENCRYPTED: 1}, 200


@pytest.mark.parametrize("sort", [PLAIN, ENCRYPTED])
def test_what_is_sent_twice_is_written_once_wherever_it_was_stopped(
    memory: Path, tmp_path: Path, seed: int, sort: str
):
    lines = [one.line() for one in a_day()]
    run = recorded(memory / f"twice-{sort}", a_day(), sort)
    place, chances, stops = run.place, Random(seed), 0
    with nursery(place.surroundings, tmp_path) as typists:
        for number, (disk, operations) in enumerate(commands(run, len(lines))):
            wanted = state(place, whole(disk, operations))
            possible = list(islice(images(disk, operations, chances), MOST))
            for image in chances.sample(possible, POINTS[sort]):
                lay_out(image.files, place)
                for _ in range(2):
                    ended = typists.ended(typists.begin([lines[number]], number))
                    assert (ended.code, ended.err.count("Not")) == (0, 0), ended.err
                assert state(place) == wanted, lines[number]
                stops += 1
    print(f"{sort}, seed={seed}: {len(lines)} commands, stopped at {stops} points")
    assert stops == len(lines) * POINTS[sort]


def commands(run: Run, count: int) -> Iterator[tuple[Disk, list[Operation]]]:
    """Yield the last *count* commands: the disk before each, and what each did to it.

    What the one before it did when it had answered counts for the next.
    """
    parts: list[list[Operation]] = [[]]
    for operation in run.operations:
        parts[-1].append(operation)
        if isinstance(operation, Said):
            parts.append([])
    disk, first = run.before, len(parts) - 1 - count
    for place, part in enumerate(parts[:-1]):
        if place >= first:
            yield disk, part
        disk = reduce(Disk.after, part, disk)


def whole(disk: Disk, operations: Sequence[Operation]) -> Files:
    """Return what is on a disk where nothing is lost."""
    end = reduce(Disk.after, operations, disk)
    return end.image(end.pending)


def state(place: Place, files: Files | None = None) -> Held:
    """Return all that the register of an office holds; laid out of *files* before."""
    if files is not None:
        lay_out(files, place)
    with closing(place.opener(place.database)) as register:
        return held_in(register)
