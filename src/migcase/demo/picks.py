"""Which cases of the demo are worth a look: moving, stopped, about to end."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from migcase.casefile.case import Case
from migcase.judgement.work import DO, GATED, HELD, READY, Task, Work
from migcase.office.office import Office

READER = "chioma"


@frozen
class Step:
    """A step of a case that cannot be done now."""

    case: str
    step: str
    line: str | None


@frozen
class Picks:
    """The cases of the tour, None where these months brought none.

    *reader* is who looks; *moving* a family's case on its way, *gated* a step that
    lacks something, *held* a step that a hold stops, *leaving* a case to be closed.
    """

    reader: str
    moving: Case | None
    gated: Step | None
    held: Step | None
    leaving: str | None


def picked(office: Office) -> Picks:
    """Choose from the open cases, first of all from those of one case manager."""
    files = sorted(_open(office), key=lambda file: file[0].assignee != READER)
    own = [file for file in files if file[0].assignee == READER]
    moving = [file for file in own if _moves(file)]
    families = sorted(filter(_moves, files), key=lambda file: -len(file[0].lines))
    return Picks(
        READER,
        families[0][0] if families else None,
        _stopped(files, GATED),
        _stopped(files, HELD),
        next((one.id for one, _ in moving if one is not families[0][0]), None),
    )


File = tuple[Case, Work]


def _open(office: Office) -> Iterator[File]:
    for row in office.cases(limit=10_000):
        if row.status != "closed":
            yield office.case(row.case), office.work(row.case)


def _moves(file: File) -> bool:
    """Tell whether the journey of the case is being prepared, and nothing stops it."""
    _, work = file
    states = {task.state for task in work.tasks.values()}
    return work.stage == "preparation" and READY in states and HELD not in states


def _stopped(files: list[File], state: str) -> Step | None:
    for case, work in files:
        for task in work.tasks.values():
            if _is_stopped(task, state):
                return Step(case.id, task.key, task.line)
    return None


def _is_stopped(task: Task, state: str) -> bool:
    return task.kind == DO and task.state == state
