"""Which offices are tortured in one run, and for how long each.

Each is looked at in a process of its own, which records its own day.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from attrs import frozen

from tests.torture.day import a_day
from tests.torture.erasure import cut_staff_day
from tests.torture.offices import ENCRYPTED, PLAIN
from tests.torture.power import Figures, cut, recorded
from tests.torture.typist import KEEPS_SECRET

MEMORY = Path("/dev/shm")
# An encrypted office, on a day on which somebody is erased.
ERASING = "an erasure"


@frozen
class Task:
    """One office, and how many images of its day are looked at."""

    sort: str
    colleague: str
    profile: str
    images: int
    seed: int

    @property
    def name(self) -> str:
        with_one = ", with a colleague" if self.colleague else ""
        broken = f", broken: {self.profile}" if self.profile else ""
        return f"{self.sort}{with_one}{broken}"


def tasks(images: int, seed: int) -> tuple[list[Task], list[Task]]:
    """Return what is looked at: offices as they are, and offices that are broken."""
    offices = [(PLAIN, ""), (ENCRYPTED, ""), (PLAIN, "yes"), (ENCRYPTED, "yes")] * 2
    offices += [(ERASING, ""), (ERASING, "yes")]
    kept = [
        Task(sort, colleague, "", images // len(offices), seed + place)
        for place, (sort, colleague) in enumerate(offices)
    ]
    broken = [
        Task(sort, "", profile, max(1500, images // 100), seed)
        for sort in (PLAIN, ENCRYPTED)
        for profile in ("normal", "off", "delete")
    ]
    few = min(250, images)
    erasing = [Task(ERASING, "", one, few, seed) for one in ("off", KEEPS_SECRET)]
    return kept, [*broken, *erasing]


def look(task: Task) -> Figures:
    """Record a day in an office, and look at images of it."""
    within = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="migcase-torture-", dir=within) as name:
        base = Path(name)
        if task.sort == ERASING:
            root, broken = base / "run", task.profile
            return cut_staff_day(root, task.seed, task.images, broken, task.colleague)
        run = recorded(base / "run", a_day(), task.sort, task.profile, task.colleague)
        folder = base / "image"
        folder.mkdir()
        return cut(run, folder, task.seed, task.images)
