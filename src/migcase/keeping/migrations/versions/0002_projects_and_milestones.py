"""Name the project of a case, count milestones, find an opening by its id.

What milestones a case has reached only its programme knows: every case is marked to
be looked at again, and the office does so.  Where one id stands in two openings, as
older versions let it, the index cannot hold later ones to be unique.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
    text,
)

revision = "0002"
down_revision = "0001"

WORD = Text().with_variant(Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("case_file", Column("project", WORD))
    op.create_index(
        "ix_case_file_project",
        "case_file",
        ["project", "case_id"],
        sqlite_where=text("project IS NOT NULL"),
        postgresql_where=text("project IS NOT NULL"),
    )
    op.create_table(
        "milestone",
        Column("case_id", WORD, nullable=False),
        Column("key", WORD, nullable=False),
        Column("reached_on", WORD, nullable=False),
        Column("programme", WORD, nullable=False),
        Column("project", WORD),
        Column("person", WORD, nullable=False),
        PrimaryKeyConstraint("case_id", "key", name="pk_milestone"),
        ForeignKeyConstraint(
            ["case_id"], ["case_file.case_id"], name="fk_milestone_case_id"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_milestone_programme",
        "milestone",
        ["programme", "key", "project", "reached_on", "person"],
    )
    twice = op.get_bind().execute(
        text("SELECT 1 FROM entry WHERE number = 1 GROUP BY id HAVING count(*) > 1")
    )
    op.create_index(
        "ix_entry_id",
        "entry",
        ["id"],
        unique=twice.first() is None,
        sqlite_where=text("number = 1"),
        postgresql_where=text("number = 1"),
    )
    op.execute("UPDATE case_file SET look_on = opened_on")


def downgrade() -> None:
    op.drop_index("ix_entry_id", "entry")
    op.drop_table("milestone")
    op.drop_index("ix_case_file_project", "case_file")
    op.drop_column("case_file", "project")
