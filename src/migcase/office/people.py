"""The people whom the office knows: added, corrected, held to be one, or parted.

Every change is a version with who and when; nothing is written over.  That two people
are one is decided by a human being, and can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import attrs

from migcase.casefile.events import Actor
from migcase.errors import Refusal, Refused
from migcase.keeping.people import PersonConflict, PersonVersion
from migcase.keeping.register import Register
from migcase.office.families import Families
from migcase.office.guard import Guard
from migcase.office.masks import is_masked
from migcase.office.person_pages import Pages
from migcase.office.readable import sheet_if_readable
from migcase.office.reveals import Reveals
from migcase.office.scribe import Scribe, same_or_repeated
from migcase.people import numbers
from migcase.people.checks import why_not
from migcase.people.person import Person
from migcase.people.sheet import (
    ADDED,
    EDITED,
    MERGED,
    PARTED,
    TOLD_APART,
    TOOK_IN,
    Sheet,
)


class People(Pages):
    """The people of one office; *families* are theirs."""

    def __init__(
        self, register: Register, scribe: Scribe, guard: Guard, reveals: Reveals
    ) -> None:
        super().__init__(register, scribe, guard, reveals)
        self._scribe = scribe
        self._people = register.people
        self.families = Families(register.people, scribe, self._door)

    def add(
        self,
        person: Person,
        *,
        by: Actor,
        id: str | None = None,  # noqa: A002 - its name wherever it is sent
    ) -> PersonVersion:
        """Add a person; raise `Refused` with every reason why not.

        Their number is made here unless *person* has one.  Sent again with the same
        *id*, it adds nobody twice.
        """
        self._door.writes(by)
        entry_id = id or self._scribe.new_id()
        number = person.id or self._scribe.number_of(numbers.PERSON, entry_id)
        sheet = Sheet(attrs.evolve(person, id=number))
        version = self._scribe.version(None, ADDED, sheet, by, entry_id)
        _refuse(why_not(sheet.person, self._scribe.today()))
        there = self._people.sheets(number)
        if not there:
            try:
                self._scribe.write([version])
            except PersonConflict:
                there = self._people.sheets(number)
        if there and there[0].id != entry_id:
            raise Refused([Refusal("person-exists", number)])
        return same_or_repeated(there[0], version, whole=True) if there else version

    def edit(
        self,
        person: Person,
        *,
        seen: int,
        by: Actor,
        reason: str = "",
        id: str | None = None,  # noqa: A002 - its name wherever it is sent
    ) -> PersonVersion:
        """Say of a person what is right now; raise `Refused` with every reason why not.

        *seen* is the number of the version that was looked at: whoever looked at an
        older one than the last is told who was first (`PersonConflict`).
        """
        before = self._scribe.sheet(person.id)
        self._door.writes(by, before.holds)
        _refuse([Refusal("masked", before.of)] if is_masked(person) else [])
        entry_id = id or self._scribe.new_id()
        sheet = attrs.evolve(before.holds, person=person)
        version = self._scribe.version(before, EDITED, sheet, by, entry_id, reason)
        for sent in self._sent(person.id, entry_id):
            told = attrs.evolve(sent.holds, person=person)
            wanted = attrs.evolve(version, holds=told)
            return same_or_repeated(sent, wanted, whole=True)
        if seen != before.number:
            raise self._scribe.overtaken(person.id)
        _refuse(_against_edit(before.holds, person, self._scribe.today()))
        self._scribe.write([version])
        return version

    def merge(
        self,
        person: str,
        other: str,
        *,
        by: Actor,
        reason: str,
        id: str | None = None,  # noqa: A002 - its name wherever it is sent
    ) -> PersonVersion:
        """Hold *other* to be *person*; neither sheet is changed, and `undo` parts them.

        Raise `Refused` with every reason why not.
        """
        one, two = self._scribe.sheet(person), self._scribe.sheet(other)
        self._door.writes(by, one.holds, two.holds)
        into, gone = one.holds, two.holds
        entry_id = id or self._scribe.new_id()
        merged = attrs.evolve(gone, merged_into=into.id)
        taken = attrs.evolve(into, took_in=(*into.took_in, gone.id))
        versions = [
            self._scribe.version(one, TOOK_IN, taken, by, entry_id, reason, gone.id),
            self._scribe.version(two, MERGED, merged, by, entry_id, reason, into.id),
        ]
        for sent in self._sent(gone.id, entry_id):
            return self._shown(same_or_repeated(sent, versions[1], whole=False))
        _refuse(_against_merge(into, gone, reason))
        self._scribe.write(versions)
        return self._shown(versions[0])

    def undo(
        self,
        other: str,
        *,
        by: Actor,
        reason: str,
        id: str | None = None,  # noqa: A002 - its name wherever it is sent
    ) -> PersonVersion:
        """Part *other* again from whom they were merged into; both are as before."""
        two = self._scribe.sheet(other)
        self._door.writes(by, two.holds)
        gone, entry_id = two.holds, id or self._scribe.new_id()
        for sent in self._sent(gone.id, entry_id):
            wanted = attrs.evolve(sent, what=PARTED, by=by)
            return self._shown(same_or_repeated(sent, wanted, whole=False))
        if gone.merged_into is None:
            raise Refused([Refusal("not-merged", gone.id)])
        _refuse(_no_reason(reason))
        free, into = attrs.evolve(gone, merged_into=None), gone.merged_into
        versions = [self._scribe.version(two, PARTED, free, by, entry_id, reason, into)]
        one = sheet_if_readable(self._people, into)
        if one is not None:  # of whom was erased nothing more is written
            kept = tuple(each for each in one.holds.took_in if each != gone.id)
            alone = attrs.evolve(one.holds, took_in=kept)
            versions.append(
                self._scribe.version(one, PARTED, alone, by, entry_id, reason, gone.id)
            )
        self._scribe.write(versions)
        return self._shown(versions[0])

    def tell_apart(
        self,
        person: str,
        other: str,
        *,
        by: Actor,
        reason: str,
        id: str | None = None,  # noqa: A002 - its name wherever it is sent
    ) -> PersonVersion:
        """Say that two who look like one are two; they are not proposed again."""
        one, two = self._scribe.sheet(person), self._scribe.sheet(other)
        self._door.writes(by, one.holds, two.holds)
        entry_id = id or self._scribe.new_id()
        for sent in self._sent(one.of, entry_id):
            wanted = attrs.evolve(sent, what=TOLD_APART, other=two.of, by=by)
            return self._shown(same_or_repeated(sent, wanted, whole=False))
        same = [Refusal("merge-with-self", one.of)] if one.of == two.of else []
        _refuse((*same, *_no_reason(reason)))
        versions = [
            self._scribe.version(
                each,
                TOLD_APART,
                attrs.evolve(each.holds, apart=(*each.holds.apart, another.of)),
                by,
                entry_id,
                reason,
                another.of,
            )
            for each, another in ((one, two), (two, one))
        ]
        self._scribe.write(versions)
        return self._shown(versions[0])

    def _shown(self, version: PersonVersion) -> PersonVersion:
        return self._door.version(version)

    def _sent(self, person: str, entry_id: str) -> Iterator[PersonVersion]:
        """Yield the version that was written under *entry_id*, if one was."""
        versions = self._people.sheets(person)
        return (one for one in versions if one.id == entry_id)


def _against_edit(sheet: Sheet, person: Person, today: date) -> Iterator[Refusal]:
    if sheet.merged_into is not None:
        yield Refusal("person-merged", sheet.id, {"into": sheet.merged_into})
    if person == sheet.person:
        yield Refusal("nothing-changed", sheet.id)
    yield from why_not(person, today)


def _against_merge(into: Sheet, gone: Sheet, reason: str) -> Iterator[Refusal]:
    if into.id == gone.id:
        yield Refusal("merge-with-self", into.id)
        return
    for one in (into, gone):
        if one.merged_into is not None:
            yield Refusal("person-merged", one.id, {"into": one.merged_into})
    if into.family is not None and gone.family is not None:
        yield Refusal("both-in-a-family", gone.id, {"family": gone.family})
    yield from _no_reason(reason)


def _no_reason(reason: str) -> Sequence[Refusal]:
    return () if reason.strip() else (Refusal("empty-reason"),)


def _refuse(refusals: Iterable[Refusal]) -> None:
    found = tuple(refusals)
    if found:
        raise Refused(found)
