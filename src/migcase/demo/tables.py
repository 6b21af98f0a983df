"""The small tables of the demo's facts, as rows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from migcase import fact_tables


def home_of(country: str) -> tuple[str, str]:
    """Return the city and the airport to which people of *country* return."""
    return _homes()[country]


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of the table *name*, its comments left out."""
    return fact_tables.rows(name, "migcase.demo")


@cache
def _homes() -> Mapping[str, tuple[str, str]]:
    return {row["code"]: (row["city"], row["airport"]) for row in rows("homes")}
