"""The small tables of facts that are carried along, as rows.

Each lies in a folder ``facts``; lines that begin with # tell where it is from.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from itertools import zip_longest


def rows(name: str, package: str = "migcase") -> list[dict[str, str]]:
    """Return the rows of the table *name* of *package* by its heads; "" where short."""
    table = files(package) / "facts" / f"{name}.csv"
    with table.open(encoding="utf-8") as lines:
        parts = csv.reader(line for line in lines if not line.startswith("#"))
        heads = next(parts)
        # `csv.DictReader` takes three times as long, of thousands of rows.
        return [dict(zip_longest(heads, row, fillvalue="")) for row in parts if row]
