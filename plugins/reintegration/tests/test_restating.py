"""Scenario 13: a late form moves a service into a quarter that was reported.

The quarter is restated with its difference, and the report of April can still be made
as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

import migcase_reintegration
from migcase import MemoryRegister, Office, OfficeSettings, Plugins, Refused
from migcase.office import shipped
from plugins.reintegration.tests.test_counters import Day, KeptCase, candidate

QUARTER = {
    "programme": "reintegration",
    "since": date(2026, 1, 1),
    "until": date(2026, 3, 31),
}
REPORT = datetime(2026, 4, 3, 18, tzinfo=UTC)


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


def figures(office: Office, **asked: object) -> dict[str, int]:
    found = office.reached(**QUARTER, **asked)
    return {one.milestone: one.persons for one in found}


def served_on(case: KeptCase, day: str) -> None:
    """Enter the form about a service that was given that day."""
    case.as_("case-manager").line(
        "service", "legal", on=day, service_kind="legal", service_by="Bar of Agadir"
    )
    case.did("service-given", "legal", on=day, service_on=day)


@pytest.fixture
def reported(office: Office, clock: Day) -> KeptCase:
    """A woman who was trained in March; the report of the quarter is made in April."""
    case = candidate(office, clock, None, 1)
    case.free_of_selection()
    case.planned()
    case.approved()
    case.trained()
    case.did("training-completed")
    clock.day = date(2026, 4, 3)
    return case


def test_the_report_counts_what_was_known_when_it_was_made(office, reported):
    assert figures(office) == {"enrolled": 1, "accompanied": 0, "completed": 0}


def test_a_late_form_restates_the_quarter_and_the_report_stays(office, clock, reported):
    sent = office.reached(**QUARTER)
    clock.day = date(2026, 4, 13)
    served_on(reported, "2026-03-30")
    [moved] = [
        one for one in office.restated(reported=REPORT, **QUARTER) if one.changed
    ]

    assert figures(office)["accompanied"] == 1
    assert (moved.milestone, moved.reported.persons, moved.now.persons) == (
        "accompanied",
        0,
        1,
    )
    assert (moved.persons, moved.came, moved.left) == (1, (reported.case.id,), ())
    assert office.reached(**QUARTER, as_of=REPORT) == sent


def test_a_form_of_the_new_quarter_leaves_the_old_one_alone(office, clock, reported):
    clock.day = date(2026, 4, 13)
    served_on(reported, "2026-04-10")

    restated = office.restated(reported=REPORT, **QUARTER)
    assert [one for one in restated if one.changed] == []


def test_a_service_is_not_entered_before_the_file_was_opened(office, clock, reported):
    clock.day = date(2026, 4, 13)

    with pytest.raises(Refused, match="before-opening"):
        served_on(reported, "2026-03-01")
