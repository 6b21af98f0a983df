"""The small tables of the demo's facts, as rows."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def home_of(country: str) -> tuple[str, str]:
    """Return the city and the airport to which people of *country* return."""
    return _homes()[country]


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of the table *name*, its comments left out."""
    table = files("migcase.demo") / "facts" / f"{name}.csv"
    with table.open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if line[:1] != "#"))


@cache
def _homes() -> Mapping[str, tuple[str, str]]:
    return {row["code"]: (row["city"], row["airport"]) for row in rows("homes")}
