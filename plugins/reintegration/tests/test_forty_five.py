"""Scenario 8, whole: forty-five places, forty-six people, and one who drops out.

All of it in one office that keeps its cases, with the counters of the project.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

import migcase_reintegration
from migcase import MemoryRegister, Office, OfficeSettings, Plugins
from migcase.office import shipped
from migcase_reintegration import COHORT
from plugins.reintegration.tests.test_counters import (
    Day,
    KeptCase,
    KeptCohort,
    candidate,
    counters,
)


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


def test_the_46th_waits_until_one_drops_out_and_the_counters_stay_right(office, clock):
    cohort = KeptCohort(office, clock, COHORT, "ghita", "manager", places=45)
    cohort.did("call", criteria="Need first", criteria_published_on=clock.day)
    people = [candidate(office, clock, cohort, number) for number in range(1, 47)]
    *selected, last = people
    for case in selected:
        cohort.given_to(case.case.id)
        case.committee("selected")
    assert cohort.full_for(last.case.id) == {"gate"}
    waits(cohort, last)
    assert counters(office) == {"enrolled": 45, "accompanied": 0, "completed": 0}

    first, gone = selected[:2]
    first.planned()
    first.approved()
    first.trained()
    first.did("training-completed")
    first.served()
    gone.ends("withdrawn", by="case-manager", reason="Work", retention_told=True)
    cohort.left(gone.case.id, "withdrawn")
    gone.did("place-freed", place_freed=True)
    assert counters(office) == {"enrolled": 44, "accompanied": 1, "completed": 0}

    cohort.moved_up(last.case.id)
    last.committee("selected")
    assert counters(office) == {"enrolled": 45, "accompanied": 1, "completed": 0}
    assert (cohort.taken, office.doubts(last.case.id)) == (45, ())


def waits(cohort: KeptCohort, case: KeptCase) -> None:
    cohort.listed(case.case.id)
    case.committee("waiting")
