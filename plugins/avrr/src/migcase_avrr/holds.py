"""Reasons to stop: no intake, an unsafe country, a person in danger, illness, absence.

Most hold by themselves as soon as something is said.  A hold stops the return; it
never stops protection, nor the person's way out.
"""

from __future__ import annotations

from migcase import (
    DATE,
    TEXT,
    Field,
    Hold,
    Step,
    done,
    one_of,
    some,
    sure,
    today,
)
from migcase_avrr.child import BID_OUTCOME
from migcase_avrr.decision import DEPARTS
from migcase_avrr.journey import FEAR_AT_GATE, STAYED_AWAY, UNFIT
from migcase_avrr.mission import (
    NO_SHOW_TIME,
    RECHECK_AFTER,
    SAME_DAY,
    SUSPENDED_FROM,
    SUSPENDED_UNTIL,
    SUSPENSION_REASON,
    UNSAFE,
)
from migcase_avrr.people import (
    CASE_MANAGER,
    COUNSELLOR,
    DOCTOR,
    EVERYBODY,
    MANAGER,
    OFFICER,
    PROTECTION,
    SUPERVISOR,
)
from migcase_avrr.registration import ALONE, DESTINATION, MEMBER, REGISTRATION
from migcase_avrr.screening import AFRAID, TRAFFICKED

RETURN = ("Decision", "Preparation", "Journey", "Departure")
TRAVEL = ("Journey", "Departure")

# ------------------------------------------------ what is asked
SUSPENDED_FOR = Field(
    "suspended_for",
    "Why is the return suspended?",
    one_of("country", "funds", "papers", "health", "other"),
)
SUSPENDED_TEXT = Field("suspended_text", "In a few words", TEXT)
RECHECK_ON = Field("recheck_on", "Looked at again on", DATE)
CONCERN = Field("concern", "What was seen or said?", TEXT, secrecy="sensitive")
REFERRED_TO = Field("unhcr_reference", "Reference at UNHCR", TEXT, optional=True)
STABILISED_BY = Field(
    "stabilised_by",
    "Where is the traveller treated?",
    TEXT,
    secrecy="sensitive",
    read_by=DOCTOR,
)
NO_SHOW_SAID = Field(
    "no_show_said",
    "What does the person want now?",
    one_of("rebook", "withdraw", "undecided", "not-reached"),
)

# ------------------------------------------------ what is done meanwhile
IN_DANGER = (
    TRAFFICKED | AFRAID | FEAR_AT_GATE | (ALONE & ~sure(BID_OUTCOME == "return"))
)
UNHCR_REFERRAL = Step(
    "unhcr-referral",
    "Referred to UNHCR",
    by=PROTECTION,
    when=some(MEMBER, sure(AFRAID) | sure(FEAR_AT_GATE)),
    within=SAME_DAY,
    asks=REFERRED_TO,
)
STABILISATION = Step(
    "stabilisation",
    "Referred for treatment",
    by=DOCTOR,
    within=SAME_DAY,
    asks=STABILISED_BY,
    again=some(MEMBER, UNFIT),
    read_by=DOCTOR,
)
NO_SHOW_CONTACT = Step(
    "no-show-contact",
    "Person who did not come was contacted",
    by=(CASE_MANAGER, COUNSELLOR),
    within=NO_SHOW_TIME.after(DEPARTS),
    asks=NO_SHOW_SAID,
    again=some(MEMBER, STAYED_AWAY),
)

# ------------------------------------------------ the reasons
WAITING_LIST = Hold(
    "waiting-list",
    "On the waiting list: intake is suspended",
    when=SUSPENSION_REASON.known
    & sure(today >= SUSPENDED_FROM)
    & ~sure(today > SUSPENDED_UNTIL)
    & ~done(REGISTRATION),
    recheck=RECHECK_AFTER,
    stops=REGISTRATION,
    stands_for="waiting_list",
)
UNSAFE_DESTINATION = Hold(
    "destination",
    "Returns to this country are suspended",
    when=DESTINATION.is_in(UNSAFE),
    recheck=RECHECK_AFTER,
    stops=RETURN,
)
SUSPENDED = Hold(
    "suspended",
    "Suspended",
    by=(OFFICER, MANAGER, SUPERVISOR),
    asks=(SUSPENDED_FOR, SUSPENDED_TEXT, RECHECK_ON),
    recheck=RECHECK_ON,
    released_by=(OFFICER, MANAGER),
    stops=RETURN,
)
PROTECTED = Hold(
    "protection",
    "Protection",
    by=EVERYBODY,
    when=some(MEMBER, sure(IN_DANGER)),
    asks=CONCERN,
    recheck=RECHECK_AFTER,
    released_by=PROTECTION,
    stops=("Preparation", *TRAVEL),
    then=UNHCR_REFERRAL,
)
ILLNESS = Hold(
    "unfit",
    "Somebody is not fit to travel",
    when=some(MEMBER, UNFIT),
    recheck=RECHECK_AFTER,
    released_by=DOCTOR,
    stops=TRAVEL,
    then=STABILISATION,
)
ABSENCE = Hold(
    "absence",
    "Somebody did not come",
    when=some(MEMBER, STAYED_AWAY),
    recheck=NO_SHOW_TIME.after(DEPARTS),
    released_by=CASE_MANAGER,
    stops=TRAVEL,
    then=NO_SHOW_CONTACT,
)
HOLDS = (WAITING_LIST, UNSAFE_DESTINATION, SUSPENDED, PROTECTED, ILLNESS, ABSENCE)
