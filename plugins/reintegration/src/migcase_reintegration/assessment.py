"""What the person needs and can do: vulnerability, risk, family, skills.

The level is the judgement of whoever assessed, with a reason, and may be looked at
again at any time.  Whoever is at risk waits for a specialist.
"""

from __future__ import annotations

from migcase import (
    TEXT,
    YES_NO,
    Derived,
    Field,
    Step,
    many_of,
    one_of,
    settled,
)
from migcase_reintegration.mission import SPECIALIST_TIME
from migcase_reintegration.people import CASE_MANAGER, SPECIALIST, SUPERVISOR
from migcase_reintegration.profiling import PROFILE

ASSESSORS = (CASE_MANAGER, SPECIALIST)

# ------------------------------------------------ what is asked
VULNERABILITY = Field(
    "vulnerability",
    "Level of vulnerability",
    one_of("low", "medium", "high"),
    secrecy="sensitive",
    read_by=ASSESSORS,
)
FACTORS = Field(
    "factors",
    "Which factors were found, by risk and by protection?",
    many_of(
        "single-parent",
        "pregnant",
        "elderly",
        "disability",
        "serious-disease",
        "large-family",
        "child-alone",
        "abuse-abroad",
        "no-housing",
        "family-support",
        "community-support",
        "none",
    ),
    secrecy="sensitive",
    read_by=ASSESSORS,
)
VULNERABILITY_REASON = Field(
    "vulnerability_reason",
    "Why this level?",
    TEXT,
    secrecy="sensitive",
    read_by=ASSESSORS,
)
RISK = Field(
    "risk",
    "Level of risk in the place of return",
    one_of("low", "medium", "high"),
    secrecy="sensitive",
    read_by=ASSESSORS,
)
RISK_REASON = Field(
    "risk_reason", "Why this level?", TEXT, secrecy="sensitive", read_by=ASSESSORS
)
FAMILY_TIES = Field(
    "family_ties",
    "How does the family receive the person?",
    one_of("welcoming", "reserved", "rejecting", "no-family"),
    secrecy="sensitive",
)
DEPENDANTS = Field("dependants", "Who depends on the person?", TEXT, optional=True)
SKILLS = Field("skills", "What can the person do, with and without papers?", TEXT)
WISHES = Field("wishes", "What would the person like to do?", TEXT)
GO_ON = Field(
    "specialist_opinion",
    "May the reintegration go on?",
    one_of("yes", "with-measures", "not-now"),
    secrecy="sensitive",
)
MEASURES = Field(
    "measures",
    "With which measures?",
    TEXT,
    when=GO_ON == "with-measures",
    secrecy="sensitive",
)
AT_RISK = Derived(
    "at-risk",
    "The person is at high risk or highly vulnerable",
    (VULNERABILITY == "high") | (RISK == "high"),
)
CHILDREN_SEEN = Field(
    "children_seen",
    "Were the children of the household seen by a specialist?",
    YES_NO,
    optional=True,
    secrecy="sensitive",
)

# ------------------------------------------------ what is done
VULNERABILITY_ASSESSED = Step(
    "vulnerability-assessed",
    "Vulnerability assessed",
    by=ASSESSORS,
    after=PROFILE,
    doubted_by=PROFILE,
    asks=(VULNERABILITY, FACTORS, VULNERABILITY_REASON),
    reopened_by=ASSESSORS,
)
RISK_ASSESSED = Step(
    "risk-assessed",
    "Risk assessed",
    by=ASSESSORS,
    after=PROFILE,
    doubted_by=PROFILE,
    asks=(RISK, RISK_REASON),
    reopened_by=ASSESSORS,
)
FAMILY_ASSESSED = Step(
    "family-assessed",
    "Family and household assessed",
    by=ASSESSORS,
    after=PROFILE,
    doubted_by=PROFILE,
    asks=(FAMILY_TIES, DEPENDANTS, CHILDREN_SEEN),
    reopened_by=ASSESSORS,
)
SKILLS_ASSESSED = Step(
    "skills-assessed",
    "Skills and wishes assessed",
    by=CASE_MANAGER,
    after=PROFILE,
    doubted_by=PROFILE,
    asks=(SKILLS, WISHES),
    reopened_by=CASE_MANAGER,
)
SPECIALIST_VIEW = Step(
    "specialist-view",
    "Specialist decided",
    by=SPECIALIST,
    not_by=(VULNERABILITY_ASSESSED, RISK_ASSESSED),
    after=(VULNERABILITY_ASSESSED, RISK_ASSESSED),
    when=AT_RISK,
    within=SPECIALIST_TIME,
    asks=(GO_ON, MEASURES),
    again=GO_ON == "not-now",
    tells=SUPERVISOR,
)
ASSESSMENTS = (
    VULNERABILITY_ASSESSED,
    RISK_ASSESSED,
    FAMILY_ASSESSED,
    SKILLS_ASSESSED,
)

# Asked of what comes next, and not its `after`: whoever is assessed again later is
# neither put forward nor planned for a second time.
ASSESSED = Derived(
    "assessed",
    "Needs and skills are assessed, and a specialist decided where one has to",
    settled(VULNERABILITY_ASSESSED)
    & settled(RISK_ASSESSED)
    & settled(FAMILY_ASSESSED)
    & settled(SKILLS_ASSESSED)
    & settled(SPECIALIST_VIEW),
)
