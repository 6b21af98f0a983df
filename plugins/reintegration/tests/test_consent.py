"""Scenario 11: a consent to share is taken back after a referral was accepted.

Nothing more goes to anybody, whoever knows of the person is told, what was is still
known, and what was counted stays counted.
"""

from __future__ import annotations

from datetime import date

import pytest

from plugins.reintegration.tests.stories import AGREEMENTS

REFERRAL = {
    "service": "psychosocial",
    "receiver": "Association in Agadir",
    "sharing_agreed": True,
    "urgency": "medium",
    "referred_what": ["name", "needs"],
    "referred_basis": "consent",
}
UNDER = {one.partner: one.key for one in AGREEMENTS}
DISCLOSED = {
    "recipient": "family",
    "disclosed_to": "Her sister",
    "disclosed_for": "reintegration",
    "disclosed_what": ["name"],
    "disclosed_basis": "consent",
}
EVERYBODY = ["organisations", "family", "authorities", "sender", "others"]


def referral(**told: object) -> dict[str, object]:
    facts = {**REFERRAL, **told}
    return {**facts, "referred_under": UNDER[str(facts["receiver"])]}


def referred(case, line: str, **told: object) -> None:
    case.as_("case-manager").line("referral", line, **referral(**told))


def refers(case, **told: object) -> set[str]:
    """Return why nobody else may be told of the person."""
    case.as_("case-manager")
    return case.why_not("referral", "another", **referral(**told))


def withdraws(case, line: str | None = None) -> None:
    """Have the person take back the consent: all of it, or for one referral."""
    case.as_("case-manager")
    if line is None:
        case.stated(share_with=[])
    else:
        case.stated(line, sharing_agreed=False)


@pytest.fixture
def accepted(approved):
    """A woman with a plan, referred on 3 March to somebody who accepted."""
    approved.turn_to("2026-03-03")
    referred(approved, "counselling")
    approved.did("referral-reply", "counselling", reply="accepted")
    approved.turn_to("2026-03-12")
    return approved


def test_while_the_consent_stands_nobody_has_to_be_told(accepted):
    assert refers(accepted) == set()
    assert "referral-stopped:counselling" not in accepted.agenda


def test_after_a_withdrawal_nothing_more_goes_to_anybody(accepted):
    withdraws(accepted)

    assert refers(accepted) == {"no-consent-to-share"}
    assert accepted.why_not("disclosure", **DISCLOSED) == {"no-consent-to-share"}


def test_everybody_who_was_told_has_to_be_told_so(accepted):
    accepted.as_("case-manager").line("disclosure", "sister", **DISCLOSED)
    withdraws(accepted)

    told = {name for name in accepted.agenda if "-stopped:" in name}
    assert told == {"referral-stopped:counselling", "disclosure-stopped:sister"}


def test_whoever_takes_back_all_of_it_is_written_nothing_new_about(accepted):
    accepted.as_("case-manager").stated(consent_service=False)

    assert refers(accepted) == {"no-consent-to-share", "no-legal-basis"}
    assert accepted.why_not("visit-line") >= {"no-legal-basis"}
    assert "referral-stopped:counselling" in accepted.agenda
    accepted.as_("case-manager")
    told = {"reason": "Her own", "retention_told": True}
    assert accepted.why_not("dropped-out", **told) == set()


def test_the_receiver_has_to_be_told_by_the_next_working_day(accepted):
    withdraws(accepted)
    task = accepted.agenda["referral-stopped:counselling"]

    assert (task.due, task.roles) == (date(2026, 3, 13), ("case-manager", "specialist"))

    accepted.did("referral-stopped", "counselling", receiver_told=accepted.day)

    assert "referral-stopped:counselling" not in accepted.agenda


def test_nobody_was_told_tomorrow(accepted):
    withdraws(accepted)

    told = {"receiver_told": "2026-03-13"}
    assert accepted.tried("referral-stopped", "counselling", **told) == {"gate"}


def test_one_consent_that_is_taken_back_leaves_the_others(accepted):
    referred(accepted, "lawyer", service="legal", receiver="Bar of Agadir")
    withdraws(accepted, "counselling")

    assert "referral-stopped:counselling" in accepted.agenda
    assert "referral-stopped:lawyer" not in accepted.agenda
    assert refers(accepted) == set()


def test_whoever_has_not_answered_yet_is_told_and_whoever_declined_is_not(accepted):
    referred(accepted, "silent", receiver="A hospital")
    referred(accepted, "full", receiver="A clinic")
    accepted.did("referral-reply", "full", reply="declined", decline_reason="Full")
    withdraws(accepted)

    told = {name for name in accepted.agenda if name.startswith("referral-stopped")}
    assert told == {"referral-stopped:counselling", "referral-stopped:silent"}


def test_whoever_has_helped_already_is_told_as_well(accepted):
    accepted.did(
        "referral-feedback",
        "counselling",
        feedback_by="receiver",
        referral_result="helped",
    )
    withdraws(accepted)

    assert "referral-stopped:counselling" in accepted.agenda


def test_a_consent_given_and_taken_back_again_is_told_again(accepted):
    withdraws(accepted)
    accepted.did("referral-stopped", "counselling", receiver_told=accepted.day)
    accepted.turn_to("2026-04-01")
    accepted.as_("case-manager").stated(share_with=EVERYBODY)
    assert "referral-stopped:counselling" not in accepted.agenda

    accepted.turn_to("2026-04-07")
    withdraws(accepted)

    assert "referral-stopped:counselling" in accepted.agenda


def test_what_was_shared_and_agreed_before_is_still_known(accepted):
    before = tuple(accepted.entries)
    withdraws(accepted)
    line = accepted.case.lines["counselling"]

    assert tuple(accepted.entries[: len(before)]) == before
    assert line.ended is None
    assert [told.value for told in line.told["reply"]] == ["accepted"]
    assert [list(told.value) for told in accepted.case.told["share_with"]] == [
        EVERYBODY,
        [],
    ]


def test_what_was_counted_stays_counted(accepted):
    before = accepted.milestones
    withdraws(accepted)
    accepted.did("referral-stopped", "counselling", receiver_told=accepted.day)

    assert before == accepted.milestones == {"enrolled"}
    assert accepted.doubts == ()
