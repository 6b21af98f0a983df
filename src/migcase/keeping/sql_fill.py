"""An empty database of a server, filled with all that a file keeps: all or nothing.

The file is a copy that was verified; what was filled is for whoever asked to verify.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migcase.errors import MigcaseError
from migcase.keeping.sql_copy import PAGE, tables_in_order
from migcase.keeping.sql_driver import Driver
from migcase.keeping.sql_open import connected, is_empty, is_url, revision_of
from migcase.keeping.sql_refusal import bad
from migcase.keeping.sql_revision import HEAD

if TYPE_CHECKING:
    from migcase.keeping.seal.keyring import Keyring


def check_fillable(place: str, *, patience: float = 30.0) -> None:
    """Raise `BadRegister` unless *place* is an empty database of a server.

    One that has our tables, and nothing in them, is as good as empty.
    """
    if not is_url(place):
        raise bad(place, "not-a-url")
    driver = connected(place, "full", patience)
    try:
        _check(driver)
    finally:
        driver.connection.close()


@contextmanager
def filled(
    place: str, file: Path, keys: Keyring | None, *, patience: float = 30.0
) -> Iterator[None]:
    """Have *place* hold all that *file* does; empty it again if what follows fails."""
    from migcase.keeping.sql_migrate import migrate  # Alembic is slow to import

    check_fillable(place, patience=patience)
    migrate(place, patience=patience)
    driver = connected(place, "full", patience)
    source = connected(file, "full", patience, keys)
    try:
        _fill(driver, source)
        try:
            yield
        except BaseException:
            with suppress(MigcaseError):
                _emptied(driver)
            raise
    finally:
        source.connection.close()
        driver.connection.close()


def _fill(driver: Driver, source: Driver) -> None:
    try:
        with driver.connection.transaction():
            for name, columns, key in tables_in_order():
                listed, marks = ", ".join(columns), ", ".join("%s" for _ in columns)
                # Nobody else founds or restores an office there at the same time.
                driver.connection.execute(f"LOCK TABLE {name} IN EXCLUSIVE MODE")
                _check_none(driver, name)
                text = f"SELECT {listed} FROM {name} ORDER BY {', '.join(key)}"
                rows = source.connection.execute(text)
                with driver.connection.cursor() as cursor:
                    for page in _pages(rows):
                        cursor.executemany(
                            f"INSERT INTO {name} ({listed}) VALUES ({marks})", page
                        )
    except driver.errors as error:
        raise driver.why(error) from error
    except source.errors as error:
        raise source.why(error) from error


def _emptied(driver: Driver) -> None:
    try:
        with driver.connection.transaction():
            for name, _, _ in reversed([*tables_in_order()]):
                driver.connection.execute(f"DELETE FROM {name}")
    except driver.errors as error:
        raise driver.why(error) from error


def _check(driver: Driver) -> None:
    found = revision_of(driver)
    if found is None and is_empty(driver):
        return
    if found != HEAD:
        raise bad(driver.register, "not-migcase" if found is None else "founded")
    try:
        for name, _, _ in tables_in_order():
            _check_none(driver, name)
    except driver.errors as error:
        raise driver.why(error) from error


def _check_none(driver: Driver, table: str) -> None:
    if driver.connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
        raise bad(driver.register, "founded")


def _pages(rows: Any) -> Iterator[list[Any]]:
    while page := rows.fetchmany(PAGE):
        yield page
