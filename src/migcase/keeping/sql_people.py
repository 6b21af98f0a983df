"""People and families in the database of the office, on the connection of its cases.

A version, and what its person is found under, change in one transaction; the key
*(person, number)* is what makes two writers safe from each other.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from migcase.errors import Conflict, MigcaseError
from migcase.judgement.mentioned import Mention
from migcase.keeping.kept import check_words
from migcase.keeping.pages import rows_wanted
from migcase.keeping.people import (
    FamilyVersion,
    InCase,
    PersonConflict,
    PersonVersion,
    Unnamed,
    UnreadablePerson,
    check_next,
)
from migcase.keeping.people_rows import PeopleRows, PlainPeopleRows, VersionRow
from migcase.keeping.people_wire import (
    read_family_version,
    read_sheet_version,
)
from migcase.keeping.sealed import FAMILY, PERSON
from migcase.keeping.sql_driver import Driver, Together
from migcase.keeping.sql_texts import KEYS, VersionTexts, people_texts_for
from migcase.keeping.wire_value import as_instant, write_instant
from migcase.people.searching import Key, keys_of

if TYPE_CHECKING:
    # A plain office needs no cipher, and they are slow to import.
    from migcase.keeping.seal.hands import Public


class SqlPeople:
    """Keep people in the database that *driver* is connected to."""

    def __init__(
        self, driver: Driver, together: Together, cover: PeopleRows | None = None
    ) -> None:
        self._cover = cover or PlainPeopleRows()
        self._driver = driver
        self._run, self._rows = driver.connection.execute, driver.rows
        self._together = together
        self._texts = people_texts_for(driver.sort)

    def sheet(self, person: str) -> PersonVersion | None:
        rows = self._rows(self._texts.person.last, (person,))
        return self._sheet(person, rows[0]) if rows else None

    def sheets(self, person: str) -> tuple[PersonVersion, ...]:
        rows = self._rows(self._texts.person.all, (person,))
        return tuple(self._sheet(person, row) for row in rows)

    def family(self, family: str) -> FamilyVersion | None:
        rows = self._rows(self._texts.family.last, (family,))
        return self._family(family, rows[0]) if rows else None

    def families(self, family: str) -> tuple[FamilyVersion, ...]:
        rows = self._rows(self._texts.family.all, (family,))
        return tuple(self._family(family, row) for row in rows)

    def write(
        self,
        people: Sequence[PersonVersion],
        families: Sequence[FamilyVersion] = (),
        *,
        readers: Collection[Public] | None = None,
    ) -> None:
        try:
            with self._together:
                # In one order, so that no two writers wait for each other.
                for person in sorted(people, key=_number):
                    self._add(self._texts.person, person, readers)
                    self._write_keys(person)
                for family in sorted(families, key=_number):
                    self._add(self._texts.family, family, readers)
        except (self._driver.taken, Conflict) as error:
            raise self._why(people, families) from error

    def find_anew(self, person: str) -> None:
        with self._together:
            version = self.sheet(person)
            if version is not None:
                self._write_keys(version)

    def under(self, kind: str, keys: Collection[str]) -> Sequence[tuple[str, str]]:
        if not keys:
            return ()
        listed = sorted(self._cover.word(kind, key) for key in keys)
        padded = (*listed, *[listed[-1]] * (len(KEYS) - len(listed)))
        found = self._rows(self._texts.under, (kind, *padded))
        return self._cover.said(kind, found)

    def people(self, *, limit: int, after: str = "") -> tuple[str, ...]:
        rows = self._rows(self._texts.people, (after, 1, rows_wanted(limit)))
        return tuple(person for (person,) in rows)

    def mention(self, case: str, mentions: Collection[Mention]) -> None:
        with self._together:
            self._run(self._texts.drop_mentions, (case,))
            for one in sorted(set(mentions)):
                row = one.person, case, one.role, one.line
                self._run(self._texts.add_mention, row)

    def cases_of(self, people: Collection[str]) -> tuple[InCase, ...]:
        found = {
            InCase(case, Mention(person, role, line))
            for person in people
            for case, role, line in self._rows(self._texts.cases_of, (person,))
        }
        return tuple(sorted(found))

    def unnamed(self, *, limit: int, after: str = "") -> tuple[Unnamed, ...]:
        rows = self._rows(self._texts.unnamed, (after, "", rows_wanted(limit)))
        return tuple(Unnamed(person, _instant(person, at)) for person, at in rows)

    def last_written(self) -> datetime | None:
        [(at,)] = self._rows(self._texts.last_written)
        return None if at is None else _instant("?", at)

    def _sheet(self, person: str, row: VersionRow) -> PersonVersion:
        body = self._cover.body(PERSON, person, row)
        return read_sheet_version(person, *row[:3], body)

    def _family(self, family: str, row: VersionRow) -> FamilyVersion:
        body = self._cover.body(FAMILY, family, row)
        return read_family_version(family, *row[:3], body)

    def _add(
        self,
        texts: VersionTexts,
        version: PersonVersion | FamilyVersion,
        readers: Collection[Public] | None,
    ) -> None:
        check_words(version.of, version.of + version.id)
        at = write_instant(version.at)
        rows = self._rows(texts.last, (version.of,))
        if version.number != (rows[0][0] if rows else 0) + 1:
            raise _taken(version)
        said = self._cover.write(version, at, readers)
        self._run(texts.add, (version.of, version.number, version.id, at, *said))

    def _write_keys(self, version: PersonVersion) -> None:
        """Write what differs of what the person was found under."""
        wanted: set[Key] = set()
        if self._cover.is_found(version.of):
            wanted = {self._cover.key(key) for key in keys_of(version.holds.person)}
        held = {Key(*row) for row in self._rows(self._texts.keys, (version.of,))}
        for text, keys in (
            (self._texts.drop_key, held - wanted),
            (self._texts.add_key, wanted - held),
        ):
            for key in sorted(keys):
                self._run(text, (key.kind, key.key, key.said, version.of))

    def _why(
        self, people: Sequence[PersonVersion], families: Sequence[FamilyVersion]
    ) -> MigcaseError:
        """Return why the versions could not be added: the first that does not fit."""
        try:
            for person in people:
                check_next(person, self.sheets(person.of))
            for family in families:
                check_next(family, self.families(family.of))
        except MigcaseError as found:
            return found
        return _taken(people[0] if people else families[0])


def _instant(person: str, at: str) -> datetime:
    try:
        return as_instant(at)
    except (MigcaseError, ValueError):
        values = {"person": person, "number": "?", "reason": "damaged."}
        raise UnreadablePerson(values) from None


def _number(version: PersonVersion | FamilyVersion) -> str:
    return version.of


def _taken(version: PersonVersion | FamilyVersion) -> PersonConflict:
    return PersonConflict({"person": version.of, "number": version.number})
