"""The last measurement and the closing, together with the person.

A case is closed by the case manager and the person at one table, and signed by a
supervisor; nothing that was promised may be open then.
"""

from __future__ import annotations

from migcase import (
    DOCUMENT,
    TEXT,
    YES_NO,
    Field,
    Step,
    done,
    each,
    settled,
)
from migcase_reintegration.delivery import PAYMENTS
from migcase_reintegration.followup import ENOUGH_VISITS
from migcase_reintegration.measurement import (
    END_DONE,
    SATISFACTION,
    SUPPORT_OFFERED,
    SURVEYS,
)
from migcase_reintegration.partners import REFERRALS
from migcase_reintegration.people import CASE_MANAGER, MONITOR, SUPERVISOR
from migcase_reintegration.plan import APPROVAL, APPROVED, PLAN
from migcase_reintegration.topup import DECISION, TOPUP_SEEN
from migcase_reintegration.training import TRAINING_COMPLETED

# ------------------------------------------------ what is asked
CAME = Field("closing_with", "Was the person at the closing meeting?", YES_NO)
EXIT_PLAN = Field("exit_plan", "Where does the person turn from now on?", TEXT)
LESSONS = Field("lessons", "What was learnt?", TEXT, optional=True)
CLOSING_FORM = Field("closing_form", "Closing form", DOCUMENT)

NOTHING_OPEN = (
    PAYMENTS.nothing_open,
    REFERRALS.nothing_open,
    each(SURVEYS, settled(SUPPORT_OFFERED)),
)

# ------------------------------------------------ what is done
SATISFIED = Step(
    "satisfaction",
    "Satisfaction asked",
    by=MONITOR,
    not_by=PLAN,
    after=(PLAN, TRAINING_COMPLETED),
    when=APPROVED,
    asks=SATISFACTION,
    reopened_by=MONITOR,
)
MEETING = Step(
    "closing-meeting",
    "Closing meeting with the person",
    by=CASE_MANAGER,
    after=(SATISFIED, TOPUP_SEEN),
    when=APPROVED,
    asks=(CAME, EXIT_PLAN, LESSONS),
    requires=(CAME, END_DONE, ENOUGH_VISITS),
)
SIGNED_OFF = Step(
    "closing-signed",
    "Closing signed by a supervisor",
    by=SUPERVISOR,
    not_by=(MEETING, APPROVAL, DECISION),
    after=MEETING,
    when=done(MEETING),
    asks=CLOSING_FORM,
    requires=NOTHING_OPEN,
)
