"""The way home: one man, and a mother with three children."""

from __future__ import annotations

from datetime import date

import pytest

from migcase import Refused


def test_a_receipt_that_is_waited_for_is_no_follow_up(ready):
    ready.turn_to("2026-03-30")
    ready.booked("2026-04-20")

    assert [task.key for task in ready.agenda.values() if task.state == "ready"] == [
        "disclosure-acknowledged"
    ]
    assert ready.work.status == "active"


def test_a_single_man_departs_five_weeks_after_he_called(at_gate):
    at_gate.left("man")

    assert at_gate.day == date(2026, 4, 6)
    assert "departed" in at_gate.milestones


def test_the_mission_of_origin_is_told_three_working_days_ahead(ready):
    ready.did("booking", departs_on="2026-04-06", itinerary="CMN–CKY", tickets="T 1")

    assert ready.agenda["notice"].due == date(2026, 4, 1)


def test_whoever_calls_is_called_back_within_two_working_days(case):
    case.did("request", channel="web", language="fr", safe_contact="by phone")

    assert case.agenda["call-back"].due == date(2026, 3, 4)


def test_nobody_decides_to_return_before_the_alternatives_were_explained(case):
    case.did("request", channel="web", language="fr", safe_contact="by phone")
    case.did("call-back")

    assert case.tried(
        "counselling",
        topics=["procedure", "rights", "project", "regularisation", "stay"],
        present="nobody",
        asylum="none",
        wants_to_return=True,
    ) == {"gate"}


def test_whoever_registered_the_case_cannot_decide_its_eligibility(screened):
    screened.hand_to("chioma", "officer")

    assert "same-hand" in screened.why_not("eligibility")


def test_an_officer_who_did_not_screen_decides(screened):
    screened.decided()

    assert screened.status("eligibility") == "done"


def test_a_return_waits_until_unhcr_was_told(case):
    case.counselled(asylum="seeker", consequence=True)
    case.traveller("woman", "1990-05-05")
    case.registered()
    case.screened("woman")
    case.decided(reintegration=False)
    case.papers("woman")

    assert case.tried("travel-ready") == {"not-yet"}

    case.did("unhcr", unhcr_told=case.day)

    assert case.tried("travel-ready") == set()


def test_unhcr_is_not_told_before_the_person_knows_what_is_lost(case):
    case.counselled(asylum="refugee", consequence=False)
    case.traveller("woman", "1990-05-05")
    case.registered()

    assert case.tried("unhcr", unhcr_told=case.day) == {"gate"}


def test_a_journey_cannot_be_booked_beyond_the_papers(screened):
    screened.decided(reintegration=False)
    screened.papers("man", until="2026-04-05")
    screened.did("travel-ready")

    journey = {"departs_on": "2026-04-06", "itinerary": "CMN–CKY", "tickets": "T 1"}
    assert screened.tried("booking", **journey) == {"gate"}


def test_nobody_is_checked_more_than_three_days_before_departure(ready):
    ready.booked("2026-04-06")
    ready.turn_to("2026-04-02")

    assert ready.tried("pre-embarkation", "man", check="fit") == {"too-early"}


def test_an_old_check_does_not_open_the_gate(ready):
    ready.turn_to("2026-04-01")
    ready.booked("2026-04-03")
    ready.did("pre-embarkation", "man", check="fit")
    ready.turn_to("2026-04-05")
    ready.did("manifest", manifest="M 1")

    with pytest.raises(Refused) as refused:
        ready.left("man")

    assert [refusal.code for refusal in refused.value.refusals] == ["gate"]


def test_a_declaration_older_than_ninety_days_is_renewed_before_the_flight(ready):
    ready.turn_to("2026-06-10")
    ready.booked("2026-06-15")

    assert "declaration-renewed" in ready.agenda

    ready.declared("declaration-renewed")

    assert "declaration-renewed" not in ready.agenda


def test_pocket_money_stays_within_what_the_mission_set(at_gate):
    boards = {
        "boarded": "boarded",
        "last_consent": True,
        "fear_at_gate": False,
        "pocket_receipt": "R 1",
    }

    assert at_gate.tried("departure", "man", **boards, pocket_money="31 EUR") == {
        "gate"
    }
    assert at_gate.tried("departure", "man", **boards, pocket_money="30 EUR") == set()


def test_a_flight_that_is_moved_is_booked_told_and_checked_again(at_gate):
    at_gate.as_("movements").reopened("booking", reason="The flight was moved")
    flight = {"departs_on": "2026-04-10", "itinerary": "CMN–CKY", "tickets": "T 2"}
    at_gate.did("booking", **flight)
    assert at_gate.status("notice") == "open"

    at_gate.did("notice")
    at_gate.did("briefing")
    assert at_gate.status("pre-embarkation", "man") == "open"
    assert at_gate.status("manifest") == "not-yet"


def test_arrival_is_confirmed_within_two_days(at_gate):
    at_gate.left("man")

    assert at_gate.agenda["arrival:man"].due == date(2026, 4, 8)


def test_who_shares_no_data_with_the_mission_of_origin_still_goes_home(screened):
    screened.told("man", by="case-manager", share_with=["family"])
    screened.decided()
    screened.papers("man")
    screened.did("travel-ready")
    screened.did("booking", departs_on="2026-04-06", itinerary="CMN–CKY", tickets="T")

    assert {"notice", "pre-plan"} & set(screened.agenda) == set()


def test_the_medical_file_travels_only_with_leave(case):
    case.counselled()
    case.traveller("man", "1996-01-01")
    case.registered()
    case.screened("man", health_needs=True)
    case.decided(reintegration=False)
    case.papers("man")
    assert "health-notice:man" in case.agenda

    facts = {"medical_file": "file 1"}
    assert case.tried("health-notice", "man", **facts) == {"gate"}
    case.shared("doctors", recipient="origin-health", what=["health"])
    assert case.tried("health-notice", "man", **facts) == set()

    case.told("man", by="case-manager", share_with=["origin"])
    assert "health-notice:man" not in case.agenda


# ------------------------------------------------ a mother and her three children
CHILDREN = {"girl": "2015-06-01", "boy": "2018-06-01", "baby": "2024-06-01"}
FAMILY = ("mother", *CHILDREN)


@pytest.fixture
def family(case):
    """A single mother with three children, whose father stays behind."""
    case.counselled()
    case.traveller("mother", "1992-02-02")
    for name, born in CHILDREN.items():
        case.traveller(name, born, "child", with_parent=True, one_parent=True)
    case.registered(travellers=4, priority=["women-with-children"])
    case.screened("mother")
    for name in CHILDREN:
        case.screened(name, views="To go with mother")
    case.decided(reintegration=False)
    for name in FAMILY:
        case.papers(name)
    return case


@pytest.fixture
def booked_family(family):
    for name in CHILDREN:
        family.told(name, by="case-manager", custody_paper="court paper")
    family.did("travel-ready")
    family.booked("2026-04-06")
    family.turn_to("2026-04-06")
    return family


def test_a_family_is_registered_only_with_everybody_listed(case):
    case.counselled()
    case.traveller("mother", "1992-02-02")

    with pytest.raises(Refused):
        case.registered(travellers=4)


def test_a_family_without_proof_of_custody_is_not_travel_ready(family):
    refusals = family.as_("case-manager").reasons("travel-ready")

    assert [refusal.code for refusal in refusals] == ["gate"]
    assert "custody_paper" in refusals[0].values["facts"]


def test_with_the_custody_papers_the_family_is_travel_ready(booked_family):
    assert booked_family.status("travel-ready") == "done"


def test_fever_at_the_gate_keeps_the_whole_family_back(booked_family):
    for name in ("mother", "girl", "boy"):
        booked_family.did("pre-embarkation", name, check="fit")
    booked_family.did("pre-embarkation", "baby", check="unfit")

    assert "not-yet" in booked_family.tried("manifest", manifest="M 1")
    assert "not-yet" in booked_family.tried("departure", "mother", boarded="boarded")


def test_after_a_fever_the_doctor_decides_when_the_family_may_be_booked(booked_family):
    booked_family.did("pre-embarkation", "baby", check="unfit")
    journey = {"departs_on": "2026-04-20", "itinerary": "CMN–CKY", "tickets": "T 2"}

    assert booked_family.tried("booking", **journey) == {"held"}
    assert "stabilisation" in booked_family.agenda

    booked_family.did("stabilisation", stabilised_by="A hospital")
    booked_family.as_("doctor").resumed("unfit")

    assert booked_family.tried("booking", **journey) == set()


def test_after_a_fever_the_whole_family_is_booked_and_checked_again(booked_family):
    for name in ("mother", "girl", "boy"):
        booked_family.did("pre-embarkation", name, check="fit")
    booked_family.did("pre-embarkation", "baby", check="unfit")
    booked_family.did("stabilisation", stabilised_by="A hospital")
    booked_family.as_("doctor").resumed("unfit")
    booked_family.booked("2026-04-20")
    booked_family.turn_to("2026-04-20")

    checks = {key for key in booked_family.agenda if key.startswith("pre-embark")}
    assert checks == {f"pre-embarkation:{name}" for name in FAMILY}

    booked_family.at_the_gate(*FAMILY)
    for name in FAMILY:
        booked_family.left(name)

    assert booked_family.doubts == ()


def test_when_one_stays_behind_the_others_may_go(booked_family):
    for name in FAMILY[:-1]:
        booked_family.did("pre-embarkation", name, check="fit")
    booked_family.did("pre-embarkation", "baby", check="unfit")
    booked_family.as_("case-manager").ended(
        "baby", "stays", member_reason="Stays with an aunt until well"
    )
    booked_family.did("manifest", manifest="M 1")
    booked_family.left("mother")

    assert "departed" in booked_family.milestones
