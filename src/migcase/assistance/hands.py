"""A payment in three hands and no more, for programmes that keep no accounts.

Whoever asks, whoever approves and whoever pays are three people.  Where a fund pays,
`migcase.assistance.payments` says the whole of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from migcase.assistance.papers import APPROVAL, APPROVAL_REASON
from migcase.programme.conditions import Condition, Field
from migcase.programme.terms import Term
from migcase.programme.words import Role, Step, Track

Fields = Field[object] | Iterable[Field[object]]


@frozen(eq=False)
class Hands:
    """The three steps of a payment that is only granted and paid."""

    request: Step
    approve: Step
    pay: Step

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps of a payment, in their order."""
        return (self.request, self.approve, self.pay)


def three_hands(
    track: Track,
    *,
    requester: Role | Iterable[Role],
    approver: Role | Iterable[Role],
    payer: Role | Iterable[Role],
    asks: Fields,
    on_paying: Fields,
    granted_if: Iterable[Condition | Term[bool]],
) -> Hands:
    """Return the steps of *track*: asked for, approved or not, paid.

    *asks* is answered by whoever asks, *on_paying* by whoever pays; *granted_if* must
    be true of what is approved.
    """
    request = Step(
        "payment-request", "Payment asked for", of=track, by=requester, asks=asks
    )
    approve = Step(
        "approve",
        "Payment approved, or not",
        of=track,
        by=approver,
        not_by=request,
        after=request,
        asks=(APPROVAL, APPROVAL_REASON),
        requires=(APPROVAL == "granted").needs(*granted_if),
        again=APPROVAL == "refused",
    )
    pay = Step(
        "pay",
        "Paid",
        of=track,
        by=payer,
        not_by=(request, approve),
        after=approve,
        asks=on_paying,
    )
    return Hands(request, approve, pay)
