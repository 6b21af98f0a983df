"""Where the properties look: every step in every place, every condition written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product

from migcase.casefile.case import Case
from migcase.judgement.view import View
from migcase.kinds import DATE, MONEY, TEXT, YES_NO, Kind, Money, NonAnswer, Value
from migcase.programme.conditions import Condition, Field
from migcase.programme.declaration import Programme
from migcase.programme.words import Step
from migcase.testing.strategies import FIRST_DAY, History


def seen(history: History, case: Case | None = None, on: date | None = None) -> View:
    """Return the case as the office sees it on a day."""
    day = history.today if on is None else on
    seen_case = history.case if case is None else case
    return View(seen_case, history.programme, history.outside(day), day)


def places(view: View) -> Iterator[tuple[Step, View]]:
    """Yield every step with each place where it can be done."""
    for step in view.programme.steps.values():
        if step.of is None:
            yield step, view
        else:
            for line in view.case.lines_of(step.of.key):
                yield step, view.at_line(line)


def written(programme: Programme) -> Iterator[tuple[Condition, str | None]]:
    """Yield every condition that decides something, and the track it is meant in."""
    for step in programme.steps.values():
        for condition in (step.when, step.again, *step.requires):
            if condition is not None:
                yield condition, step.track
        for question in step.asks:
            if question.when is not None:
                yield question.when, step.track
    for hold in programme.holds:
        if hold.when is not None:
            yield hold.when, None
    for outcome in programme.outcomes:
        for condition in (outcome.when, *outcome.requires):
            if condition is not None:
                yield condition, None if outcome.of is None else outcome.of.key
    for milestone in programme.milestones:
        yield milestone.when, None


def weighed(view: View) -> Iterator[tuple[Condition, View]]:
    """Yield every condition with each place where it is weighed."""
    for condition, track in written(view.programme):
        if track is None:
            yield condition, view
        else:
            for line in view.case.lines_of(track):
                yield condition, view.at_line(line)


def some_answers(question: Field[object]) -> list[Value]:
    """Return answers enough to tell one from another: all, where there are few."""
    return [*_values(question.kind), *question.allows]


def every_form(asks: tuple[Field[object], ...]) -> Iterator[dict[str, Value]]:
    """Yield every way to fill in a form, leaving out what may be left out."""
    choices = [
        [*([] if question.is_owed else [None]), *some_answers(question)]
        for question in asks
    ]
    for chosen in product(*choices):
        yield {
            question.key: value
            for question, value in zip(asks, chosen, strict=True)
            if value is not None
        }


def is_unorderable(view: View) -> bool:
    """Tell whether there are answers that everybody knows and nothing can order.

    Such as "don't know" beside a number, or amounts in two currencies: a condition on
    them is unknown, and no fact is missing.
    """
    files = [view.case.told, *(line.told for line in view.case.lines.values())]
    return any(
        isinstance(said.value, NonAnswer | Money)
        for told in files
        for statements in told.values()
        for said in statements
    )


def _values(kind: Kind[object]) -> list[Value]:
    if kind.name == "many of":
        return [(), *((choice,) for choice in kind.choices), kind.choices]
    if kind.choices:
        return list(kind.choices)
    if kind.name == YES_NO.name:
        return [True, False]
    if kind.name == "a number":
        assert kind.minimum is not None
        assert kind.maximum is not None
        return list(range(int(kind.minimum), int(kind.maximum) + 1))
    if kind.name == DATE.name:
        return [date.fromordinal(FIRST_DAY.toordinal() + n) for n in (-400, 10, 400)]
    if kind.name == MONEY.name:
        return [Money(Decimal(n), money) for n in (0, 2) for money in ("MAD", "EUR")]
    assert kind.name == TEXT.name
    return ["why"]
