"""The turn of a step came on the day on which it opened.

Held against a walk: the file is read again with one entry less each time, back for as
long as the step stood open.  In files written in the order of days; where the walk
cannot see the turn, the reason is named.
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given

from migcase.casefile.case import replay
from migcase.casefile.events import Closed, Reopened
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
    """Return the day from which on *step* stood open after every entry until now."""
    found = history.today
    for day, read in moments(history):
        view = seen(history, replay(read), day)
        if line is not None and line not in view.case.lines:
            break
        if view.at(line).status(step) not in (OPEN, GATED):
            break
        found = day
    return found


def moments(history):
    """Yield each day with what was read on it, latest first, entry by entry."""
    day, entries = history.today, list(history.entries)
    while entries:
        yield day, entries
        if entries[-1].at.date() == day:
            entries = entries[:-1]
        else:
            day -= DAY


def is_plain(step, scope, history) -> bool:
    """Tell whether a walk over what was read can see the turn at all.

    It cannot where the step itself was done and came back, nor where the case was
    closed, which starts the turn of what is left anew.
    """
    endings = (Closed, Reopened)
    return scope.mark(step.key) is None and not any(
        isinstance(entry.event, endings) for entry in history.entries
    )
