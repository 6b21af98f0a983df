"""Sealed bytes: AES-256-GCM, with the place where they lie bound in.

What is moved to another place does not open.  An envelope is one byte for its
version, one for its cipher, twelve of nonce, then the ciphertext with its tag; what is
inside is padded, so that its length does not tell a yes from a no.  Nonces are random
(NIST SP 800-38D, 8.2.2: at most 2^32 for one key; see `MOST`).
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from migcase.keeping.seal.errors import SealBroken

KEY = 32
NONCE = 12
# Half of what SP 800-38D allows one key with random nonces.
MOST = 2**31
BLOCK = 64

_HEAD = b"\x01\x01"  # version 1, AES-256-GCM
_END = b"\x80"


class Lock:
    """One key, ready to seal and to open."""

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes) -> None:
        """Take a key of 32 bytes."""
        if len(key) != KEY:
            raise ValueError("a key has 32 bytes")
        self._cipher = AESGCM(key)

    def seal(self, plain: bytes, place: str) -> bytes:
        """Return *plain*, sealed so that it opens at *place* and nowhere else."""
        # A nonce comes from the system and never from an argument: used twice under
        # one key, it would give both texts away.
        nonce = os.urandom(NONCE)
        padded = plain + _END + bytes(-(len(plain) + 1) % BLOCK)
        return _HEAD + nonce + self._cipher.encrypt(nonce, padded, _bound(place))

    def open(self, sealed: bytes, place: str) -> bytes:
        """Return what was sealed at *place*; raise `SealBroken`."""
        head, nonce = sealed[: len(_HEAD)], sealed[len(_HEAD) : len(_HEAD) + NONCE]
        if head != _HEAD:
            raise SealBroken({"place": place})
        try:
            text = sealed[len(_HEAD) + NONCE :]
            padded = self._cipher.decrypt(nonce, text, _bound(place))
        except (InvalidTag, ValueError):
            raise SealBroken({"place": place}) from None
        plain, end, zeros = padded.rpartition(_END)
        if not end or zeros.strip(b"\0"):
            raise SealBroken({"place": place})
        return plain


def _bound(place: str) -> bytes:
    return b"migcase/v1\0" + place.encode()
