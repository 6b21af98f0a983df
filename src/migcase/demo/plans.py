"""What the colleagues of the demo do of their own accord, and what they put off.

From three small tables: lines that they open, steps that take their time, endings
that come about.  Nothing is written here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from attrs import frozen

from migcase.demo.moments import Moment
from migcase.demo.tables import rows

Row = Mapping[str, str]


@frozen
class Planned:
    """A line that is opened on a day or later, with what is said of it already."""

    on: date
    track: str
    line: str
    facts: Mapping[str, str]


@frozen
class Ends:
    """An ending that comes about on a day or later, and whose it is."""

    on: date
    outcome: str
    role: str


def planned(moment: Moment) -> Iterator[Planned]:
    """Yield the lines that are still to be opened in a case, and from when."""
    for row in _of("lines", moment):
        start = moment.since(row["after"])
        if start is None:
            continue
        times = int(row["times"])
        for number in range(times):
            line = row["line"] if times == 1 else f"{row['line']}-{number + 1}"
            if line not in moment.case.lines:
                days = int(row["days"]) + number * int(row["every"])
                key, _, said = row["facts"].partition("=")
                facts = {key: said} if said else {}
                on = start + timedelta(days=days)
                yield Planned(on, row["track"], line, facts)
                break


def is_planned(track: str, moment: Moment) -> bool:
    """Tell whether lines of a track are opened by plan, not when they are expected."""
    listed = _table("lines").get(moment.file.programme, ())
    return any(row["track"] == track for row in listed)


def put_off(step: str, moment: Moment) -> date:
    """Return the day before which nobody does a step, although it is offered."""
    latest = date.min
    for row in _of("waits", moment):
        if row["step"] == step:
            start = moment.since(row["after"])
            if start is None:
                return date.max
            latest = max(latest, start + timedelta(days=int(row["days"])))
    return latest


def ends(moment: Moment) -> Ends | None:
    """Return how and from when a case ends, None if nothing leads there yet."""
    for row in _of("endings", moment):
        start = moment.done_on(row["after"])
        if start is not None:
            on = start + timedelta(days=int(row["days"]))
            return Ends(on, row["outcome"], row["role"])
    return None


def _of(table: str, moment: Moment) -> Iterator[Row]:
    """Yield the rows of a table that are about such a case."""
    for row in _table(table).get(moment.file.programme, ()):
        if not row["turn"] or moment.file.turn in row["turn"].split("|"):
            yield row


@cache
def _table(name: str) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows(name):
        found[row["programme"]].append(row)
    return found
