"""One file that holds a whole office: parts one behind another, each with its sum.

It says what it is before it says anything else, and every byte is covered by a SHA-256:
a byte that was changed, lost or added is noticed, and in which part it lies.  Whoever
has the office's key can tell as well that nobody else made it.  What the parts mean is
not known here.

The layout: `MAGIC`; the length of the contents (4 bytes) and the contents as JSON,
then their sum; the parts in the order of the contents; a sum of everything so far, and
an HMAC of that sum under the office's key, or zeros.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO

from attrs import field, frozen

from migcase.errors import MigcaseError
from migcase.keeping.whole_file import settle
from migcase.strict_json import loads

MAGIC = b"migcase-backup 1\n"
_ANY = b"migcase-backup "
SUM = 32
# What the contents say is a few hundred bytes; nothing larger is read.
LONGEST = 1 << 20
_BLOCK = 1 << 20
_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)


class BadBackup(MigcaseError):
    """A file is not a backup that anything can be restored from."""

    code = "bad-backup"
    sentence = "This is no backup to restore from: {cause} ({part})."


@frozen
class Part:
    """A part of a backup: its name, its size, and the sum of its bytes."""

    name: str
    size: int
    sum: bytes = field(repr=False)


@frozen
class Contents:
    """What a backup says of itself: facts about the office, and its parts in order."""

    facts: Mapping[str, object]
    parts: tuple[Part, ...]


def write_backup(
    target: Path,
    facts: Mapping[str, object],
    parts: Sequence[tuple[str, Path | bytes]],
    key: bytes | None,
) -> Contents:
    """Write a new file *target* that only its owner can read, and have it on disk.

    Raise ``FileExistsError`` if there is one; whatever stops it leaves none.
    """
    listed = [Part(name, *_measured(source)) for name, source in parts]
    plain = {"facts": dict(facts), "parts": [_plain(part) for part in listed]}
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()
    head = MAGIC + len(text).to_bytes(4, "big") + text
    try:
        with os.fdopen(os.open(target, _NEW, 0o600), "wb") as file:
            whole = sha256()
            for piece in _pieces(head, parts):
                file.write(piece)
                whole.update(piece)
            file.write(whole.digest() + _mac(whole.digest(), key))
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise
    except BaseException:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise
    settle(target.parent)
    return Contents(dict(facts), tuple(listed))


def read_contents(source: Path) -> Contents:
    """Return what the backup *source* says of itself; raise `BadBackup`.

    The parts are not looked at; see `check_backup`.
    """
    with _opened(source) as file:
        return _contents(file)[0]


def check_backup(source: Path) -> Contents:
    """Return what the backup says of itself, after every byte was looked at.

    Raise `BadBackup` that names the part in which a byte is not as it was written.
    """
    with _opened(source) as file:
        contents, head = _contents(file)
        whole, end_of_part = sha256(head), len(head)
        for part in contents.parts:
            own, end_of_part = sha256(), end_of_part + part.size
            for block in _blocks(file, part.size):
                own.update(block)
                whole.update(block)
            if file.tell() != end_of_part:
                raise _bad("cut-short", part.name)
            if own.digest() != part.sum:
                raise _bad("damaged", part.name)
        end = file.read(2 * SUM + 1)
    if len(end) < 2 * SUM:
        raise _bad("cut-short", "end")
    if len(end) > 2 * SUM:
        raise _bad("too-long", "end")
    if end[:SUM] != whole.digest():
        raise _bad("damaged", "end")
    return contents


def check_maker(source: Path, key: bytes | None) -> None:
    """Raise `BadBackup` unless whoever made *source* had the office's *key*."""
    with _opened(source) as file:
        file.seek(-2 * SUM, os.SEEK_END)
        end = file.read()
    if not hmac.compare_digest(end[SUM:], _mac(end[:SUM], key)):
        raise _bad("foreign", "end")


def extract(source: Path, contents: Contents, name: str, target: Path) -> None:
    """Write the part *name* of *source* into the new file *target*."""
    with _opened(source) as file:
        size = _find(file, contents, name)
        with os.fdopen(os.open(target, _NEW, 0o600), "wb") as new:
            for block in _blocks(file, size):
                new.write(block)
            new.flush()
            os.fsync(new.fileno())


def read_part(source: Path, contents: Contents, name: str) -> bytes:
    """Return the part *name* of *source*, which must be a small one."""
    with _opened(source) as file:
        size = _find(file, contents, name)
        return file.read(min(size, LONGEST))


@contextmanager
def _opened(source: Path) -> Iterator[IO[bytes]]:
    if not source.is_file():
        raise _bad("missing", source.name)
    try:
        with source.open("rb") as file:
            yield file
    except OSError as error:
        raise _bad("unreadable", error.strerror or source.name) from None


def _contents(file: IO[bytes]) -> tuple[Contents, bytes]:
    magic = file.read(len(MAGIC))
    if magic != MAGIC:
        is_ours = magic.startswith(_ANY) and magic[len(_ANY) : -1].isdigit()
        raise _bad("newer" if is_ours else "not-a-backup", "start")
    length = file.read(4)
    size = int.from_bytes(length, "big")
    if size > LONGEST:
        raise _bad("damaged", "contents")
    text, given = file.read(size), file.read(SUM)
    if len(length) < 4 or len(text) < size or len(given) < SUM:
        raise _bad("cut-short", "contents")
    head = magic + length + text
    if sha256(head).digest() != given:
        raise _bad("damaged", "contents")
    try:
        plain = loads(text.decode())
        parts = tuple(
            Part(part["name"], int(part["size"]), bytes.fromhex(part["sum"]))
            for part in plain["parts"]
        )
        contents = Contents(dict(plain["facts"]), parts)
    except (ArithmeticError, KeyError, TypeError, ValueError, RecursionError):
        raise _bad("damaged", "contents") from None
    if any(part.size < 0 for part in parts):
        raise _bad("damaged", "contents")
    return contents, head + given


def _pieces(head: bytes, parts: Sequence[tuple[str, Path | bytes]]) -> Iterator[bytes]:
    yield head + sha256(head).digest()
    for _, source in parts:
        if isinstance(source, bytes):
            yield source
        else:
            with source.open("rb") as file:
                yield from _blocks(file, source.stat().st_size)


def _measured(source: Path | bytes) -> tuple[int, bytes]:
    if isinstance(source, bytes):
        return len(source), sha256(source).digest()
    own, size = sha256(), source.stat().st_size
    with source.open("rb") as file:
        for block in _blocks(file, size):
            own.update(block)
    return size, own.digest()


def _blocks(file: IO[bytes], size: int) -> Iterator[bytes]:
    left = size
    while left and (block := file.read(min(left, _BLOCK))):
        left -= len(block)
        yield block


def _find(file: IO[bytes], contents: Contents, name: str) -> int:
    """Go to where the part *name* begins; return its size."""
    _, head = _contents(file)
    at = len(head)
    for part in contents.parts:
        if part.name == name:
            file.seek(at)
            return part.size
        at += part.size
    raise _bad("part-missing", name)


def _plain(part: Part) -> dict[str, object]:
    return {"name": part.name, "size": part.size, "sum": part.sum.hex()}


def _mac(digest: bytes, key: bytes | None) -> bytes:
    return bytes(SUM) if key is None else hmac.digest(key, digest, "sha256")


def _bad(cause: str, part: str) -> BadBackup:
    return BadBackup({"cause": cause, "part": part})
