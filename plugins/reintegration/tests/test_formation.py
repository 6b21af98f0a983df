"""The formation-action: four fifths of the sessions, and every deliverable accepted."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("sessions", "absent", "reasons"),
    [
        (5, 0, set()),
        (5, 1, set()),
        (5, 2, {"gate"}),
        (4, 0, {"gate"}),
        (9, 2, {"gate"}),
    ],
)
def test_it_takes_four_fifths_of_enough_sessions(approved, sessions, absent, reasons):
    approved.trained(sessions, absent)

    assert approved.tried("training-completed") == reasons


def test_it_takes_every_deliverable(approved):
    approved.trained()
    approved.as_("coach").line("deliverable", "price-list", deliverable="price list")
    approved.did("submit", "price-list", submitted="file 2")
    approved.did("review", "price-list", review="rework", review_note="Too dear")
    assert approved.tried("training-completed") == {"gate"}

    approved.did("submit", "price-list", submitted="file 3")
    approved.did("review", "price-list", review="accepted")
    assert approved.tried("training-completed") == set()


def test_it_takes_at_least_one_deliverable(approved):
    for number in range(5):
        approved.session(number, "present")

    assert approved.tried("training-completed") == {"gate"}


def test_coming_late_is_coming(approved):
    for number in range(5):
        approved.session(number, "late")
    approved.delivered("business plan")

    assert approved.tried("training-completed") == set()


def test_a_plan_without_it_asks_for_none(assessed):
    assessed.free_of_selection()
    assessed.planned(formation_action=False)
    assessed.approved()

    assert assessed.status("training-completed") == "not-needed"


def test_accompanied_are_those_with_plan_service_and_formation_action(approved):
    approved.trained()
    approved.did("training-completed")
    assert "accompanied" not in approved.milestones

    approved.served()

    assert approved.milestones == {"enrolled", "accompanied"}
