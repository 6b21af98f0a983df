"""A log of events, as rows: one gzipped CSV, read line by line.

It knows the format, not the procedures: what an activity means is said by the
programme's own file, next to the programme. It repairs nothing either. A value comes
out as it was written, because a fault of the log is a finding of the replay.
"""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from attrs import frozen

from migcase.calendar import day_of
from migcase.errors import MigcaseError

CASE = "case_id"
ACTIVITY = "activity"
LIFECYCLE = "lifecycle"
RESOURCE = "resource"
TIMESTAMP = "timestamp"
COLUMNS = (CASE, ACTIVITY, LIFECYCLE, RESOURCE, TIMESTAMP)


class UnreadableLog(MigcaseError):
    """The file is not a gzipped CSV in UTF-8, or only a part of one."""

    code = "unreadable-log"
    sentence = "{file} cannot be read as a log: {reason}. Give a .csv.gz file."


class MissingColumns(MigcaseError):
    """The first line of the file does not name what every log must have."""

    code = "missing-columns"
    sentence = "{file} has no column {columns}: its first line must name them."


class BadRow(MigcaseError):
    """One line of the file cannot be an event."""

    code = "bad-row"
    sentence = "{file}, line {line}: {column} is {found!r}. {expected}"


@frozen
class Row:
    """One event of a log; *values* holds only the cells that say something.

    *resource* is None where nobody was recorded. "NA" is a text like any other: one
    case in two of the logs is called that.
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
        with gzip.open(path, "rt", encoding="utf-8", newline="") as text:
            yield from _rows(text, path.name)
    except gzip.BadGzipFile as fault:
        raise _unreadable(path, "it is not compressed with gzip") from fault
    except (EOFError, zlib.error) as fault:
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


def _rows(text: Iterable[str], file: str) -> Iterator[Row]:
    lines = csv.reader(text, strict=True)
    header = next(lines, [])
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise MissingColumns({"file": file, "columns": ", ".join(missing)})
    extra = [name for name in header if name not in COLUMNS]
    for cells in lines:
        if len(cells) != len(header):
            wanted = f"The first line names {len(header)} columns."
            found = f"{len(cells)} cells"
            raise _bad(file, lines.line_num, "the row", found, wanted)
        named = dict(zip(header, cells, strict=True))
        yield _row(named, extra, file, lines.line_num)


def _row(cells: dict[str, str], extra: list[str], file: str, number: int) -> Row:
    for column in (CASE, ACTIVITY):
        if not cells[column]:
            raise _bad(file, number, column, "", "Every event needs one.")
    return Row(
        line=number,
        case=cells[CASE],
        activity=cells[ACTIVITY],
        lifecycle=cells[LIFECYCLE],
        resource=cells[RESOURCE] or None,
        at=_instant(cells[TIMESTAMP], file, number),
        values={name: cells[name] for name in extra if cells[name]},
    )


def _instant(text: str, file: str, number: int) -> datetime:
    expected = "Write an instant with its zone, such as 2006-07-24T00:00:00Z."
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as fault:
        raise _bad(file, number, TIMESTAMP, text, expected) from fault
    if instant.utcoffset() is None:
        raise _bad(file, number, TIMESTAMP, text, expected)
    return instant


def _bad(file: str, line: int, column: str, found: str, expected: str) -> BadRow:
    values = {"file": file, "line": line, "column": column}
    return BadRow({**values, "found": found, "expected": expected})


def _unreadable(path: Path, reason: str) -> UnreadableLog:
    return UnreadableLog({"file": path.name, "reason": reason})
