"""May the case, or a line of it, end this way; may a closed case be opened again?"""

from __future__ import annotations

from collections.abc import Iterator

from migcase.casefile.events import (
    Closed,
    Entry,
    Facts,
    Reopened,
)
from migcase.errors import Refusal
from migcase.judgement.facts import unanswered
from migcase.judgement.unmet import empty, unmet
from migcase.judgement.view import (
    View,
)
from migcase.judgement.who import shared_hand, wrong_role
from migcase.programme.checks import near
from migcase.programme.conditions import TRUE
from migcase.programme.words import Outcome, Role


def closing(event: Closed, entry: Entry, view: View, now: View) -> Iterator[Refusal]:
    """Yield why the case may not be closed."""
    outcomes = {o.key: o for o in view.programme.outcomes if o.of is None}
    outcome = outcomes.get(event.outcome)
    if outcome is None:
        values = {"near": near(event.outcome, outcomes)}
        yield Refusal("unknown-outcome", event.outcome, values)
        return
    roles = outcome.by or tuple(view.index.roles.values())
    yield from ending(outcome, roles, event.facts, entry, view, now)


def ending(
    outcome: Outcome,
    roles: tuple[Role, ...],
    facts: Facts,
    entry: Entry,
    scope: View,
    now: View,
) -> Iterator[Refusal]:
    """Yield why a case or a line may not end as *outcome*."""
    yield from wrong_role(outcome.key, roles, entry.by)
    yield from shared_hand(outcome.key, outcome.not_by, entry.by, scope)
    for step in outcome.after:
        if scope.settled(step.key) != TRUE:
            yield Refusal("not-yet", outcome.key, {"step": step.key})
    if outcome.when is not None and outcome.when.weigh(scope) != TRUE:
        because = outcome.when.explain(scope)
        yield Refusal(
            "not-possible", outcome.key, {"facts": tuple(because.gaps())}, because
        )
    then = now.at(scope.line_id)
    yield from unanswered(outcome.key, outcome.asks, facts, then)
    yield from unmet(outcome.key, outcome.requires, then)


def reopening_case(event: Reopened, entry: Entry, view: View) -> Iterator[Refusal]:
    """Yield why a closed case may not be opened again."""
    ended = view.case.ended
    if ended is None:
        yield Refusal("not-closed", view.case.id)
        return
    yield from empty(event.reason, "empty-reason")
    outcome = view.programme.outcome(ended.outcome)
    if outcome is None or not outcome.reopened_by:
        yield Refusal("not-reopenable", ended.outcome)
        return
    yield from wrong_role(outcome.key, outcome.reopened_by, entry.by)
    if event.on < ended.on:
        yield Refusal("before-last-doing", view.case.id, {"day": ended.on})
    if outcome.reopen_within is not None:
        limit = view.deadline(outcome.reopen_within, ended.on)
        if limit is not None and event.on > limit:
            yield Refusal("reopen-too-late", view.case.id, {"day": limit})
    for key in event.steps:
        step = view.programme.steps.get(key)
        if step is None:
            values = {"near": near(key, view.programme.steps)}
            yield Refusal("unknown-step", key, values)
        elif step.of is not None:
            yield Refusal("which-line", key, {"track": step.of.key})
        elif key not in view.case.marks:
            yield Refusal("not-settled", key)
