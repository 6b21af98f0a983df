"""The information session and the application: who comes, from where, wanting what.

Whoever applies has heard what lawful mobility is and what the irregular routes cost.
The age is looked at on the day on which the mission would start, not today.
"""

from __future__ import annotations

from migcase import (
    DATE,
    DOCUMENT,
    REFUSED,
    TEXT,
    Field,
    Step,
    many_of,
    one_of,
    today,
)
from migcase.assistance import consent, disclosures
from migcase_mobility.mission import AGE_OF_MAJORITY
from migcase_mobility.people import COACH, PARTNER, YOUTH_OFFICER
from migcase_mobility.schemes import (
    BORN,
    CREDIT,
    SCHEME,
    SCHEME_OPEN,
    enough_credit,
    right_age,
)

# ------------------------------------------------ what is asked
TOPICS = Field(
    "topics",
    "What was explained?",
    many_of("lawful-ways", "irregular-routes", "schemes", "costs", "rights", "data"),
)
TO_BE_EXPLAINED = ("lawful-ways", "irregular-routes", "data")
SESSION = Field("session", "Which session?", TEXT, optional=True)
SEX = Field("sex", "Sex", one_of("female", "male", "other"), allows=(REFUSED,))
LIVES_IN = Field(
    "lives_in",
    "Where does the person live?",
    one_of(
        "inezgane-ait-melloul",
        "taroudant",
        "chtouka-ait-baha",
        "tiznit",
        "elsewhere",
    ),
)
STARTS = Field("starts_on", "When would the mission start?", DATE)
MOTIVATION = Field("motivation", "Motivation", TEXT, secrecy="personal")
CV = Field("cv", "Curriculum vitae", DOCUMENT, secrecy="personal")
LANGUAGES = Field("languages", "Which languages, and how well?", TEXT)
PASSPORT = Field(
    "passport", "Has the person a passport?", one_of("yes", "asked-for", "no")
)

# A child is a person below this age (Convention on the Rights of the Child).
OF_AGE = AGE_OF_MAJORITY.after(BORN)

# ------------------------------------------------ what is done
INFORMATION = Step(
    "information",
    "Informed about lawful mobility and the risks of irregular routes",
    by=(YOUTH_OFFICER, PARTNER),
    asks=(SESSION, TOPICS),
    requires=tuple(TOPICS.has(topic) for topic in TO_BE_EXPLAINED),
    reopened_by=YOUTH_OFFICER,
)
AGREED = consent(
    by=(YOUTH_OFFICER, PARTNER, COACH),
    after=INFORMATION,
    purposes=("mobility", "follow-up"),
    recipients=("hosts", "organisations", "family", "authorities"),
    changed_by=YOUTH_OFFICER,
)
DISCLOSURES = disclosures(
    AGREED,
    by=(COACH, YOUTH_OFFICER),
    opened_by=(COACH, YOUTH_OFFICER),
    purposes=("mobility", "follow-up"),
    partners=("organisations", "authorities"),
)
APPLICATION = Step(
    "application",
    "Application complete",
    by=(YOUTH_OFFICER, PARTNER),
    after=AGREED.given,
    doubted_by=AGREED.given,
    asks=(
        BORN,
        SEX,
        LIVES_IN,
        SCHEME,
        STARTS,
        CREDIT,
        MOTIVATION,
        CV,
        LANGUAGES,
        PASSPORT,
    ),
    requires=(
        BORN <= today,
        LIVES_IN != "elsewhere",
        STARTS >= today,
        *right_age(STARTS),
        enough_credit(STARTS),
        *SCHEME_OPEN,
    ),
    reopened_by=YOUTH_OFFICER,
)
