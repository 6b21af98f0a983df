"""Which cases of the demo are worth a look: moving, stopped, together, about to end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from migcase.casefile.case import Case, Line
from migcase.judgement.work import DO, GATED, HELD, READY, Work
from migcase.keeping.register import CaseRow, Row
from migcase.office.office import Office

READER = "chioma"
AVRR, REINTEGRATION, MOBILITY = "avrr", "reintegration", "mobility"
TELLING = "training-completed"


@frozen
class Step:
    """A step of a case that cannot be done now."""

    case: str
    step: str
    line: str | None


@frozen
class Payment:
    """A payment that waits for a second hand: who asked for it, and who else may say.

    *fund* is the number of the fund that pays.
    """

    case: str
    line: str
    asked_by: str
    other: str
    fund: str


@frozen
class Picks:
    """The cases of the tour, None where these months brought none.

    *reader* is who looks; *family* the case of a family that returned together,
    *gated* a step that lacks something, *waiting* who is first on the waiting list of
    the *cohort*, *payment* what one person alone may not grant, *surveyed* a case with
    a first and a last survey, *shut* what a closed scheme stops, *leaving* a case to be
    closed.
    """

    reader: str
    family: Case | None
    gated: Step | None
    cohort: str | None
    waiting: str | None
    payment: Payment | None
    surveyed: str | None
    shut: Step | None
    leaving: str | None


def picked(office: Office) -> Picks:
    """Choose from the cases, first of all from those of one case manager."""
    agenda = office.agenda(limit=10_000)
    returns = sorted(_open(office, AVRR), key=_of_others)
    moving = [case for case, work in returns if _moves(work)]
    followed = [office.case(row.case) for row in _rows(office, REINTEGRATION)]
    cohort, waiting = _waiting(office)
    return Picks(
        READER,
        _together(office),
        _stopped(agenda, GATED, (AVRR, REINTEGRATION)),
        cohort,
        waiting,
        _payment(office, followed),
        next((case.id for case in followed if _is_surveyed(case)), None),
        _stopped(agenda, HELD, (MOBILITY,)),
        next((case.id for case in moving), None),
    )


File = tuple[Case, Work]


def _rows(office: Office, programme: str) -> tuple[CaseRow, ...]:
    return office.cases(programme=programme, limit=10_000)


def _of_others(file: File) -> bool:
    return file[0].assignee != READER


def _open(office: Office, programme: str) -> Iterator[File]:
    for row in _rows(office, programme):
        if row.status != "closed":
            yield office.case(row.case), office.work(row.case)


def _moves(work: Work) -> bool:
    """Tell whether the journey of the case is being prepared, and nothing stops it."""
    states = {task.state for task in work.tasks.values()}
    return work.stage == "preparation" and READY in states and HELD not in states


def _together(office: Office) -> Case | None:
    """Return the case of the largest family that was handed over."""
    cases = (office.case(row.case) for row in _rows(office, AVRR))
    over = [case for case in cases if "mirror" in case.told]
    return max(over, key=lambda case: len(_of(case, "member")), default=None)


def _waiting(office: Office) -> tuple[str | None, str | None]:
    """Return the cohort, and the case that has waited longest for a place in it."""
    for row in _rows(office, "cohort"):
        cohort = office.case(row.case)
        lines = (line for line in _of(cohort, "waiting") if line.ended is None)
        said = (line.told["waits_for"][-1].value for line in lines)
        return cohort.id, next((str(case) for case in said), None)
    return None, None


def _payment(office: Office, cases: list[Case]) -> Payment | None:
    for case in cases:
        for line in _of(case, "payment"):
            if "payment-request" in line.marks and "approve" not in line.marks:
                asked_by = line.marks["payment-request"].hands[-1]
                other = _who_else(office, asked_by)
                fund = str(case.told["fund"][-1].value)
                if other is not None:
                    return Payment(case.id, line.id, asked_by, other, fund)
    return None


def _who_else(office: Office, asked_by: str) -> str | None:
    """Return another manager, where whoever asked is one too; else None."""
    managers = [
        name
        for name in office.settings.users
        if "manager" in office.settings.actor(name, REINTEGRATION).roles
    ]
    others = (name for name in managers if name != asked_by)
    return next(others, None) if asked_by in managers else None


def _is_surveyed(case: Case) -> bool:
    asked = [one for one in _of(case, "survey") if "survey-asked" in one.marks]
    return len(asked) > 1 and case.assignee == READER


def _of(case: Case, track: str) -> list[Line]:
    return list(case.lines_of(track))


def _stopped(
    agenda: Iterable[Row], state: str, programmes: tuple[str, ...]
) -> Step | None:
    """Return a step that does not go on, rather one that says why in a few lines."""
    found = [
        (row.task.key == TELLING, Step(row.case, row.task.key, row.task.line))
        for row in agenda
        if row.programme in programmes
        and row.task.kind == DO
        and row.task.state == state
    ]
    return max(found, key=lambda one: one[0], default=(False, None))[1]
