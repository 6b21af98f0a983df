"""The permit to stay: a visa, or in Belgium a single permit that the host asks for.

A refusal is not the end: the decision stays open, and the coach and the young person
say how to go on, by appeal, by a new application, by another offer, or not at all.
"""

from __future__ import annotations

from migcase import (
    DATE,
    DOCUMENT,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Step,
    one_of,
    sure,
)
from migcase_mobility.contract import CONTRACT
from migcase_mobility.matching import END
from migcase_mobility.mission import APPEAL_TIME, PASSPORT_MARGIN, PERMIT_TIME
from migcase_mobility.people import COACH, HOST
from migcase_mobility.schemes import BELGIUM, RECIPROCITY

# ------------------------------------------------ what is asked
PASSPORT_UNTIL = Field("passport_until", "Passport valid until", DATE)
AGENCY_AGREED = Field(
    "agency_agreed",
    "Has the Agence du Service Civique validated the request of the host?",
    YES_NO,
    when=RECIPROCITY,
)
APPOINTMENT = Field("appointment", "Appointment at the consulate", DATE)
VISA_FILE = Field("visa_file", "File that was handed in", DOCUMENT, secrecy="personal")
FEE_RECEIPT = Field("fee_receipt", "Receipt for the fee", DOCUMENT)
VISA_ANSWER = Field(
    "visa_answer", "What did the consulate decide?", one_of("issued", "refused")
)
OUTSIDE_EU = Field(
    "outside_eu", "Was the young person outside the EU on that day?", YES_NO
)
LONG_STAY = Field(
    "long_stay",
    "Had the young person a right to a long stay in the EU already?",
    YES_NO,
    when=~OUTSIDE_EU,
)
FILED_WITH = Field("filed_with", "With which region was it filed?", TEXT)
FILED_REF = Field("filed_ref", "Reference of the application", TEXT)
PERMIT_ANSWER = Field(
    "permit_answer", "What did the region decide?", one_of("granted", "refused")
)
STAY_UNTIL = Field(
    "stay_until",
    "Permit to stay valid until",
    DATE,
    when=sure(VISA_ANSWER == "issued") | sure(PERMIT_ANSWER == "granted"),
)
REFUSED_WHY = Field(
    "refused_why",
    "What reason was given, if any?",
    TEXT,
    optional=True,
    secrecy="personal",
)
NEXT_WAY = Field(
    "next_way",
    "How does it go on?",
    one_of("appeal", "new-application", "other-offer", "not-at-all"),
)

REFUSED_STAY = Derived(
    "refused-stay",
    "The visa or the permit was refused",
    sure(VISA_ANSWER == "refused") | sure(PERMIT_ANSWER == "refused"),
)
PASSPORT_LASTS = Derived(
    "passport-lasts",
    "The passport is valid long enough after the end of the mission",
    PASSPORT_UNTIL >= PASSPORT_MARGIN.after(END),
)

# ------------------------------------------------ a visa
VISA_REQUEST = Step(
    "visa-request",
    "Visa asked for at the consulate",
    by=COACH,
    after=CONTRACT,
    when=~BELGIUM,
    within=PERMIT_TIME,
    asks=(PASSPORT_UNTIL, AGENCY_AGREED, APPOINTMENT, VISA_FILE, FEE_RECEIPT),
    requires=(PASSPORT_LASTS, RECIPROCITY.needs(AGENCY_AGREED)),
    reopened_by=COACH,
)
VISA_DECISION = Step(
    "visa-decision",
    "Consulate decided about the visa",
    by=COACH,
    after=VISA_REQUEST,
    when=~BELGIUM,
    asks=(VISA_ANSWER, STAY_UNTIL, REFUSED_WHY),
    requires=(VISA_ANSWER == "issued").needs(STAY_UNTIL >= END),
    again=VISA_ANSWER == "refused",
    reopened_by=COACH,
)

# ------------------------------------------------ a single permit, in Belgium
PERMIT_FILED = Step(
    "permit-filed",
    "Single permit asked for by the host",
    by=HOST,
    after=CONTRACT,
    when=BELGIUM,
    within=PERMIT_TIME,
    asks=(PASSPORT_UNTIL, OUTSIDE_EU, LONG_STAY, FILED_WITH, FILED_REF),
    requires=(
        PASSPORT_LASTS,
        Derived(
            "files-from-outside",
            "The young person is outside the EU, or has a long stay already",
            OUTSIDE_EU | LONG_STAY,
        ),
    ),
    reopened_by=(HOST, COACH),
)
PERMIT_DECISION = Step(
    "permit-decision",
    "Region decided about the single permit",
    by=(HOST, COACH),
    after=PERMIT_FILED,
    when=BELGIUM,
    asks=(PERMIT_ANSWER, STAY_UNTIL, REFUSED_WHY),
    requires=(PERMIT_ANSWER == "granted").needs(STAY_UNTIL >= END),
    again=PERMIT_ANSWER == "refused",
    reopened_by=(HOST, COACH),
)
VISA_D = Step(
    "visa-d",
    "Consulate decided about the visa D",
    by=COACH,
    after=PERMIT_DECISION,
    when=BELGIUM,
    asks=(VISA_ANSWER, REFUSED_WHY),
    again=VISA_ANSWER == "refused",
    # Whoever had a right to a long stay already may need none; the coach says why.
    waived_by=COACH,
    reopened_by=COACH,
)

# ------------------------------------------------ refused
REFUSAL = Step(
    "refusal",
    "Decided how to go on after the refusal",
    by=COACH,
    when=REFUSED_STAY | NEXT_WAY.known,
    within=APPEAL_TIME,
    asks=NEXT_WAY,
    again=REFUSED_STAY,
)
