"""The mission: a word every month, incidents, half-time, an end in time or early.

Two contacts in vain, or two months without news, are an alert: somebody searches
before anybody goes on.
"""

from __future__ import annotations

from migcase import (
    DOCUMENT,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Step,
    Track,
    done,
    many_of,
    one_of,
    some,
    sure,
    today,
)
from migcase.assistance.contacts import FAILED_ON, REACHED, REACHED_ON, Contacts
from migcase_mobility.journey import ARRIVAL, STILL_AWAY, THERE
from migcase_mobility.matching import END
from migcase_mobility.mission import (
    CONTACT_EVERY,
    MID_TERM_AFTER,
    MISSED_CONTACTS,
    PERMIT_REMINDER,
    SAME_DAY,
    SILENCE,
)
from migcase_mobility.people import COACH, EVERYBODY, HOST, MANAGER, TUTOR
from migcase_mobility.permit import STAY_UNTIL

# ------------------------------------------------ the end of the mission
HOW_ENDED = Field(
    "how_ended",
    "How did the mission end?",
    one_of("as-planned", "left-by-person", "ended-by-host", "accident", "other"),
)
ENDED_WHY = Field("ended_why", "Why early?", TEXT, when=HOW_ENDED != "as-planned")
CERTIFICATE = Field(
    "certificate",
    "Certificate or Youthpass",
    DOCUMENT,
    optional=True,
    secrecy="personal",
)
EARLY = Derived("early", "The mission ended early", sure(HOW_ENDED != "as-planned"))
MISSION_ENDED = Step(
    "mission-ended",
    "Mission ended",
    by=(TUTOR, HOST, COACH),
    after=ARRIVAL,
    within=END,
    asks=(HOW_ENDED, ENDED_WHY, CERTIFICATE),
    requires=(HOW_ENDED == "as-planned").needs(today >= END),
)
UNDER_WAY = Derived(
    "under-way", "The person is on the mission", THERE & ~done(MISSION_ENDED)
)

# ------------------------------------------------ a word every month
HOW = Field(
    "how", "By which channel?", one_of("phone", "message", "video", "visit", "tutor")
)
NEWS = Field(
    "news",
    "How is the person?",
    one_of("well", "difficulties", "wants-to-stop"),
    when=REACHED,
)
CONTACT = Track(
    "contact",
    "Monthly contact",
    opened_by=(COACH, TUTOR),
    asks=(HOW, REACHED, REACHED_ON, FAILED_ON, NEWS),
    requires=(~sure(REACHED_ON > today), ~sure(FAILED_ON > today)),
    when=THERE,
    due=CONTACT_EVERY.after(ARRIVAL.on),
    every=CONTACT_EVERY,
    until=~UNDER_WAY,
)
CONTACTS = Contacts(CONTACT, HOW)
SILENT = Derived(
    "silent",
    "Nobody has heard of the person for too long",
    UNDER_WAY
    & (
        (CONTACTS.in_vain >= MISSED_CONTACTS)
        | (
            sure(today > SILENCE.after(ARRIVAL.on))
            & ~some(CONTACT, sure(today <= SILENCE.after(REACHED_ON)))
        )
    ),
)

# ------------------------------------------------ incidents
INCIDENT_SORT = Field(
    "incident_sort",
    "What sort of incident?",
    one_of("health", "safety", "conflict", "lodging", "papers", "tasks", "other"),
)
INCIDENT_TEXT = Field(
    "incident_text",
    "What happened?",
    TEXT,
    secrecy="sensitive",
    read_by=(COACH, MANAGER),
)
INCIDENT_DONE = Field(
    "incident_done",
    "What was done?",
    TEXT,
    secrecy="sensitive",
    read_by=(COACH, MANAGER),
)
GOES_ON = Field("goes_on", "Does the mission go on?", YES_NO)
INCIDENT = Track(
    "incident",
    "Incident",
    opened_by=EVERYBODY,
    asks=(INCIDENT_SORT, INCIDENT_TEXT),
    when=THERE,
)

# ------------------------------------------------ what is done
INCIDENT_ANSWERED = Step(
    "incident-answered",
    "Incident answered",
    of=INCIDENT,
    by=(COACH, MANAGER),
    within=SAME_DAY,
    asks=(INCIDENT_DONE, GOES_ON),
    tells=MANAGER,
)
SEARCHED_WITH = Field(
    "searched_with",
    "Who was asked?",
    many_of("host", "family", "friends", "consulate", "police"),
)
FOUND = Field("found", "What came of it?", TEXT, secrecy="sensitive")
SEARCH = Step(
    "search",
    "Person searched for",
    by=(COACH, MANAGER),
    within=SAME_DAY,
    asks=(SEARCHED_WITH, FOUND),
    again=SILENT,
    tells=(COACH, MANAGER),
)
REVIEW = Field("review", "What goes well, what has to change?", TEXT)
MID_TERM = Step(
    "mid-term",
    "Mid-term review",
    by=(COACH, TUTOR),
    after=ARRIVAL,
    when=sure(MID_TERM_AFTER.after(ARRIVAL.on) < END) & ~done(MISSION_ENDED),
    within=MID_TERM_AFTER.after(ARRIVAL.on),
    asks=REVIEW,
    waived_by=COACH,
)
INFORMED = Field(
    "informed",
    "Who was informed?",
    many_of("agency", "host", "authorities", "insurance", "family"),
)
EARLY_END = Step(
    "early-end",
    "Early end announced to all whom it concerns",
    by=COACH,
    after=MISSION_ENDED,
    when=EARLY,
    within=SAME_DAY,
    asks=INFORMED,
)
STAY_PLAN = Field(
    "stay_plan",
    "What happens before the permit ends?",
    one_of("returns", "extension-asked"),
)
PERMIT_ENDS = Step(
    "permit-ends",
    "End of the permit looked at: return booked, or extension asked for",
    by=COACH,
    after=ARRIVAL,
    when=STILL_AWAY,
    within=PERMIT_REMINDER.before(STAY_UNTIL),
    asks=STAY_PLAN,
    tells=(COACH, MANAGER),
)
