"""What the rows of people hold, and back: sealed, in an office with keys.

In clear stays only that somebody is known, since when, and in which cases; what they
are found under are tokens.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from migcase.keeping.people import FamilyVersion, PersonVersion, UnreadablePerson
from migcase.keeping.people_rows import Found, VersionRow
from migcase.keeping.people_wire import write_version
from migcase.keeping.seal.blind import Blind
from migcase.keeping.seal.errors import SealBroken
from migcase.keeping.seal.hands import Public
from migcase.keeping.sealed import FAMILY, PERSON, of_family, of_person, place_of
from migcase.keeping.sql_vault import OFFICE, Vault, check_count
from migcase.people.searching import Key
from migcase.people.sheet import Sheet

_HELD = {PERSON: of_person, FAMILY: of_family}


class SealedPeopleRows:
    """Seal each version with the key of whom it is about."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def write(
        self,
        version: PersonVersion | FamilyVersion,
        at: str,
        readers: Collection[Public] | None,
    ) -> tuple[str, bytes | None]:
        table = PERSON if isinstance(version.holds, Sheet) else FAMILY
        of = _HELD[table](version.of)
        check_count(of, version.number)
        first = version.number == 1
        lock = self._vault.new(of, readers) if first else self._vault.lock(of)
        place = self._place(table, version.of, version.number, version.id, at)
        return "", lock.seal(write_version(version).encode(), place)

    def body(self, table: str, of: str, row: VersionRow) -> str:
        number, entry_id, at, _, sealed = row
        values = {"person": of, "number": number}
        lock = self._vault.lock(_HELD[table](of))  # or say that it was erased
        if sealed is None:
            reason = "it is not sealed, as everything in this office should be."
            raise UnreadablePerson({**values, "reason": reason})
        place = self._place(table, of, number, entry_id, at)
        try:
            return lock.open(sealed, place).decode()
        except SealBroken:
            reason = "it does not open: it was changed, or is of elsewhere."
            raise UnreadablePerson({**values, "reason": reason}) from None

    def is_found(self, person: str) -> bool:
        return OFFICE in self._vault.readers(of_person(person))

    def key(self, key: Key) -> Key:
        word = self._blind.token(key.kind, key.key)
        return Key(key.kind, word, self._blind.cover(key.kind, key.said))

    def word(self, kind: str, key: str) -> str:
        return self._blind.token(kind, key)

    def said(self, kind: str, found: Found) -> Found:
        uncover = self._blind.uncover
        return [(person, uncover(kind, said)) for person, said in found]

    @cached_property
    def _blind(self) -> Blind:
        return Blind(self._vault.index_key)

    def _place(self, table: str, of: str, number: int, entry_id: str, at: str) -> str:
        return place_of(self._vault.keys.office, table, of, str(number), entry_id, at)
