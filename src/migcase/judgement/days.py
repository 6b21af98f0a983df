"""The day of an event: can it have happened then, and be entered now?

An event happened on a day that has come, not before its case, its line, its turn or
its own last doing, and not further back than the mission allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from migcase.casefile.case import Case
from migcase.casefile.events import Entry, LineOpened
from migcase.errors import Refusal
from migcase.judgement.view import View
from migcase.programme.words import Step


def out_of_time(scope: View, entry: Entry) -> Iterator[Refusal]:
    """Yield why *entry* cannot have happened on its day, whatever it says."""
    on, outside, case = entry.event.on, scope.outside, scope.case
    if on > outside.today:
        yield Refusal("future", case.id, {"day": on, "today": outside.today})
    opening = _opened_on(entry, case)
    if on < opening:
        yield Refusal("before-opening", case.id, {"day": opening})
    if outside.late_days is not None and outside.late_role not in entry.by.roles:
        oldest = outside.today - timedelta(days=outside.late_days)
        if on < oldest:
            values = {"day": oldest, "role": outside.late_role}
            yield Refusal("too-late-to-enter", case.id, values)


def out_of_step(scope: View, entry: Entry, step: Step, turn: date) -> Iterator[Refusal]:
    """Yield why *step*, whose turn came on *turn*, cannot have been done that day."""
    on = entry.event.on
    mark = scope.mark(step.key)
    if mark is not None and on < mark.on:
        yield Refusal("before-last-doing", step.key, {"day": mark.on})
    elif on < turn:
        yield Refusal("before-its-turn", step.key, {"day": turn})
    if step.not_before is not None:
        earliest = scope.deadline(step.not_before, turn)
        if earliest is not None and on < earliest:
            yield Refusal("too-early", step.key, {"day": earliest})


def _opened_on(entry: Entry, case: Case) -> date:
    """Return when the case began, or the line that the event is about."""
    line = getattr(entry.event, "line", None)
    if line is None or line not in case.lines or isinstance(entry.event, LineOpened):
        return case.on
    return max(case.on, case.lines[line].on)
