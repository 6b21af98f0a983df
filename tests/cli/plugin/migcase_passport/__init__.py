"""Replacing a lost passport: a programme small enough to test every command with."""

from migcase import (
    COUNTRY,
    DATE,
    DONT_KNOW,
    MONEY,
    PERSON,
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
    days,
    done,
    hookimpl,
    many_of,
    number,
    one_of,
)

OFFICER = Role("officer", "Desk officer")
SUPERVISOR = Role("supervisor", "Supervisor")

HOW = Field("how", "How was it lost?", one_of("lost", "stolen"))
WHEN = Field("lost_on", "On which day?", DATE, allows=(DONT_KNOW,))
POLICE = Field("police", "Were the police told?", YES_NO, when=HOW == "stolen")
STORY = Field("story", "What happened?", TEXT, optional=True)
FROM = Field("nationality", "Whose passport was it?", COUNTRY)
PAPERS = Field("papers", "Which papers are there?", many_of("birth", "photo", "copy"))
COPIES = Field("copies", "How many copies?", number(1, 9))
FEE = Field("fee", "What did it cost?", MONEY, secrecy="sensitive", read_by=SUPERVISOR)
READY = Field("ready", "Is the passport at the desk?", YES_NO)
WHO = Field("who", "Who travels along?", PERSON)
WHY_WAIT = Field("wait_for", "What is waited for?", TEXT)
GROUNDS = Field("grounds", "Why does it end?", TEXT)

RELATIVE = Track("relative", "Relative", opened_by=OFFICER, asks=WHO, about=WHO)

REPORT = Step("report", "Loss reported", by=OFFICER, asks=(HOW, WHEN, POLICE, STORY))
PHOTO = Step("photo", "Photograph taken", of=RELATIVE, by=OFFICER, waived_by=SUPERVISOR)
LETTER = Step(
    "letter",
    "Consulate written to",
    by=OFFICER,
    after=REPORT,
    within=days(3),
    asks=(FROM, PAPERS, COPIES),
    reopened_by=OFFICER,
)
CHECK = Step(
    "check", "Letter checked", by=(OFFICER, SUPERVISOR), not_by=LETTER, after=LETTER
)
FORM = Step("form", "Police form filed", by=OFFICER, after=REPORT, when=HOW == "stolen")
HANDOVER = Step(
    "handover",
    "Passport handed over",
    by=OFFICER,
    after=(CHECK, FORM),
    requires=READY,
    asks=FEE,
    within=days(30),
)
NEWS = Step(
    "news", "Consulate asked", by=OFFICER, after=LETTER, asks=READY, optional=True
)

PASSPORT = Programme(
    key="passport",
    version=1,
    title="Replacing a passport",
    opened_by=OFFICER,
    stages=(
        Stage("At the desk", (REPORT, PHOTO, FORM)),
        Stage("At the consulate", (LETTER, CHECK, NEWS)),
        Stage("Back", (HANDOVER,)),
    ),
    holds=(
        Hold(
            "closed-consulate",
            "The consulate is closed",
            by=OFFICER,
            asks=WHY_WAIT,
            released_by=SUPERVISOR,
            stops=(LETTER, CHECK),
        ),
    ),
    milestones=(
        Milestone("reported", "Told us", done(REPORT)),
        Milestone("helped", "Has a passport again", done(HANDOVER)),
    ),
    outcomes=(
        Outcome("replaced", "The person has a passport", after=HANDOVER),
        Outcome(
            "found",
            "The old passport turned up",
            asks=GROUNDS,
            reopened_by=SUPERVISOR,
        ),
        Outcome("left", "Does not travel along", of=RELATIVE),
    ),
)


@hookimpl
def migcase_programmes() -> list[Programme]:
    return [PASSPORT]
