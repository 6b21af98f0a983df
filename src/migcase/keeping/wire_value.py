"""Values as plain JSON that says of which kind each is, and back.

Text, numbers, yes and no are what JSON says they are; everything else is an object
with one key, which names its kind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import cast

from migcase.calendar import Period
from migcase.kinds import Money, NonAnswer, Sealed, Value


class Misshapen(ValueError):
    """Something is not as it should be; the message names no value."""


def write_value(value: object) -> object:
    """Return *value* as JSON that says of which kind it is."""
    kind = type(value)
    if kind is str or kind is bool or kind is int:
        return value
    writer = _WRITERS.get(kind)
    if writer is None:
        raise Misshapen(f"a value of type {kind.__name__} has no spelling.")
    return writer(value)


def read_value(plain: object) -> Value:
    """Return the value that `write_value` wrote as *plain*."""
    kind = type(plain)
    if kind is str or kind is bool or kind is int:
        return cast("str | bool | int", plain)
    if isinstance(plain, list):
        return tuple([as_text(word) for word in plain])
    if isinstance(plain, dict) and len(plain) == 1:
        [(tag, inner)] = plain.items()
        reader = _READERS.get(tag)
        if reader is None:
            raise Misshapen(f"the kind of value {tag!a:.40} is unknown.")
        return reader(inner)
    raise Misshapen("a value is of no kind that is known.")


def write_instant(at: datetime) -> str:
    """Return *at* as text in UTC; such texts sort as the instants do."""
    if at.tzinfo is not UTC:
        at = at.astimezone(UTC)
    return at.isoformat(timespec="microseconds")


def dumps(plain: object) -> str:
    """Return *plain* as JSON, without a blank."""
    return _ENCODER.encode(plain)


# What is written here is a tree: there is no circle to look for.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False
)


def _write_decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise Misshapen("a number without end has no spelling.")
    return str(value)


def _write_words(value: tuple[object, ...]) -> list[str]:
    return [as_text(word) for word in value]


_WRITERS: Mapping[type, Callable[..., object]] = {
    tuple: _write_words,
    date: lambda value: {"date": value.isoformat()},
    Decimal: lambda value: {"decimal": _write_decimal(value)},
    Money: lambda value: {"money": [_write_decimal(value.amount), value.currency]},
    Period: lambda value: {"period": [value.unit, value.number]},
    NonAnswer: lambda value: {"non-answer": value.value},
    Sealed: lambda value: {"sealed": [list(box) for box in value.boxes]},
}


def _read_decimal(plain: object) -> Decimal:
    value = Decimal(as_text(plain))
    _write_decimal(value)
    return value


def _read_money(plain: object) -> Money:
    amount, currency = as_pair(plain)
    return Money(_read_decimal(amount), as_text(currency))


def _read_period(plain: object) -> Period:
    unit, number = as_pair(plain)
    return Period(**{as_text(unit): as_number(number)})


def _read_non_answer(plain: object) -> NonAnswer:
    return NonAnswer(as_text(plain))


def _read_sealed(plain: object) -> Sealed:
    if not isinstance(plain, list):
        raise Misshapen("something else stands where sealed boxes belong.")
    pairs = [as_pair(box) for box in plain]
    return Sealed(tuple((as_text(who), as_text(box)) for who, box in pairs))


def as_day(plain: object) -> date:
    """Return the day that *plain* spells; raise if not."""
    return date.fromisoformat(as_text(plain))


def as_instant(plain: object) -> datetime:
    """Return the instant that *plain* spells; raise if not, or if it has no zone."""
    at = datetime.fromisoformat(as_text(plain))
    if at.tzinfo is None:
        raise Misshapen("an instant has no time zone.")
    return at


_READERS: Mapping[str, Callable[[object], Value]] = {
    "date": as_day,
    "decimal": _read_decimal,
    "money": _read_money,
    "period": _read_period,
    "non-answer": _read_non_answer,
    "sealed": _read_sealed,
}


def as_text(plain: object) -> str:
    """Return *plain* if it is text; raise `Misshapen` if not."""
    if type(plain) is not str:
        raise Misshapen(f"a {type(plain).__name__} stands where text belongs.")
    return plain


def as_number(plain: object) -> int:
    """Return *plain* if it is a whole number; raise `Misshapen` if not."""
    if type(plain) is not int:
        raise Misshapen(f"a {type(plain).__name__} stands where a number belongs.")
    return plain


def as_words(plain: object) -> tuple[str, ...]:
    """Return *plain* if it is a list of texts; raise `Misshapen` if not."""
    if type(plain) is not list:
        raise Misshapen(f"a {type(plain).__name__} stands where a list belongs.")
    return tuple([as_text(word) for word in plain])


def as_pair(plain: object) -> tuple[object, object]:
    """Return *plain* if it is a list of two; raise `Misshapen` if not."""
    if not isinstance(plain, list) or len(plain) != 2:
        raise Misshapen("something else stands where a pair belongs.")
    return plain[0], plain[1]


def as_object(plain: object) -> dict[str, object]:
    """Return *plain* if it is an object; raise `Misshapen` if not."""
    if not isinstance(plain, dict):
        raise Misshapen(f"a {type(plain).__name__} stands where an object belongs.")
    return plain
