"""What has a value in a case, and the conditions that comparing values makes.

Where a value is looked up (a question, a setting, the day of a step) is for
`migcase.programme.fields`; what is worked out over many lines for
`migcase.programme.lines`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NoReturn, TypeVar, cast, overload

from attrs import field, frozen

from migcase.calendar import Period
from migcase.errors import NoCondition, NotACondition
from migcase.kinds import Money, NonAnswer, Value, kind_of_value
from migcase.programme.algebra import Both, Condition, Either, Not
from migcase.programme.comparisons import Compare, IsIn, Known, Yes
from migcase.programme.faults import called
from migcase.programme.places import Place, place_of_declaration
from migcase.programme.scope import FREE, MISSING, Found, Scope
from migcase.programme.terms import Term
from migcase.programme.weighing import added, moved

V = TypeVar("V", covariant=True)
W = TypeVar("W")
Ordered = TypeVar("Ordered", date, int | Decimal, Money)
Amount = TypeVar("Amount", int | Decimal, Money)

_AMOUNTS = frozenset({"a number", "money"})


class Expression(Term[V]):
    """Something that has a value in a case; comparing it makes a condition."""

    __slots__ = ()

    @property
    def gives(self) -> str:
        """Return the name of the kind of value it has, "" where that is not known."""
        return ""

    def affirmed(self) -> Condition:
        """Return that it is answered with yes."""
        if self.gives != "yes or no":
            raise NoCondition(str(place_of_declaration()), called(self))
        return Yes(cast("Expression[bool]", self))

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> Compare:  # type: ignore[override]  # a condition
        return Compare("==", self, literal(other))

    def __ne__(self, other: object) -> Compare:  # type: ignore[override]  # a condition
        return Compare("!=", self, literal(other))

    def __lt__(
        self: Expression[Ordered], other: Ordered | Expression[Ordered]
    ) -> Compare:
        return Compare("<", self, literal(other))

    def __le__(
        self: Expression[Ordered], other: Ordered | Expression[Ordered]
    ) -> Compare:
        return Compare("<=", self, literal(other))

    def __gt__(
        self: Expression[Ordered], other: Ordered | Expression[Ordered]
    ) -> Compare:
        return Compare(">", self, literal(other))

    def __ge__(
        self: Expression[Ordered], other: Ordered | Expression[Ordered]
    ) -> Compare:
        return Compare(">=", self, literal(other))

    @overload
    def __add__(
        self: Expression[date], other: Period | Expression[Period]
    ) -> Shifted: ...
    @overload
    def __add__(
        self: Expression[Amount], other: Amount | Expression[Amount]
    ) -> Plus[Amount]: ...
    def __add__(self, other: object) -> Shifted | Plus[object]:
        return _more(self, literal(other), 1)

    @overload
    def __sub__(
        self: Expression[date], other: Period | Expression[Period]
    ) -> Shifted: ...
    @overload
    def __sub__(
        self: Expression[Amount], other: Amount | Expression[Amount]
    ) -> Plus[Amount]: ...
    def __sub__(self, other: object) -> Shifted | Plus[object]:
        return _more(self, literal(other), -1)

    def __and__(self: Expression[bool], other: Condition | Term[bool]) -> Both:
        return self.affirmed() & other

    def __or__(self: Expression[bool], other: Condition | Term[bool]) -> Either:
        return self.affirmed() | other

    def __invert__(self: Expression[bool]) -> Not:
        return ~self.affirmed()

    def __bool__(self) -> NoReturn:
        raise NotACondition(str(place_of_declaration()))

    def __contains__(self, value: object) -> NoReturn:
        raise NotACondition(str(place_of_declaration()))

    @property
    def is_owed(self) -> bool:
        """Tell whether whoever is asked has to answer."""
        return False

    @property
    def known(self) -> Known:
        """Whether anybody has answered; "don't know" is an answer."""
        return Known(self)

    def is_in(self, *choices: object) -> IsIn:
        """Whether the value is one of *choices* (or of the setting given)."""
        if len(choices) == 1 and isinstance(choices[0], Expression):
            return IsIn(self, choices[0])
        flat = choices[0] if len(choices) == 1 else choices
        several = isinstance(flat, list | tuple | set | frozenset)
        return IsIn(self, literal(flat if several else (flat,)))

    def has(self: Expression[tuple[str, ...]], choice: str) -> IsIn:
        """Whether *choice* is among the several that were answered."""
        return IsIn(literal(choice), self)

    def otherwise(self, value: Value | Expression[V]) -> Otherwise[V]:
        """Return this value, or *value* where no answer says anything."""
        return Otherwise(self, literal(value))

    def after(self: Expression[Period], anchor: Expression[date]) -> Shifted:
        """Return the day this long after *anchor*."""
        return Shifted(anchor, self, 1)

    def before(self: Expression[Period], anchor: Expression[date]) -> Shifted:
        """Return the day this long before *anchor*."""
        return Shifted(anchor, self, -1)


@frozen(eq=False)
class Literal(Expression[V]):
    """A value written in the declaration."""

    of: Value

    @property
    def gives(self) -> str:
        """Return the name of the kind that such a value has."""
        return kind_of_value(self.of)

    def value(self, scope: Scope) -> Found:
        """Return it."""
        return self.of


@frozen(eq=False)
class Today(Expression[date]):
    """The day on which the event happened; for the agenda, the day it is made for."""

    @property
    def gives(self) -> str:
        """Return that it is a day."""
        return "a date"

    def value(self, scope: Scope) -> Found:
        """Return the day."""
        return scope.today

    def reads(self) -> Iterator[tuple[str, str, bool]]:
        """Yield the passing of days."""
        yield ("today", "", False)


@frozen(eq=False)
class ThisCase(Expression[str]):
    """The number of the case; inside a link, of the one that asks.

    So a case can find its own line in the file that owns a limit.
    """

    @property
    def gives(self) -> str:
        """Return that it is a case."""
        return "a case"

    def value(self, scope: Scope) -> Found:
        """Return the number."""
        return scope.asker


@frozen(eq=False)
class Quarter(Expression[str]):
    """The quarter of the calendar year that a day lies in, like 2026-Q4."""

    of: Expression[object]

    @property
    def gives(self) -> str:
        """Return that it is text."""
        return "text"

    def value(self, scope: Scope) -> Found:
        """Return the quarter; missing where there is no day."""
        day = self.of.value(scope)
        if isinstance(day, date):
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        return FREE if day is FREE else MISSING

    def terms(self) -> tuple[Expression[object], ...]:
        """Return the day."""
        return (self.of,)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield those of the day, and the first day of the quarter."""
        yield from self.of.thresholds(scope)
        day = self.of.value(scope)
        if isinstance(day, date):
            yield date(day.year, day.month - (day.month - 1) % 3, 1)


@frozen(eq=False)
class Shifted(Expression[date]):
    """A day some time after (or before) another."""

    anchor: Expression[object]
    period: Expression[object]
    sign: int
    where: Place = field(factory=place_of_declaration, repr=False)

    @property
    def gives(self) -> str:
        """Return that it is a day."""
        return "a date"

    def value(self, scope: Scope) -> Found:
        """Return the day; missing where either part is."""
        start, span = self.anchor.value(scope), self.period.value(scope)
        return moved(start, span, self.sign, scope.calendar)

    def terms(self) -> tuple[Expression[object], ...]:
        """Return the day it counts from, and how far."""
        return (self.anchor, self.period)


@frozen(eq=False)
class Plus(Expression[V]):
    """Two amounts taken together (sign 1), or one less the other (sign -1)."""

    left: Expression[object]
    right: Expression[object]
    sign: int
    where: Place = field(factory=place_of_declaration, repr=False)

    @property
    def gives(self) -> str:
        """Return what its parts give."""
        return self.left.gives or self.right.gives

    def value(self, scope: Scope) -> Found:
        """Return the amount; missing where either part is, or in two currencies."""
        return added(self.left.value(scope), self.right.value(scope), self.sign)

    def terms(self) -> tuple[Expression[object], ...]:
        """Return both parts."""
        return (self.left, self.right)


@frozen(eq=False)
class Otherwise(Expression[V]):
    """A value, or another one where no answer says anything."""

    first: Expression[V]
    second: Expression[object]

    @property
    def gives(self) -> str:
        """Return what the first gives."""
        return self.first.gives

    def value(self, scope: Scope) -> Found:
        """Return the first that is known."""
        found = self.first.value(scope)
        if found is MISSING or isinstance(found, NonAnswer):
            return self.second.value(scope)
        return found

    def terms(self) -> tuple[Expression[object], ...]:
        """Return both."""
        return (self.first, self.second)


def literal(given: object) -> Expression[object]:
    """Return *given* as an expression: itself, or the value written there."""
    if isinstance(given, Expression):
        return given
    if isinstance(given, Condition):
        raise NotACondition(str(place_of_declaration()))
    if isinstance(given, set | frozenset):  # in an order that is no accident
        given = sorted(given, key=repr)
    listed = tuple(given) if isinstance(given, list) else given
    return Literal(listed)  # type: ignore[arg-type]  # the programme checks it


def _more(
    start: Expression[object], other: Expression[object], sign: int
) -> Shifted | Plus[object]:
    """Return a day that is moved, or two amounts taken together."""
    moves = start.gives == "a date" or other.gives == "a period"
    if not moves and {start.gives, other.gives} & _AMOUNTS:
        return Plus(start, other, sign)
    return Shifted(start, other, sign)
