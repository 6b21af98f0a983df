"""Whoever is kept is found: by each of their names, in each script, and by papers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migcase.demo.acquainted import person_of
from migcase.demo.people import invent
from migcase.people.checks import why_not
from migcase.people.finding import by_name, found
from migcase.people.person import Contact, Name, Person
from migcase.people.searching import NAME, Key, keys_of
from migcase.people.spelling import words_of

DAY = date(2026, 3, 2)
NAUGHTY = Path(__file__).parents[3] / "shared/data/oracles/naughty_strings.json"
PEOPLE = [person_of(one) for one in invent(26, 400, DAY)]
KEPT = {person.id: keys_of(person) for person in PEOPLE}


def under(kind: str, keys: Sequence[str]) -> list[tuple[str, str]]:
    return [
        (person, key.said)
        for person, held in KEPT.items()
        for key in held
        if key.kind == kind and key.key in keys
    ]


def hits(text: str, most: int = 400) -> set[str]:
    return {hit.person for hit in found(text, under, most)}


@pytest.mark.parametrize("person", PEOPLE[:100], ids=lambda person: person.id)
def test_everybody_is_found_by_each_spelling_and_in_any_order(person):
    [name] = person.names
    texts = [name.latin, f"{name.family.upper()} {name.given}", name.given]
    texts += [name.arabic] if name.given_arabic and name.family_arabic else []

    assert {text for text in texts if person.id not in hits(text)} == set()


@pytest.mark.parametrize("person", PEOPLE[:100], ids=lambda person: person.id)
def test_everybody_is_found_by_their_phone_in_its_national_form(person):
    for contact in person.contacts:
        assert person.id in hits(contact.value.replace("+33 ", "0"))


def test_whoever_has_exactly_that_name_comes_before_the_others():
    for person in PEOPLE[:50]:
        first = found(person.name, under, 1)[0]
        named = next(one for one in PEOPLE if one.id == first.person)

        assert words_of(named.name) == words_of(person.name) or first.score == 1.0


def test_less_than_half_of_a_name_is_nobody():
    [person] = [one for one in PEOPLE if one.id == "p-0001"]
    words = words_of(f"{person.names[0].given} Xqzwk Vbnmt")

    assert list(by_name(words, under, 10)) == []


@given(st.text(max_size=60))
def test_whatever_is_typed_is_looked_for_without_harm(text):
    for hit in found(text, under, 5):
        assert 0.0 <= hit.score <= 1.0


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the sample data is not at hand")
def test_strings_that_break_programs_are_kept_and_found_or_refused():
    for text in json.loads(NAUGHTY.read_text("utf-8")):
        person = Person((Name(text),), contacts=(Contact("other", text),))
        refused = list(why_not(person, DAY))
        keys = keys_of(person)
        kept = person.names[0].given

        assert all(isinstance(key, Key) for key in keys)
        assert all(0 < len(key.key) <= 250 for key in keys if key.kind == NAME)
        assert refused or kept.isprintable()
