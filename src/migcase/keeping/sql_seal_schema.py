"""The tables of keys, of who works here, of who read what, and of what is owed.

None of them begins with a case, because none of them is part of a case file; `held_key`
begins with what its key is for, so that destroying the key is deleting a row.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)

from migcase.keeping.sql_schema import WORD, metadata, number, word

__all__ = [
    "delivery",
    "head",
    "held_key",
    "keystore",
    "leaf",
    "metadata",
    "office_entry",
    "reading",
]


def _bytes(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


# Keys under which those of records are wrapped, themselves wrapped; one epoch is used.
keystore = Table(
    "keystore",
    metadata,
    number("epoch"),
    word("name"),
    _bytes("wrapped"),
    PrimaryKeyConstraint("epoch", "name"),
    sqlite_with_rowid=False,
)

# The key of a case, a person or a family: for the office (reader ''), or for each of
# those to whom it is sealed.
held_key = Table(
    "held_key",
    metadata,
    word("of"),
    word("reader"),
    number("epoch"),
    _bytes("wrapped"),
    PrimaryKeyConstraint("of", "reader"),
    sqlite_with_rowid=False,
)

# Who works here and what the office decided: a chain of its own, signed.
office_entry = Table(
    "office_entry",
    metadata,
    number("number"),
    word("id"),
    word("at"),
    word("body"),
    _bytes("hash"),
    Column("signature", LargeBinary),
    PrimaryKeyConstraint("number"),
    UniqueConstraint("id"),
    sqlite_with_rowid=False,
)

# Who read what that is sensitive: one chain for each reader, so that none waits.
reading = Table(
    "reading",
    metadata,
    word("reader"),
    number("number"),
    word("id"),
    word("at"),
    word("of"),
    word("body"),
    _bytes("hash"),
    Column("signature", LargeBinary),
    PrimaryKeyConstraint("reader", "number"),
    UniqueConstraint("reader", "id"),
    Index("ix_reading_of", "of"),
    sqlite_with_rowid=False,
)

# The entries in the order in which they were counted into the office's tree.
leaf = Table(
    "leaf",
    metadata,
    number("position"),
    word("case_id"),
    number("number"),
    _bytes("hash"),
    PrimaryKeyConstraint("position"),
    UniqueConstraint("case_id", "number"),
    sqlite_with_rowid=False,
)

# What the tree was when somebody signed it, and the peaks from which it grows.
head = Table(
    "head",
    metadata,
    number("size"),
    word("at"),
    word("body"),
    _bytes("peaks"),
    PrimaryKeyConstraint("size", "at"),
    sqlite_with_rowid=False,
)

# What plugins that watch have not been told yet.
delivery = Table(
    "delivery",
    metadata,
    word("case_id"),
    number("number"),
    word("plugin"),
    number("tries"),
    word("next_at"),
    Column("parked_at", WORD),
    # The type and the line of what went wrong, never what it said.
    Column("fault", WORD),
    PrimaryKeyConstraint("case_id", "number", "plugin"),
    # Only what waits is looked for at each start; what is parked waits for somebody.
    Index(
        "ix_delivery_next_at",
        "next_at",
        "case_id",
        sqlite_where=text("parked_at IS NULL"),
        postgresql_where=text("parked_at IS NULL"),
    ),
    sqlite_with_rowid=False,
)
