"""May this line be opened, or ended, or these facts be told?"""

from __future__ import annotations

from collections.abc import Iterator

from migcase.casefile.events import (
    Entry,
    LineEnded,
    LineOpened,
    Stated,
)
from migcase.errors import Refusal
from migcase.judgement.ending import ending
from migcase.judgement.facts import unanswered
from migcase.judgement.unmet import empty, unmet
from migcase.judgement.view import WAITING, View
from migcase.judgement.who import askers, openers, same_hand, wrong_role
from migcase.programme.checks import near
from migcase.programme.conditions import TRUE, UNKNOWN
from migcase.programme.words import Step, Track


def opening_line(
    event: LineOpened, entry: Entry, view: View, now: View
) -> Iterator[Refusal]:
    """Yield why this line may not be opened."""
    track = view.index.tracks.get(event.track)
    if track is None:
        values = {"near": near(event.track, view.index.tracks)}
        yield Refusal("unknown-track", event.track, values)
        return
    yield from empty(event.line, "empty-name")
    if event.line in view.case.lines:
        yield Refusal("line-exists", event.line, {"track": track.key})
        return
    yield from wrong_role(track.key, openers(track, view.programme), entry.by)
    then = now.at(event.line)
    yield from unanswered(track.key, track.asks, event.facts, then)
    if track.when is not None:
        needed = track.when.weigh(view)
        if needed != TRUE:
            because = track.when.explain(view)
            code = "waiting" if needed == UNKNOWN else "not-needed"
            yield Refusal(code, track.key, {"facts": tuple(because.gaps())}, because)
    yield from unmet(track.key, track.requires, then)
    yield from _not_unique(track, event, view)


def _not_unique(track: Track, event: LineOpened, view: View) -> Iterator[Refusal]:
    if track.unique is None or track.unique.key not in event.facts:
        return
    key = track.unique.key
    for line in view.case.lines_of(track.key):
        told = line.told.get(key)
        if told and told[-1].value == event.facts[key]:
            yield Refusal("not-unique", key, {"line": line.id, "track": track.key})


def ending_line(
    event: LineEnded, entry: Entry, view: View, now: View
) -> Iterator[Refusal]:
    """Yield why this line may not be ended."""
    line = view.case.lines.get(event.line)
    if line is None:
        values = {"near": near(event.line, view.case.lines)}
        yield Refusal("unknown-line", event.line, values)
        return
    if line.ended is not None:
        yield Refusal("line-ended", line.id, {"line": line.id})
        return
    if event.on < line.on:
        yield Refusal("before-opening", line.id, {"day": line.on})
    outcomes = {
        outcome.key: outcome
        for outcome in view.programme.outcomes
        if outcome.of is not None and outcome.of.key == line.track
    }
    outcome = outcomes.get(event.outcome)
    if outcome is None:
        values = {"near": near(event.outcome, outcomes)}
        yield Refusal("unknown-outcome", event.outcome, values)
        return
    track = view.index.tracks[line.track]
    roles = outcome.by or openers(track, view.programme)
    yield from ending(outcome, roles, event.facts, entry, view.at_line(line), now)


def stating(event: Stated, entry: Entry, view: View, now: View) -> Iterator[Refusal]:
    """Yield why these facts may not be told outside a step."""
    scope = view
    if event.line is not None:
        line = view.case.lines.get(event.line)
        if line is None:
            values = {"near": near(event.line, view.case.lines)}
            yield Refusal("unknown-line", event.line, values)
            return
        scope = view.at_line(line)
    if not event.facts:
        yield Refusal("missing-fact", "")
    home = None if scope.line is None else scope.line.track
    fields = view.index.fields
    known = {
        key: field for key, field in fields.items() if view.index.home[key] == home
    }
    then = now.at(scope.line_id)
    asked = tuple(known[key] for key in event.facts if key in known)
    yield from unanswered("", asked, event.facts, then, known)
    for question in asked:
        if question.guarded and not _is_waited_for(question.key, scope):
            yield Refusal("guarded-fact", question.key)
        for step in view.index.asked_in.get(question.key, ()):
            if scope.mark(step.key) is not None:  # a correction is a hand on the step
                yield from same_hand(step, entry.by, scope)
        yield from wrong_role(question.key, askers(question, view.programme), entry.by)


def _is_waited_for(key: str, scope: View) -> bool:
    """Tell whether a step waits for a fact that nobody has told and no step asks."""
    if scope.told(key):
        return False
    for step in scope.index.steps.values():
        if step.when is None:
            continue
        for place in _places_of(step, scope.root):
            if place.status(step) != WAITING:
                continue
            if key in set(step.when.explain(place).gaps()):
                return True
    return False


def _places_of(step: Step, view: View) -> list[View]:
    """Return where *step* can be done: in the case, or in each line of its track."""
    if step.of is None:
        return [view]
    return [view.at_line(line) for line in view.case.lines_of(step.of.key)]
