"""Programmes that nobody wrote: random, small, and without a fault.

Every word of the language may turn up, so that what holds for these programmes
holds for the language.  They are meant for properties, not for reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import strategies as st

from migcase.kinds import TEXT, Kind
from migcase.programme.conditions import Condition, Field
from migcase.programme.declaration import Programme
from migcase.programme.words import Hold, Milestone, Outcome, Stage, Step, Track
from migcase.testing.drawing import (
    draw_period,
    many,
    often,
    pick,
    rarely,
    shuffled,
    some_of,
    upto,
)
from migcase.testing.invented_conditions import Reach, draw_condition
from migcase.testing.invented_words import (
    LARGE_KINDS,
    OFFICER,
    SMALL_KINDS,
    Drawing,
)

__all__ = ["LARGE_KINDS", "SMALL_KINDS", "programmes"]


@st.composite
def programmes(
    draw: st.DrawFn,
    *,
    most_steps: int = 6,
    most_tracks: int = 2,
    kinds: Sequence[Kind[object]] = (*SMALL_KINDS, *LARGE_KINDS),
    always_ends: bool = False,
) -> Programme:
    """Return a programme with some of everything, at most so many steps and tracks.

    With *always_ends* one of its outcomes asks for nothing at all.
    """
    desk = Drawing(draw, tuple(kinds))
    desk.tracks = [desk.track(n) for n in range(upto(draw, most_tracks))]
    opening = tuple(desk.questions(None)) if rarely(draw) else ()
    for number_ in range(1 + many(draw, most_steps - 1)):
        desk.steps.append(desk.step(f"s{number_}", pick(draw, [None, *desk.tracks])))
    for track in desk.tracks:
        if not track.opened_by and track not in [step.of for step in desk.steps]:
            desk.steps.append(desk.step(f"s-{track.key}", track))  # who opens it
    left = [desk.step(f"left{n}", None) for n in range(upto(draw, 2))]
    placed = shuffled(draw, desk.steps)
    cut = upto(draw, len(placed))
    basis = desk.condition(None) if rarely(draw) else None
    before = [] if basis is None else _before(desk, basis, [*desk.steps, *left])
    stages = [Stage("Early", placed[:cut])] if cut else []
    stages += [Stage("Late", placed[cut:], "late")] if placed[cut:] else []
    return Programme(
        key="invented",
        version=1,
        title="An invented programme",
        stages=stages,
        outcomes=(*_endings(desk, left, always_ends=always_ends), *_line_endings(desk)),
        holds=[_hold(desk, n, left) for n in range(upto(draw, 2))],
        milestones=_milestones(desk),
        opened_by=desk.roles(0),
        requires=[draw_condition(draw, Reach(opening), 1)]
        if opening and rarely(draw)
        else (),
        asks=opening,
        tracks=desk.tracks,
        basis=basis,
        before_basis=before,
    )


def _before(
    desk: Drawing, basis: Condition, steps: Sequence[Step]
) -> list[Step | Track]:
    """Return what comes before *basis*: what it rests on, and some more."""
    read = {key for _, key, _ in basis.reads()}
    words: list[Step | Track] = [*steps, *desk.tracks]
    more = some_of(desk.draw, words)
    return [
        word
        for word in words
        if word in more
        or word.key in read
        or any(question.key in read for question in word.asks)
    ]


def _hold(desk: Drawing, number_: int, left: Sequence[Step]) -> Hold:
    by = desk.roles(0)
    when = desk.maybe(None)
    if not by and when is None:
        by = (OFFICER,)
    return Hold(
        f"h{number_}",
        "A reason to stop",
        by=by,
        when=when,
        asks=desk.questions(None) if rarely(desk.draw) else (),
        recheck=desk.deadline(None) if often(desk.draw) else None,
        released_by=desk.roles(1),
        stops=some_of(desk.draw, desk.steps),
        then=some_of(desk.draw, left, 1),
    )


def _endings(
    desk: Drawing, left: Sequence[Step], *, always_ends: bool
) -> Iterator[Outcome]:
    """Yield endings of the case; those left over go with the first."""
    draw = desk.draw
    if always_ends or left or often(draw):
        again = desk.roles(1) if often(draw) else ()
        yield Outcome("o0", "It ends", then=left, reopened_by=again)
    for number in range(1, 1 + upto(draw, 2)):
        yield Outcome(
            f"o{number}",
            "It ends so",
            by=desk.roles(0),
            not_by=some_of(draw, desk.steps, 1) if rarely(draw) else (),
            after=some_of(draw, desk.steps, 1),
            when=desk.maybe(None),
            requires=[desk.condition(None)] if rarely(draw) else (),
            asks=[Field(f"why{number}", "Why?", TEXT)] if rarely(draw) else (),
            then=some_of(draw, (*left, *desk.steps), 1),
            reopened_by=desk.roles(1) if often(draw) else (),
            reopen_within=draw_period(draw) if rarely(draw) else None,
        )


def _line_endings(desk: Drawing) -> list[Outcome]:
    return [
        Outcome(f"{track.key}-{end}", "It ends", of=track, counts=end == "done")
        for track in desk.tracks
        for end in ("done", "lost")
    ]


def _milestones(desk: Drawing) -> list[Milestone]:
    number_of = upto(desk.draw, 2)
    return [
        Milestone(f"m{number}", "Reached", desk.condition(None))
        for number in range(number_of)
    ]
