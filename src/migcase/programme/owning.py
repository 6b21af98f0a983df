"""Whether there is somebody for all that a programme declares, who may read it too."""

from __future__ import annotations

from collections.abc import Iterator

from migcase.errors import Fault
from migcase.programme.anatomy import Declared, all_steps, all_tracks
from migcase.programme.faults import fault_in
from migcase.programme.near import near
from migcase.programme.words import Role


def unowned(programme: Declared) -> Iterator[Fault]:
    """Yield steps nobody does, and tracks nobody opens or named after nothing."""
    for step in all_steps(programme):
        if not step.by:
            yield fault_in(step, "nobody-does")
    with_steps = {step.track for step in all_steps(programme)}
    for track in all_tracks(programme):
        if not track.opened_by and track.key not in with_steps:
            yield fault_in(track, "nobody-opens")
        asks = {question.key for question in track.asks}
        named = {"about": track.about, "unique": track.unique}
        for argument, question in named.items():
            if question is not None and question.key not in asks:
                values = {"argument": argument, "question": question.key}
                hint = near(question.key, asks)
                yield fault_in(track, "track-asks-not", values, near=hint)


def locked_out(programme: Declared) -> Iterator[Fault]:
    """Yield roles that work on a sealed case and could not read it."""
    hands: list[Role] = list(programme.opened_by)
    hands += (role for step in all_steps(programme) for role in step.by)
    hands += (role for track in all_tracks(programme) for role in track.opened_by)
    hands += (role for hold in programme.holds for role in hold.by)
    hands += (role for outcome in programme.outcomes for role in outcome.by)
    for role in dict.fromkeys(hands):
        if programme.sealed_to and role not in programme.sealed_to:
            yield fault_in(programme, "sealed-from-its-hands", {"role": role.key})
