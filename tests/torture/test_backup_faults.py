"""R3: a backup while each of its system calls fails in its turn.

There are about 2,000 ways to fail.  With TORTURE_WAYS only so many of them are tried,
chosen by chance.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from migcase.keeping.backup_file import read_contents
from migcase.office.backing_up import SUFFIX
from tests.torture.day import a_day
from tests.torture.faults import of_database, sweep
from tests.torture.judge import Judge
from tests.torture.nursery import Ended, nursery
from tests.torture.offices import BEGIN, PLAIN, founded

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("strace")]

WAYS = int(os.environ.get("TORTURE_WAYS") or 0)


def test_a_backup_survives_each_call_that_fails(memory: Path, seed: int):
    place = founded(memory / "run", PLAIN)
    target = memory / "run" / "copies"
    target.mkdir()
    with nursery(place.surroundings, memory) as typists:
        typists.ended(typists.begin([one.line() for one in a_day()[:18]]))
        sound = set[object]()
        judge = Judge(place.database, place.opener, place.settings)

        def wrong(ended: Ended) -> Iterator[str]:
            files = of_database(place)
            # The log says that there is a backup.
            found = [] if files in sound else judge.faults(place.database, (), None)
            faults = list(map(str, found))
            yield from faults
            if not faults:
                sound.add(files)
            made = sorted(target.iterdir())
            if ended.code == 0 and len(made) != 1:
                yield f"confirmed, and there are {made}"
            for file in made:
                if file.suffix == SUFFIX:
                    read_contents(file)

        line = ("backup", str(target), "--as", "amina", *BEGIN)
        swept = sweep(typists, place, line, 0, wrong, Random(seed), WAYS)
    print(f"backup, seed={seed}: {dict(swept.ends)}", *swept.wrong, sep="\n")
    assert swept.wrong == ()
