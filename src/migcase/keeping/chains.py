"""Lines that prove their order: each hash covers the line and the hash before it.

The office's log is one such chain, what each reader read is another.  A signature, if
there is one, is of the hash.  Nothing is verified here; `Line` holds what is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from attrs import frozen

from migcase.keeping.seal.chain import NOTHING, head_of

if TYPE_CHECKING:
    # A plain office needs no cipher, and they are slow to import.
    from migcase.keeping.seal.keyring import Keyring

OFFICE, READING = "office", "reading"

# Seals a text, or opens one, that lies at a place.
Cover = Callable[[str, str], str]


@frozen
class Line:
    """A line as it is kept: all that its hash covers, the hash, and the signature.

    *chain* is the reader whose readings they are, '' for the office's log; *of* the
    record that was read.
    """

    chain: str
    number: int
    id: str
    at: str
    of: str
    body: str
    hash: bytes = b""
    signature: bytes | None = None

    def hash_after(self, before: bytes, sort: str) -> bytes:
        """Return the hash of this line after one whose hash is *before*.

        *sort* is `OFFICE` or `READING`; before the first line there is `NOTHING`.
        """
        said = self.chain, str(self.number), self.id, self.at, self.of, self.body
        head = sha256(head_of(*said)).digest()
        return sha256(f"migcase/{sort}/v1".encode() + b"\0" + before + head).digest()


@frozen
class Ink:
    """What a line is written with: a hand that signs, and covers for free text."""

    sign: Callable[[bytes], bytes]
    seal: Cover
    open: Cover


def _none() -> Sequence[bytes]:
    return ()


def ink_of(
    keys: Keyring | None, former: Callable[[], Sequence[bytes]] = _none
) -> Ink | None:
    """Return what lines are written with in an office with *keys*, None without.

    *former* gives the keys under which lines were sealed before the master key was
    renewed; their hashes cover the sealed text, so it stays sealed as it is.
    """
    if keys is None:
        return None
    from base64 import b64decode, b64encode

    from migcase.keeping.seal.envelope import Lock
    from migcase.keeping.seal.errors import SealBroken

    lock = Lock(keys.reasons_key)

    def seal(text: str, place: str) -> str:
        return b64encode(lock.seal(text.encode(), place)).decode()

    def unseal(text: str, place: str) -> str:
        sealed = b64decode(text)
        try:
            return lock.open(sealed, place).decode()
        except SealBroken:
            for key in former():
                with suppress(SealBroken):
                    return Lock(key).open(sealed, place).decode()
            raise

    return Ink(keys.hand.sign, seal, unseal)


__all__ = ["NOTHING", "OFFICE", "READING", "Cover", "Ink", "Line", "ink_of"]
