"""From the notice to the assessments: nothing before consent, nothing half known."""

from __future__ import annotations

from datetime import date

import pytest

from migcase.testing import consenting
from migcase_reintegration import REINTEGRATION


def test_what_another_office_knows_stays_there_unless_the_person_agreed(case):
    told = {"identified_by": "Mission in Belgium", "transfer_agreed": False}

    assert case.tried("identification", **told) == {"gate"}


def test_a_case_that_a_return_opened_knows_what_was_agreed_to_be_told(arrivals):
    case = arrivals(
        origin="avrr",
        sending_case="MA-26-00017-K",
        returned_on="2026-03-02",
        grant_ceiling_told="15000 MAD",
        place_of_return="Tiznit",
        project_idea="A shop",
        vulnerability_notice=False,
    )
    case.received()
    case.turn_to("2026-03-04")

    assert case.facts["sending_case"] == "MA-26-00017-K"
    assert case.facts["place_of_return"] == "Tiznit"


def test_a_person_is_met_by_the_next_working_day(arrivals):
    case = arrivals(returned_on="2026-03-06")  # a Friday
    case.did("identification", identified_by="Mission", transfer_agreed=True)

    assert case.agenda["reception"].due == date(2026, 3, 9)


def test_the_first_counselling_is_a_week_after_the_return(case):
    case.did("identification", identified_by="Mission", transfer_agreed=True)
    case.did(
        "reception",
        returned_on="2026-03-01",
        arrival_services=["none"],
        safe_contact="by phone",
    )

    assert case.agenda["first-counselling"].due == date(2026, 3, 8)


@pytest.mark.parametrize("told", [{"returned_on": "2026-03-03"}, {}])
def test_nobody_is_received_without_a_day_of_return_that_has_come(case, told):
    case.did("identification", identified_by="Mission", transfer_agreed=True)

    reception = {"arrival_services": ["none"], "safe_contact": "by phone", **told}
    assert case.tried("reception", **reception) == {"gate"}


def test_nobody_was_born_after_they_came_back(case):
    case.received()
    case.agreed()

    answers = {
        "born": "2026-03-02",
        "born_precision": "exact",
        "sex": "female",
        "nationality": "MA",
        "host_country": "BE",
        "abroad": "under-1-year",
    }
    assert case.tried("identity-form", **answers) == {"gate"}


def test_nothing_is_asked_about_a_person_who_did_not_agree_to_every_point(case):
    case.received()

    said = consenting(REINTEGRATION, consent_use=False)
    assert case.tried("consent", **said) == {"gate"}
    assert case.status("identity-form") == "not-yet"


@pytest.mark.parametrize(
    "forms",
    [
        ("identity-form", "situation-form"),
        ("identity-form", "history-form"),
        ("situation-form", "history-form"),
    ],
)
def test_no_support_opens_before_all_three_forms_are_there(case, forms):
    case.received()
    case.agreed()
    case.profiled(*forms)
    case.as_("case-manager")

    assert case.why_not("service") >= {"not-needed"}
    assert case.why_not("referral") >= {"not-needed"}
    assert case.why_not("payment") >= {"not-needed"}
    assert case.status("vulnerability-assessed") == "not-yet"
    assert case.status("plan") == "not-yet"


def test_the_third_form_opens_the_assessments(profiled):
    assert {"vulnerability-assessed", "risk-assessed"} <= set(profiled.agenda)


@pytest.mark.parametrize(
    ("vulnerability", "risk", "status"),
    [
        ("high", "low", "open"),
        ("low", "high", "open"),
        ("medium", "medium", "not-needed"),
    ],
)
def test_whoever_is_at_risk_is_seen_by_a_specialist(
    profiled, vulnerability, risk, status
):
    profiled.assessed(vulnerability, risk)

    assert profiled.status("specialist-view") == status


def test_nothing_goes_on_while_the_specialist_says_not_now(profiled):
    profiled.assessed(vulnerability="high")
    profiled.did("specialist-view", specialist_opinion="not-now")

    assert profiled.status("put-forward") == "gated"
    assert profiled.tried("put-forward", places_limited=False) == {"gate"}


def test_whoever_assessed_is_not_the_specialist_who_decides(profiled):
    profiled.assessed(vulnerability="high")
    profiled.hand_to("driss", "specialist")

    told = {"specialist_opinion": "yes"}
    assert profiled.why_not("specialist-view", **told) == {"same-hand"}
