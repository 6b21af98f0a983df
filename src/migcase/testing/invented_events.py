"""Events that nobody meant: lawful, unlawful or senseless, about any programme.

Meant to be refused: whatever comes of them, the kernel has to bear it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from migcase.calendar import Period
from migcase.casefile.events import (
    Actor,
    Assigned,
    Closed,
    Confirmed,
    Event,
    Facts,
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
from migcase.kinds import DONT_KNOW, Money, Value
from migcase.programme.conditions import Field
from migcase.programme.declaration import Programme
from migcase.testing.drawing import draw_value, flip, pick, some_of, upto

NAMES = ("Amina", "Bashir", "Chioma")
LINES = ("l1", "l2", "l3")
# Answers that fit no question, or hardly any.
NONSENSE: tuple[Value, ...] = (
    "nonsense",
    ("nonsense",),
    True,
    10**30,
    Money(Decimal("Infinity"), "EUR"),
    Money(Decimal(1), "nonsense"),
    Period(days=10**9),
    date.max,
    date.min,
    DONT_KNOW,
)


def any_answer(draw: st.DrawFn, question: Field[object]) -> Value:
    """Return an answer that *question* takes."""
    if question.allows and upto(draw, 4) == 4:
        return pick(draw, question.allows)
    return draw_value(draw, question.kind)


def anybody(draw: st.DrawFn, programme: Programme) -> Actor:
    """Return a colleague with some hats of *programme*, most often all."""
    which, every = upto(draw, 3 * len(NAMES) - 1), sorted(programme.index.roles)
    name = NAMES[which % len(NAMES)]
    if which < 2 * len(NAMES):
        return Actor(name, frozenset(every))
    return Actor(name, frozenset(role for role in every if flip(draw)))


def any_event(draw: st.DrawFn, programme: Programme, on: date) -> Event:
    """Return any event at all about *programme*."""
    index = programme.index
    text = pick(draw, ("Because", "Because", " "))
    line = pick(draw, (None, None, *LINES, "nowhere"))
    step = _any_key(draw, index.steps)
    sort = upto(draw, 13)
    if sort == 0:
        return Opened(programme.key, 1, on, None, _any_facts(draw, programme))
    if sort == 1:
        return StepDone(step, on, _any_facts(draw, programme), line)
    if sort == 2:
        return StepWaived(step, on, text, line)
    if sort == 3:
        return StepReopened(step, on, text, line)
    if sort == 4:
        return Confirmed(step, on, text, line)
    if sort == 5:
        return LineOpened(
            _any_key(draw, index.tracks), line or "l1", on, _any_facts(draw, programme)
        )
    if sort == 6:
        outcome = _any_key(draw, index.outcomes)
        return LineEnded(line or "l1", outcome, on, _any_facts(draw, programme))
    if sort == 7:
        return Stated(_any_facts(draw, programme), on, line)
    if sort == 8:
        return Assigned(pick(draw, (*NAMES, "")), on)
    if sort == 9:
        return Noted(text, on)
    if sort == 10:
        return Held(_any_key(draw, index.holds), on, _any_facts(draw, programme))
    if sort == 11:
        return Resumed(_any_key(draw, index.holds), on, text)
    if sort == 12:
        return Closed(_any_key(draw, index.outcomes), on, _any_facts(draw, programme))
    return Reopened(on, text, some_of(draw, sorted(index.steps)))


def _any_facts(draw: st.DrawFn, programme: Programme) -> Facts:
    fields = programme.index.fields
    return {
        key: any_answer(draw, fields[key])
        if key in fields and upto(draw, 4)
        else pick(draw, NONSENSE)
        for key in some_of(draw, (*fields, "nothing"))
    }


def _any_key(draw: st.DrawFn, keys: Iterable[str]) -> str:
    return pick(draw, (*sorted(keys), "nothing"))
