"""What the check of a programme finds, and how it tells."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count as count_from

import pytest

from migcase import (
    NUMBER,
    YES_NO,
    Field,
    Hold,
    Outcome,
    Programme,
    Role,
    Setting,
    Stage,
    Step,
    Track,
    days,
    line_of,
    named,
    one_of,
    sure,
)
from migcase.testing import Desk, PromiseBroken, check_programme
from tests.testing.programmes import PASSPORT, SECOND_LOSS

OFFICER = Role("officer", "Desk officer")
COLOUR = Field("colour", "Which colour?", one_of("red", "green"))
AGE = Field("age", "How old?", NUMBER)
MAY = Field("may", "May they?", YES_NO)
WAY_OUT = Outcome("gone", "Went away")


def programme(*steps: Step, outcomes: object = WAY_OUT, **words: object) -> Programme:
    """Return a programme of these steps, which can be left at any time."""
    endings = outcomes if isinstance(outcomes, tuple) else (outcomes,)
    stage = Stage("All", steps)
    return Programme("small", 1, "Small", (stage,), outcomes=endings, **words)


def broken(found: Programme, **how: object) -> str:
    """Return what the check says about a programme that breaks a promise."""
    with pytest.raises(PromiseBroken) as told:
        check_programme(found, **how)
    return str(told.value)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("sound", [PASSPORT, SECOND_LOSS])
def test_a_programme_that_keeps_its_promises_is_met_with_silence(sound, seed):
    check_programme(sound, seed=seed)


def test_the_same_programme_is_walked_in_the_same_way(recorded):
    check_programme(programme(recorded.step))
    first = list(recorded.values)
    recorded.values.clear()
    check_programme(programme(recorded.step))

    assert recorded.values == first
    assert len(set(first)) > 1


def test_another_seed_walks_differently(recorded):
    check_programme(programme(recorded.step))
    first = list(recorded.values)
    recorded.values.clear()
    check_programme(programme(recorded.step), seed=1)

    assert recorded.values != first


# ------------------------------------------------------------------- the promises
def test_what_is_offered_but_cannot_be_done_is_found():
    gate = (COLOUR == "red", COLOUR == "green")
    step = Step("paint", "Painted", by=OFFICER, asks=COLOUR, requires=gate)

    assert "paint is offered, but no answers were found" in broken(programme(step))


def test_a_case_that_offers_nothing_is_found():
    never = Outcome("never", "Never", when=AGE > 3)
    step = Step("ask", "Asked", by=OFFICER, asks=AGE)

    said = broken(programme(step, outcomes=never))

    assert "an open case offers no task, no fact and no ending" in said


def test_a_hold_that_nobody_releases_and_no_ending_passes_is_found():
    hold = Hold("stop", "Stopped", by=OFFICER)
    first = Step("first", "First", by=OFFICER, not_before=days(3000))
    ending = Outcome("done", "Done", after=first)

    said = broken(programme(first, outcomes=ending, holds=hold), walks=40)

    assert "an open case offers no task, no fact and no ending" in said


def test_a_walk_that_cannot_end_is_found():
    step = Step("again", "Done again", by=OFFICER, asks=MAY, again=sure(MAY) | ~MAY)

    said = broken(programme(step, outcomes=Outcome("end", "Ended", after=step)))

    assert "no ending was possible within" in said


def test_a_programme_that_opens_no_case_is_found():
    said = broken(
        programme(
            Step("one", "One", by=OFFICER),
            requires=Setting("open", "Is it open?", YES_NO),
        )
    )

    assert "no case can be opened: gate" in said
    assert "nothing was written" in said


def test_a_predicate_that_raises_is_found():
    def fails(age: object) -> bool:
        raise ZeroDivisionError("in the predicate")

    step = Step("ask", "Asked", by=OFFICER, asks=AGE)
    later = Step(
        "later",
        "Later",
        by=OFFICER,
        after=step,
        when=named("fails", "it fails", fails, AGE),
    )

    said = broken(programme(step, later))

    assert "ZeroDivisionError: in the predicate" in said
    assert "StepDone('ask'" in said or "Opened('small'" in said


def test_a_predicate_that_changes_its_mind_is_found():
    numbers = count_from()

    def moody(age: object) -> bool:
        return next(numbers) % 3 == 0

    step = Step("ask", "Asked", by=OFFICER, asks=AGE)
    later = Step(
        "later",
        "Later",
        by=OFFICER,
        after=step,
        when=named("moody", "it depends", moody, AGE),
    )

    said = broken(programme(step, later))

    assert "by the quick look is not that of the whole look" in said


def test_the_message_tells_the_walk_as_a_list_of_events():
    first = Step("first", "First", by=OFFICER, asks=AGE)
    second = Step(
        "second",
        "Second",
        by=OFFICER,
        after=first,
        asks=COLOUR,
        requires=(COLOUR == "red", COLOUR == "green"),
    )

    said = broken(programme(first, second)).splitlines()

    assert said[0].startswith("small: second is offered")
    assert said[1].startswith("Walk ")
    assert "seed 0" in said[1]
    assert "Opened('small', version=1" in said[2]
    assert "2025-03-03" in said[2]
    assert any("StepDone('first', age=" in line for line in said[3:])


# ------------------------------------------------------------------- what it is told
def test_a_setting_of_the_mission_is_what_walks_go_by():
    opening = Setting("open", "Is it open?", YES_NO)
    step = Step("one", "One", by=OFFICER)

    check_programme(programme(step, requires=opening), settings={"open": True})


def test_an_answer_that_only_its_author_knows_may_be_named():
    lucky = named("lucky", "it is lucky", lambda age: age == 4711, AGE)
    step = Step("ask", "Asked", by=OFFICER, asks=AGE, requires=lucky)
    assert "ask is offered" in broken(programme(step))

    check_programme(programme(step), answers={"age": [4711]})


def test_a_linked_case_makes_the_steps_that_read_it_possible():
    first = Desk(PASSPORT, case="first")
    first.done("report", how="lost", lost_on="2025-03-01")
    first.done("letter", answer="yes")
    first.hand_to("bashir")
    first.done("check")
    first.done("handover")

    check_programme(SECOND_LOSS, linked=[first])


def test_a_question_about_a_line_waits_until_there_is_one():
    whom = Field("whom", "Who of them?", line_of("companion"))
    step = Step("choose", "Chosen", by=OFFICER, asks=whom)

    check_programme(
        programme(step, tracks=Track("companion", "Somebody else", opened_by=OFFICER))
    )


def test_a_walk_begins_on_the_day_it_is_told(recorded):
    check_programme(programme(recorded.step), opened="2030-01-01", walks=1)

    assert recorded.values


class Recorded:
    """A step whose gate keeps every answer that was tried."""

    def __init__(self) -> None:
        self.values: list[object] = []
        self.step = Step(
            "ask",
            "Asked",
            by=OFFICER,
            asks=AGE,
            requires=named("seen", "it was seen", self.seen(), AGE),
        )

    def seen(self) -> Callable[[object], bool]:
        def keep(age: object) -> bool:
            self.values.append(age)
            return True

        return keep


@pytest.fixture
def recorded() -> Recorded:
    return Recorded()
