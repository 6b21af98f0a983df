"""The best interests of a child who travels alone.

The guardian asks, the protection officer assesses, the mission of origin looks at
the family and the home, a panel determines.  Return is one of three solutions, and
without a determination for it that still holds no child alone departs.
"""

from __future__ import annotations

from migcase import (
    DATE,
    DOCUMENT,
    PERSON,
    YES_NO,
    Field,
    Step,
    many_of,
    one_of,
    today,
)
from migcase_avrr.mission import BID_VALIDITY
from migcase_avrr.people import ORIGIN, PANEL, PROTECTION
from migcase_avrr.registration import (
    ALONE,
    LEFT,
    MEMBER,
    SHARE_ORIGIN,
    TOLD_ORIGIN,
)
from migcase_avrr.screening import CHILD_VIEWS, PROTECTION_VIEW, SCREENING

# ------------------------------------------------ what is asked
GUARDIAN = Field("guardian", "Who is the guardian?", PERSON, secrecy="personal")
GUARDIAN_ASKS = Field(
    "guardian_request", "Request signed by the guardian", DOCUMENT, secrecy="personal"
)
BIA_REPORT = Field(
    "bia_report", "Report of the assessment", DOCUMENT, secrecy="sensitive"
)
HOME_SAFE = Field("home_safe", "Are the home and the area safe?", YES_NO)
FAMILY_AGREES = Field("family_agrees", "Does the family agree?", YES_NO)
CAREGIVER = Field(
    "caregiver",
    "Who receives the child?",
    PERSON,
    when=FAMILY_AGREES,
    secrecy="personal",
)
WEIGHED = Field(
    "weighed",
    "Which solutions were weighed?",
    many_of("return", "stay", "third-country"),
)
BID_OUTCOME = Field(
    "bid_outcome",
    "What is in the child's best interests?",
    one_of("return", "stay", "third-country"),
    secrecy="sensitive",
)
BID_DATED = Field("bid_dated", "On which day did the panel determine it?", DATE)
BID_REPORT = Field(
    "bid_report", "Report of the determination", DOCUMENT, secrecy="sensitive"
)
GUARDIAN_AGREES = Field("guardian_agrees", "Does the guardian agree?", YES_NO)
REVIEW_TOLD = Field("review_told", "Was it explained how to ask for a review?", YES_NO)
ESCORT = Field("escort", "Who escorts the child?", PERSON)
HANDOVER_FORM = Field("handover_form", "Hand-over form", DOCUMENT, secrecy="personal")

# ------------------------------------------------ what is done
GUARDIAN_REQUEST = Step(
    "guardian-request",
    "Guardian asked for the return",
    of=MEMBER,
    by=PROTECTION,
    after=SCREENING,
    when=ALONE,
    asks=(GUARDIAN, GUARDIAN_ASKS),
)
BIA = Step(
    "bia",
    "Best interests assessed",
    of=MEMBER,
    by=PROTECTION,
    after=GUARDIAN_REQUEST,
    when=ALONE,
    asks=(CHILD_VIEWS, BIA_REPORT),
    reopened_by=PROTECTION,
)
LOCAL_CHECK = Step(
    "local-check",
    "Family and safety checked at home",
    of=MEMBER,
    by=ORIGIN,
    after=BIA,
    when=ALONE,
    asks=(HOME_SAFE, FAMILY_AGREES, CAREGIVER),
    requires=(SHARE_ORIGIN, TOLD_ORIGIN),
    reopened_by=(ORIGIN, PROTECTION),
)
BID = Step(
    "bid",
    "Best interests determined",
    of=MEMBER,
    by=PANEL,
    not_by=(BIA, LOCAL_CHECK),
    after=(LOCAL_CHECK, PROTECTION_VIEW),
    when=ALONE,
    asks=(
        WEIGHED,
        BID_OUTCOME,
        BID_DATED,
        BID_REPORT,
        GUARDIAN_AGREES,
        REVIEW_TOLD,
    ),
    requires=(
        BID_DATED <= today,
        WEIGHED.has("return"),
        WEIGHED.has("stay"),
        WEIGHED.has("third-country"),
        REVIEW_TOLD,
        (BID_OUTCOME == "return").needs(HOME_SAFE, FAMILY_AGREES),
    ),
    again=(today > BID_DATED + BID_VALIDITY) & ~LEFT,
    reopened_by=PANEL,
)
CHILD_READY = Step(
    "child-ready",
    "Escort and hand-over arranged",
    of=MEMBER,
    by=PROTECTION,
    after=BID,
    when=ALONE & (BID_OUTCOME == "return"),
    asks=(ESCORT, HANDOVER_FORM),
)

# What a child alone needs at the gate; whoever is none needs nothing of it.
CHILD_MAY_BOARD = tuple(
    ~ALONE | need
    for need in (
        BID_OUTCOME == "return",
        BID_DATED <= today,
        today <= BID_DATED + BID_VALIDITY,
        GUARDIAN_AGREES,
        FAMILY_AGREES,
        CHILD_VIEWS.known,
        CAREGIVER.known,
        ESCORT.known,
        HANDOVER_FORM.known,
    )
)
