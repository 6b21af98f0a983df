"""How a case ends, and what each ending leaves to do.

Until they leave, the young person may withdraw at any moment.  After that the mission
may end early, but the case goes on to the return, unless it ends badly.
"""

from __future__ import annotations

from migcase import (
    DATE,
    TEXT,
    YES_NO,
    Field,
    Outcome,
    done,
    each,
    one_of,
    settled,
    sure,
    today,
)
from migcase_mobility.contract import CONTRACT
from migcase_mobility.homecoming import FOLLOW_UP, RETURN, VALORISATION
from migcase_mobility.journey import BACK, GONE
from migcase_mobility.matching import DROPPED
from migcase_mobility.mission import CONTACT_RETENTION, REOPENING_TIME
from migcase_mobility.partners import REFERRALS
from migcase_mobility.people import COACH, MANAGER, NEXT_OF_KIN, YOUTH_OFFICER
from migcase_mobility.permit import REFUSED_STAY
from migcase_mobility.schemes import BORN
from migcase_mobility.selection import VERDICT
from migcase_mobility.stay import INCIDENT, INCIDENT_ANSWERED, SEARCH, SILENT
from migcase_mobility.unwinding import GUIDE_ON, TELL_FAMILY, UNDO

# ------------------------------------------------ what is asked
REASON = Field("reason", "Why?", TEXT)
NOT_ELIGIBLE_FOR = Field(
    "not_eligible_for",
    "On what grounds?",
    one_of("age", "residence", "papers", "already-abroad", "other"),
)
OTHERS_TOLD = Field(
    "others_told", "Was the person told which schemes remain open to them?", YES_NO
)
FOUND_BY = Field("found_by", "How is it known?", TEXT, secrecy="sensitive")
DIED_ON = Field("died_on", "Date of death", DATE)
DIED_SOURCE = Field("died_source", "Who says so?", TEXT)

# ------------------------------------------------ before the journey
BEFORE = (
    Outcome(
        "not-eligible",
        "Not eligible",
        by=(YOUTH_OFFICER, MANAGER),
        when=~done(CONTRACT),
        asks=(NOT_ELIGIBLE_FOR, OTHERS_TOLD),
        requires=OTHERS_TOLD,
        then=(GUIDE_ON, *UNDO),
        reopened_by=MANAGER,
        reopen_within=REOPENING_TIME,
    ),
    Outcome(
        "not-selected",
        "Not selected",
        by=MANAGER,
        when=sure(VERDICT.is_in("refused", "waiting")),
        then=GUIDE_ON,
        reopened_by=MANAGER,
        reopen_within=REOPENING_TIME,
    ),
    Outcome(
        "not-applied",
        "Informed, does not apply",
        when=~BORN.known,
        asks=REASON,
        keep=CONTACT_RETENTION,
    ),
    Outcome(
        "withdrawn",
        "The person withdrew",
        when=BORN.known & ~GONE,
        asks=REASON,
        then=UNDO,
        reopened_by=(COACH, MANAGER),
        reopen_within=REOPENING_TIME,
    ),
    Outcome(
        "no-offer",
        "No offer was found, or the scheme stays closed",
        by=(COACH, MANAGER),
        when=~done(CONTRACT),
        asks=REASON,
        then=(GUIDE_ON, *UNDO),
        reopened_by=(COACH, MANAGER),
        reopen_within=REOPENING_TIME,
    ),
    Outcome(
        "visa-refused",
        "Visa or permit refused",
        by=(COACH, MANAGER),
        when=REFUSED_STAY & ~GONE,
        then=(GUIDE_ON, *UNDO),
        reopened_by=(COACH, MANAGER),
        reopen_within=REOPENING_TIME,
    ),
    Outcome(
        "ended-by-programme",
        "Ended by the programme",
        by=MANAGER,
        asks=REASON,
        then=(GUIDE_ON, *UNDO),
        reopened_by=MANAGER,
        reopen_within=REOPENING_TIME,
    ),
)

# ------------------------------------------------ at any time, and after
AFTER = (
    Outcome(
        "deceased",
        "The person died",
        by=(COACH, MANAGER),
        asks=(DIED_ON, DIED_SOURCE),
        requires=DIED_ON <= today,
        then=(TELL_FAMILY, *UNDO),
        read_by=(MANAGER, NEXT_OF_KIN),
    ),
    Outcome(
        "lost",
        "Cannot be found",
        by=MANAGER,
        after=SEARCH,
        when=SILENT & done(SEARCH),
        asks=FOUND_BY,
        reopened_by=MANAGER,
    ),
    Outcome(
        "overstayed",
        "Did not return, and may not stay",
        by=MANAGER,
        when=sure(BACK == "overstays"),
        asks=REASON,
        reopened_by=MANAGER,
    ),
    Outcome(
        "not-followed",
        "Returned, does not wish to be asked again",
        by=(COACH, MANAGER),
        when=done(RETURN) & ~sure(BACK == "overstays"),
        asks=REASON,
    ),
    Outcome(
        "completed",
        "Mission, return and follow-up completed",
        by=MANAGER,
        not_by=FOLLOW_UP,
        after=(VALORISATION, FOLLOW_UP),
        requires=(
            each(INCIDENT, settled(INCIDENT_ANSWERED)),
            REFERRALS.nothing_open,
        ),
    ),
)
OUTCOMES = (DROPPED, *REFERRALS.outcomes, *BEFORE, *AFTER)
