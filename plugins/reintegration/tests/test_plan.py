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
    assert ready.status("funded") == "not-yet"

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
