"""Order, choice and coming together: patterns 1 to 9, 30 to 38."""

from __future__ import annotations

import pytest

from migcase import (
    YES_NO,
    Field,
    Step,
    Track,
    count,
    done,
)
from tests.patterns.words import ADULT, ASK, ILL, REGISTER, WORKER, pattern, step


@pattern(1, "Sequence", "N")
def test_a_step_waits_for_the_one_it_comes_after(desk_for):
    """`after=` names the step that is settled first."""
    desk = desk_for(REGISTER, step("screen", after=REGISTER))

    assert desk.why_not("screen") == {"not-yet"}
    assert set(desk.done("register").marks) == {"register"}
    assert set(desk.agenda) == {"screen"}


@pattern(2, "Parallel Split", "N")
def test_several_steps_open_at_once_after_the_same_one(desk_for):
    """Several steps name the same step in `after=`."""
    desk = desk_for(
        REGISTER, step("medical", after=REGISTER), step("papers", after=REGISTER)
    )

    desk.done("register")

    assert set(desk.agenda) == {"medical", "papers"}


@pattern(3, "Synchronization", "N")
def test_a_step_waits_for_all_it_comes_after(desk_for):
    """`after=` names several steps; each must be settled."""
    medical, papers = step("medical"), step("papers")
    desk = desk_for(medical, papers, step("depart", after=(medical, papers)))

    desk.done("medical")

    assert desk.why_not("depart") == {"not-yet"}
    desk.done("papers")
    assert "depart" in desk.agenda


@pattern(4, "Exclusive Choice", "N")
@pytest.mark.parametrize(("adult", "way"), [(True, "office"), (False, "guardian")])
def test_a_fact_chooses_one_of_two_ways(desk_for, adult, way):
    """Complementary `when=` conditions over one answer."""
    office = step("office", after=ASK, when=ADULT)
    guardian = step("guardian", after=ASK, when=~ADULT)
    desk = desk_for(ASK, office, guardian)

    desk.done("ask", adult=adult, ill=False)

    assert set(desk.agenda) == {way}


@pattern(5, "Simple Merge", "N")
@pytest.mark.parametrize("adult", [True, False])
def test_both_ways_lead_to_the_same_step(desk_for, adult):
    """The step names both ways in `after=`: the way not needed counts as settled."""
    office = step("office", after=ASK, when=ADULT)
    guardian = step("guardian", after=ASK, when=~ADULT)
    desk = desk_for(ASK, office, guardian, step("plan", after=(office, guardian)))

    desk.done("ask", adult=adult, ill=False)
    desk.done("office" if adult else "guardian")

    assert set(desk.agenda) == {"plan"}


@pattern(6, "Multi-Choice", "N")
@pytest.mark.parametrize(
    ("adult", "ill", "ways"),
    [
        (True, True, {"grant", "doctor"}),
        (True, False, {"grant"}),
        (False, True, {"doctor"}),
        (False, False, set()),
    ],
)
def test_each_way_is_taken_for_a_reason_of_its_own(desk_for, adult, ill, ways):
    """One `when=` for each step."""
    grant = step("grant", after=ASK, when=ADULT)
    doctor = step("doctor", after=ASK, when=ILL)
    desk = desk_for(ASK, grant, doctor)

    desk.done("ask", adult=adult, ill=ill)

    assert set(desk.agenda) == ways


@pattern(7, "Structured Synchronizing Merge", "N")
def test_what_was_opened_is_waited_for_and_nothing_else(desk_for):
    """`after=` waits for what is needed; what is not needed counts as settled."""
    grant = step("grant", after=ASK, when=ADULT)
    doctor = step("doctor", after=ASK, when=ILL)
    desk = desk_for(ASK, grant, doctor, step("plan", after=(grant, doctor)))

    desk.done("ask", adult=True, ill=False)

    assert desk.why_not("plan") == {"not-yet"}
    desk.done("grant")
    assert set(desk.agenda) == {"plan"}


@pattern(8, "Multi-Merge", "F")
def test_what_follows_is_done_once_for_each_arrival(desk_for):
    """Each arrival is a line of a track; the following step is `of=` that track."""
    paper = Track("paper", "Paper", opened_by=WORKER)
    received = step("received", of=paper)
    desk = desk_for(received, step("checked", of=paper, after=received))
    desk.line("paper", "passport")
    desk.line("paper", "certificate")

    desk.done("received", "passport")
    desk.done("received", "certificate")

    assert set(desk.agenda) == {"checked:passport", "checked:certificate"}


@pattern(9, "Structured Discriminator", "F")
@pytest.mark.parametrize("first", ["office-visit", "home-visit"])
def test_the_first_of_two_is_enough_and_counts_once(desk_for, first):
    """`requires=done(a) | done(b)`; a step that is done is not offered again."""
    office, home = step("office-visit"), step("home-visit")
    plan = step("plan", requires=done(office) | done(home))
    desk = desk_for(office, home, plan)

    assert desk.why_not("plan") == {"gate"}
    desk.done(first)
    desk.done("plan")
    desk.done("home-visit" if first == "office-visit" else "office-visit")
    assert desk.why_not("plan") == {"already-settled"}


YES = Field("agrees", "Does the member agree?", YES_NO)
MEMBER = Track("member", "Panel member", opened_by=WORKER)
VOTE = Step("vote", "Voted", of=MEMBER, by=WORKER, asks=YES)
SHELTER = Track("shelter", "Shelter", opened_by=WORKER)


def _panel(desk, *names):
    for name in names:
        desk.line("member", name)
    return desk


@pattern(30, "Structured Partial Join", "N")
def test_two_of_three_are_enough(desk_for):
    """`requires=count(TRACK, …) >= 2`."""
    decide = step("decide", requires=count(MEMBER, done(VOTE)) >= 2)
    desk = _panel(desk_for(VOTE, decide), "amina", "bashir", "chioma")
    desk.done("vote", "amina", agrees=True)

    assert desk.why_not("decide") == {"gate"}
    desk.done("vote", "chioma", agrees=False)
    assert desk.why_not("decide") == set()


@pattern(32, "Cancelling Partial Join", "F")
def test_once_two_have_voted_the_third_need_not(desk_for):
    """As 30; the rest is not needed any more: `when=` of the step of the track."""
    decide = step("decide", requires=count(MEMBER, done(VOTE)) >= 2)
    vote = Step("vote", "Voted", of=MEMBER, by=WORKER, asks=YES, when=~done(decide))
    decide_2 = step("decide", requires=count(MEMBER, done(vote)) >= 2)
    desk = _panel(desk_for(vote, decide_2), "amina", "bashir", "chioma")
    desk.done("vote", "amina", agrees=True)
    desk.done("vote", "bashir", agrees=True)

    desk.done("decide")

    assert desk.agenda == {}
    assert desk.why_not("vote", "chioma", agrees=True) == {"not-needed"}


@pattern(34, "Static Partial Join for Multiple Instances", "F")
def test_two_visits_of_three_are_enough(desk_for):
    """`count(TRACK, done(STEP)) >= 2`."""
    visits = Track("visit", "Visit", opened_by=WORKER)
    visited = step("visited", of=visits)
    report = step("report", requires=count(visits, done(visited)) >= 2)
    desk = desk_for(visited, report)
    for name in ("first", "second", "third"):
        desk.line("visit", name)
    desk.done("visited", "first")

    assert desk.why_not("report") == {"gate"}
    desk.done("visited", "third")
    assert desk.why_not("report") == set()


@pattern(35, "Cancelling Partial Join for Multiple Instances", "F")
def test_the_rest_of_the_visits_ends_with_the_report(desk_for):
    """As 34, and the step of the track is needed only until then."""
    visits = Track("visit", "Visit", opened_by=WORKER)
    reported = step("report")
    visited = step("visited", of=visits, when=~done(reported))
    report = step("report", requires=count(visits, done(visited)) >= 2)
    desk = desk_for(visited, report)
    for name in ("first", "second", "third"):
        desk.line("visit", name)
    desk.done("visited", "first")
    desk.done("visited", "second")

    desk.done("report")

    assert desk.agenda == {}


@pattern(36, "Dynamic Partial Join for Multiple Instances", "F")
def test_the_count_runs_over_the_lines_there_are_now(desk_for):
    """The count is over what there is now; a line opened later counts as well."""
    visits = Track("visit", "Visit", opened_by=WORKER)
    visited = step("visited", of=visits)
    half = count(visits, done(visited)) >= 2
    desk = desk_for(visited, step("report", requires=half))
    desk.line("visit", "first")
    desk.done("visited", "first")

    desk.line("visit", "second")
    desk.done("visited", "second")

    assert desk.why_not("report") == set()


@pattern(37, "Acyclic Synchronizing Merge", "F")
def test_merging_asks_how_things_stand_and_counts_no_arrivals(desk_for):
    """`after=` asks how each step stands, not what arrived."""
    grant = step("grant", after=ASK, when=ADULT)
    course = step("course", after=grant)
    doctor = step("doctor", after=ASK, when=ILL)
    desk = desk_for(ASK, grant, course, doctor, step("plan", after=(course, doctor)))

    desk.done("ask", adult=False, ill=True)
    desk.done("course")
    desk.done("doctor")

    assert set(desk.agenda) == {"plan"}


@pattern(38, "General Synchronizing Merge", "F")
def test_merging_is_right_inside_a_loop_too(desk_for):
    """As 37; doing a step again brings back the turn of those after it."""
    grant = step("grant", after=ASK, when=ADULT, reopened_by=WORKER)
    doctor = step("doctor", after=ASK, when=ILL)
    plan = step("plan", after=(grant, doctor))
    desk = desk_for(ASK, grant, doctor, plan)
    desk.done("ask", adult=True, ill=False)
    desk.done("grant")
    desk.done("plan")

    desk.reopened("grant")
    desk.done("grant")

    assert set(desk.agenda) == {"plan"}
