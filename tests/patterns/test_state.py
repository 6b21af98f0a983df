"""States, triggers, cancelling and ending: patterns 11, 16, 18 to 29, 43."""

from __future__ import annotations

from migcase import (
    YES_NO,
    Field,
    Hold,
    Milestone,
    Outcome,
    Stage,
    Track,
    done,
    some,
    sure,
)
from tests.patterns.words import REGISTER, WORKER, pattern, step

CONSENT = Field("consent", "Does the person consent?", YES_NO)


@pattern(11, "Implicit Termination", "N")
def test_when_nothing_is_left_the_case_can_be_closed_and_nothing_is_owed(desk_for):
    """An empty agenda; an `Outcome(after=…)` says what has to be settled for it."""
    plan = step("plan", after=REGISTER)
    desk = desk_for(REGISTER, plan, outcomes=(Outcome("done", "Done", after=plan),))
    desk.done("register")
    desk.done("plan")

    assert desk.agenda == {}
    assert desk.closed("done").closed


@pattern(16, "Deferred Choice", "N")
def test_whichever_happens_first_takes_the_other_away(desk_for):
    """Both are open; each is needed only while the other is not done."""
    left, stayed = step("left"), step("stayed")
    left = step("left", when=~done(stayed))
    stayed = step("stayed", when=~done(left))
    desk = desk_for(left, stayed)

    assert set(desk.agenda) == {"left", "stayed"}
    desk.done("stayed")
    assert desk.agenda == {}
    assert desk.why_not("left") == {"not-needed"}


@pattern(18, "Milestone", "N")
def test_a_step_can_be_done_only_while_consent_stands(desk_for):
    """`requires=` asks for a state; a `Milestone` names one, and it may be lost."""
    ask = step("ask", asks=CONSENT)
    share = step("share", after=ask, requires=CONSENT)
    agreed = Milestone("agreed", "Consent stands", when=CONSENT)
    desk = desk_for(ask, share, milestones=(agreed,))
    desk.done("ask", consent=True)

    assert desk.milestones == {"agreed"}
    assert desk.why_not("share") == set()
    desk.stated(consent=False)
    assert desk.milestones == set()
    assert desk.why_not("share") == {"gate"}


@pattern(19, "Cancel Task", "N")
def test_a_step_that_is_not_wanted_is_waived_with_its_reason(desk_for):
    """`waived_by=` says who may; the reason is kept."""
    course = step("course", waived_by=WORKER)
    desk = desk_for(course, step("plan", after=course))

    desk.waived("course", reason="Has done it before")

    assert set(desk.agenda) == {"plan"}


@pattern(20, "Cancel Case", "N")
def test_the_person_may_withdraw_at_any_moment(desk_for):
    """An `Outcome` without `after=` or `when=`."""
    withdrawn = Outcome("withdrawn", "Withdrew")
    desk = desk_for(REGISTER, step("plan", after=REGISTER), outcomes=(withdrawn,))
    desk.done("register")

    desk.closed("withdrawn")

    assert desk.agenda == {}
    assert desk.why_not("plan") == {"case-closed"}


@pattern(24, "Persistent Trigger", "N")
def test_an_answer_that_comes_early_is_not_lost(desk_for):
    """`Stated` keeps a fact until a step asks for it."""
    answer = Field("answered", "Did the consulate answer?", YES_NO)
    ask = step("ask", asks=answer)
    fetch = step("fetch", after=REGISTER, when=answer)
    desk = desk_for(REGISTER, ask, fetch)

    desk.stated(answered=True)
    desk.done("register")

    assert "fetch" in desk.agenda


@pattern(25, "Cancel Region", "N")
def test_a_hold_or_a_condition_takes_a_whole_stage_away(desk_for):
    """A `Hold` stops a stage by name; for good, `when=` of its steps turns false."""
    tickets, briefing = step("tickets"), step("briefing")
    journey = Stage("Journey", (tickets, briefing))
    hold = Hold("danger", "Danger", by=WORKER, released_by=WORKER, stops=("Journey",))
    stages = (Stage("Before", (REGISTER,)), journey)
    desk = desk_for(stages=stages, holds=(hold,))

    desk.held("danger")

    states = {key: task.state for key, task in desk.agenda.items()}
    assert states == {"register": "ready", "tickets": "held", "briefing": "held"}
    assert desk.why_not("tickets") == {"held"}


@pattern(29, "Cancelling Discriminator", "F")
def test_the_first_shelter_that_accepts_ends_the_other_requests(desk_for):
    """`when=~some(TRACK, …)` of the step of the track."""
    accepts = Field("accepts", "Does the shelter accept?", YES_NO)
    shelters = Track("shelter", "Shelter", opened_by=WORKER)
    asked = step(
        "asked", of=shelters, asks=accepts, when=~sure(some(shelters, accepts))
    )
    desk = desk_for(asked, step("moved-in", requires=some(shelters, accepts)))
    desk.line("shelter", "north")
    desk.line("shelter", "south")

    desk.done("asked", "north", accepts=True)

    assert set(desk.agenda) == {"moved-in"}
    assert desk.why_not("asked", "south", accepts=True) == {"not-needed"}


@pattern(43, "Explicit Termination", "N")
def test_one_step_ends_the_case_whatever_else_is_open(desk_for):
    """`Closed` with an outcome: what is left undone is kept as undone."""
    died = Outcome("deceased", "The person died", then=(step("tell-family"),))
    desk = desk_for(REGISTER, step("plan"), outcomes=(died,))

    desk.closed("deceased")

    assert set(desk.agenda) == {"tell-family"}
    assert desk.why_not("register") == {"case-closed"}
