"""What several programmes share: funds, payments, referrals, visits and the like.

Everything here is declared with the words that any plugin has.  A programme says who
wears which hat and puts the words where they belong.
"""

from __future__ import annotations

from migcase.assistance.agreements import AGREEMENTS, DisclosureAgreement
from migcase.assistance.consent import HAS_BASIS, Consent, consent
from migcase.assistance.disclosures import Disclosures, disclosures
from migcase.assistance.documents import DocumentRequests, document_requests
from migcase.assistance.fund import (
    ENVELOPE,
    ENVELOPE_FOR,
    FUND,
    FUND_CEILING,
    FUND_EXPIRES,
    GRANTED,
    RAISED,
    RECEIPT,
    RECEIVED,
    RELEASED,
    envelope_of,
    has_envelope,
    is_open,
)
from migcase.assistance.hands import Hands, three_hands
from migcase.assistance.papers import PURPOSE, USE, VERIFIED
from migcase.assistance.payment_words import Payments
from migcase.assistance.payments import payments
from migcase.assistance.referrals import SERVICE, Referrals, referrals
from migcase.assistance.spent import (
    ASKED,
    COMMITTED,
    FORM,
    PAID,
    PRICE,
    REFUNDED,
    USED,
)
from migcase.assistance.training import (
    ATTENDANCE,
    REVIEW,
    SESSION_ON,
    Deliverables,
    Training,
    deliverables,
    training,
)
from migcase.assistance.visits import (
    VISIT_HOW,
    VISIT_REPORT,
    VISIT_RESULT,
    Visits,
    visits,
)

# fmt: off
__all__ = [
    "AGREEMENTS", "ASKED", "ATTENDANCE", "COMMITTED", "ENVELOPE", "ENVELOPE_FOR",
    "FORM", "FUND", "FUND_CEILING", "FUND_EXPIRES", "GRANTED", "HAS_BASIS", "PAID",
    "PRICE", "PURPOSE", "RAISED", "RECEIPT", "RECEIVED", "REFUNDED", "RELEASED",
    "REVIEW", "SERVICE", "SESSION_ON", "USE", "USED", "VERIFIED", "VISIT_HOW",
    "VISIT_REPORT", "VISIT_RESULT", "Consent", "Deliverables", "DisclosureAgreement",
    "Disclosures", "DocumentRequests", "Hands", "Payments", "Referrals", "Training",
    "Visits", "consent", "deliverables", "disclosures", "document_requests",
    "envelope_of", "has_envelope", "is_open", "payments", "referrals", "three_hands",
    "training", "visits",
]
# fmt: on
