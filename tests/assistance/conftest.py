"""An office with a fund, in memory and in a file."""

from __future__ import annotations

import pytest

from tests.assistance.grant import Money, money_office
from tests.office.conftest import (
    clock,
    database,
    file,
    made_database,
    made_file,
    place,
    register,
    server,
)
from tests.office.passport import Clock

__all__ = [
    "clock",
    "database",
    "file",
    "made_database",
    "made_file",
    "place",
    "register",
    "server",
]


@pytest.fixture
def money(clock: Clock) -> Money:
    """A fund with 10,000 EUR, and a case that may spend up to 5,000."""
    return Money(money_office(clock=clock))
