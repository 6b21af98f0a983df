"""Pieces that statements have in common."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sqlalchemy import Table, bindparam
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ClauseElement

from migcase.keeping.sql_schema import WORD


def text_of(dialect: Dialect, statement: ClauseElement, *names: str) -> str:
    """Return *statement* as text that takes the values of *names*, in this order."""
    made: Any = statement.compile(dialect=dialect)
    if tuple(made.positiontup or ()) != names:
        raise AssertionError(f"{names} are {made.positiontup} in {made}")
    return str(made)


def adding(dialect: Dialect, table: Table) -> str:
    """Return the text that adds a row to *table*; it takes every column."""
    names = (column.name for column in table.columns)
    return text_of(dialect, inserted(table, dialect), *names)


def inserted(table: Table, dialect: Dialect) -> Any:
    """Return what adds a row to *table*, which may be said more of."""
    # A dialect is slow to import; only the one that is used is needed.
    insert: Any = import_module(f"sqlalchemy.dialects.{dialect.name}").insert
    return insert(table).values(
        {column.name: bindparam(column.name) for column in table.columns}
    )


def bind(name: str) -> Any:
    """Return the place of a word in a statement."""
    return bindparam(name, type_=WORD)
