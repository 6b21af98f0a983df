"""Values over the lines of a track: how many, how much, the first and the latest."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from attrs import frozen

from migcase.kinds import NonAnswer
from migcase.programme.algebra import Condition
from migcase.programme.expressions import Expression
from migcase.programme.scope import FREE, MISSING, Found, Read, Scope
from migcase.programme.terms import Explanation, Lack, Term
from migcase.programme.truths import FALSE, TRUE, UNKNOWN
from migcase.programme.weighing import added

V = TypeVar("V", covariant=True)


class OverLines(Expression[V]):
    """A value that is worked out over the lines of a track."""

    __slots__ = ()
    track: str

    @abstractmethod
    def looks_at(self) -> tuple[Condition | Term[object], ...]:
        """Return what is looked at in each line."""

    def reads(self) -> Iterator[Read]:
        """Yield the track, and what is looked at in every line."""
        yield ("track", self.track, False)
        for part in self.looks_at():
            yield from ((sort, key, True) for sort, key, _ in part.reads())

    def support(self, scope: Scope) -> int:
        """Return the last entry behind what is looked at in any line."""
        lines, parts = scope.lines(self.track), self.looks_at()
        found = (part.support(line) for line in lines for part in parts)
        return max(found, default=0)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield those of every line."""
        for line in scope.lines(self.track):
            for part in self.looks_at():
                yield from part.thresholds(line)

    def reasons(self, scope: Scope) -> Iterator[Explanation]:
        """Yield why each line counts, or does not, or cannot be told."""
        for line in scope.lines(self.track):
            for part in self.looks_at():
                if isinstance(part, Condition):
                    yield part.explain(line)

    def lacks(self, scope: Scope) -> Iterator[Lack]:
        """Yield the track, where it has no line that tells."""
        if self.value(scope) is MISSING:
            yield ("track", self.track)


@frozen(eq=False)
class Count(OverLines[int]):
    """How many lines of a track fulfil a condition, or how many different answers.

    A line in which the condition is unknown makes the count unknown.
    """

    track: str
    of: Condition | None = None
    distinct: Expression[object] | None = None

    @property
    def gives(self) -> str:
        """Return that it is a number."""
        return "a number"

    def looks_at(self) -> tuple[Condition | Term[object], ...]:
        """Return the condition, and whose answers must differ."""
        return tuple(part for part in (self.of, self.distinct) if part is not None)

    def value(self, scope: Scope) -> Found:
        """Return the number."""
        if self.distinct is not None:
            return self._different(self.distinct, scope)
        number = 0
        for line in scope.lines(self.track):
            found = TRUE if self.of is None else self.of.weigh(line)
            if found == UNKNOWN:
                return MISSING
            if found not in (TRUE, FALSE):
                return FREE
            number += found == TRUE
        return number

    def _different(self, answer: Expression[object], scope: Scope) -> Found:
        seen: set[Found] = set()
        for line in scope.lines(self.track):
            counts = TRUE if self.of is None else self.of.weigh(line)
            found = answer.value(line)
            if found is MISSING or counts in (FALSE, UNKNOWN):
                continue
            if counts != TRUE:
                return FREE
            try:
                seen.add(found)
            except TypeError:  # no value at all
                return MISSING
        return FREE if FREE in seen else len(seen)


@frozen(eq=False)
class Total(OverLines[V]):
    """The sum of an amount over the lines whose asking step is settled.

    A line that has not come to its amount is left out, so that one payment being
    prepared does not block all others.
    """

    track: str
    amount: Expression[V]
    when: Condition | None = None

    @property
    def gives(self) -> str:
        """Return what the amount gives."""
        return self.amount.gives

    def looks_at(self) -> tuple[Condition | Term[object], ...]:
        """Return the amount, and when a line counts."""
        return (self.amount,) if self.when is None else (self.amount, self.when)

    def value(self, scope: Scope) -> Found:
        """Return the sum; 0 over no lines."""
        total: Found = 0
        for line in scope.lines(self.track):
            counts = TRUE if self.when is None else self.when.weigh(line)
            found = self.amount.value(line)
            if counts == FALSE or found is MISSING or isinstance(found, NonAnswer):
                continue
            if counts == UNKNOWN:
                return MISSING
            if found is FREE or counts != TRUE:
                return FREE
            total = added(total, found, 1)
            if total is MISSING:  # two currencies, or no amount at all
                return MISSING
        return total


@frozen(eq=False)
class Extreme(OverLines[V]):
    """A value in the first or the latest line of a track that has one."""

    track: str
    of: Expression[V]
    last: bool

    @property
    def gives(self) -> str:
        """Return what it gives in a line."""
        return self.of.gives

    def looks_at(self) -> tuple[Condition | Term[object], ...]:
        """Return what is looked for."""
        return (self.of,)

    def value(self, scope: Scope) -> Found:
        """Return the value, missing where no line has one."""
        lines = scope.lines(self.track)
        for line in reversed(lines) if self.last else lines:
            found = self.of.value(line)
            if found is not MISSING:
                return found
        return MISSING
