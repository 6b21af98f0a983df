"""Where the office's log and the readings are kept: two protocols, and in memory.

Lines are only ever added.  The key *(chain, number)* is what makes two writers safe
from each other: whoever loses reads again.  Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import attrs

from migcase.errors import Conflict, Repeated
from migcase.keeping.chains import NOTHING, OFFICE, READING, Line
from migcase.keeping.office_wire import (
    read_office,
    read_reading,
    write_office,
    write_reading,
)
from migcase.roster.events import OfficeEntry, Reading


class LogConflict(Conflict):
    """Somebody else wrote the same line of the office's log, or of readings, first."""

    code = "log-conflict"
    sentence = "Line {number} of the office's log was written by somebody else."


class OfficeLog(Protocol):
    """What every register promises of the office's log."""

    def entries(self, after: int = 0) -> tuple[OfficeEntry, ...]:
        """Return the entries numbered above *after*, oldest first."""

    def lines(self, after: int = 0) -> tuple[Line, ...]:
        """Return the same as they are kept, to be verified."""

    def append(self, entry: OfficeEntry) -> None:
        """Add *entry*, signed where the register has a hand to sign with.

        Raise `LogConflict` if it is not the next one or its id is there with the
        same content, `Repeated` if that is another.
        """


class Readings(Protocol):
    """What every register promises of who read what."""

    def last(self, reader: str) -> int:
        """Return the number of the last reading of *reader*, 0 if there is none."""

    def append(self, reading: Reading) -> None:
        """Add *reading*; raise `LogConflict` if it is not the next of its reader."""

    def of(self, record: str) -> tuple[Reading, ...]:
        """Return who read what of a case or a person, by instant."""

    def by(self, reader: str) -> tuple[Reading, ...]:
        """Return what *reader* read, oldest first."""

    def readers(self) -> tuple[str, ...]:
        """Return the names of all who have read anything, in order."""

    def lines(self, reader: str, after: int = 0) -> tuple[Line, ...]:
        """Return what *reader* read as it is kept, to be verified."""


class MemoryOfficeLog:
    """Keep the office's log in memory; unsigned."""

    def __init__(self) -> None:
        self._lines: tuple[Line, ...] = ()

    def entries(self, after: int = 0) -> tuple[OfficeEntry, ...]:
        return tuple(read_office(line, None) for line in self._lines[after:])

    def lines(self, after: int = 0) -> tuple[Line, ...]:
        return self._lines[after:]

    def append(self, entry: OfficeEntry) -> None:
        same = [one for one in self.entries() if one.id == entry.id]
        if same:
            raise clash(entry, same[0])
        if entry.number != len(self._lines) + 1:
            raise LogConflict({"number": entry.number})
        line = write_office(entry, None)
        self._lines = (*self._lines, chained(line, self._lines, OFFICE))

    def state(self) -> tuple[Line, ...]:
        """Return all that is kept, to go back to it if what follows fails."""
        return self._lines

    def restore(self, state: tuple[Line, ...]) -> None:
        """Go back to what `state` returned."""
        self._lines = state


class MemoryReadings:
    """Keep who read what in memory; unsigned."""

    def __init__(self) -> None:
        self._lines: dict[str, tuple[Line, ...]] = {}

    def last(self, reader: str) -> int:
        return len(self._lines.get(reader, ()))

    def append(self, reading: Reading) -> None:
        before = self._lines.get(reading.reader, ())
        taken = any(one.id == reading.id for one in before)
        if reading.number != len(before) + 1 or taken:
            raise LogConflict({"number": reading.number})
        line = write_reading(reading, None)
        self._lines[reading.reader] = (*before, chained(line, before, READING))

    def of(self, record: str) -> tuple[Reading, ...]:
        found = (line for lines in self._lines.values() for line in lines)
        asked = (read_reading(line, None) for line in found if line.of == record)
        return tuple(sorted(asked, key=_when))

    def by(self, reader: str) -> tuple[Reading, ...]:
        return tuple(read_reading(line, None) for line in self.lines(reader))

    def readers(self) -> tuple[str, ...]:
        return tuple(sorted(self._lines))

    def lines(self, reader: str, after: int = 0) -> tuple[Line, ...]:
        return self._lines.get(reader, ())[after:]

    def state(self) -> Mapping[str, tuple[Line, ...]]:
        """Return all that is kept, to go back to it if what follows fails."""
        return dict(self._lines)

    def restore(self, state: Mapping[str, tuple[Line, ...]]) -> None:
        """Go back to what `state` returned."""
        self._lines = dict(state)


def chained(line: Line, before: Sequence[Line], sort: str) -> Line:
    """Return *line* with the hash that it has after those *before*."""
    last = before[-1].hash if before else NOTHING
    return attrs.evolve(line, hash=line.hash_after(last, sort))


def clash(entry: OfficeEntry, taken: OfficeEntry) -> Conflict | Repeated:
    """Return why *entry* cannot be kept where *taken* has its id already."""
    if (entry.event, entry.by) == (taken.event, taken.by):
        return LogConflict({"number": taken.number})
    return Repeated({"id": entry.id, "number": taken.number})


def _when(reading: Reading) -> tuple[str, str, int]:
    return reading.at.isoformat(), reading.reader, reading.number
