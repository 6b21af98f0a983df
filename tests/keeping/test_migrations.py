"""Tables are made and changed by revisions, in one transaction."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlcipher3 import dbapi2 as sqlite3

from migcase.casefile.case import follow
from migcase.casefile.events import Noted, Opened
from migcase.errors import BadRegister
from migcase.judgement.work import Work
from migcase.keeping import (
    sql_people_schema,  # noqa: F401 - its tables are in it
    sql_sqlite,
)
from migcase.keeping.register import Kept
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate, script_folder
from migcase.keeping.sql_revision import HEAD, REVISIONS
from migcase.keeping.sql_seal_schema import metadata
from migcase.keeping.wire import write_body
from migcase.keeping.wire_case import write_case, write_work
from tests.keeping.strategies import entry_of

MARCH = date(2026, 3, 2)
NINE = "2026-03-02T09:30:00.000000+00:00"
NO_WORK = Work(MARCH, {}, "counselling", "open")


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {name for (name,) in rows}


def test_the_revisions_named_are_those_in_the_folder():
    config = Config()
    config.set_main_option("script_location", str(script_folder()))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)

    found = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(found)) == REVISIONS
    assert scripts.get_current_head() == HEAD


def test_the_revisions_make_the_tables_that_the_register_uses(place: str):
    url = place.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url if "://" in url else f"sqlite:///{url}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, metadata)
    engine.dispose()

    assert differences == []


def test_migrating_again_changes_nothing(file: Path):
    before = file.read_bytes()
    migrate(file)

    assert file.read_bytes() == before


def test_a_migration_that_fails_leaves_nothing(tmp_path: Path):
    path = tmp_path / "office.db"
    sql_sqlite.create(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE open_work (in_the_way TEXT)")

    with pytest.raises(BadRegister, match="Nothing was written"):
        migrate(path)
    assert tables(path) == {"open_work"}


def test_a_file_that_could_not_be_filled_is_not_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sql_sqlite, "PROFILE", (("page_size", "512", 512),))

    with pytest.raises(BadRegister):
        migrate(tmp_path / "office.db")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def first_tables(tmp_path: Path) -> Path:
    """A file as the first revision made it, with two cases that one id opened."""
    path = tmp_path / "office.db"
    sql_sqlite.create(path)
    config = Config()
    config.set_main_option("script_location", str(script_folder()))
    config.set_main_option("path_separator", "os")
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for case in ("MA-26-00001-A", "MA-26-00002-B"):
            entry = entry_of(case, 1, Opened("avrr", 1, MARCH), entry_id="one")
            row = follow(None, entry)
            values = (case, 1, "avrr", 1, "open", "counselling", None, None)
            texts = (MARCH.isoformat(), NINE, write_case(row), write_work(NO_WORK))
            marks = ", ".join("?" * 12)
            connection.exec_driver_sql(
                f"INSERT INTO case_file VALUES ({marks})", (*values, *texts)
            )
            connection.exec_driver_sql(
                "INSERT INTO entry VALUES (?, 1, 'one', ?, ?)",
                (case, NINE, write_body(entry)),
            )
    engine.dispose()
    return path


def test_an_older_office_is_brought_up_to_date_with_all_its_cases(first_tables: Path):
    migrate(first_tables)

    with closing(SqlRegister.open(first_tables)) as register:
        listed = register.cases(limit=9)
        assert [row.case for row in listed] == ["MA-26-00001-A", "MA-26-00002-B"]
        kept = register.kept("MA-26-00002-B")
        assert kept is not None
        assert kept.work == NO_WORK
        assert register.stale(MARCH, 9) == ("MA-26-00001-A", "MA-26-00002-B")

        noted = entry_of("MA-26-00002-B", 2, Noted("…", MARCH))
        after = Kept(follow(kept.case, noted), NO_WORK)
        register.append(after, noted, kept.work)
        assert register.kept("MA-26-00002-B") == after


def test_an_office_whose_ids_opened_two_cases_is_not_kept_from_going_on(
    first_tables: Path,
):
    migrate(first_tables)

    with closing(SqlRegister.open(first_tables)) as register:
        found = register.opening("one")
    assert found is not None
    assert found.case == "MA-26-00001-A"


def test_a_newer_file_is_not_migrated(file: Path):
    with closing(sqlite3.connect(file)) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
        other.commit()

    with pytest.raises(BadRegister, match="9999"):
        migrate(file)
