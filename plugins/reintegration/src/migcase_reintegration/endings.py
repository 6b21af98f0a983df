"""How a case ends, and what each ending leaves to do.

Nobody is kept in.  Whoever gives up, moves on or cannot be found frees the place for
the next; whoever comes back within the year finds the file open again, and the clock
of the grant where it stands.
"""

from __future__ import annotations

from migcase import (
    DATE,
    DOCUMENT,
    TEXT,
    YES_NO,
    Field,
    Outcome,
    case_of,
    done,
    one_of,
    sure,
    today,
)
from migcase.assistance import HAS_BASIS
from migcase_reintegration.arrival import RETURNED_ON
from migcase_reintegration.closing import MEETING, NOTHING_OPEN, SIGNED_OFF
from migcase_reintegration.delivery import PAYMENTS
from migcase_reintegration.followup import DIED_ON, REASON, SOUGHT_ENOUGH
from migcase_reintegration.measurement import BROKEN_OFF, SIGNED
from migcase_reintegration.mission import CONTACT_RETENTION, REOPENING_TIME
from migcase_reintegration.partners import REFERRALS
from migcase_reintegration.people import (
    CASE_MANAGER,
    COMMITTEE,
    FOCAL_POINT,
    MANAGER,
    NEXT_OF_KIN,
    SUPERVISOR,
)
from migcase_reintegration.plan import NOT_APPROVED
from migcase_reintegration.profiling import BORN, DISCLOSURES
from migcase_reintegration.selection import NOT_CHOSEN
from migcase_reintegration.unwinding import FAMILY_TOLD, PLACE_FREED, UNDO

# ------------------------------------------------ what is asked
OTHER_CASE = Field("other_case", "Under which case number?", case_of("reintegration"))
APPEAL_TOLD = Field("appeal_told", "Was the person told how to appeal?", YES_NO)
RETENTION_TOLD = Field(
    "retention_told", "Was it explained how long data are kept?", YES_NO
)
DIED_SOURCE = Field("died_source", "Who says so?", TEXT)
DEATH_CERTIFICATE = Field(
    "death_certificate", "Death certificate", DOCUMENT, optional=True
)
LEFT_AGAIN_ON = Field("left_again_on", "Left again on", DATE)
TRANSFERRED_TO = Field("transferred_to", "Who takes the case over?", TEXT)
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

# ------------------------------------------------ before the plan
BEFORE = (
    Outcome(
        "duplicate",
        "Already on file",
        by=(CASE_MANAGER, SUPERVISOR),
        asks=OTHER_CASE,
        then=PLACE_FREED,
    ),
    Outcome(
        "not-agreed",
        "The person does not agree that data are kept",
        by=(FOCAL_POINT, CASE_MANAGER),
        when=~HAS_BASIS & ~BORN.known,
        asks=RETENTION_TOLD,
        keep=CONTACT_RETENTION,
    ),
    Outcome(
        "not-selected",
        "Not selected",
        by=COMMITTEE,
        when=NOT_CHOSEN,
        asks=APPEAL_TOLD,
        requires=APPEAL_TOLD,
        reopened_by=MANAGER,
        reopen_within=REOPENING_TIME,
    ),
    Outcome(
        "plan-refused",
        "The plan was refused",
        by=(MANAGER, SUPERVISOR),
        when=NOT_APPROVED,
        asks=(REASON, APPEAL_TOLD),
        requires=APPEAL_TOLD,
        then=UNDO,
        reopened_by=MANAGER,
        reopen_within=REOPENING_TIME,
    ),
)

# ------------------------------------------------ at any time
WHENEVER = (
    Outcome(
        "withdrawn",
        "The person no longer wants assistance",
        by=(CASE_MANAGER, SUPERVISOR),
        when=~SIGNED,
        asks=(REASON, RETENTION_TOLD),
        then=UNDO,
        reopened_by=CASE_MANAGER,
        reopen_within=REOPENING_TIME,
    ),
    Outcome(
        "dropped-out",
        "The person stopped on the way",
        by=(CASE_MANAGER, SUPERVISOR),
        when=SIGNED,
        asks=(REASON, RETENTION_TOLD),
        then=UNDO,
        reopened_by=CASE_MANAGER,
        reopen_within=REOPENING_TIME,
    ),
    Outcome(
        "untraceable",
        "Cannot be found",
        by=MANAGER,
        when=sure(RETURNED_ON <= today),
        requires=SOUGHT_ENOUGH,
        then=UNDO,
        reopened_by=(CASE_MANAGER, MANAGER),
        reopen_within=REOPENING_TIME,
    ),
    Outcome(
        "re-migrated",
        "Left again",
        by=(CASE_MANAGER, SUPERVISOR),
        asks=(LEFT_AGAIN_ON, REASON),
        requires=(LEFT_AGAIN_ON <= today, LEFT_AGAIN_ON >= RETURNED_ON),
        then=UNDO,
    ),
    Outcome(
        "deceased",
        "The person died",
        by=(CASE_MANAGER, MANAGER),
        asks=(DIED_ON, DIED_SOURCE, DEATH_CERTIFICATE),
        requires=DIED_ON <= today,
        then=(FAMILY_TOLD, *UNDO),
        read_by=(MANAGER, NEXT_OF_KIN),
    ),
    Outcome(
        "transferred",
        "Taken over by another organisation",
        by=(CASE_MANAGER, SUPERVISOR),
        asks=(TRANSFERRED_TO, REASON),
        requires=(DISCLOSURES.was_made("organisations"), *NOTHING_OPEN),
        then=UNDO,
    ),
    Outcome(
        "support-ended",
        "Support ended by the programme",
        by=MANAGER,
        asks=(CAUSE, REASON, APPEAL_TOLD),
        requires=APPEAL_TOLD,
        then=UNDO,
        reopened_by=MANAGER,
        reopen_within=REOPENING_TIME,
    ),
    Outcome(
        "completed",
        "Reintegration followed to the end",
        by=SUPERVISOR,
        not_by=MEETING,
        when=done(SIGNED_OFF),
        asks=CAUSE,
        requires=NOTHING_OPEN,
        reopened_by=(CASE_MANAGER, SUPERVISOR),
        reopen_within=REOPENING_TIME,
    ),
)
OUTCOMES = (
    *PAYMENTS.outcomes,
    *REFERRALS.outcomes,
    BROKEN_OFF,
    *BEFORE,
    *WHENEVER,
)
