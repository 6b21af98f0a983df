"""The hand-over to the country of origin, and the grant that is paid there.

The grant comes in two tranches, each asked for, granted and paid by three different
hands; the second only on proof.  What the person makes of it is told in the
reintegration case over there.  Accounts are kept elsewhere.
"""

from __future__ import annotations

from migcase import (
    DOCUMENT,
    MONEY,
    Field,
    Step,
    Track,
    case_of,
    first,
    one_of,
    some,
    sure,
    today,
    total,
)
from migcase.assistance import three_hands
from migcase_avrr.decision import CEILING, REINTEGRATION
from migcase_avrr.journey import ARRIVAL, ARRIVED_ON, HERE
from migcase_avrr.mission import GRANT_EXPIRY, SECOND_TRANCHE
from migcase_avrr.people import CASE_MANAGER, FINANCE, MANAGER, OFFICER, ORIGIN
from migcase_avrr.registration import MEMBER, SHARED, TOLD_ORIGIN

# ------------------------------------------------ the case over there
ARRIVED = first(MEMBER, ARRIVED_ON)
MIRROR = Field("mirror", "Case in the country of origin", case_of("reintegration"))
HANDED_OVER = Step(
    "handed-over",
    "Case opened in the country of origin",
    by=ORIGIN,
    after=ARRIVAL,
    when=sure(REINTEGRATION) & SHARED & HERE,
    asks=MIRROR,
    requires=TOLD_ORIGIN,
)

# ------------------------------------------------ what is asked
TRANCHE = Field("tranche", "Which tranche?", one_of("first", "second"))
AMOUNT = Field("amount", "Amount", MONEY, guarded=True)
PROOF = Field("proof", "Proof that the project is carried out", DOCUMENT, optional=True)
RECEIPT = Field("receipt", "Receipt signed by the person", DOCUMENT)

PAYMENT = Track(
    "payment",
    "Tranche of the grant",
    opened_by=(CASE_MANAGER, ORIGIN),
    asks=TRANCHE,
    about=TRANCHE,
    unique=TRANCHE,
    when=REINTEGRATION,
)
IS_FIRST = TRANCHE == "first"

# ------------------------------------------------ what is done
HANDS = three_hands(
    PAYMENT,
    requester=(CASE_MANAGER, ORIGIN),
    approver=(OFFICER, MANAGER),
    payer=FINANCE,
    asks=(AMOUNT, PROOF),
    on_paying=RECEIPT,
    granted_if=(
        HERE,
        total(PAYMENT, AMOUNT) <= CEILING,
        today <= GRANT_EXPIRY.after(ARRIVED),
        IS_FIRST | PROOF.known,
        IS_FIRST | (today >= SECOND_TRANCHE.after(ARRIVED)),
        IS_FIRST | some(PAYMENT, IS_FIRST & RECEIPT.known),
    ),
)
PAID = HANDS.pay
