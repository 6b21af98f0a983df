"""What somebody says who agrees: for stories that are about something else."""

from __future__ import annotations

from collections.abc import Mapping

from migcase.assistance.consent_words import POINTS
from migcase.programme.declaration import Programme

OF_AN_ADULT: Mapping[str, object] = {
    "consent_able": "adult",
    "consent_kind": "explicit",
    "consent_from": "person",
}
OF_A_CHILD: Mapping[str, object] = {
    "consent_able": "child",
    "consent_kind": "proxy",
    "consent_from": "parent",
    "consent_assent": "yes",
    "proxy": "A parent",
    "proxy_reason": "A child",
}


def consenting(
    programme: Programme, *, reviewed_on: object = None, **more: object
) -> dict[str, object]:
    """Return the answers of somebody who agrees to everything, but for *more*.

    They are for the step ``consent`` of a programme with `migcase.assistance.consent`.
    With *reviewed_on* a parent consents for a child, and it is looked at again then.
    """
    fields = programme.index.fields
    says = OF_AN_ADULT
    if reviewed_on is not None:
        says = {**OF_A_CHILD, "consent_review_on": reviewed_on}
    return {
        "legal_basis": "consent",
        "consent_service": True,
        **{point.key: True for point in POINTS},
        **says,
        "consent_language": "French",
        "consent_evidence": "signed form",
        "consent_purposes": list(fields["consent_purposes"].kind.choices),
        "share_with": list(fields["share_with"].kind.choices),
        **more,
    }
