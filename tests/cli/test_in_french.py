"""What the command line says to somebody who reads French, beside its sentences."""

from __future__ import annotations

import io

import pytest

from migcase.cli import prompting, speak
from migcase.cli.usage import message

# Signs stay beside their words.
NB = "\N{NO-BREAK SPACE}"


class Screen(io.StringIO):
    """A terminal that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def french(counter):
    """A reader of French, who has no office yet."""
    return lambda *words: counter.type(*words, lang="fr")


def test_usage_calls_what_a_command_takes_as_its_help_does(french):
    usage = french("assign", "--help").out

    assert usage.startswith(f"Utilisation{NB}: migcase assign [OPTIONS] DOSSIER NOM")
    assert "Confier DOSSIER à NOM" in usage
    assert french("--help").out.splitlines()[0].endswith("[COMMANDE] [ARGUMENTS]...")


def test_an_argument_that_is_missing_or_wrong_is_called_so_as_well(french):
    assert f"Il manque l’argument «{NB}DOSSIER{NB}»." in french("assign").err
    assert f"«{NB}NUMÉRO{NB}»" in french("erase", "approve", "abc").err


def test_what_is_quoted_of_a_wrong_call_stands_in_the_signs_of_the_language(french):
    unknown = french("shw").err
    option = french("--offce", "x", "list").err
    number = french("list", "--limit", "l'an").err

    assert f"«{NB}shw{NB}»" in unknown
    assert f"Vouliez-vous dire «{NB}show{NB}»{NB}?" in unknown
    assert f"L’option --offce n’existe pas. Vouliez-vous dire --office{NB}?" in option
    assert f"Valeur refusée pour --limit{NB}: «{NB}l'an{NB}» n’est" in number


def test_the_head_of_a_family_is_not_the_head_of_a_history(french):
    assert " CHEF " in french("person", "family", "form", "--help").out


def test_an_option_takes_a_number_and_not_an_integer_range(french):
    told = french("list", "--help").out

    assert "--limit N " in told
    assert "INTEGER" not in told


def test_all_roles_of_a_programme_are_told_at_once(office):
    told = office.type("user", "list", lang="fr").out

    assert "passport.* (tous les rôles)" in told
    assert "passport.officer" in told


def test_what_there_is_is_told_by_its_key_and_its_title(office):
    wrong = office.type("hold", office.opened(), "zzz", lang="fr").err

    assert f"Choix possibles{NB}: closed-consulate (The consulate is closed)" in wrong


def test_headings_of_help_keep_their_colon_beside_the_word(french):
    assert f"\nOptions{NB}:\n" in french("list", "--help").out


def test_the_bounds_of_a_number_are_said_and_not_calculated(french):
    assert "dans l’intervalle de 1 à 100000." in french("list", "--limit", "0").err
    assert "1<=x" not in french("list", "--help").out


def test_in_english_what_a_command_takes_is_as_it_was(counter):
    told = counter.type("person", "family", "form", "--help").out

    assert "[OPTIONS] HEAD [" in told
    assert "\nOptions:\n" in told


@pytest.mark.parametrize(
    ("lang", "question", "asked"),
    [
        ("fr", "Nom du bureau", f"Nom du bureau{NB}: "),
        ("fr", f"Pourquoi{NB}?", f"Pourquoi{NB}? "),
        ("en", "Name of the office", "Name of the office: "),
        ("en", "Why?", "Why? "),
    ],
)
def test_a_question_ends_in_one_sign(counter, lang, question, asked):
    speak(lang)

    assert prompting.ended(question) == asked


def test_a_wrong_call_is_broken_between_words_on_a_terminal(counter, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stderr", Screen())

    told = message("many words that do not stand in one line of a screen", "Error: ")

    assert max(map(len, f"Error: {told}".splitlines())) <= 40
