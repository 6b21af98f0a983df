"""What an SQLite file is, as far as can be told before it is opened.

It is only looked at; nothing is made, locked or changed.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from migcase.keeping.place import cloud_of, mounts, network_of
from migcase.keeping.sql_refusal import bad
from migcase.keeping.sql_revision import APPLICATION_ID

# The slots of whoever may unlock an office, beside its encrypted file.
KEYS_FILE = "keys.json"

# How large the pages of an encrypted file are.
PAGE = 16384

_PLAIN = b"SQLite format 3\0"


def check_place(path: Path) -> None:
    """Raise `BadRegister` if a database would lose data at *path*."""
    whole = path.absolute().resolve()
    cloud = cloud_of(whole)
    if cloud:
        raise bad(path, "cloud", {"kind": cloud})
    network = network_of(whole, mounts())
    if network:
        raise bad(path, "network", {"kind": network})


def is_encrypted(path: Path) -> bool:
    """Tell whether *path* holds something that does not begin like a plain database."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(len(_PLAIN))
    return len(start) == len(_PLAIN) and start != _PLAIN


def check_file(path: Path, *, has_key: bool) -> None:
    """Raise `BadRegister` if *path* cannot be opened, with a key or without one."""
    try:
        if not (path.is_dir() or stat.S_ISREG(path.stat().st_mode)):
            raise bad(path, "no-file")  # a pipe would be waited for
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
    if has_key:
        _check_encrypted(path, header)
    else:
        _check_plain(path, header)
    if not os.access(path, os.W_OK):
        raise bad(path, "read-only")


def _check_plain(path: Path, header: bytes) -> None:
    if header[:16] != _PLAIN:
        locked = path.with_name(KEYS_FILE).exists()
        raise bad(path, "encrypted" if locked else "not-a-database")
    if len(header) < 100:
        raise bad(path, "damaged")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise bad(path, "not-migcase")


def _check_encrypted(path: Path, header: bytes) -> None:
    # There is nothing to read in one: it is noise from the first byte on.
    if header[:16] == _PLAIN:
        raise bad(path, "not-encrypted")
    if path.stat().st_size < PAGE:
        raise bad(path, "not-a-database")
