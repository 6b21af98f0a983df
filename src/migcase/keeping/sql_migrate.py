"""Making the tables of an office, and bringing older ones up to date.

Whatever a migration does is one transaction: it is done, or nothing of it is.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from migcase.keeping import sql_sqlite
from migcase.keeping.sql_driver import Driver
from migcase.keeping.sql_open import (
    check_revision,
    connected,
    is_empty,
    is_url,
    revision_of,
)
from migcase.keeping.sql_refusal import bad
from migcase.keeping.sql_revision import HEAD, REVISIONS


def migrate(place: str | Path, *, patience: float = 30.0) -> None:
    """Bring the tables in *place* up to date; make them, and a file, if absent.

    Nothing is made beside the tables of another program.  Raise `BadRegister`; then
    everything is as it was.
    """
    fresh = not is_url(place) and not Path(place).exists()
    if fresh:
        sql_sqlite.create(Path(place))
    try:
        driver = connected(place, "full", patience)
        try:
            found = revision_of(driver)
            is_foreign = found is None and is_url(place) and not is_empty(driver)
            if is_foreign or (found is not None and found not in REVISIONS):
                check_revision(driver, found)
            if found != HEAD:
                _upgrade(driver)
        finally:
            driver.connection.close()
    except BaseException:
        if fresh:
            Path(place).unlink(missing_ok=True)
        raise


def found(place: str | Path, *, patience: float = 30.0) -> None:
    """Make the tables of a new office in *place*; refuse where there is one already."""
    if is_url(place):
        driver = connected(place, "full", patience)
        try:
            if revision_of(driver) is not None:
                raise bad(driver.register, "founded")
        finally:
            driver.connection.close()
    migrate(place, patience=patience)


def script_folder() -> Path:
    """Return the folder in which the revisions lie."""
    return Path(__file__).parent / "migrations"


def _upgrade(driver: Driver) -> None:
    url = "sqlite://" if driver.sort == "sqlite" else "postgresql+psycopg://"
    engine = create_engine(url, creator=lambda: driver.connection, poolclass=StaticPool)
    config = Config()
    config.set_main_option("script_location", str(script_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    try:
        with engine.connect() as connection:
            # The driver's module would begin too late, and not to write.
            driver.connection.execute(driver.begin)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
    except DBAPIError as error:
        cause = error.orig if isinstance(error.orig, driver.errors) else error
        raise driver.explained(driver.register, cause) from error
    except driver.errors as error:
        raise driver.explained(driver.register, error) from error
