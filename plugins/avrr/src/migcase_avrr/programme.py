"""Assisted voluntary return and reintegration, from Morocco.

The programme as a whole: its stages in the order of telling, what is counted, and
how long a file is kept.  Each chapter has a file of its own, read in this order:
contact, registration, screening, child, decision, preparation, journey, grant,
aftercare; then holds and endings.  Who works on it stands in people, what the mission
sets in mission and `settings.toml`.
"""

from __future__ import annotations

from migcase import PERSON, Milestone, Programme, Stage, done, some, sure
from migcase_avrr.aftercare import (
    CLOSING,
    COMPLAINT,
    COMPLAINT_ANSWERED,
    CONTACT,
    MONITORING,
    REFERRALS,
    VISIT,
)
from migcase_avrr.child import (
    BIA,
    BID,
    CHILD_READY,
    GUARDIAN_REQUEST,
    LOCAL_CHECK,
)
from migcase_avrr.contact import CALL_BACK, COUNSELLING, REQUEST
from migcase_avrr.decision import DECLARATION, ELIGIBILITY, FUNDS, RENEWAL
from migcase_avrr.endings import OUTCOMES
from migcase_avrr.grant import HANDED_OVER, HANDS, PAID, PAYMENT
from migcase_avrr.holds import HOLDS, PROTECTED
from migcase_avrr.journey import (
    ARRIVAL,
    ARRIVED_ON,
    BOOKING,
    BRIEFING,
    DEPARTURE,
    GONE,
    HERE,
    MANIFEST,
    NOTICE,
    PRE_EMBARKATION,
)
from migcase_avrr.mission import RETENTION
from migcase_avrr.people import PARTNER, RECEPTION
from migcase_avrr.preparation import (
    DOCUMENTS,
    EXAM,
    EXIT,
    HEALTH_NOTICE,
    PRE_PLAN,
    PRE_PLAN_FEEDBACK,
    TRAVEL_READY,
)
from migcase_avrr.registration import (
    AGREED,
    DISCLOSURES,
    IDENTITY,
    MEMBER,
    OF_AGE,
    REGISTRATION,
    UNHCR,
    WITH_PARENT,
)
from migcase_avrr.screening import PROTECTION_VIEW, SCREENING, VULNERABLE

STAGES = (
    Stage("Contact", (REQUEST, CALL_BACK), stands_for="submitted"),
    Stage("Counselling", COUNSELLING, stands_for="submitted"),
    Stage(
        "Registration",
        (*AGREED.steps, IDENTITY, REGISTRATION),
        stands_for="submitted",
    ),
    Stage(
        "Screening",
        (SCREENING, PROTECTION_VIEW, UNHCR),
        stands_for="screening",
    ),
    Stage(
        "Best interests",
        (GUARDIAN_REQUEST, BIA, LOCAL_CHECK, BID, CHILD_READY),
        stands_for="screening",
    ),
    Stage("Decision", (ELIGIBILITY, FUNDS, DECLARATION), stands_for="screening"),
    Stage(
        "Preparation",
        (
            DOCUMENTS,
            EXIT,
            EXAM,
            HEALTH_NOTICE,
            PRE_PLAN,
            PRE_PLAN_FEEDBACK,
            TRAVEL_READY,
        ),
        stands_for="eligible",
    ),
    Stage("Journey", (BOOKING, RENEWAL, NOTICE, BRIEFING), stands_for="travel_ready"),
    Stage(
        "Departure",
        (PRE_EMBARKATION, MANIFEST, DEPARTURE),
        stands_for="travel_ready",
    ),
    Stage("Arrival", ARRIVAL, stands_for="departed"),
    Stage(
        "Reintegration",
        (HANDED_OVER, *HANDS.steps),
        stands_for="in_reintegration",
    ),
    Stage(
        "Follow-up",
        (VISIT, *REFERRALS.steps, COMPLAINT_ANSWERED, CLOSING),
        stands_for="monitoring",
    ),
    Stage("Disclosures", DISCLOSURES.steps),  # at any time: it tells of no progress
)

MILESTONES = (
    Milestone("registered", "Registered", when=done(REGISTRATION)),
    Milestone("departed", "Departed", when=GONE),
    Milestone("returned", "Returned", when=HERE),
    Milestone(
        "vulnerable-return",
        "Returned, in a situation of vulnerability",
        when=some(MEMBER, sure(VULNERABLE) & done(ARRIVAL)),
    ),
    Milestone(
        "child-return",
        "Returned, with a child",
        when=some(MEMBER, ARRIVED_ON < OF_AGE),
    ),
    Milestone(
        "child-alone-return",
        "Returned, a child alone",
        when=some(MEMBER, (ARRIVED_ON < OF_AGE) & ~WITH_PARENT),
    ),
    Milestone("handed-over", "Handed over to reintegration", when=done(HANDED_OVER)),
    Milestone("granted", "Grant received", when=some(PAYMENT, done(PAID))),
)

AVRR = Programme(
    key="avrr",
    version=1,
    title="Assisted voluntary return and reintegration",
    summary=(
        "From Morocco: from the first contact to the return home, the hand-over to "
        "the mission of origin and the follow-up there. Nobody is made to leave, and "
        "everybody may say no until the plane."
    ),
    about=PERSON,
    opened_by=(RECEPTION, PARTNER),
    tracks=(
        MEMBER,
        PAYMENT,
        MONITORING,
        CONTACT,
        REFERRALS.track,
        COMPLAINT,
        DISCLOSURES.track,
    ),
    stages=STAGES,
    holds=HOLDS,
    milestones=MILESTONES,
    outcomes=OUTCOMES,
    keep=RETENTION,
    basis=AGREED.basis,
    before_basis=(
        REQUEST,
        CALL_BACK,
        COUNSELLING,
        MEMBER,
        *AGREED.steps,
        PROTECTED,
        CONTACT,
        COMPLAINT,
    ),
)
