"""Rules that read another case: it is read through the register, on the same day."""

from __future__ import annotations

import pytest

from migcase import (
    YES_NO,
    Field,
    Noted,
    Office,
    Programme,
    Register,
    Role,
    Stage,
    Step,
    StepDone,
    case_of,
    linked,
)
from tests.office.passport import (
    AMINA,
    COMPLETE,
    TODAY,
    declaring,
    office_of,
    passport,
    request,
)

CLERK = Role("clerk", "Clerk")
WHICH = Field("which", "Which passport?", case_of("passport"))
WELL = Field("well", "Is all well?", YES_NO)

ASKED = Step("asked", "Asked which", by=CLERK, asks=WHICH)
BOOKED = Step(
    "booked", "Booked", by=CLERK, after=ASKED, requires=linked(WHICH, COMPLETE)
)
JOURNEY = Programme("journey", 1, "Journey", stages=(Stage("All", (ASKED, BOOKED)),))

BOOKING = StepDone("booked", TODAY)


@pytest.fixture
def journeys(register: Register) -> Office:
    modules = declaring(JOURNEY, name="migcase_journey"), declaring(passport())
    return office_of(*modules, register=register)


def journey_with(office: Office, passport: str) -> str:
    case = office.open("journey", by=AMINA).id
    office.record(case, StepDone("asked", TODAY, {"which": passport}), by=AMINA)
    return case


def codes(office: Office, case: str) -> list[str]:
    return [reason.code for reason in office.why_not(case, BOOKING, by=AMINA)]


def test_a_rule_reads_the_case_that_an_answer_names(journeys: Office):
    paper = journeys.open("passport", by=AMINA).id
    case = journey_with(journeys, paper)
    before = codes(journeys, case)
    journeys.record(paper, request(), by=AMINA)

    assert before == ["gate"]
    assert journeys.record(case, BOOKING, by=AMINA).number == 3


def test_a_case_that_does_not_exist_lets_nothing_pass(journeys: Office):
    case = journey_with(journeys, "MA-26-00417-W")

    assert codes(journeys, case) == ["gate"]


def test_a_case_whose_programme_is_gone_cannot_be_read_by_a_rule(
    journeys: Office, register: Register
):
    paper = journeys.open("passport", by=AMINA).id
    journeys.record(paper, request(), by=AMINA)
    case = journey_with(journeys, paper)
    alone = office_of(declaring(JOURNEY, name="migcase_journey"), register=register)

    assert codes(alone, case) == ["gate"]
    assert alone.record(case, Noted("We wait.", TODAY), by=AMINA).number == 3
