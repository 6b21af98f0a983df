"""What may happen to a case beside the work itself: one thing each, by chance.

Each of these tries, and does nothing where the rules are against it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from migcase.casefile.events import (
    Held,
    Noted,
    Reopened,
    Stated,
    StepReopened,
    StepWaived,
)
from migcase.judgement.work import GATED
from migcase.testing.colleagues import REASON, Act, Colleagues


def days_pass(us: Colleagues) -> None:
    """Let some days pass, often just until something changes by itself."""
    look_on = us.desk.work.look_on
    days = us.dice.choice((1, 1, 2, 7, 30, 100))
    day = us.desk.day + timedelta(days=days)
    us.desk.turn_to(day if look_on is None or us.dice.random() < 0.5 else look_on)


def a_line_is_opened(us: Colleagues) -> None:
    """Open a line of some track that has few."""
    tracks = [track for track in us.tracks if len(us.lines(track)) < us.most_lines]
    if tracks:
        us.do(us.opening(us.dice.choice(tracks)))


def a_line_ends(us: Colleagues) -> None:
    """End a line in one of the ways of its track."""
    found = [
        (line, outcome)
        for line in us.desk.case.lines.values()
        for outcome in us.programme.outcomes
        if outcome.of is not None
        and outcome.of.key == line.track
        and line.ended is None
    ]
    if found:
        us.do(us.line_ending(*us.dice.choice(found)))


def a_fact_is_corrected(us: Colleagues) -> None:
    """State a fact anew, sometimes for an earlier day."""
    case, fields = us.desk.case, us.programme.index.fields
    files = [(None, case.told), *((n.id, n.told) for n in case.lines.values())]
    known = [(key, line) for line, told in files for key in told if key in fields]
    if known:
        _corrected(us, *us.dice.choice(known))


def what_stops_is_changed(us: Colleagues) -> None:
    """Change something that a gate reads: a fact, or how many lines there are."""
    tasks = us.desk.work.tasks.values()
    gated = [task for task in tasks if task.state == GATED]
    if not gated:
        return
    task = us.dice.choice(gated)
    step, index = us.programme.steps[task.key], us.programme.index
    demands = list(step.requires)
    if step.key in index.grounds.steps:
        demands.append(index.grounds.bases[step.track])
    reads = [read for condition in demands for read in condition.reads()]
    sort, key, _ = us.dice.choice(reads)
    if sort == "track":
        us.do(us.opening(index.tracks[key]))
    elif sort == "fact" and key in index.fields:
        home = index.home[key]
        own = [n.id for n in us.desk.case.lines.values() if n.track == home]
        lines = [task.line] if home == step.track else [None] if home is None else own
        if lines:
            _corrected(us, key, us.dice.choice(lines))


def _corrected(us: Colleagues, key: str, line: str | None) -> None:
    index = us.programme.index
    steps = index.asked_in.get(key, ())
    roles = tuple({r.key: r for s in steps for r in s.by}.values()) or us.everybody
    day = us.some_day() if us.dice.random() < 0.3 else us.desk.day
    us.do(Act(roles, (index.fields[key],), lambda facts: Stated(facts, day, line)))


def a_step_is_waived(us: Colleagues) -> None:
    """Waive a step that may be."""
    places = [place for place in us.places() if place[0].waived_by]
    if places:
        step, line = us.dice.choice(places)
        us.say(step.waived_by, StepWaived(step.key, us.desk.day, REASON, line))


def a_step_is_reopened(us: Colleagues) -> None:
    """Reopen a step that may be."""
    places = [place for place in us.places() if place[0].reopened_by]
    if places:
        step, line = us.dice.choice(places)
        us.say(step.reopened_by, StepReopened(step.key, us.desk.day, REASON, line))


def it_is_held(us: Colleagues) -> None:
    """Declare a hold, not too often."""
    holds = [hold for hold in us.programme.holds if hold.by]
    if holds and us.dice.random() < 0.3:
        hold = us.dice.choice(holds)
        day = us.desk.day
        us.do(Act(hold.by, hold.asks, lambda facts: Held(hold.key, day, facts)))


def a_hold_is_released(us: Colleagues) -> None:
    """Release a hold that somebody may."""
    holds = [hold for hold in us.programme.holds if hold.released_by]
    if holds:
        us.release(us.dice.choice(holds))


def it_is_closed_or_opened_again(us: Colleagues) -> None:
    """Close the case, not too often; or open it again."""
    ended = us.desk.case.ended
    if ended is None:
        if us.endings and us.dice.random() < 0.3:
            us.do(us.ending(us.endings[0]))
        return
    outcome = us.programme.outcome(ended.outcome)
    if outcome is not None and outcome.reopened_by:
        marks = us.desk.case.marks
        steps = tuple(key for key in marks if us.dice.random() < 0.3)
        us.say(outcome.reopened_by, Reopened(us.desk.day, REASON, steps))


def it_is_noted(us: Colleagues) -> None:
    """Write a note."""
    us.say(us.everybody, Noted(REASON, us.desk.day))


CHANCES: Sequence[Callable[[Colleagues], None]] = (
    days_pass,
    days_pass,
    a_line_is_opened,
    a_line_is_opened,
    a_line_ends,
    a_fact_is_corrected,
    a_step_is_waived,
    a_step_is_reopened,
    it_is_held,
    a_hold_is_released,
    it_is_closed_or_opened_again,
    it_is_noted,
)

# What helps a case on, where nothing is offered.
HELPFUL: Sequence[Callable[[Colleagues], None]] = (
    days_pass,
    a_line_is_opened,
    a_hold_is_released,
    what_stops_is_changed,
)
