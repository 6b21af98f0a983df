"""Steps that wait for each other in a circle are refused, and the circle is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase.errors import BadProgramme
from migcase.programme.conditions import Settled, sure
from migcase.programme.declaration import Programme
from migcase.programme.words import Role, Stage, Step

WORKER = Role("worker", "Case worker")
LENGTHS = st.integers(2, 5)


def steps_in_a_circle(length: int, **written) -> list[Step]:
    """Return steps of which each comes after the one before, the first after the last.

    A declaration cannot name what is declared below it, so the last is declared
    twice: as a name to come after, and as itself.
    """
    last = Step(f"s{length - 1}", "A step", by=WORKER)
    steps = [Step("s0", "A step", by=WORKER, after=last)]
    for number in range(1, length):
        steps.append(Step(f"s{number}", "A step", by=WORKER, after=steps[-1]))
    return steps


def circles(steps) -> list[str]:
    """Return the circles that are named when *steps* make a programme."""
    with pytest.raises(BadProgramme) as refused:
        Programme("round", 1, "In a circle", stages=(Stage("One", steps),))
    faults = refused.value.faults
    return [fault.values["steps"] for fault in faults if fault.code == "circle"]


@given(LENGTHS, st.randoms(use_true_random=False))
def test_a_circle_is_named_once_in_whatever_order_it_is_declared(length, random):
    steps = steps_in_a_circle(length)
    random.shuffle(steps)
    names = [f"s{number}" for number in range(length)]

    [circle] = circles(steps)

    assert set(circle.split(" → ")) == set(names)
    assert len(circle.split(" → ")) == length + 1


@given(LENGTHS, st.randoms(use_true_random=False))
def test_the_name_of_a_circle_does_not_depend_on_the_order_of_declaration(
    length, random
):
    steps = steps_in_a_circle(length)
    named = circles(steps)
    random.shuffle(steps)

    assert circles(steps) == named


@given(st.integers(1, 6), st.randoms(use_true_random=False))
def test_steps_in_a_row_are_no_circle(length, random):
    steps = []
    for number in range(length):
        steps.append(Step(f"s{number}", "A step", by=WORKER, after=steps[-1:]))
    random.shuffle(steps)

    programme = Programme("row", 1, "In a row", stages=(Stage("One", steps),))

    assert set(programme.steps) == {f"s{number}" for number in range(length)}


@pytest.mark.parametrize("argument", ["when", "again", "requires"])
@pytest.mark.parametrize("length", [1, 2, 3])
@given(random=st.randoms(use_true_random=False))
def test_steps_that_ask_whether_each_other_are_settled_are_refused(
    argument, length, random
):
    steps = [
        Step(
            f"s{number}",
            "A step",
            by=WORKER,
            **{argument: sure(Settled(f"s{(number + 1) % length}"))},
        )
        for number in range(length)
    ]
    random.shuffle(steps)

    assert circles(steps)
