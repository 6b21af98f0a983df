"""What a case file adds up to.

`replay` folds entries into a `Case`; `follow` adds one entry.  The fold keeps only
what was said: facts with their history, marks on steps, lines, holds, endings and
hands.  It never needs the programme, never reads a clock and never refuses: an
entry that should not be there is still followed as far as it makes sense.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import assert_never

from attrs import frozen

from migcase.casefile.events import (
    Assigned,
    Closed,
    Confirmed,
    Entry,
    Facts,
    Held,
    LineEnded,
    LineOpened,
    Noted,
    Opened,
    Reopened,
    Resumed,
    Stated,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.kinds import Value

DONE = "done"
WAIVED = "waived"
REOPENED = "reopened"


@frozen(slots=False)  # made often: without slots attrs is quicker
class Statement:
    """One telling of a fact: true of the day *on*, by whom, in which step if any."""

    on: date
    number: int
    by: str
    value: Value
    step: str = ""


Told = Mapping[str, tuple[Statement, ...]]


@frozen(slots=False)
class Mark:
    """What last happened to a step, and every hand that was ever on it.

    *redone* is the number of the latest doing that was not the first, 0 if there
    was none; *confirmed* the number of the latest look at a doubt.
    """

    state: str
    on: date
    number: int
    hands: tuple[str, ...]
    redone: int = 0
    confirmed: int = 0

    @property
    def stands(self) -> bool:
        """Tell whether the step was done or waived, and not reopened since."""
        return self.state != REOPENED


@frozen
class Ending:
    """How, when and by whom a case or a line ended."""

    outcome: str
    on: date
    number: int
    by: str


@frozen(slots=False)
class Line:
    """One line of a track: its own facts and marks, and its ending."""

    id: str
    track: str
    on: date
    number: int
    told: Told
    marks: Mapping[str, Mark]
    ended: Ending | None = None


@frozen
class Holding:
    """A hold from *start* until *end*, the day of release not included."""

    hold: str
    start: date
    number: int
    end: date | None = None


@frozen(slots=False)
class Case:
    """A case as of its entry *number*; derived, never edited.

    *told* are the statements of each fact, oldest day first; *roles* the names that
    wrote while wearing a role; *releases* the number of each hold's last release;
    *redone* the number of the latest doing that was not a step's first; *revoked* the
    endings after which the case was opened again.
    """

    id: str
    programme: str
    version: int
    on: date
    about: str | None
    number: int
    at: datetime
    last_id: str
    told: Told
    marks: Mapping[str, Mark]
    lines: Mapping[str, Line]
    holdings: tuple[Holding, ...]
    releases: Mapping[str, int]
    roles: Mapping[str, tuple[str, ...]]
    ended: Ending | None
    reopened: tuple[int, ...]
    assignee: str | None
    redone: int = 0
    project: str | None = None
    revoked: tuple[Ending, ...] = ()

    @property
    def closed(self) -> bool:
        """Tell whether the case has ended and was not opened again."""
        return self.ended is not None

    @property
    def facts(self) -> Facts:
        """Return the current answer to each question of the case."""
        return {key: told[-1].value for key, told in self.told.items()}

    def lines_of(self, track: str) -> Iterator[Line]:
        """Yield the lines of *track*, in the order in which they were opened."""
        return (line for line in self.lines.values() if line.track == track)


def replay(entries: Iterable[Entry]) -> Case:
    """Return the case that *entries* add up to; raise ``ValueError`` if none."""
    case: Case | None = None
    for entry in entries:
        case = follow(case, entry)
    if case is None:
        raise ValueError("a case file has at least one entry")
    return case


def follow(case: Case | None, entry: Entry) -> Case:
    """Return *case* with *entry* added to it."""
    if case is None:
        case = _begun(entry)
    event = entry.event
    told, marks, lines = case.told, case.marks, case.lines
    holdings, releases = case.holdings, case.releases
    ended, reopened, assignee = case.ended, case.reopened, case.assignee
    redone, revoked = case.redone, case.revoked
    if isinstance(event, (StepDone, StepWaived, StepReopened, Confirmed)):
        if event.line is None:
            marks = _marked(marks, event, entry)
            redone = max(redone, _redone(marks, event.step))
            if isinstance(event, StepDone):
                told = _also(told, event.facts, entry, event.step)
        elif event.line in lines:
            line = _line_marked(lines[event.line], entry)
            lines = {**lines, line.id: line}
            redone = max(redone, _redone(line.marks, event.step))
    elif isinstance(event, Stated):
        if event.line is None:
            told = _also(told, event.facts, entry)
        elif event.line in lines:
            line = lines[event.line]
            lines = {**lines, line.id: _line_told(line, event.facts, entry)}
    elif isinstance(event, LineOpened):
        if event.line not in lines:
            facts = _also({}, event.facts, entry)
            number = entry.number
            new = Line(event.line, event.track, event.on, number, facts, {})
            lines = {**lines, event.line: new}
    elif isinstance(event, LineEnded):
        if event.line in lines:
            line = _line_told(lines[event.line], event.facts, entry)
            lines = {**lines, line.id: _line_ended(line, event.outcome, entry)}
    elif isinstance(event, Held):
        told = _also(told, event.facts, entry)
        holdings = (*holdings, Holding(event.hold, event.on, entry.number))
    elif isinstance(event, Resumed):
        holdings = tuple(_released(holdings, event))
        releases = {**releases, event.hold: entry.number}
    elif isinstance(event, Closed):
        told = _also(told, event.facts, entry)
        ended = Ending(event.outcome, event.on, entry.number, entry.by.name)
    elif isinstance(event, Reopened):
        revoked = revoked if ended is None else (*revoked, ended)
        ended = None
        reopened = (*reopened, entry.number)
        for step in event.steps:
            marks = _marked(marks, StepReopened(step, event.on, event.reason), entry)
    elif isinstance(event, Assigned):
        assignee = event.to
    elif isinstance(event, Opened):
        told = _also(told, event.facts, entry)
    elif isinstance(event, Noted):
        pass
    else:
        assert_never(event)
    return Case(
        case.id,
        case.programme,
        case.version,
        case.on,
        case.about,
        entry.number,
        entry.at,
        entry.id,
        told,
        marks,
        lines,
        holdings,
        releases,
        _wearing(case.roles, entry),
        ended,
        reopened,
        assignee,
        redone,
        case.project,
        revoked,
    )


def _begun(entry: Entry) -> Case:
    event = entry.event
    programme, version, about, project = "", 0, None, None
    if isinstance(event, Opened):
        programme, version = event.programme, event.version
        about, project = event.about, event.project
    return Case(
        id=entry.case,
        programme=programme,
        version=version,
        on=event.on,
        about=about,
        number=0,
        at=entry.at,
        last_id="",
        told={},
        marks={},
        lines={},
        holdings=(),
        releases={},
        roles={},
        ended=None,
        reopened=(),
        assignee=None,
        project=project,
    )


def _marked(
    marks: Mapping[str, Mark],
    event: StepDone | StepWaived | StepReopened | Confirmed,
    entry: Entry,
) -> Mapping[str, Mark]:
    before = marks.get(event.step)
    number, by = entry.number, entry.by.name
    if isinstance(event, Confirmed):
        if before is None:
            return marks
        confirmed = Mark(
            before.state, before.on, before.number, before.hands, before.redone, number
        )
        return {**marks, event.step: confirmed}
    if before is None:
        hands: tuple[str, ...] = () if isinstance(event, StepReopened) else (by,)
        return {**marks, event.step: Mark(_state(event), event.on, number, hands)}
    hands, redone = before.hands, before.redone
    if not isinstance(event, StepReopened):
        hands = hands if by in hands else (*hands, by)
        redone = number if before.hands else before.redone
    state = _state(event)
    after = Mark(state, event.on, number, hands, redone, before.confirmed)
    return {**marks, event.step: after}


def _redone(marks: Mapping[str, Mark], step: str) -> int:
    return marks[step].redone if step in marks else 0


def _state(event: StepDone | StepWaived | StepReopened) -> str:
    if isinstance(event, StepDone):
        return DONE
    return WAIVED if isinstance(event, StepWaived) else REOPENED


def _also(told: Told, facts: Facts, entry: Entry, step: str = "") -> Told:
    """Return *told* and *facts*, each fact's statements in order of day, number.

    Nothing can be asked of a day but how it ended, so whoever says something again on
    one day, at the same step, says it instead.
    """
    if not facts:
        return told
    more = dict(told)
    on, number, by = entry.event.on, entry.number, entry.by.name
    for key, value in facts.items():
        new = Statement(on, number, by, value, step)
        earlier = more.get(key)
        if earlier is None:
            more[key] = (new,)
            continue
        kept = [s for s in earlier if (s.on, s.by, s.step) != (on, by, step)]
        kept.append(new)
        if earlier[-1].on > on:
            kept.sort(key=_by_day)
        more[key] = tuple(kept)
    return more


def _by_day(statement: Statement) -> tuple[date, int]:
    return statement.on, statement.number


def _line_marked(line: Line, entry: Entry) -> Line:
    event = entry.event
    assert isinstance(event, StepDone | StepWaived | StepReopened | Confirmed)
    told = line.told
    if isinstance(event, StepDone):
        told = _also(told, event.facts, entry, event.step)
    marks = _marked(line.marks, event, entry)
    return Line(line.id, line.track, line.on, line.number, told, marks, line.ended)


def _line_told(line: Line, facts: Facts, entry: Entry) -> Line:
    told = _also(line.told, facts, entry)
    return Line(line.id, line.track, line.on, line.number, told, line.marks, line.ended)


def _line_ended(line: Line, outcome: str, entry: Entry) -> Line:
    ending = Ending(outcome, entry.event.on, entry.number, entry.by.name)
    return Line(
        line.id, line.track, line.on, line.number, line.told, line.marks, ending
    )


def _released(holdings: tuple[Holding, ...], event: Resumed) -> Iterator[Holding]:
    for held in holdings:
        if held.hold == event.hold and held.end is None:
            yield Holding(held.hold, held.start, held.number, event.on)
        else:
            yield held


def _wearing(
    roles: Mapping[str, tuple[str, ...]], entry: Entry
) -> Mapping[str, tuple[str, ...]]:
    name = entry.by.name
    new = [role for role in entry.by.roles if name not in roles.get(role, ())]
    if not new:
        return roles
    return {**roles, **{role: (*roles.get(role, ()), name) for role in sorted(new)}}
