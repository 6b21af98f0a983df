"""What runs on a database is what SQLAlchemy writes of the tables, word for word."""

from __future__ import annotations

import subprocess
import sys

import pytest

from migcase.keeping.sql_texts import FOLDER
from tests.keeping.statements import SORTS, statements


@pytest.mark.parametrize("sort", SORTS)
def test_the_statements_are_those_that_the_tables_ask_for(sort):
    pytest.importorskip("psycopg") if sort == "postgresql" else None

    kept = (FOLDER / f"{sort}.json").read_text("utf-8")

    assert kept == statements(sort), "run: python -m tests.keeping.statements"


def test_a_register_is_opened_without_sqlalchemy(file):
    script = (
        "import sys; from migcase.keeping.sql import SqlRegister;"
        f" register = SqlRegister.open({str(file)!r}); register.people;"
        " register.cases(limit=1); register.reached();"
        " sys.exit('sqlalchemy' in sys.modules or 'alembic' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
