"""Quotations: one below a threshold, three above, and which of them is taken.

How many are asked for is the mission's; the threshold is a setting.
"""

from __future__ import annotations

from migcase.assistance.mission import QUOTATIONS_ABOVE
from migcase.assistance.spent import ASKED, PRICE
from migcase.kinds import DOCUMENT, MONEY, TEXT, one_of
from migcase.programme.conditions import Condition, Derived, Field, sure

VENDOR_1 = Field("vendor_1", "First vendor", TEXT)
PRICE_1 = Field("price_1", "Price of the first vendor", MONEY, guarded=True)
QUOTATION_1 = Field("quotation_1", "Quotation of the first vendor", DOCUMENT)
VENDOR_2 = Field("vendor_2", "Second vendor", TEXT, optional=True)
PRICE_2 = Field(
    "price_2", "Price of the second vendor", MONEY, optional=True, guarded=True
)
QUOTATION_2 = Field(
    "quotation_2", "Quotation of the second vendor", DOCUMENT, when=VENDOR_2.known
)
VENDOR_3 = Field("vendor_3", "Third vendor", TEXT, optional=True)
PRICE_3 = Field(
    "price_3", "Price of the third vendor", MONEY, optional=True, guarded=True
)
QUOTATION_3 = Field(
    "quotation_3", "Quotation of the third vendor", DOCUMENT, when=VENDOR_3.known
)
CHOSEN = Field("chosen", "Which of them is taken?", one_of("1", "2", "3"), guarded=True)
WHY_CHOSEN = Field("why_chosen", "Why not the cheapest?", TEXT, optional=True)

QUOTATION_FIELDS = (
    VENDOR_1,
    PRICE_1,
    QUOTATION_1,
    VENDOR_2,
    PRICE_2,
    QUOTATION_2,
    VENDOR_3,
    PRICE_3,
    QUOTATION_3,
    CHOSEN,
    WHY_CHOSEN,
)
COMPARED = Derived(
    "compared", "Three quotations were compared", PRICE_2.known & PRICE_3.known
)
CHEAPEST = Derived(
    "cheapest",
    "The cheapest is taken",
    (CHOSEN == "1") & ~sure(PRICE_2 < PRICE_1) & ~sure(PRICE_3 < PRICE_1)
    | (CHOSEN == "2") & (PRICE_2 <= PRICE_1) & ~sure(PRICE_3 < PRICE_2)
    | (CHOSEN == "3") & (PRICE_3 <= PRICE_1) & ~sure(PRICE_2 < PRICE_3),
)
QUOTED: tuple[Condition, ...] = (
    ~VENDOR_2.known | PRICE_2.known,
    ~VENDOR_3.known | PRICE_3.known,
    ~PRICE_2.known | (VENDOR_2 != VENDOR_1),
    ~PRICE_3.known | ((VENDOR_3 != VENDOR_1) & (VENDOR_3 != VENDOR_2)),
    (CHOSEN != "2") | PRICE_2.known,
    (CHOSEN != "3") | PRICE_3.known,
    CHEAPEST | WHY_CHOSEN.known,
    sure(ASKED <= QUOTATIONS_ABOVE) | COMPARED,
)
WITHIN_QUOTE = Derived(
    "within-quotation",
    "The order is no dearer than the quotation that was taken",
    ~CHOSEN.known
    | (CHOSEN == "1") & (PRICE <= PRICE_1)
    | (CHOSEN == "2") & (PRICE <= PRICE_2)
    | (CHOSEN == "3") & (PRICE <= PRICE_3),
)
