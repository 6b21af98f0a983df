"""The countries of the world: their codes and their names in three languages.

Codes are ISO 3166-1 alpha-2, names are Unicode CLDR's; both are read from
``facts/countries.csv`` when first asked for.  Nothing here says anything about a
country but its name: not whether returns to it are possible, nor who recognises it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LANGUAGES = ("fr", "en", "ar")
_AND = frozenset({"and", "et"})


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

    A code, or a name in any of the languages, also one that is written beside the
    name that is shown: RDC, Turkey.  Capitals, accents, hyphens, apostrophes and how
    "and" is written make no difference: keyboards and lists do not agree on them.
    """
    code = text.strip().upper()
    return code if is_country(code) else _codes().get(_folded(text), "")


@cache
def _codes() -> Mapping[str, str]:
    return {
        _folded(name): code
        for code, names in _names().items()
        for name in (*names.values(), *_also()[code])
    }


def _folded(name: str) -> str:
    parts = re.sub(r"['’‘ʼ`´\-\u2010-\u2015]", " ", name).casefold().split()
    spelt = ("&" if part in _AND else part for part in parts)
    letters = unicodedata.normalize("NFKD", " ".join(spelt))
    return "".join(one for one in letters if not unicodedata.combining(one))


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    rows = {row["code"]: {by: row[by] for by in LANGUAGES} for row in _rows()}
    return MappingProxyType(rows)


@cache
def _also() -> Mapping[str, Sequence[str]]:
    return {row["code"]: list(filter(None, row["also"].split(";"))) for row in _rows()}


def _rows() -> list[dict[str, str]]:
    table = files("migcase") / "facts" / "countries.csv"
    with table.open(encoding="utf-8") as lines:
        said = (line for line in lines if not line.startswith("#"))
        return list(csv.DictReader(said, restval=""))
