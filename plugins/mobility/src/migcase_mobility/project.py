"""The mobility project: what for, under which scheme, from when.

The coach and the young person write it together.  The scheme and the start may change
here; then the age is looked at again.  Parents are informed of a minor's project.
"""

from __future__ import annotations

from migcase import DATE, DOCUMENT, TEXT, Field, Step, sure, today
from migcase_mobility.application import OF_AGE, STARTS
from migcase_mobility.mission import PROJECT_TIME
from migcase_mobility.people import COACH, YOUTH_OFFICER
from migcase_mobility.schemes import (
    CREDIT,
    SCHEME,
    SCHEME_OPEN,
    enough_credit,
    right_age,
)
from migcase_mobility.selection import SELECTED, SELECTION

# ------------------------------------------------ what is asked
GOAL = Field("goal", "What does the person want to learn and to do?", TEXT)
AFTERWARDS = Field("afterwards", "What for, after the return?", TEXT)
CV_SENT = Field(
    "cv_sent", "Curriculum vitae and letter for hosts", DOCUMENT, secrecy="personal"
)
PROFILE = Field(
    "profile", "Reference of the profile on the portal", TEXT, optional=True
)
PARENTS_ON = Field("parents_on", "Parents informed on", DATE)
PARENTS_HOW = Field("parents_how", "How, and what did they say?", TEXT)

# ------------------------------------------------ what is done
PARENTS = Step(
    "parents",
    "Parents informed",
    by=(COACH, YOUTH_OFFICER),
    after=SELECTION,
    when=sure(today < OF_AGE),
    within=PROJECT_TIME,
    asks=(PARENTS_ON, PARENTS_HOW),
    requires=PARENTS_ON <= today,
)
PROJECT = Step(
    "project",
    "Mobility project written",
    by=COACH,
    after=(SELECTION, PARENTS),
    within=PROJECT_TIME,
    asks=(GOAL, AFTERWARDS, SCHEME, STARTS, CREDIT, CV_SENT, PROFILE),
    requires=(
        SELECTED,
        STARTS >= today,
        *right_age(STARTS),
        enough_credit(STARTS),
        *SCHEME_OPEN,
    ),
    reopened_by=COACH,
)
