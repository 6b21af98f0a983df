"""The countries of the world: their codes and their names in three languages.

Codes are ISO 3166-1 alpha-2, names are Unicode CLDR's; both are read from
``facts/countries.csv`` when first asked for.  Nothing here says anything about a
country but its name: not whether returns to it are possible, nor who recognises it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


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

    A code, or a name in any of the languages.  Capitals, accents, hyphens and
    apostrophes make no difference: keyboards and lists do not agree on them.
    """
    code = text.strip().upper()
    return code if is_country(code) else _codes().get(_folded(text), "")


@cache
def _codes() -> Mapping[str, str]:
    return {
        _folded(name): code
        for code, names in _names().items()
        for name in names.values()
    }


def _folded(name: str) -> str:
    parts = re.sub(r"['’‘ʼ`´\-\u2010-\u2015]", " ", name).casefold().split()
    letters = unicodedata.normalize("NFKD", " ".join(parts))
    return "".join(one for one in letters if not unicodedata.combining(one))


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    table = files("migcase") / "facts" / "countries.csv"
    with table.open(encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return MappingProxyType({row.pop("code"): row for row in rows})
