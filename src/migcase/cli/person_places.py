"""What is told of a person, by what people call it: places, kinds, days.

A place such as ``contacts.2.value`` is what programs say; whoever reads a refusal, or
types a word for a kind, does so in their own language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from gettext import gettext as _

from migcase.cli.days import in_numbers
from migcase.cli.display import shown
from migcase.cli.person_words import (
    CONTACT_KINDS,
    DOCUMENT_KINDS,
    NAME_KINDS,
    SEXES,
    word,
)
from migcase.cli.tongue import folded
from migcase.locale import marked

# What there may be many of, and be taken out of by its place.
LISTS = {
    "names": marked("names"),
    "nationalities": marked("nationalities"),
    "languages": marked("languages"),
    "contacts": marked("contacts"),
    "documents": marked("papers"),
    "references": marked("references"),
}
PLACES = {
    "id": marked("Number"),
    "names": marked("Name"),
    "names.given": marked("Given name, in Latin script"),
    "names.family": marked("Family name, in Latin script"),
    "names.given_arabic": marked("Given name, in Arabic script"),
    "names.family_arabic": marked("Family name, in Arabic script"),
    "names.kind": marked("Kind of name"),
    "sex": marked("Sex"),
    "born": marked("Born"),
    "born.precision": marked("Born"),
    "nationalities": marked("Nationality"),
    "languages": marked("Language"),
    "contacts": marked("Contact"),
    "contacts.kind": marked("Kind of contact"),
    "contacts.value": marked("Contact"),
    "contacts.whose": marked("Whose contact it is"),
    "contacts.safe_way": marked("How the contact is safe"),
    "contacts.safe_time": marked("When the contact is safe"),
    "contacts.never": marked("Contact that is never used"),
    "documents": marked("Paper"),
    "documents.kind": marked("Kind of paper"),
    "documents.number": marked("Number of the paper"),
    "documents.country": marked("Country of the paper"),
    "documents.issued": marked("Day of issue of the paper"),
    "documents.expires": marked("Last day of the paper"),
    "references": marked("Reference"),
    "references.system": marked("System of the reference"),
    "references.number": marked("Number of the reference"),
}
KINDS: Mapping[str, Mapping[str, str]] = {
    "sex": SEXES,
    "names.kind": NAME_KINDS,
    "contacts.kind": CONTACT_KINDS,
    "documents.kind": DOCUMENT_KINDS,
}

_WRITTEN = re.compile(r"(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})")


def say_place(place: str) -> str:
    """Return what stands at *place*; with its number where it is not the first."""
    parts = place.split(".")
    numbers = [part for part in parts if part.isdecimal()]
    title = PLACES.get(".".join(part for part in parts if not part.isdecimal()))
    if title is None:
        return shown(place)
    if numbers[:1] in ([], ["1"]):
        return _(title)
    words = {"title": _(title), "number": numbers[0]}
    return _("{title} (number {number})").format(**words)


def say_known(place: str, known: str) -> str:
    """Return the words that may stand at *place*, *known* by their keys."""
    kind = ".".join(part for part in place.split(".") if not part.isdecimal())
    words = KINDS.get(kind, {})
    return ", ".join(word(words, key) for key in known.split(", "))


def read_word(words: Mapping[str, str], typed: str) -> str:
    """Return the key of *words* that somebody means; what was *typed* where none is.

    Keys, English and the reader's language at once, with accents or without, and one
    of two words where the catalogue has both: « père ou mère », « conjoint(e) ».
    """
    wanted = _folded(typed)
    for key, title in words.items():
        names = (key, *_ways(title), *_ways(_(title)))
        if wanted in map(_folded, names):
            return key
    return typed


def read_written(typed: str) -> str:
    """Return 05/03/1994, or 03/1994, as 1994-03-05; the day is always first.

    The month may be told by its name.
    """
    text = in_numbers(typed.strip())
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return text
    day, month, year = found.groups()
    text = f"{year}-{int(month):02}"
    return text if day is None else f"{text}-{int(day):02}"


def _ways(title: str) -> Iterator[str]:
    """Yield the ways to say a word that the catalogue has for several people."""
    for way in (title, *re.split(r" (?:or|ou) ", title)):
        yield way
        yield re.sub(r"\((\w+)\)", r"\1", way)
        yield re.sub(r"\(\w+\)", "", way)


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFD", folded(text).replace("œ", "oe"))
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    return re.sub(r"[\s\-_']+", " ", plain)
