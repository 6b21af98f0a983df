"""A fund never gives more than it has, whoever asks first, and never after its time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from threading import Barrier

import pytest

from migcase import (
    Actor,
    Closed,
    LineEnded,
    LineOpened,
    MigcaseError,
    Refusal,
    Refused,
    Stated,
    StepDone,
)
from migcase.assistance import FUND
from migcase.casefile.events import Event
from migcase.keeping.sql import SqlRegister
from migcase.testing import check_programme
from tests.assistance.grant import CHIOMA, OUMAR, Money, money_office, read_money, told
from tests.office.passport import TODAY, Clock, plugin


def envelope(case: str, amount: str, day: date = TODAY) -> LineOpened:
    facts = told({"envelope_for": case, "granted": amount})
    return LineOpened("envelope", f"for-{case}", day, facts)


def reasons(
    money: Money, event: LineOpened | LineEnded | StepDone | Stated
) -> set[str]:
    return set(money.codes(money.fund, event, OUMAR))


def line(money: Money, case: str | None = None) -> str:
    return f"for-{case or money.case}"


def test_the_programme_holds_on_every_path():
    check_programme(FUND, opened="2026-03-02")


# ------------------------------------------------ money in
def test_money_in_another_currency_is_not_received(money: Money):
    facts = {"received": "10 MAD", "received_on": TODAY, "receipt_ref": "S 2"}
    event = LineOpened("receipt", "s-2", TODAY, told(facts))

    assert reasons(money, event) == {"gate"}


def test_no_more_comes_in_than_the_donor_promised(money: Money):
    facts = {"received": "90000.01 EUR", "received_on": TODAY, "receipt_ref": "S 2"}
    event = LineOpened("receipt", "s-2", TODAY, told(facts))

    assert reasons(money, event) == {"gate"}


def test_one_statement_is_entered_once(money: Money):
    facts = {"received": "10 EUR", "received_on": TODAY, "receipt_ref": "Statement 1"}
    event = LineOpened("receipt", "s-2", TODAY, told(facts))

    assert reasons(money, event) == {"not-unique"}


def test_money_that_is_promised_to_cases_cannot_be_taken_back(money: Money):
    taken = LineEnded("Statement-1", "receipt-reversed", TODAY, {"reversal": "Mistake"})
    assert reasons(money, taken) == set()

    money.lets("0.01 EUR")

    assert reasons(money, taken) == {"gate"}


# ------------------------------------------------ envelopes
@pytest.mark.parametrize(
    ("amount", "expected"), [("10000 EUR", set()), ("10000.01 EUR", {"gate"})]
)
def test_the_envelopes_stay_within_the_money_received(
    money: Money, amount: str, expected: set[str]
):
    assert reasons(money, envelope(money.case, amount)) == expected


def test_two_envelopes_together_stay_within_the_money_received(money: Money):
    money.lets("6000 EUR")
    other = money.opens()

    assert reasons(money, envelope(other, "4000.01 EUR")) == {"gate"}
    assert reasons(money, envelope(other, "4000 EUR")) == set()


@pytest.mark.parametrize("amount", ["5 MAD", "0 EUR"])
def test_an_envelope_is_something_in_the_currency_of_the_fund(
    money: Money, amount: str
):
    assert reasons(money, envelope(money.case, amount)) == {"gate"}


@pytest.mark.parametrize("amount", ["-5 EUR", "0.001 EUR"])
def test_an_envelope_that_cannot_be_is_refused(money: Money, amount: str):
    assert "bad-fact" in reasons(money, envelope(money.case, amount))


def test_a_case_has_one_envelope(money: Money):
    money.lets("10 EUR")
    facts = told({"envelope_for": money.case, "granted": "10 EUR"})

    second = LineOpened("envelope", "second", TODAY, facts)
    assert reasons(money, second) == {"not-unique"}


def test_an_envelope_is_for_a_case_that_is_there(money: Money):
    assert reasons(money, envelope("MA-26-99999-X", "10 EUR")) == {"gate"}


def test_an_envelope_is_raised_within_the_money_received(money: Money):
    money.lets("9000 EUR")
    facts = told({"raised": "1000.01 EUR", "raise_reason": "Rent"})
    assert reasons(money, StepDone("raise-envelope", TODAY, facts, line(money))) == {
        "gate"
    }

    facts = told({"raised": "1000 EUR", "raise_reason": "Rent"})
    raised = StepDone("raise-envelope", TODAY, facts, line(money))
    money.office.record(money.fund, raised, by=OUMAR)

    money.asks("payment-1", "4999 EUR")
    assert reasons(money, envelope(money.opens(), "0.01 EUR")) == {"gate"}


def test_no_amount_of_a_fund_is_corrected_by_itself(money: Money):
    money.lets("10 EUR")

    more = Stated(told({"granted": "9999999 EUR"}), TODAY, line(money))
    later = Stated({"fund_expires": date(2040, 1, 1)}, TODAY)
    assert "guarded-fact" in reasons(money, more)
    assert "guarded-fact" in reasons(money, later)


# ------------------------------------------------ time
def test_nothing_is_given_after_the_fund_has_expired(money: Money, clock: Clock):
    clock.go(days=365)
    today = money.office.today()
    assert reasons(money, envelope(money.case, "10 EUR", today)) == set()

    clock.go(days=1)

    today = money.office.today()
    assert reasons(money, envelope(money.case, "10 EUR", today)) == {"gate"}


def test_a_fund_is_extended_once_and_with_a_reason(money: Money, clock: Clock):
    clock.go(days=366)
    today = money.office.today()
    facts = {"fund_expires": date(2027, 9, 2)}
    silent = StepDone("extend-fund", today, facts)
    assert reasons(money, silent) == {"missing-fact"}

    said = StepDone("extend-fund", today, {**facts, "extension_reason": "Floods"})
    money.office.record(money.fund, said, by=OUMAR)

    assert reasons(money, envelope(money.case, "10 EUR", today)) == set()
    assert reasons(money, said) == {"already-settled"}


def test_a_fund_that_is_closed_pays_no_more(money: Money):
    money.lets("1000 EUR")
    money.asks("payment-1", "10 EUR")
    money.approves("payment-1")
    closed = Closed("fund-closed", TODAY, {"fund_report": "Report 1"})
    money.office.record(money.fund, closed, by=OUMAR)

    facts = {"order": "O", "price": "10 EUR", "committed": "10 EUR"}
    assert money.against("commit", "payment-1", **facts) == ["gate"]


# ------------------------------------------------ what comes back
def release(money: Money, amount: str) -> StepDone:
    facts = told({"released": amount, "release_reason": "Not used"})
    return StepDone("release", TODAY, facts, line(money))


def test_the_unused_part_comes_back_once_the_case_is_reconciled(money: Money):
    money.lets("1000 EUR")
    money.spends("payment-1", "300 EUR")
    assert reasons(money, release(money, "700 EUR")) == {"gate"}

    money.verifies("payment-1")
    money.did(money.case, "reconcile", used="300 EUR", reconciled_with="S")

    assert reasons(money, release(money, "700.01 EUR")) == {"gate"}
    assert reasons(money, release(money, "700 EUR")) == set()


def test_what_came_back_goes_to_the_next_case(money: Money):
    money.lets("10000 EUR")
    money.spends("payment-1", "300 EUR")
    money.verifies("payment-1")
    money.did(money.case, "reconcile", used="300 EUR", reconciled_with="S")
    other = money.opens()
    assert reasons(money, envelope(other, "9700 EUR")) == {"gate"}

    money.office.record(money.fund, release(money, "9700 EUR"), by=OUMAR)

    assert reasons(money, envelope(other, "9700 EUR")) == set()


# ------------------------------------------------ at the same instant
def at_once(place: str, *acts: tuple[str, Event, Actor]) -> list[str]:
    """Have each act done in an office of its own, all at the same instant."""
    barrier = Barrier(len(acts))

    def done(act: tuple[str, Event, Actor]) -> str:
        case, event, by = act
        waited: list[Event] = []

        def wait_once(event: Event) -> list[Refusal]:
            """Hold up whoever was judged until the other is judged as well."""
            if not waited:
                waited.append(event)
                barrier.wait()
            return []

        waiting = plugin("migcase_waiting", migcase_check=wait_once)
        with closing(SqlRegister.open(place)) as register:
            office = money_office(register, more=(waiting,))
            try:
                office.record(case, event, by=by)
            except MigcaseError as error:
                return error.code
        return "recorded"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(done, acts))


@pytest.mark.parametrize("_round", range(3))
def test_two_offices_that_give_at_the_same_instant_cannot_overspend(
    place: str, _round: int
):
    with closing(SqlRegister.open(place)) as register:
        money = Money(money_office(register))
        cases = [money.case, money.opens()]

        acts = [(money.fund, envelope(case, "6000 EUR"), OUMAR) for case in cases]
        codes = at_once(place, *acts)

        given = list(money.office.case(money.fund).lines_of("envelope"))
        assert (codes, len(given)) == (["recorded", "refused"], 1)


def test_two_who_commit_at_the_same_instant_stay_within_the_envelope(place: str):
    with closing(SqlRegister.open(place)) as register:
        money = Money(money_office(register))
        money.lets("1000 EUR")
        for payment in ("payment-1", "payment-2"):
            money.asks(payment, "600 EUR")
            money.approves(payment)
        facts = told({"order": "O", "price": "600 EUR", "committed": "600 EUR"})
        payments = ("payment-1", "payment-2")

        codes = at_once(
            place,
            *(
                (money.case, StepDone("commit", TODAY, facts, one), CHIOMA)
                for one in payments
            ),
        )

        assert codes == ["recorded", "refused"]


def test_the_loser_of_a_race_is_told_why(money: Money):
    money.lets("6000 EUR")
    with pytest.raises(Refused) as refused:
        money.lets("6000 EUR", money.opens())

    assert [reason.code for reason in refused.value.refusals] == ["gate"]
    assert read_money("6000 EUR").currency == "EUR"
