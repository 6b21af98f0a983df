"""Why a condition is true, false or unknown is what makes it so."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given

from migcase.casefile.case import follow
from migcase.casefile.events import Actor, Entry, Stated
from migcase.judgement.view import View
from migcase.programme.conditions import (
    FALSE,
    TRUE,
    UNKNOWN,
    Both,
    Derived,
    Either,
    Explanation,
    Needs,
    Not,
    Sure,
    conjunction,
    negation,
    truth_of,
)
from migcase.programme.lines import Each, Some
from migcase.testing.invented_words import SMALL_KINDS
from migcase.testing.strategies import histories, programmes
from tests.kernel.places import every_form, is_unorderable, places, seen, weighed

BITS = {"true": TRUE, "false": FALSE, "unknown": UNKNOWN}


@given(histories(is_late=True))
def test_a_condition_that_is_weighed_has_one_truth(history):
    for condition, scope in weighed(seen(history)):
        assert condition.weigh(scope) in (TRUE, FALSE, UNKNOWN)


@given(histories(is_late=True))
def test_an_explanation_comes_to_the_truth_that_was_weighed(history):
    for condition, scope in weighed(seen(history)):
        because = condition.explain(scope)

        assert because.truth == truth_of(condition.weigh(scope))
        assert BITS[because.truth] == told_by_parts(because)


@given(histories(is_late=True))
def test_an_unknown_names_what_is_missing(history):
    for condition, scope in weighed(seen(history)):
        if condition.weigh(scope) == UNKNOWN and not is_unorderable(scope):
            parts = list(all_parts(condition.explain(scope)))

            assert any(part.missing or part.lacking for part in parts)


@given(histories(is_late=True))
def test_a_fact_that_is_named_as_missing_is_missing(history):
    for condition, scope in weighed(seen(history)):
        for part in all_parts(condition.explain(scope)):
            where = scope.at(part.line)
            for key in part.missing:
                assert not where.told(key)


@given(histories(is_late=True))
def test_a_value_that_an_explanation_shows_is_the_current_answer(history):
    for condition, scope in weighed(seen(history)):
        for part in all_parts(condition.explain(scope)):
            where = scope.at(part.line)
            for key, value in part.values.items():
                assert where.told(key)[-1].value == value


@given(programmes(most_steps=4, kinds=SMALL_KINDS).flatmap(histories))
def test_what_is_possible_contains_what_every_form_comes_to(history):
    view = seen(history)
    for step, scope in places(view):
        free = scope.freed(step)
        for condition in step.requires:
            possible = condition.weigh(free)
            for facts in every_form(step.asks):
                assert possible & condition.weigh(answered(scope, facts, history))


def told_by_parts(because: Explanation) -> int:
    """Return the truth that the parts of an explanation come to by Kleene's tables."""
    condition = because.condition
    parts = [told_by_parts(part) for part in because.parts]
    if isinstance(condition, Both | Each | Needs):
        return all_of(parts)
    if isinstance(condition, Either | Some):
        return negation(all_of([negation(part) for part in parts]))
    if isinstance(condition, Not):
        return negation(parts[0])
    if isinstance(condition, Sure):
        return TRUE if parts[0] == TRUE else FALSE
    if isinstance(condition, Derived):
        return parts[0]
    return BITS[because.truth]


def all_of(parts: list[int]) -> int:
    found = TRUE
    for part in parts:
        found = conjunction(found, part)
    return found


def all_parts(because: Explanation) -> Iterator[Explanation]:
    yield because
    for part in because.parts:
        yield from all_parts(part)


def answered(scope: View, facts, history) -> View:
    """Return the same place with *facts* told in it."""
    case, last = scope.case, history.entries[-1]
    if facts:
        event = Stated(facts, scope.today, scope.line_id)
        by = Actor("Amina")
        entry = Entry(case.id, case.number + 1, event, last.at, by, "here", "new")
        case = follow(case, entry)
    return seen(history, case).at(scope.line_id)
