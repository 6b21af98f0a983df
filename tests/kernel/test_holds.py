"""A held day counts for nothing: each due day against a walk over the days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from migcase.calendar import Period, add
from migcase.casefile.events import Held, Resumed
from migcase.judgement.agenda import work_of
from migcase.judgement.work import DO
from migcase.programme.conditions import today
from migcase.programme.declaration import Programme
from migcase.programme.periods import days, months, working_days
from migcase.programme.words import Hold, Role, Stage, Step, Track
from migcase.testing.strategies import histories
from tests.kernel.places import seen

DAY = timedelta(days=1)
WORKER = Role("worker", "Case worker")
VISITS = Track("visits", "Visits", opened_by=WORKER)
LETTER = Step("letter", "Letter written", by=WORKER, within=days(20))
ANSWER = Step("answer", "Answered", by=WORKER, after=LETTER, within=working_days(15))
VISIT = Step("visit", "Visited", of=VISITS, by=WORKER, within=months(1))
# Nobody can do it for years, so it stays on the agenda, and only illness stops it.
REPORT = Step(
    "report",
    "Reported",
    by=WORKER,
    within=days(30),
    requires=today > date(2035, 1, 1),
)
ILLNESS = Hold("illness", "Ill", by=WORKER, released_by=WORKER)
STRIKE = Hold("strike", "No post", by=WORKER, released_by=WORKER, stops=(LETTER, VISIT))
OFTEN_HELD = Programme(
    "often-held",
    1,
    "Much that stops",
    stages=(Stage("All", (LETTER, ANSWER, VISIT, REPORT)),),
    holds=(ILLNESS, STRIKE),
)
FILES = st.one_of(histories(OFTEN_HELD, most=40), histories(OFTEN_HELD), histories())


@given(FILES)
def test_a_due_day_is_what_a_walk_over_the_days_comes_to(history):
    for task, step, scope, period in due_tasks(history):
        held = held_days(step, history)
        if all(hold.when is None for hold in history.programme.holds):
            walked = walk(task.since, period, held, scope.calendar)

            assert task.due == walked


@given(histories(OFTEN_HELD, most=40), st.integers(1, 9))
def test_a_longer_hold_never_makes_a_due_day_earlier(history, longer):
    released = [e for e in history.entries if isinstance(e.event, Resumed)]
    assume(released)
    last = released[-1]
    later = evolve(last, event=evolve(last.event, on=last.event.on + longer * DAY))
    entries = tuple(later if e is last else e for e in history.entries)
    longer_held = evolve(history, entries=entries)
    dues = {
        task.place: task.due
        for task, *_ in due_tasks(longer_held)
        if task.due is not None
    }

    for task, *_ in due_tasks(history):
        if task.place in dues and task.due is not None:
            assert dues[task.place] >= task.due


@given(FILES, st.integers(1, 30))
def test_a_due_day_never_moves_back_while_days_pass(history, passed):
    programme, case = history.programme, history.case
    later = history.outside(history.today + passed * DAY)
    now = work_of(case, programme, history.outside()).tasks
    then = work_of(case, programme, later).tasks

    for place, task in now.items():
        after = then.get(place)
        if after is None or after.since != task.since:
            continue
        if task.due is not None and after.due is not None:
            assert after.due >= task.due


def due_tasks(history):
    """Yield the tasks whose day is counted, with step, place and period."""
    view = seen(history)
    for task in work_of(view.case, history.programme, history.outside()).tasks.values():
        if task.kind == DO:
            step, scope = history.programme.steps[task.key], view.at(task.line)
            period = None if step.within is None else step.within.value(scope)
            if isinstance(period, Period):
                yield task, step, scope, period


def held_days(step, history) -> set[date]:
    """Return the days on which a declared hold stopped *step*, one after the other."""
    stops = history.programme.index.stops
    found: set[date] = set()
    since: dict[str, date] = {}
    for entry in history.entries:
        event = entry.event
        if isinstance(event, Held) and step.key in stops[event.hold]:
            since.setdefault(event.hold, event.on)
        elif isinstance(event, Resumed) and event.hold in since:
            found |= span(since.pop(event.hold), event.on)
    for start in since.values():
        found |= span(start, history.today)
    return found


def span(start: date, end: date) -> set[date]:
    return {start + n * DAY for n in range((end - start).days)}


def walk(start: date, period: Period, held: set[date], calendar) -> date:
    """Go from day to day: a day is used up if it counts and is not held."""
    works = period.working_days is not None
    left = (add(period, start, calendar) - start).days
    if works:
        left = period.number - (not calendar.is_working(start))
    for day in (start + n * DAY for n in count()):
        usable = day not in held and (not works or calendar.is_working(day))
        if usable and left <= 0:
            return day
        left -= usable
    raise AssertionError
