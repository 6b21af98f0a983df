"""A person's own copy at the counter: all of it, in words that its reader knows."""

from __future__ import annotations

import json
from datetime import date

import attrs
import pytest

import migcase_avrr
from migcase import Plugins
from migcase.assistance.disclosed import Disclosed
from migcase.cli import speak
from migcase.cli.labels import Labels
from migcase.cli.own_copy import say_received
from migcase.people.person import Birth, Document, Reference
from tests.cli.typed_as import Typing, typed
from tests.helped import FATOUMATA, helped, house, made

__all__ = ["house", "made", "typed"]

TOLD = attrs.evolve(
    FATOUMATA,
    sex="female",
    born=Birth.parse("1994-03-05"),
    nationalities=("GN",),
    languages=("wo", "ff"),
    documents=(Document("passport", "O1234567", "GN", date(2020, 1, 2)),),
    references=(Reference("MiMOSA", "KM-0042"),),
)


def copied(typed: Typing, person: str, lang: str = "en") -> str:
    words = ("person", "copy", person, "--reason", "She asked")
    told = typed("dora", *words, lang=lang)
    return " ".join(told.split())


def test_everything_that_is_told_of_a_person_is_printed(typed: Typing):
    with typed.house.unlocked("amina") as office:
        by = office.actor()
        head, child = (office.people.add(TOLD, by=by).of for _ in range(2))
        family = office.people.families.form(head, {child: "child"}, by=by).of

    told = copied(typed, child)
    for said in (
        "Name: Fatoumata Diallo (on papers)",
        "Sex: female",
        "Born: 5 Mar 1994",
        "Nationality: Guinea",
        "Languages: Wolof, Fula",
        "Contact: phone: 0612345678",
        "Paper: passport O1234567, Guinea · issued on 2 Jan 2020",
        "Reference: MiMOSA KM-0042",
        f"- {family}: child, since",
    ):
        assert said in told
    assert head not in told


def test_who_read_it_is_told_by_days_and_names_of_things_in_french(typed: Typing):
    person, _ = helped(typed.house)
    typed("amina", "person", "show", person, "--reveal", "--reason", "Call")

    told = copied(typed, person, lang="fr")
    assert f"2 mars 2026 à 09:00 : amina ({person} : la fiche de la personne," in told
    assert "What happened?" in told
    for key in ("2026-03-02", ": page", "contacts", "story"):
        assert key not in told


def test_whoever_may_not_copy_is_told_who_may(typed: Typing):
    person, case = helped(typed.house)
    typed("amina", "assign", case, "amina")

    told = typed("amina", "person", "copy", person, "--reason", "She asked", code=5)
    assert "Ask dora." in told


def test_where_nothing_is_recorded_of_readers_nobody_is_told_to_have_read(office):
    person = office.type("person", "add", "--given", "Awa", "--json").json["person"]

    told = office.type("person", "copy", person, "--reason", "She asked").out
    assert "This is not recorded here: the office is not encrypted." in told


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "Clinic, for: return; shared: name, "),
        ("fr", "Clinic, pour : retour ; transmis : nom, "),
    ],
)
def test_who_received_what_is_told_in_the_words_of_the_programme(
    lang: str, told: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LANGUAGE", lang)
    speak(lang)
    [avrr] = [one for one in Plugins(migcase_avrr).programmes() if one.key == "avrr"]
    shared = "name", "journey"
    day = date(2026, 3, 2)
    one = Disclosed("MA-1", "d1", "disclosure", day, "Clinic", "return", shared)

    said = say_received(one, Labels.of(avrr)).replace("\u202f", " ")
    assert told in said.replace("\xa0", " ")


def test_the_copy_for_a_machine_says_what_they_were_to_their_family(typed: Typing):
    with typed.house.unlocked("amina") as office:
        by = office.actor()
        head, child = (office.people.add(TOLD, by=by).of for _ in range(2))
        family = office.people.families.form(head, {child: "child"}, by=by).of
    words = ("person", "copy", child, "--reason", "She asked", "--json")

    [belonged] = json.loads(typed("dora", *words))["families"]
    assert (belonged["family"], belonged["role"]) == (family, "child")
    assert belonged["until"] is None
