"""Registers in memory and in a file, and an office with one programme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from migcase.keeping.register import MemoryRegister, Register
from migcase.keeping.sql import SqlRegister
from migcase.office.office import Office
from tests.keeping.conftest import (
    database,
    file,
    made_database,
    made_file,
    place,
    server,
)
from tests.office.passport import Clock, declaring, office_of, passport

__all__ = ["database", "file", "made_database", "made_file", "place", "server"]


@pytest.fixture(params=["memory", "sqlite"])
def register(request: pytest.FixtureRequest) -> Iterator[Register]:
    if request.param == "memory":
        yield MemoryRegister()
    else:
        opened = SqlRegister.open(request.getfixturevalue("file"), synchronous="normal")
        yield opened
        opened.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(register: Register, clock: Clock) -> Office:
    return office_of(declaring(passport()), register=register, clock=clock)
