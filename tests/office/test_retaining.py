"""Whom no case names comes due; nobody else does, and never by a wrong clock."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest

from migcase import (
    BadSettings,
    LineOpened,
    Office,
    OfficeSettings,
    Refused,
    Stated,
    StepDone,
    months,
)
from migcase.calendar import Period
from migcase.office.retaining import CASE, CONTACT, ClockInDoubt, Due, over
from migcase.office.settings import PERSON_RETENTION
from migcase.office.settings_file import settings_of
from migcase.people.person import Name, Person
from migcase.roster.events import LegalHold, RoleRevoked
from tests.helped import helped, house, made
from tests.keyed import House
from tests.office.passport import AMINA, TODAY, declaring, office_of
from tests.office.test_erasing import erased
from tests.office.test_people import add, journey

__all__ = ["house", "made"]

HALF_A_YEAR = date(2026, 9, 2)
ENQUIRER = Person((Name("Mariama", "Barry"),))
KEPT = attrs.evolve(journey(), keep=months(60))


@pytest.fixture
def office(register, clock) -> Office:
    return office_of(declaring(KEPT), register=register, clock=clock)


def written(office: Office, clock, on: date) -> None:
    """Let somebody write something on a day, so that it has certainly come."""
    clock.go(days=(on - office.today()).days)
    office.open("journey", by=AMINA)


def due(office: Office, **asked: int) -> list[tuple[str, str]]:
    return [(one.of, one.data) for one in office.retention.due(**asked)]


# ------------------------------------------------------------------------ when
def test_somebody_who_only_asked_comes_due_six_months_after_the_last_word(
    office, clock
):
    person = add(office)
    written(office, clock, HALF_A_YEAR)

    [found] = office.retention.due()
    assert (found.of, found.data) == (person, CONTACT)
    assert (found.since, found.kept_until) == (TODAY, HALF_A_YEAR)
    assert over([found], office.retention.today()) == ()
    written(office, clock, HALF_A_YEAR + timedelta(days=1))
    assert over(office.retention.due(), office.retention.today()) == (person,)


def test_whatever_is_written_about_somebody_keeps_them_on(office, clock):
    person = add(office)
    written(office, clock, date(2026, 8, 1))
    sheet = office.people.sheet(person).holds
    named = attrs.evolve(sheet.person, names=(Name("Fatou", "Diallo"),))
    office.people.edit(named, seen=1, by=AMINA)
    written(office, clock, HALF_A_YEAR)

    assert due(office, within=100) == []
    [found] = office.retention.due(within=160)
    assert found.kept_until == date(2027, 2, 1)


def test_the_rule_is_a_setting_with_its_source_and_nothing_official(office, clock):
    add(office)
    written(office, clock, HALF_A_YEAR)

    [found] = office.retention.due()
    assert found.rule.setting is PERSON_RETENTION
    assert found.rule.value == Period(months=6)
    assert (PERSON_RETENTION.status, PERSON_RETENTION.source[:8]) == (
        *("proposal", "Proposal"),
    )


def test_an_office_may_set_another_time(register, clock):
    settings = settings_of('code = "MA"\nperson_retention = "30 days"\n')
    office = office_of(
        declaring(KEPT), register=register, clock=clock, settings=settings
    )
    add(office)
    written(office, clock, date(2026, 4, 2))

    [found] = office.retention.due()
    assert (found.kept_until, found.rule.value) == (date(2026, 4, 1), Period(days=30))


@pytest.mark.parametrize("said", ["3", '"3 moons"', "true", '["6 months"]'])
def test_a_time_that_is_none_is_a_fault_of_the_settings(said: str):
    with pytest.raises(BadSettings) as told:
        settings_of(f'code = "MA"\nperson_retention = {said}\n')

    [fault] = told.value.values["faults"]
    assert (fault.code, fault.thing, fault.where) == (
        *("bad-value", "person_retention", "office.toml:2"),
    )


def test_a_time_beyond_the_calendar_never_ends(register, clock):
    settings = OfficeSettings("MA", person_retention=Period(months=99_999))
    office = office_of(
        declaring(KEPT), register=register, clock=clock, settings=settings
    )
    add(office)
    written(office, clock, date(2028, 3, 2))

    assert due(office, within=36_500) == []


def test_a_page_ends_and_the_next_begins(office, clock, monkeypatch):
    monkeypatch.setattr("migcase.office.retaining.PAGE", 2)
    people = {add(office, references=()) for _ in range(5)}
    written(office, clock, HALF_A_YEAR)

    assert {one.of for one in office.retention.due()} == people


# ----------------------------------------------------------------- whom a case names
def test_nobody_comes_due_whom_a_case_names(office, clock):
    principal, traveller, guardian = add(office), add(office), add(office)
    case = office.open("journey", by=AMINA, about=principal).id
    member = LineOpened("member", "member-1", TODAY, {"who": traveller})
    office.record(case, member, by=AMINA)
    office.record(case, StepDone("asked", TODAY, {"guardian": guardian}), by=AMINA)
    written(office, clock, date(2027, 3, 2))

    assert due(office) == []


def test_who_was_named_by_a_slip_comes_due_once_it_is_corrected(office, clock):
    meant, mistaken = add(office), add(office)
    case = office.open("journey", by=AMINA, about=meant).id
    office.record(case, StepDone("asked", TODAY, {"guardian": mistaken}), by=AMINA)
    office.record(case, Stated({"guardian": meant}, TODAY), by=AMINA)
    written(office, clock, HALF_A_YEAR)

    assert due(office) == [(mistaken, CONTACT)]


def test_a_family_stays_together_while_a_case_names_one_of_them(office, clock):
    mother, child, other = add(office), add(office), add(office)
    families = office.people.families
    families.form(mother, {child: "child"}, by=AMINA, on=TODAY)
    office.open("journey", by=AMINA, about=mother)
    written(office, clock, HALF_A_YEAR)

    assert due(office) == [(other, CONTACT)]


def test_who_left_a_family_is_on_their_own(office, clock):
    mother, child = add(office), add(office)
    families = office.people.families
    family = families.form(mother, {child: "child"}, by=AMINA, on=TODAY).of
    families.leave(family, child, by=AMINA, on=TODAY)
    office.open("journey", by=AMINA, about=mother)
    written(office, clock, HALF_A_YEAR)

    assert due(office) == [(child, CONTACT)]


def test_who_turned_out_to_be_somebody_with_a_case_is_kept_with_them(office, clock):
    known, again, third = add(office), add(office), add(office)
    office.people.merge(known, again, by=AMINA, reason="One passport")
    office.people.merge(third, known, by=AMINA, reason="One passport")
    office.open("journey", by=AMINA, about=third)
    written(office, clock, HALF_A_YEAR)

    assert due(office) == []


def test_all_sheets_of_one_person_come_due_after_the_last_word_in_any(office, clock):
    known = add(office)
    written(office, clock, date(2026, 5, 2))
    again = add(office)
    office.people.merge(known, again, by=AMINA, reason="One passport")
    written(office, clock, HALF_A_YEAR)

    assert due(office, within=0) == []
    assert sorted(due(office)) == sorted([(known, CONTACT), (again, CONTACT)])


# ------------------------------------------------------------------------ the clock
@pytest.mark.parametrize("jump", [-400, 366 * 50])
def test_a_wrong_clock_makes_nobody_due_though_only_people_were_written(
    office, clock, jump
):
    add(office)
    clock.go(days=jump)

    with pytest.raises(ClockInDoubt):
        office.retention.due()


def test_a_clock_that_is_weeks_ahead_makes_nothing_due_before_its_time(office, clock):
    person = add(office)
    written(office, clock, HALF_A_YEAR - timedelta(days=10))
    clock.go(days=50)

    assert office.retention.today() == HALF_A_YEAR - timedelta(days=10)
    assert over(office.retention.due(), office.retention.today()) == ()
    written(office, clock, HALF_A_YEAR + timedelta(days=41))
    assert over(office.retention.due(), office.retention.today()) == (person,)


# ----------------------------------------------------------------- with keys
def enquired(house: House, person: Person = ENQUIRER) -> str:
    with house.unlocked("amina") as office:
        return office.people.add(person, by=office.actor()).of


def noted(house: House, **time: int) -> None:
    """Let time go by, and somebody write something."""
    house.clock.go(**time)
    with house.unlocked("amina") as office:
        office.open("help", by=office.actor())


def listed(house: House, name: str = "amina") -> list[Due]:
    with house.unlocked(name) as office:
        return list(office.retention.due())


def test_who_was_erased_is_due_no_more_and_whose_case_was_erased_is(house: House):
    gone, (kept, case) = enquired(house), helped(house)
    noted(house, days=190)
    assert [one.of for one in listed(house)] == [gone]

    erased(house, gone)
    assert listed(house) == []
    noted(house, days=1)
    erased(house, case)
    [found] = listed(house)
    assert (found.of, found.data, found.since) == (kept, CONTACT, TODAY)


def test_a_reset_clock_makes_nobody_older_than_what_the_office_has_seen(house: House):
    now = house.clock.instant
    house.clock.instant = now.replace(year=1970)
    person = enquired(house)
    house.clock.instant = now
    noted(house, days=100)

    [found] = listed(house)
    assert (found.of, found.since) == (person, TODAY)


def test_who_may_work_on_no_case_is_shown_nobody(house: House):
    enquired(house)
    noted(house, days=190)

    assert len(listed(house)) == 1
    assert len(listed(house, "dora")) == 1  # she answers for what is kept
    with house.unlocked("adam") as office:
        office.log(RoleRevoked("amina", "clerk", "help"))
    assert listed(house) == []


def test_a_legal_hold_reaches_whoever_is_the_same_and_the_cases_about_them(
    house: House,
):
    person, case = helped(house)
    again = enquired(house)
    with house.unlocked("amina") as office:
        by = office.actor()
        office.people.merge(person, again, by=by, reason="One passport")
    with house.unlocked("dora") as office:
        office.log(LegalHold(again, "Court file 17"))

    for of in (case, person, again):
        with house.unlocked("amina") as office, pytest.raises(Refused) as refused:
            office.erasures.ask([of], "Kept long enough")
        told = {(one.code, one.concerns) for one in refused.value.refusals}
        assert ("under-legal-hold", of) in told
    noted(house, days=5 * 366)
    assert {(one.of, one.held) for one in listed(house)} == {(case, True)}


def test_a_person_who_is_held_is_shown_so(house: House):
    person = enquired(house)
    with house.unlocked("dora") as office:
        office.log(LegalHold(person, "Court file 17"))
    noted(house, days=190)

    [found] = listed(house)
    assert (found.of, found.held) == (person, True)
    assert over([found], found.kept_until + timedelta(days=9)) == ()


def test_of_a_case_its_own_rule_is_told(house: House):
    _, case = helped(house)
    noted(house, days=5 * 366)

    [found] = [one for one in listed(house) if one.data == CASE]
    assert (found.of, found.rule.value) == (case, Period(months=60))
    assert found.rule.setting is None  # its programme says it without one
