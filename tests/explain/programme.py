"""A small programme, invented, that uses each word of the language at least once."""

from __future__ import annotations

from migcase import (
    COUNTRY,
    DATE,
    DONT_KNOW,
    MONEY,
    PERIOD,
    PERSON,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Hold,
    Milestone,
    Outcome,
    Programme,
    Role,
    Setting,
    Stage,
    Step,
    Track,
    count,
    days,
    depending_on,
    done,
    each,
    many_of,
    months,
    number,
    one_of,
    settled,
    some,
    sure,
    today,
    working_days,
    years,
)
from migcase.calendar import days as span_of_days

CLERK = Role("clerk", "Clerk")
DOCTOR = Role("doctor", "Doctor", sees="own patients")
CHIEF = Role("chief", "Chief")

VALIDITY = Setting(
    "validity", "How long an examination holds", PERIOD, span_of_days(30), "Reasoned"
)
UNSAFE = Setting(
    "unsafe", "Closed destinations", many_of(COUNTRY), ("SY",), "A list", "published"
)

WHO = Field("who", "Who?", PERSON)
BORN = Field("born", "Born on", DATE, secrecy="personal")
WANTS = Field("wants", "Does the person wish to go?", YES_NO)
TO = Field("to", "To which country?", COUNTRY, allows=(DONT_KNOW,))
RISK = Field("risk", "Risk", one_of("low", "high"), secrecy="sensitive")
FIT = Field("fit", "Fit to travel?", one_of("fit", "unfit"), read_by=DOCTOR)
LEAVES = Field("leaves", "Leaves on", DATE)
TOPICS = Field("topics", "What was said?", many_of("rights", "risks"))
PRICE = Field("price", "Price", MONEY, optional=True)
HOW_MANY = Field("how_many", "How many travel?", number(1, 9))
WHY = Field("why", "Why?", TEXT, when=~WANTS)

TRAVELLER = Track("traveller", "Traveller", opened_by=CLERK, asks=WHO, about=WHO)
VISIT = Track("visit", "Visit", due=months(6).after(LEAVES), every=months(6))
CHILD = Derived("child", "The traveller is a child", today < BORN + years(18))

TALK = Step("talk", "Talk held", by=CLERK, asks=(WANTS, WHY, TO, TOPICS, HOW_MANY))
EXAM = Step(
    "exam",
    "Examined",
    by=DOCTOR,
    of=TRAVELLER,
    not_by=TALK,
    after=TALK,
    when=WANTS,
    requires=BORN <= today,
    asks=(BORN, RISK, FIT),
    again=FIT == "unfit",
    valid=VALIDITY,
    within=depending_on(RISK, low=days(7), high=days(0)),
    waived_by=CHIEF,
    reopened_by=(DOCTOR, CHIEF),
)
TICKET = Step(
    "ticket",
    "Ticket bought",
    by=(CLERK, CHIEF),
    after=EXAM,
    requires=(
        count(TRAVELLER) == HOW_MANY,
        each(TRAVELLER, ~CHILD | done(EXAM)),
        ~TO.is_in(UNSAFE),
        TOPICS.has("rights"),
    ),
    asks=(LEAVES, PRICE),
    within=working_days(3).before(LEAVES),
    not_before=days(2).after(TALK.on),
    tells=CHIEF,
)
CALL = Step("call", "Call made", of=VISIT, by=CLERK, optional=True)
REFUND = Step("refund", "Ticket given back", by=CHIEF, when=done(TICKET))

SMALL = Programme(
    key="small",
    version=3,
    title="A small programme",
    summary="It uses every word once.",
    opened_by=CLERK,
    stages=(
        Stage("Before", (TALK, EXAM), stands_for="waiting"),
        Stage("Journey", (TICKET, CALL)),
    ),
    holds=(
        Hold(
            "ill",
            "Somebody is ill",
            by=DOCTOR,
            when=some(TRAVELLER, FIT == "unfit"),
            released_by=DOCTOR,
            recheck=days(10),
            stops="Journey",
        ),
    ),
    milestones=(Milestone("left", "Left", when=done(TICKET) & (today > LEAVES)),),
    outcomes=(
        Outcome(
            "stays",
            "Does not go",
            when=~sure(done(TICKET)),
            asks=WHY,
            then=REFUND,
            reopened_by=CHIEF,
            reopen_within=months(3),
        ),
        Outcome("gone", "Gone", by=CHIEF, not_by=CLERK, requires=settled(TICKET)),
        Outcome("ended", "Is no longer with us", of=TRAVELLER, counts=False),
    ),
    keep=years(5),
)
