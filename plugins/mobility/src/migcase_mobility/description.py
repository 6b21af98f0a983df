"""What an opportunity is: the host organisation, and the mission it offers.

What a scheme does not allow is not recorded: a host without a valid agreement or
label, hours that are too few or too many, another permit than Belgium gives.
"""

from __future__ import annotations

from migcase import (
    COUNTRY,
    DATE,
    PERIOD,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Step,
    many_of,
    number,
    one_of,
    today,
)
from migcase_mobility.mission import ESC_HOURS_LEAST, ESC_HOURS_MOST, RECIPROCITY_HOURS
from migcase_mobility.people import RESEARCHER
from migcase_mobility.schemes import BELGIUM, RECIPROCITY, SOLIDARITY_CORPS

# ------------------------------------------------ the host organisation
HOST_NAME = Field("host", "Which organisation receives?", TEXT)
LEGAL_FORM = Field(
    "legal_form",
    "Legal form",
    one_of("association", "public-body", "commune", "school", "company", "other"),
)
ACCREDITED_AS = Field(
    "accredited_as",
    "By what may it receive?",
    one_of("own-agreement", "federation-agreement", "intermediation", "quality-label"),
)
ACCREDITATION = Field("accreditation", "Number of the agreement or label", TEXT)
ACCREDITED_UNTIL = Field(
    "accredited_until", "Agreement or label valid until", DATE, guarded=True
)
CONTACT_AT_HOST = Field(
    "host_contact", "Whom to write to, and where", TEXT, secrecy="personal"
)

# ------------------------------------------------ the mission
TITLE = Field("mission_title", "Title of the mission", TEXT)
LAND = Field("country", "In which country?", COUNTRY)
REGION = Field("region", "In which region?", TEXT)
DOMAIN = Field(
    "domain",
    "In which domain?",
    one_of(
        "solidarity",
        "health",
        "education",
        "culture",
        "sport",
        "environment",
        "heritage",
        "citizenship",
        "emergency",
        "other",
    ),
)
TASKS = Field("tasks", "What does the volunteer do?", TEXT)
PLACES = Field("places", "How many places?", number(1, 500), guarded=True)
AGE_FROM = Field("age_from", "From which age, if the host asks?", PERIOD, optional=True)
AGE_BELOW = Field(
    "age_below", "Below which age, if the host asks?", PERIOD, optional=True
)
LANGUAGE = Field(
    "language_level",
    "Which level of the language?",
    one_of("none", "a1", "a2", "b1", "b2", "c1", "c2"),
)
DIPLOMA = Field("diploma", "Which diploma, if any?", TEXT, optional=True)
ACCESSIBLE = Field("accessible", "Can somebody with a disability come?", YES_NO)
START_FROM = Field("start_from", "Starts at the earliest on", DATE)
START_UNTIL = Field("start_until", "Starts at the latest on", DATE)
LASTS = Field("lasts", "How long does it last?", PERIOD)
HOURS = Field("hours", "How many hours a week?", number(1, 48))
COVERS = Field(
    "covers",
    "What is paid for?",
    many_of("travel", "lodging", "food", "insurance", "allowance"),
)
PERMIT_KIND = Field(
    "permit_kind", "Which visa or permit?", one_of("vls-t", "single-permit", "other")
)
WHO_APPLIES = Field(
    "who_applies",
    "Who applies for it?",
    one_of("volunteer", "host", "support-organisation"),
)
PAPERS = Field("papers", "Which papers are asked for?", TEXT)
DEADLINE = Field("deadline", "Deadline for applications", DATE, optional=True)

# ------------------------------------------------ what is done
DESCRIBED = Step(
    "described",
    "Host organisation and mission described",
    by=RESEARCHER,
    asks=(
        LEGAL_FORM,
        ACCREDITED_AS,
        ACCREDITATION,
        ACCREDITED_UNTIL,
        CONTACT_AT_HOST,
        REGION,
        DOMAIN,
        TASKS,
        PLACES,
        AGE_FROM,
        AGE_BELOW,
        LANGUAGE,
        DIPLOMA,
        ACCESSIBLE,
        START_FROM,
        START_UNTIL,
        LASTS,
        HOURS,
        COVERS,
        PERMIT_KIND,
        WHO_APPLIES,
        PAPERS,
        DEADLINE,
    ),
    requires=(
        START_FROM <= START_UNTIL,
        Derived(
            "host-accredited",
            "The agreement or label of the host is valid today",
            ACCREDITED_UNTIL >= today,
        ),
        RECIPROCITY.needs(ACCREDITED_AS != "quality-label", HOURS >= RECIPROCITY_HOURS),
        SOLIDARITY_CORPS.needs(
            ACCREDITED_AS == "quality-label",
            HOURS >= ESC_HOURS_LEAST,
            HOURS <= ESC_HOURS_MOST,
        ),
        BELGIUM.needs(PERMIT_KIND == "single-permit", WHO_APPLIES == "host"),
    ),
    reopened_by=RESEARCHER,
)
