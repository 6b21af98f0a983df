"""How a return ends, before the journey and after it, and what is left to do."""

from __future__ import annotations

from datetime import date

import pytest

from migcase import Refused

WITHDRAWS = {"reason": "Found work", "retention_told": True}
UNTOLD_CAUSE = {"cause": "period-ended"}


def codes(refused):
    return [refusal.code for refusal in refused.value.refusals]


# ------------------------------------------------ changing one's mind
def test_the_person_may_go_away_before_anything_was_done(case):
    case.ends("not-registered", by="reception", **WITHDRAWS)

    assert case.case.closed
    assert case.agenda == {}


@pytest.mark.parametrize("wants", [True, False])
def test_who_was_only_counselled_is_kept_for_six_months(case, wants):
    case.counselled(wants_to_return=wants)
    if wants:
        case.ends("not-registered", by="counsellor", **WITHDRAWS)
    else:
        case.ends("info-only", by="counsellor")

    assert case.kept_until == date(2026, 9, 2)


def test_who_went_away_before_registration_is_kept_for_six_months(case):
    case.counselled()
    case.traveller("man", "1990-05-01")
    case.ends("not-registered", by="case-manager", **WITHDRAWS)

    assert case.kept_until == date(2026, 9, 2)


def test_whoever_was_registered_is_kept_for_five_years(screened):
    for short in ("not-registered", "info-only"):
        told = WITHDRAWS if short == "not-registered" else {}
        assert screened.as_("case-manager").why_not(short, **told) == {"not-possible"}
    screened.ends("withdrawn", by="case-manager", **WITHDRAWS)

    assert screened.kept_until == date(2031, 3, 2)


def test_registration_that_is_opened_again_shortens_nothing(screened):
    screened.decided()
    screened.as_("case-manager").reopened("registration", reason="A child was born")

    assert screened.why_not("not-registered", **WITHDRAWS) == {"not-possible"}
    assert screened.why_not("withdrawn", **WITHDRAWS) == set()


@pytest.mark.parametrize("chapter", ["screened", "boy", "ready", "at_gate"])
def test_the_person_may_withdraw_at_any_moment_up_to_the_gate(chapter, request):
    case = request.getfixturevalue(chapter)
    case.ends("withdrawn", by="case-manager", **WITHDRAWS)

    assert case.case.ended.outcome == "withdrawn"


def test_who_has_left_can_no_longer_withdraw(at_gate):
    at_gate.left("man")

    assert at_gate.why_not("withdrawn", **WITHDRAWS) == {"not-possible"}


def test_a_withdrawal_leaves_only_what_was_begun(screened):
    screened.decided()
    screened.ends("withdrawn", by="case-manager", **WITHDRAWS)

    assert set(screened.agenda) == {"free-funds"}


def test_a_mission_of_origin_that_was_told_is_told_that_nobody_is_coming(at_gate):
    at_gate.ends("withdrawn", by="case-manager", **WITHDRAWS)

    assert at_gate.agenda["cancel-notice"].roles == ("movements",)


def test_a_mission_of_origin_that_has_not_heard_of_them_is_told_nothing(screened):
    screened.decided()
    screened.ends("withdrawn", by="case-manager", **WITHDRAWS)

    assert screened.status("cancel-notice") == "not-needed"


def test_a_mission_of_origin_that_answered_about_the_project_is_told_too(ready):
    ready.ends("withdrawn", by="case-manager", **WITHDRAWS)

    assert "cancel-notice" in ready.agenda


def test_who_only_wanted_to_know_is_referred_elsewhere(case):
    case.counselled(wants_to_return=False)
    case.ends("info-only", by="counsellor")

    assert case.agenda["refer"].due == date(2026, 3, 9)


def test_who_is_not_eligible_is_told_how_to_appeal(screened):
    screened.did("eligibility", eligible=False, grounds="Means of their own")
    screened.as_("officer")

    untold = {"grounds": "Means of their own", "appeal_told": False}
    assert screened.why_not("ineligible", **untold) == {"gate"}
    assert screened.why_not("ineligible", **{**untold, "appeal_told": True}) == set()


def test_a_decision_that_was_not_taken_refuses_nobody(screened):
    screened.as_("officer")

    answers = {"grounds": "None", "appeal_told": True}
    assert screened.why_not("ineligible", **answers) == {"not-possible"}


# ------------------------------------------------ absence
@pytest.fixture
def absent(ready):
    """A man who did not come to the airport."""
    ready.turn_to("2026-03-30")
    ready.booked("2026-04-06")
    ready.turn_to("2026-04-06")
    ready.did("pre-embarkation", "man", check="absent")
    return ready


def test_who_does_not_come_is_contacted_within_five_working_days(absent):
    assert absent.agenda["no-show-contact"].due == date(2026, 4, 13)


def test_who_does_not_come_may_be_booked_again(absent):
    absent.did("no-show-contact", no_show_said="rebook")
    absent.as_("case-manager").resumed("absence")
    absent.booked("2026-04-20")
    absent.turn_to("2026-04-20")
    absent.at_the_gate("man")
    absent.left("man")

    assert "departed" in absent.milestones


def test_who_does_not_come_a_second_time_is_contacted_a_second_time(absent):
    absent.did("no-show-contact", no_show_said="rebook")
    absent.as_("case-manager").resumed("absence")
    absent.booked("2026-04-20")
    absent.turn_to("2026-04-20")
    absent.did("pre-embarkation", "man", check="absent")

    assert absent.agenda["no-show-contact"].due == date(2026, 4, 27)


def test_who_does_not_come_and_does_not_want_to_leaves_the_tickets(absent):
    absent.ends("no-show", by="case-manager", reason="Does not answer")

    assert {"cancel-ticket", "refer"} <= set(absent.agenda)


# ------------------------------------------------ death
DEATH = {"died_on": "2026-06-01", "died_source": "The family"}


@pytest.fixture
def bereaved(home):
    """A man who died in June, after the first tranche."""
    home.asked_for("first", "500 EUR")
    home.paid("first")
    home.asked_for("second", "500 EUR")
    home.turn_to("2026-06-02")
    home.ends("deceased", by="origin", **DEATH)
    return home


def test_death_leaves_only_what_death_leaves(bereaved):
    assert set(bereaved.agenda) == {"tell-family", "balance"}


def test_only_the_designated_officer_tells_the_family(bereaved):
    bereaved.as_("case-manager")
    assert bereaved.why_not("tell-family", kin_told_on=bereaved.day) == {"wrong-role"}

    bereaved.as_("next-of-kin")
    assert bereaved.why_not("tell-family", kin_told_on=bereaved.day) == set()
    assert bereaved.why_not("tell-family", kin_told_on="2026-06-03") == {"gate"}


def test_death_freezes_the_grant(bereaved):
    assert "case-closed" in bereaved.tried("approve", "second", approval="granted")


def test_nobody_tries_to_reach_the_dead(bereaved):
    bereaved.as_("case-manager")

    attempt = {"how": "phone", "reached": False, "failed_on": bereaved.day}
    assert "case-closed" in bereaved.why_not("contact", **attempt)


def test_a_death_in_the_future_is_no_death(home):
    home.as_("origin")

    answers = {"died_on": "2026-12-01", "died_source": "The family"}
    assert home.why_not("deceased", **answers) == {"gate"}


# ------------------------------------------------ somebody cannot be found
def test_nobody_is_given_up_before_the_search_was_long_and_wide_enough(home):
    home.turn_to("2026-06-01")
    home.not_reached(1, "phone")
    home.not_reached(2, "phone")
    home.turn_to("2026-07-01")
    home.not_reached(3, "phone")
    home.as_("manager")
    assert home.why_not("untraceable") == {"gate"}

    home.not_reached(4, "visit")
    home.as_("manager")
    assert home.why_not("untraceable") == set()


def test_three_attempts_within_a_month_are_not_enough(home):
    home.turn_to("2026-06-01")
    home.not_reached(1, "phone")
    home.turn_to("2026-06-30")
    home.not_reached(2, "visit")
    home.not_reached(3, "phone")
    home.as_("manager")

    assert home.why_not("untraceable") == {"gate"}


def test_the_search_begins_anew_when_somebody_was_reached(home):
    home.turn_to("2026-06-01")
    home.not_reached(1, "phone")
    home.not_reached(2, "visit")
    home.turn_to("2026-07-01")
    home.as_("case-manager").line(
        "contact", "found", how="visit", reached=True, reached_on=home.day
    )
    home.turn_to("2026-07-02")
    home.not_reached(3, "phone")
    home.as_("manager")

    assert home.why_not("untraceable") == {"gate"}


@pytest.fixture
def lost(home):
    """A man who got the first tranche and was given up in August."""
    home.asked_for("first", "500 EUR")
    home.paid("first")
    for number, (day, how) in enumerate(
        [("2026-07-01", "phone"), ("2026-07-15", "visit"), ("2026-08-03", "relative")]
    ):
        home.turn_to(day)
        home.not_reached(number, how)
    home.ends("untraceable", by="manager")
    return home


def test_who_comes_back_within_a_year_finds_the_case_open_again(lost):
    lost.turn_to("2027-02-08")
    lost.as_("case-manager").reopened_case("Came to the office in Conakry")

    assert not lost.case.closed


def test_who_comes_back_after_a_year_needs_a_new_case(lost):
    lost.turn_to("2027-08-04")
    lost.as_("case-manager")

    with pytest.raises(Refused) as refused:
        lost.reopened_case("Came to the office in Conakry")

    assert codes(refused) == ["reopen-too-late"]


def test_the_grant_still_ends_a_year_after_the_arrival(lost):
    lost.turn_to("2027-02-08")
    lost.as_("case-manager").reopened_case("Came to the office in Conakry")
    lost.asked_for("second", "500 EUR", proof="Photos of the shop")
    lost.turn_to("2027-04-07")
    assert lost.tried("approve", "second", approval="granted") == set()

    lost.turn_to("2027-04-08")
    assert lost.tried("approve", "second", approval="granted") == {"gate"}


# ------------------------------------------------ the usual end
def visited(home, number, day):
    home.turn_to(day)
    home.as_("m-and-e").line("monitoring", f"visit-{number}")
    home.did("visit", f"visit-{number}", visit_result="met", visit_report="form")


def test_two_visits_are_expected_after_six_and_twelve_months(home):
    assert home.agenda["open monitoring"].due == date(2026, 10, 7)

    visited(home, 1, "2026-10-07")

    assert home.agenda["open monitoring"].due == date(2027, 4, 7)


def test_a_case_is_completed_by_a_supervisor_after_both_visits(home):
    visited(home, 1, "2026-10-07")
    visited(home, 2, "2027-04-07")
    home.did("closing")
    home.ends("completed", by="supervisor", **UNTOLD_CAUSE)

    assert home.case.ended.outcome == "completed"


def test_a_case_is_not_completed_while_a_complaint_is_unanswered(home):
    visited(home, 1, "2026-10-07")
    visited(home, 2, "2027-04-07")
    home.did("closing")
    home.as_("case-manager").line(
        "complaint", "c-1", complaint="The shop was never paid"
    )
    home.as_("supervisor")
    assert home.why_not("completed", **UNTOLD_CAUSE) == {"gate"}

    home.did("complaint-answered", "c-1", complaint_answer="Paid on 3 May")
    home.as_("supervisor")
    assert home.why_not("completed", **UNTOLD_CAUSE) == set()


def test_who_goes_home_without_reintegration_is_done_on_arrival(screened):
    screened.decided(reintegration=False)
    screened.papers("man")
    screened.did("travel-ready")
    screened.turn_to("2026-04-06")
    screened.booked("2026-04-06")
    screened.at_the_gate("man")
    screened.left("man")
    screened.turn_to("2026-04-07")
    screened.arrived("man")
    screened.ends("returned", by="case-manager")

    assert screened.agenda == {}


def test_who_goes_home_is_not_closed_over_an_open_complaint(screened):
    screened.decided(reintegration=False)
    screened.papers("man")
    screened.did("travel-ready")
    screened.turn_to("2026-04-06")
    screened.booked("2026-04-06")
    screened.at_the_gate("man")
    screened.left("man")
    screened.arrived("man")
    screened.as_("origin").line("complaint", "c-1", complaint="A bag was lost")
    screened.as_("case-manager")

    assert screened.why_not("returned") == {"gate"}


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("re-migrated", {"left_again_on": "2026-06-01", "reason": "Work"}),
        ("untraceable", {}),
    ],
)
def test_what_was_reserved_for_who_is_gone_is_decided_upon(home, outcome, told):
    for number, (day, how) in enumerate(
        [("2026-05-01", "phone"), ("2026-05-15", "visit"), ("2026-06-02", "relative")]
    ):
        home.turn_to(day)
        home.not_reached(number, how)
    home.ends(outcome, by="manager" if not told else "case-manager", **told)

    assert "balance" in home.agenda


def test_leaving_again_is_a_choice_and_closes_the_case(home):
    home.turn_to("2026-09-01")
    home.ends(
        "re-migrated",
        by="origin",
        left_again_on="2026-08-20",
        reason="Work in Dakar",
    )

    assert home.case.ended.outcome == "re-migrated"
