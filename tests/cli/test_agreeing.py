"""What is asked on a terminal says what it takes, and takes it as people say it."""

from __future__ import annotations

import gettext
from datetime import date

import click
import pytest
from click.testing import CliRunner

from migcase import TEXT, Field
from migcase.cli import speak
from migcase.cli.agreeing import is_agreed
from migcase.cli.asking import ask
from migcase.cli.labels import Labels


@pytest.fixture
def answered(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "")

    def answer(typed: str, lang: str = "fr"):
        speak(lang)
        asks = click.Command(
            "asks", callback=lambda: click.echo(is_agreed("Vraiment?"))
        )
        return CliRunner().invoke(asks, input=typed)

    yield answer
    gettext.textdomain("messages")


@pytest.mark.parametrize("typed", ["o", "oui", "OUI", " y ", "Yes"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_yes_is_understood_in_every_language(answered, typed, lang):
    assert answered(f"{typed}\n", lang).stdout == "True\n"


@pytest.mark.parametrize("typed", ["n", "non", "No", ""])
def test_no_is_understood_and_meant_where_nothing_is_typed(answered, typed):
    assert answered(f"{typed}\n").stdout == "False\n"


def test_anything_else_is_asked_again_with_what_may_be_typed(answered):
    asked = answered("ja\noui\n")

    assert asked.stdout == "True\n"
    assert asked.stderr.count("Vraiment? [o/N]") == 2
    assert "Tapez o pour oui, ou n pour non." in asked.stderr


def test_whoever_goes_away_has_not_agreed(answered):
    assert answered("").exit_code == 1


def test_a_question_that_needs_an_answer_says_so_where_none_is_typed():
    question = Field("how", "How?", TEXT)
    labels = Labels(None)
    given = []
    asks = click.Command(
        "asks", callback=lambda: given.append(ask(question, labels, date(2026, 3, 2)))
    )

    speak("en")
    asked = CliRunner().invoke(asks, input="\non foot\n")

    assert given == ["on foot"]
    assert "An answer is needed. To leave: Ctrl-C" in asked.stderr
