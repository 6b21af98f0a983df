"""Looking words up that nobody can read: the same word always gives the same token.

Tokens are HMAC-SHA256; what has to be read again beside one is AES-SIV (RFC 5297),
which seals the same text to the same bytes.  Whoever holds the tokens but not the key
sees how many share one, and nothing else.
"""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from migcase.keeping.seal.errors import SealBroken
from migcase.keeping.seal.keys import derived

# So many bytes of a token tell any two words apart.
TOKEN = 16


class Blind:
    """What words are looked up by under one *key*."""

    def __init__(self, key: bytes) -> None:
        """Take a key of 32 bytes."""
        self._tokens = derived(key, "token")
        self._cipher = AESSIV(derived(key, "said 1") + derived(key, "said 2"))
        # Few sounds are borne by many: each is opened once.
        self._opened: dict[tuple[str, str], str] = {}

    def token(self, kind: str, word: str) -> str:
        """Return what *word* is looked up by among those of its *kind*."""
        text = f"{kind}\0{word}".encode()
        return b64encode(hmac.digest(self._tokens, text, "sha256")[:TOKEN]).decode()

    def cover(self, kind: str, text: str) -> str:
        """Return *text* sealed, the same way each time; '' stays as it is."""
        if not text:
            return ""
        return b64encode(self._cipher.encrypt(text.encode(), [kind.encode()])).decode()

    def uncover(self, kind: str, covered: str) -> str:
        """Return what `cover` sealed; raise `SealBroken`."""
        known = self._opened.get((kind, covered))
        if known is None:
            known = self._uncovered(kind, covered) if covered else ""
            self._opened[kind, covered] = known
        return known

    def _uncovered(self, kind: str, covered: str) -> str:
        try:
            text = self._cipher.decrypt(b64decode(covered), [kind.encode()])
        except (InvalidTag, ValueError):
            raise SealBroken({"place": kind}) from None
        return text.decode()
