"""Having a database open under a new master key, and under none before.

Everything is one transaction of SQLite: the keystore under its new key, what is
written with it, and every page of the file.  The file stays where it is, because its
companions are found by its name; nobody else has it open meanwhile, and whoever waited
for it finds that their key is none.  On a server the keystore is all.
"""

from __future__ import annotations

import time
from pathlib import Path

from migcase.keeping import sql_sqlite
from migcase.keeping.seal.errors import SealBroken
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sql_driver import Driver, Together
from migcase.keeping.sql_open import connected
from migcase.keeping.sql_refusal import bad
from migcase.keeping.sql_vault import Vault
from migcase.keeping.whole_file import remove_for_good, settle

LOOKS_EVERY_SECONDS = 0.05
# A power cut in the moment of the commit must not bring the old file back.
_ALONE = (
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("synchronous", "EXTRA", 3),
)


class SqlRenewing:
    """Renews the master key of the database that *driver* is connected to."""

    def __init__(self, driver: Driver, vault: Vault) -> None:
        self._driver = driver
        self._run = driver.connection.execute
        self._vault = vault
        self._is_file = driver.sort == "sqlite"

    def be_alone(self, patience: float = 30.0) -> None:
        """Have nobody else open the file; raise `BadRegister` while somebody does.

        So it stays until the register is closed.
        """
        if self._is_file:
            for setting, asked, wanted in _ALONE:
                self._set(setting, asked, wanted)
            self._leave_wal(patience)

    def keep_copy(self) -> None:
        """Keep the file as it is beside itself, read again, until all is done."""
        if not self._is_file:
            return
        file, key = Path(self._driver.register), self._vault.keys.file_key
        copy_beside = copy_of(file)
        remove_for_good(copy_beside)
        sql_sqlite.create(copy_beside, key=key)
        copy = sql_sqlite.connect(copy_beside, key=key)
        try:
            self._driver.connection.backup(copy.connection)
            copy.connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            _check_pages(copy)
        except copy.errors as error:
            raise copy.why(error) from error
        finally:
            copy.connection.close()
        settle(file.parent)

    def wrap(self, keys: Keyring) -> None:
        """Wrap the keystore for *keys*; inside the transaction that `encrypt` ends."""
        self._vault.new_epoch(keys)

    def encrypt(self, keys: Keyring) -> None:
        """Encrypt every page under *keys*, the last thing of the transaction."""
        if self._is_file:
            # Not by a statement, which would be kept with the key in it.  It commits
            # with all that was written before it.
            self._driver.connection.reset_key(f"x'{keys.file_key.hex()}'")

    def _leave_wal(self, patience: float) -> None:
        """Have the file be its only file, which works while nobody else has it open."""
        until = time.monotonic() + patience
        while True:
            try:
                self._set("journal_mode", "DELETE", "delete")
                self._run("BEGIN EXCLUSIVE")
                self._run("COMMIT")
                self._set("journal_mode", "DELETE", "delete")
                return
            except self._driver.errors as error:
                why = self._driver.why(error)
                if why.values["cause"] != "locked":
                    raise why from error
                if time.monotonic() >= until:
                    raise bad(self._driver.register, "in-use") from error
            time.sleep(LOOKS_EVERY_SECONDS)

    def _set(self, setting: str, asked: str, wanted: object) -> None:
        self._run(f"PRAGMA {setting} = {asked}").fetchall()
        if self._run(f"PRAGMA {setting}").fetchone()[0] != wanted:
            raise bad(self._driver.register, "setting", {"name": setting})


def check_renewed(place: str | Path, keys: Keyring, patience: float = 30.0) -> None:
    """Read all that was written anew; raise `BadRegister` if it does not open."""
    driver = connected(place, "full", patience, keys)
    try:
        if driver.sort == "sqlite":
            _check_pages(driver)
        Vault(driver, Together(driver), keys).check_all()
    except SealBroken:
        raise bad(driver.register, "damaged") from None
    except driver.errors as error:
        raise driver.why(error) from error
    finally:
        driver.connection.close()


def copy_of(file: Path) -> Path:
    """Return where *file* is kept as it was until it was renewed, and read again."""
    return file.with_name(f"{file.name}.before")


def remove_copy(place: str | Path) -> None:
    """Overwrite and remove what was kept in case renewing failed; a server has none."""
    if isinstance(place, Path):
        copy = copy_of(place)
        for companion in ("-journal", "-wal", "-shm"):
            remove_for_good(copy.with_name(f"{copy.name}{companion}"))
        remove_for_good(copy)


def _check_pages(driver: Driver) -> None:
    run = driver.connection.execute
    broken = run("PRAGMA cipher_integrity_check").fetchall()
    if broken or run("PRAGMA quick_check").fetchall() != [("ok",)]:
        raise bad(driver.register, "damaged")
