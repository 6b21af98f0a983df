"""People, sheets and families as plain JSON, and back.

What is left empty is left out.  Reading tells every misfit at once, with its place;
whether what was read makes sense is asked in `migcase.people.checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

import attrs

from migcase.errors import Refusal, Refused
from migcase.people.family import Family, Member
from migcase.people.person import Birth, Contact, Document, Name, Person, Reference
from migcase.people.sheet import Sheet, Stay

Plain = Mapping[str, object]
R = TypeVar("R")


def plain_person(person: Person) -> dict[str, object]:
    """Return *person* as JSON holds them."""
    return _plain(person)


def read_person(plain: object) -> Person:
    """Return the person that *plain* tells of; raise `Refused` with every misfit."""
    person, misfits = loose_person(plain)
    if misfits:
        raise Refused(misfits)
    return person


def loose_person(plain: object) -> tuple[Person, tuple[Refusal, ...]]:
    """Return what fits of the person in *plain*, and every misfit."""
    reader = _Reader()
    return reader.person(plain, ""), tuple(reader.misfits)


def plain_sheet(sheet: Sheet) -> dict[str, object]:
    """Return *sheet* as JSON holds it."""
    return _plain(sheet)


def read_sheet(plain: object) -> Sheet:
    """Return the sheet that *plain* holds; raise `Refused` with every misfit."""
    reader = _Reader()
    sheet = reader.sheet(plain)
    if reader.misfits:
        raise Refused(reader.misfits)
    return sheet


def plain_family(family: Family) -> dict[str, object]:
    """Return *family* as JSON holds it."""
    return _plain(family)


def read_family(plain: object) -> Family:
    """Return the family that *plain* holds; raise `Refused` with every misfit."""
    reader = _Reader()
    found = reader.mapping(plain, "", ("id", "members"))
    family = Family(
        reader.text(found, "", "id"), reader.all(found, "", "members", reader.member)
    )
    if reader.misfits:
        raise Refused(reader.misfits)
    return family


def _plain(value: attrs.AttrsInstance) -> dict[str, object]:
    said: dict[str, object] = {}
    for one in attrs.fields(type(value)):
        held = getattr(value, one.name)
        if held not in ("", None, (), False):
            said[one.name] = _plain_value(held)
    return said


_PARTS = (Contact, Document, Member, Name, Person, Reference, Stay)


def _plain_value(held: object) -> object:
    if isinstance(held, tuple):
        return [_plain_value(one) for one in held]
    if isinstance(held, Birth):
        return str(held)
    if isinstance(held, date):
        return held.isoformat()
    return _plain(held) if isinstance(held, _PARTS) else held


class _Reader:
    """Takes JSON apart; what does not fit is put among the *misfits*."""

    def __init__(self) -> None:
        self.misfits: list[Refusal] = []

    def person(self, plain: object, place: str) -> Person:
        """Return the person in *plain*."""
        found = self.mapping(plain, place, _words(Person))
        return Person(
            self.all(found, place, "names", self.name),
            sex=self.text(found, place, "sex") or "unknown",
            born=self.birth(found, place),
            nationalities=self.all(found, place, "nationalities", self.word),
            languages=self.all(found, place, "languages", self.word),
            contacts=self.all(found, place, "contacts", self.contact),
            documents=self.all(found, place, "documents", self.document),
            references=self.all(found, place, "references", self.reference),
            id=self.text(found, place, "id"),
        )

    def sheet(self, plain: object) -> Sheet:
        """Return the sheet in *plain*."""
        found = self.mapping(plain, "", _words(Sheet))
        return Sheet(
            self.person(found.get("person", {}), "person"),
            self.all(found, "", "stays", self.stay),
            self.text(found, "", "merged_into") or None,
            self.all(found, "", "took_in", self.word),
            self.all(found, "", "apart", self.word),
        )

    def name(self, plain: object, place: str) -> Name:
        """Return the name in *plain*; text alone is a whole name in Latin script."""
        if isinstance(plain, str):
            return Name(given=plain)
        found = self.mapping(plain, place, _words(Name))
        texts = {word: self.text(found, place, word) for word in _words(Name)}
        return Name(**{word: text for word, text in texts.items() if text})

    def contact(self, plain: object, place: str) -> Contact:
        """Return the contact in *plain*."""
        found = self.mapping(plain, place, _words(Contact))
        never = found.get("never", False)
        if not isinstance(never, bool):
            self.misfit("not-yes-or-no", place, "never")
        words = ("kind", "value", "whose", "safe_way", "safe_time")
        kind, value, whose, way, time = (self.text(found, place, w) for w in words)
        return Contact(kind, value, whose, way, time, never is True)

    def document(self, plain: object, place: str) -> Document:
        """Return the document in *plain*."""
        found = self.mapping(plain, place, _words(Document))
        return Document(
            self.text(found, place, "kind"),
            self.text(found, place, "number"),
            self.text(found, place, "country"),
            self.day(found, place, "issued"),
            self.day(found, place, "expires"),
        )

    def reference(self, plain: object, place: str) -> Reference:
        """Return the old reference in *plain*."""
        found = self.mapping(plain, place, _words(Reference))
        system, number = (self.text(found, place, word) for word in _words(Reference))
        return Reference(system, number)

    def stay(self, plain: object, place: str) -> Stay:
        """Return the stay in *plain*."""
        found = self.mapping(plain, place, _words(Stay))
        since = self.day(found, place, "since") or date.max
        family = self.text(found, place, "family")
        return Stay(family, since, self.day(found, place, "until"))

    def member(self, plain: object, place: str) -> Member:
        """Return the member in *plain*."""
        found = self.mapping(plain, place, _words(Member))
        return Member(
            self.text(found, place, "person"),
            self.text(found, place, "role"),
            self.day(found, place, "since") or date.max,
            self.day(found, place, "until"),
        )

    def birth(self, found: Plain, place: str) -> Birth | None:
        """Return the day of birth in *found*."""
        text = self.text(found, place, "born")
        try:
            return Birth.parse(text) if text else None
        except ValueError:
            self.misfit("not-a-birth-date", place, "born")
            return None

    def word(self, plain: object, place: str) -> str:
        """Return *plain* if it is text."""
        if isinstance(plain, str):
            return plain
        self.misfit("not-text", place)
        return ""

    def mapping(self, plain: object, place: str, known: Sequence[str]) -> Plain:
        """Return *plain* if it is an object of *known* words."""
        if not isinstance(plain, Mapping):
            self.misfit("not-an-object", place)
            return {}
        for word in plain:
            if word not in known:
                self.misfit("unknown-word", place, str(word)[:40])
        return plain

    def text(self, found: Plain, place: str, word: str) -> str:
        """Return the text under *word*, '' where there is none."""
        given = found.get(word)
        if given is None or isinstance(given, str):
            return (given or "").strip()
        self.misfit("not-text", place, word)
        return ""

    def day(self, found: Plain, place: str, word: str) -> date | None:
        """Return the day under *word*."""
        text = self.text(found, place, word)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.misfit("not-a-day", place, word)
            return None

    def all(
        self, found: Plain, place: str, word: str, each: Callable[[object, str], R]
    ) -> tuple[R, ...]:
        """Return what the list under *word* holds."""
        listed = found.get(word)
        if listed is None:
            return ()
        if not isinstance(listed, Sequence) or isinstance(listed, str):
            self.misfit("not-a-list", place, word)
            return ()
        return tuple(self._each(listed, f"{place}.{word}".strip("."), each))

    def misfit(self, code: str, *places: str) -> None:
        """Note that something at *places* does not fit."""
        self.misfits.append(Refusal(code, ".".join(filter(None, places))))

    def _each(
        self, listed: Sequence[object], place: str, each: Callable[[object, str], R]
    ) -> Iterator[R]:
        for number, one in enumerate(listed, 1):
            yield each(one, f"{place}.{number}")


def _words(kind: type[attrs.AttrsInstance]) -> tuple[str, ...]:
    return tuple(one.name for one in attrs.fields(kind))
