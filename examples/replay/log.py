"""A log of events, as rows: one CSV, gzipped or not, read line by line.

It knows the format, not the procedures: what an activity means is said by the
programme's own file, next to the programme. Logs are exported with commas, semicolons
or tabs, and their columns go by the names of eventdataR or of XES; that makes no
difference. It repairs nothing. A value comes out as it was written, because a fault
of the log is a finding of the replay.
"""

from __future__ import annotations

import csv
import gzip
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import TextIO

from attrs import frozen

from migcase.calendar import day_of
from migcase.errors import MigcaseError

CASE = "case_id"
ACTIVITY = "activity"
LIFECYCLE = "lifecycle"
RESOURCE = "resource"
TIMESTAMP = "timestamp"
# What each is called, in small letters; the first that a log has is meant.
NAMES = {
    CASE: ("case_id", "case:concept:name", "case id", "caseid"),
    ACTIVITY: ("activity", "concept:name"),
    LIFECYCLE: ("lifecycle", "lifecycle:transition"),
    RESOURCE: ("resource", "org:resource", "org:group"),
    TIMESTAMP: ("timestamp", "time:timestamp", "complete timestamp"),
}
NEEDED = (CASE, ACTIVITY, TIMESTAMP)
BETWEEN = ",;\t"
# A longer line is no row: it is what a packed file of nothing but noise becomes.
LONGEST_LINE = 1_000_000
# Whatever is counted from a day needs days on both sides of it.
EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)


class UnreadableLog(MigcaseError):
    """The file is not a CSV in UTF-8, or only a part of one."""

    code = "unreadable-log"
    sentence = "{file} cannot be read as a log: {reason}. Give a .csv or .csv.gz file."


class MissingColumns(MigcaseError):
    """The first line of the file does not name what every log must have."""

    code = "missing-columns"
    sentence = "{file} has no column {columns}: its first line must name them."


class ColumnTwice(MigcaseError):
    """The first line of the file names one column twice."""

    code = "column-twice"
    sentence = "{file} has two columns {columns}: rename one, or leave it out."


class EmptyLog(MigcaseError):
    """The file has its first line and nothing more."""

    code = "empty-log"
    sentence = "{file} names its columns and has no event. Export it again."


class BadRow(MigcaseError):
    """One line of the file cannot be an event."""

    code = "bad-row"
    sentence = "{file}, line {line}: {column} is {found!r}. {expected}"


@frozen
class Row:
    """One event of a log; *values* holds only the cells that say something.

    *resource* is None where nobody was recorded; the names of *values* are in small
    letters. "NA" is a text like any other: one case in two of the logs is called that.
    """

    line: int
    case: str
    activity: str
    lifecycle: str
    resource: str | None
    at: datetime
    values: Mapping[str, str]

    def on(self, zone: str = "UTC") -> date:
        """Give the day of the office.

        UTC unless another zone is named: the fines all stand at midnight UTC, so they
        are days already, and a zone west of Greenwich would move each to the day
        before.
        """
        return day_of(self.at, zone)


def read(path: Path) -> Iterator[Row]:
    """Yield the rows of the log at *path*, in the order of the file."""
    try:
        with _opened(path) as text:
            yield from _rows(_lines(text, path), path.name)
    except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
        raise _unreadable(path, "its end is missing or damaged") from fault
    except UnicodeDecodeError as fault:
        raise _unreadable(path, "its text is not UTF-8") from fault
    except csv.Error as fault:
        raise _unreadable(path, "its quotes or columns are damaged") from fault
    except OSError as fault:
        reason = fault.strerror or "the file could not be opened"
        raise _unreadable(path, reason) from fault


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Give *rows* as time went by; the same instant keeps the order of the file.

    The sort is stable on purpose: hundreds of fines have two events on one day, and
    only the file knows which came first.
    """
    return sorted(rows, key=lambda row: row.at)


def by_case(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    """Give the rows of each case as time went by."""
    cases: dict[str, list[Row]] = {}
    for row in rows:
        cases.setdefault(row.case, []).append(row)
    return {case: tuple(in_order(found)) for case, found in cases.items()}


def _opened(path: Path) -> TextIO:
    if path.exists() and not path.is_file():  # a pipe would be waited for
        raise _unreadable(path, "it is no file")
    with path.open("rb") as file:
        is_packed = file.read(2) == b"\x1f\x8b"
    if is_packed:
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _lines(text: TextIO, path: Path) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            reason = f"one of its lines is longer than {LONGEST_LINE} characters"
            raise _unreadable(path, reason)
        yield line


def _rows(lines: Iterator[str], file: str) -> Iterator[Row]:
    first = next(lines, "")
    between = max(BETWEEN, key=first.count)
    table = csv.reader(chain([first], lines), delimiter=between, strict=True)
    header = [name.strip().casefold() for name in next(table, [])]
    places = _places(header, file)
    for cells in table:
        if not cells:
            continue  # an empty line says nothing
        if len(cells) != len(header):
            wanted = f"The first line names {len(header)} columns."
            found = f"{len(cells)} cells"
            raise _bad(file, table.line_num, "the row", found, wanted)
        yield _row(cells, header, places, file, table.line_num)


def _places(header: Sequence[str], file: str) -> Mapping[str, int]:
    """Return where in the *header* the columns are that every log has."""
    twice = sorted(name for name, times in Counter(header).items() if times > 1)
    if twice:
        raise ColumnTwice({"file": file, "columns": ", ".join(twice)})
    called = {
        column: next((name for name in names if name in header), "")
        for column, names in NAMES.items()
    }
    missing = [column for column in NEEDED if not called[column]]
    if missing:
        raise MissingColumns({"file": file, "columns": ", ".join(missing)})
    return {column: header.index(name) for column, name in called.items() if name}


def _row(
    cells: Sequence[str],
    header: Sequence[str],
    places: Mapping[str, int],
    file: str,
    number: int,
) -> Row:
    found = {column: cells[place] for column, place in places.items()}
    for column in (CASE, ACTIVITY):
        if not found[column]:
            raise _bad(file, number, column, "", "Every event needs one.")
    known = frozenset(places.values())
    return Row(
        line=number,
        case=found[CASE],
        activity=found[ACTIVITY],
        lifecycle=found.get(LIFECYCLE, ""),
        resource=found.get(RESOURCE) or None,
        at=_instant(found[TIMESTAMP], file, number),
        values={
            name: cell
            for place, (name, cell) in enumerate(zip(header, cells, strict=True))
            if cell and place not in known
        },
    )


def _instant(text: str, file: str, number: int) -> datetime:
    expected = "Write an instant with its zone, such as 2006-07-24T00:00:00Z."
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as fault:
        raise _bad(file, number, TIMESTAMP, text, expected) from fault
    if instant.utcoffset() is None:
        raise _bad(file, number, TIMESTAMP, text, expected)
    if not EARLIEST <= instant < LATEST:
        between = f"The years {EARLIEST.year} to {LATEST.year - 1} can be told."
        raise _bad(file, number, TIMESTAMP, text, between)
    return instant


def _bad(file: str, line: int, column: str, found: str, expected: str) -> BadRow:
    values = {"file": file, "line": line, "column": column}
    return BadRow({**values, "found": found, "expected": expected})


def _unreadable(path: Path, reason: str) -> UnreadableLog:
    return UnreadableLog({"file": path.name, "reason": reason})
