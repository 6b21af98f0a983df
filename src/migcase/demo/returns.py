"""The returns of the demo: households who come, and what becomes of them.

Every weekday some people come, and whoever works there does what the agenda of a case
offers, with plausible answers.  Everything is written through the office, by its
rules: what those do not allow does not happen here either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from heapq import heappop, heappush
from random import Random

from attrs import define

from migcase.casefile.case import Case
from migcase.casefile.events import Event, Facts, LineOpened, Stated, StepDone
from migcase.demo.acquainted import make_known
from migcase.demo.answers import answer, answers
from migcase.demo.asked import Asked
from migcase.demo.colleagues import Colleagues
from migcase.demo.household import Household
from migcase.demo.turns import TURNS, Turn, assigned, next_turn
from migcase.judgement.work import DO, GATED, OPEN, READY, TELL, Task, Work
from migcase.office.office import Office

PROGRAMME = "avrr"
DAY = timedelta(days=1)
# What comes up while somebody has a file before them is often done at once.
ROUNDS = 2
# Whoever may not return yet is seen again by the protection officer.
SEEN_AGAIN = timedelta(days=14)
# The check before boarding may be made that long before the journey.
CHECKED_BEFORE = timedelta(days=2)
HANDED_OVER = "handed-over"

# What goes to the mission of origin, and the steps that wait until that is written.
TOLD: Mapping[str, frozenset[str]] = {
    "origin": frozenset({"notice", "local-check"}),
    "origin-health": frozenset({"health-notice"}),
}
SHARED: Facts = {
    "disclosed_to": "la mission du pays d’origine",
    "disclosed_for": "return",
    "disclosed_what": ("name", "journey", "needs"),
    "disclosed_basis": "consent",
}

# Opens the case in the country of origin; returns its number.
Mirrors = Callable[[Household, Case, date], str]


@define
class File:
    """One case that is worked on, and who has it in hand."""

    case: str
    household: Household
    manager: str
    rng: Random


class Returns:
    """The households that came, and the files on the desks; *mirrors* opens others."""

    def __init__(
        self, office: Office, colleagues: Colleagues, mirrors: Mirrors
    ) -> None:
        self.files: list[File] = []
        self._office = office
        self._colleagues = colleagues
        self._mirrors = mirrors
        self._programme = office.programme(PROGRAMME)
        self._managers = colleagues.named(PROGRAMME, "case-manager")
        self._desk: list[tuple[date, int]] = []

    def comes(self, household: Household, day: date) -> None:
        """Let *household* be received, known, and a case be opened about it."""
        reception, _ = self._colleagues.one(PROGRAMME, ("reception",))
        about = household.applicant.ref
        make_known(self._office, household.people, reception, day)
        case = self._colleagues.open(PROGRAMME, reception, day, about=about)
        number = len(self.files)
        manager = self._managers[number % len(self._managers)]
        self.files.append(File(case.id, household, manager, Random(about)))
        heappush(self._desk, (day, number))

    def work(self, day: date) -> None:
        """Do what is to be done by the end of *day*."""
        while self._desk and self._desk[0][0] <= day:
            self._sit_over(heappop(self._desk)[1], day)

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
                work = self._tell_others(file, work, day)
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
                before = self._colleagues.entries
                self._do(file, task, day)
                if self._colleagues.entries > before:
                    work = self._office.work(file.case)
        return work

    def _tell_others(self, file: File, work: Work, day: date) -> Work:
        """Write down what goes to the mission of origin, where a step waits for it."""
        waiting = {task.key for task in work.tasks.values() if task.state == GATED}
        case = self._office.case(file.case)
        for recipient, steps in TOLD.items():
            if waiting & steps and recipient not in case.lines:
                facts: Facts = {**SHARED, "recipient": recipient}
                event = LineOpened("disclosure", recipient, day, facts)
                self._write(file, Turn(event, "case-manager"))
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
            facts: Facts = answers(questions, asked)
            if task.key == HANDED_OVER:
                facts = {"mirror": self._mirrors(file.household, case, day)}
            event = StepDone(task.key, day, facts, task.line)
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
        by, _ = self._colleagues.one(PROGRAMME, (turn.role,), prefer=file.manager)
        self._colleagues.write(file.case, turn.event, by)

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
