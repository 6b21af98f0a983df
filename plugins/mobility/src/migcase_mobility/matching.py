"""Matching: offers that are applied for, and the one that both sides accept.

Each offer is a line that names an opportunity.  Nobody accepts for a host whose
agreement or label runs out before the end of the mission, nor without a place of the
opportunity that is kept for this case.
"""

from __future__ import annotations

from migcase import (
    DATE,
    DOCUMENT,
    TEXT,
    Derived,
    Field,
    Outcome,
    Step,
    Track,
    case_of,
    count,
    done,
    latest,
    linked,
    linked_value,
    one_of,
    today,
)
from migcase_mobility.application import AGREED, DISCLOSURES
from migcase_mobility.description import (
    ACCREDITED_UNTIL,
    AGE_BELOW,
    AGE_FROM,
    START_FROM,
    START_UNTIL,
)
from migcase_mobility.mission import HOST_ANSWER_TIME, MATCHING_TIME
from migcase_mobility.opportunity import HELD_BY_US, OFFERED
from migcase_mobility.people import COACH, HOST
from migcase_mobility.project import PROJECT
from migcase_mobility.schemes import (
    BORN,
    SCHEME,
    TAKES_MORE,
    right_age,
    right_length,
)

# ------------------------------------------------ an offer, and what its file says
WHICH = Field("opportunity", "Which opportunity?", case_of("opportunity"))
STILL_OFFERED = Derived(
    "still-offered",
    "The opportunity is open, and was verified not long ago",
    linked(WHICH, OFFERED),
)
SAME_SCHEME = Derived(
    "same-scheme",
    "The opportunity is of the scheme of the project",
    linked_value(WHICH, SCHEME) == SCHEME,
)
OFFER = Track(
    "offer",
    "Offer",
    opened_by=COACH,
    asks=WHICH,
    about=WHICH,
    unique=WHICH,
    when=done(PROJECT) & AGREED.shares("hosts") & TAKES_MORE,
    requires=(STILL_OFFERED, SAME_SCHEME),
    due=MATCHING_TIME.after(PROJECT.on),
)

# ------------------------------------------------ what is asked
SENT = Field("sent", "What was sent?", DOCUMENT, secrecy="personal")
HOST_SAYS = Field(
    "host_says",
    "What does the host answer?",
    one_of("accepted", "refused", "no-answer"),
)
INTERVIEWED_ON = Field("interviewed_on", "Interviewed on", DATE, optional=True)
FROM = Field("mission_from", "First day of the mission", DATE, guarded=True)
UNTIL = Field("mission_until", "Last day of the mission", DATE, guarded=True)
LETTER = Field("acceptance_letter", "Letter of acceptance", DOCUMENT)
DROPPED_BY = Field(
    "dropped_by", "By whom?", one_of("host", "young-person", "programme")
)
DROPPED_WHY = Field("dropped_why", "Why is it dropped?", TEXT)

# ------------------------------------------------ what must be true of it
ACCREDITED = Derived(
    "accredited",
    "The agreement or label of the host is valid until the end of the mission",
    linked_value(WHICH, ACCREDITED_UNTIL) >= UNTIL,
)
PLACE_KEPT = Derived(
    "place-kept",
    "A place of the opportunity is kept for this case",
    linked(WHICH, HELD_BY_US),
)
OLDEST = linked_value(WHICH, AGE_BELOW)
YOUNGEST = linked_value(WHICH, AGE_FROM)
AS_THE_HOST_ASKS = (
    FROM >= linked_value(WHICH, START_FROM),
    FROM <= linked_value(WHICH, START_UNTIL),
    ~YOUNGEST.known | (FROM >= YOUNGEST.after(BORN)),
    ~OLDEST.known | (FROM < OLDEST.after(BORN)),
)

TO_HOSTS = count(DISCLOSURES.track, DISCLOSURES.recipient == "hosts")
SENT_AND_WRITTEN = Derived(
    "sent-and-written",
    "Of each application, what the host is told is written down as a disclosure",
    TO_HOSTS >= count(OFFER, SENT.known),
)

# ------------------------------------------------ what is done
APPLIED = Step(
    "applied",
    "Application sent to the host",
    of=OFFER,
    by=COACH,
    asks=SENT,
    requires=SENT_AND_WRITTEN,
)
ANSWERED = Step(
    "host-answer",
    "Host answered",
    of=OFFER,
    by=(COACH, HOST),
    after=APPLIED,
    within=HOST_ANSWER_TIME,
    asks=(HOST_SAYS, INTERVIEWED_ON),
    again=HOST_SAYS == "no-answer",
    reopened_by=COACH,
)
ACCEPTED = Step(
    "acceptance",
    "Accepted by the host and the young person",
    of=OFFER,
    by=COACH,
    after=ANSWERED,
    when=HOST_SAYS == "accepted",
    asks=(FROM, UNTIL, LETTER),
    requires=(
        FROM >= today,
        *right_age(FROM),
        *right_length(FROM, UNTIL),
        *AS_THE_HOST_ASKS,
        ACCREDITED,
        PLACE_KEPT,
    ),
    reopened_by=COACH,
)
DROPPED = Outcome(
    "dropped",
    "Offer dropped",
    of=OFFER,
    asks=(DROPPED_BY, DROPPED_WHY),
    counts=False,
)

# Read in every chapter that follows: of the offer that was accepted.
START = latest(OFFER, FROM)
END = latest(OFFER, UNTIL)
ONE_ACCEPTED = Derived(
    "one-accepted",
    "The person has one accepted offer, and no other",
    count(OFFER, done(ACCEPTED)) == 1,
)
