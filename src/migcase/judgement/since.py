"""Since when: the day on which a turn came, or a condition became true.

Worked out from the days on which things were said to have happened, never from the
instants at which they were written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from migcase.casefile.case import Mark
from migcase.judgement.view import ONE_DAY, View
from migcase.programme.conditions import FALSE, TRUE, Condition, Read
from migcase.programme.words import Hold, Step


def turn(view: View, step: Step) -> date:
    """Return the day on which the turn of *step* came.

    The latest of: the opening of its line, the day that settled each step before
    it, the day on which it became needed, its reopening, and what made it due
    again.  Only asked of a step whose turn has come.
    """
    days = [view.case.on if view.line is None else view.line.on]
    days += [_settled_on(view, before) for before in step.after if not before.optional]
    if step.when is not None:
        days.append(true_since(view, step.when))
    mark = view.mark(step.key)
    if mark is not None:
        days.append(_came_back_on(view, step, mark))
    if view.case.ended is not None:
        days.append(view.case.ended.on)
    offered = [
        in_force_since(view, hold)
        for hold in view.index.relief.get(step.key, ())
        if view.is_in_force(hold)
    ]
    if offered:
        days.append(min(offered))
    return max(days)


def true_since(view: View, condition: Condition, truth: int = TRUE) -> date:
    """Return the day since which *condition* has been true without a break."""
    days = _days_read(view, condition)
    if len(days) == 1:
        return days.pop()
    ordered = sorted(days)
    since = ordered.pop()
    while ordered and condition.weigh(view.on(ordered[-1])) == truth:
        since = ordered.pop()
    return since


def held_spans(view: View, step: Step) -> Iterator[tuple[date, date | None]]:
    """Yield the half-open spans of days on which a hold stopped *step*."""
    for hold in view.programme.holds:
        if step.key not in view.index.stops[hold.key]:
            continue
        for held in view.case.holdings:
            if held.hold == hold.key:
                yield held.start, held.end
        if hold.when is not None and view.is_in_force(hold):
            yield true_since(view.root, hold.when), None


def in_force_since(view: View, hold: Hold) -> date:
    """Return the day since which *hold* has been in force, declared or by itself."""
    declared = [
        held.start
        for held in view.case.holdings
        if held.hold == hold.key and held.end is None
    ]
    if declared or hold.when is None:
        return min(declared)
    return true_since(view.root, hold.when)


def _came_back_on(view: View, step: Step, mark: Mark) -> date:
    if not mark.stands:
        return mark.on
    days = [mark.on]
    if step.again is not None and view.is_wanted_again(step.again, mark):
        days.append(true_since(view, step.again))
    last = view.last_valid_day(step, mark)
    if last is not None and view.today > last:
        days.append(last + ONE_DAY)
    return max(days)


def _settled_on(view: View, step: Step) -> date:
    if step.of is None:
        return _settled_here(view.root, step)
    if view.line is not None and view.line.track == step.track:
        return _settled_here(view, step)
    lines = [line for line in view.case.lines.values() if line.track == step.track]
    days = [view.case.on]
    for line in lines:
        scope = view.root.at_line(line)
        mark = scope.mark(step.key)
        is_marked = mark is not None and mark.stands
        if line.ended is not None and not is_marked:
            at_its_end = scope.on(line.ended.on)
            if _held_up(at_its_end, step):
                days.append(line.ended.on)
                continue
        day = _settled_here(scope, step)
        # Where it was never needed, the line's opening held nothing up.
        if is_marked or day > line.on:
            days.append(day)
    return max(days)


def _held_up(view: View, step: Step) -> bool:
    """Tell whether *step* was still to be done in a line, whatever ended the line."""
    mark = view.mark(step.key)
    if mark is not None and mark.stands:
        return False
    if step.when is None or step.when.weigh(view) != FALSE:
        return True
    return any(
        _held_up(view, one) if one.track == step.track else not view.is_settled(one)
        for one in step.after
        if not one.optional
    )


def _settled_here(view: View, step: Step) -> date:
    mark = view.mark(step.key)
    if mark is not None and mark.stands:
        return mark.on
    days = [view.case.on if view.line is None else view.line.on]
    days += [_settled_on(view, before) for before in step.after if not before.optional]
    if step.when is not None:
        days.append(true_since(view, step.when, truth=FALSE))
    return max(days)


def _days_read(
    view: View, condition: Condition, asked: frozenset[str] = frozenset()
) -> set[date]:
    """Return the days until now on which *condition* can have changed.

    *asked* are the steps whose standing is being looked into.
    """
    reads = view.index.reads.get(id(condition))
    if reads is None:
        reads = tuple(condition.reads())
    days = {view.case.on if view.line is None else view.line.on}
    for read in reads:
        if read[0] == "today":
            days.update(condition.thresholds(view))
        elif read[0] == "settled":
            _add_standing(view, view.index.steps[read[1]], days, asked)
        else:
            _add_days(view, read, days)
    today = view.today
    late = [day for day in days if day > today]
    return days.difference(late) if late and len(late) < len(days) else days


def _add_standing(
    view: View, step: Step, days: set[date], asked: frozenset[str]
) -> None:
    """Add the days on which *step* can have been settled, or unsettled."""
    if step.key in asked:
        return
    asked |= {step.key}
    scopes = [view.root]
    if step.of is not None:
        is_own = view.line is not None and view.line.track == step.track
        lines = view.case.lines_of(step.of.key)
        scopes = [view] if is_own else [view.root.at_line(line) for line in lines]
    for scope in scopes:
        if scope.line is not None:
            days.add(scope.line.on)
            if scope.line.ended is not None:
                days.add(scope.line.ended.on)
        mark = scope.mark(step.key)
        if mark is not None:
            days.add(mark.on)
        for condition in (step.when, step.again):
            if condition is not None:
                days |= _days_read(scope, condition, asked)
        for before in step.after:
            _add_standing(scope, before, days, asked)


def _add_days(view: View, read: Read, days: set[date]) -> None:
    sort, key, wide = read
    if sort == "track":
        for line in view.case.lines_of(key):
            days.add(line.on)
            if line.ended is not None:
                days.add(line.ended.on)
        return
    scopes = [view]
    if wide:
        scopes = [view.root.at_line(line) for line in view.case.lines.values()]
    for scope in scopes:
        if sort == "fact":
            for said in scope.told(key):
                days.add(said.on)
        elif sort == "step":
            mark = scope.mark(key)
            if mark is not None:
                days.add(mark.on)
        elif sort == "ended" and scope.line is not None and scope.line.ended:
            days.add(scope.line.ended.on)
