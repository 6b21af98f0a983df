"""The tables of an office, as one metadata for SQLite and PostgreSQL.

`docs/reference/tables.md` says what each column holds.  Every key begins with the
case, no table refers to another case, and nothing runs inside the database.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ColumnClause,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    TableClause,
    Text,
    UniqueConstraint,
    text,
)

# Text sorts by code point everywhere, as it does in Python.
WORD = Text().with_variant(Text(collation="C"), "postgresql")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def word(name: str, *more: ForeignKey) -> Column[str]:
    """Return a column of text in which something always stands."""
    return Column(name, WORD, *more, nullable=False)


def number(name: str) -> Column[int]:
    """Return a column of numbers that the database never makes up."""
    return Column(name, Integer, nullable=False, autoincrement=False)


definition = Table(
    "definition",
    metadata,
    word("key"),
    number("version"),
    word("fingerprint"),
    word("body"),
    PrimaryKeyConstraint("key", "version"),
    sqlite_with_rowid=False,
)

entry = Table(
    "entry",
    metadata,
    word("case_id"),
    number("number"),
    word("id"),
    word("at"),
    word("body"),
    Column("sealed", LargeBinary),
    Column("hash", LargeBinary),
    Column("signature", LargeBinary),
    PrimaryKeyConstraint("case_id", "number"),
    UniqueConstraint("case_id", "id"),
    # What opened a case is found by its id alone: its sender knows no number yet.
    Index(
        "ix_entry_id",
        "id",
        unique=True,
        sqlite_where=text("number = 1"),
        postgresql_where=text("number = 1"),
    ),
    sqlite_with_rowid=False,
)

case_file = Table(
    "case_file",
    metadata,
    word("case_id"),
    number("number"),
    word("programme"),
    number("version"),
    word("status"),
    word("stage"),
    Column("assignee", WORD),
    Column("look_on", WORD),
    word("opened_on"),
    word("written_at"),
    word("body"),
    word("work"),
    Column("project", WORD),
    Column("sealed", LargeBinary),
    Column("hash", LargeBinary),
    PrimaryKeyConstraint("case_id"),
    Index(None, "programme", "status", "stage", "case_id"),
    Index(
        "ix_case_file_assignee",
        "assignee",
        "case_id",
        sqlite_where=text("assignee IS NOT NULL"),
        postgresql_where=text("assignee IS NOT NULL"),
    ),
    Index(
        "ix_case_file_look_on",
        "look_on",
        "case_id",
        sqlite_where=text("look_on IS NOT NULL"),
        postgresql_where=text("look_on IS NOT NULL"),
    ),
    Index(
        "ix_case_file_project",
        "project",
        "case_id",
        sqlite_where=text("project IS NOT NULL"),
        postgresql_where=text("project IS NOT NULL"),
    ),
)

# On a server a view of all numbers, for whoever may not see all cases.
case_number = TableClause("case_number", ColumnClause("case_id", WORD))

# One row for each role that may do a task, so that the agenda of one role is one
# stretch of one index, in its order.
open_work = Table(
    "open_work",
    metadata,
    word("case_id", ForeignKey("case_file.case_id")),
    word("kind"),
    word("key"),
    word("line"),
    word("role"),
    word("due"),
    word("state"),
    word("since"),
    word("roles"),
    word("unknown"),
    word("programme"),
    Column("assignee", WORD),
    PrimaryKeyConstraint("case_id", "kind", "key", "line", "role"),
    Index("ix_open_work_role", "role", "due", "case_id", "kind", "key", "line"),
    Index(
        "ix_open_work_assignee",
        "assignee",
        "due",
        "case_id",
        "kind",
        "key",
        "line",
        sqlite_where=text("assignee IS NOT NULL"),
        postgresql_where=text("assignee IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

# What of each case is counted for donors. *person* is whom the case is about, or the
# number of the case where nobody is named: so it counts once, and by one index.
milestone = Table(
    "milestone",
    metadata,
    word("case_id", ForeignKey("case_file.case_id")),
    word("key"),
    word("reached_on"),
    word("programme"),
    Column("project", WORD),
    word("person"),
    PrimaryKeyConstraint("case_id", "key"),
    Index(
        "ix_milestone_programme",
        "programme",
        "key",
        "project",
        "reached_on",
        "person",
    ),
    sqlite_with_rowid=False,
)
