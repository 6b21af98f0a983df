"""Three counters of a project, in an office that keeps its cases: they stay right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

import migcase_reintegration
from migcase import (
    Case,
    Event,
    MemoryRegister,
    Office,
    OfficeSettings,
    Plugins,
    Programme,
    Refusal,
)
from migcase.office import shipped
from migcase_reintegration import COHORT, REINTEGRATION
from plugins.reintegration.tests.stories import Cohort, Homecoming


class Day:
    """The clock of an office, which stands at nine in the morning."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 9, tzinfo=UTC)


class Kept:
    """A story that an office keeps, instead of a desk that forgets it."""

    def __init__(
        self,
        office: Office,
        clock: Day,
        programme: Programme,
        by: str,
        role: str,
        about: str | None = None,
        **facts: object,
    ) -> None:
        self.office, self.clock, self.programme = office, clock, programme
        self.by = self.actor(by, [role])
        self.case = office.open(
            programme.key, by=self.by, about=about, facts=self.answers(facts)
        )

    @property
    def day(self) -> date:
        return self.clock.day

    def turn_to(self, day: str) -> None:
        self.clock.day = max(self.clock.day, date.fromisoformat(str(day)))

    def record(self, event: Event) -> Case:
        self.case = self.office.record(self.case.id, event, by=self.by)
        return self.case

    def judged(self, event: Event) -> tuple[Refusal, ...]:
        return self.office.why_not(self.case.id, event, by=self.by)

    def link(self, other: object) -> None:
        """An office finds every case of its own."""

    def knows(self, case: str) -> None:
        """An office knows what its cases say."""


class KeptCase(Kept, Homecoming):
    """The case of one person, in an office."""


class KeptCohort(Kept, Cohort):
    """The file of a cohort, in an office."""


@pytest.fixture
def clock() -> Day:
    return Day(date(2026, 3, 2))


@pytest.fixture
def office(clock: Day) -> Iterator[Office]:
    plugins = Plugins(shipped, migcase_reintegration)
    with Office(
        MemoryRegister(), plugins, settings=OfficeSettings("MA"), clock=clock
    ) as opened:
        yield opened


@pytest.fixture
def cohort(office, clock) -> KeptCohort:
    """A cohort of two places."""
    found = KeptCohort(office, clock, COHORT, "ghita", "manager", places=2)
    found.did("call", criteria="Need first", criteria_published_on=clock.day)
    return found


def candidate(office, clock, cohort: KeptCohort | None, number: int) -> KeptCase:
    """Bring somebody to the day of selection."""
    case = KeptCase(
        *(office, clock, REINTEGRATION, "amina", "focal-point"),
        about=f"person-{number}",
        origin="other",
    )
    case.received()
    case.agreed()
    case.profiled()
    case.assessed()
    case.surveyed("baseline")
    if cohort is not None:
        case.put_forward(cohort)
    return case


@pytest.fixture
def three(office, clock, cohort) -> list[KeptCase]:
    """Two people with a place, and a third who waits."""
    people = [candidate(office, clock, cohort, number) for number in (1, 2, 3)]
    for case in people[:2]:
        cohort.given_to(case.case.id)
        case.committee("selected")
    cohort.listed(people[2].case.id)
    people[2].committee("waiting")
    return people


def counters(office: Office) -> dict[str, int]:
    found = office.reached(programme="reintegration")
    return {one.milestone: one.persons for one in found}


def test_who_waits_is_not_counted(office, three):
    assert counters(office) == {"enrolled": 2, "accompanied": 0, "completed": 0}


def test_a_drop_out_and_whoever_moves_up_count_as_one(office, cohort, three):
    gone, _, next_one = three
    gone.ends("withdrawn", by="case-manager", reason="Work", retention_told=True)
    cohort.left(gone.case.id, "withdrawn")
    gone.did("place-freed", place_freed=True)
    assert counters(office)["enrolled"] == 1

    cohort.moved_up(next_one.case.id)
    next_one.committee("selected")
    assert counters(office)["enrolled"] == 2


def test_a_freed_place_is_a_task_of_the_committee(office, cohort, three):
    gone, _, next_one = three
    cohort.left(gone.case.id)
    cohort.as_("committee")

    rows = [row for row in office.agenda(cohort.by) if row.case == cohort.case.id]
    assert [(row.task.key, row.task.line) for row in rows] == [
        ("offer", f"waiting-{next_one.case.id}")
    ]


def test_whoever_is_accompanied_and_completed_is_counted_once_for_each(office, three):
    case, *_ = three
    case.planned()
    case.approved()
    case.accompanied()
    assert counters(office) == {"enrolled": 2, "accompanied": 1, "completed": 0}

    case.closing()
    case.did("closing-signed", closing_form="form 1")
    case.ends("completed", by="supervisor", cause="period-ended")
    assert counters(office) == {"enrolled": 2, "accompanied": 1, "completed": 1}


def test_one_person_in_two_cases_is_one_person(office, clock, cohort, three):
    again = candidate(office, clock, None, 1)
    again.free_of_selection()

    assert counters(office)["enrolled"] == 2


def test_the_cohort_knows_when_it_is_full(office, three):
    found = office.reached(programme="cohort")

    assert [(one.milestone, one.cases) for one in found] == [("full", 1)]


def test_the_place_that_was_given_up_may_be_confirmed_at_once(office, cohort, three):
    gone, *_ = three
    gone.ends("withdrawn", by="case-manager", reason="Work", retention_told=True)
    cohort.left(gone.case.id, "withdrawn")

    assert gone.tried("place-freed", place_freed=True) == set()
    tasks = office.work(gone.case.id).tasks
    assert [task.state for task in tasks.values()] == ["ready"]
