"""Consent, then three forms: who the person is, how they live, what they had before.

All three are filled in before any support is given; what is asked here is asked of
everybody.
"""

from __future__ import annotations

from migcase import (
    COUNTRY,
    DATE,
    DONT_KNOW,
    MONEY,
    REFUSED,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Step,
    done,
    many_of,
    number,
    one_of,
)
from migcase.assistance import consent, disclosures
from migcase_reintegration.arrival import FIRST_COUNSELLING, RETURNED_ON
from migcase_reintegration.mission import PROFILING_TIME
from migcase_reintegration.people import CASE_MANAGER, SPECIALIST, SUPERVISOR

# Those who send something on, and write down that they did.
SHARING = (CASE_MANAGER, SPECIALIST, SUPERVISOR)

# ------------------------------------------------ consent
AGREED = consent(
    by=CASE_MANAGER,
    after=FIRST_COUNSELLING,
    purposes=("reintegration", "follow-up", "survey"),
    recipients=("organisations", "family", "authorities", "sender", "others"),
    changed_by=CASE_MANAGER,
)
CONSENT = AGREED.given
DISCLOSURES = disclosures(
    AGREED,
    by=SHARING,
    opened_by=SHARING,
    purposes=("reintegration", "follow-up", "survey"),
    partners=("organisations", "authorities", "others"),
)

# ------------------------------------------------ form 1: who the person is
BORN = Field("born", "Born on", DATE, secrecy="personal")
BORN_HOW = Field(
    "born_precision",
    "How sure is the date of birth?",
    one_of("exact", "year", "estimated"),
)
SEX = Field("sex", "Sex", one_of("female", "male", "other"), allows=REFUSED)
NATIONALITY = Field("nationality", "Nationality", COUNTRY, allows=DONT_KNOW)
HOST_COUNTRY = Field(
    "host_country", "From which country did the person return?", COUNTRY
)
ABROAD = Field(
    "abroad",
    "How long was the person abroad?",
    one_of("under-1-year", "1-to-5-years", "over-5-years"),
)
IDENTITY = Step(
    "identity-form",
    "Profiling form 1: identity and journey",
    by=CASE_MANAGER,
    after=CONSENT,
    doubted_by=CONSENT,
    within=PROFILING_TIME,
    asks=(BORN, BORN_HOW, SEX, NATIONALITY, HOST_COUNTRY, ABROAD),
    requires=BORN < RETURNED_ON,
    reopened_by=CASE_MANAGER,
)

# ------------------------------------------------ form 2: how the person lives
MEN = Field("men", "Men in the household", number(0, 99))
WOMEN = Field("women", "Women in the household", number(0, 99))
BOYS = Field("boys", "Boys in the household", number(0, 99))
GIRLS = Field("girls", "Girls in the household", number(0, 99))
INCOME = Field(
    "income", "Income of the household in a month", MONEY, allows=(DONT_KNOW, REFUSED)
)
DEBT = Field("debt", "Debts of the household", MONEY, allows=(DONT_KNOW, REFUSED))
SAVINGS = Field(
    "savings", "Savings of the household", MONEY, allows=(DONT_KNOW, REFUSED)
)
SCHOOLING = Field(
    "schooling",
    "Highest education",
    one_of(
        "none", "primary", "lower-secondary", "upper-secondary", "vocational", "higher"
    ),
)
WORK = Field(
    "work",
    "What does the person live on now?",
    one_of("employed", "self-employed", "day-labour", "family", "nothing"),
)
ILL = Field(
    "long_illness",
    "Does the person have a long illness?",
    YES_NO,
    allows=REFUSED,
    secrecy="sensitive",
)
SITUATION = Step(
    "situation-form",
    "Profiling form 2: social and economic situation",
    by=CASE_MANAGER,
    after=CONSENT,
    doubted_by=CONSENT,
    within=PROFILING_TIME,
    asks=(MEN, WOMEN, BOYS, GIRLS, INCOME, DEBT, SAVINGS, SCHOOLING, WORK, ILL),
    reopened_by=CASE_MANAGER,
)

# ------------------------------------------------ form 3: what the person had before
HELPED_BEFORE = Field(
    "helped_before", "Has the person been helped to reintegrate before?", YES_NO
)
HELPED_HOW = Field("helped_how", "By whom, and with what?", TEXT, when=HELPED_BEFORE)
ABUSE = Field(
    "abuse_abroad",
    "Which of these happened to the person abroad?",
    many_of(
        "false-promises",
        "forced-work",
        "long-hours",
        "fees-taken",
        "movement-denied",
        "threats",
        "papers-withheld",
        "none",
    ),
    allows=REFUSED,
    secrecy="sensitive",
    read_by=(CASE_MANAGER, SPECIALIST),
)
HISTORY = Step(
    "history-form",
    "Profiling form 3: support so far",
    by=CASE_MANAGER,
    after=CONSENT,
    doubted_by=CONSENT,
    within=PROFILING_TIME,
    asks=(HELPED_BEFORE, HELPED_HOW, ABUSE),
    reopened_by=CASE_MANAGER,
)
PROFILE = (IDENTITY, SITUATION, HISTORY)
PROFILED = Derived(
    "profiled",
    "All three profiling forms are filled in",
    done(IDENTITY) & done(SITUATION) & done(HISTORY),
)
