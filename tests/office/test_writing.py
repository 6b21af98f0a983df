"""One way in: what is written, what is refused, and what is sent twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from migcase.casefile.case import replay
from migcase.casefile.events import Assigned, Noted, Opened, Stated, StepDone
from migcase.errors import Refused, Repeated, UnknownCase, UnknownProgramme
from migcase.keeping.register import Register
from migcase.numbers import MistypedNumber, NotANumber
from migcase.office.office import Office
from migcase.office.settings import OfficeSettings
from tests.office.passport import (
    AMINA,
    BASHIR,
    CHIOMA,
    MONDAY,
    TODAY,
    Clock,
    declaring,
    office_of,
    passport,
    request,
)


def codes(refused: Refused) -> set[str]:
    return {refusal.code for refusal in refused.refusals}


def test_a_case_is_opened_under_the_number_of_its_office_and_year(office: Office):
    first = office.open("passport", by=AMINA)
    second = office.open("passport", by=AMINA, on=date(2025, 12, 30))
    third = office.open("passport", by=AMINA)

    assert first.id.startswith("MA-26-00001-")
    assert second.id.startswith("MA-25-00001-")
    assert third.id.startswith("MA-26-00002-")


def test_a_case_is_opened_under_the_latest_version_unless_said(register: Register):
    office = office_of(declaring(passport(1), passport(2)), register=register)

    assert office.open("passport", by=AMINA).version == 2
    assert office.open("passport", by=AMINA, version=1).version == 1


def test_what_was_recorded_reads_back_as_it_was_answered(office: Office):
    case = office.open("passport", by=AMINA, about="p-1")
    answered = office.record(case.id, request(), by=AMINA)

    assert office.case(case.id) == answered == replay(office.entries(case.id))
    assert answered.facts == {"complete": True}


def test_an_entry_says_when_where_and_by_whom_it_was_written(office: Office):
    case = office.open("passport", by=AMINA)
    office.record(case.id, request(), by=AMINA)
    entry = office.entries(case.id)[1]

    assert (entry.at, entry.office, entry.by, entry.number) == (MONDAY, "MA", AMINA, 2)


def test_every_reason_is_told_at_once_and_nothing_is_written(office: Office):
    case = office.open("passport", by=AMINA)
    wrong = StepDone("request", TODAY, {"colour": "green"})
    with pytest.raises(Refused) as refused:
        office.record(case.id, wrong, by=BASHIR)

    assert {"wrong-role", "missing-fact"} <= codes(refused.value)
    assert office.case(case.id) == case
    assert office.why_not(case.id, wrong, by=BASHIR) == refused.value.refusals


def test_asking_why_not_writes_nothing(office: Office):
    case = office.open("passport", by=AMINA)

    assert office.why_not(case.id, request(), by=AMINA) == ()
    assert office.case(case.id) == case


def test_an_opening_that_is_refused_uses_no_number(office: Office):
    with pytest.raises(Refused) as refused:
        office.open("passport", by=AMINA, on=TODAY + timedelta(days=1))

    assert codes(refused.value) == {"future"}
    assert office.cases() == ()


def test_a_case_cannot_be_opened_twice_in_its_own_file(office: Office):
    case = office.open("passport", by=AMINA)
    with pytest.raises(Refused) as refused:
        office.record(case.id, Opened("passport", 1, TODAY), by=AMINA)

    assert codes(refused.value) == {"already-open"}


def test_a_programme_that_nobody_declares_is_named_with_the_near_one(office: Office):
    with pytest.raises(UnknownProgramme) as unknown:
        office.open("pasport", by=AMINA)

    assert unknown.value.values["near"] == "passport"


# ------------------------------------------------------------------- sent twice
@pytest.mark.parametrize(
    "event", [request(), Noted("He calls again.", TODAY), Assigned("bashir", TODAY)]
)
def test_sent_twice_it_is_recorded_once_and_answered_the_same(
    office: Office, event: StepDone | Noted
):
    case = office.open("passport", by=AMINA)
    entry_id = office.new_id()
    first = office.record(case.id, event, by=AMINA, id=entry_id)
    again = office.record(case.id, event, by=AMINA, id=entry_id)

    assert again == first
    assert len(office.entries(case.id)) == 2


def test_sent_again_after_others_wrote_it_is_answered_as_it_was(office: Office):
    case = office.open("passport", by=AMINA)
    entry_id = office.new_id()
    first = office.record(case.id, request(), by=AMINA, id=entry_id)
    office.record(case.id, StepDone("signed", TODAY), by=BASHIR)

    assert office.record(case.id, request(), by=AMINA, id=entry_id) == first
    assert len(office.entries(case.id)) == 3


@pytest.mark.parametrize(
    "other", [request(complete=False), Noted("Something else.", TODAY)]
)
def test_an_id_that_was_used_for_something_else_is_noticed(
    office: Office, other: StepDone | Noted
):
    case = office.open("passport", by=AMINA)
    entry_id = office.new_id()
    office.record(case.id, request(), by=AMINA, id=entry_id)
    with pytest.raises(Repeated):
        office.record(case.id, other, by=AMINA, id=entry_id)

    assert len(office.entries(case.id)) == 2


def test_an_opening_sent_twice_opens_one_case(office: Office, clock: Clock):
    entry_id = office.new_id()
    first = office.open("passport", by=AMINA, about="p-1", id=entry_id)
    office.open("passport", by=CHIOMA)
    clock.go(days=1)
    office.open("passport", by=CHIOMA)
    again = office.open("passport", by=AMINA, about="p-1", id=entry_id)

    assert again == first
    assert len(office.cases()) == 3


def test_an_opening_sent_again_days_later_is_still_found(office: Office, clock: Clock):
    first = office.open("passport", by=AMINA, about="p-1", id="from-the-field-7")
    for _ in range(3):
        clock.go(days=20)
        office.open("passport", by=CHIOMA)
    again = office.open("passport", by=AMINA, about="p-1", id="from-the-field-7")

    assert again == first
    assert len(office.cases()) == 4


def test_an_opening_of_last_year_sent_again_is_found_in_that_year(
    office: Office, clock: Clock
):
    sent = {"by": AMINA, "about": "p-1", "id": "one"}
    first = office.open("passport", on=date(2025, 12, 30), **sent)
    clock.go(days=1)

    assert office.open("passport", on=date(2025, 12, 30), **sent) == first
    assert office.open("passport", **sent) == first
    assert len(office.cases()) == 1


def test_an_opening_with_the_id_of_another_is_noticed(office: Office):
    entry_id = office.new_id()
    office.open("passport", by=AMINA, about="p-1", id=entry_id)
    with pytest.raises(Repeated):
        office.open("passport", by=AMINA, about="p-2", id=entry_id)

    assert len(office.cases()) == 1


# ----------------------------------------------------------------------- values
def test_an_entry_keeps_the_settings_that_it_relied_on(register: Register):
    settings = OfficeSettings("MA", programmes={"passport": {"counter_open": True}})
    office = office_of(declaring(passport()), register=register, settings=settings)
    case = office.open("passport", by=AMINA)
    office.record(case.id, request(), by=AMINA)

    assert office.entries(case.id)[1].relied == {"setting:counter_open": True}


def test_what_the_mission_set_is_judged_by(register: Register):
    settings = OfficeSettings("MA", programmes={"passport": {"counter_open": False}})
    office = office_of(declaring(passport()), register=register, settings=settings)
    case = office.open("passport", by=AMINA)

    assert {r.code for r in office.why_not(case.id, request(), by=AMINA)} == {"gate"}


def test_facts_that_are_changed_after_they_were_sent_stay_as_they_were(office: Office):
    case = office.open("passport", by=AMINA)
    facts: dict[str, bool] = {"complete": True}
    office.record(case.id, Stated(facts, TODAY), by=AMINA)
    facts["complete"] = False

    assert office.case(case.id).facts == {"complete": True}


# ------------------------------------------------------------------------- time
def test_a_clock_that_was_set_back_does_not_turn_the_file_back(
    office: Office, clock: Clock
):
    case = office.open("passport", by=AMINA)
    clock.go(hours=-5)
    office.record(case.id, Noted("The clock was wrong.", TODAY), by=AMINA)

    assert [entry.at for entry in office.entries(case.id)] == [MONDAY, MONDAY]


def test_today_is_the_day_where_the_office_is():
    late = Clock(MONDAY.replace(hour=23, minute=30))
    cairo = OfficeSettings("EG", zone="Africa/Cairo")

    assert office_of(clock=late, settings=cairo).today() == date(2026, 3, 3)


# ---------------------------------------------------------------------- numbers
def test_a_number_may_be_written_without_hyphens_and_small(office: Office):
    case = office.open("passport", by=AMINA)

    assert office.case(case.id.lower().replace("-", " ")) == case


def test_a_mistyped_number_is_told_with_the_numbers_that_exist_near_it(office: Office):
    case = office.open("passport", by=AMINA)
    typed = case.id.replace("00001", "00011")
    with pytest.raises(MistypedNumber) as mistyped:
        office.case(typed)

    assert mistyped.value.values == {"typed": typed, "near": (case.id,)}


def test_a_number_that_does_not_exist_is_not_a_mistyped_one(office: Office):
    case = office.open("passport", by=AMINA)
    number = "MA-26-00417-W"
    with pytest.raises(UnknownCase) as unknown:
        office.record(number, request(), by=AMINA)

    assert unknown.value.values == {"case": number, "near": ()}
    assert case.id != number


def test_what_is_no_number_at_all_is_said_so(office: Office):
    with pytest.raises(NotANumber):
        office.case("Amina's case")


@pytest.mark.parametrize("entry_id", ["form-7", "00000000-0000-4000-8000-000000000000"])
def test_an_opening_is_found_again_whatever_its_client_calls_it(
    office: Office, clock: Clock, entry_id: str
):
    first = office.open("passport", by=AMINA, id=entry_id)
    clock.go(days=100)
    office.open("passport", by=AMINA)

    assert office.open("passport", by=AMINA, on=first.on, id=entry_id) == first


def test_an_opening_is_found_again_long_after_its_id_was_made(
    office: Office, clock: Clock
):
    entry_id = office.new_id()
    clock.go(days=2)
    first = office.open("passport", by=AMINA, id=entry_id)
    for _ in range(3):
        clock.go(hours=8)
        office.open("passport", by=CHIOMA)

    assert office.open("passport", by=AMINA, on=first.on, id=entry_id) == first
    assert len(office.cases()) == 4


def test_an_opening_by_a_client_whose_clock_is_ahead_is_found_again(
    office: Office, clock: Clock
):
    clock.go(minutes=50)
    entry_id = office.new_id()
    clock.go(minutes=-50)
    first = office.open("passport", by=AMINA, id=entry_id)
    office.open("passport", by=CHIOMA)

    assert office.open("passport", by=AMINA, id=entry_id) == first


def test_a_new_id_opens_another_case(office: Office, clock: Clock):
    office.open("passport", by=AMINA)
    clock.go(days=1)

    assert office.open("passport", by=AMINA, id=office.new_id()).id[6:11] == "00002"
