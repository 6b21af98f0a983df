"""A database as it was at one moment, read as far as it can be read.

For what looks at all of it at once: proofs, copies.  Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

from migcase.keeping.sql_driver import Driver

# All that is read is of one moment, whatever others write meanwhile.
BEGIN = {
    "sqlite": "BEGIN",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


@contextmanager
def snapshot(driver: Driver) -> Iterator[None]:
    """Let everything inside be read as of one moment; a transaction has its own."""
    with _any_text(driver):
        if driver.inside():
            yield
            return
        try:
            driver.connection.execute(BEGIN[driver.sort])
        except driver.errors as error:
            raise driver.why(error) from error
        try:
            yield
        finally:
            # Where the disk failed the connection is closed, and that is told above.
            with suppress(driver.errors):
                if driver.inside():
                    driver.connection.execute("ROLLBACK")


@contextmanager
def _any_text(driver: Driver) -> Iterator[None]:
    """Read text that is not UTF-8 as another text; a server keeps none.

    So it is found in its place, and keeps nobody from looking at the rest.
    """
    if driver.sort == "postgresql":
        yield
        return
    connection = driver.connection
    before = connection.text_factory
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    try:
        yield
    finally:
        connection.text_factory = before
