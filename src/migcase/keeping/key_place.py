"""Whether an office has keys, and whether they changed; no cipher is needed to tell."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from migcase.keeping.sql_refusal import bad

FILE = "keys.json"
# The same for the master key that comes next, until the office is encrypted under it.
NEXT = "keys.next.json"


def is_closed(folder: Path) -> bool:
    """Tell whether the office in *folder* has keys, and so is encrypted.

    Raise `BadRegister` where the disk does not say.
    """
    file = folder / FILE
    try:
        return file.exists()
    except OSError as error:
        raise bad(file, "input-output") from error


def is_renewing(folder: Path) -> bool:
    """Tell whether somebody began to renew the master key, and was not done yet."""
    return (folder / NEXT).exists()


def fingerprint(folder: Path, name: str = FILE) -> str:
    """Return what changes whenever the keys do, '' where there are none."""
    try:
        return sha256((folder / name).read_bytes()).hexdigest()
    except OSError:
        return ""
