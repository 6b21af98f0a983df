"""What a passphrase gives, and what each guess at it costs: Argon2id (RFC 9106)."""

from __future__ import annotations

import unicodedata

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from migcase.keeping.seal.envelope import KEY
from migcase.keeping.seal.key_file import Cost
from migcase.keeping.seal.keys import derived


def guessed_key(
    office: str, user: str, passphrase: str, cost: Cost, salt: bytes
) -> bytes:
    """Return the key that wraps the slot of *user*, if this is their passphrase."""
    # The same letters, however a keyboard composes them.
    typed = unicodedata.normalize("NFC", passphrase).encode(errors="surrogateescape")
    guess = Argon2id(
        salt=salt,
        length=KEY,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    return derived(guess.derive(typed), f"slot {office} {user}")
