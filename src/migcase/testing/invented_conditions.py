"""Conditions that nobody wrote: every word of the algebra, over a few questions.

Drawn by `migcase.testing.invented`, where the questions, steps and tracks that a
condition may speak of are drawn first.  A condition reads `settled` only of steps
that were declared before it, so that what is invented never runs in a circle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar, cast

from attrs import field, frozen
from hypothesis import strategies as st

from migcase.calendar import Period
from migcase.kinds import DATE, DONT_KNOW, MONEY, YES_NO
from migcase.programme.conditions import (
    Compare,
    Condition,
    Derived,
    Expression,
    Field,
    Literal,
    Otherwise,
    Plus,
    Setting,
    Yes,
    done,
    settled,
    sure,
    today,
)
from migcase.programme.lines import count, each, ended, first, latest, some, total
from migcase.programme.words import Step, Track
from migcase.testing.drawing import draw_period, draw_value, flip, pick, upto

V = TypeVar("V")
ORDERED = ("<", "<=", ">", ">=", "==", "!=")


@frozen(eq=False)
class Reach:
    """What a condition in one place may speak of.

    *fields* and *steps* are those of that place, the steps declared before; *awaited*
    are all steps declared before, in whatever line; *tracks* holds the same for the
    lines of each track, unless the place is such a line.
    """

    fields: tuple[Field[object], ...] = ()
    steps: tuple[Step, ...] = ()
    awaited: tuple[Step, ...] = ()
    settings: tuple[Setting[object], ...] = ()
    endings: tuple[str, ...] = ()
    tracks: Mapping[Track, Reach] = field(factory=dict)


def questions_of(kind: str, reach: Reach, _: type[V]) -> list[Expression[V]]:
    """Return the questions within *reach* whose kind has that name."""
    found = [one for one in reach.fields if one.kind.name == kind]
    return cast(list[Expression[V]], found)


def draw_day(draw: st.DrawFn, reach: Reach) -> Expression[date]:
    """Return a day that a place can name: said, done, or written down."""
    dated = questions_of(DATE.name, reach, date)
    own: list[Expression[date]] = [step.on for step in reach.steps]
    day: Expression[date] = pick(draw, [*dated, *own, Literal(draw_value(draw, DATE))])
    if upto(draw, 2) == 2:
        period = Literal[Period](draw_period(draw))
        return period.before(day) if flip(draw) else day + period
    return day


def draw_condition(draw: st.DrawFn, reach: Reach, depth: int = 2) -> Condition:
    """Return a condition that *reach* allows, nested at most *depth* deep."""
    if not depth or upto(draw, 2) < 2:
        return _draw_plain(draw, reach, depth)
    sort = pick(draw, ("both", "either", "not", "needs", "sure", "named"))
    one = draw_condition(draw, reach, depth - 1)
    if sort == "not":
        return ~one
    if sort == "sure":
        return sure(one)
    if sort == "named":
        return Derived("derived", "A named condition", one)
    other = draw_condition(draw, reach, depth - 1)
    if sort == "both":
        return one & other
    return one | other if sort == "either" else one.needs(other)


def _draw_plain(draw: st.DrawFn, reach: Reach, depth: int) -> Condition:
    sorts: list[Callable[[st.DrawFn, Reach, int], Condition]] = [_about_today]
    if reach.fields:
        sorts += [_about_answer, _about_answer, _about_answer]
    if reach.awaited:
        sorts.append(_about_step)
    if reach.settings:
        sorts.append(_about_setting)
    if reach.endings:
        sorts.append(_about_ending)
    if reach.tracks:
        sorts += [_about_lines, _about_lines]
    return pick(draw, sorts[::-1])(draw, reach, depth)


def _about_today(draw: st.DrawFn, reach: Reach, _: int) -> Condition:
    day = draw_day(draw, reach)
    op = pick(draw, ORDERED)
    if upto(draw, 3) == 3:
        return Compare(op, today + Literal[Period](draw_period(draw)), day)
    left, right = (today, day) if flip(draw) else (day, today)
    return Compare(op, left, right)


def _about_answer(draw: st.DrawFn, reach: Reach, _: int) -> Condition:
    question = pick(draw, reach.fields)
    sort = upto(draw, 9)
    if sort == 0:
        return question.known
    if question.kind.name == YES_NO.name:
        yes = Yes(cast(Expression[bool], question))
        return yes if sort < 7 else ~yes
    value = draw_value(draw, question.kind)
    if question.kind.name == "many of":
        assert isinstance(value, tuple)
        return cast(Expression[tuple[str, ...]], question).has(value[0])
    if sort == 1 and DONT_KNOW in question.allows:
        return question == DONT_KNOW
    if sort == 2 and question.kind.choices:
        return question.is_in(value)
    if sort == 3:
        return Otherwise(question, Literal(value)) == value
    if sort == 4 and reach.steps:
        step = pick(draw, reach.steps)
        return question.at(step) == value
    ordered = ORDERED if not question.kind.choices else ("==", "!=")
    return Compare(pick(draw, ordered), question, Literal(value))


def _about_step(draw: st.DrawFn, reach: Reach, _: int) -> Condition:
    if reach.steps and not flip(draw):
        return done(pick(draw, reach.steps))
    return settled(pick(draw, reach.awaited))


def _about_setting(draw: st.DrawFn, reach: Reach, _: int) -> Condition:
    setting = pick(draw, reach.settings)
    return Compare(
        pick(draw, ORDERED), setting, Literal(draw_value(draw, setting.kind))
    )


def _about_ending(draw: st.DrawFn, reach: Reach, _: int) -> Condition:
    return ended(pick(draw, reach.endings))


def _about_lines(draw: st.DrawFn, reach: Reach, depth: int) -> Condition:
    track = pick(draw, list(reach.tracks))
    inside = reach.tracks[track]
    sort = upto(draw, 6)
    if sort < 4:
        condition = draw_condition(draw, inside, min(depth, 1))
        if sort < 2:
            return some(track, condition) if sort else each(track, condition)
        number = upto(draw, 2)
        if sort == 2:
            return Compare(pick(draw, ORDERED), count(track), Literal(number))
        return Compare(pick(draw, ORDERED), count(track, condition), Literal(number))
    own = [one for one in inside.fields if one.kind.name != "many of"]
    if not own:
        return Compare(pick(draw, ORDERED), count(track), Literal(1))
    question = pick(draw, own)
    if sort == 4 and question.kind.name in ("a number", MONEY.name):
        most = draw_value(draw, question.kind)
        amount: Expression[object] = total(track, question)
        if flip(draw):
            sign = 1 if flip(draw) else -1
            amount = Plus(amount, total(track, question), sign)
        return Compare(pick(draw, ORDERED), amount, Literal(most))
    if sort == 5:
        return count(track, distinct=question) <= 1
    extreme = first if flip(draw) else latest
    return extreme(track, question) == draw_value(draw, question.kind)
