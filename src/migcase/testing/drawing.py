"""How things are drawn at random: from strategies that were made once, so quickly.

Only what the invented programmes and files share; it knows no programme.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st

from migcase import calendar
from migcase.calendar import Period
from migcase.kinds import DATE, MONEY, YES_NO, Kind, Money, Value

T = TypeVar("T")

FIRST_DAY = date(2025, 3, 3)
_UPTO = tuple(st.integers(0, most) for most in range(64))


def upto(draw: st.DrawFn, most: int) -> int:
    """Return a whole number from 0 to *most*; strategies made once are drawn fast."""
    return draw(_UPTO[most])


def many(draw: st.DrawFn, most: int) -> int:
    """Return a number up to *most*, more often a large one; none is the simplest."""
    return max(upto(draw, most), upto(draw, most))


def flip(draw: st.DrawFn) -> bool:
    """Return true or false."""
    return draw(_UPTO[1]) == 1


def pick(draw: st.DrawFn, things: Sequence[T]) -> T:
    """Return one of *things*; the first is the simplest."""
    return things[draw(_UPTO[len(things) - 1])]


def rarely(draw: st.DrawFn) -> bool:
    """Return true once in five times."""
    return upto(draw, 4) == 4


def often(draw: st.DrawFn) -> bool:
    """Return true once in three times."""
    return upto(draw, 2) == 2


def some_of(draw: st.DrawFn, things: Sequence[T], most: int = 2) -> tuple[T, ...]:
    """Return at most so many of *things*, each once; none is the simplest."""
    number = upto(draw, min(most, len(things)))
    chosen = (pick(draw, things) for _ in range(number))
    return tuple({id(one): one for one in chosen}.values())


def shuffled(draw: st.DrawFn, things: Sequence[T]) -> list[T]:
    """Return *things* in any order; their own is the simplest."""
    left = list(things)
    return [left.pop(upto(draw, len(left) - 1)) for _ in things]


def draw_value(draw: st.DrawFn, kind: Kind[object]) -> Value:
    """Return a value that answers a question of *kind*, from a small choice."""
    if kind.choices:
        choice = pick(draw, kind.choices)
        return (choice,) if kind.name == "many of" else choice
    if kind.name == YES_NO.name:
        return flip(draw)
    if kind.name == DATE.name:
        return FIRST_DAY + timedelta(days=upto(draw, 45) - 5)
    if kind.name == MONEY.name:
        return Money(Decimal(upto(draw, 3)), pick(draw, ["MAD", "EUR"]))
    if kind.name == "a number":
        low = 0 if kind.minimum is None else int(kind.minimum)
        high = low + 3 if kind.maximum is None else int(kind.maximum)
        return low + upto(draw, high - low)
    if kind.name == "a period":
        return draw_period(draw)
    if kind.name == "a country":
        return pick(draw, ("MA", "GN"))
    return pick(draw, ("l1", "l2", "x"))


def draw_period(draw: st.DrawFn) -> Period:
    """Return a short period in any unit."""
    number = upto(draw, 8)
    if flip(draw):
        return calendar.days(number)
    return calendar.working_days(number) if number else calendar.months(1)
