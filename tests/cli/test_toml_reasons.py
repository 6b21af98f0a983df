"""Why a settings file is no TOML is said in the reader's language."""

from __future__ import annotations

import errno
import os
import tomllib
from collections.abc import Iterator

import pytest

from migcase.cli import speak
from migcase.cli.fault_words import say_fault
from migcase.cli.toml_reasons import say_toml
from migcase.errors import BadSettings, Fault
from migcase.office.settings_text import parsed

# Signs stay beside their words.
NB = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    speak("fr")
    yield
    speak("en")


def said_of(text: str) -> str:
    with pytest.raises(BadSettings) as caught:
        parsed(text, "office.toml")
    [fault] = caught.value.values["faults"]
    return say_fault(fault)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("code = MA", "ligne 1, à partir de la colonne 8, il n’y a pas de valeur"),
        ('\ncode "MA"', "ligne 2, colonne 6, il manque un signe égal"),
        ("late_days = 1 2", "la ligne 1 devrait finir avant la colonne 15"),
        ("[users\n", "ligne 1, colonne 7, il manque un crochet"),
        ('code = "MA\n', "ligne 1, colonne 11, il manque un guillemet"),
        ('code = "M\0A"', "ligne 1, colonne 10, il y a un signe qui n’a pas sa place"),
        ('name = "C:\\Users"', "une barre oblique inversée"),
        ('name = "C:\\data"', "une barre oblique inversée"),
        ("a.b = 1\na.b.c = 2\n", "la ligne 2 dit autrement"),
        ("a = 2026-02-31", "ligne 1, colonne 5, il n’y a ni jour ni heure"),
        ("= 1", "ce que veut dire la ligne 1 à partir de la colonne 1"),
        ('name = """Rabat', "il finit avant d’être complet"),
    ],
)
def test_what_is_no_toml_is_told_with_its_place(text, told):
    said = said_of(text)

    assert said.startswith(f"office.toml{NB}: ce n’est pas du TOML{NB}: ")
    assert told in said
    assert "line " not in said


def test_whatever_python_finds_wrong_it_says_where() -> None:
    """The words for it are looked up by what Python says: it must go on saying it."""
    for text in ("a", "a = ", "a = [", "[a", "a = {b", 'a = "', "a = 'x"):
        with pytest.raises(tomllib.TOMLDecodeError) as caught:
            tomllib.loads(text)

        assert say_toml(str(caught.value)) != str(caught.value)


def test_an_answer_of_another_form_is_told_as_it_came():
    assert say_toml("No way") == "No way"


def test_why_a_settings_file_cannot_be_read_is_told_in_french_as_well():
    reason = {"reason": os.strerror(errno.EACCES)}
    fault = Fault("file-cannot-be-read", "office.toml", values=reason)

    assert say_fault(fault).endswith("vous n’en avez pas le droit")
