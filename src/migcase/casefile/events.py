"""What can be said about a case.

An event is what somebody says and what is kept: there is no second vocabulary of
commands.  It happened *on* a day; the entry that keeps it was written *at* an
instant.  Events are plain values; whether one may be written is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType

from attrs import field, frozen

from migcase.kinds import Value

Facts = Mapping[str, Value]
NO_FACTS: Facts = MappingProxyType({})


def _hats(given: Iterable[str]) -> frozenset[str]:
    # A role by itself would be taken for its letters, and no type would tell.
    return frozenset((given,) if isinstance(given, str) else given)


@frozen
class Actor:
    """Somebody who writes, and the hats they wear."""

    name: str
    roles: frozenset[str] = field(default=frozenset(), converter=_hats)


@frozen
class Opened:
    """A case was opened under a version of a programme.

    *about* is the opaque id of the person (or thing) it is about, if any; *project*
    the key of what it is run for, which the office knows more about.
    """

    programme: str
    version: int
    on: date
    about: str | None = None
    facts: Facts = NO_FACTS
    project: str | None = None


@frozen
class StepDone:
    """A step was done, and these were the answers."""

    step: str
    on: date
    facts: Facts = NO_FACTS
    line: str | None = None


@frozen
class StepWaived:
    """Somebody who may decided that a step is not done in this case."""

    step: str
    on: date
    reason: str
    line: str | None = None


@frozen
class StepReopened:
    """A step that was done or waived has to be done again."""

    step: str
    on: date
    reason: str
    line: str | None = None


@frozen
class Confirmed:
    """Somebody looked at a doubt about a step and stands by what was done."""

    step: str
    on: date
    reason: str
    line: str | None = None


@frozen
class LineOpened:
    """A line of a track began; its id was made by whoever opened it."""

    track: str
    line: str
    on: date
    facts: Facts = NO_FACTS


@frozen
class LineEnded:
    """A line came to one of its endings."""

    line: str
    outcome: str
    on: date
    facts: Facts = NO_FACTS


@frozen
class Stated:
    """A fact was told or corrected outside a step; it is true of the day *on*."""

    facts: Facts
    on: date
    line: str | None = None


@frozen
class Assigned:
    """The case was put into somebody's hands, by name."""

    to: str
    on: date


@frozen
class Noted:
    """Something worth remembering that changes nothing."""

    text: str
    on: date


@frozen
class Held:
    """The case was held, for a declared reason."""

    hold: str
    on: date
    facts: Facts = NO_FACTS


@frozen
class Resumed:
    """A hold was released."""

    hold: str
    on: date
    reason: str


@frozen
class Closed:
    """The case ended, in one of its programme's ways."""

    outcome: str
    on: date
    facts: Facts = NO_FACTS


@frozen
class Reopened:
    """A closed case was opened again, and these steps with it."""

    on: date
    reason: str
    steps: tuple[str, ...] = ()


Event = (
    Opened
    | StepDone
    | StepWaived
    | StepReopened
    | Confirmed
    | LineOpened
    | LineEnded
    | Stated
    | Assigned
    | Noted
    | Held
    | Resumed
    | Closed
    | Reopened
)


@frozen
class Entry:
    """One line of a case file.

    *id* was made by the client that sent it, so that the same entry sent twice is
    kept once.  *relied* holds every value from outside the file (a setting, a fact
    of a linked case) that the judgement used, by the name of where it came from.
    """

    case: str
    number: int
    event: Event
    at: datetime
    by: Actor
    office: str
    id: str
    relied: Facts = NO_FACTS
