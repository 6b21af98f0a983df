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
from tests.torture.restoring import cut_restore
from tests.torture.telling import cut_telling
from tests.torture.typist import KEEPS_SECRET, OWES_NOTHING, UNSETTLED

MEMORY = Path("/dev/shm")
# A day on which somebody is erased; a backup that is restored elsewhere; a plugin that
# is told what is recorded.
ERASING, RESTORING, TELLING = (
    "an erasure",
    "a backup and a restore",
    "a watching plugin",
)


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
    offices += [(ERASING, ""), (ERASING, "yes"), (RESTORING, ""), (TELLING, "")]
    kept = [
        Task(sort, colleague, "", images // len(offices), seed + place)
        for place, (sort, colleague) in enumerate(offices)
    ]
    broken = [
        Task(sort, "", profile, max(1500, images // 100), seed)
        for sort in (PLAIN, ENCRYPTED)
        for profile in ("normal", "off", "delete")
    ]
    others = [
        Task(sort, "", profile, 400, seed)
        for sort, profile in (
            (ERASING, "off"),
            (ERASING, KEEPS_SECRET),
            (RESTORING, UNSETTLED),
            (TELLING, OWES_NOTHING),
        )
    ]
    return kept, [*broken, *others]


def look(task: Task) -> Figures:
    """Record a day in an office, and look at images of it."""
    within = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="migcase-torture-", dir=within) as name:
        base, what = Path(name), (task.seed, task.images, task.profile)
        if task.sort == ERASING:
            return cut_staff_day(base / "run", *what, colleague=task.colleague)
        if task.sort == RESTORING:
            return cut_restore(base / "run", *what)
        if task.sort == TELLING:
            return cut_telling(base / "run", *what)
        run = recorded(base / "run", a_day(), task.sort, task.profile, task.colleague)
        folder = base / "image"
        folder.mkdir()
        return cut(run, folder, task.seed, task.images)
