"""What became of something when the database failed while it was made last.

Looked up on a connection of its own: what the failed one would answer is in its
memory, and says nothing about the disk.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from migcase.keeping.sql_open import opened

if TYPE_CHECKING:
    # A plain office needs no cipher, and they are slow to import.
    from migcase.keeping.seal.keyring import Keyring

_WRITTEN = ("entry", "person", "family")


def was_kept(
    place: str | Path, sent: str, keys: Keyring | None, *, patience: float = 30.0
) -> bool:
    """Tell whether what was sent under an id is kept; raise `BadRegister`."""
    driver = opened(place, "full", patience, keys)
    try:
        if driver.sort == "sqlite":
            # What a failed write left in the journal counts now, or never again.
            driver.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        sign = "?" if driver.sort == "sqlite" else "%s"
        parts = (f"SELECT 1 FROM {table} WHERE id = {sign}" for table in _WRITTEN)
        text = " UNION ALL ".join(parts)
        found = driver.connection.execute(text, (sent,) * len(_WRITTEN)).fetchall()
        return len(found) > 0
    except driver.errors as error:
        raise driver.why(error) from error
    finally:
        driver.connection.close()
