"""How the reintegration holds: the survey, and how satisfied the person is.

The questions of the survey are read from its file.  A survey is never the only ground
on which money is paid or refused, and whoever asks the questions decides about none.
"""

from __future__ import annotations

from migcase import (
    DATE,
    DONT_KNOW,
    REFUSED,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Outcome,
    Step,
    Track,
    count,
    done,
    one_of,
    quarter,
    some,
    sure,
    today,
)
from migcase.assistance import HAS_BASIS, SERVICE
from migcase_reintegration import keys
from migcase_reintegration.arrival import RETURNED_ON
from migcase_reintegration.mission import (
    OFFER_PSYCHOSOCIAL_TIME,
    RSS_BASELINE,
    RSS_END,
)
from migcase_reintegration.partners import REFERRAL
from migcase_reintegration.people import (
    CASE_MANAGER,
    COMMITTEE,
    MANAGER,
    MONITOR,
    SPECIALIST,
)
from migcase_reintegration.profiling import PROFILE
from migcase_reintegration.rss.survey import shipped_survey
from migcase_reintegration.satisfaction import DOES_NOT_APPLY, POINTS, QUESTIONS

SURVEY = shipped_survey()
NO_ANSWER = (DONT_KNOW, REFUSED)

# ------------------------------------------------ what is told when a survey begins
ROUND = Field("round", "Which survey?", one_of("baseline", "between", "end"))
ASKED_ON = Field("surveyed_on", "Asked on", DATE)
MODE = Field("survey_mode", "How was it asked?", one_of("in-person", "phone", "other"))
ITEMS_USED = Field(
    "rss_items", "Which items and points?", one_of(SURVEY.standing.label)
)
WEIGHTS_USED = Field("rss_weights", "Which weights shall score it?", TEXT)

# Told with the plan, and read here: the last survey comes long after it.
# It comes long after the first signing, however often the plan is changed later.
UNDER_WAY = Derived("under-way", "The plan is carried out", done(keys.FUNDED))
SIGNED_ON = Field("plan_signed_on", "Signed on", DATE, when=~UNDER_WAY, guarded=True)
SIGNED = Derived("signed", "A plan was signed", SIGNED_ON.known)

ONE_A_QUARTER = Derived(
    "one-a-quarter",
    "No quarter has two surveys",
    count(keys.SURVEY, distinct=quarter(ASKED_ON)) == count(keys.SURVEY),
)
DUE_THIS_QUARTER = Derived(
    "none-this-quarter",
    "No survey was asked in this quarter yet",
    ~some(keys.SURVEY, quarter(ASKED_ON) == quarter(today)),
)

SURVEYS = Track(
    "survey",
    "Reintegration Sustainability Survey",
    opened_by=(MONITOR, SPECIALIST),
    asks=(ROUND, ASKED_ON, MODE, ITEMS_USED, WEIGHTS_USED),
    about=ROUND,
    when=HAS_BASIS & DUE_THIS_QUARTER,
    requires=(
        ASKED_ON <= today,
        ASKED_ON >= RETURNED_ON,
        ONE_A_QUARTER,
        (ROUND == "end").needs(ASKED_ON >= RSS_END.after(SIGNED_ON)),
    ),
    due=(RSS_BASELINE.after(RETURNED_ON), RSS_END.after(SIGNED_ON)),
)

# ------------------------------------------------ the questions
ITEMS = {
    code: Field(
        f"rss_{code.lower()}",
        item.question,
        one_of(*item.scale),
        allows=NO_ANSWER,
        secrecy="sensitive",
    )
    for code, item in SURVEY.items.items()
}
WHY_LOOKING = Field(
    "rss_e9b",
    "Why is the person looking for a job?",
    one_of("unemployed", "work", "conditions", "pay", "other"),
    when=ITEMS["E9"] == "yes",
    allows=NO_ANSWER,
)
WHY_STAYING = Field(
    "rss_p9b",
    "Why: is it a wish to leave or a need, and for what reasons?",
    TEXT,
    when=ITEMS["P9"] == "no",
    allows=NO_ANSWER,
    secrecy="sensitive",
)
WISHES_SUPPORT = ITEMS["P8"] == "yes"
OFFER_TAKEN = Field(
    "psychosocial_taken",
    "Does the person take the offer of psychosocial support?",
    YES_NO,
    secrecy="sensitive",
)

# ------------------------------------------------ what is done
ASKED = Step(
    "survey-asked",
    "Survey asked and answered",
    of=SURVEYS,
    by=(MONITOR, SPECIALIST),
    not_by=(MANAGER, COMMITTEE),
    after=PROFILE,
    doubted_by=PROFILE,
    asks=(*ITEMS.values(), WHY_LOOKING, WHY_STAYING),
)
SUPPORT_OFFERED = Step(
    "psychosocial-offer",
    "Psychosocial support offered",
    of=SURVEYS,
    by=(SPECIALIST, CASE_MANAGER, MONITOR),
    after=ASKED,
    when=WISHES_SUPPORT,
    within=OFFER_PSYCHOSOCIAL_TIME,
    asks=OFFER_TAKEN,
    requires=~OFFER_TAKEN | some(REFERRAL, SERVICE == "psychosocial"),
)
BROKEN_OFF_WHY = Field("survey_ended_why", "Why was it not asked to the end?", TEXT)
BROKEN_OFF = Outcome(
    "survey-broken-off",
    "Survey broken off",
    of=SURVEYS,
    by=(MONITOR, SPECIALIST),
    when=~done(ASKED),
    asks=BROKEN_OFF_WHY,
    counts=False,
)

BASELINE_DONE = some(SURVEYS, sure(ROUND == "baseline") & done(ASKED))
END_DONE = some(SURVEYS, sure(ROUND == "end") & done(ASKED))

# ------------------------------------------------ satisfaction
SATISFACTION = tuple(
    Field(
        f"satisfied_{key}",
        question,
        one_of(*POINTS, DOES_NOT_APPLY),
        allows=REFUSED,
    )
    for key, question in QUESTIONS.items()
)
