"""A payment goes through three hands, within the envelope and in time."""

from __future__ import annotations

from migcase import Actor
from tests.assistance.grant import Money

BOTH = Actor("amina", frozenset({"worker", "chief", "cashier"}))


def test_a_fee_is_asked_for_approved_committed_paid_and_verified(money: Money):
    money.lets("1000 EUR")
    money.spends("payment-1", "400.50 EUR")
    money.verifies("payment-1")

    case = money.office.case(money.case)
    assert case.lines["payment-1"].marks["verify"].state == "done"
