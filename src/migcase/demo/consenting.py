"""What people in the demo say when they are asked for their consent.

Adults for themselves, a parent for a child; some share nothing with anybody at home.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from migcase.assistance.consent_words import POINTS
from migcase.demo.asked import Asked
from migcase.kinds import Value

A_YEAR = timedelta(days=365)


def _says(adult: Value | None, child: Value | None) -> Callable[[Asked], Value | None]:
    return lambda asked: child if asked.is_child else adult


def _may_know(asked: Asked) -> Value:
    return ("origin", "origin-health") if asked.household.share else ("unhcr",)


def _always(value: Value) -> Callable[[Asked], Value | None]:
    return _says(value, value)


CONSENTING: Mapping[str, Callable[[Asked], Value | None]] = {
    "legal_basis": _always("consent"),
    "consent_service": _always(value=True),
    **{point.key: _always(value=True) for point in POINTS},
    "consent_able": _says("adult", "child"),
    "consent_kind": _says("explicit", "proxy"),
    "consent_from": _says("person", "parent"),
    "proxy": _says(None, "un parent"),
    "proxy_reason": _says(None, "enfant"),
    "consent_assent": _says(None, "yes"),
    "consent_language": lambda asked: asked.person.language,
    "consent_evidence": _always("formulaire signé"),
    "consent_review_on": lambda asked: asked.day + A_YEAR if asked.is_child else None,
    "consent_review": _always("stands"),
    "consent_purposes": _always(("return", "reintegration", "follow-up")),
    "share_with": _may_know,
    "acknowledged_on": lambda asked: asked.day,
    "stopped_on": lambda asked: asked.day,
}
