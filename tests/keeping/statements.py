"""The files of statements, made from the tables by SQLAlchemy.

``python -m tests.keeping.statements`` writes them; `test_statements` holds them to
what the code says.
"""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import attrs

from migcase.keeping.sql_deliveries_text import delivery_texts
from migcase.keeping.sql_erasure_text import erasure_texts
from migcase.keeping.sql_office_text import log_texts
from migcase.keeping.sql_people_text import people_texts
from migcase.keeping.sql_seal_text import key_texts
from migcase.keeping.sql_text import texts
from migcase.keeping.sql_texts import FOLDER

# Of each sort of database, where its dialect is and how a value is asked for.
SORTS = {
    "sqlite": ("sqlalchemy.dialects.sqlite.pysqlite", "qmark"),
    "postgresql": ("sqlalchemy.dialects.postgresql.psycopg", "format"),
}


def statements(sort: str) -> str:
    """Return the file of statements for databases of that sort."""
    module, style = SORTS[sort]
    dialect: Any = import_module(module).dialect(paramstyle=style)
    found = {
        "cases": attrs.asdict(texts(dialect)),
        "deliveries": attrs.asdict(delivery_texts(dialect)),
        "erasure": attrs.asdict(erasure_texts(dialect)),
        "keys": attrs.asdict(key_texts(dialect)),
        "log": attrs.asdict(log_texts(dialect)),
        "people": attrs.asdict(people_texts(dialect)),
    }
    return json.dumps(found, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    for sort in SORTS:
        (FOLDER / f"{sort}.json").write_text(statements(sort), "utf-8")
