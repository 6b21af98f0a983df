"""Scores, trends and decisions as JSON holds them: the same in every language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from migcase import Case, Money, Value
from migcase_reintegration.kept import Asked, Decided
from migcase_reintegration.rss.comparing import NotComparable, Trend
from migcase_reintegration.rss.files import Standing
from migcase_reintegration.rss.scoring import Result, Score, in_two_decimals


def survey_as_json(asked: Asked, result: Result) -> Mapping[str, object]:
    """Return one survey with its scores, and what they rest on."""
    return {
        "survey": asked.line,
        "round": asked.round,
        "on": asked.on,
        "official": result.official,
        "items": _standing_as_json(result.survey),
        "weights": _standing_as_json(result.weights.standing),
        "least_coverage": result.least_coverage,
        "scores": {name: _score_as_json(one) for name, one in result.scores.items()},
    }


def trend_as_json(
    case: Case, both: list[tuple[Asked, Result]], trend: Trend | NotComparable
) -> Mapping[str, object]:
    """Return two surveys, and what changed or why that is not told."""
    return {
        "case": case.id,
        "surveys": [survey_as_json(one, result) for one, result in both],
        "comparable": isinstance(trend, Trend),
        "reasons": () if isinstance(trend, Trend) else trend.reasons,
        "changes": trend.changes if isinstance(trend, Trend) else None,
    }


def decided_as_json(one: Decided) -> Mapping[str, object]:
    """Return one decision about a top-up, with the rule that decided."""
    return {
        "on": one.on,
        "by": one.by,
        "rule": one.rule,
        "awarded": one.rule != "none",
        "performance": _plain(one.performance),
        "vulnerability": _plain(one.vulnerability),
        "thresholds": {key: _plain(value) for key, value in one.thresholds.items()},
        "official": False,
    }


def _score_as_json(found: Score) -> Mapping[str, object]:
    return {
        "value": found.value,
        "shown": None if found.value is None else in_two_decimals(found.value),
        "coverage": found.coverage,
        "answered": found.answered,
        "applicable": found.applicable,
    }


def _standing_as_json(standing: Standing) -> Mapping[str, object]:
    return {
        "id": standing.id,
        "version": standing.version,
        "source": standing.source,
        "status": standing.status,
        "official": standing.official,
    }


def _plain(value: Value | None) -> object:
    return str(value) if isinstance(value, Decimal | int | Money) else value
