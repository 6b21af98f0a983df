"""What is read in another case, and what is decided by a plugin's own code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from attrs import evolve, frozen

from migcase.programme.algebra import Condition
from migcase.programme.expressions import Expression
from migcase.programme.fields import Field
from migcase.programme.scope import FREE, MISSING, Found, Read, Scope
from migcase.programme.terms import Explanation, Lack
from migcase.programme.truths import ANY, FALSE, TRUE, UNKNOWN, truth_of

V = TypeVar("V", covariant=True)


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
        if self.reference.value(scope) is FREE:
            return ANY
        other = _other(self.reference, scope)
        return UNKNOWN if other is None else self.of.weigh(other)

    def reads(self) -> Iterator[Read]:
        """Yield the reference, and the case behind it."""
        return _reads(self.reference)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield those in the linked case."""
        other = _other(self.reference, scope)
        if other is not None:
            yield from self.of.thresholds(other)

    def explain(self, scope: Scope) -> Explanation:
        """Return the explanation in the linked case, whose gaps are not ours."""
        truth, key = truth_of(self.weigh(scope)), self.reference.key
        told = scope.told(key)
        values = {key: told[-1].value} if told else {}
        other = _other(self.reference, scope)
        if other is not None:
            parts = (_foreign(self.of.explain(other)),)
            return Explanation(self, truth, values, (), parts, scope.line_id)
        gaps: tuple[str, ...] = () if told else (key,)
        lacks: tuple[Lack, ...] = (("case", key),) if told else ()
        return Explanation(self, truth, values, gaps, line=scope.line_id, lacking=lacks)


@frozen(eq=False)
class LinkedValue(Expression[V]):
    """A value in the case that an answer refers to."""

    reference: Field[str]
    of: Expression[V]

    @property
    def gives(self) -> str:
        """Return what it gives there."""
        return self.of.gives

    def value(self, scope: Scope) -> Found:
        """Return the value there, missing where that case cannot be read."""
        if self.reference.value(scope) is FREE:
            return FREE
        other = _other(self.reference, scope)
        return MISSING if other is None else self.of.value(other)

    def reads(self) -> Iterator[Read]:
        """Yield the reference, and the case behind it."""
        return _reads(self.reference)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield those in the linked case."""
        other = _other(self.reference, scope)
        if other is not None:
            yield from self.of.thresholds(other)

    def lacks(self, scope: Scope) -> Iterator[Lack]:
        """Yield the case that tells nothing, though it is named."""
        if self.value(scope) is MISSING and scope.told(self.reference.key):
            yield ("case", self.reference.key)


@frozen(eq=False)
class Named(Condition):
    """A predicate that a plugin registered in code, with its sentence.

    *of* are the questions it looks at; it is given their answers and nothing else,
    and returns true, false or None where it cannot tell.
    """

    code: str
    sentence: str
    predicate: Callable[..., bool | None]
    of: tuple[Expression[object], ...]

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible."""
        found = [one.value(scope) for one in self.of]
        if any(one is MISSING for one in found):
            return UNKNOWN
        if any(one is FREE for one in found):
            return ANY
        answer = self.predicate(*found)
        return UNKNOWN if answer is None else TRUE if answer else FALSE

    def terms(self) -> tuple[Expression[object], ...]:
        """Return the questions it looks at."""
        return self.of


def _other(reference: Field[str], scope: Scope) -> Scope | None:
    found = reference.value(scope)
    return scope.linked(found) if isinstance(found, str) else None


def _reads(reference: Field[str]) -> Iterator[Read]:
    yield from reference.reads()
    yield ("linked", reference.key, False)


def _foreign(explanation: Explanation) -> Explanation:
    """Return *explanation* with its gaps as those of another case."""
    lacks = tuple(("fact", key) for key in explanation.missing)
    parts = tuple(_foreign(part) for part in explanation.parts)
    return evolve(
        explanation, missing=(), lacking=explanation.lacking + lacks, parts=parts
    )
