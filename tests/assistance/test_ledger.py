"""The ledger only grows, every balance is the sum of its postings, nothing is lost."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from migcase import (
    Actor,
    Held,
    LineEnded,
    LineOpened,
    MigcaseError,
    Resumed,
    StepDone,
    StepReopened,
)
from migcase.assistance.ledger import balances, for_case, postings, together
from migcase.casefile.events import Event
from tests.assistance.grant import (
    AMINA,
    BASHIR,
    CHIOMA,
    EVERYBODY,
    OUMAR,
    Money,
    money_office,
    read_money,
    told,
)
from tests.office.passport import TODAY


def of_fund(money: Money) -> dict[str, Decimal]:
    """Return what is in each account of the fund."""
    found = balances(postings(money.office.entries(money.fund)))
    return {account: sums["EUR"] for account, sums in found.items()}


def of_case(money: Money) -> dict[str, Decimal]:
    """Return what is in each account of the case."""
    fund, case = (money.office.entries(one) for one in (money.fund, money.case))
    found = balances(together(for_case(fund, money.case), postings(case)))
    return {account: sums["EUR"] for account, sums in found.items()}


# ------------------------------------------------ what is where
def test_what_came_in_is_in_the_fund_until_it_is_given(money: Money):
    money.lets("1000 EUR")

    assert of_fund(money) == {"donor": -10000, "fund": 9000, "envelope": 1000}


def test_what_is_paid_has_left_the_envelope(money: Money):
    money.lets("1000 EUR")
    money.spends("payment-1", "300.50 EUR")
    money.asks("payment-2", "100 EUR")
    money.approves("payment-2")
    money.commits("payment-2", "100 EUR")

    assert of_case(money) == {
        "fund": -1000,
        "envelope": Decimal("599.50"),
        "committed": 100,
        "paid": Decimal("300.50"),
    }


def test_what_came_back_is_in_the_envelope_again(money: Money):
    money.lets("1000 EUR")
    money.spends("payment-1", "300 EUR")
    facts = {"refunded": "50 EUR", "refund_reason": "Cheaper"}
    money.did(money.case, "refund", "payment-1", **facts)

    assert of_case(money) == {
        "fund": -1000,
        "envelope": 750,
        "committed": 0,
        "paid": 250,
    }


def test_a_correction_adds_a_posting_and_changes_none(money: Money):
    money.lets("1000 EUR")
    money.spends("payment-1", "300 EUR")
    refund = {"refund_reason": "Cheaper"}
    money.did(money.case, "refund", "payment-1", refunded="50 EUR", **refund)
    before = postings(money.office.entries(money.case))

    again = StepReopened("refund", TODAY, "Misread", "payment-1")
    money.office.record(money.case, again, by=BASHIR)
    money.did(money.case, "refund", "payment-1", refunded="30 EUR", **refund)

    after = postings(money.office.entries(money.case))
    assert after[: len(before)] == before
    last = after[-1]
    assert (last.source, last.target) == ("envelope", "paid")
    assert last.amount == read_money("20 EUR")


def test_what_was_frozen_unpaid_is_free_once_the_case_is_reconciled(money: Money):
    money.lets("1000 EUR")
    money.spends("payment-1", "300 EUR")
    money.asks("payment-2", "100 EUR")
    money.approves("payment-2")
    money.commits("payment-2", "100 EUR")
    money.did(money.case, "news", died=True)

    money.did(money.case, "reconcile", used="300 EUR", reconciled_with="S")

    assert of_case(money)["committed"] == 0
    assert of_case(money)["envelope"] == 700


# ------------------------------------------------ whatever happens
ON = ("payment-request", "approve", "commit", "pay", "verify")
# Most often a payment goes on: else none would come to its end.
ACTS = ("on",) * 14 + ("refund",) * 2 + ("cancel", "refund-again", "hold")
MORE = ("resume", "resume", "raise", "reconcile", "reconcile", "release", "reverse")
MOVES = st.lists(
    st.tuples(
        st.sampled_from(ACTS + MORE),
        st.integers(1, 2),
        st.decimals("0.01", "1500", places=2),
    ),
    min_size=20,
    max_size=60,
)


Said = tuple[str, Event, Actor]


def event_of(money: Money, act: str, number: int, amount: Decimal) -> Said:
    """Return into whose file something is said, what, and by whom."""
    line, sum_ = f"payment-{number}", f"{amount} EUR"
    case, fund = money.case, money.fund
    spent = postings(money.office.entries(case))
    now = balances(spent).get("paid", {}).get("EUR", Decimal(0))
    steps: dict[str, dict[str, object]] = {
        "payment-request": {"asked": "4000 EUR", "form": "fees", "no_relation": True},
        "approve": {"approval": "granted"},
        "commit": {"order": "O", "price": sum_, "committed": sum_},
        "pay": {"payment_proof": "T", **_as_committed(money, line)},
        "refund": {"refunded": sum_, "refund_reason": "R"},
        "verify": {"use": "yes", "use_proof": "V"},
    }
    there = money.office.case(case).lines.get(line)
    if act == "on":
        if there is None:
            opened = told({"tranche": "first", "purpose": "A"})
            return case, LineOpened("payment", line, TODAY, opened), AMINA
        act = next((step for step in ON if step not in there.marks), "verify")
    if act in steps:
        return case, StepDone(act, TODAY, told(steps[act]), line), EVERYBODY[act]
    if act == "reconcile":
        facts = {"used": f"{now} EUR", "reconciled_with": "S"}
        return case, StepDone("reconcile", TODAY, told(facts)), CHIOMA
    others: dict[str, Said] = {
        "refund-again": (case, StepReopened("refund", TODAY, "Wrong", line), BASHIR),
        "cancel": (
            case,
            LineEnded(line, "payment-cancelled", TODAY, {"cancel_reason": "C"}),
            AMINA,
        ),
        "hold": (case, Held("freeze", TODAY, {"freeze_why": "other"}), CHIOMA),
        "resume": (case, Resumed("freeze", TODAY, "Over"), BASHIR),
        "give": (
            fund,
            LineOpened(
                "envelope",
                "ours",
                TODAY,
                told({"envelope_for": case, "granted": sum_}),
            ),
            OUMAR,
        ),
        "raise": (
            fund,
            StepDone(
                "raise-envelope",
                TODAY,
                told({"raised": sum_, "raise_reason": "R"}),
                "ours",
            ),
            OUMAR,
        ),
        "release": (
            fund,
            StepDone(
                "release",
                TODAY,
                told({"released": sum_, "release_reason": "R"}),
                "ours",
            ),
            OUMAR,
        ),
        "reverse": (
            fund,
            LineEnded("Statement-1", "receipt-reversed", TODAY, {"reversal": "R"}),
            OUMAR,
        ),
    }
    return others[act]


def _as_committed(money: Money, line: str) -> dict[str, object]:
    held = money.office.case(money.case).lines.get(line)
    said = None if held is None else held.told.get("committed")
    amount = said[-1].value if said else read_money("1 EUR")
    return {"paid": amount, "invoiced": amount, "invoice": "I"}


@settings(max_examples=40, deadline=None)
@given(MOVES)
def test_whatever_happens_the_ledger_balances_and_only_grows(moves):
    money = Money(money_office())
    ledgers = [dict.fromkeys((money.fund, money.case), ())]
    for act, number, amount in (("give", 1, Decimal(4000)), *moves):
        case, event, by = event_of(money, act, number, amount)
        try:
            money.office.record(case, event, by=by)
        except MigcaseError:
            continue
        entries = {one: money.office.entries(one) for one in ledgers[0]}
        ledgers.append({one: postings(entries[one]) for one in entries})

    for before, after in pairwise(ledgers):
        assert all(after[one][: len(before[one])] == before[one] for one in before)
    fund, case = of_fund(money), of_case(money)
    assert (sum(fund.values()), sum(case.values())) == (0, 0)
    assert -case.get("fund", 0) == fund.get("envelope", 0)
    assert min(fund.get(one, 0) for one in ("fund", "envelope")) >= 0
    assert min(case.get(one, 0) for one in ("envelope", "committed", "paid")) >= 0
