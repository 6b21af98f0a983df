"""What is open in a case, by when, and why.

`work_of` works it out whole; `work_after` only looks again at what an entry can have
changed, and gives the same.  A task is offered to roles, not to people: who of them
has a free hand is asked when somebody does it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from migcase import calendar
from migcase.calendar import Period
from migcase.casefile.case import Case
from migcase.casefile.events import Closed, Entry, Noted, Reopened
from migcase.judgement.milestones import reached, reached_after
from migcase.judgement.moved import Moved, changes, is_contrary
from migcase.judgement.outside import Outside
from migcase.judgement.since import held_spans, true_since, turn
from migcase.judgement.standing import standing
from migcase.judgement.standstill import looks
from migcase.judgement.view import GATED, OPEN, WAITING, View
from migcase.judgement.work import (
    DO,
    EARLY,
    HELD,
    LOOK,
    READY,
    TELL,
    Place,
    Task,
    TaskKey,
    Work,
)
from migcase.judgement.work import GATED as GATED_TASK
from migcase.judgement.work import OPEN as OPEN_LINE
from migcase.programme.conditions import TRUE, AtStep, Explanation, Field
from migcase.programme.declaration import Programme
from migcase.programme.walking import walk
from migcase.programme.words import Step, Track


def work_of(case: Case, programme: Programme, outside: Outside) -> Work:
    """Return everything that is open in *case* on the office's day."""
    return _whole(View(case, programme, outside, outside.today))


def work_after(
    work: Work,
    case: Case,
    entry: Entry,
    after: Case,
    programme: Programme,
    outside: Outside,
) -> Work:
    """Return what is open in *after*, which is *case* with *entry* in its file.

    *work* is what was open in *case*.  The result equals ``work_of(after, …)``; only
    the steps that read something the entry changed are looked at.
    """
    now = View(after, programme, outside, outside.today)
    return moved_on(work, case, entry, now)


def moved_on(work: Work, before: Case, entry: Entry, now: View) -> Work:
    """Return what is open in *now*, given the *work* that was open *before* the entry.

    *now* looks at the case on the office's day.
    """
    event, today = entry.event, now.today
    if isinstance(event, Noted) and work.day == today:
        return work
    if isinstance(event, (Closed, Reopened)) or now.case.closed or _waits(work):
        return _whole(now)
    if work.day != today or work.contrary is None or now.index.order is None:
        return _whole(now)  # what the days between changed is followed nowhere else
    moved = Moved(work, before, now)
    moved.follow(changes(entry, now))
    holds = now.holds_in_force()
    tasks, contrary = dict(work.tasks), set(work.contrary)
    for place, (step, scope) in moved.seen.items():
        tasks.pop((DO, *place), None)
        status = scope.status(step)
        if status == WAITING:  # a fact may be waited for by several steps
            return _whole(now)
        if status in (OPEN, GATED):
            task = _task(step, status, scope)
            tasks[task.place] = task
        if is_contrary(scope.mark(step.key), status):
            contrary.add(place)
        else:
            contrary.discard(place)
    if holds or work.holds:
        for at in [p for p in tasks if p[0] == LOOK]:
            del tasks[at]
        tasks.update((task.place, task) for task in looks(now, holds))
    for key in moved.tracks:
        for at in [p for p in tasks if p[0] == OPEN_LINE and p[1] == key]:
            del tasks[at]
        expected = _expected(now.index.tracks[key], now)
        tasks.update((task.place, task) for task in expected)
    unmoved = None if moved.is_clock_moved else work
    counted = reached_after(work.reached, moved.milestones.values(), now)
    return standing(now, tasks, holds, frozenset(contrary), counted, unmoved)


def _waits(work: Work) -> bool:
    """Tell whether any step waits for a fact."""
    return TELL in [kind for kind, _, _ in work.tasks]


def _whole(view: View) -> Work:
    holds = view.holds_in_force()
    tasks: dict[TaskKey, Task] = {}
    contrary: set[Place] = set()
    for step, scope in _places(view):
        for task in _tasks(step, scope):
            _put(tasks, task)
        if is_contrary(scope.mark(step.key), scope.status(step)):
            contrary.add((step.key, scope.line_id))
    if not view.case.closed:
        for track in view.index.tracks.values():
            for task in _expected(track, view):
                _put(tasks, task)
        for task in looks(view, holds):
            _put(tasks, task)
    return standing(view, tasks, holds, frozenset(contrary), reached(view))


def _places(view: View) -> Iterator[tuple[Step, View]]:
    """Yield every step with each place where it can be done."""
    for step in view.programme.steps.values():
        if step.of is None:
            yield step, view
        else:
            for line in view.case.lines_of(step.of.key):
                yield step, view.at_line(line)


def _tasks(step: Step, scope: View) -> Iterator[Task]:
    """Yield what there is to do about *step*: itself, or the facts it waits for."""
    status = scope.status(step)
    if status in (OPEN, GATED):
        yield _task(step, status, scope)
    elif status == WAITING:
        assert step.when is not None
        for key, line in _gaps(step.when.explain(scope), scope):
            askers = scope.index.asked_in.get(key, (step,))
            since = scope.case.on if scope.line is None else scope.line.on
            yield Task(TELL, key, line, _keys(askers), READY, since)


def _task(step: Step, status: str, scope: View) -> Task:
    since = turn(scope, step)
    state = READY
    if any(scope.holds_on(step)):
        state = HELD
    elif status == GATED:
        state = GATED_TASK
    elif step.not_before is not None:
        earliest = scope.deadline(step.not_before, since)
        if earliest is not None and scope.today < earliest:
            state = EARLY
    due, unknown = _due(step, scope, since)
    roles = tuple([role.key for role in step.by])
    return Task(DO, step.key, scope.line_id, roles, state, since, due, unknown)


def _due(step: Step, scope: View, since: date) -> tuple[date | None, tuple[str, ...]]:
    """Return by when *step* is due, or the facts that are missing to tell."""
    if step.within is None:
        return None, ()
    found = step.within.value(scope)
    if isinstance(found, Period):
        held = list(held_spans(scope, step))
        due = calendar.due(since, found, scope.calendar, held, scope.today)
        return due, ()
    if isinstance(found, date):
        return found, ()
    reads = (key for sort, key, wide in step.within.reads() if sort == "fact")
    return None, tuple(key for key in reads if not scope.told(key))


def _gaps(because: Explanation, scope: View) -> Iterator[tuple[str, str | None]]:
    """Yield each fact that is missing, with the line that it is missing in.

    What only a certain doing of a step can answer is no use to tell.
    """
    nodes = list(walk(because.condition))
    asked = {node.key for node in nodes if isinstance(node, Field)}
    bound = {node.field for node in nodes if isinstance(node, AtStep)} - asked
    for key in because.missing:
        if key in bound:
            continue
        home = scope.index.home.get(key)
        yield key, None if home is None else because.line
    for part in because.parts:
        if part.truth == "unknown":
            yield from _gaps(part, scope)


def _expected(track: Track, view: View) -> Iterator[Task]:
    """Yield the next line that *track* expects, if it expects one."""
    if not track.due or view.case.closed:
        return
    if track.when is not None and track.when.weigh(view) != TRUE:
        return
    if track.until is not None and track.until.weigh(view) == TRUE:
        return
    number = sum(1 for _ in view.case.lines_of(track.key))
    due = _expected_on(track, number, view)
    if due is None:
        return
    since = view.case.on if track.when is None else true_since(view, track.when)
    state = READY
    if track.key in view.index.grounds.tracks and track.basis is None:
        basis = view.index.grounds.bases.get(track.key)
        if basis is not None and basis.weigh(view) != TRUE:
            state = GATED_TASK
    yield Task(OPEN_LINE, track.key, None, _openers(track, view), state, since, due)


def _expected_on(track: Track, number: int, view: View) -> date | None:
    if number < len(track.due):
        return view.deadline(track.due[number], view.case.on)
    if track.every is None:
        return None
    day = view.deadline(track.due[-1], view.case.on)
    for _ in range(number - len(track.due) + 1):
        day = None if day is None else view.deadline(track.every, day)
    return day


def _openers(track: Track, view: View) -> tuple[str, ...]:
    if track.opened_by:
        return tuple(role.key for role in track.opened_by)
    steps = view.programme.steps.values()
    return _keys(step for step in steps if step.track == track.key)


def _keys(steps: Iterable[Step]) -> tuple[str, ...]:
    return tuple({role.key: None for step in steps for role in step.by})


def _put(tasks: dict[TaskKey, Task], task: Task) -> None:
    """Add *task*; a fact that two steps wait for is one task, since the earlier."""
    other = tasks.get(task.place)
    if other is None or task.since < other.since:
        tasks[task.place] = task
