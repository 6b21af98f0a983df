"""The contract: complete, signed by whom it concerns, and counted as accompanied."""

from __future__ import annotations

import pytest


@pytest.fixture(params=["reciprocity", "esc", "belgium"])
def matched(request, youths, missions):
    """Matched under each of the schemes."""
    youth, mission = youths(request.param), missions(request.param)
    youth.applied()
    youth.selected()
    youth.planned()
    youth.matched(mission)
    return youth


def test_a_complete_contract_is_signed_under_every_scheme(matched):
    matched.signed()

    assert {"accompanied", "accompanied-woman"} <= matched.milestones


def test_each_thing_that_is_missing_is_a_reason_by_itself(matched):
    ((key, listed),) = (
        (key, value) for key, value in matched.terms().items() if type(value) is list
    )
    tried = matched.terms(**{key: listed[:-2]})
    matched.as_("coach")

    assert len(matched.reasons("contract-signed", **tried)) == 2


def test_in_belgium_lodging_and_liability_are_proven(youths, missions):
    youth, mission = youths("belgium"), missions("belgium")
    youth.applied()
    youth.selected()
    youth.planned()
    youth.matched(mission)
    terms = youth.terms()
    del terms["lodging_proof"], terms["liability"]

    assert youth.tried("contract-signed", **terms) == {"missing-fact"}


def test_no_contract_is_signed_without_an_accepted_offer(planned):
    assert "gate" in planned.tried("contract-signed", **planned.terms())


@pytest.mark.parametrize(
    ("scheme", "due"),
    [
        ("reciprocity", "2025-06-01"),
        ("esc", "2025-04-01"),
        ("belgium", "2025-06-01"),
    ],
)
def test_the_contract_is_due_as_early_as_the_scheme_needs(
    youths, missions, scheme, due
):
    youth, mission = youths(scheme), missions(scheme)
    youth.applied()
    youth.selected()
    youth.planned()
    youth.matched(mission)

    assert str(youth.agenda["contract-signed"].due) == due


def test_a_late_contract_is_signed_all_the_same(planned, mission):
    planned.matched(mission)
    planned.turn_to("2025-09-15")
    planned.signed()

    assert "accompanied" in planned.milestones


def test_whoever_has_signed_is_not_yet_mobile(signed):
    assert "mobile" not in signed.milestones
