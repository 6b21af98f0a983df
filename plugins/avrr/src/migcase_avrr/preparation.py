"""Papers, health and the project: what must be ready before anybody books.

The checklist closes it.  From then on the movement officer has the case.
"""

from __future__ import annotations

from migcase import (
    DATE,
    DOCUMENT,
    MONEY,
    PLACE,
    TEXT,
    YES_NO,
    Field,
    Step,
    count,
    each,
    one_of,
    sure,
    today,
)
from migcase_avrr.child import CHILD_READY
from migcase_avrr.decision import CEILING, DECLARATION, FUNDS, REINTEGRATION
from migcase_avrr.mission import FEEDBACK_TIME, PAPERS_TIME
from migcase_avrr.people import CASE_MANAGER, DOCTOR, MOVEMENTS, OPERATIONS, ORIGIN
from migcase_avrr.registration import (
    CUSTODY,
    IDENTITY,
    LEFT,
    MEMBER,
    ONE_PARENT,
    SHARE_HEALTH,
    SHARED,
    TOLD_ORIGIN_HEALTH,
    UNHCR,
)
from migcase_avrr.screening import HEALTH_NEEDS, PROTECTION_VIEW

# ------------------------------------------------ what is asked
PAPER = Field("paper", "Travel document", one_of("passport", "laissez-passer"))
PAPER_RESULT = Field(
    "paper_result",
    "What did the consulate answer?",
    one_of("issued", "refused", "no-answer"),
)
PAPER_UNTIL = Field(
    "paper_until", "Travel document valid until", DATE, when=PAPER_RESULT == "issued"
)
EXIT_REF = Field("exit_ref", "Reference of the exit authorisation", TEXT)
EXIT_UNTIL = Field("exit_until", "Exit authorisation valid until", DATE, optional=True)
FIT = Field(
    "fit",
    "Fit to travel?",
    one_of("fit", "with-conditions", "unfit"),
    secrecy="sensitive",
    read_by=DOCTOR,
)
FIT_UNTIL = Field("fit_until", "Fit until", DATE, when=FIT != "unfit")
CONDITIONS = Field(
    "travel_conditions",
    "On which conditions?",
    TEXT,
    when=FIT == "with-conditions",
    secrecy="sensitive",
    read_by=(DOCTOR, MOVEMENTS),
)
MEDICAL_ESCORT = Field(
    "medical_escort", "Is a medical escort needed?", YES_NO, when=FIT != "unfit"
)
MEDICAL_FILE = Field(
    "medical_file",
    "Medical file that was sent",
    DOCUMENT,
    secrecy="sensitive",
    read_by=DOCTOR,
)
PROJECT = Field("project", "What does the person want to do after the return?", TEXT)
PLACE_OF_RETURN = Field("place_of_return", "Where?", PLACE)
ASKED = Field("amount_asked", "Which amount is asked for?", MONEY)
FEEDBACK = Field(
    "feedback", "Is the project feasible?", one_of("yes", "with-changes", "no")
)

# ------------------------------------------------ what is done
DOCUMENTS = Step(
    "documents",
    "Travel document received",
    of=MEMBER,
    by=OPERATIONS,
    after=(IDENTITY, DECLARATION),
    doubted_by=IDENTITY,
    within=PAPERS_TIME,
    asks=(PAPER, PAPER_RESULT, PAPER_UNTIL),
    again=(PAPER_RESULT != "issued") | ((today > PAPER_UNTIL) & ~LEFT),
    reopened_by=OPERATIONS,
)
EXIT = Step(
    "exit",
    "Exit authorised",
    of=MEMBER,
    by=OPERATIONS,
    after=DOCUMENTS,
    within=PAPERS_TIME,
    asks=(EXIT_REF, EXIT_UNTIL),
    reopened_by=OPERATIONS,
)
EXAM = Step(
    "exam",
    "Examined by a doctor",
    of=MEMBER,
    by=DOCTOR,
    after=(IDENTITY, DECLARATION),
    doubted_by=IDENTITY,
    asks=(FIT, FIT_UNTIL, CONDITIONS, MEDICAL_ESCORT),
    again=(FIT == "unfit") | ((today > FIT_UNTIL) & ~LEFT),
    reopened_by=DOCTOR,
    read_by=DOCTOR,
)
HEALTH_NOTICE = Step(
    "health-notice",
    "Medical file sent to the mission of origin",
    of=MEMBER,
    by=DOCTOR,
    after=EXAM,
    when=HEALTH_NEEDS & SHARE_HEALTH,
    asks=MEDICAL_FILE,
    requires=TOLD_ORIGIN_HEALTH,
    read_by=DOCTOR,
)
PRE_PLAN = Step(
    "pre-plan",
    "Project described (second interview)",
    by=CASE_MANAGER,
    after=DECLARATION,
    when=sure(REINTEGRATION) & SHARED,
    asks=(PROJECT, PLACE_OF_RETURN, ASKED),
    requires=ASKED <= CEILING,
    again=FEEDBACK == "no",
)
PRE_PLAN_FEEDBACK = Step(
    "pre-plan-feedback",
    "Mission of origin answered about the project",
    by=ORIGIN,
    after=PRE_PLAN,
    when=sure(REINTEGRATION) & SHARED,
    within=FEEDBACK_TIME,
    asks=FEEDBACK,
)
TRAVEL_READY = Step(
    "travel-ready",
    "Checklist complete, handed to movements",
    by=CASE_MANAGER,
    after=(
        UNHCR,
        PROTECTION_VIEW,
        CHILD_READY,
        DECLARATION,
        FUNDS,
        DOCUMENTS,
        EXIT,
        EXAM,
        HEALTH_NOTICE,
        PRE_PLAN_FEEDBACK,
    ),
    requires=(
        count(MEMBER) >= 1,
        each(MEMBER, ~sure(ONE_PARENT) | CUSTODY.known),
    ),
)
