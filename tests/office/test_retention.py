"""Until when a file is kept: from the day on which its case was closed."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from migcase import Closed, Office, Programme, months
from migcase.office.settings import OfficeSettings
from tests.office.passport import AMINA, TODAY, declaring, office_of, passport


def office_keeping(register, clock, programme: Programme) -> Office:
    return office_of(
        declaring(programme),
        register=register,
        clock=clock,
        settings=OfficeSettings("MA"),
    )


def closed(office: Office) -> str:
    case = office.open("passport", by=AMINA).id
    office.record(case, Closed("withdrawn", TODAY), by=AMINA)
    return case


@pytest.fixture
def kept() -> Programme:
    return attrs.evolve(passport(), keep=months(60))


def test_an_ending_may_say_itself_how_long_the_file_is_kept(register, clock, kept):
    outcomes = tuple(
        attrs.evolve(one, keep=months(6)) if one.key == "withdrawn" else one
        for one in kept.outcomes
    )
    shorter = attrs.evolve(kept, outcomes=outcomes)
    office = office_keeping(register, clock, shorter)

    assert office.kept_until(closed(office)) == date(2026, 9, 2)


def test_a_closed_file_is_kept_as_long_as_its_programme_says(register, clock, kept):
    office = office_keeping(register, clock, kept)

    assert office.kept_until(closed(office)) == date(2031, 3, 2)


def test_a_file_that_is_open_has_no_last_day(register, clock, kept):
    office = office_keeping(register, clock, kept)
    case = office.open("passport", by=AMINA).id

    assert office.kept_until(case) is None


def test_where_the_programme_does_not_say_nobody_makes_a_day_up(register, clock):
    office = office_keeping(register, clock, passport())

    assert office.kept_until(closed(office)) is None


def test_a_length_beyond_the_calendar_is_no_day(register, clock):
    for_ever = attrs.evolve(passport(), keep=months(12 * 9000))
    office = office_keeping(register, clock, for_ever)

    assert office.kept_until(closed(office)) is None
