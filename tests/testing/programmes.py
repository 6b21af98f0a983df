"""A small programme with something of everything, for the tests of the kit."""

from __future__ import annotations

from migcase import (
    DATE,
    MONEY,
    NUMBER,
    TEXT,
    YES_NO,
    Field,
    Hold,
    Milestone,
    Outcome,
    Programme,
    Role,
    Stage,
    Step,
    Track,
    case_of,
    count,
    days,
    done,
    linked,
    months,
    one_of,
    some,
    sure,
)

OFFICER = Role("officer", "Desk officer")
HEAD = Role("head", "Head of the desk")

HOW = Field("how", "How was it lost?", one_of("lost", "stolen"))
LOST_ON = Field("lost_on", "On which day?", DATE)
FEE = Field("fee", "Which fee was paid?", MONEY)
ANSWER = Field("answer", "What did the consulate say?", one_of("yes", "no"))
REASON = Field("reason", "Why?", TEXT)
WENT = Field("went_where", "Where to?", TEXT)
WHO = Field("who", "Who else lost one?", TEXT)
SIGNED = Field("signed", "Did they sign?", YES_NO)
CHILDREN = Field("children", "How many children?", NUMBER)
EARLIER = Field("earlier", "The case of the earlier loss", case_of("passport"))

COMPANION = Track("companion", "Somebody else", opened_by=OFFICER, asks=WHO, unique=WHO)

REPORT = Step("report", "Loss reported", by=OFFICER, asks=(HOW, LOST_ON))
POLICE = Step(
    "police", "Police told", by=OFFICER, after=REPORT, when=HOW == "stolen", asks=FEE
)
SIGNATURE = Step(
    "signature", "Signed", of=COMPANION, by=OFFICER, after=REPORT, asks=SIGNED
)
LETTER = Step(
    "letter",
    "Consulate written to",
    by=OFFICER,
    after=(REPORT, POLICE, SIGNATURE),
    within=days(3),
    asks=ANSWER,
    again=ANSWER == "no",
    reopened_by=HEAD,
    waived_by=HEAD,
)
CHECK = Step(
    "check",
    "Letter checked",
    by=(OFFICER, HEAD),
    not_by=LETTER,
    after=LETTER,
    requires=count(COMPANION) <= 2,
    valid=months(2),
)
HANDOVER = Step("handover", "Passport handed over", by=OFFICER, after=CHECK)
KEYS_BACK = Step("keys-back", "Key returned", by=OFFICER, when=done(REPORT))

PASSPORT = Programme(
    key="passport",
    version=1,
    title="Replacing a passport",
    stages=(
        Stage("At the desk", (REPORT, POLICE, SIGNATURE)),
        Stage("At the consulate", (LETTER, CHECK, HANDOVER)),
    ),
    holds=(Hold("strike", "The consulate is closed", by=HEAD, released_by=HEAD),),
    milestones=(Milestone("written", "Consulate told", done(LETTER)),),
    outcomes=(
        Outcome("replaced", "The person has a passport", after=HANDOVER),
        Outcome("went", "The companion went away", of=COMPANION, asks=WENT),
        Outcome(
            "found",
            "The old passport turned up",
            when=~sure(some(COMPANION, SIGNED)),
            asks=REASON,
            then=KEYS_BACK,
            reopened_by=HEAD,
        ),
        Outcome("gave-up", "Nothing could be done", by=HEAD),
    ),
    tracks=COMPANION,
)

SECOND = Step(
    "second",
    "Second loss reported",
    by=OFFICER,
    asks=EARLIER,
    requires=linked(EARLIER, done(HANDOVER)),
)
SECOND_LOSS = Programme(
    key="second-loss",
    version=1,
    title="A second loss",
    stages=(Stage("At the desk", SECOND),),
    outcomes=(Outcome("noted", "It was noted"),),
)
