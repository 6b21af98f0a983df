"""The day by which a step is due is named before what it depends on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from migcase.cli import speak
from migcase.cli.why import due_day
from migcase.judgement.explain import English
from migcase.judgement.speech import Speech
from tests.explain.programme import EXAM, SMALL, TICKET, VALIDITY

DAY = date(2026, 3, 2)
SPEECH = Speech(English(), SMALL)
NB = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def in_its_language() -> Iterator[None]:
    speak("en")
    yield
    speak("en")


def test_a_length_that_depends_on_an_answer_is_told_after_what_it_is_counted_from():
    assert due_day(EXAM.within, DAY, SPEECH) == (
        "It is due on 2 Mar 2026: so long after its turn, depending on “Risk” "
        "(7 days for “low” and the same day for “high”)."
    )


def test_so_it_is_in_french(french):
    speak("fr")
    said = due_day(EXAM.within, DAY, Speech(french, SMALL))

    assert said == (
        f"Son échéance est le 2 mars 2026{NB}: tant de temps après son tour, selon "
        f"«{NB}Risk{NB}» (7 jours pour «{NB}low{NB}» et le jour même pour "
        f"«{NB}high{NB}»)."
    )


def test_a_length_that_is_the_same_for_all_is_told_in_one_breath():
    assert due_day(VALIDITY, DAY, SPEECH).endswith(
        ": 30 days (setting “How long an examination holds”) after its turn."
    )


def test_a_day_that_is_named_is_not_counted_from_its_turn():
    assert due_day(TICKET.within, DAY, SPEECH).endswith(
        ": the day 3 working days before the date “Leaves on”."
    )
