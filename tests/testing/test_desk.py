"""What a desk promises whoever tells a story at it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from migcase import (
    BadValue,
    LineOpened,
    Money,
    Noted,
    Outcome,
    Programme,
    Refused,
    Stage,
    Step,
    StepDone,
    today,
)
from migcase.testing import Desk
from tests.testing.programmes import (
    HANDOVER,
    LETTER,
    OFFICER,
    PASSPORT,
    REPORT,
    SECOND_LOSS,
)


@pytest.fixture
def desk() -> Desk:
    """A case that was opened on a Monday."""
    return Desk(PASSPORT, opened="2025-03-03")


def reported(desk: Desk, how: str = "lost") -> Desk:
    desk.done("report", how=how, lost_on="2025-03-01")
    return desk


# ------------------------------------------------------------------- what is said
def test_a_case_is_open_from_the_first_day_with_its_first_step(desk):
    assert list(desk.agenda) == ["report"]
    assert not desk.case.closed


def test_a_case_at_a_desk_may_name_its_project():
    assert Desk(PASSPORT, project="mtd2").case.project == "mtd2"


def test_a_done_step_brings_up_the_next_with_its_deadline(desk):
    reported(desk)

    assert desk.agenda["letter"].due == date(2025, 3, 6)


def test_what_may_not_be_is_refused_with_every_reason_and_leaves_no_trace(desk):
    reported(desk)
    desk.done("letter", answer="yes")
    before = desk.case

    with pytest.raises(Refused) as refused:
        desk.done("check", how="lost")

    assert {one.code for one in refused.value.refusals} == {"same-hand", "unasked-fact"}
    assert desk.case is before
    assert len(desk.entries) == 3


def test_answers_are_read_as_on_a_form(desk):
    reported(desk, "stolen")
    desk.done("police", fee="80.50 MAD")

    assert desk.facts["lost_on"] == date(2025, 3, 1)
    assert desk.facts["fee"] == Money(Decimal("80.50"), "MAD")


def test_an_answer_that_cannot_be_read_is_refused_like_any_other(desk):
    assert desk.why_not("report", how="lost", lost_on="yesterday") == {"bad-fact"}


def test_words_may_be_given_as_they_were_declared(desk):
    desk.done(REPORT, how="lost", lost_on=date(2025, 3, 1))

    assert desk.status(REPORT) == "done"
    assert desk.status(HANDOVER) == "not-yet"
    assert desk.why_not(HANDOVER) == {"not-yet"}


def test_a_step_of_a_line_is_named_with_its_line(desk):
    reported(desk)
    desk.line("companion", "awa", who="Awa")

    assert "signature:awa" in desk.agenda
    assert desk.status("signature", "awa") == "open"


def test_a_line_ends_and_no_longer_holds_up_the_case(desk):
    reported(desk)
    desk.line("companion", "awa", who="Awa")
    assert desk.why_not("letter", answer="yes") == {"not-yet"}

    desk.ended("awa", "went", went_where="Home")

    assert desk.why_not("letter", answer="yes") == set()


def test_a_fact_of_a_line_is_told_in_the_line(desk):
    reported(desk)
    desk.line("companion", "awa", who="Awa")
    desk.done("signature", "awa", signed=False)
    desk.stated("awa", signed=True)

    assert desk.case.lines["awa"].told["signed"][-1].value is True
    assert desk.why_not("found", reason="Under the bed") == {"not-possible"}


def test_a_waived_step_lets_the_case_go_on(desk):
    reported(desk)
    desk.waived("letter", reason="They phoned")

    assert desk.status("letter") == "waived"
    assert "check" in desk.agenda


def test_a_reopened_step_is_open_again(desk):
    reported(desk)
    desk.done("letter", answer="yes")
    desk.reopened("letter", reason="Lost in the post")

    assert desk.status("letter") == "open"


def test_a_corrected_fact_leaves_a_doubt_until_somebody_confirms(desk):
    reported(desk, "stolen")
    desk.done("police", fee="80 MAD")
    desk.stated(how="lost")
    assert [(one.code, one.step) for one in desk.doubts] == [
        ("no-longer-needed", "police")
    ]

    desk.confirmed("police", reason="The police were told all the same")

    assert desk.doubts == ()


def test_a_hold_stops_the_work_until_it_is_released(desk):
    desk.held("strike")
    assert desk.agenda["report"].state == "held"

    desk.resumed("strike", "They are back")

    assert desk.agenda["report"].state == "ready"


def test_a_closed_case_keeps_what_its_ending_left_to_do(desk):
    reported(desk)
    desk.closed("found", reason="Under the bed")

    assert desk.case.closed
    assert list(desk.agenda) == ["keys-back"]


def test_a_closed_case_is_opened_again_with_chosen_steps(desk):
    reported(desk)
    desk.closed("found", reason="Under the bed")
    desk.reopened_case("It was another one", "report")

    assert not desk.case.closed
    assert desk.status("report") == "open"


def test_notes_and_assignments_are_kept_in_the_file(desk):
    desk.noted("Came with a friend")
    desk.assigned("bashir")

    assert desk.case.assignee == "bashir"
    assert [entry.number for entry in desk.entries] == [1, 2, 3]


# ------------------------------------------------------------------- who and when
def test_the_hand_of_a_desk_wears_every_role_unless_said(desk):
    assert desk.by.roles == {"officer", "head"}

    desk.hand_to("chioma", OFFICER)

    assert desk.by.roles == {"officer"}
    assert desk.why_not("strike") == {"wrong-role"}


def test_somebody_else_may_go_on_where_four_eyes_are_asked_for(desk):
    reported(desk)
    desk.done("letter", answer="yes")
    assert desk.why_not("check") == {"same-hand"}

    desk.hand_to("bashir")

    assert desk.why_not("check") == set()


def test_time_at_a_desk_does_not_run_backwards(desk):
    desk.turn_to("2025-03-10")

    with pytest.raises(BadValue, match="2025-03-10"):
        desk.turn_to("2025-03-09")


def test_an_event_may_be_told_late_for_an_earlier_day(desk):
    desk.turn_to("2025-03-20")
    desk.done("report", on="2025-03-04", how="lost", lost_on="2025-03-01")

    assert desk.agenda["letter"].due == date(2025, 3, 7)


def test_what_holds_for_a_time_comes_back_when_it_has_passed(desk):
    reported(desk)
    desk.done("letter", answer="yes")
    desk.hand_to("bashir")
    desk.done("check")
    assert desk.status("check") == "done"

    desk.turn_to("2025-05-04")

    assert desk.status("check") == "open"


def test_milestones_are_those_that_are_true_today(desk):
    reported(desk)
    assert desk.milestones == set()

    desk.done(LETTER, answer="yes")

    assert desk.milestones == {"written"}


# ------------------------------------------------------------------- why not
@pytest.mark.parametrize(
    ("what", "codes"),
    [
        ("report", {"missing-fact"}),
        ("handover", {"not-yet"}),
        ("replaced", {"not-yet"}),
        ("gave-up", set()),
        ("found", {"missing-fact"}),
        ("strike", set()),
        ("companion", {"missing-fact"}),
        ("hand-over", {"unknown-step"}),
        (Noted("hello", date(2025, 3, 3)), set()),
        (Noted(" ", date(2025, 3, 3)), {"empty-text"}),
        (StepDone("report", date(2025, 3, 4)), {"missing-fact", "future"}),
        (LineOpened("companions", "awa", date(2025, 3, 3)), {"unknown-track"}),
    ],
)
def test_a_desk_tells_why_not_without_doing_it(desk, what, codes):
    assert desk.why_not(what) == codes
    assert len(desk.entries) == 1


def test_the_reasons_carry_the_values_that_a_sentence_needs(desk):
    (reason,) = desk.reasons("police", fee="80 MAD")

    assert (reason.code, reason.concerns) == ("not-yet", "police")
    assert reason.values["step"] == "report"


# ------------------------------------------------------------------- other cases
def test_a_linked_case_is_read_as_it_stands():
    first = Desk(PASSPORT, case="first")
    second = Desk(SECOND_LOSS, case="second")
    second.link(first)
    assert second.why_not("second", earlier="first") == {"gate"}

    reported(first).done("letter", answer="yes")
    first.hand_to("bashir")
    first.done("check")
    first.done("handover")

    assert second.why_not("second", earlier="first") == set()


def test_a_case_is_not_opened_where_nobody_may():
    with pytest.raises(Refused) as refused:
        Desk(PASSPORT, roles=("visitor",))

    assert [one.code for one in refused.value.refusals] == ["wrong-role"]


# ------------------------------------------------------------------- days that pass
def test_days_that_passed_are_followed_to_the_steps_after():
    spring = today > date(2025, 3, 22)
    sow = Step("sow", "Sown", by=OFFICER, when=spring)
    water = Step("water", "Watered", by=OFFICER, after=sow)
    garden = Programme(
        "garden",
        1,
        "Garden",
        stages=(Stage("All", (sow, water)),),
        outcomes=(Outcome("left", "Left alone"),),
    )
    desk = Desk(garden, opened="2025-03-03")
    assert list(desk.agenda) == ["water"]

    desk.turn_to("2025-04-18")
    desk.noted("The frost is over")

    assert list(desk.agenda) == ["sow"]
