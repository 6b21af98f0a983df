"""A payment goes through three hands, within the envelope and in time."""

from __future__ import annotations

import pytest

from migcase import (
    Actor,
    Held,
    LineEnded,
    Resumed,
    Stated,
    StepDone,
)
from migcase.judgement.soundness import findings
from migcase.testing import check_programme
from tests.assistance.grant import (
    AMINA,
    BASHIR,
    CHIOMA,
    GRANT,
    Money,
    read_money,
    told,
)
from tests.office.passport import TODAY, Clock

ALL_HATS = frozenset({"worker", "chief", "cashier", "monitor"})
GOODS = {
    "vendor_1": "A",
    "price_1": "500 EUR",
    "quotation_1": "Q 1",
    "vendor_2": "B",
    "price_2": "480 EUR",
    "quotation_2": "Q 2",
    "vendor_3": "C",
    "price_3": "510 EUR",
    "quotation_3": "Q 3",
}


@pytest.fixture
def granted(money: Money) -> Money:
    """A case with an envelope of 1,000 EUR."""
    money.lets("1000 EUR")
    return money


@pytest.fixture
def ordered(granted: Money) -> Money:
    """A sewing machine of 480 EUR, ordered."""
    granted.asks("payment-1", "600 EUR", form="goods")
    granted.did(granted.case, "quote", "payment-1", **GOODS, chosen="2")
    granted.approves("payment-1")
    granted.commits("payment-1", "480 EUR")
    return granted


def status(money: Money, step: str, line: str) -> str:
    mark = money.office.case(money.case).lines[line].marks.get(step)
    return "open" if mark is None else mark.state


# ------------------------------------------------ the way of a payment
def test_a_fee_is_asked_for_approved_committed_paid_and_verified(granted: Money):
    granted.spends("payment-1", "400.50 EUR")
    granted.verifies("payment-1")

    assert status(granted, "verify", "payment-1") == "done"


def test_goods_are_quoted_delivered_handed_over_and_verified(ordered: Money):
    ordered.did(
        ordered.case, "deliver", "payment-1", delivered="480 EUR", delivery_note="D 1"
    )
    ordered.pays("payment-1", "480 EUR")
    ordered.did(
        ordered.case, "hand-over", "payment-1", certificate="C 1", photo_agreed=False
    )
    ordered.verifies("payment-1")
    ordered.did(
        ordered.case, "reconcile", used="480 EUR", reconciled_with="Statement 9"
    )

    assert status(ordered, "verify", "payment-1") == "done"


def test_the_programme_holds_on_every_path():
    check_programme(GRANT, opened="2026-03-02")


def test_the_declaration_keeps_nobody_waiting_and_nobody_in():
    assert [str(found) for found in findings(GRANT) if not found.is_note] == []


# ------------------------------------------------ three hands
@pytest.mark.parametrize("who", [AMINA.name, BASHIR.name])
def test_whoever_asked_or_approved_does_not_pay(granted: Money, who: str):
    granted.spends("payment-1", "100 EUR")
    granted.asks("payment-2", "100 EUR")
    granted.approves("payment-2")

    hats = Actor(who, ALL_HATS)
    facts = {"order": "O", "price": "100 EUR", "committed": "100 EUR"}
    assert "same-hand" in granted.against("commit", "payment-2", hats, **facts)


def test_nobody_approves_their_own_request(granted: Money):
    granted.asks("payment-1", "100 EUR")

    hats = Actor(AMINA.name, ALL_HATS)
    codes = granted.against("approve", "payment-1", hats, approval="granted")
    assert codes == ["same-hand"]


def test_nobody_asks_again_for_what_they_approved(granted: Money):
    granted.asks("payment-1", "100 EUR")
    granted.approves("payment-1")
    event = StepDone("payment-request", TODAY, {}, "payment-1")

    hats = Actor(BASHIR.name, ALL_HATS)
    assert "same-hand" in granted.codes(granted.case, event, hats)


def test_nobody_verifies_what_they_asked_for(granted: Money):
    granted.spends("payment-1", "100 EUR")

    hats = Actor(AMINA.name, ALL_HATS)
    codes = granted.against("verify", "payment-1", hats, use="yes", use_proof="V")
    assert codes == ["same-hand"]


# ------------------------------------------------ how much
def test_nothing_is_committed_above_the_envelope(granted: Money):
    granted.spends("payment-1", "600 EUR")
    granted.asks("payment-2", "400.01 EUR")
    granted.approves("payment-2")

    over = {"order": "O", "price": "400.01 EUR", "committed": "400.01 EUR"}
    fits = {"order": "O", "price": "400 EUR", "committed": "400 EUR"}
    assert granted.against("commit", "payment-2", **over) == ["gate"]
    assert granted.against("commit", "payment-2", **fits) == []


def test_nothing_is_committed_above_the_ceiling_of_the_case(money: Money):
    money.lets("9000 EUR")
    money.asks("payment-1", "5000.01 EUR")
    money.approves("payment-1")

    facts = {"order": "O", "price": "5000.01 EUR", "committed": "5000.01 EUR"}
    assert money.against("commit", "payment-1", **facts) == ["gate"]


def test_nothing_is_committed_above_what_was_asked_for(granted: Money):
    granted.asks("payment-1", "100 EUR")
    granted.approves("payment-1")

    facts = {"order": "O", "price": "101 EUR", "committed": "101 EUR"}
    assert granted.against("commit", "payment-1", **facts) == ["gate"]


def test_nothing_is_asked_for_without_an_envelope(money: Money):
    money.opened(
        money.case, "payment", "payment-1", by=AMINA, tranche="first", purpose="A"
    )

    facts = {"asked": "100 EUR", "form": "fees", "no_relation": True}
    assert set(money.against("payment-request", "payment-1", **facts)) == {"gate"}


def test_what_was_committed_and_never_paid_is_free_again(granted: Money):
    granted.asks("payment-1", "1000 EUR")
    granted.approves("payment-1")
    granted.commits("payment-1", "1000 EUR")
    event = LineEnded(
        "payment-1", "payment-cancelled", TODAY, {"cancel_reason": "Sold out"}
    )
    granted.office.record(granted.case, event, by=AMINA)

    granted.spends("payment-2", "1000 EUR")
    assert status(granted, "pay", "payment-2") == "done"


def test_what_came_back_may_be_spent_again(granted: Money):
    granted.spends("payment-1", "1000 EUR")
    granted.did(
        granted.case,
        "refund",
        "payment-1",
        refunded="250.25 EUR",
        refund_reason="Course was shorter",
    )
    granted.asks("payment-2", "250.26 EUR")
    granted.approves("payment-2")

    over = {"order": "O", "price": "250.26 EUR", "committed": "250.26 EUR"}
    fits = {"order": "O", "price": "250.25 EUR", "committed": "250.25 EUR"}
    assert granted.against("commit", "payment-2", **over) == ["gate"]
    assert granted.against("commit", "payment-2", **fits) == []


def test_no_more_comes_back_than_was_paid(granted: Money):
    granted.spends("payment-1", "100 EUR")

    facts = {"refunded": "100.01 EUR", "refund_reason": "Too much"}
    assert granted.against("refund", "payment-1", **facts) == ["gate"]


def test_an_amount_is_never_corrected_by_itself(granted: Money):
    granted.spends("payment-1", "100 EUR")

    event = Stated({"committed": read_money("9000 EUR")}, TODAY, "payment-1")
    assert "guarded-fact" in granted.codes(granted.case, event, CHIOMA)


def test_a_refusal_is_not_turned_into_an_approval_by_itself(granted: Money):
    granted.asks("payment-1", "100 EUR")
    facts = {"approval": "refused", "approval_reason": "No plan"}
    granted.did(granted.case, "approve", "payment-1", **facts)

    event = Stated({"approval": "granted"}, TODAY, "payment-1")
    assert "guarded-fact" in granted.codes(granted.case, event, BASHIR)


# ------------------------------------------------ bad amounts
@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ("-1 EUR", "negative-amount"),
        ("10.0051 EUR", "too-precise"),
        ("10.5 XOF", "too-precise"),
        ("10 EUX", "unknown-currency"),
    ],
)
def test_an_amount_that_cannot_be_is_refused(granted: Money, asked: str, fault: str):
    granted.opened(
        granted.case, "payment", "payment-1", by=AMINA, tranche="first", purpose="A"
    )
    facts = told({"asked": asked, "form": "fees", "no_relation": True})
    event = StepDone("payment-request", TODAY, facts, "payment-1")

    refusals = granted.office.why_not(granted.case, event, by=AMINA)
    bad = [one for one in refusals if one.code == "bad-fact"]
    assert [one.values["fault"] for one in bad] == [fault]


def test_a_request_in_another_currency_than_the_fund_is_refused(granted: Money):
    granted.opened(
        granted.case, "payment", "payment-1", by=AMINA, tranche="first", purpose="A"
    )

    facts = {"asked": "100 MAD", "form": "fees", "no_relation": True}
    assert granted.against("payment-request", "payment-1", **facts) == ["gate"]


def test_nothing_at_all_is_no_payment(granted: Money):
    granted.opened(
        granted.case, "payment", "payment-1", by=AMINA, tranche="first", purpose="A"
    )

    facts = {"asked": "0 EUR", "form": "fees", "no_relation": True}
    assert granted.against("payment-request", "payment-1", **facts) == ["gate"]


def test_an_order_in_another_currency_freezes_its_rate(granted: Money):
    granted.asks("payment-1", "100 EUR")
    granted.approves("payment-1")
    order = {"order": "O", "price": "1050.50 MAD"}
    wrong = {**order, "rate": 0, "committed": "96.65 EUR"}
    assert granted.against("commit", "payment-1", **wrong) == ["gate"]

    rate = read_money("0.09 MAD").amount
    right = {**order, "rate": rate, "committed": "94.54 EUR"}
    assert granted.against("commit", "payment-1", **right) == []
    assert granted.against("commit", "payment-1", **{**right, "committed": "94.55 EUR"})


# ------------------------------------------------ vendors, quotations, match
@pytest.mark.parametrize(
    ("asked", "quotations", "reasons"),
    [("500 EUR", 1, []), ("500.01 EUR", 1, ["gate"]), ("500.01 EUR", 3, [])],
)
def test_three_quotations_are_compared_above_the_threshold(
    granted: Money, asked: str, quotations: int, reasons: list[str]
):
    granted.asks("payment-1", asked, form="goods")
    some = {key: fact for key, fact in GOODS.items() if int(key[-1]) <= quotations}

    facts = {**some, "chosen": "1", "why_chosen": "Nearest"}
    assert granted.against("quote", "payment-1", **facts) == reasons


def test_another_than_the_cheapest_is_taken_only_with_a_reason(granted: Money):
    granted.asks("payment-1", "600 EUR", form="goods")

    assert granted.against("quote", "payment-1", **GOODS, chosen="1") == ["gate"]
    assert granted.against("quote", "payment-1", **GOODS, chosen="2") == []


def test_two_quotations_of_one_vendor_are_one(granted: Money):
    granted.asks("payment-1", "600 EUR", form="goods")

    facts = {**GOODS, "vendor_3": "B", "chosen": "2"}
    assert granted.against("quote", "payment-1", **facts) == ["gate"]


def test_the_order_is_no_dearer_than_the_quotation(granted: Money):
    granted.asks("payment-1", "600 EUR", form="goods")
    granted.did(granted.case, "quote", "payment-1", **GOODS, chosen="2")
    granted.approves("payment-1")

    facts = {"order": "O", "price": "480.01 EUR", "committed": "480.01 EUR"}
    assert granted.against("commit", "payment-1", **facts) == ["gate"]


def test_a_vendor_who_is_related_is_not_asked(granted: Money):
    granted.opened(
        granted.case, "payment", "payment-1", by=AMINA, tranche="first", purpose="A"
    )

    facts = {"asked": "100 EUR", "form": "goods", "no_relation": False}
    assert granted.against("payment-request", "payment-1", **facts) == ["gate"]


@pytest.mark.parametrize(
    ("delivered", "invoiced", "reasons"),
    [
        ("480 EUR", "480 EUR", []),
        ("480 EUR", "490 EUR", ["gate"]),
        ("400 EUR", "480 EUR", ["gate"]),
    ],
)
def test_order_delivery_and_invoice_must_match(
    ordered: Money, delivered: str, invoiced: str, reasons: list[str]
):
    ordered.did(
        ordered.case, "deliver", "payment-1", delivered=delivered, delivery_note="D"
    )

    facts = {"paid": "480 EUR", "invoiced": invoiced, "invoice": "I"}
    codes = ordered.against("pay", "payment-1", **facts, payment_proof="T")
    assert codes == reasons


def test_no_other_amount_is_paid_than_was_committed(granted: Money):
    granted.asks("payment-1", "100 EUR")
    granted.approves("payment-1")
    granted.commits("payment-1", "100 EUR")

    facts = {"paid": "99 EUR", "invoiced": "100 EUR", "invoice": "I"}
    assert granted.against("pay", "payment-1", **facts, payment_proof="T") == ["gate"]


def test_cash_needs_a_ground(granted: Money):
    granted.opened(
        granted.case, "payment", "payment-1", by=AMINA, tranche="first", purpose="A"
    )
    facts = {"asked": "100 EUR", "form": "cash", "no_relation": True}

    assert granted.against("payment-request", "payment-1", **facts) == ["missing-fact"]
    facts["cash_ground"] = "vulnerability"
    assert granted.against("payment-request", "payment-1", **facts) == []


# ------------------------------------------------ when
def test_nothing_is_committed_after_the_grant_has_expired(granted: Money, clock: Clock):
    granted.asks("payment-1", "100 EUR")
    granted.approves("payment-1")
    facts = {"order": "O", "price": "100 EUR", "committed": "100 EUR"}
    clock.go(days=365)
    assert granted.against("commit", "payment-1", **facts) == []

    clock.go(days=1)

    assert set(granted.against("commit", "payment-1", **facts)) == {"gate"}


def test_the_second_tranche_waits_for_the_use_of_the_first_and_for_time(
    granted: Money, clock: Clock
):
    granted.spends("payment-1", "300 EUR")
    granted.asks("payment-2", "300 EUR", "second")
    assert set(granted.against("approve", "payment-2", approval="granted")) == {"gate"}

    clock.go(days=185)
    assert set(granted.against("approve", "payment-2", approval="granted")) == {"gate"}
    granted.verifies("payment-1", "partly")
    assert set(granted.against("approve", "payment-2", approval="granted")) == {"gate"}

    granted.verifies("payment-1")
    assert granted.against("approve", "payment-2", approval="granted") == []


def test_use_that_is_not_as_planned_stays_on_the_agenda(granted: Money):
    granted.spends("payment-1", "300 EUR")
    granted.verifies("payment-1", "partly")

    tasks = granted.office.work(granted.case).tasks.values()
    assert "verify" in {task.key for task in tasks if task.line == "payment-1"}


# ------------------------------------------------ freeze, reconciliation
def test_the_money_is_frozen_when_somebody_has_died(granted: Money):
    granted.asks("payment-1", "100 EUR")
    granted.approves("payment-1")
    granted.did(granted.case, "news", died=True)

    facts = {"order": "O", "price": "100 EUR", "committed": "100 EUR"}
    assert granted.against("commit", "payment-1", **facts) == ["held"]


def test_money_that_was_frozen_by_hand_is_released_by_whoever_may(granted: Money):
    granted.asks("payment-1", "100 EUR")
    held = Held("freeze", TODAY, {"freeze_why": "contact-lost"})
    granted.office.record(granted.case, held, by=CHIOMA)
    assert granted.against("approve", "payment-1", approval="granted") == ["held"]

    granted.office.record(granted.case, Resumed("freeze", TODAY, "Back"), by=BASHIR)

    assert granted.against("approve", "payment-1", approval="granted") == []


def test_what_was_used_is_what_was_paid_less_what_came_back(granted: Money):
    granted.spends("payment-1", "300 EUR")
    granted.verifies("payment-1")
    granted.did(
        granted.case, "refund", "payment-1", refunded="20 EUR", refund_reason="Rest"
    )

    wrong = {"used": "300 EUR", "reconciled_with": "S"}
    right = {"used": "280 EUR", "reconciled_with": "S"}
    assert granted.against("reconcile", **wrong) == ["gate"]
    assert granted.against("reconcile", **right) == []


def test_nothing_is_reconciled_before_its_use_is_verified(granted: Money):
    granted.spends("payment-1", "300 EUR")

    facts = {"used": "300 EUR", "reconciled_with": "S"}
    assert granted.against("reconcile", **facts) == ["gate"]


def test_after_reconciliation_nothing_more_is_committed(granted: Money):
    granted.spends("payment-1", "300 EUR")
    granted.verifies("payment-1")
    granted.did(granted.case, "reconcile", used="300 EUR", reconciled_with="S")
    granted.asks("payment-2", "100 EUR")
    granted.approves("payment-2")

    facts = {"order": "O", "price": "100 EUR", "committed": "100 EUR"}
    assert granted.against("commit", "payment-2", **facts) == ["gate"]
