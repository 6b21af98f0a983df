"""What comes out when values are compared or moved, whichever may be missing."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from migcase.calendar import Calendar, Period, add, subtract
from migcase.errors import BadValue, MigcaseError
from migcase.kinds import Money, NonAnswer
from migcase.programme.scope import FREE, MISSING, Found
from migcase.programme.truths import ANY, FALSE, TRUE, UNKNOWN

_ORDER: Mapping[str, Callable[..., bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def compared(sign: str, left: Found, right: Found) -> int:
    """Return the truths possible; what cannot be ordered is unknown."""
    if left is MISSING or right is MISSING:
        return UNKNOWN
    if left is FREE or right is FREE:
        return ANY
    left, right = _of_one_currency(left, right), _of_one_currency(right, left)
    try:
        return TRUE if _ORDER[sign](left, right) else FALSE
    except (TypeError, BadValue, InvalidOperation):
        return UNKNOWN  # a non-answer, another currency, or no number at all


def _of_one_currency(value: Found, other: Found) -> Found:
    """Return *value*; nothing at all is nothing in any currency, as a sum over none."""
    if isinstance(other, Money) and type(value) is int and value == 0:
        return Money(Decimal(0), other.currency)
    return value


def moved(start: Found, span: Found, way: int, calendar: Calendar) -> Found:
    """Return the day that lies *span* after *start* (way 1) or before it (-1)."""
    if start is MISSING or span is MISSING:
        return MISSING
    if start is FREE or span is FREE:
        return FREE
    if not isinstance(start, date) or not isinstance(span, Period):
        return MISSING
    try:
        return (add if way > 0 else subtract)(span, start, calendar)
    except MigcaseError:  # beyond the calendar: no such day
        return MISSING


def added(left: Found, right: Found, sign: int) -> Found:
    """Return *left* and *right* together (sign 1), or *left* less *right* (-1).

    Missing where either is, or is a non-answer, and where two currencies have no sum.
    """
    if left is MISSING or right is MISSING:
        return MISSING
    if left is FREE or right is FREE:
        return FREE
    if isinstance(left, NonAnswer) or isinstance(right, NonAnswer):
        return MISSING
    left, right = _of_one_currency(left, right), _of_one_currency(right, left)
    try:
        if isinstance(left, Money) and isinstance(right, Money):
            if left.currency != right.currency:
                return MISSING
            return Money(left.amount + sign * right.amount, left.currency)
        if isinstance(left, int | Decimal) and isinstance(right, int | Decimal):
            return left + sign * right
    except InvalidOperation:  # no number at all
        pass
    return MISSING
