"""Opening a database that is there already, with the tables of this migcase.

Nothing is made and nothing changed here; see `sql_migrate`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from migcase.keeping import sql_sqlite
from migcase.keeping.sql_driver import Driver
from migcase.keeping.sql_refusal import bad
from migcase.keeping.sql_revision import HEAD, REVISIONS
from migcase.keeping.sql_sqlite import Synchronous

if TYPE_CHECKING:
    # A plain office needs no cipher, and they are slow to import.
    from migcase.keeping.seal.keyring import Keyring


def opened(
    place: str | Path,
    synchronous: Synchronous,
    patience: float,
    keys: Keyring | None = None,
) -> Driver:
    """Return a connection to *place*, or raise `BadRegister`."""
    driver = connected(place, synchronous, patience, keys)
    try:
        check_revision(driver, revision_of(driver))
        check_keys(driver, keys)
    except BaseException:
        driver.connection.close()
        raise
    return driver


def connected(
    place: str | Path,
    synchronous: Synchronous,
    patience: float,
    keys: Keyring | None = None,
) -> Driver:
    """Return a connection to *place*, whatever tables are there."""
    if not is_url(place):
        return sql_sqlite.connect(
            Path(place),
            synchronous=synchronous,
            patience=patience,
            key=None if keys is None else keys.file_key,
        )
    # psycopg is an extra, and a laptop does without it.
    try:
        from migcase.keeping import sql_postgres
    except ModuleNotFoundError:
        raise bad("postgresql://…", "no-driver") from None
    return sql_postgres.connect(str(place), synchronous=synchronous, patience=patience)


def is_url(place: str | Path) -> bool:
    """Tell whether *place* is on a server rather than in a file."""
    return isinstance(place, str) and "://" in place


def revision_of(driver: Driver) -> str | None:
    """Return the revision of the tables, None where there are none."""
    try:
        rows = driver.connection.execute(
            "SELECT version_num FROM alembic_version"
        ).fetchall()
    except driver.errors as error:
        if driver.absent(error):
            return None
        raise driver.why(error) from error
    return cast("str", rows[0][0]) if len(rows) == 1 else None


def is_empty(driver: Driver) -> bool:
    """Tell whether there is no table at all where ours would be."""
    tables = "sqlite_master"
    if driver.sort == "postgresql":
        tables = "pg_catalog.pg_tables WHERE schemaname = current_schema()"
    try:
        rows = driver.connection.execute(f"SELECT count(*) FROM {tables}").fetchall()
    except driver.errors as error:
        raise driver.why(error) from error
    return cast("int", rows[0][0]) == 0


def check_revision(driver: Driver, found: str | None) -> None:
    """Raise `BadRegister` unless the tables are those of this migcase."""
    if found == HEAD:
        return
    if found is None:
        cause = "no-tables" if is_empty(driver) else "not-migcase"
        raise bad(driver.register, cause)
    cause = "older" if found in REVISIONS else "newer"
    raise bad(driver.register, cause, {"found": ascii(found)[1:-1], "wanted": HEAD})


def check_keys(driver: Driver, keys: Keyring | None) -> None:
    """Raise `BadRegister` unless what is sealed there is sealed under *keys*."""
    try:
        [(epoch,)] = driver.connection.execute(
            "SELECT max(epoch) FROM keystore"
        ).fetchall()
    except driver.errors as error:
        raise driver.why(error) from error
    if epoch is not None and keys is None:
        raise bad(driver.register, "encrypted")
    if epoch is None and keys is not None:
        raise bad(driver.register, "not-encrypted")
    if keys is not None and epoch != keys.epoch:
        details = {"found": str(epoch), "given": str(keys.epoch)}
        raise bad(driver.register, "other-epoch", details)
