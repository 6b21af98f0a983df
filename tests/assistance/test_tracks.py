"""Referrals, visits, sessions, deliverables and papers end only as they should."""

from __future__ import annotations

from datetime import date

import pytest

from migcase import LineEnded
from migcase.testing import Desk
from tests.assistance.words import EVERYTHING

SENT = {"service": "health", "receiver": "Clinic", "sharing_agreed": True}


@pytest.fixture
def desk() -> Desk:
    return Desk(EVERYTHING, opened="2026-03-02", about=None)


@pytest.fixture
def sent(desk: Desk) -> Desk:
    """A referral to a clinic, of medium urgency."""
    desk.line("referral", "clinic", **SENT, urgency="medium")
    return desk


# ------------------------------------------------ referrals
def test_nothing_is_sent_without_the_agreement_of_the_person(desk: Desk):
    facts = {**SENT, "sharing_agreed": False, "urgency": "low"}

    assert desk.why_not("referral", "clinic", **facts) == {"no-consent-to-share"}


@pytest.mark.parametrize(
    ("urgency", "due"),
    [
        ("high", date(2026, 3, 9)),
        ("medium", date(2026, 3, 16)),
        ("low", date(2026, 4, 1)),
    ],
)
def test_a_silent_referral_goes_overdue_by_its_urgency(
    desk: Desk, urgency: str, due: date
):
    desk.line("referral", "clinic", **SENT, urgency=urgency)

    assert desk.agenda["referral-feedback:clinic"].due == due


def test_an_accepted_referral_stays_open_until_it_is_answered_for(sent: Desk):
    sent.done("referral-reply", "clinic", reply="accepted")
    assert "referral-feedback:clinic" in sent.agenda

    facts = {"feedback_by": "receiver", "referral_result": "helped"}
    sent.done("referral-feedback", "clinic", **facts)

    assert {name for name in sent.agenda if name.endswith(":clinic")} == set()


def test_the_word_of_the_person_is_enough_where_the_receiver_is_silent(sent: Desk):
    facts = {"feedback_by": "person", "referral_result": "not-helped"}
    sent.done("referral-feedback", "clinic", **facts)

    assert {name for name in sent.agenda if name.endswith(":clinic")} == set()


def test_a_referral_is_declined_with_a_reason_and_is_over(sent: Desk):
    assert sent.why_not("referral-reply", "clinic", reply="declined") == {
        "missing-fact"
    }

    sent.done("referral-reply", "clinic", reply="declined", decline_reason="Full")

    assert {name for name in sent.agenda if name.endswith(":clinic")} == set()


def test_an_agreement_that_is_taken_back_ends_it_and_the_receiver_is_told(sent: Desk):
    sent.done("referral-reply", "clinic", reply="accepted")
    facts = {"revoked_for": "consent-withdrawn"}
    assert sent.why_not("referral-revoked", "clinic", **facts) == {
        "missing-fact",
        "gate",
    }

    sent.ended("clinic", "referral-revoked", receiver_told=sent.day, **facts)

    assert sent.why_not(
        "referral-feedback", "clinic", feedback_by="person", referral_result="lost"
    ) == {"line-ended"}


# ------------------------------------------------ visits
def test_a_visit_in_vain_stays_on_the_agenda(desk: Desk):
    desk.line("visit-line", "first")
    desk.done("visit", "first", visit_result="not-found", visit_how="home")
    assert "visit:first" in desk.agenda

    facts = {"visit_result": "met", "visit_report": "Form 1", "visit_how": "home"}
    desk.done("visit", "first", **facts)

    assert "visit:first" not in desk.agenda


# ------------------------------------------------ training
@pytest.mark.parametrize(
    ("attended", "missed", "excused", "enough"),
    [(4, 1, 0, True), (3, 1, 0, False), (4, 1, 5, True), (0, 0, 3, False)],
)
def test_four_of_five_sessions_are_enough_and_excuses_do_not_count(
    desk: Desk, attended: int, missed: int, excused: int, enough: bool
):
    told = ["present"] * attended + ["absent"] * missed + ["excused"] * excused
    for number, attendance in enumerate(told):
        line = f"session-{number}"
        desk.line("session", line, module=f"M {number}", session_on=desk.day)
        desk.done("attendance", line, attendance=attendance)

    reasons = [one.because for one in desk.reasons("over") if one.code == "gate"]
    whys = [getattr(one, "condition", None) for one in reasons]
    codes = [getattr(why, "code", "") for why in whys]
    assert ("attended-enough" not in codes) is enough


def test_a_session_that_has_not_come_has_no_attendance(desk: Desk):
    facts = {"module": "M", "session_on": "2026-03-03"}

    assert desk.why_not("session", "s", **facts) == {"gate"}


def test_what_has_to_be_reworked_is_handed_in_and_looked_at_again(desk: Desk):
    desk.hand_to("amina", "worker")
    desk.line("deliverable", "plan", deliverable="Business plan")
    desk.done("submit", "plan", submitted="Draft 1")
    desk.hand_to("bashir", "chief")
    desk.done("review", "plan", review="rework", review_note="No prices")
    desk.hand_to("amina", "worker")
    assert "submit:plan" in desk.agenda

    desk.done("submit", "plan", submitted="Draft 2")

    assert "review:plan" in desk.agenda
    assert "submit:plan" not in desk.agenda


def test_nobody_looks_at_what_they_handed_in(desk: Desk):
    desk.line("deliverable", "plan", deliverable="Business plan")
    desk.done("submit", "plan", submitted="Draft 1")

    assert desk.why_not("review", "plan", review="accepted") == {"same-hand"}


# ------------------------------------------------ papers
def test_a_paper_that_is_asked_for_goes_overdue(desk: Desk):
    desk.line("document-request", "birth", wanted_paper="Act", asked_of="Consulate")

    assert desk.agenda["paper-received:birth"].due == date(2026, 3, 16)


def test_a_paper_that_is_no_longer_wanted_is_off_the_agenda(desk: Desk):
    desk.line("document-request", "birth", wanted_paper="Act", asked_of="Consulate")
    desk.record(LineEnded("birth", "paper-not-needed", desk.day))

    assert "paper-received:birth" not in desk.agenda
