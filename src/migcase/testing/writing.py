"""Somebody who writes a file, entry by entry, as the rules of a programme allow.

What is thought of is drawn at random, mostly from what is open; what the rules refuse
is not written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta

from attrs import define, field
from hypothesis import reject
from hypothesis import strategies as st

from migcase.casefile.case import Case, Line, follow
from migcase.casefile.events import (
    Actor,
    Closed,
    Confirmed,
    Entry,
    Event,
    Facts,
    Held,
    LineEnded,
    LineOpened,
    Opened,
    Reopened,
    Resumed,
    Stated,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.errors import Refusal
from migcase.judgement.agenda import work_of
from migcase.judgement.outside import Outside
from migcase.judgement.rules import judge, judge_opening
from migcase.judgement.work import DO, READY, TELL, Task
from migcase.kinds import Value
from migcase.programme.conditions import Field
from migcase.programme.declaration import Programme
from migcase.testing.drawing import FIRST_DAY, flip, pick, some_of, upto
from migcase.testing.invented_events import LINES, any_answer, any_event, anybody

NOON = time(12, tzinfo=UTC)


def entry_of(number: int, event: Event, day: date, by: Actor) -> Entry:
    """Return *event* as the entry with that number, written on *day*."""
    at = datetime.combine(day, NOON) + timedelta(seconds=number)
    return Entry("T-1", number, event, at, by, "here", f"e{number}")


@define(eq=False)
class Writing:
    """Somebody who writes a file: the rules decide what stays in it."""

    draw: st.DrawFn
    programme: Programme
    first: date = FIRST_DAY
    today: date = FIRST_DAY
    entries: list[Entry] = field(factory=list)
    settings: dict[str, Value] = field(factory=dict)
    case: Case | None = None
    work_seen: tuple[Case, date, tuple[Task, ...]] | None = None

    def open(self) -> None:
        """Write the first entry, however often it takes."""
        roles = frozenset(self.programme.index.roles)
        everyone = Actor("Amina", roles)
        for _ in range(5):
            facts = self.facts(self.programme.asks)
            for _ in range(len(facts) + 1):
                event = Opened(self.programme.key, 1, self.today, facts=facts)
                entry = entry_of(1, event, self.today, everyone)
                found = tuple(judge_opening(entry, self.programme, self.outside))
                facts = _without_unasked(facts, found)
                if not found:
                    self.entries.append(entry)
                    self.case = follow(None, entry)
                    return
        reject()

    @property
    def outside(self) -> Outside:
        return Outside(self.today, self.settings)

    def write(self, on: date) -> None:
        """Write one more entry: the first that is admitted of a few thought of."""
        moves: tuple[Callable[[date], Event | None], ...] = (
            self.work, self.work, self.work, self.tell, self.line, self.again,
            self.end, self.anything,
        )  # fmt: skip
        for _ in range(2):
            move = pick(self.draw, moves)
            for _ in range(3):
                event = move(on)
                if event is not None and self.keep(event):
                    return

    def keep(self, event: Event) -> bool:
        """Write *event*, less the answers that nobody asked for; tell if it went."""
        assert self.case is not None
        by = anybody(self.draw, self.programme)
        for _ in range(4):
            entry = entry_of(self.case.number + 1, event, self.today, by)
            found = tuple(judge(self.case, entry, self.programme, self.outside))
            if not found:
                self.entries.append(entry)
                self.case = follow(self.case, entry)
                return True
            facts: Facts = getattr(event, "facts", {})
            fewer = _without_unasked(facts, found)
            if len(fewer) == len(facts):
                return False
            event = _with_facts(event, fewer)
        return False

    def open_work(self) -> Iterable[Task]:
        """Return what is open today, worked out once for each entry and day."""
        assert self.case is not None
        seen = self.work_seen
        if seen is None or seen[0] is not self.case or seen[1] != self.today:
            found = work_of(self.case, self.programme, self.outside).tasks.values()
            seen = self.work_seen = self.case, self.today, tuple(found)
        return seen[2]

    # ------------------------------------------------------------ what to write

    def work(self, on: date) -> Event | None:
        """Return the doing of something on the agenda."""
        assert self.case is not None
        open_steps = [task for task in self.open_work() if task.kind == DO]
        if not open_steps:
            return self.tell(on)
        ready = [task for task in open_steps if task.state == READY]
        if ready and upto(self.draw, 4):
            open_steps = ready
        task = pick(self.draw, open_steps)
        step = self.programme.steps[task.key]
        if step.waived_by and not upto(self.draw, 3):
            return StepWaived(step.key, on, "Not needed here", task.line)
        return StepDone(step.key, on, self.facts(step.asks), task.line)

    def tell(self, on: date) -> Event | None:
        """Return the telling of one fact, of the case or of a line."""
        index = self.programme.index
        if not index.fields:
            return None
        assert self.case is not None
        waited = [task.key for task in self.open_work() if task.kind == TELL]
        keys = waited if waited and upto(self.draw, 3) else list(index.fields)
        question = index.fields[pick(self.draw, keys)]
        home = index.home[question.key]
        line = None if home is None else self.a_line(home)
        if home is not None and line is None:
            return None
        return Stated({question.key: any_answer(self.draw, question)}, on, line)

    def line(self, on: date) -> Event | None:
        """Return the opening of a line, or its ending."""
        if not self.programme.index.tracks:
            return self.work(on)
        track = pick(self.draw, list(self.programme.index.tracks.values()))
        assert self.case is not None
        line = f"l{len(self.case.lines) + 1}"
        ended = self.a_line(track.key)
        full = len(self.case.lines) >= len(LINES)
        if ended is not None and (full or not upto(self.draw, 3)):
            kind = pick(self.draw, ("done", "lost"))
            return LineEnded(ended, f"{track.key}-{kind}", on)
        return LineOpened(track.key, line, on, self.facts(track.asks))

    def again(self, on: date) -> Event | None:
        """Return a reopening or a confirmation of something that was done."""
        assert self.case is not None
        files: list[Case | Line] = [self.case, *self.case.lines.values()]
        marked = [
            (key, file.id if isinstance(file, Line) else None)
            for file in files
            for key in file.marks
        ]
        if not marked:
            return None
        key, line = pick(self.draw, marked)
        sort = Confirmed if not upto(self.draw, 3) else StepReopened
        return sort(key, on, "Looked at again", line)

    def anything(self, on: date) -> Event | None:
        """Return any event, of any sense."""
        return any_event(self.draw, self.programme, on)

    def end(self, on: date) -> Event | None:
        """Return a hold, its release, a closing or a reopening."""
        assert self.case is not None
        if self.case.closed:
            steps = some_of(self.draw, sorted(self.case.marks))
            return Reopened(on, "It goes on", steps)
        holds = self.programme.holds
        if holds and upto(self.draw, 4):
            hold = pick(self.draw, holds)
            if flip(self.draw):
                return Resumed(hold.key, on, "It goes on")
            return Held(hold.key, on, self.facts(hold.asks))
        outcomes = [one for one in self.programme.outcomes if one.of is None]
        if not outcomes or upto(self.draw, 11) < 11:
            return None
        outcome = pick(self.draw, outcomes)
        return Closed(outcome.key, on, self.facts(outcome.asks))

    # ------------------------------------------------------------ its parts

    def facts(self, asks: tuple[Field[object], ...]) -> Facts:
        return {
            question.key: any_answer(self.draw, question)
            for question in asks
            if not question.optional or upto(self.draw, 2)
        }

    def a_line(self, track: str) -> str | None:
        assert self.case is not None
        lines = [line.id for line in self.case.lines_of(track)]
        return pick(self.draw, lines) if lines else None


def _without_unasked(facts: Facts, found: tuple[Refusal, ...]) -> Facts:
    unasked = {one.concerns for one in found if one.code == "not-asked-now"}
    return {key: value for key, value in facts.items() if key not in unasked}


def _with_facts(event: Event, facts: Facts) -> Event:
    assert isinstance(event, StepDone | LineOpened | LineEnded | Stated | Held | Closed)
    if isinstance(event, StepDone):
        return StepDone(event.step, event.on, facts, event.line)
    if isinstance(event, LineOpened):
        return LineOpened(event.track, event.line, event.on, facts)
    if isinstance(event, LineEnded):
        return LineEnded(event.line, event.outcome, event.on, facts)
    if isinstance(event, Stated):
        return Stated(facts, event.on, event.line)
    if isinstance(event, Held):
        return Held(event.hold, event.on, facts)
    return Closed(event.outcome, event.on, facts)
