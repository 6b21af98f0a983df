"""What is told of a person, by its keys, whatever people call it.

An option, an answer and a file may say it in the same words; what nobody knows stays
as it is, for the checks to refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from migcase.cli.person_places import read_word, read_written
from migcase.cli.person_words import (
    CONTACT_KINDS,
    DOCUMENT_KINDS,
    NAME_KINDS,
    SEXES,
)
from migcase.countries import country_named
from migcase.languages import language_named
from migcase.people.person import STATELESS

# What people write for a sex beside what it is called here.
_SEXES = {
    "female": "f or femme or féminin(e)",
    "male": "m or h or homme or masculin(e)",
    "other": "autre",
    "unknown": "inconnu(e)",
}
_STATELESS = frozenset({"stateless", "apatride"})


def by_keys(told: object, place: str) -> object:
    """Return what is *told* at *place* by its keys."""
    if isinstance(told, str):
        reads = _READS.get(place)
        return told if reads is None else reads(told)
    if isinstance(told, list):
        return [by_keys(one, place) for one in told]
    if isinstance(told, dict):
        return {word: by_keys(one, f"{place}.{word}") for word, one in told.items()}
    return told


def _sex(text: str) -> str:
    return read_word(SEXES, read_word(_SEXES, text))


def _country(text: str) -> str:
    """Return the code of the country that *text* names; *text* where none is so."""
    word = text.strip().casefold()
    return STATELESS if word in _STATELESS else country_named(word) or word


def _language(text: str) -> str:
    """Return the code of the language that *text* names; *text* where none is so."""
    return language_named(text) or text.strip().casefold()


_READS: Mapping[str, Callable[[str], str]] = {
    "sex": _sex,
    "born": read_written,
    "nationalities": _country,
    "languages": _language,
    "names.kind": partial(read_word, NAME_KINDS),
    "contacts.kind": partial(read_word, CONTACT_KINDS),
    "documents.kind": partial(read_word, DOCUMENT_KINDS),
    "documents.country": _country,
    "documents.issued": read_written,
    "documents.expires": read_written,
}
