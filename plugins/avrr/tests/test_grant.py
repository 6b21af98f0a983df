"""The grant: two tranches, three hands, exact amounts, proof before the second."""

from __future__ import annotations

import pytest


@pytest.fixture
def first_paid(home):
    home.asked_for("first", "500.50 EUR")
    home.paid("first")
    return home


def test_the_first_tranche_is_paid_at_arrival(first_paid):
    assert "granted" in first_paid.milestones


def test_no_tranche_is_granted_before_the_arrival(at_gate):
    at_gate.left("man")
    at_gate.asked_for("first", "500 EUR")

    assert at_gate.tried("approve", "first", approval="granted") == {"gate"}


def test_the_second_tranche_is_refused_without_proof_and_granted_with_it(first_paid):
    first_paid.turn_to("2026-10-07")
    first_paid.asked_for("second", "499.50 EUR")
    assert first_paid.tried("approve", "second", approval="granted") == {"gate"}

    first_paid.did(
        "approve",
        "second",
        approval="refused",
        approval_reason="No proof that the shop exists",
    )
    first_paid.turn_to("2026-12-07")
    first_paid.told("second", by="case-manager", proof="Photos of the shop")
    first_paid.paid("second")

    assert first_paid.status("pay", "second") == "done"


def test_a_refused_tranche_stays_on_the_agenda(first_paid):
    first_paid.turn_to("2026-10-07")
    first_paid.asked_for("second", "499.50 EUR")
    first_paid.did("approve", "second", approval="refused", approval_reason="No proof")

    assert "approve:second" in first_paid.agenda


def test_the_second_tranche_waits_six_months(first_paid):
    first_paid.turn_to("2026-10-06")
    first_paid.asked_for("second", "499.50 EUR", proof="Photos of the shop")

    assert first_paid.tried("approve", "second", approval="granted") == {"gate"}


@pytest.mark.parametrize(
    ("amount", "reasons"), [("499.50 EUR", set()), ("499.51 EUR", {"gate"})]
)
def test_both_tranches_together_stay_within_the_ceiling(first_paid, amount, reasons):
    first_paid.turn_to("2026-10-07")
    first_paid.asked_for("second", amount, proof="Photos of the shop")

    assert first_paid.tried("approve", "second", approval="granted") == reasons


def test_no_tranche_is_asked_for_twice(first_paid):
    first_paid.as_("case-manager")

    assert first_paid.why_not("payment", "again", tranche="first") == {"not-unique"}


def test_asking_granting_and_paying_are_three_hands(home):
    home.asked_for("first", "500 EUR")
    home.hand_to("chioma", "officer")
    assert home.why_not("approve", "first", approval="granted") == {"same-hand"}

    home.did("approve", "first", approval="granted")
    home.hand_to("driss", "finance")
    assert home.why_not("pay", "first", receipt="R") == {"same-hand"}

    home.hand_to("chioma", "finance")
    assert home.why_not("pay", "first", receipt="R") == {"same-hand"}
