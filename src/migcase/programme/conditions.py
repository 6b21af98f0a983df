"""Questions, settings, and the closed algebra over their answers.

A condition is data: it can be weighed, explained, printed, compared and stored,
and there is no other way for a programme to decide.  Weighing is three-valued
(Kleene): a question nobody has asked makes a condition *unknown*, not false.  What
a condition is weighed against is a `Scope`; how a scope is filled is not known here.
"""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Generic, NoReturn, Protocol, TypeVar

from attrs import field, frozen

from migcase.calendar import Calendar, Period, add, subtract
from migcase.casefile.case import Mark, Statement
from migcase.errors import BadValue, MigcaseError, NotACondition
from migcase.kinds import Kind, Money, NonAnswer, Value
from migcase.programme.places import Place, place_of_declaration

V = TypeVar("V", covariant=True)
W = TypeVar("W")

# What weighing finds: one bit for each truth that is possible.
TRUE, FALSE, UNKNOWN = 1, 2, 4
ANY = TRUE | FALSE | UNKNOWN


class Marker(Enum):
    """What stands where there is no value."""

    MISSING = "missing"  # nobody has said it yet
    FREE = "free"  # whoever does the step may still answer anything


MISSING, FREE = Marker.MISSING, Marker.FREE
Found = Value | Marker

# What a condition reads: a sort, a key, and whether it reads it in every line.
Read = tuple[str, str, bool]


class Scope(Protocol):
    """What a condition is weighed against: one case, or one line of it, on a day."""

    @property
    def today(self) -> date: ...
    @property
    def calendar(self) -> Calendar: ...
    @property
    def line_id(self) -> str | None: ...
    def told(self, key: str) -> Sequence[Statement]: ...
    def is_free(self, key: str) -> bool: ...
    def setting(self, key: str) -> Found: ...
    def mark(self, step: str) -> Mark | None: ...
    def settled(self, step: str) -> int: ...
    def ended(self) -> str | None: ...
    def lines(self, track: str) -> Sequence[Scope]: ...
    def linked(self, case: str) -> Scope | None: ...
    def named(self, code: str) -> Found: ...


@frozen(eq=False)
class Explanation:
    """Why a condition is true, false or unknown: its parts, values and gaps.

    *values* are the answers it looked at, by key; *missing* the keys nobody has
    answered yet; *line* the line of a track it was weighed in.
    """

    condition: Condition
    truth: str
    values: Mapping[str, Value] = field(factory=dict)
    missing: tuple[str, ...] = ()
    parts: tuple[Explanation, ...] = ()
    line: str | None = None

    def gaps(self) -> Iterator[str]:
        """Yield the keys of the facts that are missing, in the order of asking."""
        yield from self.missing
        for part in self.parts:
            yield from part.gaps()


class Expression(ABC, Generic[V]):
    """Something that has a value in a case; comparing it makes a condition."""

    __slots__ = ()

    @abstractmethod
    def value(self, scope: Scope) -> Found:
        """Return its value in *scope*, or a marker."""

    def reads(self) -> Iterator[Read]:
        """Yield what the value depends on."""
        return iter(())

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield the days on which the value changes although nobody writes."""
        return iter(())

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> Compare:  # type: ignore[override]  # a condition
        return Compare("==", self, literal(other))

    def __ne__(self, other: object) -> Compare:  # type: ignore[override]  # a condition
        return Compare("!=", self, literal(other))

    def __lt__(self, other: W | Expression[W]) -> Compare:
        return Compare("<", self, literal(other))

    def __le__(self, other: W | Expression[W]) -> Compare:
        return Compare("<=", self, literal(other))

    def __gt__(self, other: W | Expression[W]) -> Compare:
        return Compare(">", self, literal(other))

    def __ge__(self, other: W | Expression[W]) -> Compare:
        return Compare(">=", self, literal(other))

    def __add__(self, period: Period | Expression[Period]) -> Shifted:
        return Shifted(self, literal(period), 1)

    def __sub__(self, period: Period | Expression[Period]) -> Shifted:
        return Shifted(self, literal(period), -1)

    def __and__(self: Expression[bool], other: Condition | Expression[bool]) -> Both:
        return as_condition(self) & other

    def __or__(self: Expression[bool], other: Condition | Expression[bool]) -> Either:
        return as_condition(self) | other

    def __invert__(self: Expression[bool]) -> Not:
        return ~as_condition(self)

    def __bool__(self) -> NoReturn:
        raise NotACondition

    @property
    def known(self) -> Known:
        """Whether anybody has answered; "don't know" is an answer."""
        return Known(self)

    def is_in(self, *choices: object) -> IsIn:
        """Whether the value is one of *choices* (or of the setting given)."""
        if len(choices) == 1 and isinstance(choices[0], Expression):
            return IsIn(self, choices[0])
        flat = choices[0] if len(choices) == 1 else choices
        listed = tuple(flat) if isinstance(flat, list | tuple | set) else (flat,)
        return IsIn(self, Literal(listed))

    def has(self, choice: str) -> IsIn:
        """Whether *choice* is among the several that were answered."""
        return IsIn(Literal(choice), self)

    def otherwise(self, value: Value) -> Otherwise:
        """Return this value, or *value* where nobody has answered."""
        return Otherwise(self, literal(value))

    def after(self, anchor: Expression[date]) -> Shifted:
        """Return the day this long after *anchor*."""
        return Shifted(anchor, self, 1)

    def before(self, anchor: Expression[date]) -> Shifted:
        """Return the day this long before *anchor*."""
        return Shifted(anchor, self, -1)


@frozen(eq=False)
class Field(Expression[V]):
    """A question, and the kind of answer it takes.

    *when* says for whom it is asked at all; *optional* may be left out; *allows*
    lists the non-answers it accepts; *secrecy* is process, personal, sensitive or
    sealed, and *read_by* the roles that may read a secret one.
    """

    key: str
    question: str
    kind: Kind[V]
    when: Condition | None = field(
        default=None, converter=lambda given: maybe_condition(given)
    )
    optional: bool = False
    allows: tuple[NonAnswer, ...] = ()
    secrecy: str = "process"
    read_by: tuple[object, ...] = field(default=(), converter=lambda given: many(given))
    where: Place = field(factory=place_of_declaration, kw_only=True, repr=False)

    def value(self, scope: Scope) -> Found:
        """Return the current answer, nearest scope first."""
        if scope.is_free(self.key):
            return FREE
        told = scope.told(self.key)
        return told[-1].value if told else MISSING

    def at(self, step: Keyed) -> AtStep:
        """Return the answer that was given when *step* was last done."""
        return AtStep(self.key, step.key)

    def reads(self) -> Iterator[Read]:
        """Yield the question itself."""
        yield ("fact", self.key, False)


@frozen(eq=False)
class Setting(Expression[V]):
    """A typed value that the mission sets, because it is practice and not law.

    *source* says where the default comes from; *status* is published, unverified
    or proposal.  Only a published value may be shown as official.
    """

    key: str
    title: str
    kind: Kind[V]
    default: Value | None = None
    source: str = ""
    status: str = "proposal"
    where: Place = field(factory=place_of_declaration, kw_only=True, repr=False)

    def value(self, scope: Scope) -> Found:
        """Return what the mission set, or the default."""
        found = scope.setting(self.key)
        if found is MISSING and self.default is not None:
            return self.default
        return found

    def reads(self) -> Iterator[Read]:
        """Yield the setting itself."""
        yield ("setting", self.key, False)


class Keyed(Protocol):
    """Anything declared under a key."""

    @property
    def key(self) -> str: ...


@frozen(eq=False)
class Literal(Expression[V]):
    """A value written in the declaration."""

    of: Value

    def value(self, scope: Scope) -> Found:
        """Return it."""
        return self.of


@frozen(eq=False)
class Today(Expression[date]):
    """The day on which the event happened; for the agenda, the day it is made for."""

    def value(self, scope: Scope) -> Found:
        """Return the day."""
        return scope.today

    def reads(self) -> Iterator[Read]:
        """Yield the passing of days."""
        yield ("today", "", False)


today = Today()


@frozen(eq=False)
class StepOn(Expression[date]):
    """The day on which a step was last done."""

    step: str

    def value(self, scope: Scope) -> Found:
        """Return the day, if the step was done."""
        mark = scope.mark(self.step)
        return mark.on if mark is not None and mark.state == "done" else MISSING

    def reads(self) -> Iterator[Read]:
        """Yield the step."""
        yield ("step", self.step, False)


@frozen(eq=False)
class AtStep(Expression[V]):
    """The answer that was given when a step was last done."""

    field: str
    step: str

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


@frozen(eq=False)
class Shifted(Expression[date]):
    """A day some time after (or before) another."""

    anchor: Expression[object]
    period: Expression[object]
    sign: int

    def value(self, scope: Scope) -> Found:
        """Return the day; missing where either part is."""
        start, span = self.anchor.value(scope), self.period.value(scope)
        if start is FREE or span is FREE:
            return FREE
        if not isinstance(start, date) or not isinstance(span, Period):
            return MISSING
        move = add if self.sign > 0 else subtract
        try:
            return move(span, start, scope.calendar)
        except MigcaseError:  # beyond the calendar: no such day
            return MISSING

    def reads(self) -> Iterator[Read]:
        """Yield what the anchor and the period read."""
        yield from self.anchor.reads()
        yield from self.period.reads()


@frozen(eq=False)
class Otherwise(Expression[V]):
    """A value, or another one where nobody has answered."""

    first: Expression[V]
    second: Expression[V]

    def value(self, scope: Scope) -> Found:
        """Return the first that is known."""
        found = self.first.value(scope)
        if found is MISSING or isinstance(found, NonAnswer):
            return self.second.value(scope)
        return found

    def reads(self) -> Iterator[Read]:
        """Yield what either reads."""
        yield from self.first.reads()
        yield from self.second.reads()


@frozen(eq=False)
class DependingOn(Expression[V]):
    """One of several values, chosen by the answer to a question."""

    field: Expression[str]
    values: Mapping[str, Expression[V]]

    def value(self, scope: Scope) -> Found:
        """Return the value that goes with the answer."""
        answer = self.field.value(scope)
        if answer is FREE:
            return FREE
        chosen = self.values.get(answer) if isinstance(answer, str) else None
        return MISSING if chosen is None else chosen.value(scope)

    def reads(self) -> Iterator[Read]:
        """Yield what the question and the values read."""
        yield from self.field.reads()
        for value in self.values.values():
            yield from value.reads()


def depending_on(field: Expression[str], **values: Period) -> DependingOn[Period]:
    """Return a period that depends on the answer to *field*."""
    return DependingOn(field, {key: literal(value) for key, value in values.items()})


class Condition(ABC):
    """A statement about a case that is true, false or unknown."""

    __slots__ = ()

    @abstractmethod
    def weigh(self, scope: Scope) -> int:
        """Return the truths that are possible in *scope*, as bits."""

    @abstractmethod
    def reads(self) -> Iterator[Read]:
        """Yield what the truth depends on."""

    def support(self, scope: Scope) -> int:
        """Return the number of the last entry that bears on the present truth."""
        return max((_last_said(read, scope) for read in self.reads()), default=0)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield the days on which the truth may change although nobody writes."""
        return iter(())

    @abstractmethod
    def explain(self, scope: Scope) -> Explanation:
        """Return why it is true, false or unknown."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> NoReturn:
        raise NotACondition

    def __ne__(self, other: object) -> NoReturn:
        raise NotACondition

    def __bool__(self) -> NoReturn:
        raise NotACondition

    def __and__(self, other: Condition | Expression[bool]) -> Both:
        return Both((*_flat(self, Both), *_flat(as_condition(other), Both)))

    def __or__(self, other: Condition | Expression[bool]) -> Either:
        return Either((*_flat(self, Either), *_flat(as_condition(other), Either)))

    def __rand__(self, other: Expression[bool]) -> Both:
        return as_condition(other) & self

    def __ror__(self, other: Expression[bool]) -> Either:
        return as_condition(other) | self

    def __invert__(self) -> Not:
        return Not(self)

    def needs(self, *parts: Condition | Expression[bool]) -> Needs:
        """Demand *parts*, one refusal each, only where this condition is true."""
        return Needs(self, tuple(as_condition(part) for part in parts))


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

    def reads(self) -> Iterator[Read]:
        """Yield the question."""
        return self.of.reads()

    def explain(self, scope: Scope) -> Explanation:
        """Return the answer it looked at."""
        return _leaf(self, (self.of,), scope)


_ORDER: Mapping[str, Callable[[object, object], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@frozen(eq=False)
class Compare(Condition):
    """One value compared with another."""

    op: str
    left: Expression[object]
    right: Expression[object]
    where: Place = field(factory=place_of_declaration, repr=False)

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible; what cannot be ordered is unknown."""
        left, right = self.left.value(scope), self.right.value(scope)
        if left is MISSING or right is MISSING:
            return UNKNOWN
        if left is FREE or right is FREE:
            return ANY
        if self.op == "==":
            return TRUE if left == right else FALSE
        if self.op == "!=":
            return FALSE if left == right else TRUE
        try:
            return TRUE if _ORDER[self.op](left, right) else FALSE
        except (TypeError, BadValue):  # a non-answer, or another currency
            return UNKNOWN

    def reads(self) -> Iterator[Read]:
        """Yield what either side reads."""
        yield from self.left.reads()
        yield from self.right.reads()

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield the day that today is compared with, and the next."""
        for one, other in ((self.left, self.right), (self.right, self.left)):
            yield from one.thresholds(scope)
            if isinstance(one, Today):
                day = other.value(scope)
                if isinstance(day, date):
                    yield day
                    if day < date.max:
                        yield date.fromordinal(day.toordinal() + 1)
            elif isinstance(one, Shifted) and any(r[0] == "today" for r in one.reads()):
                # a moving day against a fixed one: look again every day
                yield date.fromordinal(scope.today.toordinal() + 1)

    def explain(self, scope: Scope) -> Explanation:
        """Return the values it compared."""
        return _leaf(self, (self.left, self.right), scope)


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

    def reads(self) -> Iterator[Read]:
        """Yield what either side reads."""
        yield from self.left.reads()
        yield from self.right.reads()

    def explain(self, scope: Scope) -> Explanation:
        """Return the values it looked at."""
        return _leaf(self, (self.left, self.right), scope)


@frozen(eq=False)
class Known(Condition):
    """Whether a question was answered at all."""

    of: Expression[object]

    def weigh(self, scope: Scope) -> int:
        """Return true or false; never unknown."""
        found = self.of.value(scope)
        if found is FREE:
            return TRUE | FALSE
        return FALSE if found is MISSING else TRUE

    def reads(self) -> Iterator[Read]:
        """Yield the question."""
        return self.of.reads()

    def explain(self, scope: Scope) -> Explanation:
        """Return the answer, or that there is none."""
        return _leaf(self, (self.of,), scope)


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

    def reads(self) -> Iterator[Read]:
        """Yield what any part reads."""
        for part in self.parts:
            yield from part.reads()

    def support(self, scope: Scope) -> int:
        """Return the last entry behind the parts that decide."""
        return _deciding(self.parts, self.weigh(scope), scope)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield those of the parts."""
        for part in self.parts:
            yield from part.thresholds(scope)

    def explain(self, scope: Scope) -> Explanation:
        """Return the explanation of every part."""
        return _tree(self, self.parts, scope)


@frozen(eq=False)
class Either(Condition):
    """At least one of several conditions."""

    parts: tuple[Condition, ...]

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible for any of them."""
        found = FALSE
        for part in self.parts:
            found = negation(conjunction(negation(found), negation(part.weigh(scope))))
            if found == TRUE:
                break
        return found

    def reads(self) -> Iterator[Read]:
        """Yield what any part reads."""
        for part in self.parts:
            yield from part.reads()

    def support(self, scope: Scope) -> int:
        """Return the last entry behind the parts that decide."""
        return _deciding(self.parts, self.weigh(scope), scope)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield those of the parts."""
        for part in self.parts:
            yield from part.thresholds(scope)

    def explain(self, scope: Scope) -> Explanation:
        """Return the explanation of every part."""
        return _tree(self, self.parts, scope)


@frozen(eq=False)
class Not(Condition):
    """The contrary of a condition."""

    of: Condition

    def weigh(self, scope: Scope) -> int:
        """Return the contrary truths."""
        return negation(self.of.weigh(scope))

    def reads(self) -> Iterator[Read]:
        """Yield what the condition reads."""
        return self.of.reads()

    def support(self, scope: Scope) -> int:
        """Return the last entry behind the condition."""
        return self.of.support(scope)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield those of the condition."""
        return self.of.thresholds(scope)

    def explain(self, scope: Scope) -> Explanation:
        """Return the explanation of what is denied."""
        return _tree(self, (self.of,), scope)


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

    def reads(self) -> Iterator[Read]:
        """Yield what the condition and the demands read."""
        yield from self.of.reads()
        for part in self.parts:
            yield from part.reads()

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield those of the condition and the demands."""
        for part in (self.of, *self.parts):
            yield from part.thresholds(scope)

    def explain(self, scope: Scope) -> Explanation:
        """Return the explanation of every demand."""
        return _tree(self, self.each(), scope)


@frozen(eq=False)
class Sure(Condition):
    """A condition that counts as false while it is unknown."""

    of: Condition

    def weigh(self, scope: Scope) -> int:
        """Return true or false; never unknown."""
        found = self.of.weigh(scope)
        return (found & TRUE) | (FALSE if found & (FALSE | UNKNOWN) else 0)

    def reads(self) -> Iterator[Read]:
        """Yield what the condition reads."""
        return self.of.reads()

    def support(self, scope: Scope) -> int:
        """Return the last entry behind the condition."""
        return self.of.support(scope)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield those of the condition."""
        return self.of.thresholds(scope)

    def explain(self, scope: Scope) -> Explanation:
        """Return the explanation of the condition."""
        return _tree(self, (self.of,), scope)


def sure(condition: Condition | Expression[bool]) -> Sure:
    """Return *condition*, false while it is unknown."""
    return Sure(as_condition(condition))


@frozen(eq=False)
class Derived(Condition):
    """A condition with a name, so that explanations can use it."""

    key: str
    title: str
    of: Condition = field(converter=lambda given: as_condition(given))
    where: Place = field(factory=place_of_declaration, repr=False)

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible for what it names."""
        return self.of.weigh(scope)

    def reads(self) -> Iterator[Read]:
        """Yield what it reads."""
        return self.of.reads()

    def support(self, scope: Scope) -> int:
        """Return the last entry behind it."""
        return self.of.support(scope)

    def thresholds(self, scope: Scope) -> Iterator[date]:
        """Yield those of what it names."""
        return self.of.thresholds(scope)

    def explain(self, scope: Scope) -> Explanation:
        """Return the explanation of what it names."""
        return _tree(self, (self.of,), scope)


@frozen(eq=False)
class Done(Condition):
    """Whether a step was really done; waived or not needed does not count."""

    step: str

    def weigh(self, scope: Scope) -> int:
        """Return true or false; never unknown."""
        mark = scope.mark(self.step)
        return TRUE if mark is not None and mark.state == "done" else FALSE

    def reads(self) -> Iterator[Read]:
        """Yield the step."""
        yield ("step", self.step, False)

    def explain(self, scope: Scope) -> Explanation:
        """Return whether it was done."""
        return _leaf(self, (), scope)


def done(step: Keyed) -> Done:
    """Whether *step* was really done."""
    return Done(step.key)


@frozen(eq=False)
class Settled(Condition):
    """Whether a step is done, waived or not needed."""

    step: str

    def weigh(self, scope: Scope) -> int:
        """Return the truths possible."""
        return scope.settled(self.step)

    def reads(self) -> Iterator[Read]:
        """Yield the step and how it stands."""
        yield ("settled", self.step, False)

    def explain(self, scope: Scope) -> Explanation:
        """Return how the step stands."""
        return _leaf(self, (), scope)


def settled(step: Keyed) -> Settled:
    """Whether *step* is done, waived or not needed."""
    return Settled(step.key)


def literal(given: object) -> Expression[object]:
    """Return *given* as an expression: itself, or the value written there."""
    if isinstance(given, Expression):
        return given
    if isinstance(given, Condition):
        raise NotACondition
    listed = tuple(given) if isinstance(given, list | set) else given
    return Literal(listed)  # type: ignore[arg-type]  # checked by the declaration


def as_condition(given: object) -> Condition:
    """Return *given* as a condition; raise `NotACondition` where it is none."""
    if isinstance(given, Condition):
        return given
    if isinstance(given, Field | Setting | AtStep) and _is_yes_no(given):
        return Yes(given)
    raise NotACondition


def maybe_condition(given: object) -> Condition | None:
    """Return *given* as a condition, or None."""
    return None if given is None else as_condition(given)


def many(given: object) -> tuple[object, ...]:
    """Return one thing or several as a tuple."""
    if given is None:
        return ()
    return tuple(given) if isinstance(given, tuple | list) else (given,)


def conjunction(left: int, right: int) -> int:
    """Return the truths possible for both of two sets of possible truths."""
    return (
        (left & right & TRUE)
        | ((left | right) & FALSE)
        | (UNKNOWN if _can_be_unknown(left, right) else 0)
    )


def negation(found: int) -> int:
    """Return the contrary of a set of possible truths."""
    swapped = ((found & TRUE) << 1) | ((found & FALSE) >> 1)
    return swapped | (found & UNKNOWN)


def truth_of(found: int) -> str:
    """Return the word for a single truth."""
    return {TRUE: "true", FALSE: "false"}.get(found, "unknown")


def _can_be_unknown(left: int, right: int) -> bool:
    undecided = TRUE | UNKNOWN
    return bool(
        (left & UNKNOWN and right & undecided) or (right & UNKNOWN and left & undecided)
    )


def _is_yes_no(given: Expression[object]) -> bool:
    kind = getattr(given, "kind", None)
    return kind is None or kind.name == "yes or no"


def _flat(condition: Condition, sort: type[Both | Either]) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, sort) else (condition,)


def _deciding(parts: tuple[Condition, ...], found: int, scope: Scope) -> int:
    """Return the last entry behind the parts whose truth is that of the whole."""
    same = (part.support(scope) for part in parts if part.weigh(scope) == found)
    return max(same, default=0)


def _last_said(read: Read, scope: Scope) -> int:
    sort, key, _ = read
    if sort == "fact":
        return max((said.number for said in scope.told(key)), default=0)
    if sort in ("step", "settled"):
        mark = scope.mark(key)
        return 0 if mark is None else mark.number
    return 0


def _leaf(
    condition: Condition, sides: tuple[Expression[object], ...], scope: Scope
) -> Explanation:
    values: dict[str, Value] = {}
    missing = []
    for sort, key, wide in condition.reads():
        if wide or sort not in ("fact", "setting"):
            continue
        if sort == "setting":
            continue
        told = scope.told(key)
        if told:
            values[key] = told[-1].value
        else:
            missing.append(key)
    found = condition.weigh(scope)
    gaps = tuple(missing) if found & UNKNOWN or isinstance(condition, Known) else ()
    return Explanation(condition, truth_of(found), values, gaps, line=scope.line_id)


def _tree(
    condition: Condition, parts: tuple[Condition, ...], scope: Scope
) -> Explanation:
    explained = tuple(part.explain(scope) for part in parts)
    return Explanation(
        condition, truth_of(condition.weigh(scope)), parts=explained, line=scope.line_id
    )
