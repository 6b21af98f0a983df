"""The words of a programme: who, what is asked, what is done, how it ends.

Each word is immutable data.  Whether the words fit together is for
`migcase.programme.checks`; what they mean for a case is for the floors above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import cast

from attrs import field, frozen

from migcase.calendar import Period
from migcase.programme.conditions import (
    Condition,
    Expression,
    Field,
    Needs,
    StepOn,
    as_condition,
    literal,
    maybe_condition,
)
from migcase.programme.places import Place, place_of_declaration
from migcase.programme.roles import Role, roles, several
from migcase.programme.terms import Term

# fmt: off
__all__ = [
    "Hold", "Milestone", "Outcome", "Role", "Stage", "Step", "Track", "Word",
    "conditions", "fields", "roles", "span", "stages",
]
# fmt: on


def fields(
    given: Field[object] | Iterable[Field[object]],
) -> tuple[Field[object], ...]:
    """Return one question or several as a tuple."""
    return cast("tuple[Field[object], ...]", several(given))


def conditions(
    given: Condition | Term[bool] | Iterable[Condition | Term[bool]],
) -> tuple[Condition, ...]:
    """Return one condition for each refusal."""
    parts: list[Condition] = []
    for one in several(given):
        condition = as_condition(one)
        parts.extend(condition.each() if isinstance(condition, Needs) else [condition])
    return tuple(parts)


def span(
    given: Expression[Period] | Expression[date] | Period | None,
) -> Expression[object] | None:
    """Return a length of time, or a day, as an expression."""
    return None if given is None else literal(given)


def spans(
    given: Expression[date] | Iterable[Expression[date]],
) -> tuple[Expression[object], ...]:
    """Return one day or several as expressions."""
    return tuple(literal(one) for one in several(given))


@frozen(eq=False)
class Track:
    """Lines of one sort, of which a case may have many.

    *about* is the question whose answer names a line, *unique* one that no two lines
    may answer alike.  *due* are the days on which lines are expected, *every* the
    time between them from the first *due* on, *until* the condition that ends that.
    *when* says whether lines are expected at all.  *basis* is what makes it lawful to
    write about people in a line, where that is another condition than the programme's.
    """

    key: str
    title: str
    opened_by: tuple[Role, ...] = field(default=(), converter=roles)
    asks: tuple[Field[object], ...] = field(default=(), converter=fields)
    about: Field[object] | None = None
    unique: Field[object] | None = None
    when: Condition | None = field(default=None, converter=maybe_condition)
    requires: tuple[Condition, ...] = field(default=(), converter=conditions)
    due: tuple[Expression[object], ...] = field(default=(), converter=spans)
    every: Expression[object] | None = field(default=None, converter=span)
    until: Condition | None = field(default=None, converter=maybe_condition)
    basis: Condition | None = field(default=None, converter=maybe_condition)
    where: Place = field(factory=place_of_declaration, kw_only=True, repr=False)


def steps(given: Step | Iterable[Step]) -> tuple[Step, ...]:
    """Return one step or several as a tuple."""
    return cast("tuple[Step, ...]", several(given))


def steps_or_roles(
    given: Step | Role | Iterable[Step | Role],
) -> tuple[Step | Role, ...]:
    """Return one step or role, or several, as a tuple."""
    return cast("tuple[Step | Role, ...]", several(given))


@frozen(eq=False)
class Step:
    """Something a person does.

    of: the track whose lines it belongs to.  by: any of these roles.  not_by: no hand
    that did these steps, or wrote under these roles, in this case.  after: settled
    first.  when: whether it is needed, asked once its turn has come.  requires: what
    must be true to record it, one refusal each.  asks: the questions it answers.
    again: the answer that leaves it open.  valid: how long a doing holds.  within: by
    when.  not_before: not offered before that day.  optional: never owed.
    waived_by, reopened_by: nobody unless said.  doubted_by: steps of *after* that,
    done again, put it in doubt and do not take it back.  tells: whom its deadline
    alerts.
    """

    key: str
    title: str
    by: tuple[Role, ...] = field(converter=roles)
    of: Track | None = None
    not_by: tuple[Step | Role, ...] = field(default=(), converter=steps_or_roles)
    after: tuple[Step, ...] = field(default=(), converter=steps)
    doubted_by: tuple[Step, ...] = field(default=(), converter=steps)
    when: Condition | None = field(default=None, converter=maybe_condition)
    requires: tuple[Condition, ...] = field(default=(), converter=conditions)
    asks: tuple[Field[object], ...] = field(default=(), converter=fields)
    again: Condition | None = field(default=None, converter=maybe_condition)
    valid: Expression[object] | None = field(default=None, converter=span)
    within: Expression[object] | None = field(default=None, converter=span)
    not_before: Expression[object] | None = field(default=None, converter=span)
    optional: bool = False
    waived_by: tuple[Role, ...] = field(default=(), converter=roles)
    reopened_by: tuple[Role, ...] = field(default=(), converter=roles)
    read_by: tuple[Role, ...] = field(default=(), converter=roles)
    tells: tuple[Role, ...] = field(default=(), converter=roles)
    where: Place = field(factory=place_of_declaration, kw_only=True, repr=False)

    @property
    def on(self) -> StepOn:
        """The day on which it was last done, for use in conditions."""
        return StepOn(self.key)

    @property
    def track(self) -> str | None:
        """Return the key of its track, None for a step of the case."""
        return None if self.of is None else self.of.key


@frozen(eq=False)
class Stage:
    """A heading for a run of steps, and the reporting state it stands for."""

    title: str
    steps: tuple[Step, ...] = field(converter=steps)
    stands_for: str = "active"
    where: Place = field(factory=place_of_declaration, kw_only=True, repr=False)
    key: str = field(init=False)

    @key.default
    def _key(self) -> str:
        """Return the title as a key: small letters, words joined by hyphens."""
        return re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")


def stages(
    given: Step | Stage | str | Iterable[Step | Stage | str],
) -> tuple[Step | str, ...]:
    """Return what a hold stops: the steps of a stage, or its title."""
    found: list[Step | str] = []
    for one in (given,) if isinstance(given, str) else several(given):
        if isinstance(one, Stage):
            found.extend(one.steps)
        else:
            found.append(cast("Step | str", one))
    return tuple(found)


@frozen(eq=False)
class Hold:
    """A reason to stop.

    It is declared by one of the roles in *by*, or holds by itself while *when* is
    true, until a role in *released_by* releases it.  *stops* names stages (by title)
    and steps; everything, if nothing is named.  *recheck* says when to look again,
    a day, or a period that comes round while it is in force: it is on the agenda of
    those who may release it.  *then* are the steps that are offered while it is in
    force; *stands_for* is the reporting state of a case that is held so.
    """

    key: str
    title: str
    by: tuple[Role, ...] = field(default=(), converter=roles)
    when: Condition | None = field(default=None, converter=maybe_condition)
    asks: tuple[Field[object], ...] = field(default=(), converter=fields)
    recheck: Expression[object] | None = field(default=None, converter=span)
    released_by: tuple[Role, ...] = field(default=(), converter=roles)
    stops: tuple[Step | str, ...] = field(default=(), converter=stages)
    then: tuple[Step, ...] = field(default=(), converter=steps)
    stands_for: str = "on-hold"
    where: Place = field(factory=place_of_declaration, kw_only=True, repr=False)


@frozen(eq=False)
class Milestone:
    """A named condition that is counted; nobody does it, it becomes true."""

    key: str
    title: str
    when: Condition = field(converter=as_condition)
    tells: tuple[Role, ...] = field(default=(), converter=roles)
    where: Place = field(factory=place_of_declaration, kw_only=True, repr=False)


@frozen(eq=False)
class Outcome:
    """One way for a case, or a line, to end.

    *by*: any role of the programme (or of the track) unless said.  *then* are the
    steps an ending leaves to do.  *counts*: whether a line that ended so still counts
    in aggregates.  *reopened_by* and *reopen_within*: who may open the case again,
    and for how long.  *keep*: how long the file is kept then, if not as long as the
    programme says.
    """

    key: str
    title: str
    of: Track | None = None
    by: tuple[Role, ...] = field(default=(), converter=roles)
    not_by: tuple[Step | Role, ...] = field(default=(), converter=steps_or_roles)
    after: tuple[Step, ...] = field(default=(), converter=steps)
    when: Condition | None = field(default=None, converter=maybe_condition)
    requires: tuple[Condition, ...] = field(default=(), converter=conditions)
    asks: tuple[Field[object], ...] = field(default=(), converter=fields)
    then: tuple[Step, ...] = field(default=(), converter=steps)
    counts: bool = True
    reopened_by: tuple[Role, ...] = field(default=(), converter=roles)
    reopen_within: Expression[object] | None = field(default=None, converter=span)
    read_by: tuple[Role, ...] = field(default=(), converter=roles)
    keep: Expression[object] | None = field(default=None, converter=span)
    where: Place = field(factory=place_of_declaration, kw_only=True, repr=False)


Word = Role | Track | Step | Stage | Hold | Milestone | Outcome
