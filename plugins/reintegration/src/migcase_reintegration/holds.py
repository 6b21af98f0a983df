"""Reasons to stop: a waiting list, a person in danger, a suspension, a changed plan.

A hold stops the work, never the way out, and never the clock of the grant.
"""

from __future__ import annotations

from migcase import DATE, TEXT, Field, Hold, one_of
from migcase_reintegration.delivery import PAYMENTS
from migcase_reintegration.mission import PLAN_APPROVAL_TIME, RECHECK_AFTER
from migcase_reintegration.people import EVERYBODY, MANAGER, SPECIALIST, SUPERVISOR
from migcase_reintegration.plan import CHANGE_WAITS
from migcase_reintegration.selection import WAITS

# ------------------------------------------------ what is asked
SUSPENDED_FOR = Field(
    "suspended_for",
    "Why is the case suspended?",
    one_of("funds", "security", "conflict", "absence", "other"),
)
SUSPENDED_TEXT = Field("suspended_text", "In a few words", TEXT)
RECHECK_ON = Field("recheck_on", "Looked at again on", DATE)
CONCERN = Field("concern", "What was seen or said?", TEXT, secrecy="sensitive")

# ------------------------------------------------ the reasons
SUSPENDED = Hold(
    "suspended",
    "Suspended",
    by=(MANAGER, SUPERVISOR),
    asks=(SUSPENDED_FOR, SUSPENDED_TEXT, RECHECK_ON),
    recheck=RECHECK_ON,
    released_by=(MANAGER, SUPERVISOR),
    stops=("Plan", "Formation-action", "Delivery", "Top-up"),
)
PROTECTED = Hold(
    "protection",
    "Protection comes first",
    by=EVERYBODY,
    asks=CONCERN,
    recheck=RECHECK_AFTER,
    released_by=SPECIALIST,
    stops=("Plan", "Formation-action", "Delivery", "Top-up"),
)
CHANGING = Hold(
    "plan-changing",
    "The changed plan waits for its approval",
    when=CHANGE_WAITS,
    recheck=PLAN_APPROVAL_TIME,
    stops=(PAYMENTS.approve, PAYMENTS.commit),
)
HOLDS = (WAITS, SUSPENDED, PROTECTED, CHANGING, *PAYMENTS.holds)
