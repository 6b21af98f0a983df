"""An opportunity: a mission at a host organisation abroad, and its places.

A case that is about nobody.  What is known of it is looked at again before it grows
stale; while it is open and fresh, coaches claim its places for the young people they
accompany, never more than there are.
"""

from __future__ import annotations

from typing import NamedTuple

from migcase import (
    COUNTRY,
    DATE,
    PERIOD,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Hold,
    Milestone,
    Outcome,
    Programme,
    Stage,
    Step,
    Track,
    case_of,
    count,
    done,
    ended,
    many_of,
    number,
    one_of,
    some,
    sure,
    this_case,
    today,
)
from migcase_mobility.mission import (
    ESC_HOURS_LEAST,
    ESC_HOURS_MOST,
    RECHECK_AFTER,
    RECIPROCITY_HOURS,
    REOPENING_TIME,
    RETENTION,
    STALE_AFTER,
)
from migcase_mobility.people import COACH, MANAGER, RESEARCHER
from migcase_mobility.schemes import (
    BELGIUM,
    ESC,
    RECIPROCITY,
    SCHEME,
    SOLIDARITY_CORPS,
)

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

# ------------------------------------------------ is it still there
STATUS = Field(
    "offer_status", "How does it stand?", one_of("open", "closed", "suspended")
)
SOURCE = Field("source_url", "Where was it looked up?", TEXT)
WHY_STOPPED = Field("why_stopped", "Why?", TEXT, when=STATUS != "open")

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
VERIFICATION = Step(
    "verification",
    "Looked up and verified",
    by=RESEARCHER,
    after=DESCRIBED,
    asks=(STATUS, WHY_STOPPED, SOURCE),
    valid=STALE_AFTER,
    within=STALE_AFTER.after(DESCRIBED.on),
    reopened_by=(RESEARCHER, COACH, MANAGER),
)
FRESH = Derived(
    "fresh",
    "What is known of it was verified and is not stale",
    done(VERIFICATION) & sure(today <= STALE_AFTER.after(VERIFICATION.on)),
)
AVAILABLE = Derived(
    "available",
    "It is open, described and verified",
    done(DESCRIBED) & FRESH & sure(STATUS == "open"),
)


# ------------------------------------------------ places
class Below(NamedTuple):
    """What is declared further down, by its key."""

    key: str


FOR = Field("place_for", "For which young person?", case_of("mobility"))
GIVEN_BACK_WHY = Field("given_back_why", "Why is it given back?", TEXT)
PLACES_LEFT = Derived(
    "places-left",
    "No more places are claimed than there are",
    count(Below("place")) <= PLACES,
)
PLACE = Track(
    "place",
    "Place",
    opened_by=(COACH, RESEARCHER),
    asks=FOR,
    about=FOR,
    unique=FOR,
    when=AVAILABLE,
    requires=PLACES_LEFT,
)
GIVEN_BACK = Outcome(
    "given-back",
    "Place given back",
    of=PLACE,
    by=(COACH, RESEARCHER),
    asks=GIVEN_BACK_WHY,
    counts=False,
)

# ------------------------------------------------ how it ends
GONE_WHY = Field("gone_why", "Why is it not offered any more?", TEXT)
OTHER_RECORD = Field("other_record", "Under which number?", case_of("opportunity"))
ENDINGS = (
    GIVEN_BACK,
    Outcome(
        "filled",
        "All its places were taken",
        by=(RESEARCHER, MANAGER),
        when=sure(count(PLACE) >= PLACES),
        reopened_by=(RESEARCHER, MANAGER),
    ),
    Outcome(
        "gone",
        "Not offered any more",
        by=(RESEARCHER, MANAGER),
        asks=GONE_WHY,
        reopened_by=(RESEARCHER, MANAGER),
        reopen_within=REOPENING_TIME,
    ),
    Outcome(
        "recorded-twice",
        "Recorded twice",
        by=(RESEARCHER, MANAGER),
        asks=OTHER_RECORD,
        requires=OTHER_RECORD != this_case,
    ),
)

# Read from the case of a young person, and from a cartography.
OFFERED = (
    AVAILABLE & ~sure(today > DEADLINE) & ~ended("filled", "gone", "recorded-twice")
)
HELD_BY_US = some(PLACE, FOR == this_case)

OPPORTUNITY = Programme(
    key="opportunity",
    version=1,
    title="Opportunity abroad",
    summary=(
        "A mission at a host organisation abroad, looked up, verified again before it "
        "grows stale, and its places, which are claimed for young people."
    ),
    opened_by=(RESEARCHER, COACH),
    asks=(HOST_NAME, TITLE, LAND, SCHEME),
    requires=(
        RECIPROCITY.needs(LAND == "FR"),
        BELGIUM.needs(LAND == "BE"),
        ESC.needs(LAND != "BE"),
    ),
    tracks=PLACE,
    stages=(
        Stage("Recording", DESCRIBED, stands_for="submitted"),
        Stage("Verification", VERIFICATION, stands_for="active"),
    ),
    holds=Hold(
        "suspended",
        "Suspended by the host or the scheme",
        when=STATUS == "suspended",
        recheck=RECHECK_AFTER,
        stops=DESCRIBED,
    ),
    milestones=(
        Milestone("verified", "Verified", when=done(VERIFICATION)),
        Milestone("taken", "A place was taken", when=count(PLACE) >= 1),
    ),
    outcomes=ENDINGS,
    keep=RETENTION,
)
