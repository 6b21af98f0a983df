"""Can it have happened on that day?

An event happened on a day that has come, not before its case, its line, its turn or
its own last doing, and not further back than the mission allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from migcase.casefile.events import Entry, LineOpened
from migcase.errors import Refusal
from migcase.judgement.view import View
from migcase.programme.words import Step


def untimely(scope: View, entry: Entry, step: Step | None) -> Iterator[Refusal]:
    """Yield why *entry* cannot have happened on its day, *step* being what was done.

    Without a step only what holds for every event is looked at; with one, only what
    holds for the step, whose turn has come.
    """
    if step is None:
        yield from _out_of_time(scope, entry)
    else:
        yield from _out_of_step(scope, entry, step)


def _out_of_time(scope: View, entry: Entry) -> Iterator[Refusal]:
    on, outside, case = entry.event.on, scope.outside, scope.case
    if on > outside.today:
        yield Refusal("future", case.id, {"day": on, "today": outside.today})
    line = getattr(entry.event, "line", None)
    opening = case.on
    if line in case.lines and not isinstance(entry.event, LineOpened):
        opening = max(opening, case.lines[line].on)
    if on < opening:
        yield Refusal("before-opening", case.id, {"day": opening})
    if outside.late_days is not None and outside.late_role not in entry.by.roles:
        oldest = outside.today - timedelta(days=outside.late_days)
        if on < oldest:
            values = {"day": oldest, "role": outside.late_role}
            yield Refusal("too-late-to-enter", case.id, values)


def _out_of_step(scope: View, entry: Entry, step: Step) -> Iterator[Refusal]:
    on = entry.event.on
    mark = scope.mark(step.key)
    if mark is not None and on < mark.on:
        yield Refusal("before-last-doing", step.key, {"day": mark.on})
    else:
        turn = scope.turn(step)
        if on < turn:
            yield Refusal("before-its-turn", step.key, {"day": turn})
    if step.not_before is not None:
        earliest = scope.deadline(step.not_before, scope.turn(step))
        if earliest is not None and on < earliest:
            yield Refusal("too-early", step.key, {"day": earliest})
