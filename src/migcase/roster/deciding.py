"""Why a glass may not be broken or reviewed, a record not held back or erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from migcase.errors import Refusal
from migcase.roster.asked import Asked, reason_given
from migcase.roster.events import (
    CaseShared,
    ErasureApproved,
    ErasureAsked,
    ErasureDone,
    GlassBroken,
    GlassReviewed,
    LegalHold,
    LegalHoldLifted,
)

# An emergency is over, or somebody else can be asked.
LONGEST = timedelta(minutes=60)
# After so many days a broken glass that nobody looked at is the office's own fault.
REVIEW_WITHIN = timedelta(days=7)


def broken(event: GlassBroken, asked: Asked) -> Iterator[Refusal]:
    """Yield why the glass is not broken."""
    yield from reason_given(event.reason)
    if not asked.at < event.until <= asked.at + LONGEST:
        minutes = int(LONGEST.total_seconds()) // 60
        yield Refusal("glass-too-long", event.case, {"minutes": minutes})


def reviewed(event: GlassReviewed, asked: Asked) -> Iterator[Refusal]:
    """Yield why a broken glass is not reviewed."""
    glass = asked.roster.glasses.get(event.number)
    if glass is None:
        yield Refusal("no-such-glass", str(event.number))
        return
    if glass.reviewed_by:
        yield Refusal("already-reviewed", glass.case, {"who": glass.reviewed_by})
    if glass.by == asked.by:
        yield Refusal("same-person", asked.by)
    yield from reason_given(event.note)


def held(event: LegalHold, asked: Asked) -> Iterator[Refusal]:
    """Yield why a record is not put under a legal hold."""
    yield from reason_given(event.reason)
    if event.of in asked.roster.holds:
        yield Refusal("under-legal-hold", event.of)


def lifted(event: LegalHoldLifted, asked: Asked) -> Iterator[Refusal]:
    """Yield why there is no legal hold to lift."""
    yield from reason_given(event.reason)
    if event.of not in asked.roster.holds:
        yield Refusal("no-legal-hold", event.of)


def erasure_asked(event: ErasureAsked, asked: Asked) -> Iterator[Refusal]:
    """Yield why an erasure cannot be asked for."""
    yield from reason_given(event.reason)
    yield from _free(event.of, asked)


def approved(event: ErasureApproved, asked: Asked) -> Iterator[Refusal]:
    """Yield why an erasure cannot be approved."""
    found = asked.roster.erasures.get(event.number)
    if found is None or found.done is not None:
        yield Refusal("no-such-erasure", str(event.number))
        return
    if found.approved_by:
        yield Refusal("erasure-approved", str(event.number), {"who": found.approved_by})
    if found.asked_by == asked.by:
        yield Refusal("same-person", asked.by)
    yield from _free(found.of, asked)


def erased(event: ErasureDone, asked: Asked) -> Iterator[Refusal]:
    """Yield why something may not be erased."""
    found = asked.roster.erasures.get(event.number)
    if found is None or found.done is not None:
        yield Refusal("no-such-erasure", str(event.number))
        return
    if not found.approved_by:
        yield Refusal("erasure-not-approved", str(event.number))
    yield from _free(found.of, asked)


def shared(event: CaseShared, asked: Asked) -> Iterator[Refusal]:
    """Yield why a sealed case is not opened to somebody."""
    yield from reason_given(event.reason)
    user = asked.roster.users.get(event.user)
    if user is None:
        yield Refusal("no-such-user", event.user)
    elif not user.is_here:
        yield Refusal("user-left", event.user)
    elif not user.is_bound:
        yield Refusal("not-bound", event.user)


def _free(records: tuple[str, ...], asked: Asked) -> Iterator[Refusal]:
    yield from (
        Refusal("under-legal-hold", one) for one in records if one in asked.roster.holds
    )
