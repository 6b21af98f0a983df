"""The conditions that values make: answered with yes, compared, one of, known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from migcase.programme.algebra import Condition, leaf
from migcase.programme.places import Place, place_of_declaration
from migcase.programme.scope import FREE, MISSING, Scope
from migcase.programme.terms import Explanation
from migcase.programme.truths import ANY, FALSE, TRUE, UNKNOWN
from migcase.programme.weighing import compared

if TYPE_CHECKING:
    from migcase.programme.expressions import Expression

# By how many days two stretches of as many working days, or months, may differ.
MOST_HOLIDAYS = 16


@frozen(eq=False)
class Yes(Condition):
    """A yes-no question that was answered with yes."""

    of: Expression[bool]

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible: any other answer than yes is false."""
        found = self.of.value(scope)
        if found is True:
            return TRUE
        if found is FREE:
            return ANY
        return UNKNOWN if found is MISSING else FALSE

    def terms(self) -> tuple[Expression[object], ...]:
        """Return the question."""
        return (self.of,)


@frozen(eq=False)
class Compare(Condition):
    """One value compared with another."""

    op: str
    left: Expression[object]
    right: Expression[object]
    where: Place = field(factory=place_of_declaration, repr=False)

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible; what cannot be ordered is unknown."""
        return compared(self.op, self.left.value(scope), self.right.value(scope))

    def terms(self) -> tuple[Expression[object], ...]:
        """Return both sides."""
        return (self.left, self.right)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield the day that today is compared with and the next, or those about it."""
        for one, other in ((self.left, self.right), (self.right, self.left)):
            yield from one.thresholds(scope)
            if not any(sort == "today" and not wide for sort, _, wide in one.reads()):
                continue
            moving, day = one.value(scope), other.value(scope)
            if moving != scope.today:  # it moves along, and not always by one day
                yield from _days(scope.today.toordinal() + 1, 0)
            if isinstance(moving, date) and isinstance(day, date):
                ahead = moving.toordinal() - scope.today.toordinal()
                aside = 0 if moving == scope.today else MOST_HOLIDAYS
                yield from _days(day.toordinal() - ahead, aside)


@frozen(eq=False)
class IsIn(Condition):
    """A value that is one of several."""

    left: Expression[object]
    right: Expression[object]
    where: Place = field(factory=place_of_declaration, repr=False)

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible."""
        one, several = self.left.value(scope), self.right.value(scope)
        if one is MISSING or several is MISSING:
            return UNKNOWN
        if one is FREE or several is FREE:
            return ANY
        return TRUE if isinstance(several, tuple) and one in several else FALSE

    def terms(self) -> tuple[Expression[object], ...]:
        """Return both sides."""
        return (self.left, self.right)


@frozen(eq=False)
class Known(Condition):
    """Whether a question was answered at all."""

    of: Expression[object]

    def weigh(self, scope: Scope) -> int:
        """Return true or false; never unknown."""
        found = self.of.value(scope)
        if found is FREE:
            return TRUE if self.of.is_owed else TRUE | FALSE
        return FALSE if found is MISSING else TRUE

    def terms(self) -> tuple[Expression[object], ...]:
        """Return the question."""
        return (self.of,)

    def explain(self, scope: Scope) -> Explanation:
        """Return the answer, or that there is none."""
        return leaf(self, scope, tells_gaps=True)


def _days(middle: int, aside: int) -> Iterator[date]:
    """Yield the days around one, and the day after them, by their ordinal numbers."""
    for number in range(max(1, middle - aside), middle + aside + 2):
        if number <= date.max.toordinal():
            yield date.fromordinal(number)
