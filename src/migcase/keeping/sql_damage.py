"""Which cases, and which entries, lie in a part of a file that is damaged.

After a page that does not decrypt SQLite reads nothing more on that connection, so
whatever is read next is read on a new one.  Nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migcase.errors import BadRegister
from migcase.keeping.proof import Flaw
from migcase.keeping.sql_driver import Driver
from migcase.keeping.sql_open import connected

if TYPE_CHECKING:
    from migcase.keeping.seal.keyring import Keyring

_BY_ID = "sqlite_autoindex_entry_2"
_BY_PROGRAMME = "ix_case_file_programme_status_stage_case_id"
# From where the numbers of cases are taken: any that can still be read.
_LISTS = (
    "SELECT case_id, max(number) FROM case_file GROUP BY case_id",
    "SELECT case_id, max(number) FROM leaf GROUP BY case_id",
    f"SELECT case_id, count(*) FROM entry INDEXED BY {_BY_ID} GROUP BY case_id",
    f"SELECT case_id, 0 FROM case_file INDEXED BY {_BY_PROGRAMME}",
)
_CASE = "SELECT * FROM entry WHERE case_id = ? ORDER BY number"
_ENTRY = "SELECT * FROM entry WHERE case_id = ? AND number = ?"
_ROW = "SELECT * FROM case_file WHERE case_id = ?"
# What is of no case; the rest of the tables is read case by case.
_OTHERS = (
    *("person", "family", "person_key", "case_person", "definition", "keystore"),
    *("held_key", "office_entry", "reading", "leaf", "head", "delivery"),
    *("open_work", "milestone"),
)


def damaged_pages(place: Path, keys: Keyring | None) -> int:
    """Return how many pages of the file are damaged; of a plain one, if it can tell.

    What was encrypted is noticed whatever was damaged; a plain file only has a
    structure that can be looked at.
    """
    try:
        driver = connected(place, "full", 30.0, keys)
    except BadRegister as error:
        if error.values.get("cause") != "damaged":
            raise
        return 1
    try:
        if keys is not None:
            run = driver.connection.execute
            return len(run("PRAGMA cipher_integrity_check").fetchall())
        found = driver.connection.execute("PRAGMA quick_check").fetchall()
        return 0 if found == [("ok",)] else len(found)
    except driver.errors:
        return 1
    finally:
        driver.connection.close()


def damage(place: Path, keys: Keyring | None) -> Iterator[Flaw]:
    """Yield everything that cannot be read in the file, by case and entry."""
    search = _Search(place, keys)
    try:
        yield from search.flaws()
    finally:
        search.close()


class _Search:
    def __init__(self, place: Path, keys: Keyring | None) -> None:
        self._place = place
        self._keys = keys
        self._driver: Driver | None = None

    def flaws(self) -> Iterator[Flaw]:
        for case, last in sorted(self._cases().items()):
            if self._read(_CASE, (case,)) is None:
                yield from self._entries(case, last)
            if self._read(_ROW, (case,)) is None:
                yield Flaw("row-unreadable", case)
        for table in _OTHERS:
            if self._read(f"SELECT * FROM {table}") is None:
                yield Flaw("table-damaged", values={"table": table})

    def close(self) -> None:
        """Let go of the file."""
        if self._driver is not None:
            self._driver.connection.close()
            self._driver = None

    def _cases(self) -> dict[str, int]:
        """Return every case that is known anywhere, and its last entry."""
        found: dict[str, int] = {}
        for text in _LISTS:
            for case, last in self._read(text) or ():
                found[case] = max(found.get(case, 0), last)
        return found

    def _entries(self, case: str, last: int) -> Iterator[Flaw]:
        first = None
        for number in range(1, last + 2):
            is_bad = number <= last and self._read(_ENTRY, (case, number)) is None
            if is_bad and first is None:
                first = number
            elif not is_bad and first is not None:
                yield Flaw("unreadable", case, first, until=number - 1)
                first = None
        if last == 0:
            yield Flaw("unreadable", case, 1)

    def _read(self, text: str, values: tuple[object, ...] = ()) -> list[Any] | None:
        """Return what is read, None where the file is damaged."""
        try:
            if self._driver is None:
                self._driver = connected(self._place, "full", 30.0, self._keys)
            found: list[Any] = self._driver.connection.execute(text, values).fetchall()
        except BadRegister:
            return None  # its first page, so nothing of it opens
        except Exception as error:
            driver = self._driver
            if driver is None or not isinstance(error, driver.errors):
                raise
            self.close()
            return None
        return found
