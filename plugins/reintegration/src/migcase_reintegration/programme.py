"""Reintegration, from the homecoming to standing on one's own feet.

The programme as a whole: its stages in the order of telling, what is counted, and how
long a file is kept.  Each chapter has a file of its own, read in this order: arrival,
profiling, assessment, selection, plan, training, grant, delivery, partners, followup,
measurement, topup, closing; then holds, endings and what these leave to do,
unwinding.  Who works on it stands in people, what the mission sets in mission and
`settings.toml`; the cohort is a programme of its own.
"""

from __future__ import annotations

from migcase import PERSON, Milestone, Programme, Stage
from migcase_reintegration.arrival import (
    ARRIVAL,
    FIRST_COUNSELLING,
    IDENTIFICATION,
    TOLD_ON_OPENING,
)
from migcase_reintegration.assessment import ASSESSMENTS, SPECIALIST_VIEW
from migcase_reintegration.closing import MEETING, SATISFIED, SIGNED_OFF
from migcase_reintegration.delivery import (
    CONFIRMED,
    GIVEN,
    PAYMENTS,
    SERVICES,
)
from migcase_reintegration.endings import OUTCOMES
from migcase_reintegration.followup import CONTACTS, FOLLOW_UP
from migcase_reintegration.grant import EXTENSION
from migcase_reintegration.holds import HOLDS, PROTECTED
from migcase_reintegration.measurement import ASKED, SUPPORT_OFFERED, SURVEYS
from migcase_reintegration.mission import RETENTION
from migcase_reintegration.partners import REFERRALS
from migcase_reintegration.people import CASE_MANAGER, FOCAL_POINT, PARTNER
from migcase_reintegration.plan import APPROVAL, FUNDED, PLAN, SENDER_APPROVAL
from migcase_reintegration.profiling import AGREED, DISCLOSURES, PROFILE
from migcase_reintegration.progress import ACCOMPANIED, COMPLETED, ENROLLED
from migcase_reintegration.selection import PUT_FORWARD, SCORED, SELECTION
from migcase_reintegration.topup import TOPUP
from migcase_reintegration.training import (
    COACHING,
    DELIVERABLES,
    SESSIONS,
    TRAINING_COMPLETED,
)

STAGES = (
    Stage("Identification", IDENTIFICATION, stands_for="submitted"),
    Stage("Arrival", (ARRIVAL, FIRST_COUNSELLING), stands_for="arrived"),
    Stage("Profiling", (*AGREED.steps, *PROFILE), stands_for="screening"),
    Stage("Assessment", (*ASSESSMENTS, SPECIALIST_VIEW), stands_for="screening"),
    Stage("Survey", (ASKED, SUPPORT_OFFERED), stands_for="in_reintegration"),
    Stage("Selection", (PUT_FORWARD, SCORED, SELECTION), stands_for="eligible"),
    Stage(
        "Plan",
        (PLAN, APPROVAL, SENDER_APPROVAL, FUNDED),
        stands_for="eligible",
    ),
    Stage(
        "Formation-action",
        (*SESSIONS.steps, *DELIVERABLES.steps, TRAINING_COMPLETED),
        stands_for="in_reintegration",
    ),
    Stage(
        "Delivery",
        (*PAYMENTS.steps, GIVEN, CONFIRMED, EXTENSION),
        stands_for="in_reintegration",
    ),
    Stage(
        "Referrals",
        (*REFERRALS.steps, *DISCLOSURES.steps),
        stands_for="in_reintegration",
    ),
    Stage("Top-up", TOPUP, stands_for="in_reintegration"),
    Stage("Follow-up", FOLLOW_UP.steps, stands_for="monitoring"),
    Stage(
        "Closing",
        (SATISFIED, MEETING, PAYMENTS.reconcile, SIGNED_OFF),
        stands_for="monitoring",
    ),
)

MILESTONES = (
    Milestone("enrolled", "Enrolled", when=ENROLLED),
    Milestone("accompanied", "Accompanied", when=ACCOMPANIED),
    Milestone("completed", "Completed", when=COMPLETED),
)

REINTEGRATION = Programme(
    key="reintegration",
    version=1,
    title="Reintegration",
    summary=(
        "After a return to Morocco: reception, profiling and assessment, a plan within "
        "a month, the formation-action, assistance within a year, visits, and a "
        "closing that the person takes part in."
    ),
    about=PERSON,
    opened_by=(FOCAL_POINT, PARTNER, CASE_MANAGER),
    asks=TOLD_ON_OPENING,
    tracks=(
        SURVEYS,
        SESSIONS.track,
        DELIVERABLES.track,
        COACHING,
        PAYMENTS.track,
        SERVICES,
        REFERRALS.track,
        DISCLOSURES.track,
        FOLLOW_UP.track,
        CONTACTS.track,
    ),
    stages=STAGES,
    holds=HOLDS,
    milestones=MILESTONES,
    outcomes=OUTCOMES,
    keep=RETENTION,
    basis=AGREED.basis,
    before_basis=(
        IDENTIFICATION,
        ARRIVAL,
        FIRST_COUNSELLING,
        *AGREED.steps,
        PROTECTED,
        CONTACTS.track,
    ),
)
