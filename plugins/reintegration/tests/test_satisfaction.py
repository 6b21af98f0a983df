"""Satisfaction: what does not apply counts for nothing, and above all not for zero."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from migcase_reintegration.satisfaction import (
    DOES_NOT_APPLY,
    POINTS,
    QUESTIONS,
    satisfaction,
)

forms = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(QUESTIONS, st.sampled_from([*POINTS, DOES_NOT_APPLY]))
)
ALL_OK = dict.fromkeys(QUESTIONS, "ok")


def test_the_total_is_shown_where_all_seven_apply():
    found = satisfaction(ALL_OK)

    assert (found.mean, found.applicable, found.total) == (Decimal(3), 7, 21)


def test_where_one_does_not_apply_there_is_a_mean_and_no_total():
    found = satisfaction({**ALL_OK, "journey": DOES_NOT_APPLY, "overall": "satisfied"})

    assert (found.mean, found.applicable, found.total) == (Decimal("3.17"), 6, None)


def test_where_none_applies_there_is_no_mean():
    assert satisfaction({}).mean is None


@given(forms, st.sampled_from(sorted(QUESTIONS)))
def test_what_does_not_apply_changes_no_mean(answers, key):
    blank = {one: answer for one, answer in answers.items() if one != key}

    left_out = satisfaction({**answers, key: DOES_NOT_APPLY})
    assert left_out == satisfaction(blank)


@given(forms)
def test_a_mean_lies_on_the_scale(answers):
    mean = satisfaction(answers).mean

    assert mean is None or 1 <= mean <= 5
