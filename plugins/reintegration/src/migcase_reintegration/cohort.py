"""A cohort: so many places, given by published criteria, and who waits for one.

A cohort is no person.  Its file owns the number of places; what became of the people
in them stands in their own cases, and is counted there.
"""

from __future__ import annotations

from migcase import (
    DOCUMENT,
    TEXT,
    Field,
    Milestone,
    Outcome,
    Programme,
    Stage,
    Step,
    count,
    today,
)
from migcase_reintegration.mission import RETENTION
from migcase_reintegration.people import MANAGER
from migcase_reintegration.places import (
    CRITERIA,
    LINES_END,
    OFFERED,
    PLACE,
    PLACES,
    PUBLISHED_ON,
    WAITING,
)

# ------------------------------------------------ what is asked
CALL = Field("call", "Published call", DOCUMENT, optional=True)
LESSONS = Field("lessons", "What was learnt?", TEXT, optional=True)

# ------------------------------------------------ what is done
CALLED = Step(
    "call",
    "Criteria published",
    by=MANAGER,
    asks=(CRITERIA, PUBLISHED_ON, CALL),
    requires=PUBLISHED_ON <= today,
)
COHORT = Programme(
    key="cohort",
    version=1,
    title="Cohort",
    summary=(
        "A number of places in a programme, such as the 45 of a project: who has one, "
        "who waits for one and in which order. A place that is given up goes to "
        "whoever has waited longest."
    ),
    opened_by=MANAGER,
    asks=PLACES,
    tracks=(PLACE, WAITING),
    stages=(
        Stage("Call", CALLED),
        Stage("Places", OFFERED),
    ),
    milestones=Milestone("full", "All places are taken", when=count(PLACE) >= PLACES),
    outcomes=(
        *LINES_END,
        Outcome(
            "cohort-over",
            "The cohort is over",
            by=MANAGER,
            after=CALLED,
            asks=LESSONS,
            requires=count(WAITING) == 0,
        ),
        Outcome("cohort-dropped", "The cohort does not take place", by=MANAGER),
    ),
    keep=RETENTION,
)
