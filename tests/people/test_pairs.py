"""Damaged copies of records are proposed as pairs; strangers are not."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from attrs import evolve

from migcase.office.pairs import all_pairs
from migcase.people.likeness import PAIR_ENOUGH, likeness
from migcase.people.person import Birth, Contact, Name, Person
from migcase.people.searching import keys_of
from migcase.people.sheet import Sheet
from tests.office.passport import AMINA, office_of

RECORDS = Path(__file__).parents[3] / "shared/data/refdata/febrl1_duplicates.csv"

NEW_YEAR = Birth(date(1994, 1, 1))
FIFTH_OF_MARCH = Birth(date(1994, 3, 5))


def one_name(born: Birth | None) -> Person:
    return Person((Name("Fatoumata"),), born=born)


def test_a_part_of_a_name_and_the_day_of_birth_are_worth_a_look():
    whole = Person((Name("Fatoumata", "Diallo"),), born=FIFTH_OF_MARCH)

    assert likeness(one_name(FIFTH_OF_MARCH), whole).score >= PAIR_ENOUGH


def test_noughts_in_the_place_of_a_phone_number_are_nobody_s():
    noughts = (Contact("phone", "00 00 00 00 00"),)
    one = Person((Name("Fatoumata"),), contacts=noughts)
    other = Person((Name("Moussa"),), contacts=noughts)

    assert "phone" not in likeness(one, other).agrees
    assert not keys_of(one) & keys_of(other)


def test_a_first_of_january_is_no_day_of_birth():
    whole = Person((Name("Fatoumata", "Diallo"),), born=NEW_YEAR)

    assert likeness(one_name(NEW_YEAR), whole).score < PAIR_ENOUGH


def records() -> dict[str, list[Person]]:
    found = defaultdict(list)
    with RECORDS.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, skipinitialspace=True):
            name = Name(row["given_name"].strip(), row["surname"].strip())
            found[row["rec_id"].split("-")[1]].append(
                Person((name,), born=birth(row["date_of_birth"].strip()))
            )
    return found


def birth(text: str) -> Birth | None:
    try:
        return Birth.parse(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    except ValueError:
        return None


@pytest.mark.skipif(not RECORDS.exists(), reason="the sample data is not at hand")
def test_most_damaged_copies_are_proposed_by_name_and_birth_alone():
    pairs = [pair for same in records().values() for pair in combinations(same, 2)]
    proposed = [pair for pair in pairs if likeness(*pair).score >= PAIR_ENOUGH]

    assert len(pairs) == 500
    assert len(proposed) / len(pairs) > 0.85


@pytest.mark.skipif(not RECORDS.exists(), reason="the sample data is not at hand")
def test_most_damaged_copies_are_among_the_pairs_that_an_office_lists():
    sheets = [
        Sheet(evolve(person, id=f"{record}-{copy}"))
        for record, same in records().items()
        for copy, person in enumerate(same)
    ]
    listed = list(all_pairs(sheets))
    copies = [pair for pair in listed if pair.one[:-2] == pair.other[:-2]]

    assert len(copies) / 500 > 0.85
    assert len(copies) / len(listed) > 0.98


@pytest.mark.parametrize("born", ["1994-03-05", "1994-01-01", "1994-03"])
def test_two_names_that_share_no_word_meet_on_a_birthday_alone(born):
    office = office_of()
    for given in ("Fatoumata", "Fatoumaka"):
        person = Person((Name(given),), born=Birth.parse(born))
        last = office.people.add(person, by=AMINA)
    is_a_day = born == "1994-03-05"

    assert len(office.people.pairs()) == is_a_day
    assert len(office.people.candidates(last.of)) == is_a_day


@pytest.mark.skipif(not RECORDS.exists(), reason="the sample data is not at hand")
def test_few_neighbours_in_the_list_of_surnames_are_proposed():
    people = sorted((same[0] for same in records().values()), key=surname)
    strangers = list(pairwise(people))
    proposed = [pair for pair in strangers if likeness(*pair).score >= PAIR_ENOUGH]

    assert len(proposed) / len(strangers) < 0.02


def surname(person: Person) -> str:
    return person.names[0].family
