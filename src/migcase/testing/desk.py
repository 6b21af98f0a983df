"""A desk: one case, in an office that forgets it afterwards.

A test tells a story at a desk and looks at what the rules made of it.  Everything is
judged as in an office, but nothing is kept and no plugin is asked.  Beside what the
story says, each write holds the kernel to a promise of its own: the agenda kept step
by step is the agenda worked out whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

from migcase.calendar import Calendar
from migcase.casefile.case import Case, follow
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
from migcase.errors import BadValue, Refusal, Refused
from migcase.judgement.agenda import work_after, work_of
from migcase.judgement.doubts import Doubt, doubts
from migcase.judgement.rules import judge, judge_opening, relied_on
from migcase.judgement.view import Linkable, Outside, View
from migcase.judgement.work import DO, Task, Work
from migcase.kinds import DATE, MONEY, PERIOD, Value
from migcase.programme.conditions import TRUE, Keyed
from migcase.programme.declaration import Programme
from migcase.testing.story import story

OFFICE = "desk"
BECAUSE = "told in a test"
NOTHING: Mapping[str, object] = {}
NO_CALENDAR = Calendar()

Word = str | Keyed
Day = date | str


class Desk:
    """One case under a programme, and a colleague who works on it.

    Steps, tracks, holds and endings may be given as their key or as declared.
    Answers are keyword arguments under their question's key; dates, money and
    periods may be written as a form would take them (``"2025-03-03"``, ``"80 EUR"``).
    Every event happens on the desk's day unless *on* says another one.
    """

    def __init__(
        self,
        programme: Programme,
        opened: Day = "2025-03-03",
        *,
        about: str | None = None,
        facts: Mapping[str, object] = NOTHING,
        settings: Mapping[str, Value] = NOTHING,  # type: ignore[assignment]
        calendar: Calendar = NO_CALENDAR,
        hand: str = "amina",
        roles: Sequence[Word] | None = None,
        case: str = "",
    ) -> None:
        """Open the case; raise `Refused` where that may not be.

        *roles* are those of *hand*, all roles of the programme unless said.
        """
        self.programme = programme
        self.day = as_day(opened)
        self.settings = dict(settings)
        self.calendar = calendar
        self.entries: list[Entry] = []
        self._linked: dict[str, Desk] = {}
        self.by = self._actor(hand, roles)
        event = Opened(
            programme.key, programme.version, self.day, about, self._answers(facts)
        )
        entry = self._entry(event, case or f"{programme.key}-1")
        refusals = tuple(judge_opening(entry, programme, self.outside))
        if refusals:
            raise Refused(refusals)
        self.entries.append(entry)
        self.case: Case = follow(None, entry)
        self._work: Work = work_of(self.case, programme, self.outside)

    # ------------------------------------------------------------ where one stands

    @property
    def outside(self) -> Outside:
        """What the judgement takes from outside the file."""
        return Outside(self.day, self.settings, self.calendar, self._look_up)

    @property
    def work(self) -> Work:
        """What is open on the desk's day."""
        return work_of(self.case, self.programme, self.outside)

    @property
    def agenda(self) -> Mapping[str, Task]:
        """What is open, by name.

        A step is named by its key, ``step:line`` in a line of a track; a fact that is
        waited for ``tell fact``; a line that is expected ``open track``.
        """
        return {name_of(task): task for task in self.work.tasks.values()}

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What was done and might not hold any more."""
        return tuple(doubts(self.case, self.programme, self.outside))

    @property
    def facts(self) -> Facts:
        """The current answers to the questions of the case."""
        return self.case.facts

    @property
    def milestones(self) -> set[str]:
        """The keys of the milestones that are true on the desk's day."""
        milestones = self.programme.milestones
        return {one.key for one in milestones if one.when.weigh(self._view()) == TRUE}

    def status(self, step: Word, line: str | None = None) -> str:
        """Return how *step* stands: done, open, gated, not-needed and so on."""
        return self._view().at(line).status(self.programme.steps[as_key(step)])

    # ------------------------------------------------------------ time and people

    def turn_to(self, day: Day) -> None:
        """Let days pass until *day*; time at a desk does not run backwards."""
        new = as_day(day)
        if new < self.day:
            kind = f"a day from {self.day} on"
            raise BadValue({"value": str(day), "kind": kind})
        self.day = new
        look_on = self._work.look_on
        if look_on is None or new < look_on:
            self._agree(self._work.tasks, self.work.tasks)

    def hand_to(self, name: str, *roles: Word) -> None:
        """Let *name* go on, with these roles; with all of them if none is given."""
        self.by = self._actor(name, roles or None)

    def link(self, other: Desk) -> None:
        """Let this case read the case of *other*, under its number."""
        self._linked[other.case.id] = other

    # ------------------------------------------------------------ what is said

    def done(
        self,
        step: Word,
        line: str | None = None,
        *,
        on: Day | None = None,
        **facts: object,
    ) -> Case:
        """Record that *step* was done, with its answers."""
        answers = self._answers(facts)
        return self.record(StepDone(as_key(step), self._on(on), answers, line))

    def waived(
        self,
        step: Word,
        line: str | None = None,
        *,
        reason: str = BECAUSE,
        on: Day | None = None,
    ) -> Case:
        """Record that *step* is not done in this case."""
        return self.record(StepWaived(as_key(step), self._on(on), reason, line))

    def reopened(
        self,
        step: Word,
        line: str | None = None,
        *,
        reason: str = BECAUSE,
        on: Day | None = None,
    ) -> Case:
        """Record that *step* has to be done again."""
        return self.record(StepReopened(as_key(step), self._on(on), reason, line))

    def confirmed(
        self,
        step: Word,
        line: str | None = None,
        *,
        reason: str = BECAUSE,
        on: Day | None = None,
    ) -> Case:
        """Record that somebody looked at the doubts about *step*."""
        return self.record(Confirmed(as_key(step), self._on(on), reason, line))

    def line(
        self, track: Word, line: str, *, on: Day | None = None, **facts: object
    ) -> Case:
        """Open a line of *track* under an id of your own."""
        answers = self._answers(facts)
        return self.record(LineOpened(as_key(track), line, self._on(on), answers))

    def ended(
        self, line: str, outcome: Word, *, on: Day | None = None, **facts: object
    ) -> Case:
        """End a line."""
        answers = self._answers(facts)
        return self.record(LineEnded(line, as_key(outcome), self._on(on), answers))

    def stated(
        self, line: str | None = None, *, on: Day | None = None, **facts: object
    ) -> Case:
        """Tell or correct facts outside a step."""
        return self.record(Stated(self._answers(facts), self._on(on), line))

    def held(self, hold: Word, *, on: Day | None = None, **facts: object) -> Case:
        """Hold the case."""
        return self.record(Held(as_key(hold), self._on(on), self._answers(facts)))

    def resumed(
        self, hold: Word, reason: str = BECAUSE, *, on: Day | None = None
    ) -> Case:
        """Release a hold."""
        return self.record(Resumed(as_key(hold), self._on(on), reason))

    def closed(self, outcome: Word, *, on: Day | None = None, **facts: object) -> Case:
        """Close the case."""
        return self.record(Closed(as_key(outcome), self._on(on), self._answers(facts)))

    def reopened_case(
        self, reason: str = BECAUSE, *steps: Word, on: Day | None = None
    ) -> Case:
        """Open the closed case again, and *steps* with it."""
        return self.record(Reopened(self._on(on), reason, tuple(map(as_key, steps))))

    def noted(self, text: str) -> Case:
        """Write a note."""
        return self.record(Noted(text, self.day))

    def assigned(self, to: str) -> Case:
        """Put the case into somebody's hands."""
        return self.record(Assigned(to, self.day))

    def record(self, event: Event) -> Case:
        """Record any event; raise `Refused` with every reason if it may not be."""
        entry = self._entry(event, self.case.id)
        refusals = tuple(judge(self.case, entry, self.programme, self.outside))
        if refusals:
            raise Refused(refusals)
        before, self.case = self.case, follow(self.case, entry)
        self.entries.append(entry)
        if self.programme.index.is_linked:  # another case may have moved meanwhile
            self._work = work_of(before, self.programme, self.outside)
        self._work = work_after(
            self._work, before, entry, self.case, self.programme, self.outside
        )
        whole = self.work
        self._agree(self._work, whole)
        return self.case

    # ------------------------------------------------------------ why not

    def why_not(
        self, what: Word | Event, line: str | None = None, **facts: object
    ) -> set[str]:
        """Return the codes of all reasons against *what*; empty if it may be.

        *what* is a step, an ending, a track, a hold, or an event of any sort.
        Questions left unanswered are reasons too.
        """
        return {refusal.code for refusal in self.reasons(what, line, **facts)}

    def reasons(
        self, what: Word | Event, line: str | None = None, **facts: object
    ) -> tuple[Refusal, ...]:
        """Return all reasons against *what*, as the office would give them."""
        event = self._meant(what, line, self._answers(facts))
        entry = self._entry(event, self.case.id)
        return tuple(judge(self.case, entry, self.programme, self.outside))

    def _meant(self, what: Word | Event, line: str | None, facts: Facts) -> Event:
        if isinstance(what, Event):
            return what
        key, index = as_key(what), self.programme.index
        if key in index.outcomes and key not in index.steps:
            if line is not None:
                return LineEnded(line, key, self.day, facts)
            return Closed(key, self.day, facts)
        if key in index.holds and key not in index.steps:
            return Held(key, self.day, facts)
        if key in index.tracks and key not in index.steps:
            return LineOpened(key, line or f"{key}-new", self.day, facts)
        return StepDone(key, self.day, facts, line)

    # ------------------------------------------------------------ behind the desk

    def _view(self) -> View:
        return View(self.case, self.programme, self.outside, self.day)

    def _actor(self, name: str, roles: Sequence[Word] | None) -> Actor:
        everything = self.programme.index.roles
        given = everything if roles is None else [as_key(role) for role in roles]
        return Actor(name, frozenset(given))

    def _on(self, day: Day | None) -> date:
        return self.day if day is None else as_day(day)

    def _entry(self, event: Event, case: str) -> Entry:
        number = len(self.entries) + 1
        at = datetime.combine(self.day, time(9), UTC) + timedelta(seconds=number)
        entry = Entry(case, number, event, at, self.by, OFFICE, f"{case}-{number}")
        before = follow(None, entry) if number == 1 else self.case
        relied = relied_on(before, entry, self.programme, self.outside)
        return Entry(case, number, event, at, self.by, OFFICE, entry.id, relied)

    def _look_up(self, case: str) -> Linkable | None:
        other = self._linked.get(case)
        return None if other is None else (other.case, other.programme)

    def _answers(self, facts: Mapping[str, object]) -> Facts:
        return dict(self._read(facts))

    def _read(self, facts: Mapping[str, object]) -> Iterator[tuple[str, Value]]:
        """Yield each answer, read where it is written as a form would take it."""
        fields = self.programme.index.fields
        for key, given in facts.items():
            value = tuple(given) if isinstance(given, list) else given
            kind = fields[key].kind if key in fields else None
            if kind in (DATE, MONEY, PERIOD) and isinstance(value, str):
                with suppress(BadValue):  # it is refused, with what else is wrong
                    value = kind.parse(value)
            yield key, value  # type: ignore[misc]  # what does not fit is refused

    def _agree(self, kept: object, whole: object) -> None:
        if kept != whole:
            raise AssertionError(
                f"The agenda of {self.programme.key} kept step by step is not the "
                f"agenda worked out whole.\nKept:  {kept}\nWhole: {whole}\n"
                f"The story:\n{story(self.entries)}"
            )


def name_of(task: Task) -> str:
    """Return what a desk calls *task*."""
    name = task.key if task.line is None else f"{task.key}:{task.line}"
    return name if task.kind == DO else f"{task.kind} {name}"


def as_key(word: Word) -> str:
    """Return the key of what is declared, or the key itself."""
    return word if isinstance(word, str) else word.key


def as_day(day: Day) -> date:
    """Return a day that may be written as ``2025-03-03``."""
    return DATE.parse(day) if isinstance(day, str) else day
