"""The office's log and the readings in the database of the office, chained and signed.

A line is written in one transaction with nothing else, or inside one that is going on.
"""

from __future__ import annotations

import attrs

from migcase.keeping.chains import NOTHING, OFFICE, READING, Ink, Line
from migcase.keeping.office_log import LogConflict, clash
from migcase.keeping.office_wire import (
    read_office,
    read_reading,
    write_office,
    write_reading,
)
from migcase.keeping.sql_driver import Driver, Together
from migcase.keeping.sql_texts import log_texts_for
from migcase.roster.events import OfficeEntry, Reading


class _Rows:
    """What both have in common: a connection, statements, and ink."""

    def __init__(self, driver: Driver, together: Together, ink: Ink | None) -> None:
        self._driver = driver
        self._run, self._rows = driver.connection.execute, driver.rows
        self._together = together
        self._ink = ink
        self._texts = log_texts_for(driver.sort)

    def _signed(self, line: Line, before: bytes, sort: str) -> Line:
        found = line.hash_after(before, sort)
        signature = None if self._ink is None else self._ink.sign(found)
        return attrs.evolve(line, hash=found, signature=signature)


class SqlOfficeLog(_Rows):
    """Keep the office's log in the database that *driver* is connected to."""

    def entries(self, after: int = 0) -> tuple[OfficeEntry, ...]:
        return tuple(read_office(line, self._ink) for line in self.lines(after))

    def lines(self, after: int = 0) -> tuple[Line, ...]:
        rows = self._rows(self._texts.office_lines, (after,))
        return tuple(
            Line("", number, id_, at, "", body, _bytes(hash_), _maybe(signature))
            for number, id_, at, body, hash_, signature in rows
        )

    def append(self, entry: OfficeEntry) -> None:
        line = write_office(entry, self._ink)
        try:
            with self._together:
                before = self.lines(entry.number - 2)[:1]
                if entry.number != (before[0].number if before else 0) + 1:
                    raise LogConflict({"number": entry.number})
                last = before[0].hash if before else NOTHING
                line = self._signed(line, last, OFFICE)
                row = line.number, line.id, line.at, line.body
                self._run(self._texts.add_office, (*row, line.hash, line.signature))
        except (self._driver.taken, LogConflict):
            same = [one for one in self.entries() if one.id == entry.id]
            if same:
                raise clash(entry, same[0]) from None
            raise LogConflict({"number": entry.number}) from None


class SqlReadings(_Rows):
    """Keep who read what in the database that *driver* is connected to."""

    def last(self, reader: str) -> int:
        [(number,)] = self._rows(self._texts.last_reading, (reader,))
        return int(number or 0)

    def append(self, reading: Reading) -> None:
        line = write_reading(reading, self._ink)
        try:
            with self._together:
                before = self.lines(reading.reader, reading.number - 2)[:1]
                if reading.number != (before[0].number if before else 0) + 1:
                    raise LogConflict({"number": reading.number})
                last = before[0].hash if before else NOTHING
                line = self._signed(line, last, READING)
                row = line.chain, line.number, line.id, line.at, line.of, line.body
                self._run(self._texts.add_reading, (*row, line.hash, line.signature))
        except self._driver.taken:
            raise LogConflict({"number": reading.number}) from None

    def of(self, record: str) -> tuple[Reading, ...]:
        rows = self._rows(self._texts.readings_of, (record,))
        return tuple(read_reading(_line(*row), self._ink) for row in rows)

    def by(self, reader: str) -> tuple[Reading, ...]:
        return tuple(read_reading(line, self._ink) for line in self.lines(reader))

    def readers(self) -> tuple[str, ...]:
        return tuple(reader for (reader,) in self._rows(self._texts.readers))

    def lines(self, reader: str, after: int = 0) -> tuple[Line, ...]:
        rows = self._rows(self._texts.readings_by, (reader, after))
        return tuple(_line(*row) for row in rows)


def _line(
    reader: str,
    number: int,
    id_: str,
    at: str,
    of: str,
    body: str,
    hash_: bytes,
    signature: bytes | None,
) -> Line:
    who = reader, number, id_, at, of, body
    return Line(*who, _bytes(hash_), _maybe(signature))


def _bytes(found: bytes) -> bytes:
    return bytes(found)  # psycopg gives a memoryview in some versions


def _maybe(found: bytes | None) -> bytes | None:
    return None if found is None else bytes(found)
