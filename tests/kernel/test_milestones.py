"""A milestone becomes true on a day, stays so while it is, and is gone when it is not.

Nobody does it: it is read from what was done and said, and from the days that pass.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from migcase import (
    DATE,
    PERSON,
    TEXT,
    YES_NO,
    Field,
    Milestone,
    Outcome,
    Programme,
    Role,
    Stage,
    Step,
    Track,
    case_of,
    count,
    days,
    done,
    each,
    ended,
    linked,
    settled,
    today,
)
from migcase.judgement.milestones import reached
from migcase.programme.conditions import TRUE, Condition
from migcase.testing import Desk
from migcase.testing.strategies import histories
from tests.kernel.places import seen

COACH = Role("coach", "Coach")
SIGNED = Field("signed", "Did the person sign?", YES_NO)
RETURNED = Field("returned", "When did the person return?", DATE)
WHO = Field("who", "Who came?", PERSON)
SESSION = Track("session", "Session", about=WHO, asks=WHO, opened_by=COACH)
GIVEN = Outcome("given", "Given", of=SESSION)
MISSED = Outcome("missed", "Missed", of=SESSION, counts=False)
RECEIVED = Step("received", "Received", by=COACH, asks=RETURNED)
PLAN = Step("plan", "Plan agreed", by=COACH, asks=SIGNED, again=~SIGNED)
TRAINING = Programme(
    "training",
    1,
    "Training",
    about=PERSON,
    tracks=SESSION,
    stages=(Stage("Start", (RECEIVED, PLAN)),),
    outcomes=(GIVEN, MISSED, Outcome("over", "Over")),
    milestones=(
        Milestone("enrolled", "Enrolled", done(RECEIVED)),
        Milestone("accompanied", "Accompanied", SIGNED & (count(SESSION) >= 2)),
        Milestone("a-year", "A year back", today >= RETURNED + days(365)),
        Milestone("attended", "All given", each(SESSION, ended("given"))),
    ),
)


@pytest.fixture
def desk() -> Desk:
    return Desk(TRAINING, "2025-03-03")


def on(month: int, day: int) -> date:
    return date(2025, month, day)


@given(histories())
def test_what_is_reached_is_what_is_true_today(history):
    view = seen(history)
    found = reached(view)

    assert set(found) == {
        one.key for one in history.programme.milestones if one.when.weigh(view) == TRUE
    }
    assert all(view.case.on <= day <= history.today for day in found.values())


def test_a_milestone_is_reached_on_the_day_on_which_it_became_true(desk):
    desk.turn_to("2025-03-10")
    desk.done(RECEIVED, on="2025-03-05", returned="2025-02-01")

    assert desk.work.reached["enrolled"] == on(3, 5)
    assert desk.milestones == {"enrolled", "attended"}


def test_it_is_reached_when_the_last_of_what_it_reads_came_true(desk):
    desk.line(SESSION, "s1", who="p-1")
    desk.turn_to("2025-03-10")
    desk.done(PLAN, signed=True)
    assert "accompanied" not in desk.work.reached

    desk.turn_to("2025-03-20")
    desk.line(SESSION, "s2", who="p-1", on="2025-03-18")
    assert desk.work.reached["accompanied"] == on(3, 18)


def test_a_correction_takes_a_milestone_back(desk):
    desk.line(SESSION, "s1", who="p-1")
    desk.line(SESSION, "s2", who="p-1")
    desk.done(PLAN, signed=True)
    assert "accompanied" in desk.work.reached

    desk.turn_to("2025-03-04")
    desk.stated(signed=False)
    assert "accompanied" not in desk.work.reached

    desk.turn_to("2025-03-09")
    desk.stated(signed=True)
    assert desk.work.reached["accompanied"] == on(3, 9)


def test_a_line_that_does_not_count_takes_a_milestone_back(desk):
    desk.line(SESSION, "s1", who="p-1")
    desk.line(SESSION, "s2", who="p-1")
    desk.done(PLAN, signed=True)
    desk.ended("s2", MISSED)

    assert "accompanied" not in desk.work.reached


def test_a_milestone_that_time_brings_is_looked_for_on_its_day(desk):
    desk.done(RECEIVED, returned="2024-04-01")
    assert desk.work.look_on == on(4, 1)

    desk.turn_to("2025-04-01")
    assert desk.work.reached["a-year"] == on(4, 1)


def test_a_closed_case_keeps_what_it_has_reached(desk):
    desk.done(RECEIVED, returned="2025-02-01")
    desk.turn_to("2025-05-05")
    desk.closed("over")

    assert desk.work.reached["enrolled"] == on(3, 3)


IS_NEAR = days(10).after(today) >= RETURNED
WASH = Step("wash", "Washed", by=COACH, after=RECEIVED, when=~IS_NEAR)
DRY = Step("dry", "Dried", by=COACH, after=WASH)


def laundry(*conditions: Condition) -> Programme:
    """Return a programme with a milestone for each of *conditions*."""
    reach = [Milestone(f"m{n}", "Near", one) for n, one in enumerate(conditions)]
    return Programme(
        "laundry",
        1,
        "Laundry",
        stages=Stage("All", (RECEIVED, WASH, DRY)),
        outcomes=Outcome("over", "Over"),
        milestones=reach,
    )


@pytest.mark.parametrize("condition", [IS_NEAR, settled(WASH), settled(DRY)])
def test_a_day_that_moves_along_with_today_is_looked_for_in_a_closed_case(condition):
    desk = Desk(laundry(condition), "2025-03-03")
    desk.done(RECEIVED, returned="2025-04-01")
    desk.closed("over")

    assert desk.work.look_on == on(3, 4)


def test_a_closed_case_is_not_looked_at_again_for_what_it_does_not_show():
    desk = Desk(laundry(done(RECEIVED)), "2025-03-03")
    desk.done(RECEIVED, returned="2025-04-01")
    assert desk.work.look_on == on(3, 4)

    desk.closed("over")

    assert desk.work.look_on is None


def test_what_is_left_to_do_is_looked_at_daily_where_the_basis_moves_with_today():
    agreed = Field("agreed", "Agreed on", DATE)
    name = Field("name", "Name", TEXT, secrecy="personal")
    ask = Step("ask", "Asked", by=COACH, asks=agreed)
    tell = Step("tell", "Told", by=COACH, asks=name)
    programme = Programme(
        "agreeing",
        1,
        "Agreeing",
        basis=agreed >= days(5).before(today),
        before_basis=ask,
        stages=Stage("All", ask),
        outcomes=Outcome("over", "Over", then=tell),
    )
    desk = Desk(programme, "2025-03-03")
    desk.done(ask, agreed="2025-03-03")
    desk.closed("over")

    assert desk.work.look_on == on(3, 4)
    desk.turn_to("2025-03-20")
    assert desk.agenda["tell"].state == "gated"


def test_a_milestone_of_a_closed_case_that_reads_another_case_is_looked_for_daily():
    other = Field("other", "Which case?", case_of("training"))
    link = Step("link", "Linked", by=COACH, asks=other)
    programme = Programme(
        "linking",
        1,
        "Linking",
        stages=Stage("All", link),
        outcomes=Outcome("over", "Over"),
        milestones=Milestone("signed", "Signed there", linked(other, SIGNED)),
    )
    desk = Desk(programme, "2025-03-03")
    desk.done(link, other="MA-26-00002-Y")
    desk.closed("over")

    assert desk.work.look_on == on(3, 4)
