"""The formation-action: modules, each applied to the person's own project.

Sessions with attendance, one deliverable for each module, coaching in between.  The
method of the 45 returnees is not published: what completes it is a proposal, and the
mission sets it.
"""

from __future__ import annotations

from migcase import (
    DATE,
    DOCUMENT,
    TEXT,
    Field,
    Step,
    Track,
    count,
    sure,
    today,
)
from migcase.assistance import deliverables, training
from migcase_reintegration.mission import ATTENDANCE_RATE, SESSIONS_NEEDED
from migcase_reintegration.people import CASE_MANAGER, COACH, TRAINER
from migcase_reintegration.plan import APPROVED, TRAINED

IN_TRAINING = APPROVED & sure(TRAINED)
SESSIONS = training(by=TRAINER, when=IN_TRAINING)
DELIVERABLES = deliverables(
    by=(COACH, CASE_MANAGER), reviewer=TRAINER, when=IN_TRAINING
)

# ------------------------------------------------ coaching between the modules
COACHED_ON = Field("coached_on", "Coached on", DATE)
COACHED = Field("coaching", "What was worked on?", TEXT)
COACHING = Track(
    "coaching",
    "Coaching between the modules",
    opened_by=COACH,
    asks=(COACHED_ON, COACHED),
    when=IN_TRAINING,
    requires=COACHED_ON <= today,
)


# ------------------------------------------------ completed
CERTIFICATE = Field("training_certificate", "Certificate", DOCUMENT, optional=True)
TRAINING_COMPLETED = Step(
    "training-completed",
    "Formation-action completed",
    by=TRAINER,
    when=IN_TRAINING,
    asks=CERTIFICATE,
    requires=(
        SESSIONS.held >= SESSIONS_NEEDED,
        SESSIONS.attended_enough(ATTENDANCE_RATE),
        count(DELIVERABLES.track) >= 1,
        DELIVERABLES.all_accepted,
    ),
)
