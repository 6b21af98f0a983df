"""Conditions and values over the lines of a track, and over linked cases.

Aggregates run over the lines that are open or ended by an outcome that counts; the
scope decides which those are.  An aggregate over no lines is said plainly: `each` is
true, `some` is false, `count` is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from attrs import frozen

from migcase.programme.algebra import Condition, as_condition, maybe_condition
from migcase.programme.expressions import Expression, literal
from migcase.programme.fields import Field
from migcase.programme.links import Linked, LinkedValue, Named
from migcase.programme.scope import Keyed, Read, Scope, key_of
from migcase.programme.sums import Count, Extreme, Total
from migcase.programme.terms import Explanation, Term
from migcase.programme.truths import FALSE, TRUE, conjunction, disjunction, truth_of

# fmt: off
__all__ = [
    "AmongLines", "Count", "Each", "Ended", "Extreme", "Linked", "LinkedValue",
    "Named", "Some", "Total", "count", "each", "ended", "first", "latest", "linked",
    "linked_value", "named", "some", "total",
]
# fmt: on

V = TypeVar("V")


@frozen(eq=False)
class AmongLines(Condition):
    """A condition that is asked in every line of a track."""

    track: str
    of: Condition

    def reads(self) -> Iterator[Read]:
        """Yield the track, and what the condition reads in every line."""
        yield ("track", self.track, False)
        for sort, key, _ in self.of.reads():
            yield (sort, key, True)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield those of every line."""
        for line in scope.lines(self.track):
            yield from self.of.thresholds(line)

    def explain(self, scope: Scope) -> Explanation:
        """Return the explanation in every line."""
        parts = tuple(self.of.explain(line) for line in scope.lines(self.track))
        truth = truth_of(self.weigh(scope))
        return Explanation(self, truth, parts=parts, line=scope.line_id)

    def _behind(self, scope: Scope, deciding: int) -> int:
        """Return the last entry behind the lines that decide, else behind all lines."""
        lines = scope.lines(self.track)
        deciders = [line for line in lines if self.of.weigh(line) == deciding]
        return max((self.of.support(line) for line in deciders or lines), default=0)


@frozen(eq=False)
class Some(AmongLines):
    """At least one line of a track for which a condition holds."""

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible; false over no lines."""
        found = FALSE
        for line in scope.lines(self.track):
            found = disjunction(found, self.of.weigh(line))
        return found

    def support(self, scope: Scope) -> int:
        """Return the last entry behind the lines that decide."""
        return self._behind(scope, TRUE)


@frozen(eq=False)
class Each(AmongLines):
    """Every line of a track fulfils a condition."""

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible; true over no lines."""
        found = TRUE
        for line in scope.lines(self.track):
            found = conjunction(found, self.of.weigh(line))
        return found

    def support(self, scope: Scope) -> int:
        """Return the last entry behind the lines that decide."""
        return self._behind(scope, FALSE)


@frozen(eq=False)
class Ended(Condition):
    """Whether the line ended in one of these ways."""

    outcomes: tuple[str, ...]

    def weigh(self, scope: Scope) -> int:
        """Return true or false; never unknown."""
        return TRUE if scope.ended() in self.outcomes else FALSE

    def reads(self) -> Iterator[Read]:
        """Yield the endings of lines."""
        yield ("ended", "", False)


def some(track: Keyed, condition: Condition | Term[bool]) -> Some:
    """Whether at least one line of *track* fulfils *condition*."""
    return Some(key_of(track), as_condition(condition))


def each(track: Keyed, condition: Condition | Term[bool]) -> Each:
    """Whether every line of *track* fulfils *condition*; true over no lines."""
    return Each(key_of(track), as_condition(condition))


def count(
    track: Keyed,
    condition: Condition | Term[bool] | None = None,
    *,
    distinct: Expression[object] | None = None,
) -> Count:
    """Return how many lines fulfil *condition*, or how many answers differ."""
    return Count(key_of(track), maybe_condition(condition), distinct)


def total(
    track: Keyed,
    amount: Expression[V],
    when: Condition | Term[bool] | None = None,
) -> Total[V]:
    """Return the sum of *amount* over the lines of *track* that have one."""
    return Total(key_of(track), amount, maybe_condition(when))


def first(track: Keyed, value: Expression[V]) -> Extreme[V]:
    """Return *value* in the first line of *track* that has one."""
    return Extreme(key_of(track), value, last=False)


def latest(track: Keyed, value: Expression[V]) -> Extreme[V]:
    """Return *value* in the latest line of *track* that has one."""
    return Extreme(key_of(track), value, last=True)


def ended(*outcomes: str) -> Ended:
    """Whether the line ended in one of *outcomes*."""
    return Ended(outcomes)


def linked(reference: Field[str], condition: Condition | Term[bool]) -> Linked:
    """Whether *condition* holds in the case that *reference* names."""
    return Linked(reference, as_condition(condition))


def linked_value(reference: Field[str], value: Expression[V]) -> LinkedValue[V]:
    """Return *value* in the case that *reference* names."""
    return LinkedValue(reference, value)


def named(
    code: str,
    sentence: str,
    predicate: Callable[..., bool | None],
    *of: Expression[object],
) -> Named:
    """Return a predicate written in Python over the answers to *of*."""
    return Named(code, sentence, predicate, tuple(literal(one) for one in of))
