"""How satisfied a person is: seven questions, of which not all need apply.

A question that does not apply is left out of the mean; it never counts as zero.  A
total is only shown where all seven apply, because a sum over fewer is no sum that
could be compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from attrs import frozen

POINTS: Mapping[str, int] = {
    "very-satisfied": 5,
    "satisfied": 4,
    "ok": 3,
    "dissatisfied": 2,
    "very-dissatisfied": 1,
}
DOES_NOT_APPLY = "does-not-apply"
QUESTIONS: Mapping[str, str] = {
    "journey": "How satisfied is the person with the help for the journey?",
    "counselling": "How satisfied is the person with the counselling?",
    "economic": "How satisfied is the person with the economic assistance?",
    "social": "How satisfied is the person with the social assistance?",
    "community": "How satisfied is the person with what was done in the community?",
    "overall": "How satisfied is the person on the whole?",
    "expectations": "How far did the assistance meet what the person expected?",
}


@frozen
class Satisfaction:
    """The mean over the questions that apply, how many they are, and the total.

    *mean* is None where none applies, *total* where one does not.
    """

    mean: Decimal | None
    applicable: int
    total: int | None


def satisfaction(answers: Mapping[str, object]) -> Satisfaction:
    """Return what the *answers* to the questions come to; others count for nothing."""
    given = [answers.get(key) for key in QUESTIONS]
    points = [POINTS[one] for one in given if isinstance(one, str) and one in POINTS]
    if not points:
        return Satisfaction(None, 0, None)
    total = sum(points)
    mean = (Decimal(total) / len(points)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Satisfaction(
        mean, len(points), total if len(points) == len(QUESTIONS) else None
    )
