"""Screening of each traveller, and what protection decides about it.

Every adult and every child is screened.  Whoever is vulnerable or afraid waits for
the protection officer, who is never the one who screened.
"""

from __future__ import annotations

from migcase import TEXT, YES_NO, Derived, Field, Step, depending_on, many_of, one_of
from migcase_avrr.mission import RISK_HIGH, RISK_LOW, RISK_MEDIUM
from migcase_avrr.people import CASE_MANAGER, DOCTOR, PROTECTION, SUPERVISOR
from migcase_avrr.registration import CHILD, IDENTITY, MEMBER, REGISTRATION

PROTECTORS = (CASE_MANAGER, PROTECTION)

# ------------------------------------------------ what is asked
RISK = Field(
    "risk",
    "Level of risk",
    one_of("low", "medium", "high"),
    secrecy="sensitive",
    read_by=PROTECTORS,
)
VULNERABLE = Field(
    "vulnerable",
    "Is the person in a situation of vulnerability?",
    YES_NO,
    secrecy="sensitive",
    read_by=PROTECTORS,
)
FACTORS = Field(
    "factors",
    "What makes the person vulnerable?",
    many_of(
        "single-parent",
        "pregnant",
        "elderly",
        "disability",
        "serious-disease",
        "large-family",
        "torture",
        "street",
        "other",
    ),
    when=VULNERABLE,
    secrecy="sensitive",
    read_by=PROTECTORS,
)
# Only that protection has to look: it holds the return. What happened to the person
# stands in a case of its own, which is sealed.
VOT = Field(
    "vot",
    "Signs of trafficking?",
    one_of("no", "possible", "yes"),
    secrecy="sensitive",
    read_by=PROTECTION,
)
FEARS = Field(
    "fears_return",
    "Does the person fear to return?",
    one_of("no", "unsure", "yes"),
    secrecy="sensitive",
    read_by=PROTECTORS,
)
ASYLUM_WISH = Field(
    "asylum_wish",
    "Does the person wish to ask for asylum?",
    YES_NO,
    secrecy="sensitive",
    read_by=PROTECTORS,
)
HEALTH_NEEDS = Field(
    "health_needs",
    "Does the person tell of an illness or a treatment?",
    YES_NO,
    secrecy="sensitive",
    read_by=(CASE_MANAGER, PROTECTION, DOCTOR),
)
CHILD_VIEWS = Field(
    "views", "What does the child want?", TEXT, when=CHILD, secrecy="sensitive"
)
CLEARANCE = Field(
    "clearance",
    "May the return go on?",
    one_of("cleared", "with-measures", "not-cleared"),
    secrecy="sensitive",
)
MEASURES = Field(
    "measures",
    "With which measures?",
    TEXT,
    when=CLEARANCE == "with-measures",
    secrecy="sensitive",
)

AFRAID = Derived(
    "afraid",
    "The traveller fears to return or wishes for asylum",
    FEARS.is_in("unsure", "yes") | ASYLUM_WISH,
)
TRAFFICKED = Derived(
    "trafficked", "There are signs of trafficking", VOT.is_in("possible", "yes")
)

# ------------------------------------------------ what is done
SCREENING = Step(
    "screening",
    "Screened for risk",
    of=MEMBER,
    by=PROTECTORS,
    after=(IDENTITY, REGISTRATION),
    doubted_by=(IDENTITY, REGISTRATION),
    asks=(
        RISK,
        VULNERABLE,
        FACTORS,
        VOT,
        FEARS,
        ASYLUM_WISH,
        HEALTH_NEEDS,
        CHILD_VIEWS,
    ),
    reopened_by=PROTECTORS,
)
PROTECTION_VIEW = Step(
    "protection-view",
    "Protection officer decided",
    of=MEMBER,
    by=PROTECTION,
    not_by=SCREENING,
    after=SCREENING,
    when=VULNERABLE | (RISK == "high") | TRAFFICKED | AFRAID,
    within=depending_on(RISK, high=RISK_HIGH, medium=RISK_MEDIUM, low=RISK_LOW),
    asks=(CLEARANCE, MEASURES),
    again=CLEARANCE == "not-cleared",
    reopened_by=PROTECTION,
    tells=SUPERVISOR,
)
