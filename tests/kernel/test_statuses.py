"""How a step stands never depends on what was asked before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from migcase.testing.strategies import histories
from tests.kernel.places import places, seen


@given(histories(is_late=True), st.randoms(use_true_random=False))
def test_a_status_never_depends_on_the_order_of_asking(history, random):
    in_order = {
        (step.key, scope.line_id): scope.status(step)
        for step, scope in places(seen(history))
    }
    shuffled = list(places(seen(history)))
    random.shuffle(shuffled)

    for step, scope in shuffled:
        assert scope.status(step) == in_order[step.key, scope.line_id]


@given(histories(is_late=True), st.randoms(use_true_random=False))
def test_a_status_asked_alone_is_the_status_asked_among_others(history, random):
    asked = list(places(seen(history)))
    if asked:
        step, scope = random.choice(asked)
        alone = seen(history).at(scope.line_id).status(step)
        for other, where in asked:
            where.status(other)
            where.settled(other.key)

        assert scope.status(step) == alone
