"""Visits, and trying to reach somebody.

Visits fall due after one, three, six, nine and twelve months.  Nobody is given up
before the office has tried often, differently and long enough.
"""

from __future__ import annotations

from migcase import (
    DATE,
    MONEY,
    REFUSED,
    YES_NO,
    Derived,
    Field,
    Track,
    count,
    done,
    latest,
    one_of,
    sure,
    today,
)
from migcase.assistance import VISIT_RESULT, visits
from migcase_reintegration.arrival import RETURNED_ON
from migcase_reintegration.mission import (
    ATTEMPTS,
    CHANNELS,
    FIFTH_VISIT,
    FIRST_VISIT,
    FOURTH_VISIT,
    SEARCH_TIME,
    SECOND_VISIT,
    THIRD_VISIT,
    VISITS,
)
from migcase_reintegration.people import CASE_MANAGER, MONITOR, PARTNER
from migcase_reintegration.profiling import CONSENT

# ------------------------------------------------ visits
INCOME_NOW = Field(
    "income_now",
    "Income of the household in the last month",
    MONEY,
    allows=REFUSED,
    optional=True,
)
PROJECT_NOW = Field(
    "project_state",
    "How does the project stand?",
    one_of("not-begun", "running", "given-up", "none"),
    optional=True,
)
FOLLOW_UP = visits(
    by=(MONITOR, CASE_MANAGER),
    when=done(CONSENT),
    due=tuple(
        time.after(RETURNED_ON)
        for time in (FIRST_VISIT, SECOND_VISIT, THIRD_VISIT, FOURTH_VISIT, FIFTH_VISIT)
    ),
    asks=(INCOME_NOW, PROJECT_NOW),
)

# ------------------------------------------------ somebody died, or cannot be reached
# Told with the ending; read here because it freezes the money.
DIED_ON = Field("died_on", "Date of death", DATE, guarded=True)
HOW = Field(
    "how",
    "By which channel?",
    one_of("phone", "message", "visit", "relative", "partner"),
)
REACHED = Field("reached", "Was the person reached?", YES_NO)
REACHED_ON = Field("reached_on", "Reached on", DATE, when=REACHED)
FAILED_ON = Field("failed_on", "Tried in vain on", DATE, when=~REACHED)
CONTACT = Track(
    "contact",
    "Attempt to reach the person",
    opened_by=(CASE_MANAGER, MONITOR, PARTNER),
    asks=(HOW, REACHED, REACHED_ON, FAILED_ON),
    requires=(~REACHED | (REACHED_ON <= today), REACHED | (FAILED_ON <= today)),
)
IN_VAIN = Derived(
    "in-vain",
    "The person was not reached, then or later",
    sure(~REACHED) & ~sure(FAILED_ON <= latest(CONTACT, REACHED_ON)),
)
TRIED_ENOUGH = (
    count(CONTACT, IN_VAIN) >= ATTEMPTS,
    count(CONTACT, IN_VAIN, distinct=HOW) >= CHANNELS,
    count(CONTACT, IN_VAIN & sure(today >= SEARCH_TIME.after(FAILED_ON))) >= 1,
)
LOST = Derived(
    "lost",
    "The person could not be reached as often as a search takes",
    count(CONTACT, IN_VAIN) >= ATTEMPTS,
)
ENOUGH_VISITS = count(FOLLOW_UP.track, sure(VISIT_RESULT == "met")) >= VISITS
GONE = Derived("gone", "The person died, or could not be reached", LOST | DIED_ON.known)
