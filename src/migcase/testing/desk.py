"""A desk: one case, in an office that forgets it afterwards.

A test tells a story at a desk and looks at what the rules made of it.  Everything is
judged as in an office, but nothing is kept and no plugin is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from migcase.casefile.case import Case
from migcase.casefile.events import (
    Assigned,
    Closed,
    Confirmed,
    Event,
    Facts,
    Held,
    LineEnded,
    LineOpened,
    Noted,
    Reopened,
    Resumed,
    Stated,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.errors import Refusal
from migcase.judgement.doubts import Doubt, doubts
from migcase.judgement.retention import kept_until
from migcase.judgement.work import DO, Task
from migcase.programme.conditions import TRUE
from migcase.testing.at_hand import CaseAtHand, Day, Word, as_day, as_key

BECAUSE = "told in a test"


class Desk(CaseAtHand):
    """One case under a programme, and a colleague who works on it.

    Steps, tracks, holds and endings may be given as their key or as declared.
    Answers are keyword arguments under their question's key; dates, money and
    periods may be written as a form would take them (``"2025-03-03"``, ``"80 EUR"``).
    Every event happens on the desk's day unless *on* says another one.  Whatever may
    not be raises `Refused`, and nothing is recorded.
    """

    # ------------------------------------------------------------ where one stands

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
        return {one.key for one in milestones if one.when.weigh(self.view) == TRUE}

    @property
    def kept_until(self) -> date | None:
        """The last day on which the closed file is kept."""
        return kept_until(self.view)

    def status(self, step: Word, line: str | None = None) -> str:
        """Return how *step* stands: done, open, gated, not-needed and so on."""
        return self.view.at(line).status(self.programme.steps[as_key(step)])

    def hand_to(self, name: str, *roles: Word) -> None:
        """Let *name* go on, with these roles; with all of them if none is given."""
        self.by = self.actor(name, roles or None)

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
        day, answers = self._on(on), self.answers(facts)
        return self.record(StepDone(as_key(step), day, answers, line))

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
        day, answers = self._on(on), self.answers(facts)
        return self.record(LineOpened(as_key(track), line, day, answers))

    def ended(
        self, line: str, outcome: Word, *, on: Day | None = None, **facts: object
    ) -> Case:
        """End a line."""
        day, answers = self._on(on), self.answers(facts)
        return self.record(LineEnded(line, as_key(outcome), day, answers))

    def stated(
        self, line: str | None = None, *, on: Day | None = None, **facts: object
    ) -> Case:
        """Tell or correct facts outside a step."""
        return self.record(Stated(self.answers(facts), self._on(on), line))

    def held(self, hold: Word, *, on: Day | None = None, **facts: object) -> Case:
        """Hold the case."""
        return self.record(Held(as_key(hold), self._on(on), self.answers(facts)))

    def resumed(
        self, hold: Word, reason: str = BECAUSE, *, on: Day | None = None
    ) -> Case:
        """Release a hold."""
        return self.record(Resumed(as_key(hold), self._on(on), reason))

    def closed(self, outcome: Word, *, on: Day | None = None, **facts: object) -> Case:
        """Close the case."""
        return self.record(Closed(as_key(outcome), self._on(on), self.answers(facts)))

    def reopened_case(
        self, reason: str = BECAUSE, *steps: Word, on: Day | None = None
    ) -> Case:
        """Open the closed case again, and *steps* with it."""
        keys = tuple(as_key(step) for step in steps)
        return self.record(Reopened(self._on(on), reason, keys))

    def noted(self, text: str) -> Case:
        """Write a note."""
        return self.record(Noted(text, self.day))

    def assigned(self, to: str) -> Case:
        """Put the case into somebody's hands."""
        return self.record(Assigned(to, self.day))

    # ------------------------------------------------------------ why not

    def why_not(
        self, what: Word | Event, line: str | None = None, **facts: object
    ) -> set[str]:
        """Return the codes of all reasons against *what*; empty if it may be.

        *what* is a step, an ending, a track, a hold, or an event of any sort.
        Questions left unanswered are reasons too.
        """
        event = self._meant(what, line, self.answers(facts))
        return {refusal.code for refusal in self.judged(event)}

    def reasons(
        self, what: Word | Event, line: str | None = None, **facts: object
    ) -> tuple[Refusal, ...]:
        """Return all reasons against *what*, each with its values."""
        return self.judged(self._meant(what, line, self.answers(facts)))

    def _meant(self, what: Word | Event, line: str | None, facts: Facts) -> Event:
        if isinstance(what, Event):
            return what
        key, index = as_key(what), self.programme.index
        if key in index.steps:
            return StepDone(key, self.day, facts, line)
        if key in index.outcomes and line is not None:
            return LineEnded(line, key, self.day, facts)
        if key in index.outcomes:
            return Closed(key, self.day, facts)
        if key in index.holds:
            return Held(key, self.day, facts)
        if key in index.tracks:
            return LineOpened(key, line or f"{key}-new", self.day, facts)
        return StepDone(key, self.day, facts, line)

    def _on(self, day: Day | None) -> date:
        return self.day if day is None else as_day(day)


def name_of(task: Task) -> str:
    """Return what a desk calls *task*."""
    name = task.key if task.line is None else f"{task.key}:{task.line}"
    return name if task.kind == DO else f"{task.kind} {name}"
