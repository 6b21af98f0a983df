"""What PostgreSQL promises, and the servers that are refused."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import closing, suppress

import pytest

from migcase.errors import BadRegister
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.sql_revision import HEAD

pytestmark = pytest.mark.postgres


def refused(url: str) -> BadRegister:
    with pytest.raises(BadRegister) as raised:
        SqlRegister.open(url, patience=2)
    return raised.value


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://amina:s3cret@localhost/office",
        "postgresql://amina@localhost/office?password=s3cret",
        "postgresql://amina:s3@s3cret@localhost/office",
    ],
)
def test_a_password_in_a_url_is_refused_and_not_repeated(url: str):
    error = refused(url)

    assert error.values["cause"] == "password"
    assert "PGPASSWORD" in str(error)
    assert "s3cret" not in repr(error) + str(error)


@pytest.mark.parametrize("url", ["mysql://localhost/office", "postgresql://[", "://"])
def test_what_is_no_postgresql_url_is_refused(url: str):
    assert refused(url).values["cause"] == "not-a-url"


def test_a_server_that_is_not_there_is_said_so(tmp_path: object):
    error = refused(f"postgresql://amina@/office?host={tmp_path}")

    assert error.values["cause"] == "unreachable"
    assert "amina" not in str(error)


def test_a_database_that_is_not_there_is_said_so(server: Callable[[str], str]):
    assert refused(server("nowhere")).values["cause"] == "unreachable"


def test_an_empty_database_is_not_filled_unasked(server: Callable[[str], str]):
    assert refused(server("postgres")).values["cause"] == "no-tables"


def test_no_table_is_made_beside_those_of_another_program(server: Callable[[str], str]):
    psycopg = importlib.import_module("psycopg")
    with psycopg.connect(server("postgres"), autocommit=True) as admin:
        admin.execute("CREATE DATABASE shop")
    with psycopg.connect(server("shop"), autocommit=True) as shop:
        shop.execute("CREATE TABLE basket (apples int)")

    with pytest.raises(BadRegister) as raised:
        migrate(server("shop"))

    assert raised.value.values["cause"] == "not-migcase"
    with psycopg.connect(server("shop")) as shop:
        found = shop.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
    assert found == [("basket",)]


def test_a_database_in_another_encoding_is_refused(server: Callable[[str], str]):
    psycopg = importlib.import_module("psycopg")
    with psycopg.connect(server("postgres"), autocommit=True) as admin:
        admin.execute(
            "CREATE DATABASE ascii TEMPLATE template0 ENCODING 'SQL_ASCII'"
            " LC_COLLATE 'C' LC_CTYPE 'C'"
        )

    with pytest.raises(BadRegister, match="SQL_ASCII"):
        migrate(server("ascii"))


def test_a_newer_database_is_refused_by_name(database: str):
    psycopg = importlib.import_module("psycopg")
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("UPDATE alembic_version SET version_num = '9999'")
        error = refused(database)
        admin.execute("UPDATE alembic_version SET version_num = %s", (HEAD,))

    assert (error.values["cause"], error.values["found"]) == ("newer", "9999")


@pytest.mark.parametrize(("word", "value"), [("full", "on"), ("normal", "off")])
def test_a_commit_waits_for_the_disk_unless_told_otherwise(
    database: str, word: str, value: str
):
    with closing(SqlRegister.open(database, synchronous=word)) as register:
        found = register._run("SHOW synchronous_commit").fetchone()

    assert found == (value,)


def test_an_error_caught_inside_a_transaction_does_not_pass_for_a_commit(
    database: str,
):
    with closing(SqlRegister.open(database)) as register:

        def go_on() -> None:
            with register.transaction(), suppress(BadRegister):
                register._rows("SELECT nonsense")

        with pytest.raises(BadRegister, match="transaction lost"):
            go_on()
        assert register.counts() == ()


@pytest.mark.parametrize(
    ("statement", "index"),
    [("by_role", "ix_open_work_role"), ("by_assignee", "ix_open_work_assignee")],
)
def test_an_agenda_is_read_from_its_index(database: str, statement: str, index: str):
    with closing(SqlRegister.open(database)) as register:
        register._run("SET enable_seqscan = off")
        register._run("SET enable_bitmapscan = off")
        text = getattr(register._texts, statement)
        rows = register._run(f"EXPLAIN {text}", ("a", "", "", "", "", "", 50))
        found = "\n".join(row[0] for row in rows)

    assert f"Index Scan using {index}" in found
    assert "Sort" not in found
