"""Consent and registration: the first interview.

Each traveller, child or adult, is a line with a consent and an identity of their own.
Nothing but how to reach a person is kept before that person's consent.
"""

from __future__ import annotations

from migcase import (
    COUNTRY,
    DATE,
    DOCUMENT,
    DONT_KNOW,
    PERSON,
    REFUSED,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Step,
    Track,
    case_of,
    count,
    many_of,
    number,
    one_of,
    sure,
    today,
    years,
)
from migcase.assistance import HAS_BASIS, consent, disclosures
from migcase_avrr.contact import CONSEQUENCE, COUNSELLING, PROTECTED, WANTS
from migcase_avrr.mission import REGISTRATION_TIME
from migcase_avrr.people import CASE_MANAGER, DOCTOR, MOVEMENTS, ORIGIN, PROTECTION

# Those who send something on, and write down that they did.
SHARING = (CASE_MANAGER, MOVEMENTS, PROTECTION, DOCTOR, ORIGIN)

# ------------------------------------------------ who travels
WHO = Field("who", "Who?", PERSON, secrecy="personal")
RELATION = Field(
    "relation",
    "What is the person to the applicant?",
    one_of("applicant", "spouse", "child", "relative", "other"),
)
MEMBER = Track(
    "member",
    "Traveller",
    opened_by=CASE_MANAGER,
    asks=(WHO, RELATION),
    about=WHO,
    unique=WHO,
    when=WANTS,
    due=REGISTRATION_TIME.after(COUNSELLING.on),
    basis=HAS_BASIS,
)

# ------------------------------------------------ consent, of each traveller
AGREED = consent(
    of=MEMBER,
    by=CASE_MANAGER,
    after=COUNSELLING,
    purposes=("return", "reintegration", "follow-up"),
    recipients=(
        "origin",
        "origin-health",
        "organisations",
        "family",
        "authorities",
        "unhcr",
    ),
    changed_by=CASE_MANAGER,
)
CONSENT = AGREED.given
SHARE_ORIGIN = Derived(
    "share-origin",
    "The traveller agrees that data go to the mission of origin",
    AGREED.shares("origin"),
)
SHARE_HEALTH = Derived(
    "share-health",
    "The traveller agrees that health data go to the mission of origin",
    AGREED.shares("origin-health"),
)
DISCLOSURES = disclosures(
    AGREED,
    by=SHARING,
    opened_by=SHARING,
    purposes=("return", "reintegration", "follow-up"),
    partners=("organisations", "authorities"),
)
TOLD_ORIGIN = Derived(
    "told-origin",
    "What went to the mission of origin is written down",
    DISCLOSURES.was_made("origin"),
)
TOLD_ORIGIN_HEALTH = Derived(
    "told-origin-health",
    "What went to the doctors of the mission of origin is written down",
    DISCLOSURES.was_made("origin-health"),
)

# ------------------------------------------------ asked of each traveller
BORN = Field("born", "Born on", DATE, secrecy="personal")
BORN_HOW = Field(
    "born_precision",
    "How sure is the date of birth?",
    one_of("exact", "year", "estimated"),
)
SEX = Field("sex", "Sex", one_of("female", "male", "other"), allows=(REFUSED,))
NATIONALITY = Field("nationality", "Nationality", COUNTRY, allows=(DONT_KNOW,))

# A child is a person below 18 years (Convention on the Rights of the Child).
OF_AGE = BORN + years(18)
CHILD = Derived("child", "The traveller is a child", today < OF_AGE)

WITH_PARENT = Field(
    "with_parent", "Does the child travel with a parent?", YES_NO, when=CHILD
)
ONE_PARENT = Field(
    "one_parent",
    "Does the other parent stay behind?",
    YES_NO,
    when=CHILD & WITH_PARENT,
)
CUSTODY = Field(
    "custody_paper",
    "Proof of custody, or consent of the other parent",
    DOCUMENT,
    when=ONE_PARENT,
    optional=True,
    secrecy="personal",
)
ALONE = Derived("alone", "The traveller is a child alone", CHILD & ~WITH_PARENT)

# Told at the gate, and read in much that comes before it: who has left needs no more.
BOARDED = Field(
    "boarded",
    "What happened at the gate?",
    one_of("boarded", "no-show", "changed-mind", "held"),
)
SHARED = Derived(
    "shared",
    "All agreed that their data go to the mission of origin",
    AGREED.all_share("origin"),
)
LEFT = Derived("left", "The traveller has left", sure(BOARDED == "boarded"))

# ------------------------------------------------ asked of the case
DESTINATION = Field("destination", "To which country?", COUNTRY)
STATUS_HERE = Field(
    "status_here",
    "Administrative situation in Morocco",
    one_of("regular", "irregular", "asylum", "unclear"),
    secrecy="sensitive",
)
ENTERED = Field("entered_on", "In Morocco since", DATE, optional=True)
ROUTE = Field("route", "Route to Morocco", TEXT, optional=True, secrecy="sensitive")
REASONS = Field(
    "reasons", "Why does the person wish to return?", TEXT, secrecy="sensitive"
)
PREVIOUS = Field(
    "previous_avrr", "Was anybody in the family helped to return before?", YES_NO
)
PRIORITY = Field(
    "priority",
    "Grounds for priority",
    many_of("women-with-children", "family", "disabled", "ill", "street", "none"),
)
HOUSEHOLD = Field(
    "travellers", "How many people travel, the applicant included?", number(1)
)
DUPLICATE = Field(
    "duplicate", "Is the person already on file?", one_of("no", "yes", "doubtful")
)
OTHER_CASE = Field(
    "other_case", "Under which case number?", case_of("avrr"), when=DUPLICATE == "yes"
)
UNHCR_TOLD = Field("unhcr_told", "On which day was UNHCR informed?", DATE)

# ------------------------------------------------ what is done
IDENTITY = Step(
    "identity",
    "Identity taken",
    of=MEMBER,
    by=CASE_MANAGER,
    after=CONSENT,
    doubted_by=CONSENT,
    asks=(
        BORN,
        BORN_HOW,
        SEX,
        NATIONALITY,
        WITH_PARENT,
        ONE_PARENT,
        CUSTODY,
    ),
    requires=BORN <= today,
    reopened_by=CASE_MANAGER,
)
REGISTRATION = Step(
    "registration",
    "Case registered",
    by=CASE_MANAGER,
    after=(COUNSELLING, IDENTITY),
    doubted_by=(COUNSELLING, IDENTITY),
    asks=(
        DESTINATION,
        STATUS_HERE,
        ENTERED,
        ROUTE,
        REASONS,
        PREVIOUS,
        PRIORITY,
        HOUSEHOLD,
        DUPLICATE,
        OTHER_CASE,
    ),
    requires=(WANTS, count(MEMBER) >= 1, count(MEMBER) == HOUSEHOLD),
    reopened_by=CASE_MANAGER,
)
UNHCR = Step(
    "unhcr",
    "UNHCR informed",
    by=PROTECTION,
    after=REGISTRATION,
    doubted_by=REGISTRATION,
    when=PROTECTED,
    asks=UNHCR_TOLD,
    requires=(CONSEQUENCE, UNHCR_TOLD <= today),
)
