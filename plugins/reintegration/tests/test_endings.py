"""How a case ends: completed together, or because life took another turn."""

from __future__ import annotations

from datetime import date

import pytest

from migcase import Refused
from migcase_reintegration import REINTEGRATION
from migcase_reintegration.delivery import PAYMENTS
from plugins.reintegration.tests.stories import SATISFIED

CLOSING = {"closing_with": True, "exit_plan": "Maison des MRE, Agadir"}
WITHDRAWS = {"reason": "Has found work", "retention_told": True}


@pytest.fixture
def accompanied(funded):
    """A woman who was trained, helped and visited, a year after the return."""
    funded.accompanied()
    return funded


@pytest.fixture
def closing(accompanied):
    """The same woman, on the day of the closing meeting."""
    accompanied.closing()
    return accompanied


# ------------------------------------------------ completed
def test_a_case_is_closed_by_case_manager_person_and_supervisor(closing):
    closing.did("closing-signed", closing_form="form 1")
    closing.ends("completed", by="supervisor", cause="period-ended")

    assert closing.case.ended.outcome == "completed"
    assert closing.milestones == {"enrolled", "accompanied", "completed"}


def test_whoever_prepared_the_closing_does_not_sign_it(closing):
    closing.hand_to("driss", "supervisor")

    assert closing.why_not("closing-signed", closing_form="form 1") == {"same-hand"}


def test_whoever_approved_the_plan_does_not_sign_the_closing(closing):
    closing.hand_to("ghita", "supervisor")

    assert closing.why_not("closing-signed", closing_form="form 1") == {"same-hand"}


def test_nobody_is_closed_without_being_there(accompanied):
    accompanied.did("satisfaction", **SATISFIED)

    absent = {**CLOSING, "closing_with": False}
    assert accompanied.tried("closing-meeting", **absent) == {"gate"}


@pytest.mark.parametrize("missing", ["survey", "visits"])
def test_nobody_is_closed_before_the_last_survey_and_enough_visits(funded, missing):
    funded.trained()
    funded.did("training-completed")
    for number in range(3 if missing == "survey" else 2):
        funded.visited(number)
    funded.turn_to("2027-01-04")
    if missing == "visits":
        funded.surveyed("end")
    funded.did("satisfaction", **SATISFIED)

    assert funded.tried("closing-meeting", **CLOSING) == {"gate"}


def test_nobody_is_closed_over_an_open_referral(closing):
    closing.as_("case-manager").line(
        "referral",
        "referral-1",
        service="health",
        receiver="A hospital",
        sharing_agreed=True,
        urgency="low",
        referred_what=["name", "needs"],
        referred_basis="consent",
        referred_under="agreement-3",
    )
    assert closing.tried("closing-signed", closing_form="form 1") == {"gate"}

    closing.did(
        "referral-feedback",
        "referral-1",
        feedback_by="receiver",
        referral_result="helped",
    )
    assert closing.tried("closing-signed", closing_form="form 1") == set()


def test_nobody_is_closed_over_an_open_payment(accompanied):
    accompanied.asked_for("first", "8000 MAD")
    accompanied.did("satisfaction", **SATISFIED)
    accompanied.did("closing-meeting", **CLOSING)

    assert accompanied.tried("closing-signed", closing_form="form 1") == {"gate"}


def test_whoever_was_closed_may_come_back_within_a_year(closing):
    closing.did("closing-signed", closing_form="form 1")
    closing.ends("completed", by="supervisor", cause="period-ended")
    closing.turn_to("2028-01-04")
    closing.as_("case-manager").reopened_case("The shop burnt down")

    assert not closing.case.closed


# ------------------------------------------------ scenario 7: untraceable, and back
@pytest.fixture
def sought(funded):
    """A woman who got the first tranche and was sought for a month in vain."""
    funded.asked_for("first", "8000 MAD")
    funded.paid("first", "8000 MAD")
    funded.verified("first")
    for number, (day, how) in enumerate(
        [("2026-07-01", "phone"), ("2026-07-15", "visit"), ("2026-07-31", "relative")]
    ):
        funded.turn_to(day)
        funded.not_reached(number, how)
    return funded


@pytest.fixture
def lost(sought):
    sought.ends("untraceable", by="manager")
    return sought


def test_a_search_is_long_wide_and_frequent_enough(funded):
    funded.turn_to("2026-07-01")
    funded.not_reached(1, "phone")
    funded.not_reached(2, "phone")
    funded.turn_to("2026-07-31")
    funded.not_reached(3, "phone")
    funded.as_("manager")
    assert funded.why_not("untraceable") == {"gate"}

    funded.not_reached(4, "visit")
    funded.as_("manager")
    assert funded.why_not("untraceable") == set()


def test_three_attempts_within_thirty_days_are_not_enough(funded):
    funded.turn_to("2026-07-01")
    funded.not_reached(1, "phone")
    funded.turn_to("2026-07-30")
    funded.not_reached(2, "visit")
    funded.not_reached(3, "relative")
    funded.as_("manager")

    assert funded.why_not("untraceable") == {"gate"}


def test_money_is_frozen_while_somebody_is_sought(sought):
    sought.turn_to("2026-09-02")
    sought.asked_for("second", "7000 MAD")

    assert "held" in sought.tried("approve", "second", approval="granted")


def test_who_reappears_in_the_tenth_month_finds_the_case_open_again(lost):
    lost.turn_to("2027-01-02")
    lost.as_("case-manager").reopened_case("Came to the office in Agadir")

    assert not lost.case.closed


def back(lost):
    """Let the woman come back in the tenth month, and ask for the rest."""
    lost.turn_to("2027-01-02")
    lost.as_("case-manager").reopened_case("Came to the office in Agadir")
    lost.as_("case-manager").line(
        "contact", "found", how="visit", reached=True, reached_on=lost.day
    )
    lost.asked_for("second", "7000 MAD")
    lost.did("approve", "second", approval="granted")


@pytest.mark.parametrize(
    ("day", "reasons"), [("2027-03-02", set()), ("2027-03-03", {"gate"})]
)
def test_the_clock_of_the_grant_went_on_meanwhile(lost, day, reasons):
    back(lost)
    lost.turn_to(day)

    told = {"order": "O", "price": "7000 MAD", "committed": "7000 MAD"}
    assert lost.tried("commit", "second", **told) == reasons


def test_who_reappears_after_more_than_a_year_needs_a_new_case(lost):
    lost.turn_to("2027-08-01")
    lost.as_("case-manager")

    with pytest.raises(Refused) as refused:
        lost.reopened_case("Came to the office in Agadir")

    assert [one.code for one in refused.value.refusals] == ["reopen-too-late"]


# ------------------------------------------------ other turns of life
def test_until_there_is_a_plan_the_person_withdraws(assessed):
    assessed.as_("case-manager")

    assert assessed.why_not("withdrawn", **WITHDRAWS) == set()
    assert assessed.why_not("dropped-out", **WITHDRAWS) == {"not-possible"}


def test_with_a_plan_the_person_drops_out_and_the_balance_is_decided(funded):
    funded.ends("dropped-out", by="case-manager", **WITHDRAWS)

    assert set(funded.agenda) == {"balance"}


@pytest.mark.parametrize("use", [None, "no"])
def test_the_books_are_closed_of_who_left_with_what_was_paid(funded, use):
    funded.asked_for("first", "8000 MAD")
    funded.paid("first", "8000 MAD")
    if use is not None:
        funded.verified("first", use)
    funded.turn_to("2026-09-01")
    funded.ends(
        "re-migrated", by="case-manager", left_again_on="2026-08-20", reason="Work"
    )
    funded.did("reconcile", used="8000 MAD", reconciled_with="Statement 9")
    funded.did("balance", balance="Back to the fund")

    assert funded.agenda == {}


def test_every_ending_before_its_time_says_why():
    asks = {
        one.key: {question.key for question in one.asks}
        for one in REINTEGRATION.outcomes
        if PAYMENTS.reconcile in one.then
    }
    # Of the dead and of who cannot be found the money is frozen already.
    asks.pop("deceased")
    asks.pop("untraceable")

    assert all("reason" in one for one in asks.values())


def test_leaving_again_is_a_choice_and_closes_the_case(funded):
    funded.turn_to("2026-09-01")
    funded.ends(
        "re-migrated", by="case-manager", left_again_on="2026-08-20", reason="Work"
    )

    assert funded.case.ended.outcome == "re-migrated"


@pytest.mark.parametrize("day", ["2026-03-01", "2026-09-02"])
def test_nobody_leaves_again_before_coming_back_or_tomorrow(funded, day):
    funded.turn_to("2026-09-01")
    funded.as_("case-manager")

    told = {"left_again_on": day, "reason": "Work"}
    assert funded.why_not("re-migrated", **told) == {"gate"}


def test_whoever_ends_the_support_tells_how_to_appeal(funded):
    funded.as_("manager")

    told = {"cause": "funding", "reason": "The fund is empty"}
    assert funded.why_not("support-ended", **told, appeal_told=False) == {"gate"}
    assert funded.why_not("support-ended", **told, appeal_told=True) == set()


def test_who_does_not_agree_to_be_on_file_is_let_go(case):
    case.ends("not-agreed", by="focal-point", retention_told=True)

    assert case.agenda == {}
    assert case.kept_until == date(2026, 9, 2)


def test_who_takes_consent_back_later_is_kept_for_the_audit(profiled):
    profiled.as_("case-manager").stated(consent_service=False)
    assert profiled.why_not("not-agreed", retention_told=True) == {"not-possible"}

    told = {"reason": "Wants to be left alone", "retention_told": True}
    profiled.ends("withdrawn", by="case-manager", **told)
    assert profiled.kept_until == date(2031, 3, 2)


def test_who_is_on_file_already_is_closed_as_such(case):
    case.ends("duplicate", by="case-manager", other_case="reintegration-7")

    assert case.agenda == {}


def test_another_organisation_takes_over_what_is_not_half_done(funded):
    funded.asked_for("first", "8000 MAD")
    funded.as_("case-manager")
    told = {"transferred_to": "Caritas", "reason": "Moved to Oujda"}
    assert funded.why_not("transferred", **told) == {"gate"}

    funded.ended("first", "payment-cancelled", cancel_reason="Moves away")
    assert funded.why_not("transferred", **told) == {"gate"}

    # What is handed over with the case is written down first.
    funded.line(
        "disclosure",
        "caritas",
        recipient="organisations",
        disclosed_to="Caritas",
        disclosed_for="reintegration",
        disclosed_what=["name", "needs"],
        disclosed_basis="consent",
        disclosed_under="caritas-2026",
    )
    assert funded.why_not("transferred", **told) == set()


def test_whoever_is_in_danger_comes_before_the_plan(funded):
    funded.as_("coach").held("protection", concern="Threatened by creditors")
    assert funded.status("training-completed") in {"open", "gated", "held"}

    assert "held" in funded.tried("training-completed")
    funded.as_("specialist").resumed("protection")
    assert "held" not in funded.tried("training-completed")


# ------------------------------------------------ scenario 5
