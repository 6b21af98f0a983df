"""May this be written into that case?

One question, one answer: every reason why not.  Nothing here reads a clock, a
database or a plugin, so the same arguments always give the same reasons.  Nothing
here words them either: a refusal is a code and what it concerns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from migcase.casefile.case import Case, follow
from migcase.casefile.events import (
    Assigned,
    Closed,
    Confirmed,
    Entry,
    Held,
    LineEnded,
    LineOpened,
    Noted,
    Opened,
    Reopened,
    Resumed,
    Stated,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.errors import Refusal
from migcase.judgement.days import out_of_time
from migcase.judgement.doing import confirming, doing, reopening, waiving
from migcase.judgement.ending import closing, reopening_case
from migcase.judgement.facts import unanswered
from migcase.judgement.holding import holding, resuming
from migcase.judgement.lawful import without_basis
from migcase.judgement.legible import illegible, unfit_about
from migcase.judgement.outside import Outside
from migcase.judgement.tracking import ending_line, opening_line, stating
from migcase.judgement.unmet import empty, unmet
from migcase.judgement.view import View
from migcase.judgement.who import outsider, wrong_role
from migcase.judgement.work import Work
from migcase.programme.declaration import Programme


def judge(
    case: Case, entry: Entry, programme: Programme, outside: Outside
) -> Iterator[Refusal]:
    """Yield every reason why *entry* may not follow in the file of *case*."""
    was = View(case, programme, outside, entry.event.on)
    now = View(follow(case, entry), programme, outside, entry.event.on)
    return reasons(entry, was, now)


def reasons(
    entry: Entry, view: View, now: View, open_work: Work | None = None
) -> Iterator[Refusal]:
    """Yield every reason against *entry*, by *view* before it and *now* after it.

    Both look at the case on the day of the event.  *open_work* is what is known to be
    open on that day: what it offers as ready is in turn and need not be asked again.
    """
    event, case = entry.event, view.case
    if isinstance(event, Opened):
        yield Refusal("already-open", case.id)
        return
    if case.closed and not _is_for_closed(event, view):
        assert case.ended is not None
        yield Refusal("case-closed", case.id, {"outcome": case.ended.outcome})
        return
    if isinstance(event, StepDone):
        yield from doing(event, entry, view, now, open_work)
    elif isinstance(event, StepWaived):
        yield from waiving(event, entry, view)
    elif isinstance(event, StepReopened):
        yield from reopening(event, entry, view)
    elif isinstance(event, Confirmed):
        yield from confirming(event, entry, view)
    elif isinstance(event, LineOpened):
        yield from opening_line(event, entry, view, now)
    elif isinstance(event, LineEnded):
        yield from ending_line(event, entry, view, now)
    elif isinstance(event, Stated):
        yield from stating(event, entry, view, now)
    elif isinstance(event, Held):
        yield from holding(event, entry, view, now)
    elif isinstance(event, Resumed):
        yield from resuming(event, entry, view)
    elif isinstance(event, Closed):
        yield from closing(event, entry, view, now)
    elif isinstance(event, Reopened):
        yield from reopening_case(event, entry, view)
    elif isinstance(event, Assigned):
        yield from empty(event.to, "empty-name")
        yield from outsider(entry.by, view)
    elif isinstance(event, Noted):
        yield from empty(event.text, "empty-text")
    else:
        assert_never(event)
    yield from without_basis(event, now)
    yield from illegible(entry)
    yield from out_of_time(view, entry)


def judge_opening(
    entry: Entry, programme: Programme, outside: Outside
) -> Iterator[Refusal]:
    """Yield every reason why *entry* may not begin a file."""
    event = entry.event
    assert isinstance(event, Opened)
    case = follow(None, entry)
    view = View(case, programme, outside, event.on)
    roles = programme.opened_by or tuple(programme.index.roles.values())
    yield from wrong_role(programme.key, roles, entry.by)
    yield from unanswered(programme.key, programme.asks, event.facts, view)
    yield from unmet(programme.key, programme.requires, view)
    yield from unfit_about(event.about, programme.about)
    yield from illegible(entry)
    yield from out_of_time(view, entry)


def _is_for_closed(event: object, view: View) -> bool:
    """Tell whether a closed case takes such an event at all."""
    if isinstance(event, Noted | Stated | Reopened | Assigned):
        return True
    if isinstance(event, StepDone | StepWaived):
        ended = view.case.ended
        outcome = None if ended is None else view.programme.outcome(ended.outcome)
        left = () if outcome is None else outcome.then
        return any(step.key == event.step for step in left)
    return False
