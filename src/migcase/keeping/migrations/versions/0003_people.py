"""Keep people and families, and who is in which case.

Whom a case is about stands in its first entry, and is read from there; who is in its
lines only its programme knows, so every case is marked to be looked at again.
"""

from __future__ import annotations

import json

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

revision = "0003"
down_revision = "0002"

WORD = Text().with_variant(Text(collation="C"), "postgresql")


def upgrade() -> None:
    for name in ("person", "family"):
        op.create_table(
            name,
            Column(f"{name}_id", WORD, nullable=False),
            Column("number", Integer, nullable=False),
            Column("id", WORD, nullable=False),
            Column("at", WORD, nullable=False),
            Column("body", WORD, nullable=False),
            PrimaryKeyConstraint(f"{name}_id", "number", name=f"pk_{name}"),
            UniqueConstraint(f"{name}_id", "id", name=f"uq_{name}_{name}_id_id"),
            sqlite_with_rowid=False,
        )
    op.create_table(
        "person_key",
        Column("kind", WORD, nullable=False),
        Column("key", WORD, nullable=False),
        Column("said", WORD, nullable=False),
        Column("person_id", WORD, nullable=False),
        PrimaryKeyConstraint("kind", "key", "said", "person_id", name="pk_person_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_person_key_person_id", "person_key", ["person_id"])
    op.create_table(
        "case_person",
        Column("person_id", WORD, nullable=False),
        Column("case_id", WORD, nullable=False),
        Column("role", WORD, nullable=False),
        Column("line", WORD, nullable=False),
        PrimaryKeyConstraint(
            "person_id", "case_id", "role", "line", name="pk_case_person"
        ),
        ForeignKeyConstraint(
            ["case_id"], ["case_file.case_id"], name="fk_case_person_case_id"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_person_case_id", "case_person", ["case_id"])
    _mention_principals()
    op.execute("UPDATE case_file SET look_on = opened_on")


def downgrade() -> None:
    for name in ("case_person", "person_key", "family", "person"):
        op.drop_table(name)


def _mention_principals() -> None:
    database = op.get_bind()
    first = database.execute(text("SELECT case_id, body FROM entry WHERE number = 1"))
    for case, body in first.all():
        about = json.loads(body)["event"][1].get("about")
        if about:
            database.execute(
                text(
                    "INSERT INTO case_person (person_id, case_id, role, line)"
                    " VALUES (:person, :case, 'principal', '')"
                ),
                {"person": about, "case": case},
            )
