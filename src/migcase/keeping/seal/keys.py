"""Keys: made at random, derived one from another, and wrapped one in another.

Wrapping is AES-KW (RFC 3394), deriving HKDF with SHA-256 (RFC 5869).
"""

from __future__ import annotations

import os

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)

from migcase.keeping.seal.envelope import KEY
from migcase.keeping.seal.errors import SealBroken


def new_key() -> bytes:
    """Return a new key of 32 bytes."""
    return os.urandom(KEY)


def derived(key: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """Return the key that *key*, and *salt* where there is one, gives for *purpose*."""
    info = b"migcase/v1\0" + purpose.encode()
    return HKDF(SHA256(), KEY, salt or None, info).derive(key)


def wrapped(key: bytes, inside: bytes) -> bytes:
    """Return *key* wrapped under the key *inside*."""
    return aes_key_wrap(inside, key)


def unwrapped(text: bytes, inside: bytes, place: str) -> bytes:
    """Return the key that was wrapped under *inside*; raise `SealBroken`.

    *place* says whose it is, for the message.
    """
    try:
        return aes_key_unwrap(inside, text)
    except (InvalidUnwrap, ValueError):
        raise SealBroken({"place": place}) from None
