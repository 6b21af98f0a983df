"""Follow-up after the arrival, and what may come up at any time.

Visits, attempts to reach somebody, referrals and complaints: of each a case may have
many.  Nobody is given up before the mission has tried often, differently and long
enough.
"""

from __future__ import annotations

from migcase import (
    DATE,
    DOCUMENT,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Step,
    Track,
    count,
    done,
    latest,
    one_of,
    sure,
    today,
)
from migcase_avrr.decision import REINTEGRATION
from migcase_avrr.grant import ARRIVED, HANDED_OVER
from migcase_avrr.mission import (
    ATTEMPTS,
    CHANNELS,
    COMPLAINT_TIME,
    FIRST_VISIT,
    REFERRAL_ANSWER_TIME,
    SEARCH_TIME,
    SECOND_VISIT,
    VISITS,
)
from migcase_avrr.people import (
    CASE_MANAGER,
    COUNSELLOR,
    EVERYBODY,
    MANAGER,
    MONITOR,
    ORIGIN,
    PROTECTION,
    SUPERVISOR,
)

# ------------------------------------------------ follow-up visits
VISIT_RESULT = Field(
    "visit_result", "How did it go?", one_of("met", "not-found", "declined")
)
VISIT_REPORT = Field(
    "visit_report",
    "Monitoring form",
    DOCUMENT,
    when=VISIT_RESULT == "met",
    secrecy="personal",
)
SATISFIED = Field(
    "satisfaction",
    "How satisfied is the person?",
    one_of("very-satisfied", "satisfied", "ok", "dissatisfied", "very-dissatisfied"),
    when=VISIT_RESULT == "met",
    optional=True,
)
MONITORING = Track(
    "monitoring",
    "Follow-up visit",
    opened_by=(ORIGIN, MONITOR),
    when=sure(REINTEGRATION) & done(HANDED_OVER),
    due=(FIRST_VISIT.after(ARRIVED), SECOND_VISIT.after(ARRIVED)),
)
VISIT = Step(
    "visit",
    "Visited",
    of=MONITORING,
    by=MONITOR,
    asks=(VISIT_RESULT, VISIT_REPORT, SATISFIED),
    again=VISIT_RESULT == "not-found",
)

# ------------------------------------------------ trying to reach somebody
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
    opened_by=(CASE_MANAGER, ORIGIN, MONITOR, COUNSELLOR),
    asks=(HOW, REACHED, REACHED_ON, FAILED_ON),
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

# ------------------------------------------------ referrals, complaints
SERVICE = Field(
    "service",
    "Which service?",
    one_of(
        "health",
        "psychosocial",
        "shelter",
        "legal",
        "asylum",
        "child-protection",
        "education",
        "work",
        "other",
    ),
    secrecy="sensitive",
)
RECEIVER = Field("receiver", "To whom?", TEXT)
SHARING_AGREED = Field("sharing_agreed", "Did the person agree to it?", YES_NO)
ANSWER = Field(
    "referral_answer", "What came of it?", one_of("helped", "refused", "lost")
)
REFERRAL = Track(
    "referral",
    "Referral",
    opened_by=(CASE_MANAGER, COUNSELLOR, PROTECTION, ORIGIN),
    asks=(SERVICE, RECEIVER, SHARING_AGREED),
    requires=SHARING_AGREED,
)
REFERRAL_ANSWERED = Step(
    "referral-answered",
    "Referral answered",
    of=REFERRAL,
    by=(CASE_MANAGER, COUNSELLOR, PROTECTION, ORIGIN),
    within=REFERRAL_ANSWER_TIME,
    asks=ANSWER,
)
COMPLAINT_ABOUT = Field("complaint", "About what?", TEXT, secrecy="sensitive")
COMPLAINT_ANSWER = Field("complaint_answer", "What was answered?", TEXT)
COMPLAINT = Track("complaint", "Complaint", opened_by=EVERYBODY, asks=COMPLAINT_ABOUT)
COMPLAINT_ANSWERED = Step(
    "complaint-answered",
    "Complaint answered",
    of=COMPLAINT,
    by=(SUPERVISOR, MANAGER),
    within=COMPLAINT_TIME,
    asks=COMPLAINT_ANSWER,
)

# ------------------------------------------------ closing
LESSONS = Field("lessons", "What was learnt?", TEXT, optional=True)
CLOSING = Step(
    "closing",
    "Closure prepared together with the person",
    by=(CASE_MANAGER, ORIGIN),
    after=(HANDED_OVER, VISIT),
    when=count(MONITORING, done(VISIT)) >= VISITS,
    asks=LESSONS,
)
