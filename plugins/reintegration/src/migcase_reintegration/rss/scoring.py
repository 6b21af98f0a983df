"""What the answers of one survey add up to.

An item that does not apply leaves the count; one that nobody answered leaves it too,
and lowers the coverage.  Below the least coverage a score is not shown at all: it is
insufficient.  The composite is over the items, not the mean of the dimensions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

from attrs import frozen

from migcase_reintegration.rss.files import Standing
from migcase_reintegration.rss.survey import DIMENSIONS, Item, Survey
from migcase_reintegration.rss.weights import Weights, WeightSet

COMPOSITE = "composite"
SCORES = (*DIMENSIONS, COMPOSITE)

# Wide enough that every sum of points and weights is exact; only dividing rounds.
_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)
_KEPT = Context(prec=28, rounding=ROUND_HALF_EVEN)
_SHOWN = Decimal("0.01")

# The answer to each item by its code; what is missing was not answered.
Answers = Mapping[str, object]


@frozen
class Score:
    """One score between 0 and 1, and what it rests on.

    *value* is None where too little was answered.  *coverage* is the share, by
    weight, of the items that apply and were answered.
    """

    value: Decimal | None
    coverage: Decimal
    answered: int
    applicable: int


@frozen
class Result:
    """The scores of one survey, and everything that they depend on."""

    scores: Mapping[str, Score]
    survey: Standing
    weights: WeightSet
    least_coverage: Decimal

    @property
    def official(self) -> bool:
        """Tell whether items and weights are both official."""
        return self.survey.official and self.weights.standing.official


class OutOfScale(ValueError):
    """An answer is none of those that its item knows."""

    def __init__(self, code: str, answer: object) -> None:
        super().__init__(f"{code}: {answer}")
        self.item, self.answer = code, answer


def score(
    answers: Answers, survey: Survey, weights: WeightSet, least_coverage: Decimal
) -> Result:
    """Return the scores of *answers*.

    Raise `OutOfScale` for text that is no answer to its item; anything else that is
    not text, "I do not know" and a refusal among it, is not scored.
    """
    for code, answer in answers.items():
        item = survey.items.get(code)
        if item is None or (isinstance(answer, str) and answer not in item.scale):
            raise OutOfScale(code, answer)
    scores = {
        dimension: _score(
            survey.of(dimension), answers, weights.dimension, least_coverage
        )
        for dimension in DIMENSIONS
    }
    everything = survey.items.values()
    scores[COMPOSITE] = _score(everything, answers, weights.composite, least_coverage)
    return Result(scores, survey.standing, weights, least_coverage)


def in_two_decimals(value: Decimal) -> str:
    """Return *value* as it is shown: two decimals, half of one rounded up."""
    return str(value.quantize(_SHOWN, ROUND_HALF_UP))


def _score(
    items: Iterable[Item], answers: Answers, weights: Weights, least: Decimal
) -> Score:
    gained = weighed = applying = Decimal(0)
    answered = applicable = 0
    for item in items:
        answer, weight = answers.get(item.code), weights[item.code]
        worth = item.scale.get(answer) if isinstance(answer, str) else None
        if isinstance(answer, str) and worth is None:
            continue  # it does not apply
        applicable += 1
        applying = _EXACT.add(applying, weight)
        if worth is not None:
            answered += 1
            weighed = _EXACT.add(weighed, weight)
            gained = _EXACT.add(gained, _EXACT.multiply(weight, worth))
    coverage = _KEPT.divide(weighed, applying) if applying else Decimal(0)
    # Compared without dividing, so that a coverage on the limit is never rounded off.
    enough = weighed > 0 and weighed >= _EXACT.multiply(least, applying)
    value = _KEPT.divide(gained, weighed) if enough else None
    return Score(value, coverage, answered, applicable)
