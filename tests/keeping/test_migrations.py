"""Tables are made and changed by revisions, in one transaction."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from migcase.errors import BadRegister
from migcase.keeping import sql_sqlite
from migcase.keeping.sql_migrate import migrate, script_folder
from migcase.keeping.sql_schema import HEAD, REVISIONS, metadata


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


def test_a_newer_file_is_not_migrated(file: Path):
    with closing(sqlite3.connect(file)) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
        other.commit()

    with pytest.raises(BadRegister, match="9999"):
        migrate(file)
