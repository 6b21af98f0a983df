"""What steps and expected lines depend on, and in which order steps can be settled.

Found when a programme is declared; who is told of it is for `migcase.programme.index`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from migcase.programme.conditions import Read
from migcase.programme.grounds import Grounds
from migcase.programme.walking import Node, Walks
from migcase.programme.words import Hold, Step, Track


def step_reads(step: Step, grounds: Grounds, walks: Walks) -> Iterator[Read]:
    """Yield what the status, the turn and the deadline of *step* depend on.

    The basis of what it asks about people is among that.
    """
    for before in step.after:
        yield "settled", before.key, before.track not in (None, step.track)
    parts: list[Node | None] = [step.when, step.again, step.valid, step.within]
    parts += [step.not_before, *step.requires]
    parts += [question.when for question in step.asks]
    for part in parts:
        if part is not None:
            yield from walks.reads(part)
    if step.valid is not None or step.not_before is not None:
        yield ("today", "", False)
    if step.key in grounds.steps:
        yield from walks.reads(grounds.bases[step.track])


def track_reads(track: Track, grounds: Grounds, walks: Walks) -> Iterator[Read]:
    """Yield what the lines that *track* expects depend on.

    The basis of opening one is among that, if it waits for one.
    """
    yield ("track", track.key, False)
    parts: list[Node | None] = [track.when, track.every, track.until, *track.due]
    for part in parts:
        if part is not None:
            yield from walks.reads(part)
    if track.due and track.key in grounds.tracks and track.basis is None:
        basis = grounds.bases.get(track.key)
        if basis is not None:
            yield from walks.reads(basis)


def in_order(
    reads: Mapping[str, Iterable[Read]],
    relief: Mapping[str, Iterable[Hold]],
    walks: Walks,
) -> Mapping[str, int] | None:
    """Return the place of each step after all those whose standing it reads."""
    waits: dict[str, set[str]] = {}
    for step, own in reads.items():
        read = [*own]
        for hold in relief.get(step, ()):
            read += () if hold.when is None else walks.reads(hold.when)
        waits[step] = {key for sort, key, _ in read if sort == "settled"}
    try:
        found = TopologicalSorter(waits).static_order()
        return {key: place for place, key in enumerate(found)}
    except CycleError:
        return None
