"""An opportunity: a mission at a host organisation abroad, and its places.

A case that is about nobody.  What is known of it is looked at again before it grows
stale; while it is open and fresh, coaches claim its places for the young people they
accompany, never more than there are.
"""

from __future__ import annotations

from typing import NamedTuple

from migcase import (
    TEXT,
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
    linked,
    one_of,
    some,
    sure,
    this_case,
    today,
)
from migcase.assistance.sound import can_be_read
from migcase_mobility.description import (
    DEADLINE,
    DESCRIBED,
    HOST_NAME,
    LAND,
    PLACES,
    TITLE,
)
from migcase_mobility.mission import (
    RECHECK_AFTER,
    REOPENING_TIME,
    RETENTION,
    STALE_AFTER,
)
from migcase_mobility.people import COACH, MANAGER, RESEARCHER
from migcase_mobility.schemes import BELGIUM, ESC, RECIPROCITY, SCHEME

# ------------------------------------------------ is it still there
STATUS = Field(
    "offer_status", "How does it stand?", one_of("open", "closed", "suspended")
)
SOURCE = Field("source_url", "Where was it looked up?", TEXT)
WHY_STOPPED = Field("why_stopped", "Why?", TEXT, when=STATUS != "open")

# ------------------------------------------------ what is done
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
KNOWN_CASE = Derived(
    "known-case",
    "That case is one of this office",
    linked(FOR, can_be_read()),
)
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
    requires=(KNOWN_CASE, PLACES_LEFT),
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
