"""What the rows of people hold, and back: in clear, in an office without keys.

`sealed_people_rows` is the same for one with keys.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Protocol

from migcase.keeping.people import FamilyVersion, PersonVersion, UnreadablePerson
from migcase.keeping.people_wire import write_version
from migcase.people.searching import Key

if TYPE_CHECKING:
    # A plain office needs no cipher, and they are slow to import.
    from migcase.keeping.seal.hands import Public

# number, id, at, body, sealed: as a version is read.
VersionRow = tuple[int, str, str, str, bytes | None]
Found = Sequence[tuple[str, str]]


class PeopleRows(Protocol):
    """How versions of people and families become rows, and rows versions."""

    def write(
        self,
        version: PersonVersion | FamilyVersion,
        at: str,
        readers: Collection[Public] | None,
    ) -> tuple[str, bytes | None]:
        """Return what the row of *version* holds of it, in clear and sealed.

        *readers* are those for whom alone somebody is whose first version it is.
        """

    def body(self, table: str, of: str, row: VersionRow) -> str:
        """Return what a row of *table* says, in clear."""

    def is_found(self, person: str) -> bool:
        """Tell whether a person may be found under what they are called."""

    def key(self, key: Key) -> Key:
        """Return *key* as it is kept."""

    def word(self, kind: str, key: str) -> str:
        """Return how a key of that *kind* is looked up."""

    def said(self, kind: str, found: Found) -> Found:
        """Return who was *found*, and what the word sounds like, in clear."""


class PlainPeopleRows:
    """Write everything in clear, for training."""

    def write(
        self,
        version: PersonVersion | FamilyVersion,
        at: str,
        readers: Collection[Public] | None,
    ) -> tuple[str, bytes | None]:
        return write_version(version), None

    def body(self, table: str, of: str, row: VersionRow) -> str:
        number, _, _, body, sealed = row
        if sealed is not None:
            reason = "it is sealed, and this office has no keys."
            raise UnreadablePerson({"person": of, "number": number, "reason": reason})
        return body

    def is_found(self, person: str) -> bool:
        return True

    def key(self, key: Key) -> Key:
        return key

    def word(self, kind: str, key: str) -> str:
        return key

    def said(self, kind: str, found: Found) -> Found:
        return found
