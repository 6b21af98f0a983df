"""Make the first tables: definitions, entries, cases and open work.

A revision is history: it says in its own words what it made, and does not change
when the tables of today do.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)

revision = "0001"
down_revision = None

WORD = Text().with_variant(Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "definition",
        Column("key", WORD, nullable=False),
        Column("version", Integer, nullable=False),
        Column("fingerprint", WORD, nullable=False),
        Column("body", WORD, nullable=False),
        PrimaryKeyConstraint("key", "version", name="pk_definition"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "entry",
        Column("case_id", WORD, nullable=False),
        Column("number", Integer, nullable=False),
        Column("id", WORD, nullable=False),
        Column("at", WORD, nullable=False),
        Column("body", WORD, nullable=False),
        PrimaryKeyConstraint("case_id", "number", name="pk_entry"),
        UniqueConstraint("case_id", "id", name="uq_entry_case_id_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_file",
        Column("case_id", WORD, nullable=False),
        Column("number", Integer, nullable=False),
        Column("programme", WORD, nullable=False),
        Column("version", Integer, nullable=False),
        Column("status", WORD, nullable=False),
        Column("stage", WORD, nullable=False),
        Column("assignee", WORD),
        Column("look_on", WORD),
        Column("opened_on", WORD, nullable=False),
        Column("written_at", WORD, nullable=False),
        Column("body", WORD, nullable=False),
        Column("work", WORD, nullable=False),
        PrimaryKeyConstraint("case_id", name="pk_case_file"),
    )
    op.create_index(
        "ix_case_file_programme_status_stage_case_id",
        "case_file",
        ["programme", "status", "stage", "case_id"],
    )
    for name in ("assignee", "look_on"):
        op.create_index(
            f"ix_case_file_{name}",
            "case_file",
            [name, "case_id"],
            sqlite_where=text(f"{name} IS NOT NULL"),
            postgresql_where=text(f"{name} IS NOT NULL"),
        )
    op.create_table(
        "open_work",
        Column("case_id", WORD, nullable=False),
        Column("kind", WORD, nullable=False),
        Column("key", WORD, nullable=False),
        Column("line", WORD, nullable=False),
        Column("role", WORD, nullable=False),
        Column("due", WORD, nullable=False),
        Column("state", WORD, nullable=False),
        Column("since", WORD, nullable=False),
        Column("roles", WORD, nullable=False),
        Column("unknown", WORD, nullable=False),
        Column("programme", WORD, nullable=False),
        Column("assignee", WORD),
        PrimaryKeyConstraint(
            "case_id", "kind", "key", "line", "role", name="pk_open_work"
        ),
        ForeignKeyConstraint(
            ["case_id"], ["case_file.case_id"], name="fk_open_work_case_id"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_open_work_role",
        "open_work",
        ["role", "due", "case_id", "kind", "key", "line"],
    )
    op.create_index(
        "ix_open_work_assignee",
        "open_work",
        ["assignee", "due", "case_id", "kind", "key", "line"],
        sqlite_where=text("assignee IS NOT NULL"),
        postgresql_where=text("assignee IS NOT NULL"),
    )


def downgrade() -> None:
    for name in ("open_work", "case_file", "entry", "definition"):
        op.drop_table(name)
