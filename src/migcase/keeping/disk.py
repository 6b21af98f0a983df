"""What lies below a file: a disk that is encrypted, or one that anybody can read.

As far as the system tells; what it does not tell is no answer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

SYSTEM = Path("/sys")
SWAPS = Path("/proc/swaps")
# A swap that is never on a disk.
IN_MEMORY = "zram"


def is_encrypted_disk(path: Path, system: Path = SYSTEM) -> bool | None:
    """Tell whether *path* lies on an encrypted disk; None where nobody can tell."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        number = path.stat().st_dev
    except OSError:
        return None
    device = system / "dev/block" / f"{os.major(number)}:{os.minor(number)}"
    # Major 0: btrfs, ZFS, an overlay; they have no device of their own.
    return _is_encrypted(device) if os.major(number) and device.exists() else None


def open_swaps(swaps: Path = SWAPS, system: Path = SYSTEM) -> tuple[str, ...] | None:
    """Return where memory is written in clear; None where nobody can tell."""
    try:
        lines = swaps.read_text(encoding="utf-8", errors="replace").splitlines()[1:]
    except OSError:
        return None
    return tuple(sorted(set(_open_swaps(lines, system))))


def _open_swaps(lines: list[str], system: Path) -> Iterator[str]:
    for line in lines:
        name, *rest = line.split()
        path = Path(name)
        if path.name.startswith(IN_MEMORY):
            continue
        if rest[:1] == ["file"]:
            closed = is_encrypted_disk(path, system)
        else:
            closed = _is_encrypted(system / "class/block" / path.resolve().name)
        if not closed:
            yield name


def _is_encrypted(device: Path) -> bool:
    """Tell whether a device, or every one that it is made of, is encrypted."""
    try:
        if (device / "dm/uuid").read_text(encoding="utf-8").startswith("CRYPT-"):
            return True
    except OSError:
        pass
    try:
        below = list((device / "slaves").iterdir())
    except OSError:
        below = []
    return bool(below) and all(_is_encrypted(one) for one in below)
