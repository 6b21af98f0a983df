"""A connection to an SQLite file, in the one way in which migcase keeps one.

Every setting is read back and missed if it is not in force.  A file that is not ours,
or lies where a database loses data, is refused with the reason before it is touched.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from migcase.errors import BadRegister
from migcase.keeping.place import cloud_of, mounts, network_of
from migcase.keeping.sql_driver import Driver
from migcase.keeping.sql_refusal import bad
from migcase.keeping.sql_revision import APPLICATION_ID

Synchronous = Literal["full", "normal"]

# What a confirmed step rests on: setting, how it is asked for, how it reads back.
PROFILE: tuple[tuple[str, str, object], ...] = (
    ("journal_mode", "WAL", "wal"),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("fullfsync", "ON", 1),
    ("checkpoint_fullfsync", "ON", 1),
)
_SYNCHRONOUS = {"full": ("FULL", 2), "normal": ("NORMAL", 1)}
_CAUSES = {
    "SQLITE_BUSY": "locked",
    "SQLITE_CANTOPEN": "no-permission",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_FULL": "full",
    "SQLITE_IOERR": "input-output",
    "SQLITE_LOCKED": "locked",
    "SQLITE_NOTADB": "not-a-database",
    "SQLITE_PERM": "no-permission",
    "SQLITE_READONLY": "read-only",
}


def connect(
    path: Path, *, synchronous: Synchronous = "full", patience: float = 30.0
) -> Driver:
    """Return a connection to the migcase file at *path*, or raise `BadRegister`.

    *patience* is for how many seconds a write waits for another program's.
    """
    check_place(path)
    _check_file(path)
    name = str(path)
    try:
        connection = sqlite3.connect(
            f"file:{quote(name)}?mode=rw",
            uri=True,
            isolation_level=None,
            timeout=patience,
            cached_statements=256,
        )
    except sqlite3.Error as error:
        raise explained(name, error) from error
    try:
        _settle(connection, name, synchronous)
        _check_code(connection, name)
    except sqlite3.Error as error:
        connection.close()
        raise explained(name, error) from error
    except BadRegister:
        connection.close()
        raise
    return Driver(
        name,
        connection,
        "sqlite",
        "BEGIN IMMEDIATE",
        lambda: connection.in_transaction,
        sqlite3.IntegrityError,
        sqlite3.Error,
        _absent,
        explained,
    )


def create(path: Path) -> None:
    """Make an empty migcase file that only its owner can read."""
    check_place(path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise bad(path, "exists") from None
    except OSError as error:
        raise bad(path, "no-permission") from error
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        finally:
            connection.close()
    except sqlite3.Error as error:
        path.unlink()
        raise explained(str(path), error) from error


def check_place(path: Path) -> None:
    """Raise `BadRegister` if a database would lose data at *path*."""
    whole = path.absolute().resolve()
    cloud = cloud_of(whole)
    if cloud:
        raise bad(path, "cloud", {"kind": cloud})
    network = network_of(whole, mounts())
    if network:
        raise bad(path, "network", {"kind": network})


def explained(register: str, error: Exception) -> BadRegister:
    """Return what migcase says where SQLite raised *error*."""
    name = str(getattr(error, "sqlite_errorname", "") or type(error).__name__)
    for code, cause in _CAUSES.items():
        if name.startswith(code):
            return bad(register, cause)
    return bad(register, "failed", {"found": name})


def _absent(error: Exception) -> bool:
    return str(error).startswith("no such table")


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise bad(path, "missing") from None
    except (IsADirectoryError, NotADirectoryError):
        raise bad(path, "directory") from None
    except OSError as error:
        cause = "directory" if path.is_dir() else "no-permission"
        raise bad(path, cause) from error
    if not header:
        raise bad(path, "empty")
    if header[:16] != b"SQLite format 3\0":
        raise bad(path, "not-a-database")
    if len(header) < 100:
        raise bad(path, "damaged")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise bad(path, "not-migcase")
    if not os.access(path, os.W_OK):
        raise bad(path, "read-only")


def _settle(
    connection: sqlite3.Connection, name: str, synchronous: Synchronous
) -> None:
    word, number = _SYNCHRONOUS[synchronous]
    for setting, asked, wanted in (*PROFILE, ("synchronous", word, number)):
        connection.execute(f"PRAGMA {setting} = {asked}")
        found = connection.execute(f"PRAGMA {setting}").fetchone()
        if found is None or found[0] != wanted:
            raise bad(name, "setting", {"name": setting})


def _check_code(connection: sqlite3.Connection, name: str) -> None:
    found = connection.execute(
        "SELECT min(name) FROM sqlite_master WHERE type IN ('trigger', 'view')"
    ).fetchone()
    if found[0] is not None:
        raise bad(name, "foreign-code", {"name": ascii(found[0])})
