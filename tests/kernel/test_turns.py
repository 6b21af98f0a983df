"""The turn of a step came on the day on which it opened.

Held against a walk: the file is read up to the end of each day, and the days are
counted back for as long as the step stood open.  In files written in the order of
days; where it is not so, the reason is named.
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given

from migcase.casefile.case import replay
from migcase.casefile.events import (
    Closed,
    Reopened,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.judgement.since import turn
from migcase.judgement.view import GATED, OPEN
from migcase.testing.strategies import histories
from tests.kernel.places import places, seen

DAY = timedelta(days=1)


@given(histories(most=30))
def test_the_turn_came_on_the_day_on_which_the_step_opened(history):
    for step, scope in places(seen(history)):
        if scope.status(step) in (OPEN, GATED) and is_plain(step, scope, history):
            assert turn(scope, step) == opened_on(step, scope.line_id, history)


@given(histories(most=30, is_late=True))
def test_the_turn_came_neither_before_the_case_nor_after_today(history):
    for step, scope in places(seen(history)):
        if scope.status(step) in (OPEN, GATED):
            opening = scope.case.on if scope.line is None else scope.line.on

            assert opening <= turn(scope, step) <= history.today


def opened_on(step, line, history) -> date:
    """Return the first of the days, back from today, on which *step* stood open."""
    found = history.today
    while found > history.entries[0].event.on:
        day = found - DAY
        read = [entry for entry in history.entries if entry.at.date() <= day]
        view = seen(history, replay(read), day)
        if line is not None and line not in view.case.lines:
            break
        if view.at(line).status(step) not in (OPEN, GATED):
            break
        found = day
    return found


def is_plain(step, scope, history) -> bool:
    """Tell whether a walk over the ends of days can see the turn at all.

    It cannot where a step was done and its turn came back between two ends of days,
    nor where a step before it was reopened and settled again on one day: then the
    turn came anew, and both ends of that day find it open.  Nor where the case was
    closed, which starts the turn of what is left anew.
    """
    endings = (Closed, Reopened)
    reopened = set(_on_days(history, (StepReopened,)))
    return (
        scope.mark(step.key) is None
        and reopened.isdisjoint(_on_days(history, (StepDone, StepWaived)))
        and not any(isinstance(entry.event, endings) for entry in history.entries)
    )


def _on_days(history, sorts):
    """Yield each step that such an event is about, with its line and the day."""
    for entry in history.entries:
        if isinstance(entry.event, sorts):
            yield entry.event.step, entry.event.line, entry.at.date()
