"""Rules that read another case: it is read through the register, on the same day."""

from __future__ import annotations

import attrs
import pytest

from migcase import (
    NUMBER,
    YES_NO,
    Field,
    LineOpened,
    Noted,
    Office,
    OfficeSettings,
    Programme,
    Register,
    Role,
    Setting,
    Stage,
    Stated,
    Step,
    StepDone,
    Track,
    case_of,
    linked,
)
from migcase.casefile.case import follow
from migcase.keeping.register import Kept
from migcase.office.past import NothingThen
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


# ---------------------------------------------------------------- what was relied on
def test_an_entry_keeps_what_it_read_in_another_case_and_from_where(journeys: Office):
    paper = journeys.open("passport", by=AMINA).id
    journeys.record(paper, request(), by=AMINA)
    case = journey_with(journeys, paper)
    journeys.record(case, BOOKING, by=AMINA)

    assert journeys.entries(case)[2].relied == {
        f"linked:{paper}": 2,
        f"linked:{paper}:complete": True,
    }
    assert journeys.entries(case)[1].relied == {}


def test_an_entry_is_judged_again_by_what_it_relied_on(journeys: Office):
    paper = journeys.open("passport", by=AMINA).id
    journeys.record(paper, request(), by=AMINA)
    case = journey_with(journeys, paper)
    journeys.record(case, BOOKING, by=AMINA)
    journeys.record(paper, Stated({"complete": False}, TODAY), by=AMINA)

    assert [journeys.why_then(case, number) for number in (1, 2, 3)] == [(), (), ()]


def test_a_setting_that_changed_since_is_judged_as_it_was(register: Register):
    modules = declaring(passport())
    office = office_of(modules, register=register)
    case = office.open("passport", by=AMINA).id
    office.record(case, request(), by=AMINA)
    shut = {"passport": {"counter_open": False}}
    settings = OfficeSettings("MA", programmes=shut)
    later = office_of(modules, register=register, settings=settings)

    assert later.why_then(case, 2) == ()
    assert {reason.code for reason in later.why_not(case, request(), by=AMINA)}


def test_what_was_written_past_the_rules_is_found_when_judged_again(
    journeys: Office, register: Register
):
    paper = journeys.open("passport", by=AMINA).id
    case = journey_with(journeys, paper)
    kept = register.kept(case)
    assert kept is not None
    entry = attrs.evolve(journeys.entries(case)[1], number=3, id="three", event=BOOKING)
    register.append(Kept(follow(kept.case, entry), kept.work), entry, None)

    assert [reason.code for reason in journeys.why_then(case, 3)] == ["gate"]


def test_there_is_nothing_to_judge_where_there_is_no_entry(journeys: Office):
    case = journeys.open("journey", by=AMINA).id

    with pytest.raises(NothingThen):
        journeys.why_then(case, 2)


def test_a_line_reads_the_case_that_it_names_and_no_other(register: Register):
    office = office_of(
        declaring(GROUP, name="migcase_group"), declaring(passport()), register=register
    )
    papers = [office.open("passport", by=AMINA).id for _ in range(2)]
    case = office.open("group", by=AMINA).id
    for number, paper in enumerate(papers):
        office.record(paper, request(), by=AMINA)
        event = LineOpened("traveller", f"t{number}", TODAY, {"paper": paper})
        office.record(case, event, by=AMINA)
    office.record(case, StepDone("seat", TODAY, line="t1"), by=AMINA)

    relied = [entry.relied for entry in office.entries(case)]
    assert relied[1] == {
        f"linked:{papers[0]}": 2,
        f"linked:{papers[0]}:complete": True,
    }
    assert set(relied[3]) == {f"linked:{papers[1]}", f"linked:{papers[1]}:complete"}


PAPER = Field("paper", "Which passport?", case_of("passport"))
TRAVELLER = Track(
    "traveller",
    "Traveller",
    about=PAPER,
    asks=PAPER,
    opened_by=CLERK,
    requires=linked(PAPER, COMPLETE),
)
SEAT = Step("seat", "Seat found", of=TRAVELLER, by=CLERK, when=linked(PAPER, COMPLETE))
GROUP = Programme("group", 1, "Group", stages=(Stage("All", (SEAT,)),))


def test_a_rule_read_in_another_case_goes_by_what_is_set_there(register: Register):
    most = Setting("most", "Most", NUMBER, 5)
    heads = Field("heads", "How many?", NUMBER)
    counted = Step("counted", "Counted", by=CLERK, asks=heads, requires=heads <= most)
    room = Programme("room", 1, "Room", stages=Stage("All", counted))
    where = Field("where", "Where?", case_of("room"))
    chosen = Step("chosen", "Chosen", by=CLERK, asks=where)
    rule = linked(where, heads <= most)
    begun = Step("begun", "Begun", by=CLERK, after=chosen, requires=rule)
    visit = Programme("visit", 1, "Visit", stages=Stage("All", (chosen, begun)))
    office = office_of(
        declaring(room, visit, name="migcase_visits"),
        register=register,
        settings=OfficeSettings("MA", programmes={"room": {"most": 10}}),
    )
    full = office.open("room", by=AMINA).id
    office.record(full, StepDone("counted", TODAY, {"heads": 8}), by=AMINA)
    case = office.open("visit", by=AMINA).id
    office.record(case, StepDone("chosen", TODAY, {"where": full}), by=AMINA)

    assert office.why_not(case, StepDone("begun", TODAY), by=AMINA) == ()


def test_what_is_open_follows_the_case_that_is_read(journeys: Office):
    paper = journeys.open("passport", by=AMINA).id
    case = journey_with(journeys, paper)
    before = journeys.work(case).tasks["do", "booked", None]
    journeys.record(paper, request(), by=AMINA)

    assert (before.state, journeys.work(case).tasks["do", "booked", None].state) == (
        "gated",
        "ready",
    )
