"""A report can be made again as it was; what differs from it now is named."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase import MemoryRegister, Office, Register, Stated, StepDone
from migcase.calendar import NaiveInstant
from migcase.errors import UnknownProgramme
from migcase.office.settings_file import settings_of
from tests.office.passport import (
    AMINA,
    BASHIR,
    MONDAY,
    TODAY,
    Clock,
    declaring,
    office_of,
    request,
)
from tests.office.test_counting import SETTINGS, counting, figures, passport_for

QUARTER = {"since": date(2026, 1, 1), "until": date(2026, 3, 31)}
REPORT = datetime(2026, 4, 3, 18, tzinfo=UTC)


@pytest.fixture
def office(register: Register, clock: Clock) -> Office:
    return counter(register, clock)


def counter(register: Register, clock: Clock) -> Office:
    settings = settings_of(SETTINGS)
    return office_of(
        declaring(counting()), register=register, clock=clock, settings=settings
    )


def differing(office: Office, **asked: object) -> dict[str, tuple[int, int, int]]:
    return {
        one.milestone: (one.reported.persons, one.now.persons, one.persons)
        for one in office.restated(reported=REPORT, **asked)
        if one.changed
    }


@pytest.fixture
def reported(office: Office, clock: Clock) -> str:
    """Two asked in March, one was signed for, the report is made; here is the other."""
    passport_for(office, "p-1", signed=True)
    other = passport_for(office, "p-2")
    clock.instant = REPORT
    return other


def test_what_came_late_moves_into_its_quarter_and_is_named(office, clock, reported):
    before = office.reached(**QUARTER)
    clock.go(days=10)
    office.record(reported, StepDone("signed", date(2026, 3, 30)), by=BASHIR)

    assert figures(office.reached(**QUARTER))["signed"] == (2, 2)
    assert differing(office, **QUARTER) == {"signed": (1, 2, 1)}
    [moved] = [
        one
        for one in office.restated(reported=REPORT, **QUARTER)
        if one.milestone == "signed"
    ]
    assert (moved.milestone, moved.came, moved.left) == ("signed", (reported,), ())
    assert figures(office.reached(as_of=REPORT, **QUARTER)) == figures(before)


def test_what_is_corrected_falls_out_of_the_quarter_and_is_named(
    office, clock, reported
):
    clock.go(days=10)
    office.record(reported, Stated({"complete": False}, TODAY), by=AMINA)
    [moved] = [one for one in office.restated(reported=REPORT) if one.changed]

    assert (moved.milestone, moved.persons) == ("complete", -1)
    assert (moved.came, moved.left) == ((), (reported,))


def test_one_who_comes_and_one_who_falls_out_are_a_difference_though_the_sum_is_not(
    office, clock, reported
):
    clock.go(days=10)
    office.record(reported, Stated({"complete": False}, TODAY), by=AMINA)
    office.record(
        third := office.open(
            "passport", by=AMINA, about="p-3", project="first", on=TODAY
        ).id,
        request(),
        by=AMINA,
    )
    [moved] = [
        one
        for one in office.restated(reported=REPORT, **QUARTER)
        if one.milestone == "complete"
    ]

    assert (moved.persons, moved.changed) == (0, True)
    assert (moved.came, moved.left) == ((third,), (reported,))


def test_where_nothing_came_late_nothing_differs(office, clock, reported):
    clock.go(days=10)
    fresh = office.open("passport", by=AMINA, project="first").id
    office.record(fresh, request(office.today()), by=AMINA)

    assert differing(office, **QUARTER) == {}
    assert differing(office)["asked"] == (2, 3, 1)


def test_what_time_had_brought_by_then_is_counted_and_no_more(office, clock):
    passport_for(office, "p-1")
    clock.go(days=60)

    assert figures(office.reached(as_of=MONDAY + timedelta(days=29)))["waited"] == (
        0,
        0,
    )
    assert figures(office.reached(as_of=MONDAY + timedelta(days=30)))["waited"] == (
        1,
        1,
    )


def test_before_anything_was_opened_nothing_was_counted(office, reported):
    earlier = MONDAY - timedelta(days=1)

    assert {one.cases for one in office.reached(as_of=earlier)} == {0}


def test_an_instant_without_a_time_zone_is_asked_for_it(office, reported):
    with pytest.raises(NaiveInstant):
        office.reached(as_of=datetime(2026, 4, 3))  # noqa: DTZ001 - the point


def test_without_its_programme_a_report_is_not_made_again(office, clock, reported):
    register = office._register
    other = office_of(register=register, clock=clock, settings=settings_of(SETTINGS))

    with pytest.raises(UnknownProgramme):
        other.reached(as_of=REPORT)


happenings = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 12), st.sampled_from("asncr")),
    max_size=12,
)


@given(happenings, st.integers(0, 40))
def test_whatever_happens_later_a_report_stays_what_it_was(happened, at):
    clock = Clock()
    office = counter(MemoryRegister(), clock)
    cases = [
        office.open("passport", by=AMINA, about=f"p-{number}", project="first").id
        for number in range(3)
    ]
    report, told = MONDAY + timedelta(days=at), None
    for passing, late, what in happened:
        if told is None and clock.instant + timedelta(days=passing) > report:
            clock.instant = max(clock.instant, report)
            told = office.reached()
        clock.go(days=passing)
        on = max(TODAY, office.today() - timedelta(days=late))
        case = cases[late % 3]
        event, by = {
            "a": (request(on), AMINA),
            "s": (StepDone("signed", on), BASHIR),
            "n": (Stated({"complete": False}, on), AMINA),
            "c": (Stated({"complete": True}, on), AMINA),
            "r": (request(on), AMINA),
        }[what]
        if not office.why_not(case, event, by=by):
            office.record(case, event, by=by)
    if told is None:
        clock.instant = max(clock.instant, report)
        told = office.reached()

    assert office.reached(as_of=report) == told
