"""Whoever is afraid or in danger is heard before anything else."""

from __future__ import annotations

import pytest

DECISION = {"clearance": "cleared"}


@pytest.fixture
def afraid(case):
    """A woman who told the case manager that she fears to return."""
    case.counselled()
    case.traveller("woman", "1990-05-05")
    case.registered()
    case.screened("woman", fears_return="yes", risk="high")
    return case


def test_at_high_risk_the_protection_officer_decides_the_same_day(afraid):
    task = afraid.agenda["protection-view:woman"]

    assert (task.due, task.roles) == (afraid.day, ("protection",))


def test_who_screened_somebody_does_not_decide_about_their_protection(case):
    case.counselled()
    case.traveller("woman", "1990-05-05")
    case.registered()
    case.as_("protection").done(
        "screening",
        "woman",
        risk="high",
        vulnerable=False,
        vot="possible",
        fears_return="no",
        asylum_wish=False,
        health_needs=False,
    )

    assert case.why_not("protection-view", "woman", **DECISION) == {"same-hand"}


def test_nothing_is_decided_about_her_return_before_protection_has_decided(afraid):
    afraid.as_("officer")

    assert "not-yet" in afraid.why_not("eligibility")


def test_who_fears_to_return_is_referred_to_unhcr_the_same_day(afraid):
    assert afraid.agenda["unhcr-referral"].due == afraid.day


def test_only_protection_releases_a_protection_hold(afraid):
    afraid.did("protection-view", "woman", **DECISION)
    afraid.decided(reintegration=False)

    for role in ("movements", "case-manager", "officer", "manager"):
        assert "held" in afraid.tried("documents", "woman")
        with pytest.raises(Exception, match="wrong-role"):
            afraid.as_(role).resumed("protection")

    afraid.as_("protection").resumed("protection")

    assert "held" not in afraid.tried("documents", "woman")


def test_who_released_a_protection_hold_does_not_book_the_journey(afraid):
    afraid.did("protection-view", "woman", **DECISION)
    afraid.as_("protection").resumed("protection")
    afraid.hand_to("esther", "movements")

    assert "same-hand" in afraid.why_not("booking")


def test_a_protection_hold_comes_back_when_fear_is_said_again(afraid):
    afraid.did("protection-view", "woman", **DECISION)
    afraid.as_("protection").resumed("protection")
    afraid.told("woman", by="case-manager", fears_return="yes")

    assert "protection" in {hold.key for hold in afraid.view.holds_in_force()}


def test_anybody_may_stop_a_return_for_protection(ready):
    ready.as_("airport").held("protection", concern="Somebody waits outside for him")

    assert "held" in ready.tried("booking")


def test_a_trafficked_person_never_gets_papers_while_held(case):
    case.counselled()
    case.traveller("woman", "1990-05-05")
    case.registered()
    case.screened("woman", vot="possible")
    case.did("protection-view", "woman", **DECISION)
    case.decided(reintegration=False)

    assert "held" in case.tried("documents", "woman")


# ------------------------------------------------ fear at the gate
@pytest.fixture
def afraid_at_gate(at_gate):
    """A man who says at the gate that he fears to return."""
    at_gate.did(
        "departure", "man", boarded="held", last_consent=False, fear_at_gate=True
    )
    return at_gate


def test_who_says_no_at_the_gate_does_not_board(at_gate):
    refusals = at_gate.tried(
        "departure",
        "man",
        boarded="boarded",
        last_consent=False,
        fear_at_gate=False,
        pocket_money="30 EUR",
        pocket_receipt="R 1",
    )

    assert refusals == {"gate"}


def test_fear_at_the_gate_stops_the_return_and_asks_unhcr(afraid_at_gate):
    assert "protection" in {h.key for h in afraid_at_gate.view.holds_in_force()}
    assert afraid_at_gate.agenda["unhcr-referral"].due == afraid_at_gate.day


def test_who_withdraws_at_the_gate_leaves_tickets_papers_and_a_referral(
    afraid_at_gate,
):
    afraid_at_gate.ends("withdrawn", by="airport", reason="Fear", retention_told=True)

    assert set(afraid_at_gate.agenda) == {
        "cancel-ticket",
        "cancel-papers",
        "cancel-notice",
        "free-funds",
        "unhcr-referral",
    }


def test_who_withdraws_at_the_gate_gets_no_tranche(afraid_at_gate):
    afraid_at_gate.as_("case-manager").line("payment", "first", tranche="first")
    afraid_at_gate.did("payment-request", "first", amount="500 EUR")

    assert afraid_at_gate.tried("approve", "first", approval="granted") == {"gate"}

    afraid_at_gate.ends("withdrawn", by="airport", reason="Fear", retention_told=True)

    assert "case-closed" in afraid_at_gate.tried("pay", "first", receipt="R")
