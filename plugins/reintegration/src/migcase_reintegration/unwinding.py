"""What an ending leaves to do: the place, the books, the family.

None of these steps is offered while the case is open.
"""

from __future__ import annotations

from migcase import (
    DATE,
    TEXT,
    YES_NO,
    Field,
    Step,
    done,
    linked,
    some,
    sure,
    this_case,
    today,
)
from migcase_reintegration.delivery import PAYMENTS
from migcase_reintegration.mission import BALANCE_TIME, KIN_TIME
from migcase_reintegration.people import (
    CASE_MANAGER,
    COMMITTEE,
    MANAGER,
    NEXT_OF_KIN,
)
from migcase_reintegration.places import (
    COHORT,
    HOLDER,
    LIMITED,
    PLACE,
    WAITER,
    WAITING,
)
from migcase_reintegration.plan import FUNDED
from migcase_reintegration.selection import CHOICE

# ------------------------------------------------ what is asked
BALANCE = Field("balance", "What becomes of the unspent balance?", TEXT)
TOLD_ON = Field("kin_told_on", "Next of kin told on", DATE)

FREED = Field(
    "place_freed",
    "Is the place, or the turn on the list, given up in the cohort's file?",
    YES_NO,
)

# ------------------------------------------------ what is done
PLACE_FREED = Step(
    "place-freed",
    "Place, or turn on the list, given up in the cohort's file",
    by=(CASE_MANAGER, COMMITTEE, MANAGER),
    when=sure(LIMITED) & ~sure(CHOICE == "refused"),
    asks=FREED,
    requires=~FREED
    | linked(
        COHORT,
        ~some(PLACE, HOLDER == this_case) & ~some(WAITING, WAITER == this_case),
    ),
    again=~FREED,
)
BALANCE_DECIDED = Step(
    "balance",
    "Unspent balance decided",
    by=MANAGER,
    after=PAYMENTS.reconcile,
    when=done(FUNDED),
    within=BALANCE_TIME,
    asks=BALANCE,
)
FAMILY_TOLD = Step(
    "tell-family",
    "Next of kin told",
    by=NEXT_OF_KIN,
    within=KIN_TIME,
    asks=TOLD_ON,
    requires=TOLD_ON <= today,
)
UNDO = (PLACE_FREED, PAYMENTS.reconcile, BALANCE_DECIDED)
