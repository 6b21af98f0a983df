"""What the rows of a case hold, and back: sealed and signed, in an office with keys.

In clear stay where an entry stands in its case, when it was written, by whom, and
what sort of thing happened: so an office is counted and an agenda made without
opening a single case.
"""

from __future__ import annotations

from collections.abc import Collection

from migcase.casefile.case import Case
from migcase.casefile.events import Entry
from migcase.keeping.kept import UnreadableCase, UnreadableEntry
from migcase.keeping.rows import Covered, EntryRow, hash_of
from migcase.keeping.seal.errors import SealBroken
from migcase.keeping.seal.hands import Public
from migcase.keeping.sealed import WrongHand, of_case, place_of
from migcase.keeping.sql_vault import Vault, check_count
from migcase.keeping.wire import read_parts, write_parts
from migcase.keeping.wire_case import read_case, write_case
from migcase.keeping.wire_value import write_instant

_NOT_SEALED = "it is not sealed, as everything in this office should be."
_NOT_OPEN = "what is sealed in it does not open: it was changed, or is of elsewhere."


class SealedRows:
    """Seal what is said with the key of its case; sign with the hand of its author."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def write_entry(
        self, entry: Entry, before: bytes, readers: Collection[Public] | None
    ) -> Covered:
        hand = self._vault.keys.hand
        if entry.by.name != hand.name:
            raise WrongHand({"name": entry.by.name, "hand": hand.name})
        of = of_case(entry.case)
        check_count(of, entry.number)
        first = entry.number == 1
        lock = self._vault.new(of, readers) if first else self._vault.lock(of)
        body, secret = write_parts(entry)
        at = write_instant(entry.at)
        place = self._entry(entry.case, entry.number, entry.id, at, body)
        sealed = lock.seal(secret.encode(), place)
        now = hash_of(entry, before, body, sealed)
        return Covered(body, sealed, now, hand.sign(now))

    def read_entry(self, row: EntryRow) -> Entry:
        case, number, entry_id, at, body, sealed = row
        values = {"case": case, "number": number}
        if sealed is None:
            raise UnreadableEntry({**values, "reason": _NOT_SEALED})
        lock = self._vault.lock(of_case(case))
        try:
            secret = lock.open(sealed, self._entry(case, number, entry_id, at, body))
        except SealBroken:
            raise UnreadableEntry({**values, "reason": _NOT_OPEN}) from None
        return read_parts(case, number, entry_id, at, body, secret.decode())

    def write_case(self, case: Case) -> tuple[str, bytes | None]:
        lock = self._vault.lock(of_case(case.id))
        place = self._case(case.id, case.number)
        return "", lock.seal(write_case(case).encode(), place)

    def read_case(
        self, case: str, number: int, body: str, sealed: bytes | None
    ) -> Case:
        lock = self._vault.lock(of_case(case))  # or say that it was erased
        if sealed is None:
            raise UnreadableCase({"case": case, "reason": _NOT_SEALED})
        try:
            plain = lock.open(sealed, self._case(case, number))
        except SealBroken:
            raise UnreadableCase({"case": case, "reason": _NOT_OPEN}) from None
        return read_case(case, plain.decode())

    def _entry(self, case: str, number: int, entry_id: str, at: str, body: str) -> str:
        # With what is in clear bound in, neither is read beside another's other half.
        office = self._vault.keys.office
        return place_of(office, "entry", case, str(number), entry_id, at, body)

    def _case(self, case: str, number: int) -> str:
        return place_of(self._vault.keys.office, "case_file", case, str(number))
