"""Small offices in a folder, with keys or without, in which something was written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from attrs import frozen

from migcase.casefile.case import follow
from migcase.casefile.events import Noted, Opened
from migcase.judgement.work import Work
from migcase.keeping.register import Kept
from migcase.keeping.seal import slots
from migcase.keeping.seal.key_file import FLOOR
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.roster.events import Founded, OfficeEntry
from tests.keeping.strategies import entry_of

MARCH = date(2026, 3, 2)
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NO_WORK = Work(MARCH, {}, "counselling", "open")
SETTINGS = b'code = "MA"\nname = "Rabat"\nregister = "office.db"\n'
PASSPHRASE = "correct horse battery staple"


@frozen
class Small:
    """An office in *folder*; *keys* are those of Amina, None in a plain one."""

    folder: Path
    keys: Keyring | None

    @property
    def place(self) -> Path:
        return self.folder / "office.db"

    def open(self) -> SqlRegister:
        return SqlRegister.open(self.place, keys=self.keys, synchronous="normal")

    def write(self, cases: range, entries: int, first: int = 1) -> None:
        """Write *entries* into each case; open those that are not there yet."""
        register = self.open()
        try:
            for serial in cases:
                case = f"MA-26-{serial:05}-K"
                kept = register.kept(case)
                for number in range(first, first + entries):
                    event = (
                        Opened("avrr", 1, MARCH)
                        if number == 1
                        else Noted(f"Called about {case}, {number}.", MARCH)
                    )
                    at = NINE + timedelta(days=number, seconds=serial)
                    entry = entry_of(case, number, event, by="amina", at=at)
                    after = follow(None if kept is None else kept.case, entry)
                    kept = Kept(after, NO_WORK)
                    register.append(kept, entry, NO_WORK if number > 1 else None)
        finally:
            register.close()


def plain_office(folder: Path) -> Small:
    folder.mkdir()
    (folder / "office.toml").write_bytes(SETTINGS)
    migrate(folder / "office.db")
    return Small(folder, None)


def closed_office(folder: Path) -> Small:
    """Return an office with keys; the test has set MIGCASE_STATE."""
    folder.mkdir()
    (folder / "office.toml").write_bytes(SETTINGS)
    keys = slots.found(folder, "amina", PASSPHRASE, cost=FLOOR)
    migrate(folder / "office.db", keys)
    made = Small(folder, keys)
    public = keys.hand.public
    founded = Founded("amina", public.verifies, public.receives, MARCH)
    register = made.open()
    register.office_log.append(OfficeEntry(1, founded, NINE, "amina", "MA", "one"))
    register.close()
    return made
