"""What has a value in a case, as far as conditions need to know, and explanations.

How values are compared is for `migcase.programme.expressions`, what is made of the
conditions for `migcase.programme.algebra`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import field, frozen

from migcase.kinds import Value
from migcase.programme.scope import Found, Read, Scope, last_said

if TYPE_CHECKING:
    from migcase.programme.algebra import Condition

V = TypeVar("V", covariant=True)

# What is not there: a sort (step, setting, case, or a fact of another case), a key.
Lack = tuple[str, str]


@frozen(eq=False)
class Explanation:
    """Why a condition is true, false or unknown: its parts, values and gaps.

    *values* are the answers it looked at, by key; *missing* the keys nobody has
    answered yet; *lacking* what else is not there; *sides* what each side of a
    comparison came to; *line* the line of a track it was weighed in.
    """

    condition: Condition
    truth: str
    values: Mapping[str, Value] = field(factory=dict)
    missing: tuple[str, ...] = ()
    parts: tuple[Explanation, ...] = ()
    line: str | None = None
    sides: tuple[Found, ...] = ()
    lacking: tuple[Lack, ...] = ()

    def gaps(self) -> Iterator[str]:
        """Yield the keys of the missing facts that keep it from being true."""
        yield from self.missing
        for part in self.parts:
            if part.truth in ("unknown", self.truth):
                yield from part.gaps()


class Term(Generic[V]):
    """Something that has a value in a case, as far as conditions need to know it."""

    __slots__ = ()

    @abstractmethod
    def value(self, scope: Scope) -> Found:
        """Return its value in *scope*, or a marker."""

    @abstractmethod
    def affirmed(self) -> Condition:
        """Return that it is answered with yes; raise `NotACondition` if it cannot."""

    def terms(self) -> tuple[Term[object], ...]:
        """Return the values it is made of."""
        return ()

    def reads(self) -> Iterator[Read]:
        """Yield what the value depends on."""
        for term in self.terms():
            yield from term.reads()

    def support(self, scope: Scope) -> int:
        """Return the number of the last entry that bears on the value."""
        return last_behind(self.reads(), self.terms(), scope)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield the days on which the value changes although nobody writes."""
        for term in self.terms():
            yield from term.thresholds(scope)

    def reasons(self, scope: Scope) -> Iterator[Explanation]:
        """Yield why the value is what it is, where lines or other cases made it."""
        for term in self.terms():
            yield from term.reasons(scope)

    def lacks(self, scope: Scope) -> Iterator[Lack]:
        """Yield what is not there, besides answers, so that there is no value."""
        for term in self.terms():
            yield from term.lacks(scope)


def last_behind(
    reads: Iterator[Read], parts: Iterable[Condition | Term[object]], scope: Scope
) -> int:
    """Return the number of the last entry behind what is read, here or in parts."""
    own = max((last_said(read, scope) for read in reads), default=0)
    return max((own, *(part.support(scope) for part in parts)))
