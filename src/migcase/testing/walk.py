"""A walk: one case, moved on by chance, as colleagues who never tire might do.

Every act is done by a fresh colleague who wears one role, so that four eyes are
always to be had.  What an act shows to be wrong is raised as `PromiseBroken`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from attrs import field, frozen

from migcase.calendar import Calendar
from migcase.casefile.case import Case, Line
from migcase.casefile.events import (
    Closed,
    Confirmed,
    Event,
    Facts,
    Held,
    LineEnded,
    LineOpened,
    Reopened,
    Resumed,
    Stated,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.errors import Refusal, Refused
from migcase.judgement.view import View
from migcase.judgement.work import DO, EARLY, HELD, READY, TELL, Task
from migcase.kinds import Value
from migcase.programme.conditions import Field
from migcase.programme.declaration import Programme
from migcase.programme.words import Outcome, Role, Step, Track
from migcase.testing.answers import Answers
from migcase.testing.desk import Desk, name_of
from migcase.testing.story import story, told

Asked = Sequence[Field[object]]
Built = Callable[[Facts], Event]

MOST_LINES = 3
LONG_AGO = date(2025, 3, 3)


class PromiseBroken(AssertionError):
    """A programme does not keep what every programme promises; tells the walk."""

    def __init__(self, programme: str, promise: str, walk: str, events: str) -> None:
        self.promise = promise
        super().__init__(f"{programme}: {promise}\n{walk}:\n{events}")


@frozen
class Mission:
    """What a walk takes from outside: the mission's settings, days and cases.

    *answers* are worth trying, by question; *linked* the desks whose cases the
    walked case may refer to.
    """

    settings: Mapping[str, Value] = field(factory=dict)
    calendar: Calendar = field(factory=Calendar)
    answers: Mapping[str, Sequence[Value]] = field(factory=dict)
    linked: tuple[Desk, ...] = ()
    opened: date = LONG_AGO


class Walk:
    """One case on its way; *name* is what a message calls it."""

    def __init__(
        self, programme: Programme, dice: Random, mission: Mission, name: str
    ) -> None:
        self.programme = programme
        self.dice = dice
        self.name = name
        self.mission = mission
        also = dict(mission.answers)
        for key, question in programme.index.fields.items():
            if question.kind.name == "a case":
                cases = [one for one in mission.linked]
                fit = [c for c in cases if c.programme.key == question.kind.target]
                also[key] = [*also.get(key, ()), *(desk.case.id for desk in fit)]
        self.answers = Answers(programme, mission.settings, also, dice)
        self._colleagues = 0
        self.desk = self._opened()

    # ------------------------------------------------------------ what happens

    def act(self) -> None:
        """Let one thing happen, most often one that the agenda offers."""
        ready = self.ready()
        if ready and self.dice.random() < 0.7:
            self.keep_offer(self.dice.choice(ready))
            return
        others: Sequence[Callable[[], object]] = (
            self._let_days_pass,
            self._try_what_is_not_offered,
            self._open_a_line,
            self._open_a_line,
            self._end_a_line,
            self._correct_a_fact,
            self._waive,
            self._reopen,
            self._confirm,
            self._hold,
            self._resume,
            self._close_or_reopen,
        )
        self.dice.choice(others)()

    def ready(self) -> list[Task]:
        """Return the tasks that the agenda offers now."""
        return [task for task in self.desk.work.tasks.values() if task.state == READY]

    def keep_offer(self, task: Task) -> None:
        """Do what the agenda offers; it is a promise that somebody can."""
        roles, asks, build = self._task(task)
        if not roles:
            raise self.broken(f"{name_of(task)} is offered to nobody")
        last: list[Refusal] = []
        for role in self.dice.sample(roles, len(roles)):
            if self._done(role, asks, build, last):
                return
        if any(self._has_no_line(question) for question in asks):
            return
        against = "; ".join(sorted({_why(refusal) for refusal in last}))
        raise self.broken(
            f"{name_of(task)} is offered, but no answers were found that may be "
            f"recorded: {against}"
        )

    def end(self, acts: int) -> None:
        """Bring the case to an end within so many *acts*; every walk promises one."""
        for _ in range(acts):
            if self.desk.case.closed or self._ends():
                return
            if not self._goes_on():
                raise self.broken("nothing can be done and no ending is possible")
        raise self.broken(f"no ending was found in {acts} acts")

    def offers_something(self) -> bool:
        """Tell whether there is a task, a fact to tell, an ending or a line to open."""
        tasks = self.desk.work.tasks.values()
        if self.desk.case.closed or any(t.state in (READY, EARLY) for t in tasks):
            return True
        if any(self._ending(outcome) for outcome in self._outcomes()):
            return True
        if any(task.state == HELD for task in tasks) and self._releasable():
            return True
        return any(self._opening(track) for track in self._tracks())

    def broken(self, promise: str) -> PromiseBroken:
        """Return the news that *promise* is not kept on this walk."""
        events = story(self.desk.entries) if hasattr(self, "desk") else "(not opened)"
        return PromiseBroken(self.programme.key, promise, self.name, events)

    # ------------------------------------------------------------ the acts

    def _let_days_pass(self) -> None:
        look_on = self.desk.work.look_on
        if look_on is not None and self.dice.random() < 0.5:
            self.desk.turn_to(look_on)
        else:
            days = self.dice.choice((1, 1, 2, 7, 30, 100))
            self.desk.turn_to(self.desk.day + timedelta(days=days))

    def _try_what_is_not_offered(self) -> None:
        """Hold the rules to the agenda: what it does not offer cannot be done."""
        step, line = self.dice.choice(list(self._places()))
        task = self.desk.work.tasks.get((DO, step.key, line))
        if task is not None and task.state == READY:
            return
        if not step.by:
            return

        def build(facts: Facts) -> Event:
            return StepDone(step.key, self.desk.day, facts, line)

        if self._done(self.dice.choice(step.by), step.asks, build):
            name = step.key if line is None else f"{step.key}:{line}"
            raise self.broken(f"{name} was recorded although it was not offered")

    def _open_a_line(self) -> bool:
        tracks = [t for t in self._tracks() if len(self._lines(t)) < MOST_LINES]
        if not tracks:
            return False
        found = self._opening(self.dice.choice(tracks))
        return found is not None and self._said(*found)

    def _end_a_line(self) -> None:
        lines = [line for line in self.desk.case.lines.values() if line.ended is None]
        endings = [
            (line, outcome)
            for line in lines
            for outcome in self.programme.outcomes
            if outcome.of is not None and outcome.of.key == line.track
        ]
        if endings:
            self._line_ended(*self.dice.choice(endings))

    def _line_ended(self, line: Line, outcome: Outcome) -> None:
        assert outcome.of is not None
        openers = self._openers(outcome.of)
        roles = outcome.by or openers
        if roles:
            self._done(
                self.dice.choice(roles),
                outcome.asks,
                lambda facts: LineEnded(line.id, outcome.key, self.desk.day, facts),
            )

    def _correct_a_fact(self) -> None:
        index, case = self.programme.index, self.desk.case
        files = [(None, case.told), *((n.id, n.told) for n in case.lines.values())]
        told_facts = [(line, key) for line, told in files for key in told]
        known = [(line, key) for line, key in told_facts if key in index.fields]
        if not known:
            return
        line, key = self.dice.choice(known)
        askers = index.asked_in.get(key, ())
        roles = tuple({r.key: r for s in askers for r in s.by}.values())
        event_day = self._some_day() if self.dice.random() < 0.3 else self.desk.day
        self._done(
            self.dice.choice(roles or tuple(index.roles.values())),
            (index.fields[key],),
            lambda facts: Stated(facts, event_day, line),
        )

    def _waive(self) -> None:
        places = [place for place in self._places() if place[0].waived_by]
        if places:
            step, line = self.dice.choice(places)
            event = StepWaived(step.key, self.desk.day, "by chance", line)
            self._said(self.dice.choice(step.waived_by), event)

    def _reopen(self) -> None:
        places = [place for place in self._places() if place[0].reopened_by]
        if places:
            step, line = self.dice.choice(places)
            event = StepReopened(step.key, self.desk.day, "by chance", line)
            self._said(self.dice.choice(step.reopened_by), event)

    def _confirm(self) -> None:
        for doubt in self.desk.doubts:
            step = self.programme.steps[doubt.step]
            event = Confirmed(step.key, self.desk.day, "by chance", doubt.line)
            role = self.dice.choice(step.by)
            if not self._said(role, event):
                against = "; ".join(map(_why, self._reasons(role, event)))
                raise self.broken(
                    f"the doubt about {step.key} cannot be confirmed: {against}"
                )
            return

    def _hold(self) -> None:
        holds = [hold for hold in self.programme.holds if hold.by]
        if holds and self.dice.random() < 0.3:
            hold = self.dice.choice(holds)
            self._done(
                self.dice.choice(hold.by),
                hold.asks,
                lambda facts: Held(hold.key, self.desk.day, facts),
            )

    def _resume(self) -> bool:
        for hold in self.programme.holds:
            if hold.released_by:
                event = Resumed(hold.key, self.desk.day, "by chance")
                if self._said(self.dice.choice(hold.released_by), event):
                    return True
        return False

    def _close_or_reopen(self) -> None:
        ended = self.desk.case.ended
        if ended is None:
            if self.dice.random() < 0.3:
                self._ends()
            return
        outcome = self.programme.outcome(ended.outcome)
        if outcome is not None and outcome.reopened_by:
            marks = self.desk.case.marks
            steps = [key for key in marks if self.dice.random() < 0.3]
            event = Reopened(self.desk.day, "by chance", tuple(steps))
            self._said(self.dice.choice(outcome.reopened_by), event)

    # ------------------------------------------------------------ towards an end

    def _ends(self) -> bool:
        outcomes = self._outcomes()
        for outcome in self.dice.sample(outcomes, len(outcomes)):
            found = self._ending(outcome)
            if found is not None and self._said(*found):
                return True
        return False

    def _ending(self, outcome: Outcome) -> tuple[Role, Event] | None:
        roles = outcome.by or tuple(self.programme.index.roles.values())
        return self._possible(
            self.dice.choice(roles),
            outcome.asks,
            lambda facts: Closed(outcome.key, self.desk.day, facts),
        )

    def _goes_on(self) -> bool:
        """Do whatever brings the case further; tell whether there was anything."""
        ready = self.ready()
        if ready:
            self.keep_offer(self.dice.choice(ready))
            return True
        if self._resume() or self._open_a_line():
            return True
        look_on = self.desk.work.look_on
        if look_on is None:
            return False
        self.desk.turn_to(look_on)
        return True

    def _releasable(self) -> bool:
        view = View(self.desk.case, self.programme, self.desk.outside, self.desk.day)
        holds = view.holds_in_force()
        return any(hold.released_by or hold.when is not None for hold in holds)

    # ------------------------------------------------------------ how it is said

    def _opened(self) -> Desk:
        roles = self.programme.opened_by or tuple(self.programme.index.roles.values())
        role = self.dice.choice(roles)
        desks: list[Desk] = []

        def reasons(facts: Facts) -> Sequence[Refusal]:
            try:
                desk = Desk(
                    self.programme,
                    self.mission.opened,
                    about="person-1",
                    facts=facts,
                    settings=self.mission.settings,
                    calendar=self.mission.calendar,
                    hand=self._somebody(),
                    roles=(role,),
                )
            except Refused as refused:
                return refused.refusals
            desks.append(desk)
            return ()

        asks, day = self.programme.asks, self.mission.opened
        if self.answers.found(asks, reasons, None, day) is None:
            against = "; ".join(map(_why, reasons({})))
            raise self.broken(f"no case can be opened: {against}")
        for other in self.mission.linked:
            desks[-1].link(other)
        return desks[-1]

    def _done(
        self, role: Role, asks: Asked, build: Built, last: list[Refusal] | None = None
    ) -> bool:
        """Record what *build* makes of some answers, if there are any that will do."""
        found = self._possible(role, asks, build, last)
        return found is not None and self._said(*found)

    def _possible(
        self, role: Role, asks: Asked, build: Built, last: list[Refusal] | None = None
    ) -> tuple[Role, Event] | None:
        """Return an event that *role* may record; *last* hears why there was none."""
        against: list[Refusal] = []

        def reasons(facts: Facts) -> Sequence[Refusal]:
            against[:] = self.desk.reasons(build(facts))
            return against

        self.desk.hand_to(self._somebody(), role)
        case, day = self.desk.case, self.desk.day
        facts = self.answers.found(asks, reasons, case, day)
        if last is not None:
            last[:] = against
        return None if facts is None else (role, build(facts))

    def _said(self, role: Role, event: Event) -> bool:
        self.desk.hand_to(self._somebody(), role)
        try:
            self.desk.record(event)
        except Refused:
            return False
        except PromiseBroken:
            raise
        except Exception as error:
            raise self.broken(f"{told(event)} raised {error!r}") from error
        return True

    def _reasons(self, role: Role, event: Event) -> tuple[Refusal, ...]:
        self.desk.hand_to(self._somebody(), role)
        return self.desk.reasons(event)

    def _somebody(self) -> str:
        self._colleagues += 1
        return f"colleague {self._colleagues}"

    def _some_day(self) -> date:
        earliest = self.desk.case.on
        return earliest + timedelta(
            self.dice.randint(0, (self.desk.day - earliest).days)
        )

    # ------------------------------------------------------------ what there is

    def _task(self, task: Task) -> tuple[Sequence[Role], Asked, Built]:
        index, day = self.programme.index, self.desk.day
        roles = [index.roles[key] for key in task.roles]
        if task.kind == DO:
            step = self.programme.steps[task.key]
            return (
                roles,
                step.asks,
                lambda facts: StepDone(task.key, day, facts, task.line),
            )
        if task.kind == TELL:
            question = index.fields[task.key]
            return roles, (question,), lambda facts: Stated(facts, day, task.line)
        track = index.tracks[task.key]
        line = self._new_line(track)
        return roles, track.asks, lambda facts: LineOpened(track.key, line, day, facts)

    def _opening(self, track: Track) -> tuple[Role, Event] | None:
        roles, line = self._openers(track), self._new_line(track)
        if not roles:
            return None
        return self._possible(
            self.dice.choice(roles),
            track.asks,
            lambda facts: LineOpened(track.key, line, self.desk.day, facts),
        )

    def _openers(self, track: Track) -> tuple[Role, ...]:
        steps = self.programme.steps.values()
        own = {r.key: r for s in steps if s.track == track.key for r in s.by}
        return track.opened_by or tuple(own.values())

    def _new_line(self, track: Track) -> str:
        return f"{track.key}-{len(self._lines(track)) + 1}"

    def _lines(self, track: Track) -> list[Line]:
        return list(self.desk.case.lines_of(track.key))

    def _tracks(self) -> list[Track]:
        return list(self.programme.index.tracks.values())

    def _outcomes(self) -> list[Outcome]:
        return [outcome for outcome in self.programme.outcomes if outcome.of is None]

    def _places(self) -> Iterator[tuple[Step, str | None]]:
        for step in self.programme.steps.values():
            if step.of is None:
                yield step, None
            else:
                for line in self.desk.case.lines_of(step.of.key):
                    yield step, line.id

    def _has_no_line(self, question: Field[object]) -> bool:
        """Tell whether *question* can only be answered with a line nobody opened."""
        if question.kind.name != "a line" or question.optional:
            return False
        case: Case = self.desk.case
        return not any(case.lines_of(question.kind.target))


def _why(refusal: Refusal) -> str:
    missing = refusal.values.get("facts")
    return f"{refusal} (nobody knows {missing})" if missing else str(refusal)
