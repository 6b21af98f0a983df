"""A need: what an institution asks for, the one expert chosen, and the reserve.

Whoever is chosen, and in which order the others are asked, belongs to the need: its
file keeps it, so that two people cannot choose two experts at the same instant.
"""

from __future__ import annotations

from attrs import frozen

from examples.trqn.people import (
    ACTIVATION_TIME,
    COORDINATOR,
    HOST,
    LEAST_SCORE,
    LONGEST,
    MANAGER,
    PRIORITIES,
    SECTORS,
)
from migcase import (
    DATE,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Milestone,
    Outcome,
    Programme,
    Stage,
    Step,
    Track,
    case_of,
    count,
    done,
    first,
    latest,
    linked,
    number,
    one_of,
    sure,
    this_case,
)


@frozen
class Key:
    """Something that is declared further down."""

    key: str


# ------------------------------------------------ what the institution asks for
INSTITUTION = Field("institution", "Which institution?", TEXT)
SECTOR = Field("sector", "In which sector?", one_of(*SECTORS))
TASKS = Field("tasks", "Tasks and expected results", TEXT)
PROFILE = Field("profile", "Which skills are sought?", TEXT)
FROM = Field("needed_from", "Needed from", DATE)
UNTIL = Field("needed_until", "Needed until", DATE)
TUTOR = Field("host_tutor", "Who receives the expert?", TEXT)
NOBODY_DISPLACED = Field(
    "nobody_displaced",
    "Does the institution declare that no local candidate is displaced?",
    YES_NO,
)
FEASIBLE = Field("feasible", "Is it feasible, safe and within the budget?", YES_NO)
ASKED_FOR = Step(
    "terms",
    "Terms of reference received",
    by=HOST,
    asks=(TASKS, PROFILE, FROM, UNTIL, TUTOR, NOBODY_DISPLACED),
    requires=(
        SECTOR.is_in(PRIORITIES),
        NOBODY_DISPLACED,
        FROM < UNTIL,
        UNTIL <= LONGEST.after(FROM),
    ),
)
VALIDATED = Step(
    "validation",
    "Need validated",
    by=COORDINATOR,
    after=ASKED_FOR,
    asks=FEASIBLE,
)
OPEN = sure(FEASIBLE) & done(VALIDATED)

# ------------------------------------------------ what the expert's file says
NEED_OF = Field("need", "For which need?", case_of("trqn-need"))
SCORE = Field("interview_score", "Points out of 100", number(0, 100), guarded=True)
IS_SUITABLE = (NEED_OF == this_case) & (SCORE >= LEAST_SCORE)

# ------------------------------------------------ the chosen one, and the reserve
CHOSEN = Field("chosen_expert", "Which expert?", case_of("trqn"))
IN_RESERVE = Field("reserve_expert", "Which expert?", case_of("trqn"))
NEXT = first(Key("reserve"), IN_RESERVE)
ASSIGNMENT = Track(
    "assignment",
    "Expert chosen",
    opened_by=COORDINATOR,
    asks=CHOSEN,
    about=CHOSEN,
    unique=CHOSEN,
    when=OPEN,
    requires=(
        linked(CHOSEN, IS_SUITABLE),
        count(Key("assignment")) <= 1,
        (count(Key("reserve")) == 0) | (CHOSEN == NEXT),
    ),
)
RESERVE = Track(
    "reserve",
    "Expert in reserve",
    opened_by=COORDINATOR,
    asks=IN_RESERVE,
    about=IN_RESERVE,
    unique=IN_RESERVE,
    when=OPEN,
    requires=(linked(IN_RESERVE, IS_SUITABLE), count(ASSIGNMENT) == 1),
)
VACANT = Derived("vacant", "Nobody is chosen", count(ASSIGNMENT) == 0)
ANSWER = Field(
    "reserve_answer", "What did the expert say?", one_of("comes", "declines")
)
ACTIVATED = Step(
    "activation",
    "Next expert in reserve asked to come",
    of=RESERVE,
    by=COORDINATOR,
    when=done(Key("activation")) | (VACANT & sure(IN_RESERVE == NEXT)),
    within=ACTIVATION_TIME,
    asks=ANSWER,
    again=ANSWER == "declines",
)

# ------------------------------------------------ how it ends
DECLINED_WHY = Field("declined_why", "Why does the expert not come?", TEXT)
STRUCK_OFF_WHY = Field("struck_off_why", "Why is the expert no longer asked?", TEXT)
DROPPED_WHY = Field("dropped_why", "Why is the need dropped?", TEXT)
LINES_END = (
    Outcome(
        "expert-declined",
        "Does not come after all",
        of=ASSIGNMENT,
        by=COORDINATOR,
        asks=DECLINED_WHY,
        counts=False,
    ),
    Outcome(
        "activated",
        "Comes in place of the other",
        of=RESERVE,
        by=COORDINATOR,
        when=sure(ANSWER == "comes") & sure(IN_RESERVE == latest(ASSIGNMENT, CHOSEN)),
        counts=False,
    ),
    Outcome(
        "no-longer-in-reserve",
        "No longer in reserve",
        of=RESERVE,
        by=COORDINATOR,
        asks=STRUCK_OFF_WHY,
        counts=False,
    ),
)
NEED = Programme(
    key="trqn-need",
    version=1,
    title="Need for an expert",
    summary=(
        "An institution in the country of origin asks for skills that nobody there "
        "has; one expert is chosen, others are kept in reserve and asked in order."
    ),
    opened_by=(HOST, COORDINATOR),
    asks=(INSTITUTION, SECTOR),
    tracks=(ASSIGNMENT, RESERVE),
    stages=(
        Stage("Need", (ASKED_FOR, VALIDATED)),
        Stage("Choice", ACTIVATED),
    ),
    milestones=Milestone("filled", "An expert is chosen", when=count(ASSIGNMENT) == 1),
    outcomes=(
        *LINES_END,
        Outcome("need-met", "The need is met", by=MANAGER, when=OPEN),
        Outcome("need-dropped", "The need is dropped", by=MANAGER, asks=DROPPED_WHY),
    ),
)
