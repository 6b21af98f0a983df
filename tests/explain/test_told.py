"""Whatever a case comes to, in whatever programme, its reasons can be told."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from migcase.judgement.explain import English, why
from migcase.testing.strategies import histories
from tests.kernel.places import seen, weighed

SAYS = {
    "true": ("Met: ",),
    "false": ("Not met: ", "Against it: ", "None of these is met:"),
    "unknown": ("Not known yet: ", "Not known yet whether one of these is met:"),
}


@given(histories(is_late=True))
def test_what_is_told_says_how_it_came_out(history):
    for condition, scope in weighed(seen(history)):
        because = condition.explain(scope)
        lines = why(because, English(), scope.programme, case=scope.case)

        assert any(line.strip().startswith(SAYS[because.truth]) for line in lines)


@given(histories(is_late=True))
def test_nothing_is_told_twice_in_a_row(history):
    for condition, scope in weighed(seen(history)):
        because = condition.explain(scope)
        lines = why(because, English(), scope.programme, case=scope.case)

        assert all(one != other for one, other in pairwise(lines))
