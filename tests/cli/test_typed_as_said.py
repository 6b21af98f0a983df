"""What people type as they say it: titles, questions, days, answers without a flag."""

from __future__ import annotations

from datetime import date

import pytest

from migcase.cli import speak, which_one
from migcase.cli.choosing import question_of, step_of, track_of
from migcase.cli.days import read_day
from migcase.cli.failing import Worded
from migcase.cli.family_roles import role_of
from migcase.cli.labels import Labels
from migcase_avrr import AVRR

TODAY = date(2026, 11, 19)


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LANGUAGE", "fr")
    speak("fr")
    yield Labels.of(AVRR)
    speak("en")


# ------------------------------------------------------------------------- titles
@pytest.mark.parametrize(
    "typed", ["Demande reçue", "demande recue", "DEMANDE  RECUE", "request"]
)
def test_a_step_is_known_by_its_title_with_or_without_its_accents(french, typed):
    assert step_of(typed, french) == "request"


def test_the_near_ones_are_offered_by_what_they_are_called_too(french):
    with pytest.raises(Worded) as slip:
        track_of("voyageurs", french)

    assert "Vouliez-vous dire member (Voyageur(se))" in "".join(slip.value.lines)


def test_a_word_of_a_title_finds_it(french):
    with pytest.raises(Worded) as slip:
        step_of("éligibilité", french)

    assert "(Éligibilité décidée)" in "".join(slip.value.lines)


@pytest.mark.parametrize(
    "typed",
    [
        "Quelle langue la personne préfère-t-elle ?",
        "Quelle langue la personne préfère-t-elle",
        "quelle langue la personne prefere t elle?",
        "Which language does the person prefer",
    ],
)
def test_a_question_is_known_without_its_sign_and_its_accents(french, typed):
    assert question_of(typed, french) == "language"


# --------------------------------------------------------------------- programmes
@pytest.mark.parametrize(
    "typed", ["passport", "Replacing a passport", "REPLACING a PASSPORT"]
)
def test_a_programme_is_known_by_its_title(office, typed):
    opened = office.type("open", typed)
    explained = office.type("explain", typed)

    assert (opened.code, explained.code) == (0, 0), opened.err
    assert explained.out.startswith("# Replacing a passport")


def test_which_programmes_there_are_is_listed_to_whoever_named_none(office):
    opened = office.type("open")
    explained = office.type("explain")

    for told in (opened, explained):
        assert told.code == 2
        assert (
            "“PROGRAMME”. There are:\n- passport (Replacing a passport)\n" in told.err
        )


def test_at_a_terminal_it_is_asked_which_programme(office, monkeypatch):
    monkeypatch.setattr(which_one, "is_at_a_terminal", lambda _ctx: True)

    opened = office.type("open", stdin="1\n")
    nothing = office.type("open", stdin="\n")

    assert "MA-26-00001-O is open" in opened.out
    assert (nothing.code, nothing.out) == (1, "")


# --------------------------------------------------------------------------- days
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("demain", date(2026, 11, 20)),
        ("Tomorrow", date(2026, 11, 20)),
        ("après-demain", date(2026, 11, 21)),
        ("22 / 11 / 2026", date(2026, 11, 22)),
        ("2 mars 2026", date(2026, 3, 2)),
        ("2 Mar 2026", date(2026, 3, 2)),
        ("1er janv. 2027", date(2027, 1, 1)),
        ("1\N{NO-BREAK SPACE}janv. 2027", date(2027, 1, 1)),
        ("31 déc. 2026", date(2026, 12, 31)),
        ("31 decembre 2026", date(2026, 12, 31)),
        ("5 aout 2026", date(2026, 8, 5)),
        ("5 juil. 2026", date(2026, 7, 5)),
        ("5 juin 2026", date(2026, 6, 5)),
        ("٢ mai ٢٠٢٦", date(2026, 5, 2)),
    ],
)
def test_a_day_is_read_as_it_is_said_and_printed(typed, day):
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed",
    ["31 février 2026", "5 ju 2026", "5 mars 5", "mars 2026", "5 brumaire 2026"],
)
def test_what_is_no_day_or_may_be_several_is_not_guessed_at(typed):
    with pytest.raises(ValueError, match=r"mars|2026|out of range"):
        read_day(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("5 mars 1994", "1994-03-05"),
        ("mars 1994", "1994-03"),
        ("Sept. 1994", "1994-09"),
    ],
)
def test_a_birth_is_read_as_it_is_printed(office, typed, born):
    person = office.type("person", "add", "--json", "--given", "Awa", "--born", typed)

    assert person.code == 0, person.err
    assert person.json["told"]["born"] == born


# ------------------------------------------------------------- words out of place
def test_an_answer_without_its_flag_is_told_how_it_is_given(office, case):
    typed = office.type("done", case, "report", "how=lost", "lost_on=hier soir")

    assert typed.code == 2
    assert "An answer is given with --fact: --fact how=… --fact lost_on=…" in typed.err


def test_what_is_too_much_and_no_answer_is_told_as_before(office, case):
    typed = office.type("done", case, "report", "lost", "--fact", "how=lost")

    assert typed.err.endswith("Error: Got unexpected extra argument (lost)\n")


def test_a_list_with_nothing_in_it_tells_where_the_cases_are(office, case):
    none = office.type("list", "--status", "closed")
    nowhere = office.type("list", "--mine")

    assert "There are no such cases." in none.err
    assert "`migcase list --counts` shows which there are." in none.err
    assert "--counts" not in nowhere.err


@pytest.mark.parametrize(
    "typed", ["MA-26-00001", "MA-26-1", "ma 26 00001", "MA2600001", "MA-26-1-O"]
)
def test_a_number_without_its_letter_or_its_noughts_is_offered_whole(
    office, case, typed
):
    told = office.type("show", typed)

    assert (told.code, f"Did you mean {case}?" in told.err) == (2, True)


# ------------------------------------------------------------------------ families
@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("fille", "child"),
        ("Fils", "child"),
        ("épouse", "spouse"),
        ("mari", "spouse"),
        ("mere", "parent"),
        ("sœur", "sibling"),
        ("grand-mère", "grandparent"),
        ("petit fils", "grandchild"),
        ("tante", "other-relative"),
        ("cousine", "other-relative"),
        ("daughter", "child"),
        ("enfant accueillie", "foster-child"),
        ("oncle du voisin", None),
    ],
)
def test_a_relation_is_told_by_the_words_of_a_family(french, typed, role):
    assert role_of(typed) == role


@pytest.mark.parametrize("command", ["list", "agenda"])
def test_whoever_names_a_programme_without_its_flag_is_told_the_flag(office, command):
    typed = office.type(command, "passport")

    assert typed.code == 2
    assert "A programme is named with --programme: --programme passport" in typed.err
    assert "--programme" not in office.type(command, "MA-26-00001-O").err
