"""The promises about reasons: what failed, what is missing, what was said, where."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from migcase import (
    Actor,
    Case,
    Entry,
    Event,
    LineOpened,
    Opened,
    StepDone,
    count,
    each,
    replay,
    some,
    sure,
)
from migcase.errors import Refusal
from migcase.judgement.explain import English, why
from migcase.judgement.outside import Outside
from migcase.judgement.view import View
from migcase.office.masks import masked_refusals
from migcase.programme.conditions import Condition, Explanation
from tests.explain.programme import CHILD, FIT, PRICE, SMALL, TO, TRAVELLER, WANTS

AMINA = Actor("amina", {"clerk", "doctor"})
DAY = date(2026, 3, 2)


@pytest.fixture
def case() -> Case:
    """Two travellers: one is unfit, the other has not been examined."""
    return replay(
        entries(
            Opened("small", 3, DAY),
            StepDone("talk", DAY, {"wants": True, "to": "SN"}),
            LineOpened("traveller", "L1", DAY, {"who": "P-1"}),
            LineOpened("traveller", "L2", DAY, {"who": "P-2"}),
            StepDone("exam", DAY, {"fit": "unfit", "risk": "low"}, "L1"),
        )
    )


def entries(*events: Event) -> list[Entry]:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return [
        Entry("MA-26-00001-X", number, event, at, AMINA, "MA", f"E{number}")
        for number, event in enumerate(events, start=1)
    ]


def explained(case: Case, condition: Condition) -> Explanation:
    return condition.explain(View(case, SMALL, Outside(DAY), DAY))


def told(case: Case, condition: Condition, readers: tuple[str, ...] = ()) -> list[str]:
    because = explained(case, condition)
    return why(because, English(), SMALL, case=case, readers=readers)


def test_a_failed_part_is_told_with_the_answer_it_had(case):
    assert told(case, (TO == "ML") & WANTS) == [
        (
            "Not met: “To which country?” is answered Mali "
            "(“To which country?” was answered Senegal)"
        )
    ]


def test_a_missing_fact_is_named(case):
    assert told(case, PRICE.known & WANTS) == [
        "Not met: “Price” is known (“Price” has no answer yet)"
    ]


def test_every_line_that_fails_is_told_by_what_it_is_about(case):
    assert told(case, each(TRAVELLER, FIT == "fit"), ("doctor",)) == [
        "Not met: for every “Traveller”, “Fit to travel?” is answered “fit”",
        "  “Traveller” P-1: “Fit to travel?” was answered “unfit”",
    ]


def test_a_demand_is_told_in_one_line(case):
    assert told(case, ~WANTS | (TO == "ML")) == [
        (
            "Not met: if “Does the person wish to go?” is answered “yes”, then “To "
            "which country?” is answered Mali (“Does the person wish to go?” was "
            "answered “yes” and “To which country?” was answered Senegal)"
        )
    ]


def test_several_demands_for_one_reason_stand_under_it_and_an_answer_is_told_once(case):
    assert told(case, (~WANTS | (TO == "ML")) & (~WANTS | (TO == "GN"))) == [
        "Because “Does the person wish to go?” is answered “yes”:",
        (
            "  Not met: “To which country?” is answered Mali "
            "(“To which country?” was answered Senegal)"
        ),
        "  Not met: “To which country?” is answered Guinea",
    ]


def test_an_answer_that_only_some_may_read_is_kept_from_all_others(case):
    lines = told(case, each(TRAVELLER, FIT == "fit"))

    assert not any("answered “unfit”" in line for line in lines)
    assert "the answer to “Fit to travel?” is not for everybody to read" in lines[-1]


def test_of_several_ways_each_is_told_when_none_is_met(case):
    assert told(case, (TO == "ML") | ~WANTS) == [
        "None of these is met:",
        (
            "  Not met: “To which country?” is answered Mali "
            "(“To which country?” was answered Senegal)"
        ),
        (
            "  Not met: “Does the person wish to go?” is answered “no” "
            "(“Does the person wish to go?” was answered “yes”)"
        ),
    ]


def test_a_denial_is_told_as_what_it_denies(case):
    assert told(case, ~((TO == "SN") & WANTS)) == [
        "None of these is met:",
        (
            "  Not met: “To which country?” is not answered Senegal "
            "(“To which country?” was answered Senegal)"
        ),
        (
            "  Not met: “Does the person wish to go?” is answered “no” "
            "(“Does the person wish to go?” was answered “yes”)"
        ),
    ]


def test_what_is_unknown_is_told_as_unknown(case):
    assert told(case, some(TRAVELLER, CHILD)) == [
        (
            "Not known yet: there is at least one “Traveller” for which "
            "“The traveller is a child” applies"
        ),
        "  “Traveller” P-1:",
        "    Not known yet: “The traveller is a child” applies",
        (
            "      Not known yet: less than 18 years have passed since the date "
            "“Born on” (“Born on” has no answer yet)"
        ),
        "  “Traveller” P-2:",
        "    Not known yet: “The traveller is a child” applies",
        (
            "      Not known yet: less than 18 years have passed since the date "
            "“Born on” (“Born on” has no answer yet)"
        ),
    ]


def test_what_counts_as_so_because_nobody_knows_is_told_as_that(case):
    assert told(case, ~sure(PRICE > 3)) == [
        "Met: “Price” is at most 3, as far as is known (“Price” has no answer yet)"
    ]


def test_no_lines_at_all_are_told():
    empty = replay(entries(Opened("small", 3, DAY)))

    assert told(empty, some(TRAVELLER, WANTS))[-1] == "  There is no “Traveller”."


def test_a_reason_is_told_in_french(case, french):
    because = explained(case, TO == "ML")

    assert why(because, french, SMALL, case=case) == [
        (
            "Non rempli\xa0: la réponse à «\xa0To which country?\xa0» est Mali "
            "(la réponse donnée à «\xa0To which country?\xa0» est Sénégal)"
        )
    ]


def test_a_comparison_of_numbers_is_told_in_one_line(case):
    assert told(case, count(TRAVELLER) >= 3) == [
        "Not met: the number of “Traveller” lines is at least 3 (2 in all)"
    ]


def test_how_many_there_are_is_told_to_whom_all_that_is_counted_is_told(case):
    unfit = count(TRAVELLER, sure(FIT == "unfit")) >= 3
    open_to = told(case, unfit, readers=("doctor",))
    refusal = Refusal("gate", "exam", because=explained(case, unfit))
    [masked] = masked_refusals([refusal], lambda key: key == "fit")
    assert isinstance(masked.because, Explanation)

    assert open_to[0].endswith("(1 in all)")
    assert not told(case, unfit)[0].endswith("in all)")
    assert "in all" not in " ".join(why(masked.because, English(), SMALL, case=case))
