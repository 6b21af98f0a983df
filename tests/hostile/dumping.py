"""Every byte that an office keeps, as something that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

# What is owed to a watcher is no part of any case, and differs where one fails.
OWED = "delivery"

# What no two runs have in common: ids, instants, and hashes over them.
UNLIKE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)?"
    r"|b'(?:[^'\\]|\\.)*'|b\"(?:[^\"\\]|\\.)*\""
)


# A minute may be over between two commands, or not.
TIME_OF_DAY = re.compile(r"\b\d\d:\d\d\b")


def stored(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables in *file*, but for what watchers are owed."""
    with closing(dbapi2.connect(file)) as connection:
        found = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )
        names = [name for (name,) in found if name != OWED]
        return {name: sorted(_rows(connection, name), key=repr) for name in names}


def alike(text: object) -> str:
    """Return *text* with everything in it that differs from run to run as a sign."""
    known: dict[str, str] = {}
    signs = UNLIKE.sub(
        lambda found: known.setdefault(found[0], f"<{len(known)}>"), str(text)
    )
    return TIME_OF_DAY.sub("<time>", signs)


def _rows(connection: dbapi2.Connection, table: str) -> Iterator[tuple[object, ...]]:
    yield from connection.execute(f'SELECT * FROM "{table}"')
