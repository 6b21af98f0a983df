"""Payments in a case, from the request to the verified use, in three hands.

Whoever asks, whoever approves and whoever pays are three people.  What is committed
stays within the envelope that a fund gives the case, in time; a later tranche waits
for the verified use of the one before.  The words are the same in every programme;
who wears which hat is said by the programme.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from migcase.assistance import keys, limits, papers
from migcase.assistance.fund import envelope_of, has_envelope, is_open
from migcase.assistance.mission import CASH_ALLOWED, VERIFICATION_TIME
from migcase.assistance.payment_words import Payments
from migcase.assistance.quotations import QUOTATION_FIELDS, QUOTED, WITHIN_QUOTE
from migcase.assistance.sound import at_the_rate, is_something, of_one_currency
from migcase.assistance.spent import (
    ASKED,
    COMMITTED,
    DELIVERED,
    FORM,
    INVOICED,
    PAID,
    PRICE,
    RATE,
    REFUNDED,
    USED,
)
from migcase.calendar import Period
from migcase.kinds import Money, one_of
from migcase.programme.conditions import (
    Condition,
    Expression,
    Field,
    done,
    settled,
    sure,
    today,
)
from migcase.programme.lines import each, some, total
from migcase.programme.roles import roles as all_of
from migcase.programme.terms import Term
from migcase.programme.words import Hold, Outcome, Role, Step, Track

Roles = Role | Iterable[Role]


def payments(
    *,
    requester: Roles,
    approver: Roles,
    payer: Roles,
    verifier: Roles,
    fund: Field[str],
    when: Condition | Term[bool] | None = None,
    after: Step | Iterable[Step] = (),
    ceiling: Expression[Money] | None = None,
    expires: Expression[date] | None = None,
    tranches: tuple[str, ...] = ("first", "second"),
    since: Expression[date] | None = None,
    gap: Expression[Period] | None = None,
    frozen_when: Condition | Term[bool] | None = None,
    released_by: Roles | None = None,
    cut_short_when: Condition | Term[bool] | None = None,
) -> Payments:
    """Return the words of payments, for a programme with these hats.

    *fund* names the case's fund; *ceiling* and *expires* are its own limits.  A later
    one of *tranches* waits for *gap* after *since*; *cut_short_when* nobody verifies.
    """
    asks_for, says, pays = all_of(requester), all_of(approver), all_of(payer)
    tranche = Field("tranche", "Which tranche?", one_of(*tranches), guarded=True)
    track = Track(
        keys.PAYMENT.key,
        "Payment",
        opened_by=asks_for,
        asks=(tranche, papers.PURPOSE),
        about=papers.PURPOSE,
        when=when,
    )
    request = Step(
        "payment-request",
        "Payment asked for",
        of=track,
        by=asks_for,
        after=after,
        asks=(ASKED, FORM, papers.CASH_GROUND, papers.NO_RELATION),
        requires=(
            is_something(ASKED),
            has_envelope(fund),
            of_one_currency(ASKED, envelope_of(fund)),
            papers.NO_RELATION,
            (FORM == "cash").needs(CASH_ALLOWED),
        ),
    )
    quote = Step(
        "quote",
        "Quotations compared",
        of=track,
        by=asks_for,
        after=request,
        when=papers.IN_KIND,
        asks=QUOTATION_FIELDS,
        requires=QUOTED,
    )
    approve = Step(
        "approve",
        "Payment approved, or not",
        of=track,
        by=says,
        not_by=(request, quote),
        after=(request, quote),
        asks=(papers.APPROVAL, papers.APPROVAL_REASON),
        requires=(papers.APPROVAL == "granted").needs(
            is_open(fund), *limits.in_turn(track, tranche, tranches, since, gap)
        ),
        again=papers.APPROVAL == "refused",
    )
    commit = Step(
        "commit",
        "Money committed",
        of=track,
        by=pays,
        not_by=(request, quote, approve),
        after=approve,
        asks=(papers.ORDER, PRICE, RATE, COMMITTED),
        requires=(
            is_something(COMMITTED),
            at_the_rate(PRICE, RATE.otherwise(1), COMMITTED),
            COMMITTED <= ASKED,
            WITHIN_QUOTE,
            limits.within(envelope_of(fund), "in-envelope", limits.IN_ENVELOPE),
            *limits.in_ceiling(ceiling),
            is_open(fund),
            *([] if expires is None else [today <= expires]),
            limits.BOOKS_OPEN,
        ),
    )
    deliver = Step(
        "deliver",
        "Delivered by the vendor",
        of=track,
        by=asks_for,
        after=commit,
        when=papers.IN_KIND,
        asks=(DELIVERED, papers.DELIVERY_NOTE),
    )
    pay = Step(
        "pay",
        "Paid",
        of=track,
        by=pays,
        not_by=(request, quote, approve, deliver),
        after=deliver,
        asks=(PAID, INVOICED, papers.INVOICE, papers.PAYMENT_PROOF),
        requires=(
            PAID == COMMITTED,
            (FORM != "cash").needs(INVOICED == PRICE),
            papers.IN_KIND.needs(DELIVERED == PRICE),
            limits.within(envelope_of(fund), "in-envelope", limits.IN_ENVELOPE),
            limits.BOOKS_OPEN,
        ),
    )
    hand_over = Step(
        "hand-over",
        "Handed over to the person",
        of=track,
        by=asks_for,
        after=pay,
        when=papers.IN_KIND,
        asks=(papers.CERTIFICATE, papers.PHOTO_AGREED, papers.PHOTO),
    )
    verify = Step(
        "verify",
        "Use verified",
        of=track,
        by=all_of(verifier),
        not_by=(request, deliver, hand_over),
        after=hand_over,
        asks=(papers.USE, papers.USE_PROOF),
        again=papers.USE != "yes",
        within=VERIFICATION_TIME,
    )
    refund = Step(
        "refund",
        "Money came back",
        of=track,
        by=pays,
        not_by=(request, approve),
        after=pay,
        asks=(REFUNDED, papers.REFUND_REASON),
        requires=(is_something(REFUNDED), REFUNDED <= PAID),
        optional=True,
        reopened_by=says,
    )
    may_reconcile: Condition = each(track, settled(verify))
    for never in (frozen_when, cut_short_when):
        if never is not None:
            may_reconcile |= sure(never)
    reconcile = Step(
        keys.RECONCILE.key,
        "Money reconciled",
        by=pays,
        not_by=(request, approve),
        when=some(track, done(commit)),
        asks=(USED, papers.RECONCILED_WITH),
        requires=(
            may_reconcile,
            USED == total(track, PAID) - total(track, REFUNDED),
        ),
        reopened_by=says,
    )
    cancelled = Outcome(
        "payment-cancelled",
        "Cancelled before it was paid",
        of=track,
        by=(*asks_for, *says),
        when=~done(pay),
        asks=papers.CANCEL_REASON,
        counts=False,
    )
    freeze = Hold(
        "freeze",
        "The money is frozen",
        by=tuple(dict.fromkeys((*asks_for, *says, *pays, *all_of(verifier)))),
        when=frozen_when,
        asks=papers.FREEZE_WHY,
        stops=(approve, commit, pay),
        released_by=says if released_by is None else all_of(released_by),
    )
    return Payments(
        track,
        request,
        quote,
        approve,
        commit,
        deliver,
        pay,
        hand_over,
        verify,
        refund,
        reconcile,
        cancelled,
        freeze,
    )
