"""Steps, tracks and questions that nobody wrote, drawn one after the other.

What was drawn before is what the next may speak of.  `migcase.testing.invented`
makes a programme of them.
"""

from __future__ import annotations

from datetime import date

from attrs import define, field
from hypothesis import strategies as st

from migcase.calendar import Period
from migcase.kinds import (
    DATE,
    DONT_KNOW,
    MONEY,
    PERIOD,
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
from migcase.programme.words import (
    Role,
    Step,
    Track,
)
from migcase.testing.drawing import (
    draw_period,
    often,
    pick,
    rarely,
    some_of,
    upto,
)
from migcase.testing.invented_conditions import (
    Reach,
    draw_condition,
    draw_day,
    questions_of,
)

WORKER = Role("worker", "Case worker")
OFFICER = Role("officer", "Officer")
PANEL = Role("panel", "Panel")
ROLES = (WORKER, OFFICER, PANEL)

SMALL_KINDS: tuple[Kind[object], ...] = (YES_NO, one_of("a", "b", "c"), number(0, 3))
LARGE_KINDS: tuple[Kind[object], ...] = (DATE, MONEY, many_of("p", "q"))
LIMIT = Setting("limit", "A limit", number(0, 3), default=2)
SPAN: Setting[Period] = Setting("span", "A span of time", PERIOD)


@define(eq=False)
class Drawing:
    """What has been drawn so far; each method draws one more word."""

    draw: st.DrawFn
    kinds: tuple[Kind[object], ...]
    tracks: list[Track] = field(factory=list)
    steps: list[Step] = field(factory=list)
    fields: dict[str | None, list[Field[object]]] = field(factory=dict)

    def roles(self, least: int) -> tuple[Role, ...]:
        if not least and not rarely(self.draw):
            return ()
        return some_of(self.draw, ROLES) or (WORKER,)

    # ------------------------------------------------------------ what is in reach

    def reach(self, home: str | None) -> Reach:
        inside = {
            track: Reach(
                fields=(*self.asked(track.key), *self.asked(None)),
                steps=self.before(track.key),
                awaited=tuple(self.steps),
                endings=(f"{track.key}-done", f"{track.key}-lost"),
            )
            for track in self.tracks
        }
        own = self.asked(None) if home is None else self.asked(home) + self.asked(None)
        endings = () if home is None else (f"{home}-done", f"{home}-lost")
        return Reach(
            own, self.before(home), tuple(self.steps), (LIMIT,), endings, inside
        )

    def asked(self, home: str | None) -> tuple[Field[object], ...]:
        return tuple(self.fields.get(home, ()))

    def before(self, track: str | None) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.track in (None, track))

    def condition(self, home: str | None) -> Condition:
        return draw_condition(self.draw, self.reach(home))

    def maybe(self, home: str | None) -> Condition | None:
        return self.condition(home) if often(self.draw) else None

    # ------------------------------------------------------------ words

    def questions(self, home: str | None) -> list[Field[object]]:
        """Return up to two questions, new ones or some that were asked before."""
        found: dict[str, Field[object]] = {}
        for _ in range(upto(self.draw, 2)):
            known = self.fields.setdefault(home, [])
            if known and rarely(self.draw):
                again = pick(self.draw, known)
                found[again.key] = again
                continue
            key = f"{home or 'case'}-q{len(known)}"
            plain = Reach(self.asked(home))
            when = draw_condition(self.draw, plain, 1) if rarely(self.draw) else None
            allows = (DONT_KNOW,) if rarely(self.draw) else ()
            kind = pick(self.draw, self.kinds)
            new: Field[object] = Field(
                key,
                f"{key}?",
                kind,
                when,
                rarely(self.draw),
                allows,
                guarded=rarely(self.draw),
                secrecy="personal" if often(self.draw) else "process",
            )
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
            unique=asks[0] if asks and rarely(self.draw) else None,
            when=self.condition(None) if rarely(self.draw) else None,
            due=[Literal(draw_period(self.draw))] if rarely(self.draw) else (),
            every=draw_period(self.draw) if rarely(self.draw) else None,
            until=self.condition(None) if rarely(self.draw) else None,
        )

    def step(self, key: str, track: Track | None) -> Step:
        home = None if track is None else track.key
        after = some_of(self.draw, self.steps)
        when = self.maybe(home)
        asks = self.questions(home)
        requires = [self.condition(home)] if often(self.draw) else []
        if requires and rarely(self.draw):
            requires.append(self.condition(home))
        return Step(
            key,
            "A step",
            by=self.roles(1),
            of=track,
            not_by=some_of(self.draw, (*self.steps, *ROLES), 1)
            if rarely(self.draw)
            else (),
            after=after,
            doubted_by=some_of(self.draw, after) if rarely(self.draw) else (),
            when=when,
            requires=requires,
            asks=asks,
            again=self.condition(home) if rarely(self.draw) else None,
            valid=Literal(draw_period(self.draw)) if rarely(self.draw) else None,
            within=self.deadline(home) if often(self.draw) else None,
            not_before=self.deadline(home) if rarely(self.draw) else None,
            optional=rarely(self.draw),
            waived_by=self.roles(0),
            reopened_by=self.roles(1) if often(self.draw) else (),
        )

    def deadline(self, home: str | None) -> Expression[Period] | Expression[date]:
        """Return a period, or a day that is worked out from what was said."""
        sort = upto(self.draw, 4)
        if sort < 2:
            return Literal(draw_period(self.draw))
        if sort == 2:
            return SPAN
        reach = self.reach(home)
        choices = questions_of("one of", reach, str)
        if sort == 3 and choices:
            a, b = draw_period(self.draw), draw_period(self.draw)
            return depending_on(pick(self.draw, choices), a=a, b=b)
        return draw_day(self.draw, reach)
