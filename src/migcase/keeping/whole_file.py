"""Small files that are there whole or not at all, whatever stops the machine.

Each is readable by its owner alone, and read back before anybody relies on it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)


def write_whole(file: Path, content: bytes) -> None:
    """Let *file* hold *content*: all of it, or what it held before; raise ``OSError``.

    What it held before is nowhere on the way back: no copy is kept.
    """
    beside = file.with_name(f".{file.name}.{os.urandom(6).hex()}")
    try:
        with os.fdopen(os.open(beside, _NEW, 0o600), "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        beside.replace(file)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    settle(file.parent)
    if file.read_bytes() != content:
        raise OSError(f"{file.name} does not hold what was written")


def remove_for_good(file: Path) -> None:
    """Overwrite *file* in place, then remove it; nothing happens where it is gone.

    What a flash disk keeps of the old cells is out of reach.
    """
    try:
        with file.open("r+b") as old:
            old.write(os.urandom(file.stat().st_size))
            old.flush()
            os.fsync(old.fileno())
        file.unlink()
    except FileNotFoundError:
        return
    settle(file.parent)


def put_for_good(new: Path, file: Path) -> None:
    """Let *new* be *file* from now on, and overwrite what that held before.

    *new* was written whole; cut off at any moment, *file* is the one or the other.
    """
    try:
        old = file.open("r+b")
    except FileNotFoundError:
        new.replace(file)
        settle(file.parent)
        return
    with old:
        size = os.fstat(old.fileno()).st_size
        new.replace(file)
        settle(file.parent)
        old.write(os.urandom(size))
        old.flush()
        os.fsync(old.fileno())


def make_folder(folder: Path) -> None:
    """Make *folder*, for its owner alone, and what is above it, where not there yet."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)
        one.chmod(0o700)
        settle(one.parent)


def settle(folder: Path) -> None:
    """Have the names in *folder* survive a power cut, where the system can be asked."""
    if sys.platform != "win32":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one program at a time change the small files of *folder*."""
    if sys.platform == "win32":
        yield
    else:
        number = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(number, fcntl.LOCK_EX)
            yield
        finally:
            os.close(number)
