"""When intake or a destination is suspended: who waits, and who goes on."""

from __future__ import annotations

from datetime import date

import pytest


def held(case):
    return {hold.key for hold in case.view.holds_in_force()}


@pytest.fixture
def listed(case, no_intake):
    """A man who was counselled and listed, before the suspension."""
    case.settings |= no_intake
    case.counselled()
    case.traveller("man", "1996-01-01")
    return case


def test_while_intake_is_suspended_whoever_comes_is_still_heard(case, no_intake):
    case.settings |= no_intake
    case.turn_to("2026-03-11")
    case.counselled()

    assert case.status("counselling") == "done"


def test_while_intake_is_suspended_the_person_waits_on_a_list(listed):
    listed.turn_to("2026-03-11")

    assert listed.tried("registration") >= {"held"}
    assert (held(listed), listed.work.status) == ({"waiting-list"}, "waiting_list")


def test_who_was_registered_before_the_suspension_goes_on(listed):
    listed.registered()
    listed.turn_to("2026-03-11")
    listed.screened("man")
    listed.decided()

    assert held(listed) == set()


def test_a_registration_of_the_day_before_may_still_be_entered(listed):
    listed.turn_to("2026-03-11")
    answers = {
        "destination": "GN",
        "status_here": "irregular",
        "reasons": "Family",
        "previous_avrr": False,
        "priority": ["none"],
        "duplicate": "no",
        "travellers": 1,
    }
    listed.as_("case-manager").done("registration", on="2026-03-09", **answers)

    assert held(listed) == set()


def test_when_intake_opens_again_the_waiting_ends(listed):
    listed.settings["intake_suspended_until"] = date(2026, 6, 30)
    listed.turn_to("2026-06-30")
    assert held(listed) == {"waiting-list"}

    listed.turn_to("2026-07-01")
    assert held(listed) == set()


def test_a_date_without_a_reason_suspends_nothing(listed):
    del listed.settings["intake_suspension_reason"]
    listed.turn_to("2026-03-11")

    assert held(listed) == set()


def test_who_waits_may_still_withdraw(listed):
    listed.turn_to("2026-03-11")
    listed.ends(
        "not-registered", by="reception", reason="Waits no more", retention_told=True
    )

    assert listed.agenda == {}


def test_a_suspended_destination_holds_the_case(screened):
    screened.settings["suspended_destinations"] = ("GN", "ML")

    assert "held" in screened.tried("eligibility")
    assert held(screened) == {"destination"}


def test_a_suspended_destination_holds_nobody_who_is_there(home):
    home.settings["suspended_destinations"] = ("GN",)
    home.asked_for("first", "500 EUR")
    home.paid("first")

    assert "granted" in home.milestones


def test_a_suspension_names_the_day_to_look_again(screened):
    screened.as_("officer")

    reasons = {"suspended_for": "funds", "suspended_text": "Budget is spent"}
    assert screened.why_not("suspended", **reasons) == {"missing-fact"}


def test_a_suspended_return_is_not_decided_on(screened):
    screened.as_("officer").held(
        "suspended",
        suspended_for="funds",
        suspended_text="Budget is spent",
        recheck_on="2026-05-01",
    )

    assert "held" in screened.tried("eligibility")

    screened.as_("officer").resumed("suspended", "New budget")

    assert "held" not in screened.tried("eligibility")


def test_a_return_takes_no_second_file_for_the_same_person(case):
    case.counselled()
    case.traveller("man", "1996-01-01")
    case.registered(duplicate="yes", other_case="MA-25-00007-C")
    case.ends("duplicate", by="case-manager", other_case="MA-25-00007-C")

    assert case.agenda == {}


def test_a_doubtful_duplicate_is_cleared_before_anything_is_decided(case):
    case.counselled()
    case.traveller("man", "1996-01-01")
    case.registered(duplicate="doubtful")
    case.screened("man")

    decision = {
        "eligible": True,
        "reintegration_eligible": False,
        "grounds": "No means to return",
    }
    assert case.tried("eligibility", **decision) == {"gate"}


def test_of_a_child_born_on_the_way_no_papers_are_asked_before_consent(screened):
    screened.decided()
    screened.as_("case-manager").line(
        "member", "child", who="person-child", relation="child"
    )

    asked = {task.key for task in screened.agenda.values() if task.line == "child"}
    assert asked == {"consent"}
