"""The values that answers and settings have: plain, immutable, exact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import frozen

from migcase.calendar import Period
from migcase.errors import BadValue


class NonAnswer(Enum):
    """An answer that tells nothing but that the question was asked."""

    DONT_KNOW = "dont-know"
    REFUSED = "refused"


# Of a question, that its answers are for named readers alone.
SEALED = "sealed"

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
        return Money(self.amount + self._alike(other), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._alike(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._alike(other)

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._alike(other)

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._alike(other)

    def _alike(self, other: object) -> Decimal:
        """Return the amount of *other*, where it is money in the same currency."""
        if isinstance(other, Money) and other.currency == self.currency:
            return other.amount
        raise BadValue({"value": str(other), "kind": f"money in {self.currency}"})


@frozen
class Sealed:
    """An answer that only its readers can open; *boxes* hold it once for each.

    Each box is the name of a reader and the sealed bytes in base64.
    """

    boxes: tuple[tuple[str, str], ...]

    @property
    def readers(self) -> tuple[str, ...]:
        """The names of those who can open it."""
        return tuple(reader for reader, _ in self.boxes)

    def __str__(self) -> str:
        return "sealed"


Value = (
    str
    | bool
    | int
    | Decimal
    | date
    | Money
    | Period
    | tuple[str, ...]
    | NonAnswer
    | Sealed
)


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
