"""A child alone: the best interests come first, and hold at the gate."""

from __future__ import annotations

import pytest

from migcase import Refused

WEIGHED = ["return", "stay", "third-country"]


def assessed(boy):
    boy.did("guardian-request", "boy", guardian="person-g", guardian_request="letter")
    boy.did("bia", "boy", views="He wants to see his mother", bia_report="report")
    boy.shared("to-conakry")
    boy.did(
        "local-check",
        "boy",
        home_safe=True,
        family_agrees=True,
        caregiver="person-m",
    )


def determined(boy, outcome, **more):
    facts = {
        "weighed": WEIGHED,
        "bid_outcome": outcome,
        "bid_dated": boy.day,
        "bid_report": "determination",
        "guardian_agrees": True,
        "review_told": True,
    }
    boy.did("bid", "boy", **{**facts, **more})


@pytest.fixture
def returning(boy):
    """The boy, whom the panel found to be better off with his mother."""
    assessed(boy)
    determined(boy, "return")
    boy.did("child-ready", "boy", escort="person-e", handover_form="form")
    boy.decided()
    boy.papers("boy")
    boy.planned()
    boy.did("travel-ready")
    return boy


def gate_of(boy, day):
    boy.turn_to(day)
    boy.booked(day)
    boy.at_the_gate("boy")


def test_a_child_alone_is_under_protection_until_return_is_determined(boy):
    assessed(boy)
    boy.decided()

    assert boy.tried("documents", "boy", paper="passport", paper_result="refused") == {
        "held"
    }

    determined(boy, "return")

    assert (
        boy.tried("documents", "boy", paper="passport", paper_result="refused") == set()
    )


def test_nobody_declares_a_childs_return_voluntary_before_its_guardian_asked(boy):
    with pytest.raises(Refused):
        boy.decided()


def test_the_home_is_not_asked_about_a_child_without_leave_to_share(boy):
    boy.did("guardian-request", "boy", guardian="person-g", guardian_request="letter")
    boy.did("bia", "boy", views="He wants to see his mother", bia_report="report")
    boy.shared("to-conakry")
    answers = {"home_safe": True, "family_agrees": True, "caregiver": "person-m"}
    assert boy.tried("local-check", "boy", **answers) == set()

    boy.told("boy", by="case-manager", share_with=["family"])

    assert boy.tried("local-check", "boy", **answers) == {"gate"}


def test_the_home_is_not_asked_before_it_is_written_down_what_goes_there(boy):
    boy.did("guardian-request", "boy", guardian="person-g", guardian_request="letter")
    boy.did("bia", "boy", views="He wants to see his mother", bia_report="report")

    answers = {"home_safe": True, "family_agrees": True, "caregiver": "person-m"}
    assert boy.tried("local-check", "boy", **answers) == {"gate"}


def test_what_is_best_for_a_child_is_not_determined_by_who_assessed_it(boy):
    assessed(boy)
    boy.hand_to("esther", "bid-panel")

    assert "same-hand" in boy.why_not("bid", "boy")


def test_the_panel_weighs_all_three_solutions(boy):
    assessed(boy)

    with pytest.raises(Refused):
        determined(boy, "return", weighed=["return"])


def test_return_is_not_determined_against_the_family(boy):
    boy.did("guardian-request", "boy", guardian="person-g", guardian_request="letter")
    boy.did("bia", "boy", views="He wants to see his mother", bia_report="report")
    boy.shared("to-conakry")
    boy.did("local-check", "boy", home_safe=True, family_agrees=False)

    with pytest.raises(Refused):
        determined(boy, "return")


def test_if_staying_is_best_the_return_ends_and_the_protection_goes_on(boy):
    assessed(boy)
    determined(boy, "stay")
    boy.ends("bid-stay", by="protection")

    assert set(boy.agenda) == {"child-followed"}


def test_if_returning_is_best_the_child_is_taken_home_by_an_escort(returning):
    gate_of(returning, "2026-04-06")
    returning.left("boy")
    returning.turn_to("2026-04-07")
    returning.did("arrival", "boy", arrived_on=returning.day, received_by="person-m")

    assert {"child-alone-return", "returned"} <= returning.milestones


def test_an_old_determination_has_to_be_renewed(returning):
    returning.turn_to("2026-06-02")

    assert "bid:boy" in returning.agenda


def test_a_child_alone_never_leaves_on_an_old_determination(returning):
    returning.turn_to("2026-05-30")
    returning.booked("2026-06-02")
    returning.declared("declaration-renewed")
    returning.turn_to("2026-06-02")
    returning.did("pre-embarkation", "boy", check="fit")
    returning.did("manifest", manifest="M 1")

    with pytest.raises(Refused) as refused:
        returning.left("boy")

    assert [refusal.code for refusal in refused.value.refusals] == ["gate"]


@pytest.mark.parametrize("fact", ["bid_outcome", "guardian_agrees", "family_agrees"])
def test_a_child_alone_never_leaves_when_one_agreement_falls(returning, fact):
    gate_of(returning, "2026-04-06")
    changed = {"bid_outcome": "stay"}.get(fact, False)
    role = "origin" if fact == "family_agrees" else "bid-panel"
    returning.told("boy", by=role, **{fact: changed})

    with pytest.raises(Refused):
        returning.left("boy")


def test_releasing_the_hold_does_not_overrule_the_panel(returning):
    gate_of(returning, "2026-04-06")
    returning.told("boy", by="bid-panel", bid_outcome="stay")
    returning.as_("protection").resumed("protection")

    with pytest.raises(Refused) as refused:
        returning.left("boy")

    assert [refusal.code for refusal in refused.value.refusals] == ["gate"]


def test_a_child_with_a_parent_needs_no_determination(case):
    case.counselled()
    case.traveller("mother", "1992-02-02")
    case.traveller("girl", "2015-06-01", "child", with_parent=True, one_parent=False)
    case.registered(travellers=2)
    case.screened("girl", views="To go with mother")

    assert case.status("bid", "girl") == "not-needed"


def test_every_child_is_asked_what_it_wants(case):
    case.counselled()
    case.traveller("mother", "1992-02-02")
    case.traveller("girl", "2015-06-01", "child", with_parent=True, one_parent=False)
    case.registered(travellers=2)

    with pytest.raises(Refused) as refused:
        case.screened("girl")

    assert [str(refusal) for refusal in refused.value.refusals] == [
        "missing-fact: views"
    ]
