"""A key as somebody keeps it on paper: eight groups of eight signs, typed back.

Each group ends with a check sign, so that a slip of the pen is found where it is;
letters that look like figures are read as those.
"""

from __future__ import annotations

from hashlib import sha256

from migcase.keeping.seal.envelope import KEY
from migcase.keeping.seal.errors import BadShare

GROUPS, SIGNS = 8, 7
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("OIL", "011", " \t\r\n-·")
_CHECK = 3


def printed(key: bytes) -> str:
    """Return *key*, 32 bytes, as groups to be written down."""
    number = int.from_bytes(key + _sum(key), "big")
    digits = [_ALPHABET[number >> 5 * at & 31] for at in range(GROUPS * SIGNS)]
    text = "".join(reversed(digits))
    groups = [text[at : at + SIGNS] for at in range(0, len(text), SIGNS)]
    return " ".join(f"{group}{_sign(n, group)}" for n, group in enumerate(groups, 1))


def typed(text: str) -> bytes:
    """Return the key that `printed` gave as *text*; raise `BadShare`."""
    signs = text.upper().translate(_ALIKE)
    whole = SIGNS + 1
    if len(signs) != GROUPS * whole:
        raise BadShare({"group": 0})
    number = 0
    for at in range(GROUPS):
        group = signs[at * whole : (at + 1) * whole]
        if set(group) - set(_ALPHABET) or group[SIGNS] != _sign(at + 1, group[:SIGNS]):
            raise BadShare({"group": at + 1})
        for sign in group[:SIGNS]:
            number = number << 5 | _ALPHABET.index(sign)
    found = number.to_bytes(KEY + _CHECK, "big")
    if found[KEY:] != _sum(found[:KEY]):
        raise BadShare({"group": 0})
    return found[:KEY]


def _sum(key: bytes) -> bytes:
    return sha256(b"migcase/printed/v1\0" + key).digest()[:_CHECK]


def _sign(number: int, group: str) -> str:
    return _ALPHABET[sha256(f"{number} {group}".encode()).digest()[0] & 31]
