"""A copy of everything that a register keeps, as of one moment, while others write.

An SQLite file is copied page by page by SQLite itself, encrypted under the same key.
From a server every table is read in one transaction, into such a file; by a login that
is shown every row, for a part of an office is no copy of it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migcase.keeping import sql_sqlite
from migcase.keeping.sql_driver import Driver
from migcase.keeping.sql_open import (
    check_keys,
    check_revision,
    connected,
    is_url,
    revision_of,
)
from migcase.keeping.sql_refusal import bad
from migcase.keeping.sql_revision import HEAD, REVISIONS
from migcase.keeping.sql_snapshot import snapshot

if TYPE_CHECKING:
    from migcase.keeping.seal.keyring import Keyring

PAGE = 500
# SQLITE_BUSY, SQLITE_LOCKED.
_LOCKED = (5, 6)


def copy_register(
    place: str | Path, target: Path, keys: Keyring | None, *, patience: float = 30.0
) -> None:
    """Make the new file *target* a copy of the register in *place*, as of now."""
    source = connected(place, "full", patience, keys)
    try:
        check_revision(source, revision_of(source))
        check_keys(source, keys)
        if is_url(place):
            _copy_tables(source, target, keys, HEAD)
        else:
            _copy_file(source, target, keys, patience)
    finally:
        source.connection.close()


def check_sees_all(place: str | Path, *, patience: float = 30.0) -> None:
    """Raise `BadRegister` if whoever connects to *place* is shown only a part of it."""
    if not is_url(place):
        return
    source = connected(place, "full", patience)
    try:
        check_revision(source, revision_of(source))
        _check_sees_all(source, [name for name, _, _ in tables_in_order()])
    finally:
        source.connection.close()


def check_same(place: str | Path, owner: str, *, patience: float = 30.0) -> None:
    """Raise `BadRegister` unless *owner* leads to the same database as *place*."""
    if not is_url(place):
        raise bad(place, "not-a-server")
    found = [_database(one, patience) for one in (place, owner)]
    if found[0] != found[1]:
        raise bad(owner.rpartition("@")[2], "another")


def _database(place: str | Path, patience: float) -> tuple[object, ...]:
    """Return what no two databases have in common at one moment."""
    driver = connected(place, "full", patience)
    which = "SELECT oid, datname, pg_postmaster_start_time()::text FROM pg_database"
    try:
        text = f"{which} WHERE datname = current_database()"
        return tuple(driver.connection.execute(text).fetchone())
    except driver.errors as error:
        raise driver.why(error) from error
    finally:
        driver.connection.close()


def copy_older(
    place: str | Path, target: Path, keys: Keyring | None, *, patience: float = 30.0
) -> str | None:
    """Make *target* a copy of what is in *place*, whatever revision its tables are of.

    Return that revision, or None where there is nothing to be brought up to date.
    """
    source = connected(place, "full", patience, keys)
    try:
        found = revision_of(source)
        if found in (None, HEAD) or found not in REVISIONS:
            return None  # whoever migrates says what is wrong with it
        if is_url(place):
            _copy_tables(source, target, keys, found)
        else:
            _copy_file(source, target, keys, patience)
    finally:
        source.connection.close()
    return found


def _copy_file(
    source: Driver, target: Path, keys: Keyring | None, patience: float
) -> None:
    key = None if keys is None else keys.file_key
    sql_sqlite.create(target, key=key)
    copy = sql_sqlite.connect(target, key=key)
    until = time.monotonic() + patience

    def waited(status: int, _left: int, _pages: int) -> None:
        # By itself it would wait for ever, also for a lock that a disk that fails left.
        if status in _LOCKED and time.monotonic() >= until:
            raise bad(source.register, "locked")

    try:
        source.connection.backup(copy.connection, progress=waited)
        # Pages that are free may hold what was erased; and one file is easier to keep
        # than one with a companion.
        copy.connection.execute("VACUUM")
        copy.connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    except source.errors as error:
        raise source.why(error) from error
    finally:
        copy.connection.close()


def _copy_tables(
    source: Driver, target: Path, keys: Keyring | None, revision: str
) -> None:
    from migcase.keeping.sql_migrate import make_tables  # Alembic is slow to import

    make_tables(target, revision, keys)
    copy = connected(target, "full", 30.0, keys)
    try:
        tables = list(_tables_of(copy))
        _check_sees_all(source, [name for name, _, _ in tables])
        with snapshot(source):
            copy.connection.execute(copy.begin)
            # A table may be filled before the one that its rows refer to.
            copy.connection.execute("PRAGMA defer_foreign_keys = ON")
            for name, columns, key in tables:
                marks = ", ".join("?" for _ in columns)
                copy.connection.executemany(
                    f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})",
                    _rows(source, name, columns, key),
                )
                _check_counts(source, copy, name)
            copy.connection.execute("COMMIT")
        copy.connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    except source.errors as error:
        raise source.why(error) from error
    except copy.errors as error:
        raise copy.why(error) from error
    finally:
        copy.connection.close()


def _check_counts(source: Driver, copy: Driver, table: str) -> None:
    """Hold what was copied to what is there, in the one transaction that reads it."""
    count = f"SELECT count(*) FROM {table}"
    there, here = (one.connection.execute(count).fetchone() for one in (source, copy))
    if tuple(there) != tuple(here):
        raise AssertionError(f"of {table} {there} were there and {here} were copied")


def _tables_of(copy: Driver) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each table of a file of ours, with its columns and its key.

    They are those of its revision, which the schema of today may not know.
    """
    run = copy.connection.execute
    listed = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    for (table,) in run(listed).fetchall():
        if table == "alembic_version" or table.startswith("sqlite_"):
            continue
        text = "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid"
        columns = [(f'"{name}"', place) for name, place in run(text, (table,))]
        key = sorted((place, name) for name, place in columns if place)
        yield table, [name for name, _ in columns], [name for _, name in key]


def _check_sees_all(source: Driver, tables: Sequence[str]) -> None:
    run = source.connection.execute
    try:
        for name in tables:
            [is_partial] = run("SELECT row_security_active(%s)", (name,)).fetchone()
            if is_partial:
                raise bad(source.register, "sees-part")
        # Should that change from here on, the server refuses instead of leaving out.
        run("SET row_security = off")
    except source.errors as error:
        raise source.why(error) from error


def tables_in_order() -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each table with its columns and its key, those first that others need."""
    # They share one metadata, and are slow to import.
    from migcase.keeping.sql_people_schema import person
    from migcase.keeping.sql_seal_schema import metadata

    assert person.name in metadata.tables
    for table in metadata.sorted_tables:
        columns = [f'"{column.name}"' for column in table.columns]
        key = [f'"{column.name}"' for column in table.primary_key.columns]
        yield table.name, columns, key


def _rows(
    source: Driver, name: str, columns: Sequence[str], key: Sequence[str]
) -> Iterator[Any]:
    """Yield the rows of a table of a server, a page at a time."""
    with source.connection.cursor(name="copying") as cursor:
        cursor.itersize = PAGE
        cursor.execute(
            f"SELECT {', '.join(columns)} FROM {name} ORDER BY {', '.join(key)}"
        )
        yield from cursor
