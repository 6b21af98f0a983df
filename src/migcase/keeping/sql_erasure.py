"""Erasing in a database: rows of keys go, and rows that name people with them."""

from __future__ import annotations

from collections.abc import Iterable

from migcase.keeping.erasing import Records
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sealed import ERASED, of_case, of_family, of_person
from migcase.keeping.sql_driver import Driver, Together
from migcase.keeping.sql_texts import erasure_texts_for
from migcase.keeping.sql_vault import Vault


class SqlErasing:
    """Erases records of the database that *driver* is connected to."""

    def __init__(self, driver: Driver, together: Together, vault: Vault) -> None:
        self._driver = driver
        self._run, self._rows = driver.connection.execute, driver.rows
        self._together = together
        self._vault = vault
        self._texts = erasure_texts_for(driver.sort)

    def erase(self, records: Records, keys: Keyring) -> int:
        with self._together:
            entries = sum(self._entries(case) for case in records.cases)
            for case in records.cases:
                self._vault.destroy(of_case(case))
                self._each(self._case(), case)
                self._run(self._texts.case, (ERASED, "", "", "", case))
            for person in records.people:
                self._vault.destroy(of_person(person))
                texts = self._texts
                self._each((texts.found_under, texts.in_cases, texts.counts_of), person)
                self._run(texts.person, ("", person))
            for family in records.families:
                self._vault.destroy(of_family(family))
                self._run(self._texts.family, ("", family))
            self._vault.new_epoch(keys)
        return entries

    def erased(self) -> tuple[str, ...]:
        rows = self._rows(self._texts.erased, (ERASED,))
        return tuple(case for (case,) in rows)

    def settle(self) -> bool:
        if self._driver.sort != "sqlite":
            return True
        [(is_busy, *_pages)] = self._rows("PRAGMA wal_checkpoint(TRUNCATE)")
        return not is_busy

    def _case(self) -> tuple[str, ...]:
        texts = self._texts
        return texts.work, texts.owed, texts.of_case, texts.counted

    def _each(self, texts: Iterable[str], of: str) -> None:
        for text in texts:
            self._run(text, (of,))

    def _entries(self, case: str) -> int:
        [(entries,)] = self._rows(self._texts.entries, (case,))
        return int(entries)
