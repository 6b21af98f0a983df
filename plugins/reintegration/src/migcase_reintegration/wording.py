"""Scores, trends and decisions in words; what is not official says so.

Works nothing out; what it is given is only put into sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from migcase_reintegration.kept import Decided
from migcase_reintegration.rss.comparing import NotComparable, Trend
from migcase_reintegration.rss.files import Standing
from migcase_reintegration.rss.rules import Rules
from migcase_reintegration.rss.scoring import SCORES, Result, Score, in_two_decimals
from migcase_reintegration.words import _, marked, spelled

NAMES = {
    "economic": marked("Economic"),
    "social": marked("Social"),
    "psychosocial": marked("Psychosocial"),
    "composite": marked("Composite"),
}
LABELS = {
    "low": marked("low"),
    "medium": marked("medium"),
    "high": marked("high"),
}
REASONS = {
    "items": marked("They were asked with other items, or other points."),
    "weights": marked("They are scored by different weights."),
    "coverage": marked("They are counted by different rules of coverage."),
}
RULES = {
    "performance": marked("the performance reaches its threshold"),
    "vulnerability": marked(
        "the performance stays below its threshold, the vulnerability reaches its own"
    ),
    "both-together": marked("both together reach the threshold"),
    "none": marked("no rule awards it"),
}


def survey_told(result: Result, rules: Rules) -> Iterator[str]:
    """Yield the scores of one survey, and by what they were found."""
    for name in SCORES:
        yield _score_told(name, result.scores[name], rules)
    yield _stamp(_("Items and points: {name} ({standing})"), result.survey)
    yield _stamp(_("Weights: {name} ({standing})"), result.weights.standing)
    yield _stamp(_("Coverage and labels: {name} ({standing})"), rules.standing)


def trend_told(trend: Trend | NotComparable) -> Iterator[str]:
    """Yield what changed between two surveys, or why that is not told."""
    if isinstance(trend, NotComparable):
        yield _("No trend: these two surveys cannot be compared.")
        yield from (f"- {_(REASONS[reason])}" for reason in trend.reasons)
        return
    yield _("Change")
    for name, change in trend.changes.items():
        words = {"name": _(NAMES[name]), "change": ""}
        if change is None:
            yield _("- {name}: one of the two is insufficient").format(**words)
            continue
        sign = "+" if change > 0 else ""
        words["change"] = spelled(f"{sign}{in_two_decimals(change)}")
        yield _("- {name}: {change}").format(**words)


def decision_told(one: Decided) -> Iterator[str]:
    """Yield one decision about a top-up, and the rule that decided."""
    asked = _Gaps(one.thresholds)
    day = one.on.isoformat()
    if one.rule == "none":
        yield _("{day}: not awarded").format(day=day)
    else:
        yield _("{day}: awarded").format(day=day)
    rule = _(RULES[one.rule]) if one.rule in RULES else one.rule
    yield _("- Deciding rule: {rule}").format(rule=rule)
    found = {
        "found": spelled(one.performance),
        "threshold": spelled(asked["topup_performance"]),
    }
    yield _("- Performance: {found}; threshold {threshold}").format(**found)
    found = {
        "found": spelled(one.vulnerability),
        "threshold": spelled(asked["topup_vulnerability"]),
    }
    yield _("- Vulnerability: {found}; threshold {threshold}").format(**found)
    both = {
        "share": spelled(asked["topup_share"]),
        "threshold": spelled(asked["topup_together"]),
    }
    told = _("- Both together: share of the performance {share}; threshold {threshold}")
    yield told.format(**both)
    yield _("- The thresholds are those of the mission; no official one is known.")


def _score_told(name: str, found: Score, rules: Rules) -> str:
    words = {
        "name": _(NAMES[name]),
        "answered": found.answered,
        "applicable": found.applicable,
        "coverage": _percent(found.coverage),
        "least": _percent(rules.least_coverage),
    }
    if found.value is None:
        told = _(
            "- {name}: insufficient ({answered} of {applicable} answered, "
            "{coverage} %; {least} % are needed)"
        )
        return told.format(**words)
    words["score"] = spelled(in_two_decimals(found.value))
    words["label"] = _(LABELS[rules.label(found.value)])
    told = _(
        "- {name}: {score}, {label} ({answered} of {applicable} answered, {coverage} %)"
    )
    return told.format(**words)


def _percent(share: Decimal) -> str:
    return str(round(share * 100))


def _stamp(sentence: str, standing: Standing) -> str:
    said = _("official") if standing.official else _("not official")
    return sentence.format(name=standing.label, standing=said)


class _Gaps(dict[str, object]):
    """Words of which some are not known; those are told as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"
