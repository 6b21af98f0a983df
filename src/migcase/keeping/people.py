"""Where people and families are kept, apart from the entries of their cases.

Versions are only ever added; what a person is found under, and which cases they are
in, is derived and changes with them.  Nobody is judged, merged or made up here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from attrs import frozen

from migcase.errors import Conflict, MigcaseError, Repeated
from migcase.judgement.mentioned import Mention
from migcase.keeping.kept import check_words
from migcase.keeping.pages import rows_wanted
from migcase.people.family import Family
from migcase.people.searching import Key, keys_of
from migcase.people.sheet import Sheet, Version

if TYPE_CHECKING:
    # A plain office needs no cipher, and they are slow to import.
    from migcase.keeping.seal.hands import Public

PersonVersion = Version[Sheet]
FamilyVersion = Version[Family]


class PersonConflict(Conflict):
    """Somebody else wrote the same version of a person or a family first."""

    code = "person-conflict"
    sentence = "{person} was changed by somebody else meanwhile."


class UnreadablePerson(MigcaseError):
    """A version of a person or a family is damaged, or of a newer migcase."""

    code = "unreadable-person"
    sentence = "Version {number} of {person} cannot be read: {reason}"


@frozen(order=True)
class InCase:
    """One person in one case, in a role, and in which line of it."""

    case: str
    mention: Mention


@frozen
class Unnamed:
    """A person whom no case names, and when something was last written of them."""

    person: str
    at: datetime


class PeopleRegister(Protocol):
    """What every register of people promises; `tests/keeping` holds them to it."""

    def sheet(self, person: str) -> PersonVersion | None:
        """Return the last version of a person, or None."""

    def sheets(self, person: str) -> tuple[PersonVersion, ...]:
        """Return every version of a person, oldest first."""

    def family(self, family: str) -> FamilyVersion | None:
        """Return the last version of a family, or None."""

    def families(self, family: str) -> tuple[FamilyVersion, ...]:
        """Return every version of a family, oldest first."""

    def write(
        self,
        people: Sequence[PersonVersion],
        families: Sequence[FamilyVersion] = (),
        *,
        readers: Collection[Public] | None = None,
    ) -> None:
        """Add versions of people and families: all of them or none.

        Raise `PersonConflict` if one of them is not the next of its person or family,
        `Repeated` if one of its id is there with another content, `Unwritable`.

        Where there are keys, *readers* says to whom alone those are sealed whose first
        version it is; None is the office.  Such people are found under nothing.
        """

    def find_anew(self, person: str) -> None:
        """Make again under what a person is found, from their last version."""

    def under(self, kind: str, keys: Collection[str]) -> Sequence[tuple[str, str]]:
        """Return who is found under any of *keys*, and what the word sounds like."""

    def people(self, *, limit: int, after: str = "") -> tuple[str, ...]:
        """Return the numbers of people; *after* is the last of the page before."""

    def mention(self, case: str, mentions: Collection[Mention]) -> None:
        """Make *mentions* the people of *case*; forget who was in it until now."""

    def cases_of(self, people: Collection[str]) -> tuple[InCase, ...]:
        """Return in which cases any of *people* is, and as what, by case."""

    def unnamed(self, *, limit: int, after: str = "") -> tuple[Unnamed, ...]:
        """Return people who are in no case; *after* is the last of the page before.

        Who was erased is not among them.
        """

    def last_written(self) -> datetime | None:
        """Return when anything was last written of anybody, None before the first."""


@frozen(eq=False)
class State:
    """All that a register in memory keeps, at one moment."""

    people: Mapping[str, tuple[PersonVersion, ...]]
    families: Mapping[str, tuple[FamilyVersion, ...]]
    keys: Mapping[str, frozenset[Key]]
    cases: Mapping[str, tuple[Mention, ...]]


class MemoryPeople:
    """Keep people in memory, for tests, trials and the first five minutes."""

    def __init__(self) -> None:
        self._people: dict[str, tuple[PersonVersion, ...]] = {}
        self._families: dict[str, tuple[FamilyVersion, ...]] = {}
        self._keys: dict[str, frozenset[Key]] = {}
        self._cases: dict[str, tuple[Mention, ...]] = {}

    def sheet(self, person: str) -> PersonVersion | None:
        return next(reversed(self._people.get(person, ())), None)

    def sheets(self, person: str) -> tuple[PersonVersion, ...]:
        return self._people.get(person, ())

    def family(self, family: str) -> FamilyVersion | None:
        return next(reversed(self._families.get(family, ())), None)

    def families(self, family: str) -> tuple[FamilyVersion, ...]:
        return self._families.get(family, ())

    def write(
        self,
        people: Sequence[PersonVersion],
        families: Sequence[FamilyVersion] = (),
        *,
        readers: Collection[Public] | None = None,
    ) -> None:
        written, kept = dict(self._people), dict(self._families)
        for person in people:
            check_words(person.of, person.of + person.id)
            before = written.get(person.of, ())
            check_next(person, before)
            written[person.of] = (*before, person)
        for family in families:
            check_words(family.of, family.of + family.id)
            older = kept.get(family.of, ())
            check_next(family, older)
            kept[family.of] = (*older, family)
        self._people, self._families = written, kept
        for person in people:
            self._keys[person.of] = keys_of(person.holds.person)

    def find_anew(self, person: str) -> None:
        version = self.sheet(person)
        if version is not None:
            self._keys[person] = keys_of(version.holds.person)

    def under(self, kind: str, keys: Collection[str]) -> Sequence[tuple[str, str]]:
        return [
            (person, key.said)
            for person, held in self._keys.items()
            for key in held
            if key.kind == kind and key.key in keys
        ]

    def people(self, *, limit: int, after: str = "") -> tuple[str, ...]:
        many = rows_wanted(limit)
        return tuple(one for one in sorted(self._people) if one > after)[:many]

    def mention(self, case: str, mentions: Collection[Mention]) -> None:
        self._cases[case] = tuple(mentions)

    def cases_of(self, people: Collection[str]) -> tuple[InCase, ...]:
        found = (
            InCase(case, mention)
            for case, mentions in self._cases.items()
            for mention in mentions
            if mention.person in people
        )
        return tuple(sorted(set(found)))

    def unnamed(self, *, limit: int, after: str = "") -> tuple[Unnamed, ...]:
        named = {one.person for mentions in self._cases.values() for one in mentions}
        found = (
            Unnamed(person, self._people[person][-1].at)
            for person in sorted(self._people)
            if person > after and person not in named
        )
        return tuple(islice(found, rows_wanted(limit)))

    def last_written(self) -> datetime | None:
        return max((one[-1].at for one in self._people.values()), default=None)

    def state(self) -> State:
        """Return all that is kept, to go back to it if what follows fails."""
        people, families = dict(self._people), dict(self._families)
        return State(people, families, dict(self._keys), dict(self._cases))

    def restore(self, state: State) -> None:
        """Go back to what `state` returned."""
        self._people, self._families = dict(state.people), dict(state.families)
        self._keys, self._cases = dict(state.keys), dict(state.cases)


def check_next(
    version: PersonVersion | FamilyVersion,
    before: Sequence[PersonVersion | FamilyVersion],
) -> None:
    """Raise unless *version* is the one that comes after those *before*."""
    taken = next((one for one in before if one.id == version.id), None)
    if taken is not None and (taken.holds, taken.by) != (version.holds, version.by):
        raise Repeated({"id": version.id, "person": version.of})
    if version.number != len(before) + 1 or taken is not None:
        raise PersonConflict({"person": version.of, "number": version.number})
