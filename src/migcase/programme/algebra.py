"""Conditions, and what can be made of conditions: and, or, not, needs.

A condition is data: it can be weighed, explained, printed, compared and stored, and
there is no other way for a programme to decide.  What has a value in a case, and
can be compared, is for `migcase.programme.expressions`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from datetime import date
from typing import NoReturn

from attrs import frozen

from migcase.errors import NoCondition, NotACondition
from migcase.programme.faults import called
from migcase.programme.places import place_of_declaration
from migcase.programme.scope import Read, Scope
from migcase.programme.terms import Explanation, Term, last_behind
from migcase.programme.truths import (
    FALSE,
    TRUE,
    UNKNOWN,
    conjunction,
    disjunction,
    negation,
    truth_of,
)


class Condition:
    """A statement about a case that is true, false or unknown.

    It is made of conditions (`inner`) and of values (`terms`); whatever a sort of
    condition does not say otherwise follows from those.
    """

    __slots__ = ()

    @abstractmethod
    def weigh(self, scope: Scope) -> int:
        """Return the truths that are possible in *scope*, as bits."""

    def inner(self) -> tuple[Condition, ...]:
        """Return the conditions it is made of."""
        return ()

    def terms(self) -> tuple[Term[object], ...]:
        """Return the values it looks at."""
        return ()

    def reads(self) -> Iterator[Read]:
        """Yield what the truth depends on."""
        for part in self.inner():
            yield from part.reads()
        for term in self.terms():
            yield from term.reads()

    def support(self, scope: Scope) -> int:
        """Return the number of the last entry that bears on the present truth."""
        return last_behind(self.reads(), (*self.inner(), *self.terms()), scope)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield the days on which the truth may change although nobody writes."""
        for part in self.inner():
            yield from part.thresholds(scope)
        for term in self.terms():
            yield from term.thresholds(scope)

    def explain(self, scope: Scope) -> Explanation:
        """Return why it is true, false or unknown."""
        parts = tuple(one.explain(scope) for one in self.inner())
        if parts:
            truth = truth_of(self.weigh(scope))
            return Explanation(self, truth, parts=parts, line=scope.line_id)
        return leaf(self, scope)

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> NoReturn:
        raise NotACondition(str(place_of_declaration()))

    def __ne__(self, other: object) -> NoReturn:
        raise NotACondition(str(place_of_declaration()))

    def __bool__(self) -> NoReturn:
        raise NotACondition(str(place_of_declaration()))

    def __and__(self, other: Condition | Term[bool]) -> Both:
        return Both((*_flat(self, Both), *_flat(as_condition(other), Both)))

    def __or__(self, other: Condition | Term[bool]) -> Either:
        return Either((*_flat(self, Either), *_flat(as_condition(other), Either)))

    def __rand__(self, other: Term[bool]) -> Both:
        return as_condition(other) & self

    def __ror__(self, other: Term[bool]) -> Either:
        return as_condition(other) | self

    def __invert__(self) -> Not:
        return Not(self)

    def needs(self, *parts: Condition | Term[bool]) -> Needs:
        """Demand *parts*, one refusal each, only where this condition is true."""
        return Needs(self, tuple(as_condition(part) for part in parts))


@frozen(eq=False)
class Both(Condition):
    """All of several conditions."""

    parts: tuple[Condition, ...]

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible for all of them together."""
        found = TRUE
        for part in self.parts:
            found = conjunction(found, part.weigh(scope))
            if found == FALSE:
                break
        return found

    def inner(self) -> tuple[Condition, ...]:
        """Return its parts."""
        return self.parts

    def support(self, scope: Scope) -> int:
        """Return the last entry behind the parts that decide."""
        return _deciding(self.parts, self.weigh(scope), scope)


@frozen(eq=False)
class Either(Condition):
    """At least one of several conditions."""

    parts: tuple[Condition, ...]

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible for any of them."""
        found = FALSE
        for part in self.parts:
            found = disjunction(found, part.weigh(scope))
            if found == TRUE:
                break
        return found

    def inner(self) -> tuple[Condition, ...]:
        """Return its parts."""
        return self.parts

    def support(self, scope: Scope) -> int:
        """Return the last entry behind the parts that decide."""
        return _deciding(self.parts, self.weigh(scope), scope)


@frozen(eq=False)
class Not(Condition):
    """The contrary of a condition."""

    of: Condition

    def weigh(self, scope: Scope) -> int:
        """Return the contrary truths."""
        return negation(self.of.weigh(scope))

    def inner(self) -> tuple[Condition, ...]:
        """Return what is denied."""
        return (self.of,)

    def support(self, scope: Scope) -> int:
        """Return the last entry behind the condition."""
        return self.of.support(scope)


@frozen(eq=False)
class Needs(Condition):
    """Demands that only hold where a condition does; each is refused by itself."""

    of: Condition
    parts: tuple[Condition, ...]

    def each(self) -> tuple[Condition, ...]:
        """Return one condition for each demand."""
        return tuple(~self.of | part for part in self.parts)

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible for all demands together."""
        return Both(self.each()).weigh(scope)

    def inner(self) -> tuple[Condition, ...]:
        """Return one condition for each demand."""
        return self.each()


def as_condition(given: Condition | Term[bool] | object) -> Condition:
    """Return *given* as a condition; raise `NotACondition` where it is none."""
    if isinstance(given, Term):
        return given.affirmed()
    if isinstance(given, Condition):
        return given
    raise NoCondition(str(place_of_declaration()), called(given))


def maybe_condition(given: Condition | Term[bool] | None) -> Condition | None:
    """Return *given* as a condition, or None."""
    return None if given is None else as_condition(given)


def leaf(
    condition: Condition, scope: Scope, *, tells_gaps: bool = False
) -> Explanation:
    """Return the explanation of a condition that is made of values only."""
    found = condition.weigh(scope)
    gaps = tells_gaps or bool(found & UNKNOWN)
    facts = [
        key for sort, key, wide in condition.reads() if sort == "fact" and not wide
    ]
    told = {key: scope.told(key) for key in facts}
    missing = [key for key, said in told.items() if not said]
    lacking = [lack for term in condition.terms() for lack in term.lacks(scope)]
    return Explanation(
        condition,
        truth_of(found),
        {key: said[-1].value for key, said in told.items() if said},
        tuple(missing) if gaps else (),
        tuple(reason for term in condition.terms() for reason in term.reasons(scope)),
        scope.line_id,
        tuple(term.value(scope) for term in condition.terms()),
        tuple(dict.fromkeys(lacking)) if gaps else (),
    )


def _flat(condition: Condition, sort: type[Both | Either]) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, sort) else (condition,)


def _deciding(parts: tuple[Condition, ...], found: int, scope: Scope) -> int:
    """Return the last entry behind the parts whose truth is that of the whole."""
    same = (part.support(scope) for part in parts if part.weigh(scope) == found)
    return max(same, default=0)
