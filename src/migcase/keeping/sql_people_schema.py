"""The tables of people, in the metadata of the office.

Their keys begin with the person or the family, so that everything about one can be
destroyed without touching the entries of a case.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from migcase.keeping.sql_schema import metadata, number, word

__all__ = ["case_person", "family", "metadata", "person", "person_key"]


def _versions(name: str, of: str) -> Table:
    return Table(
        name,
        metadata,
        word(of),
        number("number"),
        word("id"),
        word("at"),
        word("body"),
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
    word("kind"),
    word("key"),
    word("said"),
    word("person_id"),
    PrimaryKeyConstraint("kind", "key", "said", "person_id"),
    Index("ix_person_key_person_id", "person_id"),
    sqlite_with_rowid=False,
)

case_person = Table(
    "case_person",
    metadata,
    word("person_id"),
    word("case_id", ForeignKey("case_file.case_id")),
    word("role"),
    word("line"),
    PrimaryKeyConstraint("person_id", "case_id", "role", "line"),
    Index("ix_case_person_case_id", "case_id"),
    sqlite_with_rowid=False,
)
