"""The desk of the demo: cases that are worked on as the agenda offers it.

Which programme a case is of does not matter here: what is answered, put off or done
unasked stands in tables, and what touches two files at once in `claims`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from heapq import heappop, heappush

from migcase.casefile.case import Case, Line
from migcase.casefile.events import Closed, LineOpened, StepDone
from migcase.demo.claims import Claims
from migcase.demo.clock import Together
from migcase.demo.colleagues import Colleagues
from migcase.demo.moments import File, Moment
from migcase.demo.plans import ends, is_planned, planned, put_off
from migcase.demo.replies import replies
from migcase.judgement.work import DO, OPEN, READY, Task, Work
from migcase.kinds import Value
from migcase.office.office import Office
from migcase.programme.words import Role, Step

DAY = timedelta(days=1)
# What comes up while somebody has a file before them is often done at once.
ROUNDS = 4
SHORTEST_PAUSE, LONGEST_PAUSE = 4, 8


class Desk:
    """The files on the desks; *claims* are made in the files that own what is short."""

    def __init__(
        self,
        office: Office,
        register: Together,
        colleagues: Colleagues,
        claims: Claims,
    ) -> None:
        self.files: dict[str, File] = {}
        self._office = office
        self._register = register
        self._colleagues = colleagues
        self._claims = claims
        self._queue: list[tuple[date, int, str]] = []
        self._numbers: dict[str, int] = {}

    def take(self, file: File, day: date) -> None:
        """Put a file on the desk, to be looked at on *day*."""
        self.files[file.case] = file
        self._numbers[file.case] = len(self._numbers)
        self.wake(file.case, day)

    def wake(self, case: str, day: date) -> None:
        """Have a file looked at on *day*, beside whenever it would be."""
        heappush(self._queue, (day, self._numbers[case], case))

    def work(self, day: date) -> None:
        """Do what is to be done by the end of *day*."""
        seen: set[str] = set()
        while self._queue and self._queue[0][0] <= day:
            _, _, case = heappop(self._queue)
            if case not in seen:
                seen.add(case)
                self._sit_over(self.files[case], day)
        for case in self._claims.waked():
            self.wake(case, day + DAY)

    def _sit_over(self, file: File, day: date) -> None:
        case, work = self._office.case(file.case), None
        for _ in range(ROUNDS):
            before = case.number
            case = self._unasked(file, case, day)
            if work is None or case.number > before:
                work = self._work(case, written=case.number > before)
            asked = case.number
            case = self._what_is_ready(file, case, work, day)
            if case.number == asked:
                break
            work = self._work(case, written=True)
        assert work is not None  # there is more than no round
        again = self._again(Moment(file, case, day), work)
        if again is not None:
            self.wake(file.case, again)

    def _work(self, case: Case, *, written: bool) -> Work:
        """Return what is open; whoever has just *written* knows it already."""
        kept = self._register.kept(case.id) if written else None
        return self._office.work(case.id) if kept is None else kept.work

    def _unasked(self, file: File, case: Case, day: date) -> Case:
        """Do what nothing on the agenda asks for: lines, endings, claims."""
        if case.closed:
            return case
        moment = Moment(file, case, day)
        for line in planned(moment):
            if line.on <= day:
                case = self._opened(moment, line.track, line.line, dict(line.facts))
                moment = Moment(file, case, day)
        end = ends(moment)
        if end is not None and end.on <= day:
            outcome = self._office.programme(file.programme).outcome(end.outcome)
            facts = replies(() if outcome is None else outcome.asks, moment)
            event = Closed(end.outcome, day, facts)
            by, _ = self._colleagues.one(
                file.programme, (end.role,), prefer=file.manager
            )
            case = self._colleagues.write(case.id, event, by) or case
        return case

    def _what_is_ready(self, file: File, case: Case, work: Work, day: date) -> Case:
        for task in self._offered(file, work):
            moment = Moment(file, case, day, case.lines.get(task.line or ""))
            if task.kind == DO and put_off(task.key, moment) <= day:
                case = self._done(moment, task)
            elif task.kind == OPEN and _is_due(task, moment):
                number = 1 + sum(1 for _ in case.lines_of(task.key))
                case = self._opened(moment, task.key, f"{task.key}-{number}", {})
        return case

    def _offered(self, file: File, work: Work) -> Iterator[Task]:
        """Yield what the agenda offers and is owed."""
        steps = self._office.programme(file.programme).steps
        for task in work.tasks.values():
            optional = task.kind == DO and steps[task.key].optional
            if task.state == READY and not optional:
                yield task

    def _done(self, moment: Moment, task: Task) -> Case:
        """Do a step; return the case as it is then."""
        claimed = self._claims.before(task.key, moment)
        if claimed is None:
            return moment.case
        step = self._office.programme(moment.file.programme).steps[task.key]
        facts = replies(step.asks, moment, claimed)
        event = StepDone(task.key, moment.day, facts, task.line)
        by, _ = self._colleagues.one(
            moment.file.programme,
            task.roles,
            prefer=moment.file.manager,
            against=frozenset(_against(step, moment)),
        )
        after = self._colleagues.write(moment.case.id, event, by)
        if after is None:
            return moment.case
        self._claims.after(task.key, moment)
        return after

    def _opened(
        self, moment: Moment, key: str, line: str, facts: dict[str, Value]
    ) -> Case:
        programme = self._office.programme(moment.file.programme)
        track = programme.index.tracks[key]
        steps = (one for one in programme.steps.values() if one.track == key)
        roles = track.opened_by or next(steps).by
        told = replies(track.asks, moment, facts)
        by, _ = self._colleagues.one(
            moment.file.programme,
            tuple(role.key for role in roles),
            prefer=moment.file.manager,
        )
        event = LineOpened(key, line, moment.day, told)
        return self._colleagues.write(moment.case.id, event, by) or moment.case

    def _again(self, moment: Moment, work: Work) -> date | None:
        """Return the day on which somebody looks at the case again, if ever."""
        days = list(_days(moment, self._offered(moment.file, work)))
        if all(day == date.max for day in days):  # only the days bring something new
            return work.look_on and max(work.look_on, moment.day + DAY)
        pause = moment.file.rng.randint(SHORTEST_PAUSE, LONGEST_PAUSE) * DAY
        return max(min(days), moment.day + pause)


def _days(moment: Moment, offered: Iterable[Task]) -> Iterator[date]:
    """Yield the days on which there is something to do in a case."""
    case, file, day = moment.case, moment.file, moment.day
    for task in offered:
        if task.kind == DO:
            yield put_off(task.key, Moment(file, case, day, _line(case, task)))
        elif task.kind == OPEN and not is_planned(task.key, moment):
            yield task.due or day
    if case.closed:
        return
    yield from (line.on for line in planned(moment))
    end = ends(moment)
    if end is not None:
        yield end.on


def _line(case: Case, task: Task) -> Line | None:
    return case.lines.get(task.line or "")


def _is_due(task: Task, moment: Moment) -> bool:
    due = task.due is not None and task.due <= moment.day
    return due and not is_planned(task.key, moment)


def _against(step: Step, moment: Moment) -> Iterator[str]:
    """Yield the names of those whose hand must not do *step* here."""
    for other in step.not_by:
        if isinstance(other, Role):
            yield from moment.case.roles.get(other.key, ())
            continue
        own = {} if moment.line is None else moment.line.marks
        for marks in (moment.case.marks, own):
            mark = marks.get(other.key)
            if mark is not None:
                yield from mark.hands
