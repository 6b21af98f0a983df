"""What several programmes share: funds, payments, referrals, visits and the like.

Everything here is declared with the words that any plugin has.  A programme says who
wears which hat and puts the words where they belong.
"""

from __future__ import annotations

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
from migcase.assistance.payment_words import Payments
from migcase.assistance.payments import payments

# fmt: off
__all__ = [
    "ENVELOPE", "ENVELOPE_FOR", "FUND", "FUND_CEILING", "FUND_EXPIRES", "GRANTED",
    "RAISED", "RECEIPT", "RECEIVED", "RELEASED", "Payments", "envelope_of",
    "has_envelope", "is_open", "payments",
]
# fmt: on
