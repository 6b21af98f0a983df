"""Conditions and values over the lines of a track, and over linked cases.

Aggregates run over the lines that are open or ended by an outcome that counts; the
scope decides which those are.  An aggregate over no lines is said plainly: `each` is
true, `some` is false, `count` is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from attrs import frozen

from migcase.errors import BadValue
from migcase.kinds import Money, NonAnswer, Value
from migcase.programme.conditions import (
    ANY,
    FALSE,
    FREE,
    MISSING,
    TRUE,
    UNKNOWN,
    Condition,
    Explanation,
    Expression,
    Field,
    Found,
    Keyed,
    Read,
    Scope,
    as_condition,
    conjunction,
    literal,
    maybe_condition,
    negation,
    truth_of,
)

V = TypeVar("V")


@frozen(eq=False)
class Some(Condition):
    """At least one line of a track for which a condition holds."""

    track: str
    of: Condition

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible; false over no lines."""
        found = FALSE
        for line in scope.lines(self.track):
            found = negation(
                conjunction(negation(found), negation(self.of.weigh(line)))
            )
        return found

    def reads(self) -> Iterator[Read]:
        """Yield the track, and what the condition reads in every line."""
        yield from _wide(self.track, self.of.reads())

    def support(self, scope: Scope) -> int:
        """Return the last entry behind the lines that decide."""
        return _support(self.track, self.of, scope, TRUE)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield those of every line."""
        for line in scope.lines(self.track):
            yield from self.of.thresholds(line)

    def explain(self, scope: Scope) -> Explanation:
        """Return the explanation in every line."""
        return _explained(self, self.track, self.of, scope)


@frozen(eq=False)
class Each(Condition):
    """Every line of a track fulfils a condition."""

    track: str
    of: Condition

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible; true over no lines."""
        found = TRUE
        for line in scope.lines(self.track):
            found = conjunction(found, self.of.weigh(line))
        return found

    def reads(self) -> Iterator[Read]:
        """Yield the track, and what the condition reads in every line."""
        yield from _wide(self.track, self.of.reads())

    def support(self, scope: Scope) -> int:
        """Return the last entry behind the lines that decide."""
        return _support(self.track, self.of, scope, FALSE)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield those of every line."""
        for line in scope.lines(self.track):
            yield from self.of.thresholds(line)

    def explain(self, scope: Scope) -> Explanation:
        """Return the explanation in every line."""
        return _explained(self, self.track, self.of, scope)


@frozen(eq=False)
class Count(Expression[int]):
    """How many lines of a track fulfil a condition, or how many different answers.

    A line in which the condition is unknown makes the count unknown.
    """

    track: str
    of: Condition | None = None
    distinct: Expression[object] | None = None

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
        seen = {
            found
            for line in scope.lines(self.track)
            if self.of is None or self.of.weigh(line) == TRUE
            if (found := answer.value(line)) is not MISSING
        }
        return FREE if FREE in seen else len(seen)

    def reads(self) -> Iterator[Read]:
        """Yield the track, and what is looked at in every line."""
        yield from _wide(self.track, iter(()))
        for part in (self.of, self.distinct):
            if part is not None:
                yield from _wide(self.track, part.reads())

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield those of every line."""
        if self.of is not None:
            for line in scope.lines(self.track):
                yield from self.of.thresholds(line)


@frozen(eq=False)
class Total(Expression[V]):
    """The sum of an amount over the lines whose asking step is settled.

    A line that has not come to its amount is left out, so that one payment being
    prepared does not block all others.
    """

    track: str
    amount: Expression[V]
    when: Condition | None = None

    def value(self, scope: Scope) -> Found:
        """Return the sum; 0 over no lines."""
        total: Value = 0
        for line in scope.lines(self.track):
            counts = TRUE if self.when is None else self.when.weigh(line)
            found = self.amount.value(line)
            if counts == FALSE or found is MISSING or isinstance(found, NonAnswer):
                continue
            if found is FREE or counts != TRUE:
                return FREE if found is FREE else MISSING
            try:
                total = _plus(total, found)
            except BadValue:  # two currencies have no sum
                return MISSING
        return total

    def reads(self) -> Iterator[Read]:
        """Yield the track, and what is looked at in every line."""
        yield from _wide(self.track, self.amount.reads())
        if self.when is not None:
            yield from _wide(self.track, self.when.reads())


@frozen(eq=False)
class Extreme(Expression[V]):
    """A value in the first or the latest line of a track that has one."""

    track: str
    of: Expression[V]
    last: bool

    def value(self, scope: Scope) -> Found:
        """Return the value, missing where no line has one."""
        lines = scope.lines(self.track)
        for line in reversed(lines) if self.last else lines:
            found = self.of.value(line)
            if found is not MISSING:
                return found
        return MISSING

    def reads(self) -> Iterator[Read]:
        """Yield the track, and what is looked at in every line."""
        yield from _wide(self.track, self.of.reads())


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

    def explain(self, scope: Scope) -> Explanation:
        """Return how the line ended."""
        return Explanation(self, truth_of(self.weigh(scope)), line=scope.line_id)


@frozen(eq=False)
class Linked(Condition):
    """A condition on the case that an answer refers to.

    Unknown while there is no such answer or that case cannot be read.  What it found
    is kept with the entry that relied on it.
    """

    reference: Field[str]
    of: Condition

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible in the linked case."""
        found = self.reference.value(scope)
        if found is FREE:
            return ANY
        other = scope.linked(found) if isinstance(found, str) else None
        return UNKNOWN if other is None else self.of.weigh(other)

    def reads(self) -> Iterator[Read]:
        """Yield the reference, and the case behind it."""
        yield from self.reference.reads()
        yield ("linked", self.reference.key, False)

    def explain(self, scope: Scope) -> Explanation:
        """Return the explanation in the linked case."""
        found = self.reference.value(scope)
        other = scope.linked(found) if isinstance(found, str) else None
        truth = truth_of(self.weigh(scope))
        if other is None:
            return Explanation(self, truth, missing=(self.reference.key,))
        return Explanation(self, truth, parts=(self.of.explain(other),))


@frozen(eq=False)
class LinkedValue(Expression[V]):
    """A value in the case that an answer refers to."""

    reference: Field[str]
    of: Expression[V]

    def value(self, scope: Scope) -> Found:
        """Return the value there, missing where that case cannot be read."""
        found = self.reference.value(scope)
        if found is FREE:
            return FREE
        other = scope.linked(found) if isinstance(found, str) else None
        return MISSING if other is None else self.of.value(other)

    def reads(self) -> Iterator[Read]:
        """Yield the reference, and the case behind it."""
        yield from self.reference.reads()
        yield ("linked", self.reference.key, False)


@frozen(eq=False)
class Named(Condition):
    """A predicate that a plugin registered in code, with its sentence.

    *reads_of* names the questions it looks at; it is given their answers and
    nothing else, and returns true, false or None where it cannot tell.
    """

    code: str
    sentence: str
    predicate: Callable[..., bool | None]
    of: tuple[Expression[object], ...]

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible."""
        found = [one.value(scope) for one in self.of]
        if FREE in found:
            return ANY
        if MISSING in found:
            return UNKNOWN
        answer = self.predicate(*found)
        return UNKNOWN if answer is None else TRUE if answer else FALSE

    def reads(self) -> Iterator[Read]:
        """Yield the questions it looks at."""
        for one in self.of:
            yield from one.reads()

    def explain(self, scope: Scope) -> Explanation:
        """Return the answers it looked at."""
        keys = [key for sort, key, wide in self.reads() if sort == "fact" and not wide]
        told = {key: scope.told(key) for key in keys}
        values = {key: said[-1].value for key, said in told.items() if said}
        gaps = tuple(key for key, said in told.items() if not said)
        return Explanation(
            self, truth_of(self.weigh(scope)), values, gaps, line=scope.line_id
        )


def some(track: Keyed, condition: Condition | Expression[bool]) -> Some:
    """Whether at least one line of *track* fulfils *condition*."""
    return Some(track.key, as_condition(condition))


def each(track: Keyed, condition: Condition | Expression[bool]) -> Each:
    """Whether every line of *track* fulfils *condition*; true over no lines."""
    return Each(track.key, as_condition(condition))


def count(
    track: Keyed,
    condition: Condition | Expression[bool] | None = None,
    *,
    distinct: Expression[object] | None = None,
) -> Count:
    """Return how many lines fulfil *condition*, or how many answers differ."""
    return Count(track.key, maybe_condition(condition), distinct)


def total(
    track: Keyed,
    amount: Expression[V],
    when: Condition | Expression[bool] | None = None,
) -> Total[V]:
    """Return the sum of *amount* over the lines of *track* that have one."""
    return Total(track.key, amount, maybe_condition(when))


def first(track: Keyed, value: Expression[V]) -> Extreme[V]:
    """Return *value* in the first line of *track* that has one."""
    return Extreme(track.key, value, False)


def latest(track: Keyed, value: Expression[V]) -> Extreme[V]:
    """Return *value* in the latest line of *track* that has one."""
    return Extreme(track.key, value, True)


def ended(*outcomes: str) -> Ended:
    """Whether the line ended in one of *outcomes*."""
    return Ended(outcomes)


def linked(reference: Field[str], condition: Condition | Expression[bool]) -> Linked:
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


def _wide(track: str, reads: Iterator[Read]) -> Iterator[Read]:
    yield ("track", track, False)
    for sort, key, _ in reads:
        yield (sort, key, True)


def _support(track: str, of: Condition, scope: Scope, deciding: int) -> int:
    """Return the last entry behind the lines that decide, else behind all lines."""
    lines = scope.lines(track)
    deciders = [line for line in lines if of.weigh(line) == deciding]
    return max((of.support(line) for line in deciders or lines), default=0)


def _explained(
    condition: Condition, track: str, of: Condition, scope: Scope
) -> Explanation:
    parts = tuple(of.explain(line) for line in scope.lines(track))
    truth = truth_of(condition.weigh(scope))
    return Explanation(condition, truth, parts=parts, line=scope.line_id)


def _plus(total: Value, found: object) -> Value:
    if isinstance(found, Money):
        return found if not isinstance(total, Money) else total + found
    assert isinstance(found, int | Decimal)
    assert isinstance(total, int | Decimal)
    return total + found
