"""A walk: one case moved on by chance, and what every programme promises on it.

What is not kept is raised as `PromiseBroken`, with the walk as a list of events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from migcase.casefile.case import replay
from migcase.casefile.events import Confirmed, StepDone
from migcase.errors import Refused
from migcase.judgement.work import DO, EARLY, GATED, HELD, READY, Task, TaskKey, Work
from migcase.keeping.wire import read_entry, write_entry
from migcase.keeping.wire_case import read_case, read_work, write_case, write_work
from migcase.programme.conditions import Explanation
from migcase.programme.declaration import Programme
from migcase.testing.answers import Answers
from migcase.testing.chances import (
    CHANCES,
    HELPFUL,
    a_line_is_opened,
    what_stops_is_changed,
)
from migcase.testing.colleagues import REASON, Act, Colleagues, Mission
from migcase.testing.desk import name_of
from migcase.testing.story import against, story

# What comes back again and again is left alone after so many times.
OFTEN = 3


class PromiseBroken(AssertionError):
    """A programme does not keep what every programme promises."""

    def __init__(self, programme: str, promise: str, walk: str, events: str) -> None:
        self.promise = promise
        super().__init__(f"{programme}: {promise}\n{walk}:\n{events}")


class Walk:
    """One case on its way.

    *name* is what a message calls it; *seen* counts what was done on all walks, so
    that each goes where the others did not.
    """

    def __init__(
        self,
        programme: Programme,
        answers: Answers,
        mission: Mission,
        name: str,
        seen: Counter[str],
    ) -> None:
        self.name = name
        self.seen = seen
        self._times: Counter[TaskKey] = Counter()
        self.dice = answers.dice
        self.programme = programme
        self._diligence = self.dice.choice((0.5, 0.8, 0.95))
        try:
            self.us = Colleagues(programme, answers, mission)
        except Refused as refused:
            why = f"no case can be opened: {against(refused.refusals)}"
            nothing = "  (nothing was written)"
            raise PromiseBroken(programme.key, why, name, nothing) from refused
        self.desk = self.us.desk
        self.us.hope = self._hope if self._diligence > 0.9 else None

    def take(self, acts: int) -> None:
        """Let so many things happen, bring the case to an end, and read it back."""
        try:
            for _ in range(acts):
                self._act()
                self._something_is_offered()
                if self.desk.case.closed and self.dice.random() < 0.2:
                    break
            self._reads_back()
            self._ends(acts + 20)
            self._reads_back()
        except PromiseBroken:
            raise
        except Exception as error:
            raise self._broken(f"{type(error).__name__}: {error}") from error

    def _broken(self, promise: str) -> PromiseBroken:
        events = story(self.desk.entries)
        return PromiseBroken(self.programme.key, promise, self.name, events)

    def _act(self) -> None:
        """Let one thing happen, most often one that the agenda offers."""
        ready = [task for task in self._ready() if self._times[task.place] < OFTEN]
        if ready and self.dice.random() < self._diligence:
            self._offer_is_kept(self._least_seen(ready))
            return
        chance = self.dice.random()
        if chance < 0.15:
            self._what_is_not_offered_is_refused()
        elif chance < 0.25:
            self._doubt_is_confirmed()
        elif self._diligence > 0.9 or (chance < 0.5 and not ready):
            self.dice.choice(HELPFUL)(self.us)
        else:
            self.dice.choice(CHANCES)(self.us)

    # ------------------------------------------------------------ the promises

    def _offer_is_kept(self, task: Task) -> None:
        """Do what the agenda offers: somebody can."""
        act = self.us.task(task)
        self.seen[task.key] += 1
        self._times[task.place] += 1
        if not act.roles:
            raise self._broken(f"{name_of(task)} is offered to nobody")
        if self.us.do(act) or self._is_beyond_the_case(act):
            return
        raise self._broken(
            f"{name_of(task)} is offered, but no answers were found that may be "
            f"recorded: {against(self.us.against)}"
        )

    def _what_is_not_offered_is_refused(self) -> None:
        places = list(self.us.places())
        if not places:
            return
        step, line = self.dice.choice(places)
        task = self.desk.work.tasks.get((DO, step.key, line))
        if task is not None and task.state == READY:
            return
        day = self.desk.day
        act = Act(
            step.by, step.asks, lambda facts: StepDone(step.key, day, facts, line)
        )
        if self.us.do(act):
            name = step.key if line is None else f"{step.key}:{line}"
            raise self._broken(f"{name} was recorded although it was not offered")

    def _doubt_is_confirmed(self) -> None:
        doubts = self.desk.doubts
        if not doubts or self.desk.case.closed:
            return
        doubt = self.dice.choice(doubts)
        step = self.programme.steps[doubt.step]
        event = Confirmed(step.key, self.desk.day, REASON, doubt.line)
        if not self.us.say(step.by, event):
            why = against(self.us.against)
            raise self._broken(f"the doubt about {step.key} stays: {why}")
        if doubt in self.desk.doubts:
            raise self._broken(f"the doubt about {step.key} stays once confirmed")

    def _something_is_offered(self) -> None:
        """Hold an open case to offering a task, a fact to tell, a line or an ending."""
        tasks = self.desk.work.tasks.values()
        if self.desk.case.closed or any(t.state in (READY, EARLY) for t in tasks):
            return
        if any(task.state == HELD for task in tasks) and self._is_releasable():
            return
        acts = [
            *(self.us.ending(outcome) for outcome in self.us.endings),
            *(self.us.opening(track) for track in self.us.tracks),
        ]
        if not any(self.us.could(act) for act in acts):
            raise self._broken("an open case offers no task, no fact and no ending")

    def _ends(self, acts: int) -> None:
        """Bring the case to an end."""
        for _ in range(acts):
            endings = (self.us.ending(outcome) for outcome in self.us.endings)
            if self.desk.case.closed or any(self.us.do(ending) for ending in endings):
                return
            if not self._goes_on():
                raise self._broken("nothing can be done and no ending is possible")
        raise self._broken(f"no ending was possible within {acts} more acts")

    def _reads_back(self) -> None:
        """Hold the file to reading back as it was written."""
        desk = self.desk
        entries = [read_entry(write_entry(entry)) for entry in desk.entries]
        if entries != desk.entries:
            raise self._broken("an entry does not read back as it was written")
        if replay(entries) != desk.case:
            raise self._broken("the file does not add up to the case again")
        if read_case(desk.case.id, write_case(desk.case)) != desk.case:
            raise self._broken("the case does not read back as it was written")
        if read_work(desk.case.id, write_work(desk.work)) != desk.work:
            raise self._broken("the open work does not read back as it was written")

    # ------------------------------------------------------------ on the way

    def _ready(self) -> list[Task]:
        tasks = self.desk.work.tasks
        return [task for task in tasks.values() if task.state == READY]

    def _least_seen(self, tasks: Sequence[Task]) -> Task:
        """Return one of *tasks*, most often what was done least on all walks."""
        if self.dice.random() < 0.3:
            return self.dice.choice(tasks)
        return min(tasks, key=lambda task: (self.seen[task.key], self.dice.random()))

    def _hope(self, work: Work) -> float:
        """Return how much new *work* offers, after answers that might be given."""
        states = {READY: 1.0, GATED: -0.5}
        tasks = work.tasks.values()
        return sum(states.get(t.state, 0) / (1 + self.seen[t.key]) for t in tasks)

    def _goes_on(self) -> bool:
        """Do what may bring an end nearer; tell whether there was anything."""
        ready = self._ready()
        if ready:
            self._offer_is_kept(self.dice.choice(ready))
            return True
        if any(self.us.release(hold) for hold in self.programme.holds):
            return True
        before = self.desk.case.number
        what_stops_is_changed(self.us)
        a_line_is_opened(self.us)
        if self.desk.case.number > before:
            return True
        look_on = self.desk.work.look_on
        if look_on is not None:
            self.desk.turn_to(look_on)
        return look_on is not None

    def _is_releasable(self) -> bool:
        holds = self.desk.view.holds_in_force()
        return any(hold.released_by or hold.when is not None for hold in holds)

    def _is_beyond_the_case(self, act: Act) -> bool:
        """Tell whether *act* wants a line or a case that nobody opened yet.

        Or one more line, where each answer that may not be given twice was given.
        """
        if {refusal.code for refusal in self.us.against} == {"not-unique"}:
            return True
        wanted = [
            question.kind.target
            for question in act.asks
            if question.kind.name == "a line" and not question.optional
        ]
        if not all(any(self.desk.case.lines_of(track)) for track in wanted):
            return True
        return any(
            sort == "linked"
            for refusal in self.us.against
            if isinstance(refusal.because, Explanation)
            for sort, _, _ in refusal.because.condition.reads()
        )
