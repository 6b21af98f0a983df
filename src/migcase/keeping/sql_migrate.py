"""Making the tables of an office, and bringing older ones up to date.

Whatever a migration does is one transaction: it is done, or nothing of it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from migcase.keeping import sql_sqlite
from migcase.keeping.sql_driver import Driver
from migcase.keeping.sql_open import (
    check_keys,
    check_revision,
    connected,
    is_empty,
    is_url,
    revision_of,
)
from migcase.keeping.sql_refusal import bad
from migcase.keeping.sql_revision import HEAD, REVISIONS

if TYPE_CHECKING:
    from migcase.keeping.seal.keyring import Keyring


def migrate(
    place: str | Path, keys: Keyring | None = None, *, patience: float = 30.0
) -> None:
    """Bring the tables in *place* up to date; make them, and a file, if absent.

    With *keys* what is made is encrypted.  Nothing is made beside the tables of
    another program.  Raise `BadRegister`; then everything is as it was.
    """
    fresh = not is_url(place) and not _is_there(Path(place))
    if fresh:
        key = None if keys is None else keys.file_key
        sql_sqlite.create(Path(place), key=key)
    try:
        driver = connected(place, "full", patience, keys)
        try:
            found = revision_of(driver)
            is_foreign = found is None and is_url(place) and not is_empty(driver)
            if is_foreign or (found is not None and found not in REVISIONS):
                check_revision(driver, found)
            if found != HEAD:
                _upgrade(driver, keys, is_new=found is None)
            check_keys(driver, keys)
        finally:
            driver.connection.close()
    except BaseException:
        if fresh:
            Path(place).unlink(missing_ok=True)
        raise


def found(
    place: str | Path, keys: Keyring | None = None, *, patience: float = 30.0
) -> None:
    """Make the tables of a new office in *place*; refuse where there is one already."""
    if is_url(place):
        driver = connected(place, "full", patience, keys)
        try:
            if revision_of(driver) is not None:
                raise bad(driver.register, "founded")
        finally:
            driver.connection.close()
    migrate(place, keys, patience=patience)


def make_tables(file: Path, revision: str, keys: Keyring | None) -> None:
    """Make the new *file* with the tables of a *revision*, and not a row in them.

    It is for a copy: with *keys* it is encrypted, and has no keystore of its own.
    """
    sql_sqlite.create(file, key=None if keys is None else keys.file_key)
    driver = connected(file, "full", 30.0, keys)
    try:
        _upgrade(driver, None, is_new=True, revision=revision)
    finally:
        driver.connection.close()


def script_folder() -> Path:
    """Return the folder in which the revisions lie."""
    return Path(__file__).parent / "migrations"


def _is_there(file: Path) -> bool:
    """Tell whether *file* is there; raise `BadRegister` where the disk does not say."""
    try:
        return file.exists()
    except OSError as error:
        raise bad(file, "input-output") from error


def _upgrade(
    driver: Driver, keys: Keyring | None, *, is_new: bool, revision: str = HEAD
) -> None:
    url = "sqlite://" if driver.sort == "sqlite" else "postgresql+psycopg://"
    engine = create_engine(
        url,
        creator=lambda: driver.connection,
        module=driver.module,
        poolclass=StaticPool,
    )
    config = Config()
    config.set_main_option("script_location", str(script_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    try:
        with engine.connect() as connection:
            # The driver's module would begin too late, and not to write.
            driver.connection.execute(driver.begin)
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            if is_new and keys is not None:
                # Ciphers are slow to import, and a plain office needs none.
                from migcase.keeping.sql_keystore import found_store

                found_store(driver, keys)
            if revision == HEAD:  # older ones may not keep any
                check_keys(driver, keys)
            connection.commit()
    except DBAPIError as error:
        cause = error.orig if isinstance(error.orig, driver.errors) else error
        raise driver.why(cause) from error
    except driver.errors as error:
        raise driver.why(error) from error
