"""May this step be done, waived, reopened or confirmed?

Whose turn it is, whose hand it may be, and what must be true to record it.
"""

from __future__ import annotations

from collections.abc import Iterator

from migcase.casefile.case import DONE, WAIVED
from migcase.casefile.events import (
    Confirmed,
    Entry,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.errors import Refusal
from migcase.judgement.days import out_of_step
from migcase.judgement.doubts import doubts_about
from migcase.judgement.facts import unanswered
from migcase.judgement.since import turn
from migcase.judgement.unmet import empty, unmet
from migcase.judgement.view import (
    CASE_CLOSED,
    LINE_ENDED,
    NOT_NEEDED,
    NOT_YET,
    SETTLED,
    WAITING,
    View,
)
from migcase.judgement.who import same_hand, wrong_role
from migcase.judgement.work import DO, READY, Task, Work
from migcase.programme.checks import near
from migcase.programme.conditions import TRUE
from migcase.programme.words import Step


def doing(
    event: StepDone, entry: Entry, view: View, now: View, open_work: Work | None
) -> Iterator[Refusal]:
    """Yield why this step may not be done."""
    found = _place(event, view)
    if isinstance(found, Refusal):
        yield found
        return
    step, scope = found
    task = _ready(event, view, open_work)
    out_of_turn = [] if task is not None else list(_out_of_turn(step, scope))
    yield from out_of_turn
    yield from wrong_role(step.key, step.by, entry.by)
    yield from same_hand(step, entry.by, scope)
    then = now.at(scope.line_id)
    yield from unanswered(step.key, step.asks, event.facts, then)
    if not out_of_turn:
        yield from unmet(step.key, step.requires, then)
        since = turn(scope, step) if task is None else task.since
        yield from out_of_step(scope, entry, step, since)


def _ready(event: StepDone, view: View, open_work: Work | None) -> Task | None:
    """Return the task for the step where it is known to be ready on this day."""
    if open_work is None or open_work.day != view.today:
        return None
    task = open_work.tasks.get((DO, event.step, event.line))
    return task if task is not None and task.state == READY else None


def waiving(event: StepWaived, entry: Entry, view: View) -> Iterator[Refusal]:
    """Yield why this step may not be waived."""
    found = _place(event, view)
    if isinstance(found, Refusal):
        yield found
        return
    step, scope = found
    yield from empty(event.reason, "empty-reason")
    if not step.waived_by:
        yield Refusal("not-waivable", step.key)
        return
    out_of_turn = list(_out_of_turn(step, scope))
    yield from out_of_turn
    yield from wrong_role(step.key, step.waived_by, entry.by)
    yield from same_hand(step, entry.by, scope)
    if not out_of_turn:
        yield from out_of_step(scope, entry, step, turn(scope, step))


def reopening(event: StepReopened, entry: Entry, view: View) -> Iterator[Refusal]:
    """Yield why this step may not be opened again."""
    found = _place(event, view)
    if isinstance(found, Refusal):
        yield found
        return
    step, scope = found
    yield from empty(event.reason, "empty-reason")
    mark = scope.mark(step.key)
    if mark is None or mark.state not in (DONE, WAIVED):
        yield Refusal("not-settled", step.key)
    elif event.on < mark.on:
        yield Refusal("before-last-doing", step.key, {"day": mark.on})
    if not step.reopened_by:
        yield Refusal("not-reopenable", step.key)
    else:
        yield from wrong_role(step.key, step.reopened_by, entry.by)


def confirming(event: Confirmed, entry: Entry, view: View) -> Iterator[Refusal]:
    """Yield why this doubt may not be put aside."""
    found = _place(event, view)
    if isinstance(found, Refusal):
        yield found
        return
    step, scope = found
    yield from empty(event.reason, "empty-reason")
    if not any(doubts_about(step, scope)):
        yield Refusal("nothing-to-confirm", step.key)
    yield from wrong_role(step.key, step.by, entry.by)


def _place(
    event: StepDone | StepWaived | StepReopened | Confirmed, view: View
) -> tuple[Step, View] | Refusal:
    """Return the step that is meant and where it is done, or why there is none."""
    step = view.programme.steps.get(event.step)
    if step is None:
        values = {"near": near(event.step, view.programme.steps)}
        return Refusal("unknown-step", event.step, values)
    if event.line is None:
        if step.of is None:
            return step, view
        return Refusal("which-line", step.key, {"track": step.of.key})
    line = view.case.lines.get(event.line)
    if line is None:
        values = {"near": near(event.line, view.case.lines)}
        return Refusal("unknown-line", event.line, values)
    if line.track != step.track:
        return Refusal("other-track", step.key, {"line": line.id, "track": line.track})
    return step, view.at_line(line)


def _out_of_turn(step: Step, scope: View) -> Iterator[Refusal]:
    """Yield why it is not this step's turn, whoever asks."""
    status = scope.status(step)
    if status in (DONE, WAIVED):
        yield Refusal("already-settled", step.key, {"status": status})
    elif status == CASE_CLOSED:
        yield Refusal("case-closed", scope.case.id)
    elif status == LINE_ENDED:
        yield Refusal("line-ended", step.key, {"line": scope.line_id})
    elif status == NOT_YET:
        yield from _waits_for(step, scope)
    elif status in (WAITING, NOT_NEEDED):
        assert step.when is not None
        code = "waiting" if status == WAITING else "not-needed"
        because = step.when.explain(scope)
        yield Refusal(code, step.key, {"facts": tuple(because.gaps())}, because)
    for hold in scope.holds_on(step):
        if status not in SETTLED:
            by_itself = None if hold.when is None else hold.when.explain(scope.root)
            yield Refusal("held", step.key, {"hold": hold.key}, by_itself)


def _waits_for(step: Step, scope: View) -> Iterator[Refusal]:
    """Yield what *step* waits for: other steps, or an ending or hold that offers it."""
    unsettled = [one.key for one in step.after if scope.settled(one.key) != TRUE]
    for before in unsettled:
        yield Refusal("not-yet", step.key, {"step": before})
    if not unsettled:
        yield Refusal("not-offered", step.key)
