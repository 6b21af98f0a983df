"""Coming into an encrypted office as whoever comes next after a power cut.

What Argon2id makes of a passphrase is known here; everything else is done as always.
"""

from __future__ import annotations

from contextlib import closing

from migcase.keeping.seal import slots
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_unlocked import open_following
from tests.torture.judge import Held, held_in
from tests.torture.offices import Place, state_of


def unlocked(place: Place, name: str = "amina") -> Keyring:
    """Return the keys of somebody who unlocks the office as it lies there now."""
    held = Keyring.of_bytes((place.site / f"{name}.keys").read_bytes())
    with state_of(place.root):
        file = slots.left_by(place.folder, held)
        return slots.keyring_of(file, held.hand, held.master)


def opened(place: Place) -> SqlRegister:
    """Return the register, once whatever was cut off is brought to an end."""
    with state_of(place.root):
        keys = unlocked(place)
        register, _keys = open_following(place.folder, place.database, keys)
    return register


def held_by(place: Place) -> Held:
    """Return all that the register holds."""
    with closing(opened(place)) as register:
        return held_in(register)
