"""The promises of the people that the demo invents."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from importlib.resources import files

import pytest

from migcase.countries import is_country
from migcase.demo.people import Invented, invent
from migcase.errors import BadValue

TODAY = date(2026, 3, 16)


def table(name: str) -> list[dict[str, str]]:
    """Read a table of facts without the room under test."""
    path = files("migcase.demo") / "facts" / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    return list(csv.DictReader(x for x in text.splitlines() if not x.startswith("#")))


def age(person: Invented, today: date = TODAY) -> int:
    birthday_to_come = (today.month, today.day) < (person.born.month, person.born.day)
    return today.year - person.born.year - birthday_to_come


def households(people: tuple[Invented, ...]) -> list[list[Invented]]:
    found: dict[str, list[Invented]] = defaultdict(list)
    for person in people:
        found[person.household].append(person)
    return list(found.values())


@pytest.fixture(scope="module")
def people() -> tuple[Invented, ...]:
    """As many people as the demo's office has."""
    return invent(26, 200, TODAY)


def test_the_same_seed_invents_the_same_people(people: tuple[Invented, ...]) -> None:
    assert invent(26, 200, TODAY) == people


def test_another_seed_invents_other_people(people: tuple[Invented, ...]) -> None:
    assert invent(27, 200, TODAY) != people


def test_more_people_begin_with_the_same_people(people: tuple[Invented, ...]) -> None:
    assert invent(26, 300, TODAY)[:200] == people


def test_two_hundred_people_are_two_hundred(people: tuple[Invented, ...]) -> None:
    assert len({person.ref for person in people}) == 200
    assert len({(person.name, person.born) for person in people}) == 200


def test_as_many_are_invented_as_were_asked_for_though_a_family_is_cut() -> None:
    counts = range(60)

    assert [len(invent(1, count, TODAY)) for count in counts] == list(counts)


def test_every_name_is_in_the_tables(people: tuple[Invented, ...]) -> None:
    given = {(row["latin"], row["arabic"], row["sex"]) for row in table("given_names")}
    family = {(row["latin"], row["arabic"] or None) for row in table("family_names")}

    assert {(p.given.latin, p.given.arabic, p.sex) for p in people} <= given
    assert {(p.family.latin, p.family.arabic) for p in people} <= family


def test_a_name_is_usual_in_the_country_it_comes_from() -> None:
    usual = {
        (row["latin"], country)
        for row in table("given_names") + table("family_names")
        for country in row["countries"].split()
    }
    people = invent(3, 1_000, TODAY)

    assert {(p.given.latin, p.nationality) for p in people} <= usual
    assert {(p.family.latin, p.nationality) for p in people} <= usual


def test_names_are_there_in_both_scripts(people: tuple[Invented, ...]) -> None:
    arabic = [person.name_arabic for person in people if person.name_arabic]

    assert len(arabic) > 100
    assert all("ARABIC" in unicodedata.name(name[0]) for name in arabic)
    assert all("LATIN" in unicodedata.name(person.name[0]) for person in people)


def test_a_name_that_is_not_usual_in_arabic_script_is_not_made_up() -> None:
    unwritten = {row["latin"] for row in table("family_names") if not row["arabic"]}
    people = invent(3, 500, TODAY)
    told = {person.family.latin for person in people if person.name_arabic is None}

    assert told
    assert told <= unwritten


def test_nobody_is_older_than_a_lifetime_or_not_yet_born() -> None:
    ages = [age(person) for person in invent(5, 1_000, TODAY)]

    assert min(ages) >= 0
    assert max(ages) <= 62


def test_there_are_families_children_alone_and_people_alone(
    people: tuple[Invented, ...],
) -> None:
    shapes = Counter(
        "family" if len(home) > 1 else "adult" if age(home[0]) >= 18 else "child"
        for home in households(people)
    )

    assert shapes["adult"] > shapes["family"] > shapes["child"] > 0


def test_a_child_alone_is_old_enough_to_have_come_alone() -> None:
    homes = households(invent(5, 1_000, TODAY))
    alone = [age(home[0]) for home in homes if len(home) == 1 and age(home[0]) < 18]

    assert min(alone) == 13
    assert max(alone) == 17


def test_parents_were_grown_up_when_their_children_were_born() -> None:
    pairs = [
        (parent, child)
        for home in households(invent(5, 1_000, TODAY))
        for parent in home
        for child in home
        if parent.relation != "child" and child.relation == "child"
    ]

    assert len(pairs) > 50
    assert all(age(parent) - age(child) >= 18 for parent, child in pairs)
    assert all(
        age(parent) - age(child) <= 45 for parent, child in pairs if parent.sex == "f"
    )


def test_children_of_one_family_are_told_apart_and_bear_its_name() -> None:
    homes = [home for home in households(invent(5, 1_000, TODAY)) if len(home) > 1]

    for home in homes:
        children = [person for person in home if person.relation == "child"]
        assert len({child.given for child in children}) == len(children)
        assert len({child.born.year for child in children}) == len(children)
        assert {child.family for child in children} <= {home[0].family}
        assert home[0].relation == "applicant"
        assert len({(p.nationality, p.region, p.commune) for p in home}) == 1


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2025, 2, 28)])
def test_ages_are_right_at_the_end_of_february(today: date) -> None:
    parents = [p for p in invent(8, 500, today) if p.relation == "spouse"]
    children = [p for p in invent(8, 500, today) if p.relation == "child"]

    assert min(age(person, today) for person in parents) >= 20
    assert max(age(person, today) for person in children) <= 17


def test_a_phone_number_is_one_that_is_kept_for_fiction() -> None:
    numbers = [person.phone for person in invent(9, 1_000, TODAY) if person.phone]

    assert all(re.fullmatch(r"\+33 6 39 98 \d\d \d\d", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_only_small_children_have_no_phone(people: tuple[Invented, ...]) -> None:
    assert {age(p) < 15 for p in people if p.phone is None} == {True}
    assert all(p.phone is None for p in people if age(p) < 15)


def test_people_come_from_where_returns_from_morocco_go(
    people: tuple[Invented, ...],
) -> None:
    countries = {person.nationality for person in people}

    assert {"GN", "CI", "SN", "ML", "CM"} <= countries
    assert "MA" not in countries
    assert all(is_country(code) for code in countries)


def test_all_may_be_moroccans_who_came_home() -> None:
    people = invent(2, 100, TODAY, nationality="MA")

    assert {person.nationality for person in people} == {"MA"}
    assert {person.language for person in people} == {"ar", "fr"}
    assert all(person.name_arabic for person in people)


def test_a_country_without_a_table_is_refused_by_name() -> None:
    with pytest.raises(BadValue, match="'FR' is not a country of the demo"):
        invent(2, 1, TODAY, nationality="FR")


def test_people_live_in_communes_of_their_region(people: tuple[Invented, ...]) -> None:
    communes = {(row["fr"], row["ar"], row["region"]) for row in table("communes")}

    lived = {(p.commune.latin, p.commune.arabic, p.region) for p in people}

    assert lived <= communes


def test_every_commune_lies_in_one_of_the_twelve_regions() -> None:
    communes = table("communes")

    regions = {f"MA-{number:02d}" for number in range(1, 13)}  # ISO 3166-2
    assert {row["region"] for row in communes} == regions
    assert len({row["fr"] for row in communes}) == len(communes)


def test_every_country_of_origin_has_names_for_a_whole_family() -> None:
    given = table("given_names")
    for origin in table("origins"):
        sexes = Counter(
            row["sex"] for row in given if origin["code"] in row["countries"].split()
        )
        families = [
            row
            for row in table("family_names")
            if origin["code"] in row["countries"].split()
        ]
        assert min(sexes["m"], sexes["f"]) >= 4, origin["code"]
        assert len(families) >= 3, origin["code"]


def test_names_name_only_countries_that_the_demo_knows() -> None:
    known = {row["code"] for row in table("origins")}
    rows = table("given_names") + table("family_names")

    assert {code for row in rows for code in row["countries"].split()} <= known
