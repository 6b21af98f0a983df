"""A connection to PostgreSQL, through psycopg, by a URL without a password.

Passwords are found as libpq finds them: ~/.pgpass, PGPASSFILE, PGPASSWORD.  The
register is named by server and database, so that no message can hold one.
"""

from __future__ import annotations

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from migcase.errors import BadRegister
from migcase.keeping.sql_driver import Driver
from migcase.keeping.sql_refusal import bad
from migcase.keeping.sql_sqlite import Synchronous

_CAUSES = {
    "08": "unreachable",
    "25006": "read-only",
    "28": "unreachable",
    "3D": "unreachable",
    "42501": "no-permission",
    "53100": "full",
    "55P03": "locked",
    "57P": "unreachable",
    "58": "input-output",
    "XX": "damaged",
}


def connect(
    url: str, *, synchronous: Synchronous = "full", patience: float = 30.0
) -> Driver:
    """Return a connection to the database at *url*, or raise `BadRegister`."""
    name = _name(url)
    try:
        connection = psycopg.connect(
            url,
            autocommit=True,
            connect_timeout=max(2, int(patience)),
            client_encoding="utf8",
        )
    except psycopg.Error as error:
        raise bad(name, "unreachable") from error
    try:
        _settle(connection, name, synchronous, patience)
    except psycopg.Error as error:
        connection.close()
        raise explained(name, error) from error
    except BadRegister:
        connection.close()
        raise
    return Driver(
        name,
        connection,
        "postgresql",
        psycopg,
        "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
        lambda: connection.info.transaction_status == TransactionStatus.INTRANS,
        psycopg.errors.UniqueViolation,
        psycopg.Error,
        _absent,
        explained,
    )


def explained(register: str, error: Exception) -> BadRegister:
    """Return what migcase says where psycopg raised *error*."""
    state = str(getattr(error, "sqlstate", None) or "")
    for code, cause in _CAUSES.items():
        if state.startswith(code):
            return bad(register, cause)
    if not state and isinstance(error, psycopg.OperationalError):
        return bad(register, "unreachable")
    return bad(register, "failed", {"found": state or type(error).__name__})


def _absent(error: Exception) -> bool:
    return isinstance(error, psycopg.errors.UndefinedTable)


def _name(url: str) -> str:
    """Return how the database at *url* is called, without user and password."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise bad(url.partition("://")[0] + "://…", "not-a-url")
    try:
        parts = conninfo_to_dict(url)
    except psycopg.Error:
        raise bad("postgresql://…", "not-a-url") from None
    # Behind a sign that should have been written as %40 or %2F, a password goes on.
    host, database = (
        str(parts.get(part) or "").rpartition("@")[2] for part in ("host", "dbname")
    )
    name = f"postgresql://{host or 'localhost'}/{database}"
    if parts.get("password"):
        raise bad(name, "password")
    return name


def _settle(
    connection: psycopg.Connection,
    name: str,
    synchronous: Synchronous,
    patience: float,
) -> None:
    """Make the settings that a confirmed step rests on, and read them back."""
    commit = "on" if synchronous == "full" else "off"
    wait = f"{max(1, int(patience * 1000))}ms"
    for setting, value in (("synchronous_commit", commit), ("lock_timeout", wait)):
        connection.execute("SELECT set_config(%s, %s, false)", (setting, value))
    found = connection.execute(
        "SELECT current_setting('synchronous_commit'),"
        " current_setting('server_encoding')"
    ).fetchone()
    assert found is not None
    if found[1] != "UTF8":
        raise bad(name, "encoding", {"found": str(found[1])})
    if found[0] != commit:
        raise bad(name, "setting", {"name": "synchronous_commit"})
