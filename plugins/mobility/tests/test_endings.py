"""The return, what becomes of it, and every other way for a case to end."""

from __future__ import annotations

import pytest


@pytest.fixture
def ended(there):
    """The mission has ended as planned."""
    there.turn_to("2026-07-31")
    there.did("permit-ends", stay_plan="returns")
    there.did("mission-ended", how_ended="as-planned", certificate="Youthpass")
    return there


@pytest.fixture
def back(ended):
    """Home again."""
    ended.turn_to("2026-08-10")
    ended.did("return", back="returned")
    return ended


def test_the_return_is_due_before_the_permit_ends(ended):
    assert str(ended.agenda["return"].due) == "2026-08-15"


def test_who_overstays_stays_on_the_agenda(ended):
    ended.turn_to("2026-08-20")
    ended.did("return", back="overstays")

    assert "return" in ended.agenda
    assert "returned" not in ended.milestones


def test_who_overstayed_may_be_closed_as_such_by_the_manager(ended):
    ended.turn_to("2026-08-20")
    ended.did("return", back="overstays")
    ended.ends("overstayed", by="manager", reason="Not seen since")

    assert ended.case.closed


def test_who_stays_lawfully_has_not_overstayed(ended):
    ended.did("return", back="stays-lawfully")

    assert "returned" in ended.milestones


def test_nobody_is_asked_before_six_months_have_passed(back):
    assert back.agenda["follow-up"].state == "early"
    back.turn_to("2027-02-10")
    assert back.agenda["follow-up"].state == "ready"


def test_a_mission_is_completed_after_the_follow_up(back):
    back.did("valorisation", talk=True, skills="record 1")
    back.turn_to("2027-02-10")
    back.did("follow-up", now="job")
    back.ends("completed", by="manager")

    assert back.case.closed


def test_who_asked_after_six_months_does_not_close_the_case(back):
    back.did("valorisation", talk=True, skills="record 1")
    back.turn_to("2027-02-10")
    back.did("follow-up", now="job")
    back.hand_to("chioma", "manager")

    assert back.why_not("completed") == {"same-hand"}


def test_an_incident_that_nobody_answered_keeps_the_case_open(there):
    there.as_("tutor").line(
        "incident", "fall", incident_sort="health", incident_text="A fall"
    )
    there.turn_to("2026-08-10")
    there.did("mission-ended", how_ended="as-planned")
    there.did("return", back="returned")
    there.did("valorisation", talk=True, skills="record 1")
    there.turn_to("2027-02-10")
    there.did("follow-up", now="job")
    there.as_("manager")

    assert there.why_not("completed") == {"gate"}


def test_a_referral_that_nobody_answered_for_keeps_the_case_open(back):
    back.as_("coach").line(
        "referral",
        "help",
        service="psychosocial",
        receiver="The youth clinic",
        sharing_agreed=True,
        urgency="medium",
        referred_what=["name"],
        referred_basis="vital-interests",
        referred_reason="She must be seen today",
    )
    back.did("valorisation", talk=True, skills="record 1")
    back.turn_to("2027-02-10")
    back.did("follow-up", now="job")
    back.as_("manager")
    assert back.why_not("completed") == {"gate"}

    back.did(
        "referral-feedback", "help", feedback_by="person", referral_result="helped"
    )
    back.ends("completed", by="manager")
    assert back.case.closed


# ------------------------------------------------ before the journey
def test_anybody_withdraws_at_any_time_before_leaving(youth):
    youth.applied()
    youth.ends("withdrawn", by="youth-officer", reason="Found work")

    assert youth.case.closed


def test_who_withdraws_with_a_contract_leaves_host_and_place_to_be_seen_to(
    signed, mission
):
    signed.ends("withdrawn", by="coach", reason="Found work")
    assert set(signed.agenda) == {"tell-host", "give-back"}
    assert signed.tried("give-back") == {"gate"}

    mission.as_("coach").ended(
        f"place-{signed.case.id}", "given-back", given_back_why="Withdrew"
    )
    signed.did("give-back")
    assert set(signed.agenda) == {"tell-host"}


def test_nobody_withdraws_after_having_left(there):
    there.as_("coach")

    assert there.why_not("withdrawn", reason="x") == {"not-possible"}


def test_nobody_is_turned_away_without_hearing_what_else_there_is(youth):
    youth.as_("youth-officer")
    no = {"not_eligible_for": "age", "others_told": False}
    assert youth.why_not("not-eligible", **no) == {"gate"}

    youth.ends(
        "not-eligible", by="youth-officer", not_eligible_for="age", others_told=True
    )
    assert set(youth.agenda) == {"guide-on"}


def test_who_finds_no_offer_may_come_back_within_a_year(planned):
    planned.ends("no-offer", by="coach", reason="No host answered")
    planned.turn_to("2025-11-03")
    planned.reopened_case("A host has written")

    assert not planned.case.closed


def test_a_postponed_departure_is_looked_at_again(signed):
    signed.as_("coach").held(
        "postponed", postponed_why="Exams", postponed_until="2025-07-01"
    )
    assert signed.agenda["visa-request"].state == "held"

    signed.resumed("postponed")
    assert signed.agenda["visa-request"].state == "ready"


def test_a_death_is_told_with_its_source_and_never_of_a_day_to_come(there):
    there.as_("coach")
    later = {"died_on": "2025-10-02", "died_source": "The consulate"}

    assert there.why_not("deceased", **later) == {"gate"}


# ------------------------------------------------ before anybody applied
@pytest.mark.parametrize("informed", [False, True])
def test_who_only_heard_of_it_is_kept_for_six_months(youth, informed):
    if informed:
        youth.informed()
    youth.as_("youth-officer")
    assert youth.why_not("withdrawn", reason="Found work") == {"not-possible"}

    youth.ends("not-applied", by="youth-officer", reason="Found work")
    assert str(youth.kept_until) == "2025-09-03"


def test_who_applied_is_kept_for_the_audit(youth):
    youth.applied()
    youth.as_("youth-officer")
    assert youth.why_not("not-applied", reason="Found work") == {"not-possible"}

    youth.ends("withdrawn", by="youth-officer", reason="Found work")
    assert str(youth.kept_until) == "2030-03-03"


# ------------------------------------------------ death
def test_after_a_death_the_designated_officer_tells_the_family_at_once(there):
    there.ends("deceased", by="coach", died_on=there.day, died_source="The host")

    assert there.agenda["tell-family"].roles == ("next-of-kin",)
    assert str(there.agenda["tell-family"].due) == "2025-10-02"
    there.did("tell-family", kin_told_on=there.day)
    assert "tell-family" not in there.agenda
