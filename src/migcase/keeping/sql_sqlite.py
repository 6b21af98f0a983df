"""A connection to an SQLite file, plain or encrypted, in the one way migcase keeps one.

Every setting is read back and missed if it is not in force.  A file that is not ours,
or lies where a database loses data, is refused with the reason before it is touched.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from sqlcipher3 import dbapi2

from migcase.errors import BadRegister
from migcase.keeping.sql_driver import Driver
from migcase.keeping.sql_file import PAGE, check_file, check_place
from migcase.keeping.sql_refusal import bad
from migcase.keeping.sql_revision import APPLICATION_ID

Synchronous = Literal["full", "normal"]
Profile = tuple[tuple[str, str, object], ...]

# How an encrypted file is made, for ever: any SQLCipher 4 opens one by these settings
# and the raw key.  Larger pages and the shorter hash cost the least to read.
CIPHER: Profile = (
    ("cipher_page_size", str(PAGE), str(PAGE)),
    ("cipher_hmac_algorithm", "HMAC_SHA256", "HMAC_SHA256"),
    ("cipher_kdf_algorithm", "PBKDF2_HMAC_SHA256", "PBKDF2_HMAC_SHA256"),
)

# What a confirmed step rests on: setting, how it is asked for, how it reads back.
PROFILE: Profile = (
    ("journal_mode", "WAL", "wal"),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "ON", 1),
    ("fullfsync", "ON", 1),
    ("checkpoint_fullfsync", "ON", 1),
    ("mmap_size", "0", 0),
)
# A page that was decrypted once is worth keeping: 64 MiB of them.
_CACHE = ("cache_size", "-65536", -65536)
# As long is the file by which those who have a database open know of each other.
_SHARED = 32_768
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
    path: Path,
    *,
    synchronous: Synchronous = "full",
    patience: float = 30.0,
    key: bytes | None = None,
) -> Driver:
    """Return a connection to the migcase file at *path*, or raise `BadRegister`.

    *patience* is for how many seconds a write waits for another program's; *key* is
    that of the whole file, None for one that is not encrypted.
    """
    check_place(path)
    check_file(path, has_key=key is not None)
    name = str(path)
    try:
        connection = dbapi2.connect(
            f"file:{quote(name)}?mode=rw",
            uri=True,
            isolation_level=None,
            timeout=patience,
            cached_statements=256,
        )
    except dbapi2.Error as error:
        raise explained(name, error) from error
    try:
        if key is not None:
            _unlock(connection, name, key)
        _settle(connection, name, synchronous)
        _check_code(connection, name)
    except dbapi2.Error as error:
        connection.close()
        raise _at_opening(name, error) from error
    except BadRegister:
        connection.close()
        raise
    return Driver(
        name,
        connection,
        "sqlite",
        dbapi2,
        "BEGIN IMMEDIATE",
        lambda: bool(connection.in_transaction),
        dbapi2.IntegrityError,
        dbapi2.Error,
        _absent,
        explained,
    )


def create(path: Path, *, key: bytes | None = None) -> None:
    """Make an empty migcase file that only its owner can read.

    With a *key* all of it is encrypted.
    """
    check_place(path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise bad(path, "exists") from None
    except OSError as error:
        raise bad(path, "no-permission") from error
    try:
        connection = dbapi2.connect(str(path), isolation_level=None)
        try:
            if key is not None:
                _give(connection, str(path), key)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        finally:
            connection.close()
    except dbapi2.Error as error:
        path.unlink()
        raise explained(str(path), error) from error
    except BadRegister:
        path.unlink()
        raise


def engine() -> tuple[int, ...]:
    """Return the version of the SQLite that is used here, whatever Python brings."""
    return tuple(dbapi2.sqlite_version_info)


def explained(register: str, error: Exception) -> BadRegister:
    """Return what migcase says where SQLite raised *error*."""
    name = str(getattr(error, "sqlite_errorname", "") or type(error).__name__)
    for code, cause in _CAUSES.items():
        if name.startswith(code):
            return bad(register, cause)
    if isinstance(error, dbapi2.ProgrammingError) and "closed" in str(error):
        return bad(register, "let-go")
    if "decode to UTF-8" in str(error):  # it quotes the text: no more of it is told
        return bad(register, "damaged")
    return bad(register, "failed", {"found": name})


def _at_opening(name: str, error: Exception) -> BadRegister:
    """Return what `explained` does; SQLite calls a full disk an error of the disk here.

    It makes a small file beside the database, even for whoever reads.
    """
    from shutil import disk_usage  # slow to import, and hardly ever needed

    found = explained(name, error)
    if found.values["cause"] == "input-output":
        with suppress(OSError):
            if disk_usage(Path(name).parent).free < _SHARED:
                return bad(name, "full")
    return found


def _absent(error: Exception) -> bool:
    return str(error).startswith("no such table")


def _give(connection: Any, name: str, key: bytes) -> None:
    """Tell *connection* the key, and how the file is encrypted."""
    # It would name each damaged page on the error stream.
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    # Not by a statement, which would be kept with the key in it.
    connection.set_key(f"x'{key.hex()}'")
    _set(connection, name, CIPHER)


def _unlock(connection: Any, name: str, key: bytes) -> None:
    """Give the key, and say which it is where the file does not open: key or file."""
    _give(connection, name, key)
    try:
        [(found,)] = connection.execute("PRAGMA application_id").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except dbapi2.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
            raise
        broken = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        is_damaged = len(broken) < Path(name).stat().st_size // PAGE
        raise bad(name, "damaged" if is_damaged else "wrong-key") from error
    if found != APPLICATION_ID:
        raise bad(name, "not-migcase")


def _settle(connection: Any, name: str, synchronous: Synchronous) -> None:
    word, number = _SYNCHRONOUS[synchronous]
    _set(connection, name, (*PROFILE, _CACHE, ("synchronous", word, number)))


def _set(
    connection: Any, name: str, profile: tuple[tuple[str, str, object], ...]
) -> None:
    for setting, asked, wanted in profile:
        connection.execute(f"PRAGMA {setting} = {asked}").fetchall()
        found = connection.execute(f"PRAGMA {setting}").fetchone()
        if found is None or found[0] != wanted:
            raise bad(name, "setting", {"name": setting})


def _check_code(connection: Any, name: str) -> None:
    found = connection.execute(
        "SELECT min(name) FROM sqlite_master WHERE type IN ('trigger', 'view')"
    ).fetchone()
    if found[0] is not None:
        raise bad(name, "foreign-code", {"name": ascii(found[0])})
