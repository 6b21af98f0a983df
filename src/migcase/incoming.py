"""Files that somebody hands in: whole, of bounded length, and files indeed.

What is in them is for others to say.  A pipe or a device could go on for ever, and a
file that another program is writing at this moment says what nobody meant.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from migcase.errors import NOTHING, MigcaseError

STDIN = "-"

# Opened without waiting: what turned into a pipe meanwhile is looked at, and refused.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_SORTS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "folder"),
    (stat.S_ISFIFO, "pipe"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
    (stat.S_ISSOCK, "socket"),
)

SENTENCES: Mapping[str, str] = {
    "file-cannot-be-read": "it cannot be read: {reason}",
    "file-is-a-folder": "it is a folder, not a file",
    "file-is-no-file": "it is a {sort}, not a file",
    "file-too-long": "it is longer than {longest} bytes",
    "file-changed": "it changed while it was read",
    "no-stdin": "there is no standard input",
}


class BadFile(MigcaseError):
    """A file that was handed in cannot be read as a whole."""

    code = "bad-file"
    sentence = "{file}: {told}."

    def __init__(
        self, file: str, cause: str, values: Mapping[str, object] = NOTHING
    ) -> None:
        told = SENTENCES[cause].format_map(values)
        super().__init__({**values, "file": file, "cause": cause, "told": told})


def read_incoming(name: str, longest: int) -> bytes:
    """Return what is in the file *name*, - for standard input; raise `BadFile`.

    *longest* is how many bytes there may be.
    """
    try:
        content = _of_stdin(longest) if name == STDIN else _of_file(name, longest)
    except ValueError:  # a name with half a character or a NUL in it
        raise BadFile(name, "file-cannot-be-read", {"reason": "?"}) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadFile(name, "file-cannot-be-read", {"reason": reason}) from None
    if len(content) > longest:
        raise BadFile(name, "file-too-long", {"longest": longest})
    return content


def _of_stdin(longest: int) -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise BadFile(STDIN, "no-stdin")
    return sys.stdin.buffer.read(longest + 1)


def _of_file(name: str, longest: int) -> bytes:
    before = Path(name).stat()
    _check(name, before)
    if before.st_size > longest:
        raise BadFile(name, "file-too-long", {"longest": longest})
    with os.fdopen(os.open(name, _FLAGS), "rb") as file:
        _check(name, os.fstat(file.fileno()))
        content = file.read(longest + 1)
        if _state(os.fstat(file.fileno())) != _state(before):
            raise BadFile(name, "file-changed")
    if len(content) != before.st_size:
        raise BadFile(name, "file-changed")
    return content


def _check(name: str, found: os.stat_result) -> None:
    if stat.S_ISREG(found.st_mode):
        return
    sort = next((sort for is_one, sort in _SORTS if is_one(found.st_mode)), "device")
    if sort == "folder":
        raise BadFile(name, "file-is-a-folder")
    raise BadFile(name, "file-is-no-file", {"sort": sort})


def _state(found: os.stat_result) -> tuple[int, ...]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
