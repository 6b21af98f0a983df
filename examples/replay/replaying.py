"""A whole log through an office: what was written, what was refused, how long it took.

The office's clock stands where the log says. Rows come as time went by, whatever case
they belong to, as they once came to the counter.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import UTC, datetime
from itertools import islice

from attrs import define, field, frozen

from examples.replay import plugin
from examples.replay.log import Row
from examples.replay.logs import Log
from examples.replay.meaning import Says
from examples.replay.telling import actor, endings, meaning, opening, told
from migcase import Actor, Case, Event, Office, Opened, Plugins, Refusal, Refused
from migcase.keeping.register import Register
from migcase.office.settings import OfficeSettings

OFFICE = "RE"


@frozen
class Sent:
    """Something that was written: what, by whom, and when."""

    event: Event
    by: Actor
    at: datetime


@frozen
class No:
    """A row that was refused; *first* if none of its case was refused before."""

    row: Row
    refusals: tuple[Refusal, ...]
    first: bool


@define
class Replayed:
    """What became of a log: the cases by the log's id, what was sent, by number."""

    log: Log
    rows: int = 0
    cases: dict[str, Case] = field(factory=dict)
    sent: dict[str, list[Sent]] = field(factory=dict)
    refused: list[No] = field(factory=list)
    seconds: float = 0.0
    cpu: float = 0.0

    @property
    def entries(self) -> int:
        """Return how many entries were written."""
        return sum(map(len, self.sent.values()))

    @property
    def recorded(self) -> int:
        """Return how many rows were written."""
        return self.rows - len(self.refused)


@define
class Clock:
    """A clock that stands still until somebody moves it."""

    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the instant at which it stands."""
        return self.now


def replay_log(
    log: Log,
    rows: Iterable[Row],
    register: Register,
    *,
    together: int = 1,
    so_far: Callable[[int], object] = int,
) -> Replayed:
    """Send *rows*, in order of time, to an office that keeps its files in *register*.

    What a row says is one commit, or what *together* rows say; *so_far* is told how
    many rows were taken.
    """
    counter = Counter(log, register)
    cpu, began = time.process_time(), time.perf_counter()
    arriving = iter(rows)
    while batch := tuple(islice(arriving, together)):
        with register.transaction() if together > 1 else nullcontext():
            for row in batch:
                counter.take(row)
        so_far(counter.result.rows)
    result = counter.result
    result.seconds, result.cpu = time.perf_counter() - began, time.process_time() - cpu
    return result


class Counter:
    """Where the rows of one log arrive, and an office behind it."""

    def __init__(self, log: Log, register: Register) -> None:
        self.result = Replayed(log)
        self._cells: dict[str, dict[str, str]] = {}
        self._refused: set[str] = set()
        self._register = register
        self._clock = Clock()
        settings = OfficeSettings(OFFICE, zone=log.zone)
        plugins = Plugins(plugin)
        self._office = Office(register, plugins, settings=settings, clock=self._clock)

    def take(self, row: Row) -> None:
        """Write what *row* says, or remember why it was refused."""
        self._clock.now = row.at
        self.result.rows += 1
        says = meaning(row, self.result.log)
        self._cells.setdefault(row.case, {}).update(row.values)
        by = actor(row, says)
        try:
            self._open(row, by)
            self._write(row, says, by)
        except Refused as no:
            first = row.case not in self._refused
            self._refused.add(row.case)
            self.result.refused.append(No(row, no.refusals, first=first))

    def _open(self, row: Row, by: Actor) -> None:
        """Open the case of *row*, unless it is open."""
        result = self.result
        if row.case in result.cases:
            return
        log, programme = result.log, result.log.programme
        on, facts = row.on(log.zone), opening(row, log)
        case = self._office.open(programme.key, by=by, on=on, facts=facts)
        event = Opened(programme.key, programme.version, on, None, facts)
        result.cases[row.case] = case
        result.sent[case.id] = [Sent(event, by, row.at)]

    def _write(self, row: Row, says: Says, by: Actor) -> None:
        """Write all that *row* says, or nothing of it; then the ending it brings."""
        log, case = self.result.log, self.result.cases[row.case]
        events = tuple(told(row, says, self._cells[row.case], case, log))
        with self._register.transaction() if len(events) > 1 else nullcontext():
            for event in events:
                case = self._office.record(case.id, event, by=by)
        self._keep(row, case, events, by)
        # The log names no ending: that this one does not fit yet is no finding, unless
        # the ending is all that the row says.
        refused = None
        for ending in endings(row, says, log):
            try:
                case = self._office.record(case.id, ending, by=by)
            except Refused as no:
                refused = no
                continue
            self._keep(row, case, (ending,), by)
            return
        if refused is not None and not events:
            raise refused

    def _keep(self, row: Row, case: Case, events: Iterable[Event], by: Actor) -> None:
        self.result.cases[row.case] = case
        self.result.sent[case.id] += [Sent(event, by, row.at) for event in events]
