"""What an office keeps of a person and of a family: versions, only ever added to.

Each version holds the whole as it was from then on, who wrote it, when, and why; the
last one counts.  Merging two people links one sheet to the other and changes neither
person, so that undoing it gives both back as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Generic, TypeVar

import attrs
from attrs import frozen

from migcase.casefile.events import Actor
from migcase.people.family import Family
from migcase.people.person import ALIAS, Name, Person

# What a version of a person tells.
ADDED, EDITED = "added", "edited"
JOINED, LEFT = "joined-family", "left-family"
MERGED, TOOK_IN, PARTED = "merged", "took-in", "parted"
TOLD_APART = "told-apart"
# What a version of a family tells.
FORMED, CHANGED, HEADED, SPLIT = "formed", "changed", "headed", "split"


@frozen
class Stay:
    """For how long a person belonged to a family."""

    family: str
    since: date
    until: date | None = None


@frozen
class Sheet:
    """All that is kept of one person.

    *merged_into* is who they turned out to be; *took_in* those who turned out to be
    them; *apart* those whom somebody looked at and found to be others.
    """

    person: Person
    stays: tuple[Stay, ...] = ()
    merged_into: str | None = None
    took_in: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The number of the person."""
        return self.person.id

    @property
    def family(self) -> str | None:
        """The family that they belong to now."""
        return next((stay.family for stay in self.stays if stay.until is None), None)


V = TypeVar("V", Sheet, Family)


@frozen
class Version(Generic[V]):
    """One version of a sheet or a family; *id* was made by whoever sent it.

    *other* is the person or family that it was also about.
    """

    number: int
    what: str
    holds: V
    at: datetime
    by: Actor
    office: str
    id: str
    reason: str = ""
    other: str = ""

    @property
    def of(self) -> str:
        """The number of the person or the family."""
        return self.holds.id


def united(sheet: Sheet, others: Iterable[Sheet]) -> Person:
    """Return the person of *sheet* with what is known from those merged into them.

    Their names become aliases; what one sheet does not say is taken from the first
    other that does.  Where both say it, *sheet* counts.
    """
    person = sheet.person
    for other in (one.person for one in others):
        person = attrs.evolve(
            person,
            names=(*person.names, *_aliases(person, other)),
            sex=other.sex if person.sex == "unknown" else person.sex,
            born=person.born or other.born,
            nationalities=_both(person.nationalities, other.nationalities),
            languages=_both(person.languages, other.languages),
            contacts=_both(person.contacts, other.contacts),
            documents=_both(person.documents, other.documents),
            references=_both(person.references, other.references),
        )
    return person


T = TypeVar("T")


def _both(one: tuple[T, ...], other: tuple[T, ...]) -> tuple[T, ...]:
    return (*one, *(each for each in other if each not in one))


def _aliases(person: Person, other: Person) -> Iterator[Name]:
    known = {(name.latin, name.arabic) for name in person.names}
    for name in other.names:
        if (name.latin, name.arabic) not in known:
            yield attrs.evolve(name, kind=ALIAS)
