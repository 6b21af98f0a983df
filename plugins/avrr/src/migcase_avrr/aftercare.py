"""Follow-up after the arrival, and what may come up at any time.

Visits, attempts to reach somebody, referrals and complaints: of each a case may have
many.  Nobody is given up before the mission has tried often, differently and long
enough.
"""

from __future__ import annotations

from migcase import (
    TEXT,
    Field,
    Step,
    Track,
    done,
    one_of,
    sure,
)
from migcase.assistance import VISIT_RESULT, referrals, visits
from migcase.assistance.contacts import contacts
from migcase_avrr.decision import REINTEGRATION
from migcase_avrr.grant import ARRIVED, HANDED_OVER
from migcase_avrr.mission import (
    ATTEMPTS,
    CHANNELS,
    COMPLAINT_TIME,
    FIRST_VISIT,
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
from migcase_avrr.registration import AGREED

# ------------------------------------------------ follow-up visits
SATISFIED = Field(
    "satisfaction",
    "How satisfied is the person?",
    one_of("very-satisfied", "satisfied", "ok", "dissatisfied", "very-dissatisfied"),
    when=VISIT_RESULT == "met",
    optional=True,
)
FOLLOW_UP = visits(
    key="monitoring",
    by=MONITOR,
    opened_by=(ORIGIN, MONITOR),
    asks=SATISFIED,
    when=sure(REINTEGRATION) & done(HANDED_OVER),
    due=(FIRST_VISIT.after(ARRIVED), SECOND_VISIT.after(ARRIVED)),
)
MONITORING, VISIT = FOLLOW_UP.track, FOLLOW_UP.visit

# ------------------------------------------------ trying to reach somebody
CONTACTS = contacts(opened_by=(CASE_MANAGER, ORIGIN, MONITOR, COUNSELLOR))
CONTACT = CONTACTS.track
TRIED_ENOUGH = CONTACTS.sought_enough(ATTEMPTS, CHANNELS, SEARCH_TIME)

# ------------------------------------------------ referrals, complaints
REFERRALS = referrals(by=(CASE_MANAGER, COUNSELLOR, PROTECTION, ORIGIN), consent=AGREED)
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
    when=FOLLOW_UP.made >= VISITS,
    asks=LESSONS,
)
