"""The countries of the world: their codes and their names in three languages.

Codes are those of two letters of ISO 3166-1, names are Unicode CLDR's; both are read
from ``facts/countries.csv`` when first asked for.  Nothing here says anything about a
country but its name: not whether returns to it are possible, nor who recognises it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from migcase.fact_tables import rows
from migcase.names import near_names, spelt_alike

LANGUAGES = ("fr", "en", "ar")


def is_country(code: str) -> bool:
    """Tell whether *code* is an assigned country code, written in capitals."""
    return code in _names()


def country_name(code: str, language: str = "fr") -> str:
    """Return the name of the country *code* in *language*: fr, en or ar.

    Another language gets French.  A code that is not a country's comes back as it
    is: a case file reads for ever, also when its country has been given up since.
    """
    names = _names().get(code)
    if names is None:
        return code
    return names.get(language, names["fr"])


def country_named(text: str) -> str:
    """Return the code of the country that *text* means, "" if it means none.

    A code, also that of three letters which passports bear, or a name in any of the
    languages, also one that is written beside the name that is shown: RDC, Turkey.
    """
    code = text.strip().upper()
    if is_country(code):
        return code
    return _of_three_letters().get(code) or _codes().get(spelt_alike(text), "")


def countries_near(text: str) -> tuple[str, ...]:
    """Return the codes of the countries that *text* may mean, the nearest first."""
    return near_names(text, _codes())


@cache
def _codes() -> Mapping[str, str]:
    return {
        spelt_alike(name): code
        for code, names in _names().items()
        for name in (*names.values(), *_also()[code])
    }


@cache
def _of_three_letters() -> Mapping[str, str]:
    return {row["alpha3"]: row["code"] for row in rows("countries")}


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType(
        {row["code"]: {by: row[by] for by in LANGUAGES} for row in rows("countries")}
    )


@cache
def _also() -> Mapping[str, Sequence[str]]:
    return {
        row["code"]: list(filter(None, row["also"].split(";")))
        for row in rows("countries")
    }
