"""Reasons tell nothing that the reader may not know, however a condition is made."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from migcase import (
    Case,
    Condition,
    Derived,
    LineOpened,
    Opened,
    StepDone,
    count,
    each,
    first,
    replay,
    some,
    sure,
)
from migcase.programme.walking import walk
from tests.explain.programme import FIT, PRICE, TO, TRAVELLER, WANTS
from tests.explain.test_why import CODED, DAY, entries, told, told_of_a_mask

ANSWERS = st.sampled_from(["fit", "unfit"])

OPEN = st.sampled_from([WANTS.affirmed(), TO == "ML", TO == "SN", PRICE.known])
OF_A_LINE = st.one_of(
    OPEN,
    ANSWERS.map(lambda answer: FIT == answer),
    ANSWERS.map(lambda answer: FIT != answer),
    ANSWERS.map(lambda answer: FIT.is_in(answer)),
    st.sampled_from([CODED, FIT.known]),
)
OF_ALL = st.one_of(
    OPEN,
    ANSWERS.map(lambda answer: first(TRAVELLER, FIT) == answer),
    ANSWERS.map(lambda answer: count(TRAVELLER, FIT == answer) >= 1),
)


def called(condition: Condition) -> Derived:
    """Name a condition after the answer that it looks at, if it does."""
    tells = any(one is FIT for one in walk(condition))
    return Derived("called", "It is unfit" if tells else "It is so", condition)


def joined(leaves: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    return st.recursive(
        leaves,
        lambda parts: st.one_of(
            parts.map(lambda one: ~one),
            parts.map(sure),
            parts.map(called),
            st.tuples(parts, parts).map(lambda two: two[0] & two[1]),
            st.tuples(parts, parts).map(lambda two: two[0] | two[1]),
            st.tuples(parts, parts).map(lambda two: two[0].needs(two[1])),
        ),
        max_leaves=5,
    )


IN_LINES = joined(OF_A_LINE)
CONDITIONS = joined(
    st.one_of(
        OF_ALL,
        IN_LINES.map(lambda one: some(TRAVELLER, one)),
        IN_LINES.map(lambda one: each(TRAVELLER, one)),
    )
)


def case_of(*answers: str) -> Case:
    """Return a case with one traveller for each of *answers*."""
    events = []
    for number, answer in enumerate(answers, 1):
        line = f"L{number}"
        events += [
            LineOpened("traveller", line, DAY, {"who": f"P-{number}"}),
            StepDone("exam", DAY, {"fit": answer, "risk": "low"}, line),
        ]
    talked = StepDone("talk", DAY, {"wants": True, "to": "SN"})
    return replay(entries(Opened("small", 3, DAY), talked, *events))


@given(CONDITIONS, st.lists(ANSWERS, min_size=1, max_size=3))
def test_no_reason_tells_an_answer_to_whom_it_is_not_told(condition, answers):
    case = case_of(*answers)

    for lines in (told(case, condition), told_of_a_mask(case, condition)):
        assert lines
        assert "fit”" not in " ".join(lines)
        assert "unfit" not in " ".join(lines)
