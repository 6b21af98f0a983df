"""Under what a person is found: each word of a name, numbers, papers, references.

Under the day of birth nobody is searched for, but two people meet there whose names
were written too differently to meet under a word.  Keys are made of what is kept and
of what is typed by the same rules, so that two ways of writing one thing meet.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from migcase.people.person import DAY, Birth, Person
from migcase.people.phones import digits_of, looks_like_phone, phone_key
from migcase.people.spelling import words_of

NAME, PHONE, EMAIL, DOCUMENT, REFERENCE, BIRTHDAY = (
    "name",
    "phone",
    "email",
    "document",
    "reference",
    "birthday",
)

# Letters that are read as digits on a worn paper, and the other way round.
_WORN = str.maketrans("OIL", "011")


@frozen(order=True)
class Key:
    """One thing a person is found under; *said* is what a name's word sounds like."""

    kind: str
    key: str
    said: str = ""


def keys_of(person: Person) -> frozenset[Key]:
    """Return everything that *person* is found under."""
    return frozenset(_keys(person))


def asked_for(text: str) -> tuple[Key, ...]:
    """Return what somebody who typed *text* may have meant, other than a name."""
    found = []
    if looks_like_phone(text):
        found.append(Key(PHONE, phone_key(text)))
    if "@" in text:
        found.append(Key(EMAIL, text.strip().casefold()))
    if digits_of(text):
        found += [Key(DOCUMENT, written(text)), Key(REFERENCE, written(text))]
    return tuple(key for key in found if key.key)


def written(number: str) -> str:
    """Return a number of a paper without what people write differently."""
    plain = "".join(
        str(int(letter)) if letter.isdecimal() else letter
        for letter in number.upper()
        if letter.isalnum()
    )
    return plain.translate(_WORN)


def is_birthday(born: Birth | None) -> bool:
    """Tell whether *born* says on which day.

    Where a day was asked for and not known, 1 January was written.
    """
    if born is None or born.precision != DAY:
        return False
    return (born.on.month, born.on.day) != (1, 1)


def _keys(person: Person) -> Iterator[Key]:
    for name in person.names:
        for text in (name.latin, name.arabic):
            for word in words_of(text):
                for key in word.keys:
                    yield Key(NAME, key, word.sound)
    for contact in person.contacts:
        if contact.kind in ("phone", "whatsapp"):
            if phone := phone_key(contact.value):
                yield Key(PHONE, phone)
        elif contact.kind == "email":
            yield Key(EMAIL, contact.value.casefold())
    for document in person.documents:
        yield Key(DOCUMENT, written(document.number))
    for reference in person.references:
        yield Key(REFERENCE, written(reference.number))
    if is_birthday(person.born):
        yield Key(BIRTHDAY, str(person.born))
