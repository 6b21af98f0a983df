"""The survey in a case: once a quarter, by somebody who decides about no money."""

from __future__ import annotations

from datetime import date

import pytest

from migcase_reintegration import REINTEGRATION
from plugins.reintegration.tests.stories import ANSWERS


def begins(case, **told):
    """Return why no survey may begin."""
    facts = {
        "round": "between",
        "surveyed_on": case.day,
        "survey_mode": "phone",
        "rss_items": "rss-from-memory/1",
        "rss_weights": "equal-weights/1",
    }
    return case.as_("m-and-e").why_not("survey", "another", **{**facts, **told})


def test_the_first_survey_is_due_within_thirty_days_of_the_return(profiled):
    assert profiled.agenda["open survey"].due == date(2026, 4, 1)


def test_a_second_survey_in_the_quarter_is_refused(assessed):
    assessed.turn_to("2026-03-31")
    assert begins(assessed) == {"gate", "not-needed"}

    assessed.turn_to("2026-04-01")
    assert begins(assessed) == set()


def test_a_survey_counts_in_the_quarter_in_which_it_was_asked(assessed):
    assessed.turn_to("2026-04-02")

    assert begins(assessed, surveyed_on="2026-03-20") == {"gate"}


def test_a_survey_that_comes_late_on_paper_is_entered_on_its_own_day(profiled):
    profiled.turn_to("2026-04-02")
    profiled.surveyed("between", "april")
    profiled.as_("m-and-e").line(
        "survey",
        "march",
        on="2026-03-20",
        round="baseline",
        surveyed_on="2026-03-20",
        survey_mode="in-person",
        rss_items="rss-from-memory/1",
        rss_weights="equal-weights/1",
    )

    assert len(list(profiled.case.lines_of("survey"))) == 2


def test_a_survey_that_was_broken_off_leaves_the_quarter_free(profiled):
    profiled.survey_begun("baseline")
    profiled.as_("m-and-e").ended(
        "baseline", "survey-broken-off", survey_ended_why="Had to leave"
    )

    assert begins(profiled) == set()


@pytest.mark.parametrize("day", ["2026-03-03", "2026-03-01"])
def test_a_survey_is_asked_after_the_return_and_not_tomorrow(profiled, day):
    assert begins(profiled, surveyed_on=day) == {"gate"}


@pytest.mark.parametrize(
    "told", [{"rss_e1": "splendid"}, {"rss_s4": "perhaps"}, {"rss_p8": "never"}]
)
def test_an_answer_out_of_scale_is_refused(profiled, told):
    profiled.survey_begun("baseline")

    answers = {**ANSWERS, **told}
    assert profiled.tried("survey-asked", "baseline", **answers) == {"bad-fact"}


def test_a_question_left_open_is_named(profiled):
    profiled.survey_begun("baseline")
    answers = {key: value for key, value in ANSWERS.items() if key != "rss_e1"}

    assert profiled.tried("survey-asked", "baseline", **answers) == {"missing-fact"}


def test_whoever_decided_about_money_asks_no_survey(profiled):
    profiled.assessed()
    profiled.surveyed("baseline")
    profiled.free_of_selection()
    profiled.planned()
    profiled.approved()
    profiled.turn_to("2026-06-02")
    profiled.survey_begun("between")
    profiled.hand_to("ghita", "m-and-e")

    assert profiled.why_not("survey-asked", "between", **ANSWERS) == {"same-hand"}


def test_the_last_survey_comes_nine_months_after_the_plan(approved):
    approved.turn_to("2026-12-01")
    assert begins(approved, round="end") == {"gate"}

    approved.turn_to("2026-12-02")
    assert begins(approved, round="end") == set()


def test_whoever_wishes_for_support_is_offered_it(profiled):
    profiled.surveyed("baseline", rss_p8="yes")

    assert profiled.agenda["psychosocial-offer:baseline"].due == date(2026, 3, 5)


def test_whoever_wishes_for_none_is_offered_none(profiled):
    profiled.surveyed("baseline")

    assert profiled.status("psychosocial-offer", "baseline") == "not-needed"


def test_an_offer_that_is_taken_is_a_referral(profiled):
    profiled.surveyed("baseline", rss_p8="yes")
    offer = ("psychosocial-offer", "baseline")

    assert profiled.tried(*offer, psychosocial_taken=True) == {"gate"}
    assert profiled.tried(*offer, psychosocial_taken=False) == set()


def test_no_decision_about_a_person_or_about_money_reads_an_answer_of_the_survey():
    steps = REINTEGRATION.steps.values()
    reading = {
        step.key
        for step in steps
        if step.track != "survey"
        for part in (step.when, step.again, *step.requires)
        if part is not None
        for sort, key, _ in part.reads()
        if sort == "fact" and key.startswith("rss_")
    }

    assert reading == set()
