"""The languages of the world: their codes and what they are called.

Codes are ISO 639's, as the IANA Language Subtag Registry lists them; names are Unicode
CLDR's.  Both are read from ``facts/languages.csv`` when first asked for, and what
people call them besides from ``facts/language_words.csv``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from migcase.fact_tables import rows
from migcase.names import near_names, spelt_alike

LANGUAGES = ("fr", "en", "ar")


def is_language(code: str) -> bool:
    """Tell whether *code* is a language's, or a family of languages', in small letters.

    Where a language has a code of two letters, that of three is not used: fr, not fra.
    """
    return code in _rows()


def language_name(code: str, language: str = "fr") -> str:
    """Return the name of the language *code* in *language*: fr, en or ar.

    In English where it has none there; the code where nobody gave it any.
    """
    row = _rows().get(code, {})
    names = (row.get(language), row.get("en"), *_also(row))
    return next(filter(None, names), code)


def language_named(text: str) -> str:
    """Return the code of the language that *text* means, "" if it means none.

    A code, also the three letters of a language that has two, or a name.  A word that
    may mean several is read as none of them.
    """
    code = text.strip().casefold()
    if is_language(code):
        return code
    meant = _everyday().get(spelt_alike(text), ())
    if meant:
        return meant[0] if len(meant) == 1 else ""
    return _same().get(code) or _codes().get(spelt_alike(text), "")


def languages_near(text: str) -> tuple[str, ...]:
    """Return the codes of the languages that *text* may mean, the nearest first.

    All of those that an everyday word may mean; else only the nearest ones.
    """
    meant = _everyday().get(spelt_alike(text))
    if meant:
        return meant
    # Of seven thousand codes each is near to some; only what has a name is looked for.
    called = {code: code for code, row in _rows().items() if row["en"]}
    words = {word: word for word in _everyday()}
    near = near_names(text, {**called, **_codes(), **words})
    return tuple(
        dict.fromkeys(code for one in near for code in _everyday().get(one, (one,)))
    )


@cache
def _codes() -> Mapping[str, str]:
    """Return the code of each name that one language has; CLDR's names come first."""
    usual = {
        spelt_alike(row[by]): code
        for by in reversed(LANGUAGES)
        for code, row in _rows().items()
        if row[by]
    }
    also: dict[str, set[str]] = {}
    for code, row in _rows().items():
        for name in _also(row):
            also.setdefault(spelt_alike(name), set()).add(code)
    besides = {name: min(codes) for name, codes in also.items() if len(codes) == 1}
    # What is usual stands first, and wins.
    return MappingProxyType({**usual, **besides, **usual})


@cache
def _same() -> Mapping[str, str]:
    """Return the code that is kept, by each of the others that mean the same."""
    return {
        other: code
        for code, row in _rows().items()
        for other in filter(None, row["codes"].split(";"))
    }


@cache
def _everyday() -> Mapping[str, tuple[str, ...]]:
    """Return the codes of all languages that an everyday word may mean."""
    return {
        spelt_alike(row["word"]): tuple(row["codes"].split(";"))
        for row in rows("language_words")
    }


def _also(row: Mapping[str, str]) -> Iterator[str]:
    return filter(None, row.get("also", "").split(";"))


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({row["code"]: row for row in rows("languages")})
