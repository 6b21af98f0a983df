"""Departure, the mission, silence, incidents, an early end."""

from __future__ import annotations

import pytest


def test_nobody_leaves_unprepared(signed):
    signed.allowed()

    assert signed.tried("departure", itinerary="AGA–LYS") == {"not-yet"}


@pytest.mark.parametrize(
    "said",
    [
        {"prepared_in": ["culture", "rights", "safety", "health"]},
        {"emergency_card": False},
    ],
)
def test_the_whole_preparation_is_mandatory(signed, said):
    topics = ["culture", "rights", "safety", "health", "budget"]
    whole = {
        "prepared_in": topics,
        "emergency_card": True,
        "emergency_contact": "Her mother, by phone",
    }

    assert signed.tried("preparation", **{**whole, **said}) == {"gate"}


def test_nobody_leaves_before_it_is_known_whom_to_call(signed):
    topics = ["culture", "rights", "safety", "health", "budget"]

    tried = signed.tried("preparation", prepared_in=topics, emergency_card=True)
    assert tried == {"missing-fact"}


def test_nobody_leaves_without_a_visa(signed):
    signed.prepared()

    assert signed.tried("departure", itinerary="AGA–LYS") == {"not-yet"}


def test_the_arrival_is_confirmed_within_two_days(signed):
    signed.allowed()
    signed.prepared()
    signed.turn_to("2025-09-30")
    signed.left()

    assert str(signed.agenda["arrival"].due) == "2025-10-02"
    assert "mobile" not in signed.milestones


def test_whoever_has_arrived_is_mobile(there):
    assert {"accompanied", "mobile", "mobile-woman"} <= there.milestones


# ------------------------------------------------ a word every month
def test_a_word_is_due_every_month(there):
    assert str(there.agenda["open contact"].due) == "2025-11-01"

    there.turn_to("2025-10-30")
    there.heard(1)
    assert str(there.agenda["open contact"].due) == "2025-12-01"


def test_one_contact_in_vain_is_no_alert(there):
    there.turn_to("2025-11-01")
    there.not_heard(1)

    assert there.work.status == "arrived"


def test_two_contacts_in_vain_hold_the_case_and_alert(there):
    there.turn_to("2025-11-01")
    there.not_heard(1)
    there.turn_to("2025-11-03")
    there.not_heard(2)

    assert there.work.status == "on-hold"
    assert str(there.agenda["search"].due) == "2025-11-04"


def test_a_word_in_between_starts_the_counting_again(there):
    there.turn_to("2025-10-20")
    there.not_heard(1)
    there.turn_to("2025-11-01")
    there.heard(2)
    there.turn_to("2025-11-20")
    there.not_heard(3)

    assert there.work.status == "arrived"


def test_a_word_ends_the_alert(there):
    there.turn_to("2025-11-01")
    there.not_heard(1)
    there.not_heard(2)
    there.turn_to("2025-11-02")
    there.heard(3)

    assert there.work.status == "arrived"
    assert "search" not in there.agenda


def test_two_months_without_news_alert_though_nobody_tried(there):
    there.turn_to("2025-12-01")
    before = there.work.status
    there.turn_to("2025-12-02")

    assert (before, there.work.status) == ("arrived", "on-hold")


def test_nobody_is_lost_before_somebody_searched(there):
    there.turn_to("2025-12-02")
    there.as_("manager")
    assert there.why_not("lost", found_by="Nobody knows") != set()

    there.did("search", searched_with=["host", "family"], found="Not seen for weeks")
    there.ends("lost", by="manager", found_by="The host has not seen her")
    assert there.case.closed


def test_the_end_of_a_mission_is_told_also_while_nobody_has_news(there):
    there.turn_to("2025-12-02")
    there.did("mission-ended", how_ended="left-by-person", ended_why="Gone")

    assert there.work.status == "arrived"


@pytest.mark.parametrize("when", ["reached_on", "failed_on"])
def test_no_contact_lies_in_the_future(there, when):
    there.as_("coach")
    said = {"how": "phone", "reached": when == "reached_on", when: "2025-12-24"}
    said |= {"news": "well"} if said["reached"] else {}

    assert there.why_not("contact", "x", **said) == {"gate"}


# ------------------------------------------------ incidents, half-time, the end
def test_an_incident_is_answered_within_a_day(there):
    there.as_("tutor").line(
        "incident", "fall", incident_sort="health", incident_text="A fall"
    )

    assert str(there.agenda["incident-answered:fall"].due) == "2025-10-02"


def test_half_time_is_looked_at_in_a_long_mission(there):
    assert str(there.agenda["mid-term"].due) == "2026-01-01"


def test_a_mission_as_planned_does_not_end_before_its_day(there):
    there.turn_to("2026-07-30")

    assert there.tried("mission-ended", how_ended="as-planned") == {"gate"}


def test_an_early_end_is_announced_to_all_whom_it_concerns(there):
    there.turn_to("2026-02-02")
    there.did("mission-ended", how_ended="ended-by-host", ended_why="Closed")

    assert str(there.agenda["early-end"].due) == "2026-02-03"
    assert "return" not in there.agenda


def test_who_came_back_early_leaves_nothing_of_the_stay_to_do(there):
    there.turn_to("2025-11-03")
    there.did("mission-ended", how_ended="accident", ended_why="A broken leg")
    there.did("early-end", informed=["agency", "insurance"])
    there.did("return", back="returned")

    assert not {"mid-term", "permit-ends", "formalities-done"} & set(there.agenda)


def test_who_stays_on_lawfully_is_still_reminded_of_the_permit(there):
    there.turn_to("2026-07-31")
    there.did("mission-ended", how_ended="as-planned")
    there.did("return", back="stays-lawfully")

    assert "permit-ends" in there.agenda


def test_thirty_days_before_the_permit_ends_somebody_looks(there):
    assert str(there.agenda["permit-ends"].due) == "2026-07-16"
