"""Somebody who holds a disk, an older copy of the office, and all passphrases.

They look for what opens the records that were erased: the secret of the machine that
was in force then, or what is left of the records in the database, free pages and
journals too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from attrs import field, frozen
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from migcase.keeping.seal.envelope import KEY
from migcase.keeping.seal.errors import SealBroken
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import derived, unwrapped
from migcase.keeping.sealed import of_case, of_person
from migcase.keeping.sql_file import PAGE
from migcase.keeping.sql_open import connected
from tests.torture.disk import Files
from tests.torture.judge import Fault

OPEN = "open"
ROWS, SECRET = "a row of what was erased", "the secret that was destroyed"
# At the end of each page SQLCipher keeps how it was encrypted, and a sum over it.
_VECTOR, _SUM, _SALT = 16, 32, 16
_JOURNAL, _FRAME = 32, 24

_STORED = "SELECT epoch, wrapped FROM keystore WHERE name = 'records'"
_HELD = "SELECT wrapped FROM held_key WHERE of IN (?, ?)"
# What nobody else is found under.
_FOUND = (
    "SELECT key FROM person_key WHERE person_id = ? AND key NOT IN"
    " (SELECT key FROM person_key WHERE person_id <> ?)"
)


@frozen
class Thief:
    """What a thief knows who copied the office before something was erased.

    *master* is what any passphrase opens, *stored* the key of the keystore as the copy
    holds it, in *epoch*; *traces* are bytes that stand only in rows of what was erased.
    """

    master: bytes = field(repr=False)
    epoch: int
    stored: bytes = field(repr=False)
    traces: frozenset[bytes] = field(repr=False)
    # What was looked through before, and whether anything was found.
    _seen: dict[bytes, bool] = field(factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, file: Path, keys: Keyring, erased: tuple[str, str]) -> Thief:
        """Return whoever copied the database *file*, in which *erased* still is."""
        person, case = erased
        with closing(connected(file, "full", 1.0, keys).connection) as connection:
            run = connection.execute
            [(epoch, stored)] = run(_STORED)
            of = of_person(person), of_case(case)
            held = [bytes(key) for (key,) in run(_HELD, of)]
            found = [str(key).encode() for (key,) in run(_FOUND, (person, person))]
        if not (held and found):
            raise AssertionError("nothing of them is there")
        return cls(keys.master, epoch, bytes(stored), frozenset((*held, *found)))

    def finds(self, files: Files) -> Iterator[Fault]:
        """Yield what opens the erased records, and where it lies in *files*."""
        for path, content in files.items():
            if content is None:
                continue
            in_pages = path.endswith(".db")
            if in_pages or path.endswith(("-wal", "-journal")):
                if self._is_left_in(content, in_pages=in_pages):
                    yield Fault(OPEN, f"{ROWS}, in {path}")
            elif self._opens_by(content):
                yield Fault(OPEN, f"{SECRET}, in {path}")

    def _opens_by(self, content: bytes) -> bool:
        """Tell whether the secret that opens the copy is anywhere in *content*."""
        if content not in self._seen:
            starts = range(len(content) - KEY + 1)
            keys = (content[at : at + KEY] for at in starts)
            self._seen[content] = any(map(self._opens, keys))
        return self._seen[content]

    def _opens(self, secret: bytes) -> bool:
        """Tell whether *secret* opens the keystore of the copy."""
        key = derived(self.master, f"keystore {self.epoch}", secret)
        try:
            return bool(unwrapped(self.stored, key, "keystore"))
        except SealBroken:
            return False

    def _is_left_in(self, content: bytes, *, in_pages: bool) -> bool:
        """Tell whether a page of a database or of its journal holds a trace."""
        key = derived(self.master, "file")
        return any(
            self._holds(page, key) for page in _pages(content, in_pages=in_pages)
        )

    def _holds(self, page: bytes, key: bytes) -> bool:
        if page not in self._seen:
            opened = _opened(page, key)
            self._seen[page] = any(trace in opened for trace in self.traces)
        return self._seen[page]


def _pages(content: bytes, *, in_pages: bool) -> Iterator[bytes]:
    """Yield the pages of a database or of its journal."""
    start, step = (0, 0) if in_pages else (_JOURNAL, _FRAME)
    while start + step + PAGE <= len(content):
        yield content[start + step : start + step + PAGE]
        start += step + PAGE


def _opened(page: bytes, key: bytes) -> bytes:
    """Return what a page holds, or noise where it is none."""
    end = PAGE - _SUM - _VECTOR
    cipher = Cipher(AES256(key), CBC(page[end : end + _VECTOR])).decryptor()
    # The first page begins with the salt: tried so, another would lose its first block.
    return cipher.update(page[_SALT:end])
