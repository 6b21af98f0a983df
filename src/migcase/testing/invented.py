"""Programmes that nobody wrote: random, small, and without a fault.

Every word of the language may turn up, so that what holds for these programmes
holds for the language.  They are meant for properties, not for reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from attrs import define, field
from hypothesis import strategies as st

from migcase.kinds import (
    DATE,
    DONT_KNOW,
    MONEY,
    PERIOD,
    TEXT,
    YES_NO,
    Kind,
    many_of,
    number,
    one_of,
)
from migcase.programme.conditions import (
    Condition,
    Expression,
    Field,
    Literal,
    Setting,
    depending_on,
)
from migcase.programme.declaration import Programme
from migcase.programme.words import (
    Hold,
    Milestone,
    Outcome,
    Role,
    Stage,
    Step,
    Track,
)
from migcase.testing.invented_conditions import (
    Reach,
    draw_condition,
    draw_day,
    draw_period,
    flip,
    pick,
    upto,
)

T = TypeVar("T")

WORKER = Role("worker", "Case worker")
OFFICER = Role("officer", "Officer")
PANEL = Role("panel", "Panel")
ROLES = (WORKER, OFFICER, PANEL)

SMALL_KINDS: tuple[Kind[object], ...] = (YES_NO, one_of("a", "b", "c"), number(0, 3))
LARGE_KINDS: tuple[Kind[object], ...] = (DATE, many_of("p", "q"))
LIMIT = Setting("limit", "A limit", number(0, 3), default=2)
SPAN: Setting[object] = Setting("span", "A span of time", PERIOD)


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
    desk = _Drawing(draw, tuple(kinds))
    desk.tracks = [desk.track(n) for n in range(upto(draw, most_tracks))]
    opening = tuple(desk.questions(None)) if desk.rarely() else ()
    for number_ in range(1 + upto(draw, most_steps - 1)):
        desk.steps.append(desk.step(f"s{number_}", desk.one_of([None, *desk.tracks])))
    left = [desk.step(f"left{n}", None) for n in range(upto(draw, 2))]
    placed = desk.shuffled(desk.steps)
    cut = upto(draw, len(placed))
    stages = [Stage("Early", placed[:cut])] if cut else []
    stages += [Stage("Late", placed[cut:], "late")] if placed[cut:] else []
    return Programme(
        key="invented",
        version=1,
        title="An invented programme",
        stages=stages,
        outcomes=(*desk.endings(left, always_ends), *desk.line_endings()),
        holds=[desk.hold(n, left) for n in range(upto(draw, 2))],
        milestones=desk.milestones(),
        opened_by=desk.roles(0),
        requires=[draw_condition(draw, Reach(opening), 1)]
        if opening and desk.rarely()
        else (),
        asks=opening,
        tracks=desk.tracks,
    )


@define(eq=False)
class _Drawing:
    """What has been drawn so far; each method draws one more word."""

    draw: st.DrawFn
    kinds: tuple[Kind[object], ...]
    tracks: list[Track] = field(factory=list)
    steps: list[Step] = field(factory=list)
    fields: dict[str | None, list[Field[object]]] = field(factory=dict)

    # ------------------------------------------------------------ how often

    def often(self) -> bool:
        return upto(self.draw, 2) == 2

    def rarely(self) -> bool:
        return upto(self.draw, 4) == 4

    def one_of(self, things: Sequence[T]) -> T:
        return pick(self.draw, things)

    def shuffled(self, things: Sequence[T]) -> list[T]:
        left = list(things)
        return [left.pop(upto(self.draw, len(left) - 1)) for _ in things]

    def some_of(self, things: Sequence[T], most: int = 2) -> tuple[T, ...]:
        if not things:
            return ()
        number_ = upto(self.draw, min(most, len(things)))
        chosen = {id(one): one for one in (self.one_of(things) for _ in range(number_))}
        return tuple(chosen.values())

    def roles(self, least: int) -> tuple[Role, ...]:
        if not least and not self.rarely():
            return ()
        return self.some_of(ROLES) or (WORKER,)

    # ------------------------------------------------------------ what is in reach

    def reach(self, home: str | None) -> Reach:
        inside = {
            track: Reach(
                fields=(*self.asked(track.key), *self.asked(None)),
                steps=self.before(track.key),
                endings=(f"{track.key}-done", f"{track.key}-lost"),
            )
            for track in self.tracks
        }
        own = self.asked(None) if home is None else self.asked(home) + self.asked(None)
        endings = () if home is None else (f"{home}-done", f"{home}-lost")
        settings = (LIMIT,)
        return Reach(own, tuple(self.steps), settings, endings, inside)

    def asked(self, home: str | None) -> tuple[Field[object], ...]:
        return tuple(self.fields.get(home, ()))

    def before(self, track: str) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.track in (None, track))

    def condition(self, home: str | None) -> Condition:
        return draw_condition(self.draw, self.reach(home))

    def maybe(self, home: str | None) -> Condition | None:
        return self.condition(home) if self.often() else None

    # ------------------------------------------------------------ words

    def questions(self, home: str | None) -> list[Field[object]]:
        """Return up to two questions, new ones or some that were asked before."""
        found: dict[str, Field[object]] = {}
        for _ in range(upto(self.draw, 2)):
            known = self.fields.setdefault(home, [])
            if known and self.rarely():
                again = self.one_of(known)
                found[again.key] = again
                continue
            key = f"{home or 'case'}-q{len(known)}"
            plain = Reach(self.asked(home))
            when = draw_condition(self.draw, plain, 1) if self.rarely() else None
            allows = (DONT_KNOW,) if self.rarely() else ()
            kind = self.one_of(self.kinds)
            new = Field(key, f"{key}?", kind, when, self.rarely(), allows)
            known.append(new)
            found[key] = new
        return list(found.values())

    def track(self, number_: int) -> Track:
        key = f"t{number_}"
        asks = tuple(self.questions(key))
        return Track(
            key,
            "Lines",
            opened_by=self.roles(0),
            asks=asks,
            unique=asks[0] if asks and self.rarely() else None,
            when=self.condition(None) if self.rarely() else None,
            due=[Literal(draw_period(self.draw))] if self.rarely() else (),
            every=draw_period(self.draw) if self.rarely() else None,
            until=self.condition(None) if self.rarely() else None,
        )

    def step(self, key: str, track: Track | None) -> Step:
        home = None if track is None else track.key
        after = self.some_of(self.steps)
        when = self.maybe(home)
        asks = self.questions(home)
        requires = [self.condition(home)] if self.often() else []
        if requires and self.rarely():
            requires.append(self.condition(home))
        return Step(
            key,
            "A step",
            by=self.roles(1),
            of=track,
            not_by=self.some_of((*self.steps, *ROLES), 1) if self.rarely() else (),
            after=after,
            when=when,
            requires=requires,
            asks=asks,
            again=self.condition(home) if self.rarely() else None,
            valid=Literal(draw_period(self.draw)) if self.rarely() else None,
            within=self.deadline(home) if self.often() else None,
            not_before=self.deadline(home) if self.rarely() else None,
            optional=self.rarely(),
            waived_by=self.roles(0),
            reopened_by=self.roles(1) if self.often() else (),
        )

    def deadline(self, home: str | None) -> Expression[object]:
        """Return a period, or a day that is worked out from what was said."""
        sort = upto(self.draw, 4)
        if sort < 2:
            return Literal(draw_period(self.draw))
        if sort == 2:
            return SPAN
        reach = self.reach(home)
        choices = [one for one in reach.fields if one.kind.name == "one of"]
        if sort == 3 and choices:
            a, b = draw_period(self.draw), draw_period(self.draw)
            return depending_on(self.one_of(choices), a=a, b=b)
        return draw_day(self.draw, reach)

    def hold(self, number_: int, left: Sequence[Step]) -> Hold:
        by = self.roles(0)
        when = self.maybe(None)
        if not by and when is None:
            by = (OFFICER,)
        return Hold(
            f"h{number_}",
            "A reason to stop",
            by=by,
            when=when,
            asks=self.questions(None) if self.rarely() else (),
            released_by=self.roles(1),
            stops=self.some_of(self.steps),
            then=self.some_of(left, 1),
        )

    def endings(self, left: Sequence[Step], always_ends: bool) -> list[Outcome]:
        """Return endings of the case; those left over go with the first."""
        free = Outcome(
            "o0",
            "It ends",
            then=left,
            reopened_by=self.roles(1) if self.often() else (),
        )
        found = [free] if always_ends or self.often() or left else []
        for number_ in range(1, 1 + upto(self.draw, 2)):
            found.append(
                Outcome(
                    f"o{number_}",
                    "It ends so",
                    by=self.roles(0),
                    not_by=self.some_of(self.steps, 1) if self.rarely() else (),
                    after=self.some_of(self.steps, 1),
                    when=self.maybe(None),
                    requires=[self.condition(None)] if self.rarely() else (),
                    asks=self.reason(number_) if self.rarely() else (),
                    then=self.some_of((*left, *self.steps), 1),
                    reopened_by=self.roles(1) if self.often() else (),
                    reopen_within=draw_period(self.draw) if self.rarely() else None,
                )
            )
        return found

    def line_endings(self) -> list[Outcome]:
        return [
            Outcome(f"{track.key}-{end}", "It ends", of=track, counts=end == "done")
            for track in self.tracks
            for end in ("done", "lost")
        ]

    def reason(self, number_: int) -> list[Field[object]]:
        return [Field(f"why{number_}", "Why?", TEXT)]

    def milestones(self) -> list[Milestone]:
        return (
            [Milestone("m", "Reached", self.condition(None))] if self.rarely() else []
        )
