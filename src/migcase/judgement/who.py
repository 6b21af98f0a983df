"""Who may: the roles that are asked for, and the hands that are kept apart.

Everybody who ever did, waived or corrected a step counts as a hand on it, in both
directions, whatever was reopened since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from migcase.casefile.case import Mark
from migcase.casefile.events import (
    Actor,
)
from migcase.errors import Refusal
from migcase.judgement.view import (
    View,
)
from migcase.programme.conditions import Field
from migcase.programme.declaration import Programme
from migcase.programme.words import Hold, Outcome, Role, Step, Track


def wrong_role(concerns: str, roles: tuple[Role, ...], by: Actor) -> Iterator[Refusal]:
    """Yield a refusal where *by* wears none of *roles*."""
    if by.roles.isdisjoint([role.key for role in roles]):
        yield Refusal("wrong-role", concerns, {"roles": tuple(r.key for r in roles)})


def outsider(by: Actor, view: View) -> Iterator[Refusal]:
    """Yield a refusal where *by* has no role in the programme."""
    yield from wrong_role(view.programme.key, tuple(view.index.roles.values()), by)


def same_hand(step: Step, by: Actor, scope: View) -> Iterator[Refusal]:
    """Yield what *by* already did that *step* must be kept apart from."""
    others = scope.index.conflicts.get(step.key)
    if others is not None:
        yield from shared_hand(step.key, others, by, scope)
    for outcome in scope.index.kept_from.get(step.key, ()):
        if by.name in set(_enders(outcome, step, scope)):
            yield Refusal("same-hand", step.key, {"outcome": outcome.key})


def shared_hand(
    concerns: str, others: tuple[Step | Role, ...], by: Actor, scope: View
) -> Iterator[Refusal]:
    """Yield what *by* already did that must be in another hand."""
    for other in others:
        if isinstance(other, Role):
            if by.name in scope.case.roles.get(other.key, ()):
                yield Refusal("same-hand", concerns, {"role": other.key})
        elif by.name in set(_hands(other, scope)):
            yield Refusal("same-hand", concerns, {"step": other.key})


def _hands(step: Step, scope: View) -> Iterator[str]:
    """Yield everybody who ever did, waived or corrected *step*, here or in the case."""
    files: list[tuple[Mapping[str, Mark], Mapping[str, object]]] = []
    case = scope.case
    if step.of is None:
        files.append((case.marks, case.told))
    elif scope.line is not None and scope.line.track == step.track:
        files.append((scope.line.marks, scope.line.told))
    else:
        files += [(line.marks, line.told) for line in case.lines_of(step.of.key)]
    asked = [question.key for question in step.asks]
    for marks, told in files:
        mark = marks.get(step.key)
        if mark is None:
            continue
        yield from mark.hands
        for key in asked:
            for said in told.get(key, ()):  # type: ignore[attr-defined]
                if not said.step:
                    yield said.by


def _enders(outcome: Outcome, step: Step, scope: View) -> Iterator[str]:
    """Yield everybody who ended the case so, or a line outside that of *step*."""
    case = scope.case
    if outcome.of is None:
        endings = case.revoked if case.ended is None else (*case.revoked, case.ended)
    elif outcome.of.key == step.track:  # in this line: it has not ended
        return
    else:
        lines = case.lines_of(outcome.of.key)
        endings = tuple(line.ended for line in lines if line.ended is not None)
    yield from (one.by for one in endings if one.outcome == outcome.key)


def openers(track: Track, programme: Programme) -> tuple[Role, ...]:
    """Return the roles that may open a line of *track*."""
    if track.opened_by:
        return track.opened_by
    steps = (step for step in programme.steps.values() if step.track == track.key)
    return tuple({role.key: role for step in steps for role in step.by}.values())


def askers(question: Field[object], programme: Programme) -> tuple[Role, ...]:
    """Return the roles that ask *question*, and so may tell or correct its answer."""
    roles = {
        role.key: role
        for step in programme.index.asked_in.get(question.key, ())
        for role in step.by
    }
    words: tuple[Hold | Outcome, ...] = (*programme.holds, *programme.outcomes)
    for word in words:
        if any(one is question for one in word.asks):
            roles |= {role.key: role for role in word.by}
    for track in programme.index.tracks.values():
        if any(one is question for one in track.asks):
            roles |= {role.key: role for role in openers(track, programme)}
    if any(one is question for one in programme.asks):
        roles |= {role.key: role for role in programme.opened_by}
    return tuple(roles.values()) or tuple(programme.index.roles.values())
