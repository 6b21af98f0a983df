"""Older tables on a server are backed up, verified, before anything is changed."""

from __future__ import annotations

import importlib
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from migcase.keeping import sql_copy, sql_migrate
from migcase.keeping.backup_file import check_backup
from migcase.keeping.sql_revision import HEAD, REVISIONS
from tests.cli.test_server import AMINA, address
from tests.cli.test_server_backups import another, restored, rows
from tests.keeping.conftest import server
from tests.keeping.test_migration_kills import fill_older

__all__ = ["address", "server"]

pytestmark = pytest.mark.postgres

REVISION = "SELECT version_num FROM alembic_version"
ENTRIES = "SELECT case_id, number, id, at, body FROM entry ORDER BY 1"


@pytest.fixture(params=REVISIONS[:-1])
def old(request, counter, address: str) -> tuple:
    """A plain office on a server whose tables are of an older revision."""
    return aged(counter, address, request.param)


def aged(counter, address: str, revision: str) -> tuple:
    assert counter.type("init", *AMINA, "--register", address).code == 0
    psycopg = importlib.import_module("psycopg")
    rows(address, "DROP SCHEMA public CASCADE")
    rows(address, "CREATE SCHEMA public")
    rows(address, "GRANT USAGE ON SCHEMA public TO PUBLIC")
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(address),
        poolclass=NullPool,
    )
    with engine.begin() as connection:
        fill_older(connection, revision)
    return counter, revision


def backups(counter) -> list[Path]:
    return sorted((counter.folder / "backups").glob("*"))


def test_what_was_there_before_is_in_a_verified_backup_and_comes_back(
    old, address, server, tmp_path
):
    counter, revision = old
    before = rows(address, ENTRIES)
    typed = counter.type("init", "--upgrade")
    assert typed.code == 0, typed.err

    [file] = backups(counter)
    assert file.name in typed.out.replace("\n", "")
    assert check_backup(file).facts["counts"]["entry"] == 2
    assert (rows(address, REVISION), rows(address, ENTRIES)) == ([(HEAD,)], before)
    assert counter.type("verify", "--full").code == 0
    told = counter.type("restore", "--look", str(file), "--json").json
    assert (told["tables"], told["entries"]) == (revision, 2)
    again, place = tmp_path / "again", another(server)
    assert restored(counter, file, tmp_path / "in-a-file").code == 0
    assert restored(counter, file, again, "--register", place).code == 0
    assert rows(place, ENTRIES) == before
    here = {"MIGCASE_OFFICE": str(again)}
    assert counter.type("verify", "--full", **here).code == 0
    # There is nothing to be brought up to date any more, and so no backup.
    assert counter.type("init", "--upgrade", "--json").json["backup"] is None
    assert backups(counter) == [file]


@pytest.fixture
def second(counter, address: str):
    """One of the second revision."""
    return aged(counter, address, "0002")[0]


def test_what_is_not_in_order_is_not_brought_up_to_date(second, address):
    rows(address, "UPDATE case_file SET stage = 'return' WHERE case_id LIKE '%-A'")
    before = rows(address, "SELECT * FROM case_file")
    typed = second.type("init", "--upgrade")

    assert typed.code == 1
    assert "otherwise than its entries (stage)" in " ".join(typed.err.split())
    assert (rows(address, REVISION), backups(second)) == ([("0002",)], [])
    assert rows(address, "SELECT * FROM case_file") == before


def test_without_room_for_a_backup_nothing_is_brought_up_to_date(second, address):
    (second.folder / "backups").write_text("no folder")
    typed = second.type("init", "--upgrade")

    assert typed.code == 1
    assert "Nothing was brought up to date" in typed.err
    assert rows(address, REVISION) == [("0002",)]


def test_a_row_that_was_not_copied_stops_it(second, address, monkeypatch):
    def all_but_the_last(*given: object) -> list[object]:
        return list(read(*given))[:-1]

    read = sql_copy._rows
    monkeypatch.setattr(sql_copy, "_rows", all_but_the_last)
    typed = second.type("init", "--upgrade")

    assert typed.code != 0
    assert "AssertionError" in typed.err
    assert (rows(address, REVISION), backups(second)) == ([("0002",)], [])


def test_a_migration_that_fails_leaves_the_tables_old_and_the_backup_there(
    second, address, monkeypatch
):
    migrate = sql_migrate.migrate

    def failing_on_the_server(place: str | Path, *given: object) -> None:
        with pytest.MonkeyPatch.context() as patch:
            if "://" in str(place):  # after everything was made, before it counts
                patch.setattr(sql_migrate, "check_keys", lambda *_: 1 / 0)
            migrate(place, *given)

    monkeypatch.setattr(sql_migrate, "migrate", failing_on_the_server)
    typed = second.type("init", "--upgrade")

    assert typed.code != 0
    assert "ZeroDivisionError" in typed.err
    assert rows(address, REVISION) == [("0002",)]
    assert len(backups(second)) == 1


# --------------------------------------------------------------- whose tables they are
@pytest.fixture
def theirs(second, address: str, server):
    """The same, as a login reaches it that owns nothing and is shown no case."""
    rows(address, "CREATE ROLE amina LOGIN")
    rows(address, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO amina")
    rows(address, "ALTER TABLE entry ENABLE ROW LEVEL SECURITY")
    settings = second.folder / "office.toml"
    hers = address.replace("//postgres@", "//amina@")
    settings.write_text(settings.read_text().replace(address, hers))
    yield second
    name = address.partition("?")[0].rpartition("/")[2]
    rows(server("postgres"), f"DROP DATABASE {name} WITH (FORCE)")
    rows(server("postgres"), "DROP ROLE amina")


def test_who_sees_only_a_part_brings_nothing_up_to_date_and_the_owner_does(
    theirs, address, server
):
    refused = theirs.type("init", "--upgrade")
    assert refused.code == 1
    assert "with --owner URL" in " ".join(refused.err.split())
    assert (rows(address, REVISION), backups(theirs)) == ([("0002",)], [])
    elsewhere = theirs.type("init", "--upgrade", "--owner", another(server))
    assert "another database than that of this office" in " ".join(
        elsewhere.err.split()
    )

    typed = theirs.type("init", "--upgrade", "--owner", address)
    assert typed.code == 0, typed.err
    [file] = backups(theirs)
    assert check_backup(file).facts["counts"]["entry"] == 2
    assert rows(address, REVISION) == [(HEAD,)]


def test_an_owner_is_named_for_an_upgrade_of_a_server_only(counter, office, address):
    founding = counter.type("init", *AMINA, "--owner", address)
    file = office.type("init", "--upgrade", "--owner", address)
    secret = address.replace("//postgres@", "//postgres:hunter2@")
    password = office.type("init", "--upgrade", "--owner", secret)

    assert (founding.code, "belongs to --upgrade" in founding.err) == (2, True)
    assert (file.code, "only a server holds logins" in file.err) == (1, True)
    assert password.code == 1
    assert "hunter2" not in password.out + password.err


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_copy_has_every_table_and_column_of_its_revision(tmp_path, address, revision):
    psycopg = importlib.import_module("psycopg")
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(address),
        poolclass=NullPool,
    )
    with engine.begin() as connection:
        fill_older(connection, revision)
    there = {}
    for table, column in rows(
        address,
        "SELECT tablename, attname FROM pg_tables JOIN pg_attribute"
        " ON attrelid = tablename::regclass WHERE schemaname = 'public'"
        " AND attnum > 0 AND tablename <> 'alembic_version' ORDER BY 1, 2",
    ):
        there.setdefault(table, []).append(column)
    file = tmp_path / "copy.db"
    sql_migrate.make_tables(file, revision, None)

    driver = sql_copy.connected(file, "full", 30.0)
    with closing(driver.connection):
        tables = list(sql_copy._tables_of(driver))
    here = {
        name: sorted(one.strip('"') for one in columns) for name, columns, _ in tables
    }
    assert here == there
    assert all(key for _, _, key in tables)
