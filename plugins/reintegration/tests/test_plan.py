"""The plan: within a month, signed, affordable, and approved by another hand."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.reintegration.tests.stories import PLAN


@pytest.fixture
def ready(assessed):
    """A case in which everything is there but the plan."""
    assessed.free_of_selection()
    return assessed


@pytest.fixture
def planned(ready):
    """A case in which the plan was written."""
    ready.planned()
    return ready


def test_the_plan_is_due_a_month_after_the_return(ready):
    assert ready.agenda["plan"].due == date(2026, 4, 2)


def test_a_very_vulnerable_person_has_more_time_for_it(profiled):
    profiled.assessed(vulnerability="high")
    profiled.did("specialist-view", specialist_opinion="yes")
    profiled.free_of_selection()

    assert profiled.agenda["plan"].due == date(2026, 5, 2)


def test_a_plan_written_late_is_overdue_and_not_refused(ready):
    ready.turn_to("2026-06-01")

    assert ready.agenda["plan"].due == date(2026, 4, 2)
    assert ready.tried("plan", **PLAN, plan_signed_on=ready.day) == set()


def test_there_is_no_plan_before_the_first_survey(profiled):
    profiled.assessed()
    profiled.free_of_selection()

    assert profiled.tried("plan", **PLAN, plan_signed_on=profiled.day) == {"gate"}


@pytest.mark.parametrize(
    "told",
    [
        {"plan_signed_on": "2026-03-03"},
        {"plan_signed_on": "2026-03-01"},
        {"feasibility": "not-feasible"},
        {"environment": "yes"},
    ],
    ids=["signed tomorrow", "signed before the return", "not feasible", "harmful"],
)
def test_a_plan_that_cannot_be_is_refused(ready, told):
    answers = {**PLAN, "plan_signed_on": ready.day, **told}

    assert ready.tried("plan", **answers) == {"gate"}


@pytest.mark.parametrize(
    ("cost", "reasons"),
    [
        ("15000 MAD", set()),
        ("15000.01 MAD", {"gate"}),
        ("1500 EUR", {"gate"}),
    ],
)
def test_a_plan_stays_within_what_the_mission_that_sends_allows(
    arrivals, cost, reasons
):
    case = arrivals(grant_ceiling_told="15000 MAD")
    case.received()
    case.agreed()
    case.profiled()
    case.assessed()
    case.surveyed("baseline")
    case.free_of_selection()

    answers = {**PLAN, "plan_cost": cost, "plan_signed_on": case.day}
    assert case.tried("plan", **answers) == reasons


def test_a_plan_costs_no_negative_amount(ready):
    answers = {**PLAN, "plan_cost": "-1 MAD", "plan_signed_on": ready.day}

    assert "bad-fact" in ready.tried("plan", **answers)


def test_whoever_wrote_the_plan_cannot_approve_it(planned):
    planned.hand_to("driss", "manager")

    assert planned.why_not("plan-approval", plan_verdict="approved") == {"same-hand"}


def test_whoever_asked_the_survey_does_not_approve_the_plan(planned):
    planned.hand_to("lamia", "manager")

    assert planned.why_not("plan-approval", plan_verdict="approved") == {"same-hand"}


def test_a_plan_that_was_sent_back_is_written_and_approved_again(planned):
    planned.did("plan-approval", plan_verdict="rework", plan_reason="No lease yet")
    assert "funded" not in planned.agenda

    planned.planned(plan="scan 2")
    planned.approved()

    assert planned.status("funded") == "open"


def test_a_plan_that_was_refused_ends_the_case_with_a_word_on_appeal(planned):
    planned.did("plan-approval", plan_verdict="refused", plan_reason="Not lawful")
    planned.as_("manager")

    told = {"reason": "Not lawful"}
    assert planned.why_not("plan-refused", **told, appeal_told=False) == {"gate"}
    assert planned.why_not("plan-refused", **told, appeal_told=True) == set()


def test_a_mission_that_pays_is_asked(ready):
    ready.planned(sender_pays=True)
    ready.approved()
    assert "funded" not in ready.agenda

    ready.did("sender-approval", sender_verdict="agreed")

    assert ready.status("funded") == "open"


def test_where_the_mission_that_pays_refuses_nothing_is_funded(ready):
    ready.planned(sender_pays=True)
    ready.approved()
    ready.did("sender-approval", sender_verdict="refused")

    assert ready.status("funded") == "not-needed"


def test_the_cost_of_a_plan_is_not_corrected_behind_its_approval(planned):
    planned.approved()
    planned.as_("case-manager")

    from migcase import Stated

    event = Stated(planned.answers({"plan_cost": "99000 MAD"}), planned.day)
    assert planned.why_not(event)


# ------------------------------------------------ life changes a plan
def rewritten(case, **more):
    """Have the plan opened again and written anew, with what changed."""
    case.as_("case-manager").reopened("plan", reason="The supplier withdrew")
    told = {**PLAN, "plan_changed_on": case.day, **more}
    case.did("plan", **told)


def holds(case):
    return [hold.key for hold in case.view.holds_in_force()]


@pytest.fixture
def under_way(funded):
    """A plan that was approved, of which a first tranche was paid."""
    funded.asked_for("first", "8000 MAD")
    funded.paid("first", "8000 MAD")
    funded.turn_to("2026-06-01")
    return funded


def test_only_who_works_with_the_person_opens_an_approved_plan_again(under_way):
    from migcase import StepReopened

    event = StepReopened("plan", under_way.day, "The supplier withdrew")
    under_way.as_("finance")
    assert under_way.why_not(event) == {"wrong-role"}

    under_way.as_("case-manager")
    assert under_way.why_not(event) == set()


def test_a_changed_plan_is_approved_again_by_another_hand(under_way):
    rewritten(under_way)
    assert "plan-approval" in under_way.agenda
    under_way.hand_to("driss", "manager")
    assert under_way.why_not("plan-approval", plan_verdict="approved") == {"same-hand"}

    under_way.approved()
    assert under_way.status("plan-approval") == "done"


def test_the_old_plan_holds_until_the_new_one_is_signed(under_way):
    under_way.asked_for("second", "7000 MAD")
    under_way.as_("case-manager").reopened("plan", reason="The supplier withdrew")

    assert holds(under_way) == []


def test_no_money_is_granted_under_a_change_that_nobody_approved(under_way):
    under_way.verified("first")
    under_way.asked_for("second", "7000 MAD")
    under_way.turn_to("2026-09-02")
    rewritten(under_way, plan_cost="99000 MAD")
    assert under_way.tried("approve", "second", approval="granted") == {"held"}

    under_way.approved()
    assert under_way.tried("approve", "second", approval="granted") == set()


@pytest.mark.parametrize("verdict", ["rework", "refused"])
def test_a_change_that_is_not_approved_stops_the_money_until_one_is(under_way, verdict):
    under_way.asked_for("second", "7000 MAD")
    rewritten(under_way)
    under_way.did("plan-approval", plan_verdict=verdict, plan_reason="No quotation")
    assert "held" in under_way.tried("approve", "second", approval="granted")

    if verdict == "refused":
        under_way.as_("case-manager").reopened("plan", reason="The old plan goes on")
    under_way.did("plan", **PLAN, plan_changed_on=under_way.day)
    under_way.approved()
    assert "held" not in under_way.tried("approve", "second", approval="granted")


def test_a_mission_that_pays_is_asked_about_a_change_too(ready):
    ready.planned(sender_pays=True)
    ready.approved()
    ready.did("sender-approval", sender_verdict="agreed")
    ready.funded()
    rewritten(ready, sender_pays=True)
    ready.approved()

    assert "sender-approval" in ready.agenda
    assert holds(ready) == ["plan-changing"]


def test_a_mission_that_pays_only_from_now_on_is_waited_for(under_way):
    rewritten(under_way, sender_pays=True)
    under_way.approved()

    assert holds(under_way) == ["plan-changing"]


def test_what_was_given_under_the_old_plan_is_not_asked_for_again(under_way):
    before = set(under_way.agenda)
    rewritten(under_way)
    under_way.approved()

    assert set(under_way.agenda) == before


def test_the_ceiling_is_that_of_the_changed_plan(under_way):
    under_way.verified("first")
    under_way.turn_to("2026-09-02")
    rewritten(under_way, plan_cost="9000 MAD")
    under_way.approved()
    under_way.asked_for("second", "7000 MAD")
    under_way.did("approve", "second", approval="granted")

    told = {"order": "O", "price": "7000 MAD"}
    assert under_way.tried("commit", "second", **told, committed="7000 MAD") == {"gate"}


def test_a_completed_formation_stays_completed_when_the_plan_changes(under_way):
    under_way.trained()
    under_way.did("training-completed")
    under_way.served()
    rewritten(under_way)

    assert "accompanied" in under_way.milestones
    assert under_way.status("training-completed") == "done"


def test_the_last_survey_counts_from_the_first_signing(under_way):
    before = under_way.agenda["open survey"].due
    rewritten(under_way)
    under_way.approved()

    assert under_way.agenda["open survey"].due == before


def test_a_change_is_not_signed_before_the_plan_nor_tomorrow(under_way):
    under_way.as_("case-manager").reopened("plan", reason="The supplier withdrew")

    for day in ("2026-03-01", "2026-06-02"):
        told = {**PLAN, "plan_changed_on": day}
        assert under_way.tried("plan", **told) == {"gate"}


def test_who_is_assessed_again_is_not_planned_for_a_second_time(under_way):
    before = set(under_way.agenda)
    under_way.as_("case-manager").reopened(
        "vulnerability-assessed", reason="Looked at again after three months"
    )
    under_way.did(
        "vulnerability-assessed",
        vulnerability="medium",
        factors=["none"],
        vulnerability_reason="Her sister moved away",
    )

    assert set(under_way.agenda) - {"open survey"} == before - {"open survey"}
    assert under_way.doubts == ()
