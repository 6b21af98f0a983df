"""One hash after another: each covers what was written and the hash before it.

It covers the bytes as they are kept, the sealed ones sealed, so that a history still
proves itself when the key to what it says is destroyed.
"""

from __future__ import annotations

from hashlib import sha256
from struct import Struct

# What stands before the first entry of a case.
NOTHING = bytes(32)
_length = Struct(">Q").pack


def entry_hash(before: bytes, head: bytes, sealed: bytes) -> bytes:
    """Return the hash of an entry after one whose hash is *before*.

    *head* are the bytes of its row that are in clear (see `head_of`), *sealed* those
    that are not, empty where nothing is sealed.
    """
    inner = sha256(head).digest() + sha256(sealed).digest()
    return sha256(b"migcase/entry/v1\0" + before + inner).digest()


def head_of(*parts: str) -> bytes:
    """Return the parts of a head as bytes that no other parts give."""
    head: list[bytes] = []
    for part in parts:
        coded = part.encode()
        head += (_length(len(coded)), coded)
    return b"".join(head)
