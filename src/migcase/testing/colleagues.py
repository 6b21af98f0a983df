"""Colleagues who never tire: whatever one case allows, one of them can do.

Every act is somebody else's, who wears one role: so four eyes are always to be had.
Answers are searched for until the rules take them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import field, frozen

from migcase.calendar import Calendar
from migcase.casefile.case import Line
from migcase.casefile.events import (
    Closed,
    Event,
    Facts,
    LineEnded,
    LineOpened,
    Resumed,
    Stated,
    StepDone,
)
from migcase.errors import Refusal, Refused
from migcase.judgement.work import DO, LOOK, TELL, Task, Work
from migcase.kinds import Value
from migcase.programme.conditions import Field
from migcase.programme.declaration import Programme
from migcase.programme.words import Hold, Outcome, Role, Step, Track
from migcase.testing.answers import Answers
from migcase.testing.at_hand import LONG_AGO
from migcase.testing.desk import Desk

Asked = Sequence[Field[object]]
Roles = Sequence[Role]
Built = Callable[[Facts], Event]

REASON = "by chance"
TRIED_IN_HOPE = 2


@frozen
class Mission:
    """What a walk takes from outside: the mission's settings, days and cases.

    *linked* are the desks whose cases the walked case may refer to.
    """

    settings: Mapping[str, Value] = field(factory=dict)
    calendar: Calendar = field(factory=Calendar)
    linked: tuple[Desk, ...] = ()
    opened: date = LONG_AGO


@frozen
class Act:
    """Something to be done: by one of *roles*, with answers to *asks*."""

    roles: Roles
    asks: Asked
    build: Built


class Colleagues:
    """Those who work on one case; *desk* is where it lies.

    With a *hope*, answers are given after which the open work pleases it most.
    """

    def __init__(
        self, programme: Programme, answers: Answers, mission: Mission
    ) -> None:
        """Open a case; raise `Refused` where no answers were found that open one."""
        self.programme = programme
        self.dice = answers.dice
        self.against: tuple[Refusal, ...] = ()
        self.hope: Callable[[Work], float] | None = None
        self.most_lines = self.dice.choice((1, 2, 3))
        self._number = 0
        self._answers = answers
        self.desk = self._opened(mission)

    # ------------------------------------------------------------ doing

    def do(self, act: Act) -> bool:
        """Record *act* by one of those who may; tell whether any could.

        What the last of them met is in *against*.
        """
        return any(self._done(role, act) for role in self.shuffled(act.roles))

    def could(self, act: Act) -> bool:
        """Tell whether anybody could record *act*."""
        return any(self._event(role, act) for role in self.shuffled(act.roles))

    def say(self, roles: Roles, event: Event) -> bool:
        """Record *event* by one of *roles*; tell whether it could be."""
        return self.do(Act(roles, (), lambda _: event))

    def shuffled(self, roles: Roles) -> list[Role]:
        """Return *roles* in a random order."""
        return self.dice.sample(list(roles), len(roles))

    def _done(self, role: Role, act: Act) -> bool:
        event = self._event(role, act)
        if event is None:
            return False
        hope = self.hope
        if hope is not None and act.asks:
            others = [self._event(role, act) for _ in range(TRIED_IN_HOPE)]
            events = [event, *(other for other in others if other is not None)]
            event = max(events, key=lambda one: hope(self.desk.foreseen(one)))
        self.desk.record(event)
        return True

    def _event(self, role: Role, act: Act) -> Event | None:
        """Return *act* as an event that *role* may record."""

        def reasons(facts: Facts) -> Sequence[Refusal]:
            self.against = self.desk.judged(act.build(facts))
            return self.against

        self.desk.hand_to(self._somebody(), role)
        facts = self._answers.found(act.asks, reasons, self.desk.case, self.desk.day)
        return None if facts is None else act.build(facts)

    def _somebody(self) -> str:
        self._number += 1
        return f"colleague {self._number}"

    def _opened(self, mission: Mission) -> Desk:
        roles = self.programme.opened_by or self.everybody
        role = self.dice.choice(roles)
        desks: list[Desk] = []

        def reasons(facts: Facts) -> Sequence[Refusal]:
            try:
                desk = Desk(
                    self.programme,
                    mission.opened,
                    about="person-1",
                    facts=facts,
                    settings=mission.settings,
                    calendar=mission.calendar,
                    hand=self._somebody(),
                    roles=(role,),
                )
            except Refused as refused:
                self.against = refused.refusals
                return refused.refusals
            for other in mission.linked:
                desk.link(other)
            desks.append(desk)
            return ()

        self._answers.found(self.programme.asks, reasons, None, mission.opened)
        if not desks:
            raise Refused(self.against)
        return desks[-1]

    # ------------------------------------------------------------ what there is to do

    def task(self, task: Task) -> Act:
        """Return what doing *task* means."""
        index, day = self.programme.index, self.desk.day
        roles = [index.roles[key] for key in task.roles]
        if task.kind == DO:
            asks: Asked = self.programme.steps[task.key].asks
            line = task.line
            return Act(roles, asks, lambda facts: StepDone(task.key, day, facts, line))
        if task.kind == TELL:
            asks = (index.fields[task.key],)
            return Act(roles, asks, lambda facts: Stated(facts, day, task.line))
        if task.kind == LOOK:
            return Act(roles, (), lambda _: Resumed(task.key, day, REASON))
        opening = self.opening(index.tracks[task.key])
        return Act(roles, opening.asks, opening.build)

    def opening(self, track: Track) -> Act:
        """Return what opening a line of *track* means."""
        day, number = self.desk.day, len(self.lines(track)) + 1
        line = f"{track.key}-{number}"
        return Act(
            self.openers(track),
            track.asks,
            lambda facts: LineOpened(track.key, line, day, facts),
        )

    def ending(self, outcome: Outcome) -> Act:
        """Return what closing the case with *outcome* means."""
        day, roles = self.desk.day, outcome.by or self.everybody
        return Act(roles, outcome.asks, lambda facts: Closed(outcome.key, day, facts))

    def line_ending(self, line: Line, outcome: Outcome) -> Act:
        """Return what ending *line* with *outcome* means."""
        assert outcome.of is not None
        day, roles = self.desk.day, outcome.by or self.openers(outcome.of)
        key = outcome.key
        return Act(
            roles, outcome.asks, lambda facts: LineEnded(line.id, key, day, facts)
        )

    def release(self, hold: Hold) -> bool:
        """Release *hold*; tell whether that could be."""
        return self.say(hold.released_by, Resumed(hold.key, self.desk.day, REASON))

    # ------------------------------------------------------------ what there is

    @property
    def everybody(self) -> Roles:
        """Every role of the programme."""
        return tuple(self.programme.index.roles.values())

    @property
    def tracks(self) -> list[Track]:
        """Every track of the programme."""
        return list(self.programme.index.tracks.values())

    @property
    def endings(self) -> list[Outcome]:
        """The ways for the case to end, in a random order."""
        found = [outcome for outcome in self.programme.outcomes if outcome.of is None]
        return self.dice.sample(found, len(found))

    def lines(self, track: Track) -> list[Line]:
        """Return the lines of *track*."""
        return list(self.desk.case.lines_of(track.key))

    def openers(self, track: Track) -> Roles:
        """Return the roles that open lines of *track*."""
        steps = self.programme.steps.values()
        own = {r.key: r for s in steps if s.track == track.key for r in s.by}
        return track.opened_by or tuple(own.values())

    def places(self) -> Iterator[tuple[Step, str | None]]:
        """Yield every step with each place where it is done."""
        for step in self.programme.steps.values():
            if step.of is None:
                yield step, None
            else:
                for line in self.desk.case.lines_of(step.of.key):
                    yield step, line.id

    def some_day(self) -> date:
        """Return some day since the case was opened."""
        span = (self.desk.day - self.desk.case.on).days
        return self.desk.case.on + timedelta(days=self.dice.randint(0, span))
