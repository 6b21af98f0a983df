"""Information, application and selection: two jurors, a waiting list, women and men."""

from __future__ import annotations

import pytest

REFUSED = {"verdict": "refused", "verdict_reason": "No time in the year"}
WAITING = {"verdict": "waiting", "verdict_reason": "Eleventh of ten"}
SELECTED = {"verdict": "selected", "verdict_reason": "A place came free"}


@pytest.fixture
def applied(youth):
    youth.applied()
    return youth


def test_nobody_applies_without_having_heard_of_the_irregular_routes(youth):
    tried = youth.tried("information", topics=["lawful-ways", "data"])

    assert tried == {"gate"}


@pytest.mark.parametrize(
    "said",
    [
        {"born": "2025-03-04"},
        {"lives_in": "elsewhere"},
        {"starts_on": "2025-03-02"},
    ],
)
def test_an_application_that_cannot_stand_is_refused(youth, said):
    youth.informed()

    assert "gate" in youth.tried("application", **youth.application(**said))


def test_no_jury_decides_after_one_evaluation(applied):
    applied.did("evaluation-1", score_1=70, view_1="Knows why", no_tie_1=True)

    assert applied.tried("selection", **SELECTED) == {"not-yet"}


def test_the_same_juror_never_evaluates_twice(applied):
    applied.did("evaluation-1", score_1=70, view_1="Knows why", no_tie_1=True)

    again = {"score_2": 70, "view_2": "Still knows why", "no_tie_2": True}
    assert applied.tried("evaluation-2", **again) == {"same-hand"}


def test_nobody_evaluates_somebody_they_know(applied):
    told = {"score_1": 99, "view_1": "My niece"}

    assert applied.tried("evaluation-1", **told, no_tie_1=False) == {"gate"}
    assert "missing-fact" in applied.tried("evaluation-1", **told)


def test_a_third_juror_may_be_asked_but_nobody_waits_for_one(applied):
    applied.evaluated()

    assert {"evaluation-3", "selection"} <= set(applied.agenda)


def test_no_third_juror_is_asked_for_what_is_decided(applied):
    applied.evaluated()
    applied.did("selection", **WAITING)
    assert "evaluation-3" in applied.agenda

    applied.did("selection", **SELECTED)
    assert "evaluation-3" not in applied.agenda


def test_who_evaluated_third_is_in_no_doubt_after_the_decision(applied):
    applied.evaluated()
    applied.hand_to("lamia-2", "juror")
    applied.done("evaluation-3", score_3=70, view_3="Ready", no_tie_3=True)
    applied.did("selection", **SELECTED)

    assert applied.doubts == ()


def test_who_evaluated_does_not_decide(applied):
    applied.evaluated()
    applied.hand_to("driss", "manager")

    assert applied.why_not("selection", **SELECTED) == {"same-hand"}


@pytest.mark.parametrize("score", [-1, 101])
def test_points_lie_between_nought_and_a_hundred(applied, score):
    told = {"view_1": "x", "no_tie_1": True}

    assert applied.tried("evaluation-1", score_1=score, **told) == {"bad-fact"}


def test_the_waiting_list_reports_itself_and_is_decided_upon_again(applied):
    applied.evaluated()
    applied.did("selection", **WAITING)

    assert applied.work.status == "waiting_list"
    assert "selection" in applied.agenda


def test_who_waited_is_selected_when_somebody_drops_out(applied):
    applied.evaluated()
    applied.did("selection", **WAITING)
    applied.turn_to("2025-03-20")
    applied.did("selection", **SELECTED)

    assert applied.work.status == "eligible"
    assert "project" in applied.agenda


def test_nobody_who_waits_makes_a_project(applied):
    applied.evaluated()
    applied.did("selection", **WAITING)

    assert "not-yet" in applied.tried("project", **applied.project())


def test_who_is_refused_is_told_how_to_have_it_looked_at_again(applied):
    applied.evaluated()

    assert applied.tried("selection", **REFUSED, appeal_told=False) == {"gate"}


def test_who_is_refused_goes_no_further(applied):
    applied.evaluated()
    applied.did("selection", **REFUSED, appeal_told=True)
    assert applied.tried("project", **applied.project()) == {"gate"}

    applied.ends("not-selected", by="manager")
    assert set(applied.agenda) == {"guide-on"}


@pytest.mark.parametrize(
    ("sex", "counted"),
    [("female", {"selected", "selected-woman"}), ("male", {"selected"})],
)
def test_women_are_counted_among_the_selected(youth, sex, counted):
    youth.applied(sex=sex)
    youth.selected()

    assert youth.milestones == counted


# ------------------------------------------------ minors
@pytest.fixture
def almost_18(youth):
    """Seventeen until the first of September, selected for a start in October."""
    youth.applied(born="2007-09-01")
    youth.selected()
    return youth


def test_the_parents_of_a_minor_are_informed_before_the_project(almost_18):
    assert almost_18.tried("project", **almost_18.project()) == {"not-yet"}

    almost_18.did("parents", parents_on="2025-03-03", parents_how="At home; they agree")
    almost_18.planned()
    assert almost_18.status("project") == "done"


def test_nobody_informs_the_parents_of_an_adult(almost_18):
    almost_18.turn_to("2025-09-01")

    assert almost_18.status("parents") == "not-needed"
