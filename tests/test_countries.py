"""The promises of the table of countries."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from babel.core import get_global

from migcase.countries import (
    countries_near,
    country_name,
    country_named,
    is_country,
)

# What was assigned once, and passports bear no more.
WITHDRAWN = {"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"}


@pytest.mark.parametrize("code", ["MA", "GN", "CI", "SN", "ML", "CM", "NG", "FR"])
def test_the_countries_an_office_meets_are_known(code: str) -> None:
    assert is_country(code)


@pytest.mark.parametrize(
    "code", ["", "XX", "EU", "UN", "ZZ", "ma", "MAR", "code", "GN "]
)
def test_what_is_not_a_country_code_is_told_from_one(code: str) -> None:
    assert not is_country(code)


def test_all_249_assigned_codes_are_there() -> None:
    letters = [chr(number) for number in range(ord("A"), ord("Z") + 1)]
    codes = {first + second for first in letters for second in letters}

    assert sum(is_country(code) for code in codes) == 249


@pytest.mark.parametrize(
    ("language", "name"),
    [("fr", "Guinée"), ("en", "Guinea"), ("ar", "غينيا")],
)
def test_a_country_is_named_in_the_reader_s_language(language: str, name: str) -> None:
    assert country_name("GN", language) == name


def test_french_is_the_language_when_none_or_another_is_asked_for() -> None:
    assert country_name("CM") == "Cameroun"
    assert country_name("CM", "wo") == "Cameroun"


def test_a_code_that_is_no_country_is_shown_as_it_is() -> None:
    assert country_name("AN", "en") == "AN"


@pytest.mark.parametrize(
    "typed",
    [
        " ci ",
        "Côte d’Ivoire",
        "Côte d'Ivoire",
        "COTE D'IVOIRE",
        "COTE D IVOIRE",
        unicodedata.normalize("NFD", "côte d’ivoire"),
        "ساحل العاج",
    ],
)
def test_a_country_is_known_however_a_keyboard_writes_it(typed: str) -> None:
    assert country_named(typed) == "CI"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("RDC", "CD"),
        ("République démocratique du Congo", "CD"),
        ("Congo (DRC)", "CD"),
        ("République du Congo", "CG"),
        ("Ivory Coast", "CI"),
        ("كوت ديفوار", "CI"),
        ("Guinée Conakry", "GN"),
        ("Centrafrique", "CF"),
        ("Turkey", "TR"),
        ("UK", "GB"),
        ("Sao Tome and Principe", "ST"),
        ("Sao Tomé-et-Principe", "ST"),
    ],
)
def test_a_country_is_known_by_what_forms_and_papers_call_it(
    typed: str, code: str
) -> None:
    assert country_named(typed) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [("GIN", "GN"), (" sen ", "SN"), ("Civ", "CI"), ("AND", "AD"), ("COD", "CD")],
)
def test_the_three_letters_on_a_passport_are_read(typed: str, code: str) -> None:
    assert country_named(typed) == code
    assert not is_country(typed.strip())


def test_each_country_has_its_three_letters_and_withdrawn_ones_are_no_country_s() -> (
    None
):
    known = {
        alias: codes[0]
        for alias, codes in get_global("territory_aliases").items()
        if len(alias) == 3 and alias.isalpha() and len(codes) == 1
    }
    assigned = {alias: code for alias, code in known.items() if is_country(code)}

    assert len(set(assigned.values())) == 249
    assert {alias for alias in assigned if not country_named(alias)} == WITHDRAWN
    assert all(country_named(known[alias]) == known[alias] for alias in assigned)
    assert {alias: country_named(alias) for alias in assigned.keys() - WITHDRAWN} == {
        alias: code for alias, code in assigned.items() if alias not in WITHDRAWN
    }


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("guinéenne", "GN"),
        ("sénégalais", "SN"),
        ("Camerounaise", "CM"),
        ("Gunea", "GN"),
        ("congo", "CD"),
        ("CONGO", "CG"),
    ],
)
def test_a_word_that_is_no_country_is_answered_with_the_near_ones(
    typed: str, near: str
) -> None:
    assert near in countries_near(typed)


@pytest.mark.parametrize("typed", ["", "??", "Atlantis", "x" * 100_000])
def test_where_no_country_is_near_none_is_offered(typed: str) -> None:
    assert countries_near(typed) == ()


def test_what_a_country_is_called_besides_is_not_shown() -> None:
    assert country_name("CD") == "Congo-Kinshasa"
    assert country_name("CD", "also") == "Congo-Kinshasa"


def test_no_two_countries_go_by_one_name_however_it_is_written() -> None:
    letters = [chr(number) for number in range(ord("A"), ord("Z") + 1)]
    codes = [one + two for one in letters for two in letters if is_country(one + two)]
    named = [
        (code, country_name(code, by)) for code in codes for by in ["fr", "en", "ar"]
    ]

    assert [(code, name) for code, name in named if country_named(name) != code] == []


@pytest.mark.parametrize("typed", ["", "  ", "Congo", "Atlantis", "XXA", "x" * 100_000])
def test_a_name_that_could_be_any_country_is_none(typed: str) -> None:
    assert country_named(typed) == ""


def test_every_name_is_written_in_the_script_of_its_language() -> None:
    codes = ["MA", "GN", "CI", "SN", "ML", "CM", "NG", "CD", "AE", "GB", "AX", "ZW"]
    arabic = [country_name(code, "ar") for code in codes]
    french = [country_name(code, "fr") for code in codes]

    assert all(unicodedata.name(name[0]).startswith("ARABIC") for name in arabic)
    assert all(unicodedata.name(name[0]).startswith("LATIN") for name in french)


def test_the_table_is_not_read_before_somebody_asks() -> None:
    program = (
        "import migcase.countries as room; before = room._names.cache_info().currsize;"
        "room.is_country('MA'); print(before, room._names.cache_info().currsize)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert ran.stdout.split() == ["0", "1"]
