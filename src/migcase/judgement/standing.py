"""Where a case stands: its stage, what it reports itself as, and when to look again.

Worked out from what is open; what is open is for `migcase.judgement.agenda`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from migcase.judgement.since import turn
from migcase.judgement.view import GATED, ONE_DAY, OPEN, View
from migcase.judgement.work import DO, EARLY, Place, Task, TaskKey, Work
from migcase.programme.words import Hold, Stage, Step


def standing(
    view: View,
    tasks: Mapping[TaskKey, Task],
    holds: Sequence[Hold],
    contrary: frozenset[Place],
    reached: Mapping[str, date],
    unmoved: Work | None = None,
) -> Work:
    """Return *tasks* as the open work of a case, and where the case stands.

    *holds* are those in force, *unmoved* is the work from before where no day moved
    that a condition looks at.
    """
    stage = _stage(view, tasks)
    return Work(
        view.today,
        tasks,
        stage.key,
        _status(view, stage, holds),
        _look_on(view, tasks, holds) if unmoved is None else unmoved.look_on,
        reached=reached,
        holds=tuple([hold.key for hold in holds]),
        contrary=contrary,
    )


def _stage(view: View, tasks: Mapping[TaskKey, Task]) -> Stage:
    """Return the first stage in which something is owed now, else the last one reached.

    What is not to be done before a day holds no case back.  Lines have gone their own
    way: how far they came counts only where the case itself has come nowhere.
    """
    stages, number_of = view.programme.stages, view.index.stage_number
    if not view.case.closed:
        owed = [
            number_of[key]
            for (kind, key, _), task in tasks.items()
            if kind == DO and task.state != EARLY and key in number_of
        ]
        if owed:
            return stages[min(owed)]
    staged = view.index.stage_of
    lines = [key for line in view.case.lines.values() for key in line.marks]
    for marked in (view.case.marks, lines):
        reached = {staged[key].key for key in marked if key in staged}
        if reached:
            return next(one for one in reversed(stages) if one.key in reached)
    return stages[0]


def _status(view: View, stage: Stage, holds: Sequence[Hold]) -> str:
    if view.case.closed:
        return "closed"
    return holds[0].stands_for if holds else stage.stands_for


def _look_on(
    view: View, tasks: Mapping[TaskKey, Task], holds: Sequence[Hold]
) -> date | None:
    """Return the next day on which something changes although nobody writes."""
    index, today = view.index, view.today
    days = [today + ONE_DAY] if _moves_daily(view, tasks, holds) else []
    scopes = _scopes(view)
    for clock, track in index.clocks:
        for scope in scopes[track]:
            day = clock.value(scope)
            if isinstance(day, date) and day >= today:
                days += (day, day + ONE_DAY) if day < date.max else (day,)
    for step in index.expiring:
        for scope in scopes[step.track]:
            mark = scope.mark(step.key)
            last = None if mark is None else scope.last_valid_day(step, mark)
            if last is not None:
                days.append(last + ONE_DAY)
    for step in index.embargoed:
        for scope in scopes[step.track]:
            days += _earliest(step, scope)
    return min((day for day in days if day > today), default=None)


def _scopes(view: View) -> Mapping[str | None, Sequence[View]]:
    """Return the case, under None, and the lines of each track."""
    scopes: dict[str | None, list[View]] = {None: [view]}
    scopes |= {track: [] for track in view.index.tracks}
    for line in view.case.lines.values():
        scopes.setdefault(line.track, []).append(view.at_line(line))
    return scopes


def _earliest(step: Step, scope: View) -> Iterator[date]:
    """Yield the first day on which *step* is offered, once its turn has come."""
    if step.not_before is not None and scope.status(step) in (OPEN, GATED):
        earliest = scope.deadline(step.not_before, turn(scope, step))
        if earliest is not None:
            yield earliest


def _moves_daily(
    view: View, tasks: Mapping[TaskKey, Task], holds: Sequence[Hold]
) -> bool:
    """Tell whether a day moves along, a hold pushes deadlines on, or another case may.

    In a closed case only what it still shows counts, and what is left to do in it.
    """
    index = view.index
    if view.case.closed:
        return index.moves_after_its_end or bool(index.elsewhere and tasks)
    return index.moves_daily or bool(index.elsewhere) or bool(holds)
