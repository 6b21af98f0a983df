"""Selection, where places are limited: published criteria, a committee, a list.

Whoever scored does not decide alone, nobody decides about somebody they know, and
nobody who is told to wait is forgotten: the cohort's file keeps the order.
"""

from __future__ import annotations

from migcase import (
    DOCUMENT,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Hold,
    Step,
    linked,
    number,
    one_of,
    some,
    sure,
    this_case,
    today,
)
from migcase_reintegration.assessment import ASSESSED
from migcase_reintegration.mission import WAITING_RECHECK
from migcase_reintegration.people import CASE_MANAGER, COMMITTEE
from migcase_reintegration.places import (
    COHORT,
    HOLDER,
    LIMITED,
    PLACE,
    PUBLISHED_ON,
    WAITER,
    WAITING,
)
from migcase_reintegration.profiling import PROFILE

# ------------------------------------------------ what is asked
SCORE_NEED = Field("score_need", "Need, from 0 to 4", number(0, 4))
SCORE_WILL = Field("score_motivation", "Motivation, from 0 to 4", number(0, 4))
SCORE_IDEA = Field("score_idea", "Soundness of the idea, from 0 to 4", number(0, 4))
SCORE_OTHERS = Field(
    "score_community", "Good for the community, from 0 to 4", number(0, 4)
)
NO_CONFLICT = Field(
    "no_conflict",
    "Does every member declare to have no tie with the person?",
    YES_NO,
)
MINUTES = Field("minutes", "Minutes of the committee", DOCUMENT)
CHOICE = Field(
    "choice",
    "What did the committee decide?",
    one_of("selected", "waiting", "refused"),
    guarded=True,
)
CHOICE_REASON = Field("choice_reason", "Why not?", TEXT, when=CHOICE == "refused")

# ------------------------------------------------ what the cohort's file says
HAS_PLACE = Derived(
    "has-place",
    "The case has a place in the cohort",
    linked(COHORT, some(PLACE, HOLDER == this_case)),
)
IN_LINE = Derived(
    "in-line",
    "The case is on the waiting list of the cohort",
    linked(COHORT, some(WAITING, WAITER == this_case)),
)
CALL_PUBLISHED = linked(COHORT, PUBLISHED_ON <= today)

# ------------------------------------------------ what is done
PUT_FORWARD = Step(
    "put-forward",
    "Put forward for a place, or free of selection",
    by=CASE_MANAGER,
    after=PROFILE,
    doubted_by=PROFILE,
    asks=(LIMITED, COHORT),
    requires=ASSESSED,
)
SCORED = Step(
    "scored",
    "Scored by the published criteria",
    by=COMMITTEE,
    not_by=PUT_FORWARD,
    after=PUT_FORWARD,
    when=LIMITED,
    asks=(SCORE_NEED, SCORE_WILL, SCORE_IDEA, SCORE_OTHERS),
    requires=CALL_PUBLISHED,
)
SELECTION = Step(
    "selection",
    "Selected, put on the waiting list, or refused",
    by=COMMITTEE,
    not_by=(PUT_FORWARD, SCORED),
    after=SCORED,
    when=LIMITED,
    asks=(CHOICE, CHOICE_REASON, NO_CONFLICT, MINUTES),
    requires=(
        NO_CONFLICT,
        (CHOICE == "selected").needs(HAS_PLACE),
        (CHOICE == "waiting").needs(IN_LINE),
    ),
    again=CHOICE == "waiting",
)

CHOSEN = Derived(
    "chosen",
    "The person was selected, or no selection was needed",
    ~LIMITED | (CHOICE == "selected"),
)
NOT_CHOSEN = sure(LIMITED) & sure(CHOICE == "refused")

WAITS = Hold(
    "waiting-list",
    "On the waiting list",
    when=sure(LIMITED) & sure(CHOICE == "waiting"),
    recheck=WAITING_RECHECK,
    stops=("Plan", "Formation-action", "Delivery"),
    stands_for="waiting_list",
)
