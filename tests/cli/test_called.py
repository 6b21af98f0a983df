"""A choice is typed by its key or as it is called, with or without its accents."""

from __future__ import annotations

from datetime import date

import pytest

from migcase.cli import speak
from migcase.cli.answers import read_answer
from migcase.cli.choosing import track_of
from migcase.cli.labels import Labels
from migcase_avrr import AVRR

TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def spoken(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LANGUAGE", "fr")
    speak("fr")
    yield
    speak("en")


@pytest.mark.parametrize(
    "typed", ["phone", "Phone", "téléphone", "TÉLÉPHONE", "telephone", " Telephone "]
)
def test_what_a_choice_is_called_is_read_as_the_choice(typed: str):
    channel = AVRR.index.fields["channel"]

    found = read_answer(channel, typed, Labels.of(AVRR), TODAY)

    assert found == "phone"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("demandeur(se) d'asile", "seeker"),
        ("demandeur d'asile", "seeker"),
        ("Demandeuse d’asile", "seeker"),
        ("refugie", "refugee"),
        ("réfugiée", "refugee"),
        ("réfugié(e)", "refugee"),
    ],
)
def test_what_is_written_of_both_is_typed_of_a_man_or_a_woman(typed: str, key: str):
    asked = AVRR.index.fields["asylum"]

    assert read_answer(asked, typed, Labels.of(AVRR), TODAY) == key


@pytest.mark.parametrize("typed", ["Voyageur", "voyageuse", "Voyageur(se)", "member"])
def test_so_is_what_a_title_says_of_both(typed: str):
    assert track_of(typed, Labels.of(AVRR)) == "member"
