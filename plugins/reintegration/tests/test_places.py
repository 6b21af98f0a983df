"""Forty-five places: nobody is forgotten, nobody overtakes, nothing is given twice."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migcase import Refused
from migcase_reintegration import COHORT
from plugins.reintegration.tests.stories import Cohort, Homecoming


@pytest.fixture
def full(cohort) -> Cohort:
    """The cohort with all of its 45 places given."""
    for number in range(1, 46):
        cohort.given_to(f"reintegration-{number}")
    return cohort


@pytest.fixture
def candidate(arrivals) -> Callable[[str], Homecoming]:
    """Return what brings somebody to the day of selection."""

    def come(number: str) -> Homecoming:
        case = arrivals(case=number)
        case.received()
        case.agreed()
        case.profiled()
        case.assessed()
        case.surveyed("baseline")
        return case

    return come


# ------------------------------------------------ the 46th candidate
def test_the_46th_candidate_gets_no_place(full):
    assert full.full_for("reintegration-46") == {"gate"}


def test_the_46th_candidate_waits(full, candidate):
    case = candidate("reintegration-46")
    case.put_forward(full)
    full.listed("reintegration-46")
    case.committee("waiting")

    assert case.work.status == "waiting_list"
    assert "enrolled" not in case.milestones


def test_a_drop_out_makes_the_first_in_the_list_a_task_and_no_other(full):
    full.listed("reintegration-46")
    full.listed("reintegration-47")
    assert "offer:waiting-reintegration-46" not in full.agenda

    full.left("reintegration-12")

    assert "offer:waiting-reintegration-46" in full.agenda
    assert "offer:waiting-reintegration-47" not in full.agenda


def test_whoever_moves_up_is_selected_and_the_counters_stay_right(full, candidate):
    case = candidate("reintegration-46")
    case.put_forward(full)
    full.listed("reintegration-46")
    case.committee("waiting")
    full.left("reintegration-12")
    full.moved_up("reintegration-46")
    case.committee("selected")

    assert case.milestones == {"enrolled"}
    assert (full.taken, full.doubts) == (45, ())


def test_nobody_overtakes_the_waiting_list(full):
    full.listed("reintegration-46")
    full.left("reintegration-12")

    assert full.full_for("reintegration-99") == {"gate"}


def test_a_declined_offer_stays_a_task_until_the_next_one_is_next(full):
    full.listed("reintegration-46")
    full.listed("reintegration-47")
    full.left("reintegration-12")
    full.did("offer", "waiting-reintegration-46", offer_answer="declines")
    assert "offer:waiting-reintegration-46" in full.agenda

    full.as_("case-manager").ended(
        "waiting-reintegration-46", "waits-no-longer", waiting_left_why="Has work"
    )

    assert set(full.agenda) == {"offer:waiting-reintegration-47"}


def test_a_place_that_was_not_taken_moves_nobody_up(full):
    full.listed("reintegration-46")
    full.left("reintegration-12")
    full.did("offer", "waiting-reintegration-46", offer_answer="accepts")
    full.as_("committee")

    assert full.why_not("moved-up", "waiting-reintegration-46") == {"not-possible"}


def test_nobody_waits_while_a_place_is_free(cohort):
    cohort.knows("reintegration-1")
    cohort.as_("committee")

    told = {"waits_for": "reintegration-1"}
    assert cohort.why_not("waiting", "waiting-1", **told) == {"gate"}


def test_a_case_that_was_not_put_forward_here_gets_no_place(cohort, arrivals):
    cohort.link(arrivals(case="reintegration-1"))

    assert cohort.full_for("reintegration-1") == {"gate"}


def test_a_number_that_no_case_has_gets_no_place_and_no_turn(cohort):
    cohort.as_("committee")

    assert cohort.why_not("place", place_for="reintegration-77") == {"gate"}
    assert cohort.why_not("waiting", waits_for="reintegration-77") == {"gate"}


def test_no_case_holds_two_places(cohort):
    cohort.given_to("reintegration-1")

    assert cohort.as_("committee").why_not(
        "place", "another", place_for="reintegration-1"
    ) == {"not-unique"}


def test_no_place_is_given_before_the_criteria_are_published(arrivals):
    cohort = Cohort(COHORT, "2026-01-05", facts={"places": 45})

    assert cohort.full_for("reintegration-1") == {"gate"}


@pytest.mark.parametrize("places", [0, -1, 10_001])
def test_a_cohort_has_a_sensible_number_of_places(places):
    with pytest.raises(Refused) as refused:
        Cohort.of(places)

    assert [refusal.code for refusal in refused.value.refusals] == ["bad-fact"]


# ------------------------------------------------ the case of one candidate
def test_nobody_is_selected_without_a_place_in_the_cohorts_file(cohort, candidate):
    case = candidate("reintegration-1")
    case.put_forward(cohort)

    answers = {"choice": "selected", "no_conflict": True, "minutes": "minutes 1"}
    assert case.tried("selection", **answers) == {"gate"}

    cohort.given_to("reintegration-1")
    assert case.tried("selection", **answers) == set()


def test_nobody_is_scored_before_the_criteria_are_published(candidate):
    case = candidate("reintegration-1")
    unannounced = Cohort(COHORT, "2026-01-05", facts={"places": 45}, case="cohort-2")
    case.link(unannounced)
    case.did("put-forward", places_limited=True, cohort="cohort-2")

    grid = {"score_motivation": 1, "score_idea": 1, "score_community": 1}
    assert case.tried("scored", score_need=1, **grid) == {"gate"}


def test_nobody_is_told_to_wait_who_is_not_on_the_list(full, candidate):
    case = candidate("reintegration-46")
    case.put_forward(full)

    answers = {"choice": "waiting", "no_conflict": True, "minutes": "minutes 1"}
    assert case.tried("selection", **answers) == {"gate"}


def test_a_member_with_a_tie_does_not_decide(cohort, candidate):
    case = candidate("reintegration-1")
    case.put_forward(cohort)
    cohort.given_to("reintegration-1")

    answers = {"choice": "selected", "no_conflict": False, "minutes": "minutes 1"}
    assert case.tried("selection", **answers) == {"gate"}


def test_whoever_scored_does_not_decide(cohort, candidate):
    case = candidate("reintegration-1")
    case.put_forward(cohort)
    cohort.given_to("reintegration-1")
    case.hand_to("bashir", "committee")

    answers = {"choice": "selected", "no_conflict": True, "minutes": "minutes 1"}
    assert case.why_not("selection", **answers) == {"same-hand"}


@pytest.mark.parametrize("points", [-1, 5])
def test_a_score_out_of_the_grid_is_refused(cohort, candidate, points):
    case = candidate("reintegration-1")
    case.link(cohort)
    case.did("put-forward", places_limited=True, cohort=cohort.case.id)

    grid = {"score_motivation": 1, "score_idea": 1, "score_community": 1}
    assert case.tried("scored", score_need=points, **grid) == {"bad-fact"}


def test_who_is_not_selected_is_told_how_to_appeal(cohort, candidate):
    case = candidate("reintegration-1")
    case.put_forward(cohort)
    case.committee("refused", choice_reason="Others need it more")
    case.as_("committee")

    assert case.why_not("not-selected", appeal_told=False) == {"gate"}
    assert case.why_not("not-selected", appeal_told=True) == set()


def test_whoever_was_selected_is_not_closed_as_refused(cohort, candidate):
    case = candidate("reintegration-1")
    case.put_forward(cohort)
    cohort.given_to("reintegration-1")
    case.committee("selected")
    case.as_("committee")

    assert case.why_not("not-selected", appeal_told=True) == {"not-possible"}


def test_who_withdraws_before_the_selection_gives_the_place_back(cohort, candidate):
    case = candidate("reintegration-1")
    case.put_forward(cohort)
    cohort.given_to("reintegration-1")
    case.ends("withdrawn", by="case-manager", reason="Work", retention_told=True)
    assert "place-freed" in case.agenda
    assert case.tried("place-freed", place_freed=True) == {"gate"}

    cohort.left("reintegration-1", "withdrawn")
    assert case.tried("place-freed", place_freed=True) == set()


def test_who_withdraws_while_waiting_leaves_the_list(full, candidate):
    case = candidate("reintegration-46")
    case.put_forward(full)
    full.listed("reintegration-46")
    case.committee("waiting")
    case.ends("withdrawn", by="case-manager", reason="Work", retention_told=True)
    assert case.tried("place-freed", place_freed=True) == {"gate"}

    full.as_("committee").ended(
        "waiting-reintegration-46", "waits-no-longer", waiting_left_why="Work"
    )
    assert case.tried("place-freed", place_freed=True) == set()


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("duplicate", {"other_case": "reintegration-7"}),
        ("support-ended", {"cause": "funding", "reason": "x", "appeal_told": True}),
    ],
)
def test_no_ending_keeps_a_place(cohort, candidate, outcome, told):
    case = candidate("reintegration-1")
    case.put_forward(cohort)
    cohort.given_to("reintegration-1")
    case.committee("selected")
    case.ends(outcome, by="manager" if "cause" in told else "case-manager", **told)

    assert "place-freed" in case.agenda


def test_who_was_not_selected_is_owed_nothing_else(cohort, candidate):
    case = candidate("reintegration-1")
    case.put_forward(cohort)
    case.committee("refused", choice_reason="Others need it more")

    statuses = {case.status(step) for step in ("plan", "plan-approval", "funded")}
    assert statuses == {"not-needed"}


def test_who_drops_out_leaves_the_place_to_the_next(cohort, candidate):
    case = candidate("reintegration-1")
    case.put_forward(cohort)
    cohort.given_to("reintegration-1")
    case.committee("selected")
    case.ends("withdrawn", by="case-manager", reason="Work", retention_told=True)
    assert case.tried("place-freed", place_freed=True) == {"gate"}

    cohort.left("reintegration-1", "withdrawn")
    case.did("place-freed", place_freed=True)

    assert (case.agenda, cohort.taken) == ({}, 0)


def test_a_cohort_is_not_over_while_somebody_waits(full):
    full.listed("reintegration-46")
    full.as_("manager")

    assert full.why_not("cohort-over") == {"gate"}


# ------------------------------------------------ whatever happens
ACTS = ("leave", "offer", "decline", "enter", "give up waiting", "list")
PEOPLE = [f"reintegration-{number}" for number in (1, 2, 3)]


@settings(max_examples=60)
@given(st.lists(st.sampled_from([*ACTS, *PEOPLE]), min_size=4, max_size=20))
def test_whatever_happens_no_place_is_given_twice_and_nobody_overtakes(acts):
    cohort = Cohort.of(1)
    cohort.given_to("reintegration-1")
    cohort.listed("reintegration-2")
    cohort.listed("reintegration-3")
    for act in acts:
        queue, holders = waiting(cohort), held(cohort)
        with suppress(Refused, StopIteration):
            attempt(cohort, act)
        new = held(cohort) - holders

        assert len(held(cohort)) <= 1
        assert not new or not queue or new == {queue[0]}


def attempt(cohort: Cohort, act: str) -> None:
    """Try *act*: of whoever has the place, of whoever is next, or claim it for one."""
    if act in PEOPLE:
        cohort.given_to(act)
    elif act == "leave":
        cohort.left(next(iter(held(cohort))))
    elif act == "list":
        cohort.listed(next(one for one in PEOPLE if one not in waiting(cohort)))
    elif act == "enter":
        line = f"waiting-{next(iter(waiting(cohort)))}"
        cohort.as_("committee").ended(line, "moved-up")
    elif act == "give up waiting":
        line = f"waiting-{next(iter(waiting(cohort)))}"
        cohort.as_("committee").ended(line, "waits-no-longer", waiting_left_why="Work")
    else:
        line = f"waiting-{next(iter(waiting(cohort)))}"
        answer = "accepts" if act == "offer" else "declines"
        cohort.did("offer", line, offer_answer=answer)


def held(cohort: Cohort) -> set[str]:
    lines = cohort.case.lines_of("place")
    return {one.told["place_for"][-1].value for one in lines if one.ended is None}


def waiting(cohort: Cohort) -> list[str]:
    lines = cohort.case.lines_of("waiting")
    return [one.told["waits_for"][-1].value for one in lines if one.ended is None]
