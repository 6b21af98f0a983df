"""What is wrong with an amount of money, and what it comes to in another currency.

An amount is exact, never negative, in a currency that exists, and has no more
decimals than that currency has.  What may be spent is not known here.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from migcase.currencies import digits_of, is_currency
from migcase.kinds.values import Money

# Further than any sum that an office has to write down.
MOST = Decimal(10**18)


def amount_fault(value: object) -> str:
    """Return what is wrong with *value* as an answer about money, "" if nothing."""
    if not isinstance(value, Money) or type(value.amount) is not Decimal:
        return "not-money"
    if not is_currency(value.currency):
        return "unknown-currency"
    if not value.amount.is_finite() or value.amount.copy_abs() >= MOST:
        return "no-such-amount"
    if value.amount < 0:
        return "negative-amount"
    if decimals_in(value.amount) > digits_of(value.currency):
        return "too-precise"
    return ""


def decimals_in(amount: Decimal) -> int:
    """Return how many decimals *amount* has; trailing noughts are none."""
    digits, exponent = amount.as_tuple()[1:]
    noughts = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return max(0, -int(exponent) - noughts) if amount else 0


def converted(price: Money, rate: Decimal | int, currency: str) -> Money:
    """Return *price* in *currency* at *rate*, rounded to its digits, half to even."""
    unit = Decimal(1).scaleb(-digits_of(currency))
    amount = (price.amount * rate).quantize(unit, rounding=ROUND_HALF_EVEN)
    return Money(amount, currency)
