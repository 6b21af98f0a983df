"""Visits, and trying to reach somebody.

Visits fall due after one, three, six, nine and twelve months.  Nobody is given up
before the office has tried often, differently and long enough.
"""

from __future__ import annotations

from migcase import (
    DATE,
    MONEY,
    REFUSED,
    TEXT,
    Derived,
    Field,
    count,
    one_of,
    sure,
)
from migcase.assistance import HAS_BASIS, VISIT_RESULT, visits
from migcase.assistance.contacts import contacts
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
    when=HAS_BASIS,
    due=tuple(
        time.after(RETURNED_ON)
        for time in (FIRST_VISIT, SECOND_VISIT, THIRD_VISIT, FOURTH_VISIT, FIFTH_VISIT)
    ),
    asks=(INCOME_NOW, PROJECT_NOW),
)

# ------------------------------------------------ somebody died, or cannot be reached
CONTACTS = contacts(opened_by=(CASE_MANAGER, MONITOR, PARTNER))
SOUGHT_ENOUGH = CONTACTS.sought_enough(ATTEMPTS, CHANNELS, SEARCH_TIME)
LOST = Derived(
    "lost",
    "The person could not be reached as often as a search takes",
    CONTACTS.in_vain >= ATTEMPTS,
)

# Told with the ending; read here because it freezes the money.
DIED_ON = Field("died_on", "Date of death", DATE, guarded=True)
GONE = Derived("gone", "The person died, or could not be reached", LOST | DIED_ON.known)

# Asked by every ending before its time; whoever has gone by then shows nobody what
# became of the money, and the books are closed all the same.
REASON = Field("reason", "Why?", TEXT)
CUT_SHORT = Derived("cut-short", "The case ended before its time", REASON.known)

ENOUGH_VISITS = count(FOLLOW_UP.track, sure(VISIT_RESULT == "met")) >= VISITS
