"""A migration that is killed at any statement ends old or new, never between."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine

from migcase.casefile.case import follow
from migcase.casefile.events import Opened
from migcase.keeping import sql_migrate, sql_sqlite
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate, script_folder
from migcase.keeping.sql_revision import HEAD, REVISIONS
from migcase.keeping.verify import verify
from migcase.keeping.wire import write_body
from migcase.keeping.wire_case import write_case, write_work
from tests.keeping.offices import MARCH, NO_WORK
from tests.keeping.strategies import entry_of

NINE = "2026-03-02T09:30:00.000000+00:00"
# More statements than any migration has.
ENOUGH = 2000


def older(path: Path, revision: str) -> Path:
    """Make an office of an older revision in which two cases were opened."""
    sql_sqlite.create(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        fill_older(connection, revision)
    engine.dispose()
    return path


def fill_older(connection: Connection, revision: str) -> None:
    """Make the tables of an older *revision* where nothing is, with two cases."""
    config = Config()
    config.set_main_option("script_location", str(script_folder()))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    for case in ("MA-26-00001-A", "MA-26-00002-B"):
        entry = entry_of(case, 1, Opened("avrr", 1, MARCH))
        body, work = write_case(follow(None, entry)), write_work(NO_WORK)
        row = (case, 1, entry.id, NINE, write_body(entry))
        # A server would not have an entry of a case that is not there.
        connection.exec_driver_sql(
            "INSERT INTO case_file (case_id, number, programme, version, status,"
            " stage, opened_on, written_at, body, work) VALUES ("
            f"{mark}, 1, 'avrr', 1, 'open', 'counselling', '2026-03-02', {mark},"
            f" {mark}, {mark})",
            (case, NINE, body, work),
        )
        connection.exec_driver_sql(
            "INSERT INTO entry (case_id, number, id, at, body)"
            f" VALUES ({', '.join([mark] * 5)})",
            row,
        )


def dump(path: Path) -> list[str]:
    """Return the whole content as statements."""
    with closing(sqlite3.connect(path)) as file:
        return list(file.iterdump())


def killed_at(path: Path, statement: int) -> bool:
    """Migrate in another process that is killed at a statement; tell if it was."""
    child = os.fork()
    if not child:
        count = 0

        def kill(_: str) -> None:
            nonlocal count
            count += 1
            if count == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        connected = sql_migrate.connected

        def watched(*arguments: object) -> object:
            driver = connected(*arguments)
            driver.connection.set_trace_callback(kill)
            return driver

        sql_migrate.connected = watched
        try:
            migrate(path)
        except BaseException:  # noqa: BLE001 - the process ends here in any case
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def check_kills(tmp_path: Path, revision: str, step: Callable[[int], int]) -> int:
    """Kill at one statement after another; return how many kills there were."""
    first = older(tmp_path / "first.db", revision)
    before = dump(first)
    done = Path(shutil.copy(first, tmp_path / "done.db"))
    migrate(done)
    after = dump(done)
    statement, kills = 1, 0
    while statement < ENOUGH:
        folder = tmp_path / f"killed-{statement}"
        folder.mkdir()
        path = Path(shutil.copy(first, folder / "office.db"))
        was_killed = killed_at(path, statement)
        assert dump(path) in (before, after), f"between, at statement {statement}"
        migrate(path)
        assert dump(path) == after, f"not brought up to date after {statement}"
        shutil.rmtree(folder)
        if not was_killed:
            break
        statement, kills = step(statement), kills + 1
    return kills


def test_a_migration_that_is_killed_is_old_or_new(tmp_path: Path):
    assert check_kills(tmp_path, "0003", lambda at: at + 16) >= 2


@pytest.mark.slow
def test_all_migrations_together_are_killed_at_each_statement(tmp_path: Path):
    # From the first revision on: every statement of every one is among them.
    assert check_kills(tmp_path, REVISIONS[0], lambda at: at + 1) > 40


def test_what_was_migrated_is_in_order(tmp_path: Path):
    path = older(tmp_path / "office.db", "0001")
    migrate(path)
    register = SqlRegister.open(path)

    found = verify(register.proof, "MA", None, full=True)
    assert (found.flaws, found.entries) == ((), 2)
    register.close()


@pytest.mark.slow
def test_positive_control_without_one_transaction_it_is_found_between(
    tmp_path: Path, monkeypatch
):
    """The module of the driver begins too late: tables are made, and not filled."""
    upgrade = sql_migrate._upgrade

    def each_for_itself(driver, *arguments, **more):
        connection = driver.connection

        class Loose:
            def execute(self, text, *values):
                word = str(text).split(" ", 1)[0].upper()
                if word in ("BEGIN", "COMMIT", "ROLLBACK"):
                    return connection.execute("SELECT 1")
                return connection.execute(text, *values)

            def __getattr__(self, name):
                if name in ("commit", "rollback"):
                    return lambda: None
                if name == "cursor":
                    return connection.cursor
                return getattr(connection, name)

        import attrs

        loose = attrs.evolve(driver, connection=Loose(), begin="SELECT 1")
        return upgrade(loose, *arguments, **more)

    monkeypatch.setattr(sql_migrate, "_upgrade", each_for_itself)
    with pytest.raises(AssertionError, match="between"):
        check_kills(tmp_path, "0003", lambda at: at + 13)


def test_the_last_revision_is_the_one_that_is_used():
    assert REVISIONS[-1] == HEAD
