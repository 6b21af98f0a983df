"""Somebody's own two keys: one signs what they write, one opens what is meant for them.

Signatures are Ed25519 (RFC 8032); what is meant for somebody is sealed by HPKE
(RFC 9180: X25519, HKDF-SHA256, AES-256-GCM) with the place where it lies bound in.
"""

from __future__ import annotations

from typing import Self

from attrs import field, frozen
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from migcase.keeping.seal.errors import BadSignature, SealBroken

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_HALF = 32


@frozen
class Public:
    """What everybody may know of somebody's keys; 32 bytes each."""

    name: str
    verifies: bytes
    receives: bytes

    def check(self, signature: bytes, signed: bytes) -> None:
        """Raise `BadSignature` unless this is their signature of *signed*."""
        try:
            key = Ed25519PublicKey.from_public_bytes(self.verifies)
            key.verify(signature, signed)
        except (InvalidSignature, ValueError):
            raise BadSignature({"name": self.name}) from None

    def seal(self, plain: bytes, place: str) -> bytes:
        """Return *plain*, sealed for them alone, for *place* alone."""
        key = X25519PublicKey.from_public_bytes(self.receives)
        return bytes(_SUITE.encrypt(plain, key, info=place.encode()))


@frozen(eq=False)
class Hand:
    """Both private keys of somebody; whoever holds them is that somebody."""

    name: str
    _signs: Ed25519PrivateKey = field(repr=False)
    _opens: X25519PrivateKey = field(repr=False)

    @classmethod
    def new(cls, name: str) -> Self:
        """Return new keys for somebody."""
        return cls(name, Ed25519PrivateKey.generate(), X25519PrivateKey.generate())

    @classmethod
    def of_bytes(cls, name: str, kept: bytes) -> Self:
        """Return the keys that `to_bytes` gave as *kept*."""
        signs = Ed25519PrivateKey.from_private_bytes(kept[:_HALF])
        return cls(name, signs, X25519PrivateKey.from_private_bytes(kept[_HALF:]))

    def to_bytes(self) -> bytes:
        """Return both keys, 64 bytes, to be wrapped and kept."""
        return self._signs.private_bytes_raw() + self._opens.private_bytes_raw()

    @property
    def public(self) -> Public:
        """What everybody may know of these keys."""
        return Public(
            self.name,
            self._signs.public_key().public_bytes_raw(),
            self._opens.public_key().public_bytes_raw(),
        )

    def sign(self, text: bytes) -> bytes:
        """Return the signature of *text*, 64 bytes."""
        return self._signs.sign(text)

    def open(self, sealed: bytes, place: str) -> bytes:
        """Return what was sealed for them at *place*; raise `SealBroken`."""
        try:
            return bytes(_SUITE.decrypt(sealed, self._opens, info=place.encode()))
        except (InvalidTag, ValueError):
            raise SealBroken({"place": place}) from None
