"""The selection: two pairs of eyes at least, then the jury decides.

Nobody evaluates the same application twice, nor that of somebody they know.  Who is
on the waiting list stays on the agenda, and is decided upon again when somebody drops
out.  How many women and men are selected, accompanied and mobile is counted by the
milestones.
"""

from __future__ import annotations

from migcase import TEXT, YES_NO, Derived, Field, Step, done, number, one_of, sure
from migcase_mobility import keys
from migcase_mobility.application import APPLICATION, STARTS
from migcase_mobility.mission import EVALUATION_TIME, SELECTION_TIME
from migcase_mobility.people import JUROR, MANAGER
from migcase_mobility.schemes import right_age

# ------------------------------------------------ what is asked
OUT_OF_A_HUNDRED = number(0, 100)
SCORE_1 = Field("score_1", "Points on the grid, first juror", OUT_OF_A_HUNDRED)
SCORE_2 = Field("score_2", "Points on the grid, second juror", OUT_OF_A_HUNDRED)
SCORE_3 = Field("score_3", "Points on the grid, third juror", OUT_OF_A_HUNDRED)
VIEW_1 = Field("view_1", "What the first juror thinks", TEXT, secrecy="personal")
VIEW_2 = Field("view_2", "What the second juror thinks", TEXT, secrecy="personal")
VIEW_3 = Field("view_3", "What the third juror thinks", TEXT, secrecy="personal")
NO_TIE_1 = Field(
    "no_tie_1",
    "Does the first juror declare to have no tie with the person?",
    YES_NO,
)
NO_TIE_2 = Field(
    "no_tie_2",
    "Does the second juror declare to have no tie with the person?",
    YES_NO,
)
NO_TIE_3 = Field(
    "no_tie_3",
    "Does the third juror declare to have no tie with the person?",
    YES_NO,
)
VERDICT = Field(
    "verdict", "What does the jury decide?", one_of("selected", "waiting", "refused")
)
VERDICT_REASON = Field("verdict_reason", "On what grounds?", TEXT)
APPEAL_TOLD = Field(
    "appeal_told",
    "Was the person told how to have it looked at again?",
    YES_NO,
    when=VERDICT == "refused",
)
SELECTED = VERDICT == "selected"
DECIDED = Derived(
    "decided",
    "The jury decided, and keeps nobody waiting",
    done(keys.SELECTION) & ~sure(VERDICT == "waiting"),
)

# ------------------------------------------------ what is done
EVALUATION_1 = Step(
    "evaluation-1",
    "Interviewed and evaluated by a first juror",
    by=JUROR,
    after=APPLICATION,
    within=EVALUATION_TIME,
    asks=(SCORE_1, VIEW_1, NO_TIE_1),
    requires=NO_TIE_1,
    reopened_by=JUROR,
)
EVALUATION_2 = Step(
    "evaluation-2",
    "Interviewed and evaluated by a second juror",
    by=JUROR,
    not_by=EVALUATION_1,
    after=APPLICATION,
    within=EVALUATION_TIME,
    asks=(SCORE_2, VIEW_2, NO_TIE_2),
    requires=NO_TIE_2,
    reopened_by=JUROR,
)
EVALUATION_3 = Step(
    "evaluation-3",
    "Evaluated by a third juror",
    by=JUROR,
    not_by=(EVALUATION_1, EVALUATION_2),
    after=APPLICATION,
    when=~DECIDED | SCORE_3.known,
    asks=(SCORE_3, VIEW_3, NO_TIE_3),
    requires=NO_TIE_3,
    optional=True,
    reopened_by=JUROR,
)
SELECTION = Step(
    "selection",
    "Jury decided",
    by=MANAGER,
    not_by=(EVALUATION_1, EVALUATION_2, EVALUATION_3),
    after=(EVALUATION_1, EVALUATION_2, EVALUATION_3),
    within=SELECTION_TIME,
    asks=(VERDICT, VERDICT_REASON, APPEAL_TOLD),
    requires=(
        SELECTED.needs(*right_age(STARTS)),
        (VERDICT == "refused").needs(APPEAL_TOLD),
    ),
    again=VERDICT == "waiting",
    reopened_by=MANAGER,
)
