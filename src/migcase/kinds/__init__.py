"""The kinds of value that a question may have.

A value is a plain, immutable Python value: text, a yes or no, a whole or exact
decimal number, money, a date, a period, or some of a list.  "Don't know" and
"refused to answer" are answers too, where a field allows them.  Nothing here
knows of cases, languages or files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Generic, TypeVar

from attrs import field, frozen

from migcase.calendar import Period
from migcase.countries import is_country
from migcase.errors import BadValue
from migcase.kinds.amounts import amount_fault
from migcase.kinds.typed import (
    NO,
    YES,
    read_day,
    read_money,
    read_number,
    read_period,
    read_words,
    read_yes_no,
)
from migcase.kinds.values import (
    DONT_KNOW,
    REFUSED,
    SEALED,
    Money,
    NonAnswer,
    Sealed,
    Value,
    kind_of_value,
)

# fmt: off
__all__ = [
    "COUNTRY", "DATE", "DOCUMENT", "DONT_KNOW", "MONEY", "NO", "NUMBER", "PERIOD",
    "PERSON", "PLACE", "REFUSED", "SEALED", "TEXT", "YES", "YES_NO", "Kind", "Money",
    "NonAnswer", "Sealed", "Value", "case_of", "kind_of_value", "line_of",
    "many_of", "number", "one_of",
]
# fmt: on

V = TypeVar("V", covariant=True)

# Further than any count or sum that an office has to write down.
MOST = 10**18
LONGEST_TEXT = 10_000
LONGEST_NAME = 500


@frozen(eq=True)
class Kind(Generic[V]):
    """A kind of value: its name, its choices or bounds, and how a form reads it.

    *takes* tells whether a Python value fits; *reads* makes a value of what
    somebody typed, or raises ``ValueError``.  *target* is the programme, track or
    kind that the values are of.
    """

    name: str
    takes: Callable[[object], bool] = field(eq=False, repr=False)
    reads: Callable[[str], V] = field(eq=False, repr=False)
    choices: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    target: str = ""
    decimals: int = 0

    def accepts(self, value: object) -> bool:
        """Tell whether *value* may answer a question of this kind."""
        return self.takes(value)

    def parse(self, text: str) -> V:
        """Return the value that *text* stands for; raise `BadValue` if none."""
        try:
            value = self.reads(text.strip())
        except (ValueError, InvalidOperation, BadValue):
            value = None
        if value is None or not self.takes(value):
            raise BadValue({"value": text, "kind": self.name, "choices": self.choices})
        return value


def one_of(*choices: str) -> Kind[str]:
    """Return the kind that takes one of *choices*."""
    return Kind(
        "one of",
        lambda value: isinstance(value, str) and value in choices,
        str,
        choices=choices,
    )


def many_of(*choices: str | Kind[str]) -> Kind[tuple[str, ...]]:
    """Return the kind that takes any number of *choices*, or of another kind."""
    of = choices[0] if choices and isinstance(choices[0], Kind) else None
    listed = tuple(choice for choice in choices if not isinstance(choice, Kind))

    def takes(value: object) -> bool:
        return (
            isinstance(value, tuple)
            and all(isinstance(one, str) for one in value)
            and len(set(value)) == len(value)
            and all(of.accepts(one) if of else one in listed for one in value)
        )

    def reads(text: str) -> tuple[str, ...]:
        words = read_words(text)
        return tuple(of.parse(word) for word in words) if of else words

    target = "" if of is None else of.name
    return Kind("many of", takes, reads, choices=listed, target=target)


def number(
    minimum: int | str | None = None,
    maximum: int | str | None = None,
    *,
    decimals: int = 0,
) -> Kind[int | Decimal]:
    """Return the kind of exact numbers between the bounds, both included."""
    low = None if minimum is None else Decimal(minimum)
    high = None if maximum is None else Decimal(maximum)

    def takes(value: object) -> bool:
        return (
            not isinstance(value, bool)
            and isinstance(value, int | Decimal)
            and _is_exact(value, decimals)
            and (low is None or value >= low)
            and (high is None or value <= high)
        )

    return Kind(
        "a number", takes, read_number, minimum=low, maximum=high, decimals=decimals
    )


def case_of(programme: str = "") -> Kind[str]:
    """Return the kind that names a case by its number: of *programme*, or of any."""
    return Kind("a case", _is_word, str, target=programme)


def line_of(track: str) -> Kind[str]:
    """Return the kind that refers to a line of *track* by its id."""
    return Kind("a line", _is_word, str, target=track)


def _is_exact(value: int | Decimal, decimals: int) -> bool:
    """Tell whether *value* is of a size that is counted, with so many decimals."""
    if isinstance(value, int):
        return -MOST < value < MOST
    if not value.is_finite() or not -20 < value.adjusted() < 18:
        return False
    # Trailing noughts are no decimals.
    digits, exponent = value.as_tuple()[1:]
    noughts = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return -int(exponent) - noughts <= decimals


def _is_text(value: object) -> bool:
    return _is_written(value, LONGEST_TEXT)


def _is_name(value: object) -> bool:
    return _is_written(value, LONGEST_NAME)


def _is_written(value: object, longest: int) -> bool:
    """Tell whether *value* is text that can be kept: not empty, not half a letter."""
    return (
        isinstance(value, str)
        and bool(value.strip())
        and len(value) <= longest
        and not re.search("[\0\ud800-\udfff]", value)
    )


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[\w:./-]{1,80}", value))


def _is_date(value: object) -> bool:
    return type(value) is date


def _is_country(value: object) -> bool:
    return isinstance(value, str) and is_country(value)


def _is_money(value: object) -> bool:
    return not amount_fault(value)


TEXT: Kind[str] = Kind("text", _is_text, str)
NUMBER = number()
MONEY: Kind[Money] = Kind("money", _is_money, read_money)
DATE: Kind[date] = Kind("a date", _is_date, read_day)
YES_NO: Kind[bool] = Kind("yes or no", lambda v: isinstance(v, bool), read_yes_no)
PERIOD: Kind[Period] = Kind("a period", lambda v: isinstance(v, Period), read_period)
PERSON: Kind[str] = Kind("a person", _is_word, str)
PLACE: Kind[str] = Kind("a place", _is_name, str)
DOCUMENT: Kind[str] = Kind("a document", _is_name, str)
COUNTRY: Kind[str] = Kind("a country", _is_country, str.upper)
