"""The journey: booking, briefing, the check before boarding, the gate, arrival.

A family travels together: if one of them is unfit, absent or kept back, the journey
is booked again for all who have not left, and so it is where a flight is moved.  At
the gate each traveller is asked once more, and may still say no.  Where some have
left and others have not, those who left first arrive and their lines end; then the
others are booked again.
"""

from __future__ import annotations

from datetime import date

from migcase import (
    DATE,
    DOCUMENT,
    MONEY,
    PERSON,
    TEXT,
    YES_NO,
    Condition,
    Derived,
    Expression,
    Field,
    Step,
    each,
    ended,
    one_of,
    settled,
    some,
    sure,
    today,
)
from migcase_avrr.child import CHILD_MAY_BOARD
from migcase_avrr.decision import DECLARED_ON, DEPARTS, RENEWAL
from migcase_avrr.mission import (
    ARRIVAL_TIME,
    BRIEFING_TIME,
    CHECK_VALIDITY,
    DECLARATION_VALIDITY,
    LEAD_TIME,
    NOTICE_TIME,
    POCKET_MONEY,
)
from migcase_avrr.people import AIRPORT, DOCTOR, MOVEMENTS, ORIGIN, PROTECTION
from migcase_avrr.preparation import (
    EXIT_UNTIL,
    FIT,
    FIT_UNTIL,
    PAPER_UNTIL,
    TRAVEL_READY,
)
from migcase_avrr.registration import (
    ALONE,
    BOARDED,
    CUSTODY,
    LEFT,
    MEMBER,
    ONE_PARENT,
    REGISTRATION,
    SHARE_ORIGIN,
    TOLD_ORIGIN,
    UNHCR,
)
from migcase_avrr.screening import PROTECTION_VIEW

# ------------------------------------------------ what is asked
ITINERARY = Field("itinerary", "Itinerary, transit and escort", TEXT)
TICKETS = Field("tickets", "Tickets", DOCUMENT, secrecy="personal")
CHECK = Field(
    "check",
    "Result of the check before boarding",
    one_of("fit", "unfit", "absent"),
    secrecy="sensitive",
)
MANIFEST_PAPER = Field("manifest", "Manifest of that day", DOCUMENT, secrecy="personal")
LAST_CONSENT = Field(
    "last_consent",
    "Does the person still wish to go?",
    YES_NO,
    when=BOARDED != "no-show",
)
FEAR_AT_GATE = Field(
    "fear_at_gate",
    "Did the person say at the gate that they fear to return?",
    YES_NO,
    when=BOARDED != "no-show",
    secrecy="sensitive",
)
CASH = Field("pocket_money", "Pocket money paid", MONEY, when=BOARDED == "boarded")
CASH_RECEIPT = Field(
    "pocket_receipt",
    "Receipt for the pocket money",
    DOCUMENT,
    when=BOARDED == "boarded",
)
ARRIVED_ON = Field("arrived_on", "Arrived on", DATE)
MET_BY = Field("met_by", "Who met the person?", TEXT, optional=True)
RECEIVED_BY = Field(
    "received_by",
    "To whom was the child handed over?",
    PERSON,
    when=ALONE,
    secrecy="personal",
)
INCIDENT = Field(
    "incident", "What went wrong on the way?", TEXT, optional=True, secrecy="sensitive"
)

# ------------------------------------------------ what it adds up to
GONE = Derived("gone", "Somebody has left", some(MEMBER, LEFT))
HERE = Derived("here", "Somebody has arrived", some(MEMBER, sure(ARRIVED_ON <= today)))
STAYED_AWAY = Derived(
    "stayed-away",
    "The traveller did not come",
    sure(BOARDED == "no-show") | sure(CHECK == "absent"),
)
UNFIT = Derived(
    "unfit",
    "The traveller is not fit to travel",
    sure(FIT == "unfit") | sure(CHECK == "unfit"),
)
KEPT_BACK = Derived(
    "kept-back",
    "The traveller was kept back, or changed their mind",
    sure(BOARDED.is_in("held", "changed-mind")) | sure(CHECK == "unfit"),
)
THERE = ended("arrived")


def papers_on(day: Expression[date]) -> tuple[Condition, ...]:
    """Return what must still hold on *day*: papers, fitness, leave to go."""
    return (
        PAPER_UNTIL >= day,
        FIT_UNTIL >= day,
        ~EXIT_UNTIL.known | (EXIT_UNTIL >= day),
    )


# ------------------------------------------------ what is done
BOOKING = Step(
    "booking",
    "Journey booked",
    by=MOVEMENTS,
    not_by=(PROTECTION_VIEW, PROTECTION),
    after=TRAVEL_READY,
    doubted_by=TRAVEL_READY,
    within=LEAD_TIME.after(REGISTRATION.on),
    asks=(DEPARTS, ITINERARY, TICKETS),
    requires=(
        DEPARTS >= today,
        *(
            each(MEMBER, THERE | good)
            for good in (*papers_on(today), *papers_on(DEPARTS))
        ),
    ),
    again=some(MEMBER, STAYED_AWAY | KEPT_BACK) & ~some(MEMBER, LEFT & ~THERE),
    reopened_by=MOVEMENTS,
)
NOTICE = Step(
    "notice",
    "Mission of origin told",
    by=MOVEMENTS,
    after=BOOKING,
    when=some(MEMBER, SHARE_ORIGIN),
    requires=TOLD_ORIGIN,
    within=NOTICE_TIME.before(DEPARTS),
)
BRIEFING = Step(
    "briefing",
    "Travellers briefed",
    by=MOVEMENTS,
    after=BOOKING,
    within=BRIEFING_TIME.before(DEPARTS),
)
PRE_EMBARKATION = Step(
    "pre-embarkation",
    "Checked just before boarding",
    of=MEMBER,
    by=DOCTOR,
    after=(BOOKING, BRIEFING),
    not_before=CHECK_VALIDITY.before(DEPARTS),
    within=DEPARTS,
    asks=CHECK,
    reopened_by=DOCTOR,
)
MANIFEST = Step(
    "manifest",
    "Manifest validated on the day",
    by=AIRPORT,
    after=(BOOKING, NOTICE, RENEWAL, PRE_EMBARKATION),
    not_before=DEPARTS,
    within=DEPARTS,
    asks=MANIFEST_PAPER,
)
DEPARTURE = Step(
    "departure",
    "Left, or not",
    of=MEMBER,
    by=AIRPORT,
    after=(PRE_EMBARKATION, MANIFEST),
    not_before=DEPARTS,
    within=DEPARTS,
    asks=(BOARDED, LAST_CONSENT, FEAR_AT_GATE, CASH, CASH_RECEIPT),
    requires=(BOARDED == "boarded").needs(
        LAST_CONSENT,
        ~FEAR_AT_GATE,
        CASH <= POCKET_MONEY,
        each(MEMBER, CHECK == "fit"),
        today <= PRE_EMBARKATION.on + CHECK_VALIDITY,
        DECLARED_ON <= today,
        today <= DECLARED_ON + DECLARATION_VALIDITY,
        *papers_on(today),
        ~sure(ONE_PARENT) | CUSTODY.known,
        # Somebody may have been screened again, or have told of asylum, since then.
        settled(TRAVEL_READY),
        settled(PROTECTION_VIEW),
        settled(UNHCR),
        *CHILD_MAY_BOARD,
    ),
)
ARRIVAL = Step(
    "arrival",
    "Arrival confirmed",
    of=MEMBER,
    by=(MOVEMENTS, ORIGIN),
    after=DEPARTURE,
    when=BOARDED == "boarded",
    within=ARRIVAL_TIME.after(DEPARTS),
    asks=(ARRIVED_ON, MET_BY, RECEIVED_BY, INCIDENT),
    requires=(ARRIVED_ON >= DEPARTURE.on, ARRIVED_ON <= today),
)
