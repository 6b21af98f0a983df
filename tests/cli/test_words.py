"""What the things of a programme are called where it is said about them."""

from __future__ import annotations

from datetime import date

import pytest

from migcase import COUNTRY, YES_NO, Field, Hold, Outcome, Programme, Role, Stage, Step
from migcase.cli import speak
from migcase.cli.answers import read_answer
from migcase.cli.labels import Labels
from migcase.cli.misfits import Misfit
from migcase.cli.wording import say_refusals
from migcase.errors import Refusal

# One key for things of every sort: a programme may name them so.
CLERK = Role("clerk", "Clerk")
AGAIN = Field("again", "Was it written down before?", YES_NO)
ASKED = Step("asked", "Asked", by=CLERK, asks=AGAIN)
STEP = Step("again", "Asked again", by=CLERK, after=ASKED)
PROGRAMME = Programme(
    "twice",
    1,
    "Asking twice",
    stages=Stage("Desk", (ASKED, STEP)),
    holds=Hold("again", "Somebody asks elsewhere", by=CLERK),
    outcomes=Outcome("again", "It was written down before"),
)


@pytest.mark.parametrize(
    ("code", "called"),
    [
        ("missing-fact", "Was it written down before?"),
        ("bad-fact", "Was it written down before?"),
        ("not-held", "Somebody asks elsewhere"),
        ("not-possible", "It was written down before"),
        ("already-settled", "Asked again"),
    ],
)
def test_a_thing_is_called_by_its_own_name_whatever_else_has_its_key(code, called):
    [[line]] = say_refusals([Refusal(code, "again")], None, Labels.of(PROGRAMME))

    assert f"“{called}”" in line


def test_a_day_before_a_hold_began_is_not_called_before_the_opening():
    day = {"day": date(2026, 11, 22)}
    refusals = [Refusal("before-opening", key, day) for key in ("again", "MA-1")]
    lines = [line for [line] in say_refusals(refusals, None, Labels.of(PROGRAMME))]

    assert lines == [
        "That is before the hold “Somebody asks elsewhere” began, on 22 Nov 2026.",
        "That is before this was opened, on 22 Nov 2026.",
    ]


@pytest.mark.parametrize(
    ("typed", "near"),
    [("guinéenne", "GN (Guinea)"), ("Congo", "CD (Congo - Kinshasa)")],
)
def test_an_answer_that_is_no_country_is_answered_with_the_near_ones(typed, near):
    speak("en")
    asked = Field("origin", "Where from?", COUNTRY)

    with pytest.raises(Misfit) as caught:
        read_answer(asked, typed, Labels.of(PROGRAMME), date(2026, 3, 2))

    assert f"Did you mean {near}" in " ".join(caught.value.lines)


def test_the_three_letters_of_a_country_answer_a_question():
    asked = Field("origin", "Where from?", COUNTRY)

    assert read_answer(asked, "CIV", Labels.of(PROGRAMME), date(2026, 3, 2)) == "CI"
