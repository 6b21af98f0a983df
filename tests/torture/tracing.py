"""What a program asked of the disk, as strace saw it.

Follows only what happens under one folder, and what is printed.  Whatever would change
a file in a way that `disk` does not know is an error, never passed over.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from tests.torture.disk import (
    FOLDER,
    Cut,
    Named,
    Operation,
    Renamed,
    Said,
    Synced,
    SyncedFolder,
    Unnamed,
    Wrote,
)

STRACE = shutil.which("strace")

# Calls that are followed, and calls that would escape us on a file of the office.
_FOLLOWED = (
    "open,openat,creat,close,lseek,write,pwrite64,ftruncate,truncate,fsync,fdatasync,"
    "rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,mmap"
)
_UNKNOWN = (
    "writev,pwritev,pwritev2,fallocate,copy_file_range,sendfile,splice,link,linkat,"
    "symlink,symlinkat,io_uring_setup,dup,dup2,dup3"
)
# SQLite keeps its index of the journal there: in memory, made anew after a crash.
NOT_KEPT = "-shm"

_CALL = re.compile(
    r"^(?P<pid>\d+) +(?P<name>\w+)\((?P<arguments>.*)\) += (?P<answer>.*)$"
)
# Beside which folder a path begins, if it is none that is open.
_HERE = "AT_FDCWD"
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class Unfollowable(AssertionError):
    """A program did something to its files that the model of a disk does not know."""


def traced(trace: Path, command: Sequence[str]) -> list[str]:
    """Return *command* so that what it asks of the disk is written into *trace*."""
    assert STRACE is not None
    what = f"trace={_FOLLOWED},{_UNKNOWN}"
    size = str(64 * 1024 * 1024)
    options = ["-f", "--seccomp-bpf", "-xx", "-s", size, "-e", what, "-o", str(trace)]
    return [STRACE, *options, *command]


class Follower:
    """Turn lines of a trace into operations on files below *root*.

    It goes on from one trace to the next: a file keeps its node.
    """

    def __init__(self, root: Path, names: dict[str, int] | None = None) -> None:
        self._root = PurePosixPath(root)
        self._names = dict(names or {})
        self._nodes = max(self._names.values(), default=0)
        self._open: dict[tuple[str, int], str] = {}
        self._files: dict[tuple[str, int], int] = {}
        self._at: dict[tuple[str, int], int] = {}

    def operations(self, lines: Iterable[str]) -> Iterator[Operation]:
        """Yield what the traced program did, in its order."""
        for line in lines:
            if "unfinished ..." in line or "resumed>" in line:
                raise Unfollowable(f"two things at once: {line[:200]}")
            found = _CALL.match(line)
            if found is None or found["answer"].startswith(("-1", "?")):
                continue
            name, arguments = found["name"], found["arguments"]
            yield from self._call(found["pid"], name, arguments, found["answer"])

    def _call(
        self, pid: str, name: str, arguments: str, answer: str
    ) -> Iterator[Operation]:
        if name in ("open", "openat", "creat"):
            yield from self._opened((pid, int(answer)), name, arguments)
        elif name in ("mkdir", "mkdirat"):
            path = self._meant(pid, name, arguments)
            if path is not None:
                self._names[path] = FOLDER
                yield Named(path, FOLDER)
        elif name in ("unlink", "unlinkat", "rmdir"):
            path = self._meant(pid, name, arguments)
            if path is not None and not path.endswith(NOT_KEPT):
                self._names.pop(path, None)
                yield Unnamed(path)
        elif name in ("rename", "renameat", "renameat2"):
            yield from self._renamed(arguments)
        elif name in ("link", "linkat", "symlink", "symlinkat", "truncate"):
            if any(self._below(path) for path in _paths(arguments)):
                raise Unfollowable(f"{name}({arguments[:200]})")
        else:
            yield from self._on_file(pid, name, arguments, answer)

    def _opened(
        self, key: tuple[str, int], name: str, arguments: str
    ) -> Iterator[Operation]:
        self._forget(key)
        path = self._meant(key[0], name, arguments)
        if path is None or path.endswith(NOT_KEPT):
            return
        if path == "." or self._names.get(path) == FOLDER or "O_DIRECTORY" in arguments:
            self._open[key] = path
            return
        if path not in self._names:
            if "O_CREAT" not in arguments and name != "creat":
                raise Unfollowable(f"{path} was not there")
            self._nodes += 1
            self._names[path] = self._nodes
            yield Named(path, self._nodes)
        elif "O_TRUNC" in arguments or name == "creat":
            yield Cut(self._names[path], 0)
        if "O_APPEND" in arguments:
            raise Unfollowable(f"{path} is opened for appending")
        self._open[key], self._files[key] = path, self._names[path]
        self._at[key] = 0

    def _renamed(self, arguments: str) -> Iterator[Operation]:
        old, new = (self._below(path) for path in _paths(arguments))
        if old is None and new is None:
            return
        if old is None or new is None or arguments.count(_HERE) not in (0, 2):
            raise Unfollowable(f"rename({arguments[:200]})")
        node = self._names.pop(old)
        self._names[new] = node
        if PurePosixPath(old).parent == PurePosixPath(new).parent:
            if node == FOLDER:
                self._move(old, new)
            yield Renamed(old, new, node)
        elif node == FOLDER:
            raise Unfollowable(f"{old} goes to another folder")
        else:  # each of the two folders keeps its part, and neither at once
            yield Named(new, node)
            yield Unnamed(old)

    def _move(self, old: str, new: str) -> None:
        """Have all that is below the folder *old* be below *new*."""
        for path in [one for one in self._names if one.startswith(f"{old}/")]:
            self._names[new + path.removeprefix(old)] = self._names.pop(path)
        for key, path in self._open.items():
            if path == old or path.startswith(f"{old}/"):
                self._open[key] = new + path.removeprefix(old)

    def _on_file(
        self, pid: str, name: str, arguments: str, answer: str
    ) -> Iterator[Operation]:
        number = _descriptor(name, arguments)
        key = (pid, number)
        if name == "close":
            self._forget(key)
        elif name == "write" and number == 1:
            if answer != "0":
                yield Said(_data(arguments).decode("utf-8", "replace"))
        elif key in self._files:
            yield from self._changed(key, name, arguments, answer)
        elif key in self._open and name in ("fsync", "fdatasync"):
            yield SyncedFolder(self._open[key])

    def _changed(
        self, key: tuple[str, int], name: str, arguments: str, answer: str
    ) -> Iterator[Operation]:
        node = self._files[key]
        if name == "lseek":
            self._at[key] = int(answer)
        elif name in ("write", "pwrite64"):
            data = _data(arguments)[: int(answer)]
            at = self._at[key] if name == "write" else int(_last(arguments))
            if name == "write":
                self._at[key] = at + len(data)
            yield Wrote(node, at, data)
        elif name == "ftruncate":
            yield Cut(node, int(_last(arguments)))
        elif name in ("fsync", "fdatasync"):
            yield Synced(node)
        elif name != "mmap" or {"PROT_WRITE", "MAP_SHARED"} <= set(
            re.findall(r"\w+", arguments)
        ):
            raise Unfollowable(f"{name} on {self._open[key]}")

    def _forget(self, key: tuple[str, int]) -> None:
        for known in (self._open, self._files, self._at):
            known.pop(key, None)

    def _meant(self, pid: str, name: str, arguments: str) -> str | None:
        """Return the path that a call names, also beside a folder that is open."""
        path = _path(arguments)
        if not name.endswith("at") or path.startswith("/") or _HERE in arguments:
            return self._below(path)
        folder = self._open.get((pid, _descriptor(name, arguments)))
        return None if folder is None else str(PurePosixPath(folder, path))

    def _below(self, path: str) -> str | None:
        """Return *path* as it is called below the root, None where it is elsewhere."""
        whole = PurePosixPath(path)
        if not whole.is_relative_to(self._root):
            return None
        return str(whole.relative_to(self._root))


def _descriptor(name: str, arguments: str) -> int:
    words = arguments.split(", ")
    word = words[4] if name == "mmap" else words[0]
    return int(word) if word.lstrip("-").isdecimal() else -1


def _last(arguments: str) -> str:
    return arguments.rpartition(", ")[2]


def _paths(arguments: str) -> list[str]:
    return [_bytes(text).decode() for text in _TEXT.findall(arguments)]


def _path(arguments: str) -> str:
    return _paths(arguments)[0]


def _data(arguments: str) -> bytes:
    found = _TEXT.search(arguments)
    assert found is not None
    return _bytes(found[1])


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
