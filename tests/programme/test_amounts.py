"""Amounts: of one currency, with its digits, taken together, told where judged."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase import (
    DATE,
    MONEY,
    NUMBER,
    TEXT,
    YES_NO,
    BadProgramme,
    Field,
    Money,
    Programme,
    Role,
    Stage,
    Stated,
    Step,
    StepDone,
    Track,
    days,
    total,
)
from migcase.currencies import digits_of, is_currency
from migcase.kinds.amounts import amount_fault, converted
from migcase.programme.conditions import (
    FREE,
    MISSING,
    Plus,
    Shifted,
)
from migcase.programme.weighing import added
from migcase.testing import Desk

CLERK = Role("clerk", "Clerk")
GIVEN = Field("given", "How much was given?", MONEY, guarded=True)
BACK = Field("back", "How much came back?", MONEY, guarded=True)
LIMIT = Field("limit", "How much at most?", MONEY, guarded=True)
NOTE = Field("note", "A note", TEXT, optional=True)
GIFT = Track("gift", "Gift", opened_by=CLERK)
START = Step("start", "Started", by=CLERK, asks=(LIMIT, NOTE))
GIVE = Step(
    "give",
    "Given",
    of=GIFT,
    by=CLERK,
    after=START,
    asks=GIVEN,
    requires=total(GIFT, GIVEN) - total(GIFT, BACK) <= LIMIT,
)
TAKE = Step("take", "Taken back", of=GIFT, by=CLERK, after=GIVE, asks=BACK)
GIFTS = Programme("gifts", 1, "Gifts", stages=Stage("All", (START, GIVE, TAKE)))


def euros(amount: str | int) -> Money:
    return Money(Decimal(amount), "EUR")


@pytest.fixture
def desk() -> Desk:
    told = Desk(GIFTS)
    told.done("start", limit="100 EUR")
    for line in ("one", "two"):
        told.line("gift", line)
    return told


# ------------------------------------------------ currencies
@pytest.mark.parametrize(
    ("amount", "currency", "fault"),
    [
        ("10.05", "EUR", ""),
        ("10.050", "EUR", ""),
        ("10.005", "EUR", "too-precise"),
        ("10", "XOF", ""),
        ("10.5", "GNF", "too-precise"),
        ("10.555", "TND", ""),
        ("-0.01", "EUR", "negative-amount"),
        ("1", "EUX", "unknown-currency"),
        ("1", "eur", "unknown-currency"),
        ("NaN", "EUR", "no-such-amount"),
        ("1E18", "EUR", "no-such-amount"),
    ],
)
def test_an_amount_has_a_currency_and_its_number_of_digits(amount, currency, fault):
    assert amount_fault(Money(Decimal(amount), currency)) == fault


def test_every_currency_of_the_table_has_between_no_and_three_digits():
    known = ("MAD", "XOF", "XAF", "GNF", "EUR", "TND", "MRU", "NGN", "GMD", "CDF")

    assert all(is_currency(code) for code in known)
    assert {digits_of(code) for code in known} == {0, 2, 3}


@given(
    st.decimals("0", "100000", places=2),
    st.decimals("0.0001", "1000", places=4),
    st.sampled_from(["EUR", "XOF", "TND"]),
)
def test_whatever_is_converted_is_an_amount_of_the_other_currency(
    price, rate, currency
):
    found = converted(Money(price, "MAD"), rate, currency)

    assert amount_fault(found) == ""


# ------------------------------------------------ together and less
def test_amounts_are_taken_together_and_from_each_other():
    assert added(euros(30), euros(12), 1) == euros(42)
    assert added(euros(30), euros("12.50"), -1) == euros("17.50")
    assert added(7, Decimal("0.5"), 1) == Decimal("7.5")


def test_nothing_at_all_is_nothing_in_any_currency():
    assert added(0, euros(5), 1) == euros(5)
    assert added(euros(5), 0, -1) == euros(5)


def test_two_currencies_have_no_sum():
    assert added(euros(1), Money(Decimal(1), "MAD"), 1) is MISSING


@pytest.mark.parametrize(("other", "found"), [(MISSING, MISSING), (FREE, FREE)])
def test_what_is_missing_or_free_is_so_in_a_sum(other, found):
    assert added(euros(1), other, 1) is found


def test_a_day_is_moved_and_an_amount_is_added_to():
    day = Field("day", "Which day?", DATE)

    assert isinstance(day + days(3), Shifted)
    assert isinstance(GIVEN + BACK, Plus)
    assert isinstance(total(GIFT, GIVEN) - BACK, Plus)


def test_a_number_and_an_amount_of_money_have_no_sum():
    count = Field("count", "How many?", NUMBER)
    step = Step("s", "S", by=CLERK, asks=(count, GIVEN), requires=GIVEN + count > GIVEN)

    with pytest.raises(BadProgramme) as bad:
        Programme("p", 1, "P", stages=Stage("All", step))

    assert "two-kinds" in {fault.code for fault in bad.value.faults}


def test_what_came_back_may_be_given_again(desk: Desk):
    desk.done("give", "one", given="80 EUR")
    assert desk.why_not("give", "two", given="30 EUR") == {"gate"}

    desk.done("take", "one", back="10 EUR")

    assert desk.why_not("give", "two", given="30 EUR") == set()


def test_a_sum_in_two_currencies_is_unknown(desk: Desk):
    desk.done("give", "one", given="80 EUR")
    [reason] = desk.reasons("give", "two", given="1 MAD")

    assert reason.values["truth"] == "unknown"


def test_what_is_no_amount_is_refused_as_that_whatever_is_summed_up(desk: Desk):
    event = StepDone("give", desk.day, {"given": "nonsense"}, "one")

    assert desk.why_not(event) == {"bad-fact", "gate"}


# ------------------------------------------------ guarded
def test_what_is_guarded_is_not_told_by_itself(desk: Desk):
    desk.done("give", "one", given="80 EUR")

    assert desk.why_not(stated(desk, "one", given="90 EUR")) == {"guarded-fact"}
    assert desk.why_not(stated(desk, None, limit="900 EUR")) == {"guarded-fact"}
    assert desk.why_not(stated(desk, None, note="Said later")) == set()


def stated(desk: Desk, line: str | None, **facts: object):
    return Stated(desk.answers(facts), desk.day, line)


def test_what_a_step_waits_for_and_nobody_asks_any_more_may_be_told():
    paid = Field("paid", "Was it paid?", YES_NO, optional=True, guarded=True)
    ask = Step("ask", "Asked", by=CLERK, asks=paid)
    thank = Step("thank", "Thanked", by=CLERK, after=ask, when=paid)
    desk = Desk(Programme("p", 1, "P", stages=Stage("All", (ask, thank))))
    assert desk.why_not(stated(desk, None, paid=True)) == {"guarded-fact"}

    desk.done("ask")
    assert "tell paid" in desk.agenda
    desk.stated(paid=True)

    assert desk.why_not(stated(desk, None, paid=False)) == {"guarded-fact"}
