"""R3: each system call of a command fails in its turn; what is kept stays true.

Calls that touch a file of the office fail with EIO, or from then on with a full disk,
or with every sync failing, or kill the process.  Each ends in success or one clear
error, which says truthfully whether anything was recorded.
"""

from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.torture.day import a_day
from tests.torture.faults import of_database, sweep
from tests.torture.judge import Judge, held_in
from tests.torture.nursery import Ended, nursery
from tests.torture.offices import PLAIN, founded

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("strace")]

BEFORE_OPENING = 15


@pytest.mark.parametrize(
    ("name", "at"), [("open", BEFORE_OPENING), ("done", BEFORE_OPENING + 1)]
)
def test_a_step_survives_each_call_that_fails(
    memory: Path, seed: int, name: str, at: int
):
    base = memory / name
    base.mkdir()
    place = founded(base / "run", PLAIN)
    seen = dict[object, bool]()
    with nursery(place.surroundings, base) as typists:
        day = [one.line() for one in a_day()]
        typists.ended(typists.begin(day[:at]))
        shutil.copytree(place.root, base / "as-it-was")
        typists.ended(typists.begin([day[at]], at))
        judge = Judge(place.database, place.opener, place.settings)
        shutil.rmtree(place.root)
        shutil.copytree(base / "as-it-was", place.root)

        def wrong(ended: Ended) -> Iterator[str]:
            files = of_database(place)
            if files not in seen:
                yield from map(str, judge.faults(place.database, ()))
                with closing(place.opener(place.database)) as register:
                    seen[files] = held_in(register) == judge.typed
            yield from untrue(ended, is_there=seen[files])

        swept = sweep(typists, place, day[at], at, wrong, Random(seed))
    print(f"{name}, seed={seed}: {dict(swept.ends)}")
    assert swept.wrong == ()
    assert swept.resynced == 0
    assert {"0", "1", str(-signal.SIGKILL)} <= set(swept.ends)


def untrue(ended: Ended, *, is_there: bool) -> Iterator[str]:
    """Yield what a command said of a step that is there, or not, and is not so."""
    if ended.code == 0 and not is_there:
        yield "it was confirmed, and is not there"
    if '"error"' in ended.out:
        said = json.loads(ended.out)["error"]["recorded"]
        if said is not None and said != is_there:
            yield f"it said recorded: {said}, and it is not so"
