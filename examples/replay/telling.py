"""From a row of a log to what is said to the office.

A cell that cannot be an answer is sent as it stands: refusing it is the office's
business, and a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from examples.replay.log import Row
from examples.replay.logs import Log
from examples.replay.meaning import Says
from migcase import (
    Actor,
    BadValue,
    Case,
    Closed,
    Event,
    LineOpened,
    MigcaseError,
    Noted,
    Programme,
    Reopened,
    StepDone,
    StepReopened,
    Value,
)


class UnknownActivity(MigcaseError):
    """A row names an activity of which nobody said what it means."""

    code = "unknown-activity"
    sentence = "{file}, line {line}: what {activity!r} means is not in meaning.py."


NOBODY = "nobody named"

# What the rows of one case last said, by column.
Cells = Mapping[str, str]


def meaning(row: Row, log: Log) -> Says:
    """Return what the activity of *row* says; raise `UnknownActivity`."""
    if row.activity not in log.says:
        values = {"file": log.file, "line": row.line, "activity": row.activity}
        raise UnknownActivity(values)
    return log.says[row.activity]


def actor(row: Row, says: Says) -> Actor:
    """Return whoever wrote *row*, under the hat that it needed."""
    hats: frozenset[str] = frozenset([says.role])
    return Actor(row.resource or NOBODY, hats)


def opening(row: Row, log: Log) -> dict[str, Value]:
    """Return what the first row of a case answers when the case is opened."""
    return _answers(row, log.opening, log.programme)


def told(row: Row, says: Says, cells: Cells, case: Case, log: Log) -> Iterator[Event]:
    """Yield what *row* says, all of which is written or nothing of it."""
    on = row.on(log.zone)
    if says.noted or not _is_meant(row, says):
        yield Noted(row.activity, on)
        return
    if says.reopens and case.closed:
        yield Reopened(on, row.activity, says.reopens)
    else:
        for step in says.reopens:
            yield StepReopened(step, on, row.activity)
    if not says.step:
        return
    line = f"{says.line}-{row.line}" if says.line else None
    if line is not None:
        yield LineOpened(says.line, line, on)
    facts = _answers(row, says.facts, log.programme)
    facts |= {key: _sum(columns, cells) for key, columns in says.sums.items()}
    yield StepDone(says.step, on, facts, line)


def endings(row: Row, says: Says, log: Log) -> tuple[Closed, ...]:
    """Return the endings that *row* may bring, to be tried in this order."""
    if not _is_meant(row, says):
        return ()
    return tuple(Closed(outcome, row.on(log.zone)) for outcome in says.closes)


def _is_meant(row: Row, says: Says) -> bool:
    if says.only is None:
        return True
    column, wanted = says.only
    return row.values.get(column) == wanted


def _answers(
    row: Row, facts: Mapping[str, str], programme: Programme
) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for column, key in facts.items():
        text = row.resource if column == "*" else row.values.get(column)
        if column.startswith("="):
            text = column[1:]
        if text is None:
            continue
        try:
            found[key] = programme.index.fields[key].kind.parse(text)  # type: ignore[assignment]
        except BadValue:
            found[key] = text
    return found


def _sum(columns: tuple[str, ...], cells: Cells) -> Value:
    try:
        return sum((Decimal(cells.get(one, "0")) for one in columns), Decimal())
    except InvalidOperation:
        return " + ".join(cells.get(one, "0") for one in columns)
