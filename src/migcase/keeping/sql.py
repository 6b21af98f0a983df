"""Case files in a database: SQLite for one machine, PostgreSQL for an office.

Entry, case row and open work change in one transaction.  What makes writers safe
from each other is the key *(case, number)*: nothing is locked while people think.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from migcase.casefile.events import Assigned, Entry
from migcase.errors import Conflict, MigcaseError
from migcase.judgement.work import Task, TaskKey, Work
from migcase.keeping.chains import Ink, ink_of
from migcase.keeping.kept import (
    CaseRow,
    Count,
    Definition,
    Kept,
    Reached,
    Row,
    UnreadableEntry,
    check_same,
    check_work,
    check_writable,
    clash,
    counted_as,
    serial_of,
)
from migcase.keeping.pages import rows_wanted
from migcase.keeping.rows import PlainRows, Rows
from migcase.keeping.seal.chain import NOTHING
from migcase.keeping.sealed import of_case
from migcase.keeping.sql_agenda import START, Agenda
from migcase.keeping.sql_deliveries import SqlDeliveries
from migcase.keeping.sql_driver import Driver, Together
from migcase.keeping.sql_office_log import SqlOfficeLog, SqlReadings
from migcase.keeping.sql_open import opened
from migcase.keeping.sql_sqlite import Synchronous
from migcase.keeping.sql_texts import COUNTED, LISTED, asked_for, texts_for
from migcase.keeping.sql_work import work_rows
from migcase.keeping.wire_case import read_work, write_work
from migcase.keeping.wire_value import write_instant

if TYPE_CHECKING:
    # A plain office needs no cipher, and they are slow to import.
    from migcase.keeping.seal.hands import Public
    from migcase.keeping.seal.keyring import Keyring
    from migcase.keeping.sql_erasure import SqlErasing
    from migcase.keeping.sql_people import SqlPeople
    from migcase.keeping.sql_proof import SqlProof
    from migcase.keeping.sql_renewing import SqlRenewing
    from migcase.keeping.sql_vault import Vault

# What is read of the row of a case: its last number, body, work, and what is sealed.
_Row = tuple[int, str, str, bytes | None]

# What is written of it: its last instant, body, work, what is sealed, its last hash.
_Written = tuple[str, str, str, bytes | None, bytes]

LAST = 2**31 - 1
# How many cases are remembered as they were read: those of a busy day.
LATELY = 256


class SqlRegister:
    """Keep case files in a database; one register for each thread."""

    def __init__(self, driver: Driver, keys: Keyring | None = None) -> None:
        self._driver = driver
        self._keys = keys
        self._run, self._rows = driver.connection.execute, driver.rows
        self._texts = texts_for(driver.sort)
        self._together = Together(driver)
        self._cover: Rows = PlainRows()
        self.vault: Vault | None = None
        if keys is not None:
            # Ciphers are slow to import.
            from migcase.keeping.sealed_rows import SealedRows
            from migcase.keeping.sql_vault import Vault

            self.vault = Vault(driver, self._together, keys)
            self._cover = SealedRows(self.vault)
        # What rows say that were read or written lately, by case. It is looked up
        # by the text of the row, so it cannot be out of date.
        self._lately: dict[str, tuple[_Row, Kept]] = {}

    @classmethod
    def open(
        cls,
        place: str | Path,
        *,
        keys: Keyring | None = None,
        synchronous: Synchronous = "full",
        patience: float = 30.0,
    ) -> SqlRegister:
        """Open the file or the postgresql:// URL *place*; raise `BadRegister`.

        It must be there already, with the tables of this migcase: `migrate` makes
        both.  *keys* are those of whoever works in an office that is encrypted;
        *patience* is for how many seconds a write waits for another's.
        """
        return cls(opened(place, synchronous, patience, keys), keys)

    @cached_property
    def people(self) -> SqlPeople:
        # Many commands need none of its statements.
        from migcase.keeping.sql_people import SqlPeople

        if self.vault is None:
            return SqlPeople(self._driver, self._together)
        from migcase.keeping.sealed_people_rows import SealedPeopleRows

        cover = SealedPeopleRows(self.vault)
        return SqlPeople(self._driver, self._together, cover)

    @cached_property
    def office_log(self) -> SqlOfficeLog:
        return SqlOfficeLog(self._driver, self._together, self._ink)

    @cached_property
    def readings(self) -> SqlReadings:
        return SqlReadings(self._driver, self._together, self._ink)

    @cached_property
    def _ink(self) -> Ink | None:
        if self.vault is None:
            return None
        vault = self.vault
        return ink_of(self._keys, lambda: vault.former_reasons)

    @cached_property
    def deliveries(self) -> SqlDeliveries:
        return SqlDeliveries(self._driver, self._together)

    @cached_property
    def erasing(self) -> SqlErasing | None:
        if self.vault is None:
            return None
        from migcase.keeping.sql_erasure import SqlErasing

        return SqlErasing(self._driver, self._together, self.vault)

    @cached_property
    def renewing(self) -> SqlRenewing | None:
        if self.vault is None:
            return None
        from migcase.keeping.sql_renewing import SqlRenewing

        return SqlRenewing(self._driver, self.vault)

    @cached_property
    def proof(self) -> SqlProof:
        # It loads ciphers, which a plain office needs for nothing else.
        from migcase.keeping.sql_proof import SqlProof

        key = None if self._keys is None else self._keys.file_key
        if self.vault is not None and self._driver.sort == "postgresql":
            # The server locks what opens everything else, which a snapshot may not.
            self.vault.open_store()
        return SqlProof(self._driver, self._together, key)

    @property
    def in_transaction(self) -> bool:
        return self._together.going_on

    def kept(self, case: str) -> Kept | None:
        rows = self._rows(self._texts.kept, (case,))
        if not rows:
            return None
        return self._read(case, rows[0])

    def entries(
        self, case: str, after: int = 0, until: int | None = None
    ) -> tuple[Entry, ...]:
        last = LAST if until is None else until
        rows = self._rows(self._texts.entries, (case, after, last))
        return tuple(self._cover.read_entry(row) for row in rows)

    def entry(self, case: str, entry_id: str) -> Entry | None:
        rows = self._rows(self._texts.entry, (case, entry_id))
        return self._cover.read_entry(rows[0]) if rows else None

    def opening(self, entry_id: str) -> Entry | None:
        rows = self._rows(self._texts.opening, (entry_id,))
        return self._cover.read_entry(rows[0]) if rows else None

    def append(
        self,
        kept: Kept,
        entry: Entry,
        before: Work | None,
        definition: Definition | None = None,
        readers: Collection[Public] | None = None,
    ) -> None:
        check_writable(kept, entry)
        at, work = write_instant(entry.at), write_work(kept.work)
        place = entry.case, entry.number, entry.id, at
        if isinstance(entry.event, Assigned):
            before = None  # the assignee stands in every row
        try:
            with self._together:
                if definition is not None:
                    self._define(definition)
                now = self._cover.write_entry(entry, self._before(entry), readers)
                written = now.body, now.sealed, now.hash, now.signature
                self._run(self._texts.add_entry, (*place, *written))
                body, sealed = self._cover.write_case(kept.case)
                row = at, body, work, sealed, now.hash
                self._write_case(kept, before, row)
                self._write_work(kept, before)
                if entry.number > 1 or kept.work.reached:
                    self._write_milestones(kept, before)
        except self._driver.taken:
            raise self._taken(entry) from None
        self._remember((kept.case.number, body, work, sealed), kept)

    def readers(self, case: str) -> tuple[str, ...]:
        return () if self.vault is None else self.vault.readers(of_case(case))

    def share(self, case: str, reader: Public) -> None:
        if self.vault is not None:
            self.vault.share(of_case(case), reader)

    def transaction(self) -> AbstractContextManager[None]:
        return self._together

    def rework(self, case: str, number: int, work: Work) -> bool:
        check_work(case, work)
        look_on = None if work.look_on is None else work.look_on.isoformat()
        row = (work.status, work.stage, look_on, write_work(work), case, number)
        with self._together:
            if self._run(self._texts.rework_case, row).rowcount != 1:
                return False
            kept = self.kept(case)
            assert kept is not None  # its row was just written
            self._write_work(kept, None)
            self._write_milestones(kept, None)
        return True

    def files(self, *, limit: int, after: str = "") -> tuple[str, ...]:
        rows = self._rows(self._texts.files, (after, rows_wanted(limit)))
        return tuple(case for (case,) in rows)

    def rebuild(self, case: str, made: Callable[[tuple[Entry, ...]], Kept]) -> None:
        with self._together:
            self._run(self._texts.hold_case, (case,))
            entries = self.entries(case)
            kept = made(entries)
            check_writable(kept, entries[-1])
            at = write_instant(entries[-1].at)
            body, sealed = self._cover.write_case(kept.case)
            work, now = write_work(kept.work), self._hash(case, len(entries))
            row = at, body, work, sealed, now
            self._run(self._texts.whole_case, _whole_row(kept, row))
            self._write_work(kept, None)
            self._write_milestones(kept, None)
        self._remember((kept.case.number, body, work, sealed), kept)

    def stale(self, today: date, limit: int) -> tuple[str, ...]:
        asked = today.isoformat(), rows_wanted(limit)
        rows = self._rows(self._texts.stale, asked)
        return tuple(case for (case,) in rows)

    def agenda(
        self,
        roles: Collection[str] | None,
        assignee: str | None,
        *,
        today: date,
        limit: int,
        programme: str | None = None,
        after: Row | None = None,
    ) -> tuple[Row, ...]:
        many = rows_wanted(limit)
        asked = Agenda(self._rows, self._texts, today, many, programme)
        return asked.rows(roles, assignee, START if after is None else after.place)

    def cases(
        self,
        *,
        limit: int,
        programme: str | None = None,
        status: str | None = None,
        stage: str | None = None,
        assignee: str | None = None,
        project: str | None = None,
        after: str | None = None,
    ) -> tuple[CaseRow, ...]:
        asked = (programme, status, stage, assignee, project)
        names, values = asked_for(dict(zip(LISTED, asked, strict=True)))
        row = after or "", *values, rows_wanted(limit)
        rows = self._rows(self._texts.lists[names], row)
        return tuple(_case_row(*row) for row in rows)

    def counts(self, project: str | None = None) -> tuple[Count, ...]:
        if project is None:
            rows = self._rows(self._texts.counts)
        else:
            rows = self._rows(self._texts.counts_of, (project,))
        return tuple(Count(*row) for row in rows)

    def reached(
        self,
        *,
        programme: str | None = None,
        project: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Reached, ...]:
        days = (None if day is None else day.isoformat() for day in (since, until))
        asked = (programme, project, *days)
        names, values = asked_for(dict(zip(COUNTED, asked, strict=True)))
        rows = self._rows(self._texts.milestones[names], values)
        return tuple(Reached(*row) for row in rows)

    def next_serial(self, office: str, year: int) -> int:
        prefix = f"{office}-{year:02}-"
        ends = prefix, f"{prefix[:-1]}."  # the full stop comes after the hyphen
        [(last,)] = self._rows(self._texts.last_number, ends)
        serial = serial_of(last or "", prefix)
        if last is not None and (serial == 0 or serial >= 99_999):
            # Text order misleads where one number is longer than the others.
            rows = self._rows(self._texts.numbers, ends)
            serial = max(serial_of(case, prefix) for (case,) in rows)
        return serial + 1

    def definition(self, key: str, version: int) -> Definition | None:
        rows = self._rows(self._texts.definition, (key, version))
        return Definition(*rows[0]) if rows else None

    def definitions(self) -> tuple[Definition, ...]:
        return tuple(Definition(*row) for row in self._rows(self._texts.definitions))

    def close(self) -> None:
        try:
            self._driver.connection.close()
        except self._driver.errors as error:
            raise self._driver.why(error) from error

    def _read(self, case: str, row: _Row) -> Kept:
        known = self._lately.get(case)
        if known is not None and known[0] == row:
            return known[1]
        number, body, work, sealed = row
        read = self._cover.read_case(case, number, body, sealed)
        kept = Kept(read, read_work(case, work))
        self._remember(row, kept)
        return kept

    def _remember(self, row: _Row, kept: Kept) -> None:
        self._lately.pop(kept.case.id, None)
        self._lately[kept.case.id] = row, kept
        if len(self._lately) > LATELY:
            del self._lately[next(iter(self._lately))]

    def _written(self, case: str, work: Work) -> str:
        """Return what *work* is in a row: as it was read, where it was."""
        lately = self._lately.get(case)
        if lately is not None and lately[1].work is work:
            return lately[0][2]
        return write_work(work)

    def _before(self, entry: Entry) -> bytes:
        """Return the hash of the entry before *entry*; raise `Conflict`."""
        if entry.number == 1:
            return NOTHING
        return self._hash(entry.case, entry.number - 1)

    def _hash(self, case: str, number: int) -> bytes:
        rows = self._rows(self._texts.hash_of, (case, number))
        if not rows:
            raise Conflict({"case": case, "number": number + 1})
        if rows[0][0] is None:
            values = {"case": case, "number": number}
            raise UnreadableEntry({**values, "reason": "it has lost its hash."})
        return bytes(rows[0][0])

    def _define(self, given: Definition) -> None:
        kept = self.definition(given.key, given.version)
        if kept is None:
            row = given.key, given.version, given.fingerprint, given.body
            self._run(self._texts.add_definition, row)
            kept = self.definition(given.key, given.version)
        check_same(kept or given, given)

    def _write_case(self, kept: Kept, before: Work | None, row: _Written) -> None:
        """Write the row of the case."""
        case, work, number = kept.case, kept.work, kept.case.number
        if number == 1:
            self._run(self._texts.add_case, _whole_row(kept, row))
            return
        place = _place(kept)
        key = case.id, number - 1
        values: tuple[object, ...]
        if before is None:
            text, values = self._texts.reset_case, (number, *place, *row, *key)
        elif _stands(before) != _stands(work):
            stood = self._written(case.id, before)
            text, values = self._texts.change_case, (number, *place, *row, *key, stood)
        else:
            stood = self._written(case.id, before)
            text, values = self._texts.follow_case, (number, *row, *key, stood)
        if self._run(text, values).rowcount != 1:
            raise Conflict({"case": case.id, "number": number})

    def _write_work(self, kept: Kept, before: Work | None) -> None:
        """Write what differs from *before*, or everything if that is not known."""
        run, case, tasks = self._run, kept.case.id, kept.work.tasks
        known: Mapping[TaskKey, Task] = {}
        if before is not None:
            known = before.tasks
        else:
            run(self._texts.drop_work, (case,))
        same = {place for place, task in tasks.items() if known.get(place) == task}
        for place in known:
            if place not in same:
                kind, key, line = place
                run(self._texts.drop_task, (case, kind, key, line or ""))
        for place, task in tasks.items():
            if place not in same:
                for row in work_rows(kept, task):
                    run(self._texts.add_work, row)

    def _write_milestones(self, kept: Kept, before: Work | None) -> None:
        """Write the milestones of the case, unless they are those of *before*."""
        run, case, reached = self._run, kept.case, kept.work.reached
        if before is not None and before.reached == reached:
            return
        run(self._texts.drop_milestones, (case.id,))
        who = case.programme, case.project, counted_as(case)
        for key, on in reached.items():
            run(self._texts.add_milestone, (case.id, key, on.isoformat(), *who))

    def _taken(self, entry: Entry) -> MigcaseError:
        """Return why *entry* could not be added: its line or its id is taken."""
        same = self.opening(entry.id) if entry.number == 1 else None
        if same is not None and same.case != entry.case:
            return Conflict({"case": same.case, "number": 1})
        if not self._rows(self._texts.line, (entry.case, entry.number)):
            written = self.entry(entry.case, entry.id)
            if written is not None:
                return clash(entry, written)
        return Conflict({"case": entry.case, "number": entry.number})


def _place(kept: Kept) -> tuple[str, str, str | None, str | None]:
    case, work = kept.case, kept.work
    look = None if work.look_on is None else work.look_on.isoformat()
    return work.status, work.stage, case.assignee, look


def _whole_row(kept: Kept, row: _Written) -> tuple[object, ...]:
    """Return all columns of a case."""
    case, (at, body, work, *more) = kept.case, row
    head = case.id, case.number, case.programme, case.version
    said = case.on.isoformat(), at, body, work, case.project
    return (*head, *_place(kept), *said, *more)


def _stands(work: Work) -> tuple[str, str, date | None]:
    return work.status, work.stage, work.look_on


def _case_row(
    case: str,
    programme: str,
    version: int,
    status: str,
    stage: str,
    who: str | None,
    on: str,
    at: str,
    project: str | None,
) -> CaseRow:
    day, instant = date.fromisoformat(on), datetime.fromisoformat(at)
    return CaseRow(case, programme, version, status, stage, who, day, instant, project)
