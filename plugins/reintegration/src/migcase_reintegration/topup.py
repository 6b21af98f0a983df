"""The top-up of the grant: for a project that works, a person in need, or both.

Calls set the thresholds.  The committee names the rule that decided, and the gate
holds that rule against the figures of the evaluation visit: so the decision itself
says why.
"""

from __future__ import annotations

from decimal import Decimal

from migcase import (
    DATE,
    DOCUMENT,
    TEXT,
    YES_NO,
    Derived,
    Field,
    Money,
    Step,
    done,
    named,
    number,
    one_of,
    some,
    sure,
    today,
)
from migcase.assistance import USE
from migcase_reintegration.delivery import PAYMENTS
from migcase_reintegration.grant import AMOUNT, AWARDED, RULE
from migcase_reintegration.mission import (
    TOPUP_CALL,
    TOPUP_EFFECT,
    TOPUP_PERFORMANCE,
    TOPUP_SHARE,
    TOPUP_TOGETHER,
    TOPUP_VALIDITY,
    TOPUP_VULNERABILITY,
)
from migcase_reintegration.people import CASE_MANAGER, COACH, COMMITTEE, MONITOR
from migcase_reintegration.plan import COST

# ------------------------------------------------ what is asked
APPLIED_ON = Field("topup_applied_on", "Applied on", DATE)
FORM = Field("topup_form", "For whom?", one_of("individual", "cooperative"))
PERFORMANCE = Field(
    "topup_performance_found",
    "Performance found, of 100",
    number(0, 100, decimals=2),
    guarded=True,
)
NEED = Field(
    "topup_vulnerability_found",
    "Vulnerability found, of 100",
    number(0, 100, decimals=2),
    secrecy="sensitive",
    guarded=True,
)
EVALUATED_ON = Field("topup_evaluated_on", "Evaluated on", DATE, guarded=True)
EVIDENCE = Field("topup_evidence", "What was seen", DOCUMENT)
MINUTES = Field("topup_minutes", "Minutes of the committee", DOCUMENT)
NO_TIE = Field(
    "topup_no_conflict",
    "Does every member declare to have no tie with the person?",
    YES_NO,
)
TOPUP_PLAN = Field("topup_plan", "Plan for the top-up", DOCUMENT)
REGISTERED = Field(
    "cooperative_state",
    "How does the cooperative stand?",
    one_of("registered", "in-process"),
    when=FORM == "cooperative",
)
EFFECT = Field(
    "topup_effect_seen",
    "What did the top-up change?",
    one_of("jobs", "income", "community", "nothing"),
)
EFFECT_TOLD = Field("topup_effect_told", "In a few words", TEXT)


# ------------------------------------------------ the rules
def together(
    performance: Decimal | int,
    need: Decimal | int,
    share: Decimal | int,
    threshold: Decimal | int,
) -> bool | None:
    """Tell whether both, weighed by *share*, come to *threshold*.

    Not known where *share* is no share.
    """
    if not 0 <= share <= 1:
        return None
    return share * performance + (1 - share) * need >= threshold


def is_added(amount: Money, cost: Money) -> bool:
    """Tell whether *amount* is something, in the currency of *cost*."""
    return amount.amount > 0 and amount.currency == cost.currency


ADDED = Derived(
    "added",
    "What is added is more than nothing",
    named(
        "is-added",
        "The amount is more than nothing, in the currency of the plan",
        is_added,
        AMOUNT,
        COST,
    ),
)


def is_open(call: str) -> bool:
    """Tell whether a call of that name takes applications."""
    return bool(call.strip())


# A mission that names no call is asked nothing.
CALL_OPEN = Derived(
    "call-open",
    "A call for top-ups is open",
    sure(named("call-named", "The mission names a call", is_open, TOPUP_CALL)),
)
PERFORMS = Derived(
    "performs", "The performance is high enough", PERFORMANCE >= TOPUP_PERFORMANCE
)
IN_NEED = Derived(
    "in-need", "The vulnerability is high enough", NEED >= TOPUP_VULNERABILITY
)
TOGETHER = Derived(
    "together",
    "Performance and vulnerability together are high enough",
    named(
        "both-together",
        "Both, weighed by the share that the call sets, reach its threshold",
        together,
        PERFORMANCE,
        NEED,
        TOPUP_SHARE,
        TOPUP_TOGETHER,
    ),
)
# ------------------------------------------------ what is done
APPLICATION = Step(
    "topup-application",
    "Top-up asked for",
    by=CASE_MANAGER,
    when=CALL_OPEN,
    asks=(APPLIED_ON, FORM),
    requires=(
        APPLIED_ON <= today,
        some(PAYMENTS.track, sure(USE == "yes") & done(PAYMENTS.verify)),
    ),
    optional=True,
)
EVALUATION = Step(
    "topup-evaluation",
    "Evaluation visit for the top-up",
    by=MONITOR,
    not_by=APPLICATION,
    after=APPLICATION,
    when=done(APPLICATION),
    asks=(PERFORMANCE, NEED, EVALUATED_ON, EVIDENCE),
    requires=EVALUATED_ON <= today,
    again=(today > TOPUP_VALIDITY.after(EVALUATED_ON)) & ~RULE.known,
)
DECISION = Step(
    "topup-decision",
    "Top-up awarded or not, with the rule that decides",
    by=COMMITTEE,
    not_by=(APPLICATION, EVALUATION),
    after=EVALUATION,
    when=done(EVALUATION),
    asks=(RULE, AMOUNT, NO_TIE, MINUTES),
    requires=(
        NO_TIE,
        AWARDED.needs(ADDED),
        (RULE == "performance").needs(PERFORMS),
        (RULE == "vulnerability").needs(~PERFORMS, IN_NEED),
        (RULE == "both-together").needs(~PERFORMS, ~IN_NEED, TOGETHER),
        (RULE == "none").needs(~PERFORMS, ~IN_NEED, ~TOGETHER),
    ),
)
TOPUP_PLANNED = Step(
    "topup-planned",
    "Top-up planned",
    by=(CASE_MANAGER, COACH),
    after=DECISION,
    when=AWARDED,
    asks=(TOPUP_PLAN, REGISTERED),
)
TOPUP_SEEN = Step(
    "topup-seen",
    "Effect of the top-up evaluated",
    by=MONITOR,
    after=TOPUP_PLANNED,
    when=AWARDED,
    within=TOPUP_EFFECT.after(DECISION.on),
    asks=(EFFECT, EFFECT_TOLD),
)
TOPUP = (APPLICATION, EVALUATION, DECISION, TOPUP_PLANNED, TOPUP_SEEN)
