"""The tables of people, in the metadata of the office.

Their keys begin with the person or the family, so that everything about one can be
destroyed without touching the entries of a case.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from migcase.keeping.sql_schema import WORD, metadata

__all__ = ["case_person", "family", "metadata", "person", "person_key"]


def _word(name: str, *more: ForeignKey) -> Column[str]:
    return Column(name, WORD, *more, nullable=False)


def _versions(name: str, of: str) -> Table:
    return Table(
        name,
        metadata,
        _word(of),
        Column("number", Integer, nullable=False, autoincrement=False),
        _word("id"),
        _word("at"),
        _word("body"),
        Column("sealed", LargeBinary),
        PrimaryKeyConstraint(of, "number"),
        UniqueConstraint(of, "id"),
        sqlite_with_rowid=False,
    )


person = _versions("person", "person_id")
family = _versions("family", "family_id")

# One row for each word of each spelling of a name, each number, each paper.
person_key = Table(
    "person_key",
    metadata,
    _word("kind"),
    _word("key"),
    _word("said"),
    _word("person_id"),
    PrimaryKeyConstraint("kind", "key", "said", "person_id"),
    Index("ix_person_key_person_id", "person_id"),
    sqlite_with_rowid=False,
)

case_person = Table(
    "case_person",
    metadata,
    _word("person_id"),
    _word("case_id", ForeignKey("case_file.case_id")),
    _word("role"),
    _word("line"),
    PrimaryKeyConstraint("person_id", "case_id", "role", "line"),
    Index("ix_case_person_case_id", "case_id"),
    sqlite_with_rowid=False,
)
