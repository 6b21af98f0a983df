"""Where values come from: questions, settings, and what was said about steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar, cast

from attrs import field, frozen

from migcase.calendar import Period
from migcase.kinds import Kind, NonAnswer, Value
from migcase.programme.algebra import Condition, maybe_condition
from migcase.programme.expressions import (
    Expression,
    Literal,
    Quarter,
    ThisCase,
    Today,
    literal,
)
from migcase.programme.places import Place, place_of_declaration
from migcase.programme.roles import Role, roles, several
from migcase.programme.scope import FREE, MISSING, Found, Keyed, Read, Scope, key_of
from migcase.programme.terms import Lack

V = TypeVar("V", covariant=True)

today = Today()
this_case = ThisCase()


def quarter(day: Expression[date]) -> Quarter:
    """Return the quarter of the calendar year that *day* lies in, like 2026-Q4."""
    return Quarter(literal(day))


def non_answers(given: NonAnswer | Iterable[NonAnswer]) -> tuple[NonAnswer, ...]:
    """Return one non-answer or several as a tuple."""
    return cast("tuple[NonAnswer, ...]", several(given))


@frozen(eq=False)
class Field(Expression[V]):
    """A question, and the kind of answer it takes.

    *when* says for whom it is asked at all; *optional* may be left out; *allows*
    lists the non-answers it accepts; *secrecy* is process, personal, sensitive or
    sealed, and *read_by* the roles that may read a secret one.  A *guarded* one is
    told only where conditions are judged: in a step, on opening a line or the case,
    at an ending; never corrected by a bare statement.
    """

    key: str
    question: str
    kind: Kind[V]
    when: Condition | None = field(default=None, converter=maybe_condition)
    optional: bool = False
    allows: tuple[NonAnswer, ...] = field(default=(), converter=non_answers)
    secrecy: str = "process"
    read_by: tuple[Role, ...] = field(default=(), converter=roles)
    guarded: bool = False
    where: Place = field(factory=place_of_declaration, kw_only=True, repr=False)

    @property
    def gives(self) -> str:
        """Return the name of the kind of its answers."""
        return str(getattr(self.kind, "name", ""))

    @property
    def is_owed(self) -> bool:
        """Tell whether it is always asked, and may not be left out."""
        return self.when is None and not self.optional

    def value(self, scope: Scope) -> Found:
        """Return the current answer, nearest scope first."""
        if scope.is_free(self.key):
            return FREE
        told = scope.told(self.key)
        return told[-1].value if told else MISSING

    def at(self, step: Keyed) -> AtStep[V]:
        """Return the answer that was given when *step* was last done."""
        return AtStep(self.key, key_of(step), self.kind)

    def reads(self) -> Iterator[Read]:
        """Yield the question itself."""
        yield ("fact", self.key, False)


def _default(given: Value | Expression[object] | None) -> Value | None:
    """Return the value itself where it was written as in a condition: days(3)."""
    return cast("Value | None", given.of if isinstance(given, Literal) else given)


@frozen(eq=False)
class Setting(Expression[V]):
    """A typed value that the mission sets, because it is practice and not law.

    *source* says where the default comes from; *status* is published, unverified
    or proposal.  Only a published value may be shown as official.
    """

    key: str
    title: str
    kind: Kind[V]
    default: Value | None = field(default=None, converter=_default)
    source: str = ""
    status: str = "proposal"
    where: Place = field(factory=place_of_declaration, kw_only=True, repr=False)

    @property
    def gives(self) -> str:
        """Return the name of the kind of its value."""
        return str(getattr(self.kind, "name", ""))

    def value(self, scope: Scope) -> Found:
        """Return what the mission set, or the default."""
        found = scope.setting(self.key)
        if found is MISSING and self.default is not None:
            return self.default
        return found

    def reads(self) -> Iterator[Read]:
        """Yield the setting itself."""
        yield ("setting", self.key, False)

    def lacks(self, scope: Scope) -> Iterator[Lack]:
        """Yield the setting, where nobody has set it."""
        if self.value(scope) is MISSING:
            yield ("setting", self.key)


@frozen(eq=False)
class StepOn(Expression[date]):
    """The day on which a step was last done."""

    step: str

    @property
    def gives(self) -> str:
        """Return that it is a day."""
        return "a date"

    def value(self, scope: Scope) -> Found:
        """Return the day, if the step was done."""
        mark = scope.mark(self.step)
        return mark.on if mark is not None and mark.state == "done" else MISSING

    def reads(self) -> Iterator[Read]:
        """Yield the step."""
        yield ("step", self.step, False)

    def lacks(self, scope: Scope) -> Iterator[Lack]:
        """Yield the step, while it is not done."""
        if self.value(scope) is MISSING:
            yield ("step", self.step)


@frozen(eq=False)
class AtStep(Expression[V]):
    """The answer that was given when a step was last done."""

    field: str
    step: str
    kind: Kind[V]

    @property
    def gives(self) -> str:
        """Return the name of the kind of that answer."""
        return str(getattr(self.kind, "name", ""))

    def value(self, scope: Scope) -> Found:
        """Return that answer."""
        for statement in reversed(scope.told(self.field)):
            if statement.step == self.step:
                return statement.value
        return MISSING

    def reads(self) -> Iterator[Read]:
        """Yield the question and the step."""
        yield ("fact", self.field, False)
        yield ("step", self.step, False)

    def lacks(self, scope: Scope) -> Iterator[Lack]:
        """Yield the step, where it was not the step that told the answer."""
        if self.value(scope) is MISSING and scope.told(self.field):
            yield ("step", self.step)


@frozen(eq=False)
class DependingOn(Expression[V]):
    """One of several values, chosen by the answer to a question."""

    field: Expression[str]
    values: Mapping[str, Expression[object]]

    @property
    def gives(self) -> str:
        """Return what all its values give, "" where they differ."""
        kinds = {value.gives for value in self.values.values()}
        return kinds.pop() if len(kinds) == 1 else ""

    def value(self, scope: Scope) -> Found:
        """Return the value that goes with the answer."""
        answer = self.field.value(scope)
        if answer is FREE:
            return FREE
        chosen = self.values.get(answer) if isinstance(answer, str) else None
        return MISSING if chosen is None else chosen.value(scope)

    def terms(self) -> tuple[Expression[object], ...]:
        """Return the question and the values."""
        return (self.field, *self.values.values())


def depending_on(
    field: Expression[str], **values: Period | Expression[Period]
) -> DependingOn[Period]:
    """Return a period that depends on the answer to *field*."""
    return DependingOn(field, {key: literal(value) for key, value in values.items()})
