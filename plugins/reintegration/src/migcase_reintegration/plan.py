"""The reintegration plan, and its approval by another hand.

The person and the case manager write it together, within a month of the return; it is
signed before anybody approves it, and whoever approves it did not write it.  Life may
change it: opened again, with a reason, it is written, signed and approved anew, and
what was given under the old one stands.
"""

from __future__ import annotations

from migcase import (
    DATE,
    DOCUMENT,
    MONEY,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Step,
    case_of,
    depending_on,
    many_of,
    one_of,
    settled,
    sure,
    today,
)
from migcase_reintegration.arrival import CEILING_TOLD, RETURNED_ON
from migcase_reintegration.assessment import ASSESSED, VULNERABILITY
from migcase_reintegration.measurement import (
    ASKED,
    BASELINE_DONE,
    SIGNED_ON,
    UNDER_WAY,
)
from migcase_reintegration.mission import (
    GRANT_CEILING,
    PLAN_APPROVAL_TIME,
    PLAN_TIME,
    PLAN_TIME_VULNERABLE,
)
from migcase_reintegration.people import CASE_MANAGER, FINANCE, MANAGER, SENDER
from migcase_reintegration.selection import CHOSEN, PUT_FORWARD, SELECTION

# ------------------------------------------------ what is asked
ECONOMIC_GOAL = Field("goal_economic", "What shall be reached economically?", TEXT)
SOCIAL_GOAL = Field("goal_social", "What shall be reached socially?", TEXT)
INNER_GOAL = Field(
    "goal_psychosocial", "What shall be reached for the person's well-being?", TEXT
)
ACTIVITIES = Field(
    "activities",
    "With what?",
    many_of(
        "business",
        "existing-business",
        "job-placement",
        "vocational-training",
        "skills-training",
        "money-training",
        "housing",
        "schooling",
        "health",
        "psychosocial",
        "legal",
        "community-project",
    ),
)
FEASIBLE = Field(
    "feasibility",
    "What does the feasibility grid say?",
    one_of("feasible", "with-changes", "not-feasible"),
)
FEASIBILITY_GRID = Field("feasibility_grid", "Feasibility grid", DOCUMENT)
ENVIRONMENT = Field(
    "environment",
    "Does the plan harm the surroundings?",
    one_of("no", "with-measures", "yes"),
)
COST = Field("plan_cost", "Cost of the plan to the programme", MONEY, guarded=True)
CONTRIBUTION = Field(
    "contribution", "What does the person contribute?", MONEY, optional=True
)
TRAINED = Field(
    "formation_action", "Does the person take part in the formation-action?", YES_NO
)
SENDER_PAYS = Field("sender_pays", "Does the mission that sent the person pay?", YES_NO)
CHANGED_ON = Field(
    "plan_changed_on",
    "Changed plan signed on",
    DATE,
    when=UNDER_WAY,
    guarded=True,
)
PLAN_PAPER = Field("plan", "Plan, signed by the person", DOCUMENT, secrecy="personal")
VERDICT = Field(
    "plan_verdict",
    "Is the plan approved?",
    one_of("approved", "rework", "refused"),
    guarded=True,
)
CONDITIONS = Field("plan_conditions", "Under which conditions?", TEXT, optional=True)
VERDICT_REASON = Field(
    "plan_reason", "Why not?", TEXT, when=VERDICT.is_in("rework", "refused")
)
SENDER_VERDICT = Field(
    "sender_verdict",
    "Does the mission that sent the person agree?",
    one_of("agreed", "refused"),
    guarded=True,
)
FUND = Field("fund", "Which fund pays?", case_of("fund"), guarded=True)

APPROVED = Derived(
    "approved",
    "The plan is approved by everybody who has to",
    sure(VERDICT == "approved")
    & (~sure(SENDER_PAYS) | sure(SENDER_VERDICT == "agreed")),
)
NOT_APPROVED = sure(VERDICT == "refused") | sure(SENDER_VERDICT == "refused")

# ------------------------------------------------ what is done
PLAN = Step(
    "plan",
    "Reintegration plan written and signed",
    by=CASE_MANAGER,
    after=(PUT_FORWARD, SELECTION),
    when=CHOSEN,
    within=depending_on(
        VULNERABILITY, low=PLAN_TIME, medium=PLAN_TIME, high=PLAN_TIME_VULNERABLE
    ).after(RETURNED_ON),
    asks=(
        ECONOMIC_GOAL,
        SOCIAL_GOAL,
        INNER_GOAL,
        ACTIVITIES,
        FEASIBLE,
        FEASIBILITY_GRID,
        ENVIRONMENT,
        COST,
        CONTRIBUTION,
        TRAINED,
        SENDER_PAYS,
        PLAN_PAPER,
        SIGNED_ON,
        CHANGED_ON,
    ),
    requires=(
        ASSESSED,
        BASELINE_DONE,
        # What is not asked now keeps nobody from signing: it cannot be answered here.
        (~UNDER_WAY).needs((SIGNED_ON <= today) & (SIGNED_ON >= RETURNED_ON)),
        (UNDER_WAY & CHANGED_ON.known).needs(
            (CHANGED_ON <= today) & (CHANGED_ON >= SIGNED_ON)
        ),
        FEASIBLE != "not-feasible",
        ENVIRONMENT != "yes",
        ~GRANT_CEILING.known | (COST <= GRANT_CEILING),
        ~CEILING_TOLD.known | (COST <= CEILING_TOLD),
    ),
    again=VERDICT == "rework",
    reopened_by=CASE_MANAGER,
)
APPROVAL = Step(
    "plan-approval",
    "Plan approved, sent back or refused",
    by=MANAGER,
    not_by=(PLAN, ASKED),
    after=PLAN,
    when=sure(CHOSEN),
    within=PLAN_APPROVAL_TIME,
    asks=(VERDICT, CONDITIONS, VERDICT_REASON),
)
SENDER_APPROVAL = Step(
    "sender-approval",
    "Answer of the mission that sent the person",
    by=SENDER,
    not_by=PLAN,
    after=APPROVAL,
    when=sure(VERDICT == "approved") & sure(SENDER_PAYS),
    within=PLAN_APPROVAL_TIME,
    asks=SENDER_VERDICT,
)
# After nothing: a plan that is changed leaves the fund, and what it paid, as they are.
FUNDED = Step(
    "funded",
    "Fund chosen",
    by=FINANCE,
    when=APPROVED,
    asks=FUND,
)

CHANGE_WAITS = Derived(
    "change-waits",
    "The plan was changed, and the change is not approved by everybody who has to",
    UNDER_WAY & ~(APPROVED & settled(APPROVAL) & settled(SENDER_APPROVAL)),
)
