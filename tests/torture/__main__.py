"""Cut the power as often as you like: ``make torture IMAGES=100000 SEED=1``.

Offices of each sort, alone and with a colleague who has the same file open, and then
those that are broken on purpose, which must be found out.  Prints a table for
`docs/explanation/confirmed-means-kept.md`.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from random import SystemRandom

from tests.torture.canaries import READABLE
from tests.torture.erasure import STUCK
from tests.torture.images import SORTS
from tests.torture.judge import DAMAGED, LOST, TORN
from tests.torture.plan import Task, look, tasks
from tests.torture.power import Figures
from tests.torture.thief import OPEN
from tests.torture.tracing import STRACE

# What may be wrong with an image: the last two, after an erasure only.
FAULTS = (LOST, DAMAGED, TORN, READABLE, STUCK, OPEN)


def main() -> int:
    """Look at as many images as were asked for; return 1 if one broke a promise."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.torture", description=__doc__
    )
    parser.add_argument("--images", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**9))
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    if STRACE is None:
        sys.exit("strace is not installed: apt-get install strace")
    print(f"seed={given.seed} images={given.images}", flush=True)
    kept, broken = tasks(given.images, given.seed)
    began = time.monotonic()
    print(f"| office | images | {' | '.join((*SORTS, *FAULTS))} |")
    print("|---" * (2 + len(SORTS) + len(FAULTS)) + "|", flush=True)
    bad, caught = 0, 0
    with ProcessPoolExecutor(given.jobs, get_context("spawn")) as pool:
        every = (*kept, *broken)
        for task, found in zip(every, pool.map(look, every), strict=True):
            print(_row(task, found), flush=True)
            for one in found.first if not task.profile else ():
                print(f"  {one}", flush=True)
            if task.profile:
                caught += bool(found.faults)
            else:
                bad += sum(found.faults.values())
    minutes = (time.monotonic() - began) / 60
    print(f"seed={given.seed}: {bad} faults in {minutes:.0f} minutes;")
    print(f"{caught} of {len(broken)} offices that are broken on purpose found out")
    return int(bad > 0 or caught < len(broken))


def _row(task: Task, found: Figures) -> str:
    sorts = (str(found.sorts[one]) for one in SORTS)
    faults = (str(found.faults[one]) for one in FAULTS)
    return f"| {' | '.join((task.name, str(found.images), *sorts, *faults))} |"


if __name__ == "__main__":
    sys.exit(main())
