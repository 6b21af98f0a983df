"""Preparation, departure and arrival: nobody leaves unprepared or unexpected.

Mobile is who has arrived.
"""

from __future__ import annotations

from migcase import (
    TEXT,
    YES_NO,
    Derived,
    Field,
    Step,
    done,
    many_of,
    one_of,
    sure,
    today,
)
from migcase_mobility.contract import CONTRACT
from migcase_mobility.matching import END, START
from migcase_mobility.mission import ARRIVAL_TIME, FORMALITIES_TIME
from migcase_mobility.people import COACH, TRAINER, TUTOR
from migcase_mobility.permit import STAY_UNTIL, VISA_D, VISA_DECISION

# ------------------------------------------------ what is asked
PREPARED_IN = Field(
    "prepared_in",
    "Prepared in what?",
    many_of("culture", "rights", "safety", "health", "budget"),
)
CARD = Field(
    "emergency_card", "Has the person the card with emergency numbers?", YES_NO
)
EMERGENCY_CONTACT = Field(
    "emergency_contact",
    "Who is called if something happens, and how?",
    TEXT,
    secrecy="personal",
)
ITINERARY = Field("itinerary", "Itinerary", TEXT)
MET_BY = Field("met_by", "Who met the person?", TEXT)
LODGED = Field("lodged", "Is the lodging what was promised?", YES_NO)
FORMALITIES = Field(
    "formalities",
    "Which formalities are done?",
    many_of("bank", "social-security", "commune", "telephone", "residence"),
)

# Told with the return, and read here: who is back needs no more of the stay.
BACK = Field(
    "back",
    "Has the person returned?",
    one_of("returned", "stays-lawfully", "overstays"),
)
STILL_AWAY = ~sure(BACK == "returned")

# ------------------------------------------------ what is done
PREPARATION = Step(
    "preparation",
    "Prepared for the departure",
    by=TRAINER,
    after=CONTRACT,
    within=START,
    asks=(PREPARED_IN, CARD, EMERGENCY_CONTACT),
    requires=(
        *(PREPARED_IN.has(topic) for topic in PREPARED_IN.kind.choices),
        CARD,
    ),
    reopened_by=(TRAINER, COACH),
)
DEPARTURE = Step(
    "departure",
    "Left",
    by=COACH,
    after=(VISA_DECISION, VISA_D, PREPARATION),
    within=START,
    asks=ITINERARY,
    requires=(today <= END, STAY_UNTIL >= END),
)
ARRIVAL = Step(
    "arrival",
    "Arrival confirmed",
    by=(TUTOR, COACH),
    after=DEPARTURE,
    within=ARRIVAL_TIME.after(DEPARTURE.on),
    asks=(MET_BY, LODGED),
    tells=COACH,
)
FORMALITIES_DONE = Step(
    "formalities-done",
    "Formalities done",
    by=(TUTOR, COACH),
    after=ARRIVAL,
    when=STILL_AWAY,
    within=FORMALITIES_TIME,
    asks=FORMALITIES,
)

GONE = Derived("gone", "The person has left", done(DEPARTURE))
THERE = Derived("there", "The person has arrived", done(ARRIVAL))
