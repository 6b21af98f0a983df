"""A protection case: trafficking, violence, a child alone; sealed to those who protect.

What happened to somebody stands here and nowhere else.  Other programmes say at most
that protection has to look; what they show of this case is whom to ask.  What we hold
a person for is ours; what an authority decides stands beside it and replaces nothing.
"""

from __future__ import annotations

from migcase.assistance.mission import (
    PROTECTION_KEEP,
    PROTECTION_LOOK,
    PROTECTION_PLAN,
    PROTECTION_REVIEW,
    PROTECTION_SHELTER,
)
from migcase.assistance.protection_words import (
    ACT,
    AGREED,
    AUTHORITY,
    CHOICE,
    CLINICAL_SUPERVISOR,
    CONCERN,
    CONTROL,
    DETERMINED,
    END_REASON,
    EVIDENCE,
    EXPLOITATION,
    IN_DANGER,
    INTERPRETER,
    INTERVIEW,
    IS_CHILD,
    LOOKED_ON,
    MEANS,
    PERSON_AGREES,
    PROTECTION_OFFICER,
    PROTECTION_SUPERVISOR,
    PSYCHOLOGIST,
    PURPOSE_OF_IT,
    REFERRED_TO,
    SAFE_CHANNEL,
    SAFE_PLACE,
    SAFETY_PLAN,
    SCREENER,
    SEEN_BY,
    SESSION_CAME,
    SESSION_DAY,
    SESSION_NOTES,
    STANDS,
    STATUS_OF_LAW,
    SUGGESTED,
    SUPPORT,
    WHY_NOT_AGREED,
)
from migcase.kinds import PERSON
from migcase.programme.conditions import settled, today
from migcase.programme.declaration import Programme
from migcase.programme.words import Outcome, Stage, Step, Track

# ------------------------------------------------ safety and consent
SAFETY = Step(
    "safety",
    "Safety looked after",
    by=PROTECTION_OFFICER,
    when=IN_DANGER,
    within=PROTECTION_SHELTER,
    asks=(SAFE_PLACE, SAFETY_PLAN),
    again=~SAFE_PLACE,
    tells=PROTECTION_SUPERVISOR,
)
ASK_FIRST = Step(
    "ask-first",
    "Asked whether the person agrees to be interviewed",
    by=PROTECTION_OFFICER,
    # Not its `after`: who has to be made safe again later is not heard all over again.
    requires=settled(SAFETY),
    asks=(INTERVIEW, INTERPRETER, SAFE_CHANNEL),
    again=INTERVIEW == "no",
)

# ------------------------------------------------ screening
SCREEN = Step(
    "screen",
    "Act, means and purpose looked for",
    by=SCREENER,
    after=ASK_FIRST,
    when=CONCERN == "trafficking",
    requires=INTERVIEW == "yes",
    asks=(
        ACT,
        MEANS,
        PURPOSE_OF_IT,
        CONTROL,
        EXPLOITATION,
        EVIDENCE,
        DETERMINED,
    ),
    again=~AGREED,
    reopened_by=(SCREENER, PROTECTION_SUPERVISOR),
)
SECOND_LOOK = Step(
    "second-look",
    "Screening looked at by a second person",
    by=PROTECTION_SUPERVISOR,
    not_by=SCREEN,
    after=SCREEN,
    when=CONCERN == "trafficking",
    within=PROTECTION_REVIEW.after(SCREEN.on),
    asks=(AGREED, WHY_NOT_AGREED),
    # Who may be a victim is not sent away because one answer is unclear.
    requires=~AGREED | (DETERMINED != "not-a-victim") | ~SUGGESTED,
)
AUTHORITY_DECIDED = Step(
    "authority-decided",
    "An authority decided",
    by=PROTECTION_OFFICER,
    asks=(AUTHORITY, STATUS_OF_LAW),
    optional=True,
)

# ------------------------------------------------ support
PLAN = Step(
    "support-plan",
    "Support plan agreed",
    by=PROTECTION_OFFICER,
    after=SECOND_LOOK,
    within=PROTECTION_PLAN,
    asks=(SUPPORT, CHOICE, PERSON_AGREES),
    again=~PERSON_AGREES,
)
LOOK = Track(
    "support-look",
    "Look at the support",
    opened_by=PROTECTION_OFFICER,
    asks=(LOOKED_ON, STANDS),
    requires=LOOKED_ON <= today,
    every=PROTECTION_LOOK,
    due=PLAN.on,
)
SESSION = Track(
    "therapy",
    "Session with the psychologist",
    opened_by=PSYCHOLOGIST,
    asks=(SESSION_DAY, SESSION_CAME),
    requires=SESSION_DAY <= today,
)
SESSION_WRITTEN = Step(
    "session-notes",
    "Notes of the session written",
    of=SESSION,
    by=PSYCHOLOGIST,
    when=SESSION_CAME,
    asks=SESSION_NOTES,
)

# ------------------------------------------------ endings
ENDINGS = (
    Outcome(
        "protected",
        "The goals of the plan were reached",
        by=PROTECTION_SUPERVISOR,
        after=PLAN,
        asks=END_REASON,
        reopened_by=PROTECTION_SUPERVISOR,
    ),
    Outcome(
        "not-a-victim",
        "Nobody exploited the person",
        by=PROTECTION_SUPERVISOR,
        after=SECOND_LOOK,
        when=DETERMINED == "not-a-victim",
        asks=END_REASON,
        reopened_by=PROTECTION_SUPERVISOR,
    ),
    Outcome(
        "protection-referred",
        "Handed over to somebody who protects better",
        by=PROTECTION_SUPERVISOR,
        asks=(REFERRED_TO, END_REASON),
        reopened_by=PROTECTION_SUPERVISOR,
    ),
    Outcome(
        "protection-declined",
        "The person does not want it",
        by=(PROTECTION_OFFICER, PROTECTION_SUPERVISOR),
        asks=END_REASON,
        reopened_by=(PROTECTION_OFFICER, PROTECTION_SUPERVISOR),
    ),
)

PROTECTION = Programme(
    "protection",
    1,
    "Protection",
    stages=(
        Stage("Safety and consent", (SAFETY, ASK_FIRST)),
        Stage("Screening", (SCREEN, SECOND_LOOK, AUTHORITY_DECIDED)),
        Stage("Support", (PLAN, SESSION_WRITTEN)),
    ),
    outcomes=ENDINGS,
    about=PERSON,
    opened_by=(PROTECTION_OFFICER, SCREENER, PROTECTION_SUPERVISOR),
    asks=(CONCERN, SEEN_BY, IN_DANGER, IS_CHILD),
    tracks=(LOOK, SESSION),
    basis=INTERVIEW == "yes",
    before_basis=(SAFETY, ASK_FIRST),
    keep=PROTECTION_KEEP,
    sealed_to=(
        PROTECTION_OFFICER,
        SCREENER,
        PROTECTION_SUPERVISOR,
        PSYCHOLOGIST,
        CLINICAL_SUPERVISOR,
    ),
    summary=(
        "What happened to somebody who was trafficked or hurt, or to a child alone, "
        "and what is done to protect them. Nobody else in the office can open it."
    ),
)
