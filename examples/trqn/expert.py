"""An expert: registered, interviewed, agreed with, sent, paid, heard afterwards.

Nothing is paid to anybody who did not arrive, and what is left of the allowance waits
for the report.
"""

from __future__ import annotations

from examples.trqn.need import ASSIGNMENT, CHOSEN, NEED_OF, SCORE
from examples.trqn.people import (
    COORDINATOR,
    FINANCE,
    FOLLOW_UP_TIME,
    HOST,
    LONGEST,
    MANAGER,
    OPERATIONS,
    REPORT_TIME,
    SENDER,
)
from migcase import (
    COUNTRY,
    DATE,
    DOCUMENT,
    MONEY,
    PERSON,
    TEXT,
    YES_NO,
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
    days,
    done,
    linked,
    number,
    some,
    sure,
    this_case,
    today,
)
from migcase.assistance import payments

# ------------------------------------------------ registered and interviewed
CONSENT = Field("consent", "Does the expert agree to be on file?", YES_NO)
ORIGIN = Field("origin_country", "Country of origin", COUNTRY)
CV = Field("cv", "Curriculum vitae and diplomas", DOCUMENT, secrecy="personal")
STAYS_UNTIL = Field("residence_until", "Right of residence valid until", DATE)
RE_ENTRY = Field(
    "re_entry", "May the expert come back to the country of residence?", YES_NO
)
NO_TIE = Field("no_tie", "Does the jury declare to have no tie?", YES_NO)
REGISTERED = Step(
    "registration",
    "Expert registered",
    by=SENDER,
    asks=(CONSENT, NEED_OF, ORIGIN, CV, STAYS_UNTIL, RE_ENTRY),
    requires=(CONSENT, RE_ENTRY),
)
INTERVIEWED = Step(
    "interview",
    "Interviewed by the host",
    by=HOST,
    not_by=REGISTERED,
    after=REGISTERED,
    asks=(SCORE, NO_TIE),
    requires=NO_TIE,
)

# ------------------------------------------------ agreed
LETTER = Field("assignment_letter", "Agreement, signed by all three", DOCUMENT)
ALLOWANCE = Field("allowance", "Allowance in all", MONEY, guarded=True)
INSURANCE = Field("insurance", "Insurance policy", DOCUMENT)
FIT = Field("fit", "Is the expert fit for it?", YES_NO, secrecy="sensitive")
STARTS = Field("starts_on", "From", DATE, guarded=True)
ENDS = Field("ends_on", "Until", DATE, guarded=True)
IS_CHOSEN = Derived(
    "is-chosen",
    "The expert is the one who is chosen for the need",
    linked(NEED_OF, some(ASSIGNMENT, CHOSEN == this_case)),
)
AGREED = Step(
    "agreement",
    "Agreement between expert, host and mission",
    by=COORDINATOR,
    after=INTERVIEWED,
    asks=(LETTER, ALLOWANCE, INSURANCE, FIT, STARTS, ENDS),
    requires=(
        IS_CHOSEN,
        FIT,
        STARTS < ENDS,
        ENDS <= LONGEST.after(STARTS),
        ENDS <= STAYS_UNTIL,
    ),
)
FUND = Field("fund", "Which fund pays?", case_of("fund"), guarded=True)
FUNDED = Step("funded", "Fund chosen", by=FINANCE, after=AGREED, asks=FUND)

# ------------------------------------------------ on the way, and there
TICKET = Field("ticket", "Ticket", DOCUMENT)
BOOKED = Step(
    "travel",
    "Travel booked, expert briefed",
    by=OPERATIONS,
    after=AGREED,
    asks=TICKET,
    requires=IS_CHOSEN,
)
ARRIVED_ON = Field("arrived_on", "Arrived on", DATE)
ARRIVED = Step(
    "arrival",
    "Arrived at the host",
    by=HOST,
    after=BOOKED,
    asks=ARRIVED_ON,
    requires=(IS_CHOSEN, ARRIVED_ON <= today),
)
ON_MISSION = Derived("on-mission", "The expert has arrived", done(ARRIVED))
NOTED_ON = Field("note_on", "Week ending on", DATE)
NOTE = Field("week_note", "What was done, what comes next?", TEXT)
NOTES = Track(
    "week",
    "Note of a week",
    opened_by=HOST,
    asks=(NOTED_ON, NOTE),
    requires=NOTED_ON <= today,
    when=ON_MISSION,
    due=days(7).after(ARRIVED_ON),
    every=days(7),
    until=today > ENDS,
)

# ------------------------------------------------ the allowance
ALLOWANCES = payments(
    requester=COORDINATOR,
    approver=MANAGER,
    payer=FINANCE,
    verifier=HOST,
    fund=FUND,
    when=ON_MISSION,
    after=(FUNDED, ARRIVED),
    ceiling=ALLOWANCE,
    tranches=("first", "last"),
    since=ENDS,
    gap=days(0),
)

# ------------------------------------------------ afterwards
REPORT = Field("expert_report", "Report of the expert", DOCUMENT)
TRAINED_WOMEN = Field("trained_women", "Women who were trained", number(0, 9999))
TRAINED_MEN = Field("trained_men", "Men who were trained", number(0, 9999))
REPORTED = Step(
    "report",
    "Report of the expert received",
    by=COORDINATOR,
    after=ARRIVED,
    not_before=ENDS,
    within=REPORT_TIME.after(ENDS),
    asks=(REPORT, TRAINED_WOMEN, TRAINED_MEN),
)
VERDICT = Field("host_evaluation", "What does the host say of it?", TEXT)
EVALUATED = Step(
    "evaluation", "Evaluated by the host", by=HOST, after=REPORTED, asks=VERDICT
)
LASTED = Field("lasted", "Is what was passed on still in use?", YES_NO)
FOLLOWED = Step(
    "follow-up",
    "Asked what lasted",
    by=COORDINATOR,
    after=EVALUATED,
    not_before=FOLLOW_UP_TIME.after(ENDS),
    asks=LASTED,
)
WITHHELD = Hold(
    "report-missing",
    "The report is missing: what is left of the allowance waits",
    when=sure(today > ENDS) & done(ARRIVED) & ~done(REPORTED),
    stops=(ALLOWANCES.approve, ALLOWANCES.commit, ALLOWANCES.pay),
)

# ------------------------------------------------ how it ends
WHY = Field("why", "Why?", TEXT)
CANCELLED = Step("cancel-travel", "Travel cancelled", by=OPERATIONS, when=done(BOOKED))
MADE_VACANT = Step(
    "made-vacant",
    "Need's file says that nobody is chosen, or somebody else",
    by=COORDINATOR,
    when=done(AGREED),
    requires=~IS_CHOSEN,
)
EXPERT = Programme(
    key="trqn",
    version=1,
    title="Temporary return of a qualified national",
    summary=(
        "An expert of the diaspora works for some weeks or months at an institution in "
        "the country of origin, and passes on what they know."
    ),
    about=PERSON,
    opened_by=SENDER,
    tracks=(NOTES, ALLOWANCES.track),
    stages=(
        Stage("Registration", (REGISTERED, INTERVIEWED), stands_for="screening"),
        Stage("Agreement", (AGREED, FUNDED), stands_for="eligible"),
        Stage("Assignment", (BOOKED, ARRIVED), stands_for="departed"),
        Stage("Allowance", (*ALLOWANCES.steps, ALLOWANCES.reconcile)),
        Stage("Transfer", (REPORTED, EVALUATED, FOLLOWED), stands_for="monitoring"),
    ),
    holds=(WITHHELD, *ALLOWANCES.holds),
    milestones=(
        Milestone("agreed", "Agreed", when=done(AGREED) & sure(IS_CHOSEN)),
        Milestone("on-mission", "On mission", when=ON_MISSION),
        Milestone("reported", "Reported", when=done(REPORTED)),
    ),
    outcomes=(
        *ALLOWANCES.outcomes,
        Outcome(
            "declined",
            "The expert declined",
            by=(SENDER, COORDINATOR),
            when=~done(ARRIVED),
            asks=WHY,
            then=(CANCELLED, MADE_VACANT),
        ),
        Outcome(
            "not-chosen", "Another expert came", by=COORDINATOR, when=~done(AGREED)
        ),
        Outcome(
            "assignment-over",
            "The assignment is over",
            by=MANAGER,
            after=FOLLOWED,
            requires=ALLOWANCES.nothing_open,
        ),
    ),
)
