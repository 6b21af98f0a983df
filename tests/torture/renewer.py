"""Somebody who renews the master key, by the real command line.

    python -m tests.torture.renewer COMMANDS.json 0

As `typist`; but for the positive control, with TORTURE_HASTY, the file of keys is
swapped and the secret destroyed before the database is encrypted anew.
"""

from __future__ import annotations

import os
from pathlib import Path

from migcase.keeping.seal import renewal
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sql_renewing import SqlRenewing
from tests.torture import typist


def spoil() -> None:
    """Have the old keys open nothing before the new ones open something."""
    encrypt = SqlRenewing.encrypt

    def hastily(self: SqlRenewing, keys: Keyring) -> None:
        renewal.finish(Path(os.environ["MIGCASE_OFFICE"]), keys.master)
        encrypt(self, keys)

    SqlRenewing.encrypt = hastily


if __name__ == "__main__":
    if os.environ.get("TORTURE_HASTY"):
        spoil()
    typist.main()
