"""What is asked of amounts besides their order: a currency, more than nothing, a rate.

Each is a predicate over answers, with the sentence that explains it.
"""

from __future__ import annotations

from decimal import Decimal

from migcase.kinds import Money
from migcase.kinds.amounts import converted
from migcase.programme.conditions import this_case
from migcase.programme.expressions import Expression
from migcase.programme.lines import named
from migcase.programme.links import Named


def is_something(amount: Expression[Money]) -> Named:
    """Whether *amount* is more than nothing."""
    return named(
        "more-than-nothing", "the amount is more than nothing", _is_something, amount
    )


def can_be_read() -> Named:
    """Whether a case is there at all; for use in a link."""
    return named("there", "the case can be read here", _is_there, this_case)


def of_one_currency(amount: Expression[Money], other: Expression[Money]) -> Named:
    """Whether both amounts are in one currency; nothing at all is in any."""
    return named(
        "one-currency",
        "the amount is in the currency of the fund",
        _is_of_one_currency,
        amount,
        other,
    )


def at_the_rate(
    price: Expression[Money],
    rate: Expression[int | Decimal],
    amount: Expression[Money],
) -> Named:
    """Whether *amount* is *price* at *rate*, rounded to the currency's digits."""
    return named(
        "at-the-rate",
        "the amount committed is the price at the rate that is given",
        _is_at_the_rate,
        price,
        rate,
        amount,
    )


def _is_there(case: object) -> bool | None:
    return isinstance(case, str)


def _is_something(amount: object) -> bool | None:
    return amount.amount > 0 if isinstance(amount, Money) else None


def _is_of_one_currency(amount: object, other: object) -> bool | None:
    if not isinstance(amount, Money):
        return None
    if not isinstance(other, Money):
        return other == 0
    return amount.currency == other.currency


def _is_at_the_rate(price: object, rate: object, amount: object) -> bool | None:
    if not isinstance(price, Money) or not isinstance(amount, Money):
        return None
    if not isinstance(rate, int | Decimal):
        return None
    if price.currency == amount.currency:
        return rate == 1 and price == amount
    return converted(price, rate, amount.currency) == amount
