"""Registers in memory and in a file, and an office with one programme."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from migcase.keeping.register import MemoryRegister, Register
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.office.office import Office
from tests.office.passport import Clock, declaring, office_of, passport


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migcase file as `init` makes it; tests work on copies."""
    path = tmp_path_factory.mktemp("made") / "office.db"
    migrate(path)
    return path


@pytest.fixture
def file(made_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made_file, tmp_path / "office.db"))


@pytest.fixture(params=["memory", "sqlite"])
def register(request: pytest.FixtureRequest) -> Iterator[Register]:
    if request.param == "memory":
        yield MemoryRegister()
    else:
        opened = SqlRegister.open(request.getfixturevalue("file"))
        yield opened
        opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(register: Register, clock: Clock) -> Office:
    return office_of(declaring(passport()), register=register, clock=clock)
