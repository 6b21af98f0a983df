"""What the office shows of people: who was meant, all of one, who may be the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nsmallest
from itertools import islice, pairwise

import attrs
from attrs import frozen

from migcase.keeping.kept import CaseRow, case_row
from migcase.keeping.pages import rows_wanted
from migcase.keeping.people import FamilyVersion, PersonVersion
from migcase.keeping.register import Register
from migcase.office.guard import Guard
from migcase.office.pairs import Pair, all_pairs, pairs_of
from migcase.office.person_door import PAGE_OPENED, PersonDoor
from migcase.office.readable import all_people, kept_if_readable, sheet_if_readable
from migcase.office.reveals import Reveals
from migcase.office.scribe import Scribe
from migcase.people.finding import Hit, found
from migcase.people.person import Person
from migcase.people.sheet import Sheet, united
from migcase.roster import rights

# How many with a name alike are looked at before the likeliest are shown.
AT_MOST = 200


@frozen
class Found:
    """Somebody who was probably meant, how likely (0 to 1), and by what."""

    person: Person
    score: float
    by: str


@frozen
class PersonCase:
    """A case that a person is in: how it stands, their roles and lines in it."""

    row: CaseRow
    roles: tuple[str, ...]
    lines: tuple[str, ...]


@frozen
class PersonPage:
    """All that the office knows of one person.

    *person* is what all *sheets* say together: the first is their own, the others
    were merged into it.  *number* is the version that whoever edits them has seen.
    """

    person: Person
    number: int
    sheets: tuple[Sheet, ...]
    family: FamilyVersion | None
    cases: tuple[PersonCase, ...]


class Pages:
    """Everything about people that is only read.

    In an office with keys, how somebody is reached and which papers they have is
    masked until it is asked for: `reveal`.
    """

    def __init__(
        self, register: Register, scribe: Scribe, guard: Guard, reveals: Reveals
    ) -> None:
        self._register = register
        self._read = scribe
        self._reveals = reveals
        self._door = PersonDoor(register, guard)

    def sheet(self, person: str) -> PersonVersion:
        """Return the last version of a person; raise `NoSuchPerson`."""
        return self._door.version(self._read.sheet(person))

    def versions(self, person: str) -> tuple[PersonVersion, ...]:
        """Return every version of a person, oldest first."""
        of = self._read.sheet(person).of
        return tuple(map(self._door.version, self._register.people.sheets(of)))

    def check(self, person: str, act: str) -> None:
        """Raise `NotAllowed` unless whoever asks may do *act* with a person."""
        self._door.check(self._read.sheet(person).holds, act)

    def to_correct(
        self, person: str, *, reason: str, sent: str | None = None
    ) -> PersonVersion:
        """Return the last version of a person in clear, to be put right.

        What was put right under the id *sent* already is not: it is being sent again.
        It is written down that whoever asks saw it; nothing is returned otherwise.
        """
        found = self._read.sheet(person)
        for before, after in pairwise(self._register.people.sheets(found.of)):
            if after.id == sent:
                found = before
        self._door.check(found.holds, rights.WRITE)
        self._seen(found.of, self._door.closed(found.holds), reason)
        return found

    def named(self, person: str) -> Person:
        """Return who a person is, as a list shows them; raise `NoSuchPerson`."""
        return self._door.listed(self._read.sheet(person).holds)

    def find(self, text: str, *, limit: int = 20) -> tuple[Found, ...]:
        """Return whom *text* may mean: any spelling, a phone, a paper, a reference.

        Somebody who was merged is found as whom they were merged into.  Of somebody
        who concerns nobody who asks, the number alone is told.
        """
        self._door.guard.check(rights.FIND)
        many = rows_wanted(limit)
        best: dict[str, Found] = {}
        for hit in self._hits(text.strip(), 2 * many):
            version = self._sheet(hit.person)
            if version is None or len(best) == many:
                continue
            found = self._door.listed(self._whole(version).holds)
            best.setdefault(found.id, Found(found, hit.score, hit.by))
        return tuple(best.values())

    def show(self, person: str) -> PersonPage:
        """Return all that is known of a person, their cases in all programmes too.

        Asked for somebody who was merged, it shows whom they were merged into.  That
        their page was opened is written down where the office has keys.
        """
        version = self._whole(self._read.sheet(person))
        self._door.check(version.holds, rights.READ)
        self._seen(version.of, (PAGE_OPENED,), PAGE_OPENED)
        return self._page(version, tuple(self._together(version.holds)), masked=True)

    def reveal(self, person: str, *, reason: str) -> PersonPage:
        """Return the same with contacts, papers and references in clear.

        It is written down that whoever asks saw them; nothing is returned otherwise.
        """
        version = self._whole(self._read.sheet(person))
        sheets = tuple(self._together(version.holds))
        self._door.check(version.holds, rights.REVEAL)
        what = {part for one in sheets for part in self._door.closed(one)}
        self._seen(version.of, (PAGE_OPENED, *sorted(what)), reason)
        return self._page(version, sheets, masked=False)

    def _page(
        self, version: PersonVersion, sheets: tuple[Sheet, ...], *, masked: bool
    ) -> PersonPage:
        if masked:
            sheets = tuple(map(self._door.sheet, sheets))
        families = (sheet.family for sheet in sheets if sheet.family is not None)
        family = next(families, None)
        return PersonPage(
            united(sheets[0], sheets[1:]),
            version.number,
            sheets,
            None if family is None else self._read.family(family),
            tuple(self._cases(sheets)),
        )

    def candidates(self, person: str, *, limit: int = 20) -> tuple[Pair, ...]:
        """Return who may be the same as *person*, the likeliest first."""
        sheet = self._whole(self._read.sheet(person)).holds
        self._door.check(sheet, rights.READ)
        many = rows_wanted(limit)
        found = pairs_of(sheet, self._register.people, AT_MOST)
        return tuple(islice(filter(self._known, found), many))

    def pairs(self, *, limit: int = 100) -> tuple[Pair, ...]:
        """Return who of all people may be one, the likeliest first, each pair once.

        Every person is read; `candidates` is quicker, and more thorough, for one.
        """
        self._door.guard.check(rights.FIND)
        many = rows_wanted(limit)
        pairs = filter(self._known, all_pairs(self._all()))
        return tuple(nsmallest(many, pairs, key=lambda pair: (-pair.score, pair.one)))

    def _known(self, pair: Pair) -> bool:
        """Tell whether both of a pair concern whoever asks."""
        return all(self._door.knows(one) for one in (pair.one, pair.other))

    def _seen(self, of: str, what: Sequence[str], reason: str) -> None:
        """Write down what is about to be shown; in a training office, nothing is."""
        if self._door.guard.enforces and what:
            self._reveals.written(of, what, reason)

    def _all(self) -> Iterator[Sheet]:
        versions = map(self._sheet, all_people(self._register.people))
        return (one.holds for one in versions if one is not None)

    def _hits(self, text: str, most: int) -> Iterator[Hit]:
        register = self._register.people
        if register.sheet(text) is not None:
            yield Hit(text, 1.0, "number")
        yield from found(text, register.under, most)

    def _whole(self, version: PersonVersion) -> PersonVersion:
        """Return the sheet that *version* was merged into in the end.

        Where that was erased, the last that was not.
        """
        while version.holds.merged_into is not None:
            into = self._sheet(version.holds.merged_into)
            if into is None:
                break
            version = into
        return version

    def _together(self, sheet: Sheet) -> Iterator[Sheet]:
        """Yield *sheet* and all that were merged into it, but who was erased."""
        yield sheet
        for other in map(self._sheet, sheet.took_in):
            if other is not None:
                yield from self._together(other.holds)

    def _sheet(self, person: str) -> PersonVersion | None:
        return sheet_if_readable(self._register.people, person)

    def _cases(self, sheets: Sequence[Sheet]) -> Iterator[PersonCase]:
        """Yield the cases that any of *sheets* is in, the last opened first."""
        found: dict[str, PersonCase] = {}
        for one in self._register.people.cases_of([sheet.id for sheet in sheets]):
            kept = kept_if_readable(self._register, one.case)
            if kept is None or not self._door.lists(kept.case):
                continue
            known = found.get(one.case) or PersonCase(case_row(kept), (), ())
            roles = dict.fromkeys((*known.roles, one.mention.role))
            lines = dict.fromkeys(filter(None, (*known.lines, one.mention.line)))
            both = attrs.evolve(known, roles=tuple(roles), lines=tuple(lines))
            found[one.case] = both
        yield from sorted(found.values(), key=lambda each: each.row.on, reverse=True)
