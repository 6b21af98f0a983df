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
from enum import Enum
from typing import Generic, TypeVar

from attrs import field, frozen

from migcase.calendar import Period
from migcase.errors import BadValue

V = TypeVar("V", covariant=True)


class NonAnswer(Enum):
    """An answer that tells nothing but that the question was asked."""

    DONT_KNOW = "dont-know"
    REFUSED = "refused"


DONT_KNOW = NonAnswer.DONT_KNOW
REFUSED = NonAnswer.REFUSED


@frozen(order=False)
class Money:
    """An exact amount in one currency (ISO 4217 code)."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._exact(other), self.currency)

    def __lt__(self, other: Money | int) -> bool:
        return self.amount < self._exact(other)

    def __le__(self, other: Money | int) -> bool:
        return self.amount <= self._exact(other)

    def __gt__(self, other: Money | int) -> bool:
        return self.amount > self._exact(other)

    def __ge__(self, other: Money | int) -> bool:
        return self.amount >= self._exact(other)

    def _exact(self, other: object) -> Decimal:
        """Return the amount of *other* in this currency; nothing is 0 in any."""
        if isinstance(other, Money) and other.currency == self.currency:
            return other.amount
        if other == 0 and type(other) is int:
            return Decimal(0)
        raise BadValue({"value": str(other), "kind": f"money in {self.currency}"})


Value = str | bool | int | Decimal | date | Money | Period | tuple[str, ...] | NonAnswer


@frozen(eq=True)
class Kind(Generic[V]):
    """A kind of value: its name, its choices or bounds, and how a form reads it.

    *takes* tells whether a Python value fits; *reads* makes a value of what
    somebody typed, or raises ``ValueError``.
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
        except (ValueError, InvalidOperation):
            value = None
        if value is None or not self.takes(value):
            raise BadValue({"value": text, "kind": self.name, "choices": self.choices})
        return value


def one_of(*choices: str) -> Kind[str]:
    """Return the kind that takes one of *choices*."""
    return Kind("one of", lambda value: value in choices, str, choices=choices)


def many_of(*choices: str | Kind[str]) -> Kind[tuple[str, ...]]:
    """Return the kind that takes any number of *choices*, or of another kind."""
    of = choices[0] if choices and isinstance(choices[0], Kind) else None
    listed = tuple(choice for choice in choices if isinstance(choice, str))

    def takes(value: object) -> bool:
        return (
            isinstance(value, tuple)
            and len(set(value)) == len(value)
            and all(of.accepts(one) if of else one in listed for one in value)
        )

    def reads(text: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in text.split(",") if part.strip())

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
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return False
        exact = Decimal(value)
        return (
            exact.is_finite()
            and (low is None or exact >= low)
            and (high is None or exact <= high)
            and -int(exact.normalize().as_tuple().exponent) <= decimals
        )

    def reads(text: str) -> int | Decimal:
        plain = text.replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
        plain = plain.replace("\N{NARROW NO-BREAK SPACE}", "").replace(",", ".")
        return int(plain) if re.fullmatch(r"[+-]?\d{1,18}", plain) else Decimal(plain)

    return Kind("a number", takes, reads, minimum=low, maximum=high, decimals=decimals)


def case_of(programme: str) -> Kind[str]:
    """Return the kind that refers to a case of *programme* by its number."""
    return Kind("a case", _is_word, str, target=programme)


def line_of(track: str) -> Kind[str]:
    """Return the kind that refers to a line of *track* by its id."""
    return Kind("a line", _is_word, str, target=track)


def kind_of_value(value: object) -> str:
    """Return the name of the kind that *value* has by its nature, "" if it has none."""
    if isinstance(value, bool):
        return "yes or no"
    for nature, name in _NATURES:
        if isinstance(value, nature):
            return name
    return ""


_NATURES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (str, "text"),
    ((int, Decimal), "a number"),
    (date, "a date"),
    (Money, "money"),
    (Period, "a period"),
    (tuple, "many of"),
)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[\w:./-]{1,80}", value))


def _is_date(value: object) -> bool:
    return type(value) is date


def _is_money(value: object) -> bool:
    return (
        isinstance(value, Money)
        and value.amount.is_finite()
        and value.amount >= 0
        and bool(re.fullmatch(r"[A-Z]{3}", value.currency))
        and -int(value.amount.as_tuple().exponent) <= 4
    )


def _reads_money(text: str) -> Money:
    amount, _, currency = text.replace("\N{NO-BREAK SPACE}", " ").rpartition(" ")
    exact = Decimal(amount.replace(" ", "").replace(",", "."))
    return Money(exact, currency.upper())


YES = frozenset({"yes", "y", "true", "1", "oui", "o", "نعم"})
NO = frozenset({"no", "n", "false", "0", "non", "لا"})


def _reads_yes_no(text: str) -> bool:
    word = text.casefold()
    if word not in YES | NO:
        raise ValueError(text)
    return word in YES


def _reads_period(text: str) -> Period:
    found = re.fullmatch(r"(\d{1,5}) *(days|working days|months)", text)
    if not found:
        raise ValueError(text)
    return Period(**{found[2].replace(" ", "_"): int(found[1])})


TEXT: Kind[str] = Kind("text", _is_text, str)
NUMBER = number()
MONEY: Kind[Money] = Kind("money", _is_money, _reads_money)
DATE: Kind[date] = Kind("a date", _is_date, date.fromisoformat)
YES_NO: Kind[bool] = Kind("yes or no", lambda v: isinstance(v, bool), _reads_yes_no)
PERIOD: Kind[Period] = Kind("a period", lambda v: isinstance(v, Period), _reads_period)
PERSON: Kind[str] = Kind("a person", _is_word, str)
PLACE: Kind[str] = Kind("a place", _is_text, str)
DOCUMENT: Kind[str] = Kind("a document", _is_text, str)
COUNTRY: Kind[str] = Kind(
    "a country",
    lambda v: isinstance(v, str) and bool(re.fullmatch(r"[A-Z]{2}", v)),
    str.upper,
)
