"""The lists that may be asked for in several ways: one statement for each way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.engine import Dialect

from migcase.keeping.sql_bind import bind, text_of
from migcase.keeping.sql_schema import case_file, milestone
from migcase.keeping.sql_texts import COUNTED, LISTED

ROW = (
    "case_id",
    "programme",
    "version",
    "status",
    "stage",
    "assignee",
    "opened_on",
    "written_at",
    "project",
)


def case_lists(dialect: Dialect) -> dict[str, str]:
    """Return the list of cases for each set of values that may be wanted."""
    return {" ".join(names): _cases(dialect, names) for names in _sets(LISTED)}


def milestone_counts(dialect: Dialect) -> dict[str, str]:
    """Return how many cases reached what, for each set of values and days."""
    return {" ".join(names): _milestones(dialect, names) for names in _sets(COUNTED)}


def _cases(dialect: Dialect, wanted: Sequence[str]) -> str:
    row = case_file.c
    asked = [row[name] == bind(name) for name in wanted]
    listed = (
        select(*(row[name] for name in ROW))
        .where(row.case_id > bind("after"), *asked)
        .order_by(row.case_id)
        .limit(bindparam("many"))
        .offset(literal_column("0"))
    )
    return text_of(dialect, listed, "after", *wanted, "many")


def _milestones(dialect: Dialect, wanted: Sequence[str]) -> str:
    row = milestone.c
    asked = {
        "programme": row.programme == bind("programme"),
        "project": row.project == bind("project"),
        "since": row.reached_on >= bind("since"),
        "until": row.reached_on <= bind("until"),
    }
    place = row.programme, row.key
    counted = (
        select(*place, func.count(), func.count(row.person.distinct()))
        .where(*(asked[name] for name in wanted))
        .group_by(*place)
        .order_by(*place)
    )
    return text_of(dialect, counted, *wanted)


def _sets(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for number in range(len(names) + 1):
        yield from combinations(names, number)
