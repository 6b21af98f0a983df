"""The promises of the table of languages."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.core import get_global

from migcase.fact_tables import rows
from migcase.languages import (
    is_language,
    language_name,
    language_named,
    languages_near,
)
from migcase.names import spelt_alike


@pytest.mark.parametrize(
    "code",
    [
        *("fr", "ar", "en", "wo", "ff", "sus", "mos"),
        *("fuf", "snk", "mey", "ber", "tzm", "zgh", "rif", "shi", "mnk", "bci"),
        *("ary", "asp", "bog"),
    ],
)
def test_the_languages_an_office_meets_are_known_also_those_of_signs(code: str) -> None:
    assert is_language(code)


@pytest.mark.parametrize(
    "code", ["", "zz", "zzz", "xx", "und", "mul", "zxx", "qaa", "FR", "fra", "iw"]
)
def test_what_is_no_language_in_particular_is_told_from_one(code: str) -> None:
    assert not is_language(code)


def test_whatever_the_reader_s_languages_have_a_name_for_is_known() -> None:
    named = {
        code
        for by in ("fr", "en", "ar")
        for code in Locale(by).languages
        if "_" not in code
    }

    assert named - {"und", "mul", "zxx"} == set(filter(is_language, named))


def test_another_code_of_a_language_is_read_as_the_one_that_is_kept() -> None:
    aliases = get_global("language_aliases")
    kept = {alias: aliases[alias] for alias in aliases if is_language(aliases[alias])}
    overlong = {alias: code for alias, code in kept.items() if len(code) == 2}
    others = {alias: code for alias, code in overlong.items() if not is_language(alias)}

    assert len(others) > 180
    assert {alias: language_named(alias) for alias in others} == others


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (" FR ", "fr"),
        ("FRA", "fr"),
        ("wolof", "wo"),
        ("Français", "fr"),
        ("francais", "fr"),
        ("العربية", "ar"),
        ("Peul", "ff"),
        ("Pular", "fuf"),
        ("soninke", "snk"),
        ("Hassaniyya", "mey"),
        ("arabe marocain", "ary"),
        ("tarifit", "rif"),
        ("Guerzé", "gkp"),
        ("guerze", "gkp"),
    ],
)
def test_a_language_is_known_by_its_code_or_its_name(typed: str, code: str) -> None:
    assert language_named(typed) == code


@pytest.mark.parametrize("typed", ["", "zz", "Klingonais", "x" * 100_000])
def test_what_is_no_language_means_none(typed: str) -> None:
    assert language_named(typed) == ""


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("wolf", "wo"),
        ("Tamazight", "zgh"),
        ("tamazight", "tzm"),
        ("hassaniya", "mey"),
        ("pullar", "fuf"),
        ("zz", "zza"),
    ],
)
def test_a_word_that_is_no_language_is_answered_with_the_near_ones(
    typed: str, near: str
) -> None:
    assert near in languages_near(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Darija", ("ary", "arq", "aeb", "ayl")),
        ("الدارجة", ("ary", "arq", "aeb", "ayl")),
        ("tamazight", ("zgh", "tzm", "shi", "rif")),
        ("Amazigh", ("zgh", "tzm", "shi", "rif")),
        ("Malinké", ("emk", "mlq", "mwk", "msc", "mku")),
        ("malinke", ("emk", "mlq", "mwk", "msc", "mku")),
        ("kissi", ("kqs", "kss")),
        ("bete", ("bev", "bet", "btg", "byf")),
        ("Kriol", ("pov", "rop", "bzj", "gjr")),
    ],
)
def test_an_everyday_word_for_several_languages_is_read_as_none_and_offers_all(
    typed: str, meant: tuple[str, ...]
) -> None:
    assert language_named(typed) == ""
    assert languages_near(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("darijaa", ("ary", "arq", "aeb", "ayl")),
        ("malinkés", ("emk", "mlq", "mwk", "msc", "mku")),
        ("tamazigt", ("zgh", "tzm", "shi", "rif")),
    ],
)
def test_all_that_an_everyday_word_means_is_offered_where_it_was_mistyped(
    typed: str, meant: tuple[str, ...]
) -> None:
    assert set(meant) <= set(languages_near(typed))


def test_every_everyday_word_means_languages_and_says_where_that_stands() -> None:
    table = rows("language_words")
    words = [spelt_alike(row["word"]) for row in table]

    assert len(set(words)) == len(words)
    assert not set(filter(is_language, words))
    assert all(is_language(code) for row in table for code in row["codes"].split(";"))
    assert all(row["source"] for row in table)


def test_a_language_is_named_to_its_reader_as_well_as_it_can_be() -> None:
    assert language_name("wo", "ar") == "الولوفية"
    assert language_name("snk") == "soninké"
    assert language_name("fuf") == "Pular"
    assert language_name("zz") == "zz"
