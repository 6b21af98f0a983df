"""What an ending leaves to do: tickets, papers, missions, money, family, a child.

None of these steps is offered while the case is open.
"""

from __future__ import annotations

from migcase import DATE, TEXT, Field, Step, done, some, today
from migcase_avrr.decision import FUNDS
from migcase_avrr.journey import BOOKING, GONE, NOTICE
from migcase_avrr.mission import REFERRAL_TIME, SAME_DAY
from migcase_avrr.people import (
    CASE_MANAGER,
    FINANCE,
    MANAGER,
    MOVEMENTS,
    NEXT_OF_KIN,
    OPERATIONS,
    PROTECTION,
)
from migcase_avrr.preparation import (
    DOCUMENTS,
    EXIT,
    HEALTH_NOTICE,
    PRE_PLAN_FEEDBACK,
)
from migcase_avrr.registration import MEMBER

FOLLOWED_BY = Field("followed_by", "Who follows the child from now on?", TEXT)
UNSPENT = Field("balance", "What becomes of the unspent balance?", TEXT)
TOLD_ON = Field("kin_told_on", "Next of kin told on", DATE)


# ------------------------------------------------ what an ending leaves
CANCEL_TICKET = Step(
    "cancel-ticket", "Ticket cancelled", by=MOVEMENTS, when=done(BOOKING) & ~GONE
)
CANCEL_PAPERS = Step(
    "cancel-papers",
    "Consulate and ministry told",
    by=OPERATIONS,
    when=some(MEMBER, done(DOCUMENTS) | done(EXIT)) & ~GONE,
)
CANCEL_NOTICE = Step(
    "cancel-notice",
    "Mission of origin told that nobody is coming",
    by=MOVEMENTS,
    when=(done(NOTICE) | done(PRE_PLAN_FEEDBACK) | some(MEMBER, done(HEALTH_NOTICE)))
    & ~GONE,
)
FREE_FUNDS = Step("free-funds", "Reservation released", by=FINANCE, when=done(FUNDS))
REFER = Step("refer", "Referred elsewhere", by=CASE_MANAGER, within=REFERRAL_TIME)
CHILD_FOLLOWED = Step(
    "child-followed",
    "Protection of the child goes on elsewhere",
    by=PROTECTION,
    within=SAME_DAY,
    asks=FOLLOWED_BY,
)
TELL_FAMILY = Step(
    "tell-family",
    "Next of kin told",
    by=NEXT_OF_KIN,
    asks=TOLD_ON,
    requires=TOLD_ON <= today,
)
DECIDE_BALANCE = Step(
    "balance",
    "Unspent balance decided",
    by=MANAGER,
    when=done(FUNDS),
    asks=UNSPENT,
)
CALL_OFF = (CANCEL_TICKET, CANCEL_PAPERS, CANCEL_NOTICE)
UNDO = (*CALL_OFF, FREE_FUNDS)
