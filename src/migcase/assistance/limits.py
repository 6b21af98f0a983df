"""What payments stay within: an amount, the turn of their tranche, open books."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from migcase.assistance import keys
from migcase.assistance.papers import VERIFIED
from migcase.assistance.spent import COMMITTED, REFUNDED
from migcase.calendar import Period
from migcase.kinds import Money
from migcase.programme.conditions import (
    Condition,
    Derived,
    Expression,
    Field,
    StepOn,
    done,
    today,
)
from migcase.programme.lines import each, some, total
from migcase.programme.words import Track

IN_ENVELOPE = "What is committed, less what came back, stays within the envelope"
IN_CEILING = "What is committed, less what came back, stays within the case's ceiling"

# Said of the day of a doing: what was paid before is in no doubt afterwards.
BOOKS_OPEN = Derived(
    "books-open",
    "The money of the case is not reconciled yet",
    ~done(keys.RECONCILE) | (today < StepOn(keys.RECONCILE.key)),
)


def within(limit: Expression[Money], key: str, title: str) -> Condition:
    """Return that all commitments together stay within *limit*."""
    committed = total(keys.PAYMENT, COMMITTED) - total(keys.PAYMENT, REFUNDED)
    return Derived(key, title, committed <= limit)


def in_ceiling(ceiling: Expression[Money] | None) -> tuple[Condition, ...]:
    """Return that they stay within the case's *ceiling*, where it has one."""
    if ceiling is None:
        return ()
    return (within(ceiling, "within-ceiling", IN_CEILING),)


def in_turn(
    track: Track,
    tranche: Field[str],
    order: tuple[str, ...],
    since: Expression[date] | None,
    gap: Expression[Period] | None,
) -> Iterator[Condition]:
    """Yield what a later tranche waits for: the use of the last, and time."""
    for earlier, later in pairwise(order):
        is_later = tranche == later
        of_earlier = tranche == earlier
        yield ~is_later | some(track, of_earlier & VERIFIED)
        yield ~is_later | each(track, ~of_earlier | VERIFIED)
        if since is not None and gap is not None:
            yield ~is_later | (today >= gap.after(since))
