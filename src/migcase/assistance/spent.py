"""The amounts of a payment: asked for, committed, paid and come back.

They are the same questions in every programme, so that a fund and its ledger can
read them in any case.  All are guarded: an amount is only told in the act that is
judged.
"""

from __future__ import annotations

from migcase.kinds import MONEY, number, one_of
from migcase.programme.conditions import Field

ASKED = Field("asked", "How much is asked for?", MONEY, guarded=True)
FORM = Field(
    "form",
    "What is paid for?",
    one_of("goods", "service", "fees", "cash"),
    guarded=True,
)
PRICE = Field("price", "What does the order come to?", MONEY, guarded=True)
RATE = Field(
    "rate",
    "At which rate, if the order is in another currency?",
    number(0, decimals=8),
    optional=True,
    guarded=True,
)
COMMITTED = Field(
    "committed", "How much is committed, in the fund's currency?", MONEY, guarded=True
)
DELIVERED = Field("delivered", "What is the delivery worth?", MONEY, guarded=True)
INVOICED = Field(
    "invoiced",
    "What does the invoice come to?",
    MONEY,
    when=FORM != "cash",
    guarded=True,
)
PAID = Field("paid", "How much was paid, in the fund's currency?", MONEY, guarded=True)
REFUNDED = Field(
    "refunded", "How much came back, in the fund's currency?", MONEY, guarded=True
)
USED = Field("used", "How much was spent in all?", MONEY, guarded=True)
