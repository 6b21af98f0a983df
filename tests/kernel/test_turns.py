"""The turn of a step came on the day on which it opened.

Held against two walks, back for as long as the step stood open: over the ends of days,
which miss what closed and opened again on one day, and over the entries, which see it.
In files written in the order of days; where no walk can see the turn, it is named.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from hypothesis import given

from migcase import (
    YES_NO,
    Field,
    Outcome,
    Programme,
    Role,
    Stage,
    Step,
    Track,
)
from migcase.casefile.case import replay
from migcase.casefile.events import Closed, Reopened
from migcase.judgement.since import turn
from migcase.judgement.view import GATED, OPEN
from migcase.testing import Desk
from migcase.testing.strategies import histories
from tests.kernel.places import places, seen

DAY = timedelta(days=1)


@given(histories(most=30))
def test_the_turn_came_on_the_day_on_which_the_step_opened(history):
    for step, scope in places(seen(history)):
        if scope.status(step) in (OPEN, GATED) and is_plain(step, scope, history):
            by_days = opened_on(step, scope.line_id, history, ends_of_days(history))
            by_entries = opened_on(step, scope.line_id, history, moments(history))

            assert by_days <= turn(scope, step) <= by_entries


@given(histories(most=30, is_late=True))
def test_the_turn_came_neither_before_the_case_nor_after_today(history):
    for step, scope in places(seen(history)):
        if scope.status(step) in (OPEN, GATED):
            opening = scope.case.on if scope.line is None else scope.line.on

            assert opening <= turn(scope, step) <= history.today


def opened_on(step, line, history, looks) -> date:
    """Return the day from which on *step* stood open at each of the *looks*."""
    found = history.today
    for day, read in looks:
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


def ends_of_days(history):
    """Yield each day with what was read at its end, latest first."""
    for day, read in groupby(moments(history), key=itemgetter(0)):
        yield day, next(read)[1]


def is_plain(step, scope, history) -> bool:
    """Tell whether a walk can see the turn at all.

    It cannot where the step itself was done and came back, nor where the case was
    closed, which starts the turn of what is left anew.
    """
    endings = (Closed, Reopened)
    return scope.mark(step.key) is None and not any(
        isinstance(entry.event, endings) for entry in history.entries
    )


def test_a_line_that_ends_starts_no_turn_where_its_step_was_not_needed():
    worker = Role("worker", "Case worker")
    ill = Field("ill", "Is the guest ill?", YES_NO)
    guests = Track("guests", "Guests", opened_by=worker, asks=ill)
    nurse = Step("nurse", "Seen by the nurse", of=guests, by=worker, when=ill)
    leave = Step("leave", "Left", by=worker, after=nurse)
    gone = Outcome("gone", "Gone", of=guests)
    programme = Programme("inn", 1, "Inn", Stage("All", (nurse, leave)), gone)
    desk = Desk(programme, "2026-03-02")
    desk.hand_to("Amina", worker)
    desk.line(guests, "first", ill=False)
    desk.turn_to("2026-03-09")

    desk.ended("first", gone)

    assert desk.agenda["leave"].since == date(2026, 3, 2)
