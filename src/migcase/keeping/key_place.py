"""Whether an office has keys, and whether they changed; no cipher is needed to tell."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

FILE = "keys.json"


def is_closed(folder: Path) -> bool:
    """Tell whether the office in *folder* has keys, and so is encrypted."""
    return (folder / FILE).exists()


def fingerprint(folder: Path) -> str:
    """Return what changes whenever the keys do, '' where there are none."""
    try:
        return sha256((folder / FILE).read_bytes()).hexdigest()
    except OSError:
        return ""
