"""Opening the database of an office whose keys may have been renewed meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from migcase.errors import BadRegister
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_sqlite import Synchronous

if TYPE_CHECKING:
    # A plain office needs no cipher, and they are slow to import.
    from migcase.keeping.seal.keyring import Keyring


def open_following(
    folder: Path,
    place: str | Path,
    keys: Keyring | None,
    *,
    synchronous: Synchronous = "full",
    patience: float = 30.0,
) -> tuple[SqlRegister, Keyring | None]:
    """Return the register at *place*, and the keys that are in force for it now.

    An erasure renews the keys of the office in *folder*; if it was cut off before it
    was done with everything, the rest is done here.  Raise `BadRegister`.
    """

    def opened(with_keys: Keyring | None) -> SqlRegister:
        return SqlRegister.open(
            place, keys=with_keys, synchronous=synchronous, patience=patience
        )

    try:
        register = opened(keys)
        if keys is not None and keys.secret:
            from migcase.keeping.seal import epochs

            epochs.destroy_before(keys.office, keys.epoch)
        return register, keys
    except BadRegister as error:
        if keys is None or error.values["cause"] != "other-epoch":
            raise
        epoch = int(str(error.values["found"]))
    from migcase.keeping.seal.turning import followed

    keys = followed(folder, keys, epoch)
    return opened(keys), keys
