"""Two surveys of one person: what changed, or why they cannot be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import frozen

from migcase_reintegration.rss.scoring import SCORES, Result


@frozen
class Trend:
    """The change from the earlier survey to the later one, by score.

    None where one of the two is insufficient.
    """

    changes: Mapping[str, Decimal | None]


@frozen
class NotComparable:
    """Why no trend is shown: items, weights, coverage."""

    reasons: tuple[str, ...]


def compare(earlier: Result, later: Result) -> Trend | NotComparable:
    """Return what changed, where both were asked, weighed and counted alike."""
    reasons = tuple(_differences(earlier, later))
    if reasons:
        return NotComparable(reasons)
    return Trend({key: _change(earlier, later, key) for key in SCORES})


def _differences(earlier: Result, later: Result) -> Iterator[str]:
    if earlier.survey != later.survey:
        yield "items"
    if earlier.weights != later.weights:
        yield "weights"
    if earlier.least_coverage != later.least_coverage:
        yield "coverage"


def _change(earlier: Result, later: Result, key: str) -> Decimal | None:
    before, after = earlier.scores[key].value, later.scores[key].value
    return None if before is None or after is None else after - before
