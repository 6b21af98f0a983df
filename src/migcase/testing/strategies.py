"""What hypothesis needs to draw case files: answers, people, events, histories.

For authors of programmes who want a property of their own to hold on every file::

    @given(histories(REINTEGRATION))
    def test_money_is_never_paid_twice(history): ...

`histories` follow the programme's rules; `events` and `unruly_files` follow none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from attrs import define, field, frozen
from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from migcase.casefile.case import Case, Line, follow, replay
from migcase.casefile.events import (
    Actor,
    Assigned,
    Closed,
    Confirmed,
    Entry,
    Event,
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
from migcase.errors import Refusal
from migcase.judgement.agenda import work_of
from migcase.judgement.rules import judge, judge_opening
from migcase.judgement.view import Outside
from migcase.judgement.work import DO, READY, TELL
from migcase.kinds import Value
from migcase.programme.conditions import Field
from migcase.programme.declaration import Programme
from migcase.testing.invented import programmes
from migcase.testing.invented_conditions import (
    FIRST_DAY,
    draw_value,
    flip,
    pick,
    upto,
)
from migcase.testing.story import story

__all__ = [
    "FIRST_DAY",
    "History",
    "answers",
    "events",
    "histories",
    "people",
    "programmes",
    "refusals",
    "unruly_files",
]

NAMES = ("Amina", "Bashir", "Chioma")
LINES = ("l1", "l2", "l3")
NOON = time(12, tzinfo=UTC)


@frozen(repr=False)
class History:
    """A case file that follows the rules of its programme.

    Each entry was written on the office's day; *settings* are what the mission set.
    """

    programme: Programme
    entries: tuple[Entry, ...]
    settings: Mapping[str, Value] = field(factory=dict)

    @property
    def case(self) -> Case:
        """Return what the file adds up to."""
        return replay(self.entries)

    @property
    def today(self) -> date:
        """Return the day on which the last entry was written."""
        return self.entries[-1].at.date()

    def outside(self, day: date | None = None) -> Outside:
        """Return what a judgement on *day* takes from outside the file."""
        return Outside(self.today if day is None else day, self.settings)

    def chapters(self) -> Iterator[tuple[Case, Entry, Case]]:
        """Yield every entry but the first, between the case before and after it."""
        case = follow(None, self.entries[0])
        for entry in self.entries[1:]:
            after = follow(case, entry)
            yield case, entry, after
            case = after

    def __repr__(self) -> str:
        return f"History of {self.programme.key}:\n{story(self.entries)}"

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:  # noqa: FBT001  # hypothesis calls it so
        printer.text(repr(self))


@st.composite
def answers(draw: st.DrawFn, question: Field[object]) -> Value:
    """Draw an answer that *question* takes, from a small choice."""
    return _answer(draw, question)


@st.composite
def people(draw: st.DrawFn, programme: Programme) -> Actor:
    """Draw a colleague who wears some hats of *programme*, most often all."""
    return _somebody(draw, programme)


@st.composite
def events(
    draw: st.DrawFn, programme: Programme, *, first: date = FIRST_DAY, span: int = 30
) -> Event:
    """Draw any event at all about *programme*: lawful, unlawful or senseless."""
    desk = _Writing(draw, programme)
    on = first + timedelta(days=upto(draw, span + 2) - 2)
    return desk.anything(on)


@st.composite
def unruly_files(
    draw: st.DrawFn, programme: Programme, *, most: int = 20
) -> tuple[Entry, ...]:
    """Draw a file that nobody judged: any events, in any order, opened or not."""
    found = draw(st.lists(events(programme), min_size=1, max_size=most))
    actors = [_somebody(draw, programme) for _ in found]
    days = sorted(event.on for event in found)
    return tuple(
        _entry(number, event, day, by)
        for number, (event, day, by) in enumerate(
            zip(found, days, actors, strict=True), 1
        )
    )


@st.composite
def histories(
    draw: st.DrawFn,
    programme: Programme | None = None,
    *,
    most: int = 24,
    is_late: bool = False,
) -> History:
    """Draw a file that follows the rules of *programme*, or of an invented one.

    Entries are written on the day on which it happened, in order; with *is_late*
    also days after it, so that what is written later may have happened earlier.
    """
    if programme is None:
        programme = draw(programmes())
    desk = _Writing(draw, programme)
    for key, setting in programme.index.settings.items():
        if upto(draw, 3):
            desk.settings[key] = draw_value(draw, setting.kind)
    desk.open()
    for _ in range(upto(draw, most)):
        desk.today += timedelta(days=pick(draw, (0, 0, 1, 2, 5)))
        on = desk.today
        if is_late and flip(draw):
            on = max(desk.first, on - timedelta(days=upto(draw, 8)))
        desk.write(on)
    return History(programme, tuple(desk.entries), desk.settings)


def refusals(
    case: Case, entry: Entry, programme: Programme, outside: Outside
) -> tuple[Refusal, ...]:
    """Return every reason why *entry* may not follow in the file of *case*."""
    return tuple(judge(case, entry, programme, outside))


def _answer(draw: st.DrawFn, question: Field[object]) -> Value:
    if question.allows and upto(draw, 4) == 4:
        return pick(draw, question.allows)
    return draw_value(draw, question.kind)


def _somebody(draw: st.DrawFn, programme: Programme) -> Actor:
    name, every = pick(draw, NAMES), frozenset(programme.index.roles)
    if upto(draw, 2) < 2:
        return Actor(name, every)
    return Actor(name, frozenset(role for role in sorted(every) if flip(draw)))


def _entry(number: int, event: Event, day: date, by: Actor) -> Entry:
    at = datetime.combine(day, NOON) + timedelta(seconds=number)
    return Entry("T-1", number, event, at, by, "here", f"e{number}")


@define(eq=False)
class _Writing:
    """Somebody who writes a file: the rules decide what stays in it."""

    draw: st.DrawFn
    programme: Programme
    first: date = FIRST_DAY
    today: date = FIRST_DAY
    entries: list[Entry] = field(factory=list)
    settings: dict[str, Value] = field(factory=dict)
    case: Case | None = None

    def open(self) -> None:
        """Write the first entry, however often it takes."""
        everyone = Actor("Amina", frozenset(self.programme.index.roles))
        for _ in range(5):
            facts = self.facts(self.programme.asks)
            for _ in range(len(facts) + 1):
                event = Opened(self.programme.key, 1, self.today, facts=facts)
                entry = _entry(1, event, self.today, everyone)
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
        for _ in range(3):
            event = pick(self.draw, moves)(on)
            if event is not None and self.keep(event):
                return

    def keep(self, event: Event) -> bool:
        """Write *event*, less the answers that nobody asked for; tell if it went."""
        assert self.case is not None
        by = _somebody(self.draw, self.programme)
        for _ in range(4):
            entry = _entry(self.case.number + 1, event, self.today, by)
            found = refusals(self.case, entry, self.programme, self.outside)
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

    # ------------------------------------------------------------ what to write

    def work(self, on: date) -> Event | None:
        """Return the doing of something on the agenda."""
        assert self.case is not None
        tasks = work_of(self.case, self.programme, self.outside).tasks.values()
        open_steps = [task for task in tasks if task.kind == DO]
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
        work = work_of(self.case, self.programme, self.outside)
        waited = [task.key for task in work.tasks.values() if task.kind == TELL]
        keys = waited if waited and upto(self.draw, 3) else list(index.fields)
        question = index.fields[pick(self.draw, keys)]
        home = index.home[question.key]
        line = None if home is None else self.a_line(home)
        if home is not None and line is None:
            return None
        return Stated({question.key: _answer(self.draw, question)}, on, line)

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

    def end(self, on: date) -> Event | None:
        """Return a hold, its release, a closing or a reopening."""
        assert self.case is not None
        if self.case.closed:
            steps = self.some(self.case.marks)
            return Reopened(on, "It goes on", steps)
        holds = self.programme.holds
        if holds and upto(self.draw, 4):
            hold = pick(self.draw, holds)
            if flip(self.draw):
                return Resumed(hold.key, on, "It goes on")
            return Held(hold.key, on, self.facts(hold.asks))
        outcomes = [one for one in self.programme.outcomes if one.of is None]
        if not outcomes or upto(self.draw, 2):
            return None
        outcome = pick(self.draw, outcomes)
        return Closed(outcome.key, on, self.facts(outcome.asks))

    def anything(self, on: date) -> Event:
        """Return any event, of any sense."""
        draw, index = self.draw, self.programme.index
        text = pick(draw, ("Because", "Because", " "))
        line = pick(draw, (None, None, *LINES, "nowhere"))
        step = self.a_key(index.steps)
        sort = upto(draw, 13)
        if sort == 0:
            return Opened(self.programme.key, 1, on, None, self.any_facts())
        if sort == 1:
            return StepDone(step, on, self.any_facts(), line)
        if sort == 2:
            return StepWaived(step, on, text, line)
        if sort == 3:
            return StepReopened(step, on, text, line)
        if sort == 4:
            return Confirmed(step, on, text, line)
        if sort == 5:
            return LineOpened(
                self.a_key(index.tracks), line or "l1", on, self.any_facts()
            )
        if sort == 6:
            outcome = self.a_key(index.outcomes)
            return LineEnded(line or "l1", outcome, on, self.any_facts())
        if sort == 7:
            return Stated(self.any_facts(), on, line)
        if sort == 8:
            return Assigned(pick(draw, (*NAMES, "")), on)
        if sort == 9:
            return Noted(text, on)
        if sort == 10:
            return Held(self.a_key(index.holds), on, self.any_facts())
        if sort == 11:
            return Resumed(self.a_key(index.holds), on, text)
        if sort == 12:
            return Closed(self.a_key(index.outcomes), on, self.any_facts())
        return Reopened(on, text, self.some(index.steps))

    # ------------------------------------------------------------ its parts

    def facts(self, asks: tuple[Field[object], ...]) -> Facts:
        return {
            question.key: _answer(self.draw, question)
            for question in asks
            if not question.optional or upto(self.draw, 2)
        }

    def any_facts(self) -> Facts:
        fields = self.programme.index.fields
        keys = self.some((*fields, "nothing"))
        return {
            key: _answer(self.draw, fields[key])
            if key in fields and upto(self.draw, 4)
            else "nonsense"
            for key in keys
        }

    def some(self, keys: Mapping[str, object] | tuple[str, ...]) -> tuple[str, ...]:
        listed = sorted(keys)
        if not listed:
            return ()
        number = upto(self.draw, 2)
        return tuple({pick(self.draw, listed): None for _ in range(number)})

    def a_key(self, keys: Mapping[str, object]) -> str:
        return pick(self.draw, (*sorted(keys), "nothing"))

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
