"""Statements that are not the same each time they run, or hardly ever run.

Compiled where they are needed, so that opening a register does not wait for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, literal_column, select, update
from sqlalchemy.engine import Dialect

from migcase.keeping.sql_schema import case_file, entry, milestone
from migcase.keeping.sql_text import CASE, ROW, bind, inserted


def case_list(
    dialect: Dialect, wanted: Sequence[tuple[str, str]], after: str, limit: int
) -> tuple[str, tuple[object, ...]]:
    """Return the list of the cases that have each *wanted* value, and its values."""
    row = case_file.c
    asked = [row[name] == value for name, value in wanted]
    listed = (
        select(*(row[name] for name in ROW))
        .where(row.case_id > after, *asked)
        .order_by(row.case_id)
        .limit(limit)
        .offset(literal_column("0"))
    )
    made: Any = listed.compile(dialect=dialect)
    return str(made), tuple(made.params[name] for name in made.positiontup)


def case_numbers(
    dialect: Dialect, after: str, limit: int
) -> tuple[str, tuple[object, ...]]:
    """Return the numbers of all files after one of them, and the values to ask with."""
    found = (
        select(entry.c.case_id)
        .distinct()
        .where(entry.c.case_id > after)
        .order_by(entry.c.case_id)
        .limit(limit)
        .offset(literal_column("0"))
    )
    made: Any = found.compile(dialect=dialect)
    return str(made), tuple(made.params[name] for name in made.positiontup)


def row_texts(dialect: Dialect) -> tuple[str, str]:
    """Return what keeps others from the row of a case, and what writes it whole."""
    row = case_file.c
    held = update(case_file).values(number=row.number).where(row.case_id == bind("of"))
    added = inserted(case_file, dialect)
    others = {name: added.excluded[name] for name in CASE if name != "case_id"}
    whole = added.on_conflict_do_update(index_elements=["case_id"], set_=others)
    made: tuple[Any, Any] = (
        held.compile(dialect=dialect),
        whole.compile(dialect=dialect),
    )
    assert tuple(made[1].positiontup) == CASE
    return str(made[0]), str(made[1])


def milestones(
    dialect: Dialect,
    wanted: Sequence[tuple[str, str]],
    since: str | None,
    until: str | None,
) -> tuple[str, tuple[object, ...]]:
    """Return how many cases with each *wanted* value reached what, and its values."""
    row = milestone.c
    asked = [row[name] == value for name, value in wanted]
    asked += [] if since is None else [row.reached_on >= since]
    asked += [] if until is None else [row.reached_on <= until]
    place = row.programme, row.key
    counted = (
        select(*place, func.count(), func.count(row.person.distinct()))
        .where(*asked)
        .group_by(*place)
        .order_by(*place)
    )
    made: Any = counted.compile(dialect=dialect)
    return str(made), tuple(made.params[name] for name in made.positiontup or ())
