"""Mobility of young people through volunteering: from Souss-Massa and back.

The programme as a whole: its stages in the order of telling, what is counted, and how
long a file is kept.  Each chapter has a file of its own, read in this order: schemes,
application, selection, project, matching, contract, permit, journey, stay,
homecoming, partners; then holds and endings.  Opportunities and cartographies are
files of their own kind, in description, opportunity and cartography.
"""

from __future__ import annotations

from migcase import PERSON, Milestone, Programme, Stage, done, sure
from migcase_mobility.application import (
    AGREED,
    APPLICATION,
    DISCLOSURES,
    INFORMATION,
    SEX,
)
from migcase_mobility.contract import CONTRACT
from migcase_mobility.endings import OUTCOMES
from migcase_mobility.holds import HOLDS
from migcase_mobility.homecoming import FOLLOW_UP, RETURN, VALORISATION
from migcase_mobility.journey import (
    ARRIVAL,
    BACK,
    DEPARTURE,
    FORMALITIES_DONE,
    PREPARATION,
    THERE,
)
from migcase_mobility.matching import ACCEPTED, ANSWERED, APPLIED, OFFER
from migcase_mobility.mission import RETENTION
from migcase_mobility.partners import REFERRALS
from migcase_mobility.people import PARTNER, YOUTH_OFFICER
from migcase_mobility.permit import (
    PERMIT_DECISION,
    PERMIT_FILED,
    REFUSAL,
    VISA_D,
    VISA_DECISION,
    VISA_REQUEST,
)
from migcase_mobility.project import PARENTS, PROJECT
from migcase_mobility.selection import (
    EVALUATION_1,
    EVALUATION_2,
    EVALUATION_3,
    SELECTED,
    SELECTION,
)
from migcase_mobility.stay import (
    CONTACT,
    EARLY_END,
    INCIDENT,
    INCIDENT_ANSWERED,
    MID_TERM,
    MISSION_ENDED,
    PERMIT_ENDS,
)

STAGES = (
    Stage("Information", INFORMATION, stands_for="submitted"),
    Stage("Application", (*AGREED.steps, APPLICATION), stands_for="submitted"),
    Stage(
        "Selection",
        (EVALUATION_1, EVALUATION_2, EVALUATION_3, SELECTION),
        stands_for="screening",
    ),
    Stage("Mobility project", (PARENTS, PROJECT), stands_for="eligible"),
    Stage("Matching", (APPLIED, ANSWERED, ACCEPTED), stands_for="eligible"),
    Stage("Contract", CONTRACT, stands_for="eligible"),
    Stage(
        "Permit",
        (
            VISA_REQUEST,
            VISA_DECISION,
            PERMIT_FILED,
            PERMIT_DECISION,
            VISA_D,
            REFUSAL,
        ),
    ),
    Stage("Preparation", PREPARATION),
    Stage("Departure", DEPARTURE, stands_for="travel_ready"),
    Stage("Arrival", ARRIVAL, stands_for="departed"),
    Stage(
        "Mission",
        (
            FORMALITIES_DONE,
            MID_TERM,
            INCIDENT_ANSWERED,
            PERMIT_ENDS,
            MISSION_ENDED,
            EARLY_END,
        ),
        stands_for="arrived",
    ),
    Stage("Return", RETURN, stands_for="arrived"),
    Stage("Valorisation", (VALORISATION, FOLLOW_UP), stands_for="monitoring"),
    # At any time: it tells of no progress.
    Stage("Referrals", (*REFERRALS.steps, *DISCLOSURES.steps)),
)

IS_WOMAN = sure(SEX == "female")
ACCOMPANIED = done(CONTRACT)
MILESTONES = (
    Milestone("selected", "Selected", when=sure(SELECTED)),
    Milestone("selected-woman", "Selected, a woman", when=sure(SELECTED) & IS_WOMAN),
    Milestone("accompanied", "Accompanied to a contract", when=ACCOMPANIED),
    Milestone(
        "accompanied-woman",
        "Accompanied to a contract, a woman",
        when=ACCOMPANIED & IS_WOMAN,
    ),
    Milestone("mobile", "Mobile: arrived at the host", when=THERE),
    Milestone("mobile-woman", "Mobile, a woman", when=THERE & IS_WOMAN),
    Milestone(
        "returned",
        "Returned, or stays lawfully",
        when=done(RETURN) & ~sure(BACK == "overstays"),
    ),
)

MOBILITY = Programme(
    key="mobility",
    version=1,
    title="Mobility through volunteering",
    summary=(
        "From Souss-Massa: from the information session to a mission abroad, the "
        "return and what becomes of it. Nobody leaves without a contract, a permit "
        "and a host that may receive them."
    ),
    about=PERSON,
    opened_by=(YOUTH_OFFICER, PARTNER),
    tracks=(OFFER, CONTACT, INCIDENT, REFERRALS.track, DISCLOSURES.track),
    stages=STAGES,
    holds=HOLDS,
    milestones=MILESTONES,
    outcomes=OUTCOMES,
    keep=RETENTION,
    basis=AGREED.basis,
    before_basis=(INFORMATION, *AGREED.steps),
)
