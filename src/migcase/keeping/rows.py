"""What the rows of a case hold, and back: in clear, in an office without keys.

`sealed_rows` is the same for one with keys.  Both chain: each entry has the hash of
what its row holds and of the entry before it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Protocol

from attrs import frozen

from migcase.casefile.case import Case
from migcase.casefile.events import Entry
from migcase.keeping.kept import UnreadableCase, UnreadableEntry
from migcase.keeping.seal.chain import entry_hash, head_of
from migcase.keeping.wire import read_body, write_body
from migcase.keeping.wire_case import read_case, write_case
from migcase.keeping.wire_value import write_instant

if TYPE_CHECKING:
    # A plain office needs no cipher, and they are slow to import.
    from migcase.keeping.seal.hands import Public

# case, number, id, at, body, sealed: as an entry is read.
EntryRow = tuple[str, int, str, str, str, bytes | None]


@frozen
class Covered:
    """What the row of an entry holds besides its case, number, id and instant."""

    body: str
    sealed: bytes | None
    hash: bytes
    signature: bytes | None


class Rows(Protocol):
    """How what is said in cases becomes rows, and rows what was said."""

    def write_entry(
        self, entry: Entry, before: bytes, readers: Collection[Public] | None
    ) -> Covered:
        """Return what the row of *entry* holds, after one whose hash is *before*.

        *readers* are those for whom alone a case is that begins with *entry*.
        """

    def read_entry(self, row: EntryRow) -> Entry:
        """Return the entry that a row holds."""

    def write_case(self, case: Case) -> tuple[str, bytes | None]:
        """Return what the row of a case holds of it, in clear and sealed."""

    def read_case(
        self, case: str, number: int, body: str, sealed: bytes | None
    ) -> Case:
        """Return the case that a row holds."""


class PlainRows:
    """Write everything in clear, for training."""

    def write_entry(
        self, entry: Entry, before: bytes, readers: Collection[Public] | None
    ) -> Covered:
        body = write_body(entry)
        return Covered(body, None, hash_of(entry, before, body, b""), None)

    def read_entry(self, row: EntryRow) -> Entry:
        case, number, entry_id, at, body, sealed = row
        if sealed is not None:
            reason = "something in it is sealed, and this office has no keys."
            raise UnreadableEntry({"case": case, "number": number, "reason": reason})
        return read_body(case, number, entry_id, at, body)

    def write_case(self, case: Case) -> tuple[str, bytes | None]:
        return write_case(case), None

    def read_case(
        self, case: str, number: int, body: str, sealed: bytes | None
    ) -> Case:
        if sealed is not None:
            reason = "it is sealed, and this office has no keys."
            raise UnreadableCase({"case": case, "reason": reason})
        return read_case(case, body)


def hash_of(entry: Entry, before: bytes, body: str, sealed: bytes) -> bytes:
    """Return the hash of *entry* whose row holds *body* and *sealed*."""
    at = write_instant(entry.at)
    head = head_of(entry.case, str(entry.number), entry.id, at, body)
    return entry_hash(before, head, sealed)
