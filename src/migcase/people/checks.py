"""What is wrong with what is said about a person: every reason at once.

Codes and places, never the value itself: a refusal may end up where names may not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from migcase.countries import is_country
from migcase.errors import Refusal
from migcase.languages import is_language
from migcase.people.person import (
    APPROXIMATE,
    CONTACT_KINDS,
    DAY,
    DOCUMENT_KINDS,
    MONTH,
    NAME_KINDS,
    PRECISIONS,
    SEXES,
    STATELESS,
    Birth,
    Contact,
    Document,
    Name,
    Person,
)
from migcase.people.phones import digits_of

LONGEST = 200
# Nobody who is on record anywhere lived longer.
OLDEST_YEARS = 123

# Invisible characters that Arabic or Persian writing cannot do without.
_JOINERS = "\u200c\u200d"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
# As an answer that names a person is written.
_NUMBER = re.compile(r"[\w:./-]{1,80}")


def why_not(person: Person, today: date) -> Iterator[Refusal]:
    """Yield every reason why *person* cannot be kept as told on *today*."""
    if person.id and not _NUMBER.fullmatch(person.id):
        yield Refusal("bad-person-number", "id")
    yield from _names(person.names)
    yield from _listed("sex", person.sex, SEXES)
    if person.born is not None:
        yield from _birth(person.born, today)
    yield from _origin(person)
    for number, contact in enumerate(person.contacts, 1):
        yield from _contact(f"contacts.{number}", contact)
    for number, document in enumerate(person.documents, 1):
        yield from _document(f"documents.{number}", document, person.born, today)
    for number, reference in enumerate(person.references, 1):
        yield from _text(f"references.{number}.system", reference.system)
        yield from _text(f"references.{number}.number", reference.number)
    lists: tuple[tuple[str, Sequence[object]], ...] = (
        ("names", person.names),
        ("nationalities", person.nationalities),
        ("languages", person.languages),
        ("contacts", person.contacts),
        ("documents", [(d.kind, d.number, d.country) for d in person.documents]),
        ("references", person.references),
    )
    for place, listed in lists:
        if len(set(listed)) != len(listed):
            yield Refusal("said-twice", place)


def _names(names: Iterable[Name]) -> Iterator[Refusal]:
    number = 0
    for number, name in enumerate(names, 1):
        place = f"names.{number}"
        yield from _listed(f"{place}.kind", name.kind, NAME_KINDS)
        if not any(letter.isalpha() for letter in name.latin + name.arabic):
            yield Refusal("no-name", place)
            continue
        for part, text in (
            ("given", name.given),
            ("family", name.family),
            ("given_arabic", name.given_arabic),
            ("family_arabic", name.family_arabic),
        ):
            if not text:
                continue
            yield from _text(f"{place}.{part}", text)
            script = "ARABIC" if part.endswith("arabic") else "LATIN"
            if script == "LATIN" and any(letter in _JOINERS for letter in text):
                yield Refusal("hidden-characters", f"{place}.{part}")
            if any(_is_foreign(letter, script) for letter in text):
                yield Refusal("wrong-script", f"{place}.{part}", {"script": script})
    if not number:
        yield Refusal("no-name", "names")


def _birth(born: Birth, today: date) -> Iterator[Refusal]:
    yield from _listed("born.precision", born.precision, PRECISIONS)
    if born.on > today:
        yield Refusal("born-in-future", "born")
    elif today.year - born.on.year > OLDEST_YEARS:
        yield Refusal("born-too-long-ago", "born", {"years": OLDEST_YEARS})
    exact = born.precision == DAY or born.precision not in PRECISIONS
    whole_month = born.precision == MONTH and born.on.day == 1
    whole_year = born.on.month == born.on.day == 1
    if not exact and not whole_month and not whole_year:
        yield Refusal("more-exact-than-said", "born")


def _origin(person: Person) -> Iterator[Refusal]:
    for number, country in enumerate(person.nationalities, 1):
        if country != STATELESS and not is_country(country):
            yield Refusal("unknown-country", f"nationalities.{number}")
    if STATELESS in person.nationalities and len(set(person.nationalities)) > 1:
        yield Refusal("stateless-with-nationality", "nationalities")
    for number, language in enumerate(person.languages, 1):
        if not is_language(language):
            yield Refusal("unknown-language", f"languages.{number}")


def _contact(place: str, contact: Contact) -> Iterator[Refusal]:
    yield from _listed(f"{place}.kind", contact.kind, CONTACT_KINDS)
    yield from _text(f"{place}.value", contact.value)
    for part in ("whose", "safe_way", "safe_time"):
        text = getattr(contact, part)
        if text:
            yield from _text(f"{place}.{part}", text)
    value = contact.value
    if contact.kind in ("phone", "whatsapp") and value:
        count = len(digits_of(value))
        if not 6 <= count <= 15 or any(letter.isalpha() for letter in value):
            yield Refusal("bad-phone", f"{place}.value")
    if contact.kind == "email" and value and not _EMAIL.fullmatch(value):
        yield Refusal("bad-email", f"{place}.value")


def _document(
    place: str, document: Document, born: Birth | None, today: date
) -> Iterator[Refusal]:
    yield from _listed(f"{place}.kind", document.kind, DOCUMENT_KINDS)
    yield from _text(f"{place}.number", document.number)
    if document.country and not is_country(document.country):
        yield Refusal("unknown-country", f"{place}.country")
    issued, expires = document.issued, document.expires
    if issued is not None and issued > today:
        yield Refusal("issued-in-future", f"{place}.issued")
    if issued is not None and expires is not None and expires < issued:
        yield Refusal("expires-before-issue", f"{place}.expires")
    if born is None or born.precision == APPROXIMATE:
        return
    for part, day in (("issued", issued), ("expires", expires)):
        if day is not None and day < born.on:
            yield Refusal("before-birth", f"{place}.{part}")


def _text(place: str, text: str) -> Iterator[Refusal]:
    if not text:
        yield Refusal("nothing-said", place)
    if len(text) > LONGEST:
        yield Refusal("too-long", place, {"longest": LONGEST})
    if any(map(_is_hidden, text)):
        yield Refusal("hidden-characters", place)


def _listed(place: str, word: str, known: tuple[str, ...]) -> Iterator[Refusal]:
    if word not in known:
        yield Refusal("not-in-list", place, {"known": ", ".join(known)})


def _is_hidden(letter: str) -> bool:
    """Tell whether *letter* cannot be seen, or moves the text that stands beside it."""
    category = unicodedata.category(letter)
    return category.startswith(("C", "Zl", "Zp")) and letter not in _JOINERS


def _is_foreign(letter: str, script: str) -> bool:
    """Tell whether *letter* is a letter, or a digit of letters, of another script."""
    if not letter.isalpha():
        return False
    name = unicodedata.name(letter, "")
    return script not in name and not name.startswith("MODIFIER LETTER")
