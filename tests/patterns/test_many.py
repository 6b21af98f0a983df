"""Many of a sort, and repetition: patterns 10, 12 to 15, 21, 26, 27."""

from __future__ import annotations

from migcase import (
    NUMBER,
    TEXT,
    Field,
    Outcome,
    Step,
    Track,
    count,
    days,
    done,
    each,
    settled,
)
from tests.patterns.words import ANSWER, WORKER, pattern, step

VISITS = Track("visit", "Visit", opened_by=WORKER)
VISITED = Step("visited", "Visited", of=VISITS, by=WORKER)


@pattern(10, "Arbitrary Cycles", "N")
def test_papers_refused_by_the_consulate_are_asked_for_again(desk_for):
    """`again=` is the answer that leaves a step open."""
    papers = step("papers", asks=ANSWER, again=ANSWER == "refused")
    desk = desk_for(papers, step("depart", after=papers))

    desk.done("papers", answer="refused")
    desk.done("papers", answer="refused")

    assert set(desk.agenda) == {"papers"}
    desk.done("papers", answer="issued")
    assert set(desk.agenda) == {"depart"}


@pattern(12, "Multiple Instances without Synchronization", "N")
def test_calls_are_kept_and_nothing_waits_for_them(desk_for):
    """A track that nothing comes after."""
    calls = Track("call", "Call", opened_by=WORKER)
    called = step("called", of=calls)
    desk = desk_for(called, step("plan"))
    desk.line("call", "monday")
    desk.line("call", "tuesday")

    desk.done("called", "tuesday")

    assert set(desk.agenda) == {"called:monday", "plan"}
    assert desk.why_not("plan") == set()


@pattern(13, "Multiple Instances with a Priori Design-Time Knowledge", "N")
def test_three_visits_are_expected_one_after_the_other(desk_for):
    """`due=` names the days on which lines of a track are expected."""
    start = step("start")
    monthly = (
        days(30).after(start.on),
        days(60).after(start.on),
        days(90).after(start.on),
    )
    visits = Track("visit", "Visit", opened_by=WORKER, when=done(start), due=monthly)
    desk = desk_for(start, step("visited", of=visits))
    desk.done("start")

    for name in ("first", "second", "third"):
        assert "open visit" in desk.agenda
        desk.line("visit", name)
        desk.done("visited", name)

    assert desk.agenda == {}


@pattern(14, "Multiple Instances with a Priori Run-Time Knowledge", "N")
def test_each_family_member_is_screened(desk_for):
    """One line for each member; `requires=count(TRACK) == FIELD` says how many."""
    size = Field("size", "How many people?", NUMBER)
    register = step("register", asks=size)
    members = Track("member", "Family member", opened_by=WORKER)
    screened = step("screened", of=members)
    decide = step("decide", after=(register, screened), requires=count(members) == size)
    desk = desk_for(register, screened, decide)
    desk.done("register", size=2)
    desk.line("member", "mother")
    desk.done("screened", "mother")

    assert desk.why_not("decide") == {"gate"}
    desk.line("member", "child")
    assert desk.why_not("decide") == {"not-yet"}
    desk.done("screened", "child")
    assert desk.why_not("decide") == set()


@pattern(15, "Multiple Instances without a Priori Run-Time Knowledge", "N")
def test_instalments_are_added_as_they_are_needed(desk_for):
    """A line is opened whenever somebody opens one; `after=` waits for them all."""
    parts = Track("instalment", "Instalment", opened_by=WORKER)
    paid = step("paid", of=parts)
    desk = desk_for(paid, step("report", after=paid))
    desk.line("instalment", "first")
    desk.done("paid", "first")

    desk.line("instalment", "second")

    assert desk.why_not("report") == {"not-yet"}
    desk.done("paid", "second")
    assert desk.why_not("report") == set()


@pattern(21, "Structured Loop", "N")
def test_a_draft_is_written_until_it_is_accepted(desk_for):
    """`again=` over an answer of a later step: the round begins anew."""
    verdict = Field("verdict", "What is to be changed?", TEXT, optional=True)
    draft = step("draft", again=verdict.known)
    review = step("review", after=draft, asks=verdict)
    desk = desk_for(draft, review)
    desk.done("draft")
    desk.done("review", verdict="The budget is missing")

    assert set(desk.agenda) == {"draft"}
    desk.done("draft")
    assert set(desk.agenda) == {"review"}
    desk.done("review")
    assert desk.agenda == {}


@pattern(26, "Cancel Multiple Instance Activity", "N")
def test_all_instalments_stop_when_the_grant_is_frozen(desk_for):
    """`when=` of the steps of the track turns false for every line at once."""
    frozen = step("frozen", optional=True)
    parts = Track("instalment", "Instalment", opened_by=WORKER)
    paid = step("paid", of=parts, when=~done(frozen))
    desk = desk_for(frozen, paid)
    desk.line("instalment", "first")
    desk.line("instalment", "second")

    desk.done("frozen")

    assert desk.agenda == {}
    assert desk.why_not("paid", "first") == {"not-needed"}


@pattern(27, "Complete Multiple Instance Activity", "N")
def test_the_rest_of_the_visits_can_be_ended_and_the_done_ones_stay(desk_for):
    """A line is ended by an `Outcome(of=TRACK)`; what was done in others stays."""
    enough = Outcome("enough", "Not needed any more", of=VISITS, counts=False)
    ended = Outcome("ended", "Ended", requires=each(VISITS, settled(VISITED)))
    desk = desk_for(VISITED, step("report", after=VISITED), outcomes=(enough, ended))
    desk.line("visit", "first")
    desk.line("visit", "second")
    desk.done("visited", "first")

    desk.ended("second", "enough")

    assert set(desk.agenda) == {"report"}
    assert desk.closed("ended").closed
