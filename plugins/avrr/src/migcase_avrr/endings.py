"""How a case ends, and what each ending leaves to do.

Nobody is kept in: the person may withdraw until the moment they leave, without a
reason that has to satisfy anybody.  After the arrival the case ends when the
reintegration was followed to its end, or when life took another turn.
"""

from __future__ import annotations

from migcase import (
    DATE,
    DOCUMENT,
    TEXT,
    YES_NO,
    Field,
    Outcome,
    done,
    each,
    one_of,
    settled,
    some,
    sure,
    today,
)
from migcase_avrr.aftercare import (
    CLOSING,
    COMPLAINT,
    COMPLAINT_ANSWERED,
    REFERRALS,
    TRIED_ENOUGH,
)
from migcase_avrr.child import BID_OUTCOME
from migcase_avrr.contact import COUNSELLING, WANTS
from migcase_avrr.decision import ELIGIBLE, GROUNDS, REGISTERED, REINTEGRATION
from migcase_avrr.grant import PAID, PAYMENT
from migcase_avrr.holds import UNHCR_REFERRAL
from migcase_avrr.journey import ARRIVAL, GONE, HERE, STAYED_AWAY
from migcase_avrr.mission import CONTACT_RETENTION, REOPENING_TIME
from migcase_avrr.people import (
    CASE_MANAGER,
    MANAGER,
    NEXT_OF_KIN,
    OFFICER,
    ORIGIN,
    PROTECTION,
    SUPERVISOR,
)
from migcase_avrr.registration import DUPLICATE, LEFT, MEMBER, OTHER_CASE, SHARED
from migcase_avrr.unwinding import (
    CALL_OFF,
    CHILD_FOLLOWED,
    DECIDE_BALANCE,
    REFER,
    TELL_FAMILY,
    UNDO,
)

# ------------------------------------------------ what is asked
REASON = Field("reason", "Why?", TEXT)
MEMBER_REASON = Field("member_reason", "Why does the person not travel?", TEXT)
PAYMENT_REASON = Field("payment_reason", "Why is it dropped?", TEXT)
RETENTION_TOLD = Field(
    "retention_told", "Was it explained how long data are kept?", YES_NO
)
APPEAL_TOLD = Field("appeal_told", "Was the person told how to appeal?", YES_NO)
DIED_ON = Field("died_on", "Date of death", DATE)
DIED_SOURCE = Field("died_source", "Who says so?", TEXT)
CERTIFICATE = Field("certificate", "Death certificate", DOCUMENT, optional=True)
MEMBER_DIED_ON = Field("member_died_on", "Date of death of the traveller", DATE)
MEMBER_DIED_SOURCE = Field("member_died_source", "Who says so?", TEXT)
LEFT_AGAIN_ON = Field("left_again_on", "Left again on", DATE)
CAUSE = Field(
    "cause",
    "Cause of closure",
    one_of(
        "period-ended",
        "criteria",
        "stopped",
        "left-area",
        "barrier",
        "not-suitable",
        "threat",
        "stigma",
        "re-migration",
        "costs",
        "funding",
        "security",
    ),
)

# ------------------------------------------------ of one line
LINES_END = (
    Outcome("arrived", "Arrived", of=MEMBER, when=done(ARRIVAL)),
    Outcome(
        "stays",
        "Does not travel",
        of=MEMBER,
        when=~LEFT,
        asks=MEMBER_REASON,
        counts=False,
    ),
    Outcome(
        "member-died",
        "The traveller died",
        of=MEMBER,
        by=(CASE_MANAGER, MANAGER),
        asks=(MEMBER_DIED_ON, MEMBER_DIED_SOURCE),
        requires=MEMBER_DIED_ON <= today,
        counts=False,
    ),
    Outcome(
        "dropped",
        "Tranche not paid",
        of=PAYMENT,
        by=(OFFICER, MANAGER),
        when=~done(PAID),
        asks=PAYMENT_REASON,
        counts=False,
    ),
    *REFERRALS.outcomes,
)

# ------------------------------------------------ before the journey
BEFORE = (
    Outcome(
        "info-only",
        "Informed, does not wish to return",
        after=COUNSELLING,
        when=~WANTS & ~REGISTERED,
        then=REFER,
        keep=CONTACT_RETENTION,
    ),
    Outcome(
        "duplicate",
        "Already on file",
        by=(CASE_MANAGER, SUPERVISOR),
        when=sure(DUPLICATE == "yes"),
        asks=OTHER_CASE,
        keep=CONTACT_RETENTION,
    ),
    Outcome(
        "not-registered",
        "Does not go on, before registration",
        when=~REGISTERED,
        asks=(REASON, RETENTION_TOLD),
        keep=CONTACT_RETENTION,
    ),
    Outcome(
        "withdrawn",
        "The person changed their mind",
        when=REGISTERED & ~GONE,
        asks=(REASON, RETENTION_TOLD),
        then=(*UNDO, UNHCR_REFERRAL),
    ),
    Outcome(
        "ineligible",
        "Not eligible",
        by=OFFICER,
        when=sure(~ELIGIBLE),
        asks=(GROUNDS, APPEAL_TOLD),
        requires=APPEAL_TOLD,
        then=(REFER, *UNDO, UNHCR_REFERRAL),
        reopened_by=MANAGER,
        reopen_within=REOPENING_TIME,
    ),
    Outcome(
        "bid-stay",
        "Best interests: not to return",
        by=PROTECTION,
        when=some(MEMBER, sure(BID_OUTCOME.is_in("stay", "third-country"))) & ~GONE,
        then=(CHILD_FOLLOWED, *UNDO, UNHCR_REFERRAL),
        reopened_by=PROTECTION,
    ),
    Outcome(
        "no-show",
        "Did not come, does not travel",
        by=(CASE_MANAGER, SUPERVISOR),
        when=some(MEMBER, STAYED_AWAY) & ~GONE,
        asks=REASON,
        then=(*UNDO, REFER, UNHCR_REFERRAL),
    ),
)

# ------------------------------------------------ at any time, and after
NOTHING_OPEN = (
    each(PAYMENT, settled(PAID)),
    REFERRALS.nothing_open,
    each(COMPLAINT, settled(COMPLAINT_ANSWERED)),
)
AFTER = (
    Outcome(
        "deceased",
        "The person died",
        by=(CASE_MANAGER, ORIGIN, MANAGER),
        asks=(DIED_ON, DIED_SOURCE, CERTIFICATE),
        requires=DIED_ON <= today,
        then=(TELL_FAMILY, DECIDE_BALANCE, *CALL_OFF),
        read_by=(MANAGER, NEXT_OF_KIN),
    ),
    Outcome(
        "support-ended",
        "Support ended by the agency",
        by=MANAGER,
        asks=(CAUSE, REASON, APPEAL_TOLD),
        then=(*UNDO, UNHCR_REFERRAL),
        reopened_by=MANAGER,
        reopen_within=REOPENING_TIME,
    ),
    Outcome(
        "returned",
        "Arrived, no reintegration",
        by=(CASE_MANAGER, SUPERVISOR),
        after=ARRIVAL,
        when=HERE & (~sure(REINTEGRATION) | ~SHARED),
        requires=NOTHING_OPEN,
    ),
    Outcome(
        "untraceable",
        "Cannot be found",
        by=MANAGER,
        when=HERE,
        requires=TRIED_ENOUGH,
        then=DECIDE_BALANCE,
        reopened_by=(CASE_MANAGER, ORIGIN),
        reopen_within=REOPENING_TIME,
    ),
    Outcome(
        "re-migrated",
        "Left again",
        by=(CASE_MANAGER, ORIGIN, SUPERVISOR),
        when=HERE,
        asks=(LEFT_AGAIN_ON, REASON),
        requires=LEFT_AGAIN_ON <= today,
        then=DECIDE_BALANCE,
    ),
    Outcome(
        "completed",
        "Return and reintegration followed to the end",
        by=SUPERVISOR,
        not_by=CLOSING,
        when=done(CLOSING),
        asks=CAUSE,
        requires=NOTHING_OPEN,
    ),
)
OUTCOMES = (*LINES_END, *BEFORE, *AFTER)
