"""Pieces that statements have in common."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from typing import Any

from sqlalchemy import Table, bindparam
from sqlalchemy.engine import Dialect

from migcase.keeping.sql_schema import WORD


def inserted(table: Table, dialect: Dialect, names: Collection[str] = ()) -> Any:
    """Return what adds a row to *table*: the columns *names*, all if none are said."""
    # A dialect is slow to import; only the one that is used is needed.
    insert: Any = import_module(f"sqlalchemy.dialects.{dialect.name}").insert
    return insert(table).values(
        {
            column.name: bindparam(column.name)
            for column in table.columns
            if not names or column.name in names
        }
    )


def bind(name: str) -> Any:
    """Return the place of a word in a statement."""
    return bindparam(name, type_=WORD)
