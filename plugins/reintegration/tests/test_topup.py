"""The top-up: on performance, on need, or on both together; the decision says which."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase.cli import speak
from migcase_reintegration.documents import decided_as_json
from migcase_reintegration.kept import decisions
from migcase_reintegration.topup import together
from migcase_reintegration.wording import decision_told

RULES = ("performance", "vulnerability", "both-together", "none")


@pytest.fixture
def applied(funded):
    """A woman whose first tranche was used well, and who asks for a top-up."""
    funded.settings |= {"topup_call": "2026"}
    funded.asked_for("first", "8000 MAD")
    funded.paid("first", "8000 MAD")
    funded.verified("first")
    funded.did(
        "topup-application", topup_applied_on=funded.day, topup_form="individual"
    )
    return funded


def evaluated(case, performance: str, need: str) -> None:
    case.did(
        "topup-evaluation",
        topup_performance_found=Decimal(performance),
        topup_vulnerability_found=Decimal(need),
        topup_evaluated_on=case.day,
        topup_evidence="visit 1",
    )


def decides(case, rule: str) -> set[str]:
    """Return why *rule* is not the one that decides."""
    told = {"topup_no_conflict": True, "topup_minutes": "minutes 2"}
    amount = {} if rule == "none" else {"topup_amount": "5000 MAD"}
    return case.tried("topup-decision", topup_rule=rule, **told, **amount)


def decided(case, rule: str, amount: str = "5000 MAD") -> None:
    case.did(
        "topup-decision",
        topup_rule=rule,
        topup_amount=amount,
        topup_no_conflict=True,
        topup_minutes="minutes 2",
    )


# ------------------------------------------------ scenario 15
def test_below_the_one_threshold_and_above_the_other_is_awarded(applied):
    evaluated(applied, "40", "85")
    decided(applied, "vulnerability")

    assert applied.status("topup-planned") == "open"


def test_the_decision_prints_both_components_and_the_rule_that_decided(applied):
    evaluated(applied, "40", "85")
    decided(applied, "vulnerability")
    speak("en")
    [taken] = decisions(tuple(applied.entries))
    told = "\n".join(decision_told(taken))

    assert "vulnerability reaches its own" in told
    assert "Performance: 40; threshold 70" in told
    assert "Vulnerability: 85; threshold 70" in told


def test_the_thresholds_printed_are_those_of_the_day_of_the_decision(applied):
    applied.settings |= {"topup_vulnerability": Decimal(80)}
    evaluated(applied, "40", "85")
    decided(applied, "vulnerability")
    applied.settings |= {"topup_vulnerability": Decimal(99)}
    [taken] = decisions(tuple(applied.entries))

    found = decided_as_json(taken)
    assert found["thresholds"]["topup_vulnerability"] == "80"
    assert (found["rule"], found["official"]) == ("vulnerability", False)


@pytest.mark.parametrize(
    ("performance", "need", "rule"),
    [
        ("70", "70", "performance"),
        ("69.99", "70", "vulnerability"),
        ("69.99", "69.99", "both-together"),
        ("60", "60", "both-together"),
        ("59.99", "60", "none"),
        ("0", "69.99", "none"),
    ],
)
def test_of_all_rules_exactly_one_may_be_named(applied, performance, need, rule):
    evaluated(applied, performance, need)

    assert [one for one in RULES if not decides(applied, one)] == [rule]


def test_the_thresholds_are_those_of_the_call(applied):
    applied.settings |= {"topup_performance": Decimal(30)}
    evaluated(applied, "40", "0")

    assert decides(applied, "performance") == set()


points = st.decimals(0, 100, places=2)


@given(points, points, st.decimals(0, 1, places=3), points)
def test_together_lies_between_the_two(performance, need, share, threshold):
    low, high = sorted((performance, need))

    if threshold <= low:
        assert together(performance, need, share, threshold)
    if threshold > high:
        assert not together(performance, need, share, threshold)


@pytest.mark.parametrize("share", [Decimal("-0.1"), Decimal("1.1")])
def test_a_share_that_is_none_decides_nothing(share):
    assert together(100, 100, share, 0) is None


# ------------------------------------------------ who, when, and on what ground
def test_without_a_call_nobody_asks_for_a_top_up(funded):
    assert funded.status("topup-application") == "not-needed"


def test_a_top_up_tops_up_a_grant_whose_use_was_verified(funded):
    funded.settings |= {"topup_call": "2026"}
    funded.asked_for("first", "8000 MAD")
    funded.paid("first", "8000 MAD")

    told = {"topup_applied_on": funded.day, "topup_form": "individual"}
    assert funded.tried("topup-application", **told) == {"gate"}


def test_an_evaluation_is_not_older_than_sixty_days_at_the_decision(applied):
    evaluated(applied, "80", "10")
    applied.turn_to("2026-05-01")
    assert decides(applied, "performance") == set()

    applied.turn_to("2026-05-02")
    assert decides(applied, "performance")


def test_an_evaluation_that_is_too_old_is_made_again(applied):
    evaluated(applied, "80", "10")
    applied.turn_to("2026-05-02")
    evaluated(applied, "60", "10")

    assert decides(applied, "none") == set()


def test_whoever_evaluated_does_not_decide(applied):
    evaluated(applied, "80", "10")
    applied.hand_to("lamia", "committee")

    told = {
        "topup_rule": "performance",
        "topup_amount": "5000 MAD",
        "topup_no_conflict": True,
        "topup_minutes": "minutes 2",
    }
    assert applied.why_not("topup-decision", **told) == {"same-hand"}


@pytest.mark.parametrize("found", ["-1", "100.01", "70.001"])
def test_a_figure_out_of_a_hundred_is_refused(applied, found):
    told = {
        "topup_performance_found": Decimal(found),
        "topup_vulnerability_found": Decimal(10),
        "topup_evaluated_on": applied.day,
        "topup_evidence": "visit 1",
    }

    assert applied.tried("topup-evaluation", **told) == {"bad-fact"}


def test_a_cooperative_says_how_it_stands(funded):
    funded.settings |= {"topup_call": "2026"}
    funded.asked_for("first", "8000 MAD")
    funded.paid("first", "8000 MAD")
    funded.verified("first")
    funded.did(
        "topup-application", topup_applied_on=funded.day, topup_form="cooperative"
    )
    evaluated(funded, "80", "10")
    decided(funded, "performance")

    assert funded.tried("topup-planned", topup_plan="plan 2") == {"missing-fact"}


# ------------------------------------------------ what it comes to
@pytest.mark.parametrize("amount", ["0 MAD", "5000 EUR"])
def test_what_is_added_is_something_in_the_currency_of_the_plan(applied, amount):
    evaluated(applied, "80", "10")

    told = {"topup_no_conflict": True, "topup_minutes": "minutes 2"}
    assert applied.tried(
        "topup-decision", topup_rule="performance", topup_amount=amount, **told
    ) == {"gate"}


def test_a_top_up_raises_what_may_be_committed(applied):
    applied.turn_to("2026-09-02")
    applied.asked_for("second", "7000 MAD")
    applied.paid("second", "7000 MAD")
    applied.verified("second")
    applied.asked_for("third", "1 MAD")
    applied.did("approve", "third", approval="granted")
    told = {"order": "O", "price": "1 MAD", "committed": "1 MAD"}
    assert applied.tried("commit", "third", **told) == {"gate"}

    evaluated(applied, "80", "10")
    decided(applied, "performance", "1 MAD")
    applied.fund.raised(applied, "1 MAD")
    assert applied.tried("commit", "third", **told) == set()
