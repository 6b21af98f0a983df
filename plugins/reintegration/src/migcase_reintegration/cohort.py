"""A cohort: so many places, given by published criteria, and who waits for one.

A cohort is no person.  Its file owns the number of places; what became of the people
in them is read in their own cases.
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
    linked,
    sure,
    today,
)
from migcase_reintegration.mission import RETENTION
from migcase_reintegration.people import MANAGER
from migcase_reintegration.places import (
    CRITERIA,
    HOLDER,
    LINES_END,
    OFFERED,
    PLACE,
    PLACES,
    PUBLISHED_ON,
    WAITING,
)
from migcase_reintegration.progress import ACCOMPANIED, COMPLETED, ENROLLED

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
REVIEWED = Step(
    "review",
    "Cohort reviewed",
    by=MANAGER,
    after=(CALLED, OFFERED),
    asks=LESSONS,
)

# ------------------------------------------------ what is counted
# The places themselves are counted under the lock of this file; the three counters
# are read in the cases that hold them.
ENOUGH_ENROLLED = count(PLACE, sure(linked(HOLDER, ENROLLED))) >= PLACES
ENOUGH_ACCOMPANIED = count(PLACE, sure(linked(HOLDER, ACCOMPANIED))) >= PLACES
ENOUGH_COMPLETED = count(PLACE, sure(linked(HOLDER, COMPLETED))) >= PLACES

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
        Stage("Call", CALLED, stands_for="submitted"),
        Stage("Places", OFFERED, stands_for="active"),
        Stage("Review", REVIEWED, stands_for="monitoring"),
    ),
    milestones=(
        Milestone("full", "All places are taken", when=count(PLACE) >= PLACES),
        Milestone("all-enrolled", "As many enrolled as places", when=ENOUGH_ENROLLED),
        Milestone(
            "all-accompanied",
            "As many accompanied as places",
            when=ENOUGH_ACCOMPANIED,
        ),
        Milestone(
            "all-completed", "As many completed as places", when=ENOUGH_COMPLETED
        ),
    ),
    outcomes=(
        *LINES_END,
        Outcome(
            "cohort-over",
            "The cohort is over",
            by=MANAGER,
            after=REVIEWED,
            requires=count(WAITING) == 0,
        ),
        Outcome("cohort-dropped", "The cohort does not take place", by=MANAGER),
    ),
    keep=RETENTION,
)
