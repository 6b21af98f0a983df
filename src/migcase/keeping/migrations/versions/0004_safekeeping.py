"""Seal what is said, chain and sign it, and keep who works here and who read what.

What was written before gets its place in the chain; nobody signed it, and it is not
sealed.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import groupby

from alembic import op
from sqlalchemy import (
    Column,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)

revision = "0004"
down_revision = "0003"

WORD = Text().with_variant(Text(collation="C"), "postgresql")
ADDED = {
    "entry": ("sealed", "hash", "signature"),
    "case_file": ("sealed", "hash"),
    "person": ("sealed",),
    "family": ("sealed",),
}


def upgrade() -> None:
    for table, columns in ADDED.items():
        for column in columns:
            op.add_column(table, Column(column, LargeBinary))
    op.create_table(
        "keystore",
        _number("epoch"),
        _word("name"),
        _bytes("wrapped"),
        PrimaryKeyConstraint("epoch", "name", name="pk_keystore"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "held_key",
        _word("of"),
        _word("reader"),
        _number("epoch"),
        _bytes("wrapped"),
        PrimaryKeyConstraint("of", "reader", name="pk_held_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "office_entry",
        _number("number"),
        _word("id"),
        _word("at"),
        _word("body"),
        _bytes("hash"),
        Column("signature", LargeBinary),
        PrimaryKeyConstraint("number", name="pk_office_entry"),
        UniqueConstraint("id", name="uq_office_entry_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reading",
        _word("reader"),
        _number("number"),
        _word("id"),
        _word("at"),
        _word("of"),
        _word("body"),
        _bytes("hash"),
        Column("signature", LargeBinary),
        PrimaryKeyConstraint("reader", "number", name="pk_reading"),
        UniqueConstraint("reader", "id", name="uq_reading_reader_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_reading_of", "reading", ["of"])
    op.create_table(
        "leaf",
        _number("position"),
        _word("case_id"),
        _number("number"),
        _bytes("hash"),
        PrimaryKeyConstraint("position", name="pk_leaf"),
        UniqueConstraint("case_id", "number", name="uq_leaf_case_id_number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "head",
        _number("size"),
        _word("at"),
        _word("body"),
        _bytes("peaks"),
        PrimaryKeyConstraint("size", "at", name="pk_head"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "delivery",
        _word("case_id"),
        _number("number"),
        _word("plugin"),
        _number("tries"),
        _word("next_at"),
        Column("parked_at", WORD),
        Column("fault", WORD),
        PrimaryKeyConstraint("case_id", "number", "plugin", name="pk_delivery"),
        sqlite_with_rowid=False,
    )
    waiting = text("parked_at IS NULL")
    op.create_index(
        "ix_delivery_next_at",
        "delivery",
        ["next_at", "case_id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE VIEW case_number AS SELECT case_id FROM case_file")
    _chain()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP VIEW case_number")
    for name in (
        "delivery",
        "head",
        "leaf",
        "reading",
        "office_entry",
        "held_key",
        "keystore",
    ):
        op.drop_table(name)
    for table, columns in ADDED.items():
        for column in columns:
            op.drop_column(table, column)


def _word(name: str) -> Column[str]:
    return Column(name, WORD, nullable=False)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _bytes(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


def _chain() -> None:
    """Give every entry its hash, as it was defined in this revision."""
    database = op.get_bind()
    rows = database.execute(
        text("SELECT case_id, number, id, at, body FROM entry ORDER BY case_id, number")
    ).all()
    for case, entries in groupby(rows, key=lambda row: row.case_id):
        last = bytes(32)
        for row in entries:
            parts = (row.case_id, str(row.number), row.id, row.at, row.body)
            coded = [part.encode() for part in parts]
            head = b"".join(len(part).to_bytes(8, "big") + part for part in coded)
            inner = sha256(head).digest() + sha256(b"").digest()
            last = sha256(b"migcase/entry/v1\0" + last + inner).digest()
            database.execute(
                text(
                    "UPDATE entry SET hash = :hash"
                    " WHERE case_id = :case AND number = :number"
                ),
                {"hash": last, "case": case, "number": row.number},
            )
        database.execute(
            text("UPDATE case_file SET hash = :hash WHERE case_id = :case"),
            {"hash": last, "case": case},
        )
