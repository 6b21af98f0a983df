"""The grant: until when it may be committed, and up to which amount.

Its clock runs from the return, and nothing winds it up again but one extension, by a
manager, with a reason, before it has run out.  Its ceiling is the cost of the plan
that was approved, and what a top-up adds.
"""

from __future__ import annotations

from migcase import DATE, MONEY, TEXT, Derived, Field, Step, one_of, sure, today
from migcase_reintegration.arrival import RETURNED_ON
from migcase_reintegration.mission import GRANT_EXPIRY
from migcase_reintegration.people import MANAGER
from migcase_reintegration.plan import APPROVED, COST, FUNDED

# ------------------------------------------------ the clock of the grant
EXTENDED_UNTIL = Field("grant_extended_until", "Extended until", DATE, guarded=True)
EXTENDED_WHY = Field("grant_extended_why", "Why?", TEXT)
ENDS = GRANT_EXPIRY.after(RETURNED_ON)
EXPIRES = EXTENDED_UNTIL.otherwise(ENDS)
EXTENSION = Step(
    "grant-extended",
    "Clock of the grant extended, once",
    by=MANAGER,
    after=FUNDED,
    when=APPROVED,
    asks=(EXTENDED_UNTIL, EXTENDED_WHY),
    requires=(
        EXTENDED_UNTIL > ENDS,
        today <= ENDS,
    ),
    optional=True,
)

# ------------------------------------------------ the ceiling
# Told with the decision about a top-up; read here because it adds to the plan's cost.
RULE = Field(
    "topup_rule",
    "Which rule decides?",
    one_of("performance", "vulnerability", "both-together", "none"),
    guarded=True,
)
AWARDED = Derived(
    "awarded",
    "A top-up was awarded",
    sure(RULE.is_in("performance", "vulnerability", "both-together")),
)

AMOUNT = Field(
    "topup_amount",
    "How much is added to the grant?",
    MONEY,
    when=AWARDED,
    guarded=True,
)
CEILING = COST + AMOUNT.otherwise(0)
