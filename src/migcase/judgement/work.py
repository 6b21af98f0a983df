"""What is open in a case: tasks, and where the case stands.

These are values only.  `migcase.judgement.agenda` works them out; a register keeps
them beside the case, so that a list of open work needs no programme.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

# What a task asks somebody to do.
DO = "do"  # a step
TELL = "tell"  # a fact that a step waits for
OPEN = "open"  # a line that a track expects
LOOK = "look"  # at a hold, again: it is released, or stays

# Whether it can be done now.
READY = "ready"
GATED = "gated"  # no answer could satisfy what it requires
HELD = "held"  # a hold stops it
EARLY = "early"  # its day has not come

TaskKey = tuple[str, str, str | None]
# A step and the line it is looked at in, None for the case.
Place = tuple[str, str | None]


@frozen(slots=False)  # made often: without slots attrs is quicker
class Task:
    """One thing that somebody could do about a case.

    *key* names the step, field, track or hold; *line* the line it belongs to.  *since*
    is the day on which its turn came.  *due* is None where there is no deadline or
    where it cannot be told yet; *unknown* then names the facts that are missing.
    """

    kind: str
    key: str
    line: str | None
    roles: tuple[str, ...]
    state: str
    since: date
    due: date | None = None
    unknown: tuple[str, ...] = ()

    @property
    def place(self) -> TaskKey:
        """Return what tells this task from the others of its case."""
        return self.kind, self.key, self.line


@frozen(slots=False)
class Work:
    """The open tasks of a case on a *day*, and where it stands.

    *stage* is the key of the stage the case is in, *status* what it reports itself
    as (open, held, closed, or the state its stage stands for).  *look_on* is the
    next day on which something changes although nobody writes.  *reached* are the
    milestones that are true, with the day since when.

    The rest spares whoever writes next from looking at the whole case again: *holds*
    are the keys of those in force, *contrary* the places that are not as their mark
    says: settled though nobody did them, or done and owed again.  None: not known.
    """

    day: date
    tasks: Mapping[TaskKey, Task]
    stage: str
    status: str
    look_on: date | None = None
    reached: Mapping[str, date] = field(factory=dict)
    holds: tuple[str, ...] = ()
    contrary: frozenset[Place] | None = None
