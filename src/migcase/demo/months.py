"""Months of work in the office of the demo, on a simulated clock.

Every weekday some people come, and whoever works there does what the agenda of a case
offers, with plausible answers.  Everything is written through the office, by its
rules: what those do not allow does not happen here either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from random import Random
from typing import Protocol

from attrs import define

from migcase.casefile.case import Case
from migcase.casefile.events import Actor, Event, LineOpened, Stated, StepDone
from migcase.demo.acquainted import make_known
from migcase.demo.answers import answer, answers
from migcase.demo.asked import Asked
from migcase.demo.household import Household
from migcase.demo.turns import TURNS, Turn, assigned, next_turn
from migcase.errors import Refusal, Refused
from migcase.judgement.work import DO, OPEN, READY, TELL, Task, Work
from migcase.office.office import Office

PROGRAMME = "avrr"
OPENS = time(8, tzinfo=UTC)
ENTRY_TAKES = timedelta(seconds=40)
DAY = timedelta(days=1)
# What comes up while somebody has a file before them is often done at once.
ROUNDS = 2
# Whoever may not return yet is seen again by the protection officer.
SEEN_AGAIN = timedelta(days=14)
# The check before boarding may be made that long before the journey.
CHECKED_BEFORE = timedelta(days=2)


class Together(Protocol):
    """Something whose entries of one day can be written in one go."""

    def transaction(self) -> AbstractContextManager[None]: ...


class Clock:
    """The clock of an office that stands still until somebody turns it."""

    def __init__(self, day: date) -> None:
        self.instant = datetime.combine(day, OPENS)

    def __call__(self) -> datetime:
        """Return the instant that it is in the demo."""
        return self.instant

    def turn_to(self, day: date) -> None:
        """Let it be the morning of *day*."""
        self.instant = datetime.combine(day, OPENS)

    def tick(self) -> None:
        """Let as long pass as it takes to write one entry."""
        self.instant += ENTRY_TAKES


@define
class File:
    """One case that is worked on, and who has it in hand."""

    case: str
    household: Household
    manager: str
    rng: Random


class Months:
    """The colleagues, and the files on their desks.

    *entries* counts what was written, *refused* keeps what the office did not allow.
    """

    def __init__(self, office: Office, clock: Clock, register: Together) -> None:
        self.files: list[File] = []
        self.entries = 0
        self.refused: list[tuple[str, Event, tuple[Refusal, ...]]] = []
        self._office = office
        self._clock = clock
        self._register = register
        self._programme = office.programme(PROGRAMME)
        self._desk: list[tuple[date, int]] = []
        self._hats: dict[str, list[Actor]] = defaultdict(list)
        for name in office.settings.users:
            actor = office.settings.actor(name, PROGRAMME)
            for role in actor.roles:
                self._hats[role].append(actor)

    def work(
        self, coming: Sequence[Household], first: date, today: date
    ) -> Iterator[date]:
        """Let the days from *first* until before *today* pass; yield each.

        The *coming* come in their order, as many on one day as on another.
        """
        days = [first + n * DAY for n in range((today - first).days)]
        days = [day for day in days if day.weekday() < 5]
        for number, day in enumerate(days):
            here = range(
                len(coming) * number // len(days),
                len(coming) * (number + 1) // len(days),
            )
            self._clock.turn_to(day)
            with self._register.transaction():
                for place in here:
                    self._comes(coming[place], day)
                while self._desk and self._desk[0][0] <= day:
                    self._sit_over(heappop(self._desk)[1], day)
            yield day
        self._clock.turn_to(today)

    def _comes(self, household: Household, day: date) -> None:
        [reception] = self._hats["reception"]
        about = household.applicant.ref
        make_known(self._office, household, reception, day)
        case = self._office.open(PROGRAMME, by=reception, on=day, about=about)
        self._clock.tick()
        self.entries += 1
        managers = self._hats["case-manager"]
        number = len(self.files)
        manager = managers[number % len(managers)].name
        self.files.append(File(case.id, household, manager, Random(about)))
        heappush(self._desk, (day, number))

    def _sit_over(self, number: int, day: date) -> None:
        """Do for one case what can be done today, and say when to look again."""
        file = self.files[number]
        case = self._office.case(file.case)
        work = self._office.work(file.case)
        turn = next_turn(self._asked(file, case, day, None), work)
        if turn is not None:
            self._write(file, turn)
            work = self._office.work(file.case)
        else:
            for _ in range(ROUNDS):
                work = self._do_what_is_ready(file, work, day)
        case = self._office.case(file.case)
        again = self._again(file, case, work, day)
        if again is not None:
            heappush(self._desk, (again, number))

    def _do_what_is_ready(self, file: File, work: Work, day: date) -> Work:
        """Do what *work* offers, and return what is open then."""
        for place in tuple(work.tasks):
            # What was done just now may have settled what comes after it.
            task = work.tasks.get(place)
            if task is not None and task.state == READY:
                before = self.entries
                self._do(file, task, day)
                if self.entries > before:
                    work = self._office.work(file.case)
        return work

    def _do(self, file: File, task: Task, day: date) -> None:
        case = self._office.case(file.case)
        asked = self._asked(file, case, day, task.line)
        event: Event | None = None
        if task.kind == DO:
            if _is_too_soon(task, asked):
                return
            questions = self._programme.steps[task.key].asks
            event = StepDone(task.key, day, answers(questions, asked), task.line)
        elif task.kind == TELL:
            told = answer(task.key, asked)
            event = None if told is None else Stated({task.key: told}, day, task.line)
        elif task.kind == OPEN and task.key == "member":
            self._list_travellers(file, case, day)
        if event is not None:
            self._write(file, Turn(event, task.roles[0]))

    def _list_travellers(self, file: File, case: Case, day: date) -> None:
        listed = sum(1 for one in case.lines.values() if one.track == "member")
        if case.assignee is None:
            self._write(
                file, assigned(self._asked(file, case, day, None), file.manager)
            )
        for place, person in enumerate(file.household.people[listed:], listed + 1):
            facts = {"who": person.ref, "relation": person.relation}
            event = LineOpened("member", f"m{place}", day, facts)
            self._write(file, Turn(event, "case-manager"))

    def _asked(self, file: File, case: Case, day: date, line: str | None) -> Asked:
        people = file.household.people
        is_member = line is not None and case.lines[line].track == "member"
        person = people[int((line or "m1")[1:]) - 1] if is_member else people[0]
        return Asked(file.household, person, day, case, line, file.rng)

    def _write(self, file: File, turn: Turn) -> None:
        hats = self._hats[turn.role]
        by = next((one for one in hats if one.name == file.manager), hats[0])
        try:
            self._office.record(file.case, turn.event, by=by)
        except Refused as refused:
            self.refused.append((file.case, turn.event, refused.refusals))
            return
        self._clock.tick()
        self.entries += 1

    def _again(self, file: File, case: Case, work: Work, day: date) -> date | None:
        """Return the day on which somebody looks at the case again, if ever."""
        if case.closed and not work.tasks:
            return None
        ready = any(map(_can_be_done, work.tasks.values()))
        told = case.told.get("departs_on")
        departs = None if told is None else told[-1].value
        if isinstance(departs, date) and departs >= day and not case.closed:
            wait = day if ready else departs - CHECKED_BEFORE
            return max(day + DAY, min(departs, wait))
        pause = day + file.rng.randint(2, 4 * file.household.pace) * DAY
        if ready or file.household.turn in TURNS:
            return pause
        return None if work.look_on is None else max(pause, work.look_on)


def _is_too_soon(task: Task, asked: Asked) -> bool:
    """Tell whether protection has seen somebody lately, and sees them again later."""
    if task.key != "protection-view" or asked.line is None:
        return False
    mark = asked.case.lines[asked.line].marks.get(task.key)
    return mark is not None and asked.day < mark.on + SEEN_AGAIN


def _can_be_done(task: Task) -> bool:
    """Tell whether somebody does *task* as soon as they come to it."""
    return task.state == READY and (task.kind != OPEN or task.key == "member")
