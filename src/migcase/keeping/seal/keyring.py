"""What somebody holds who has unlocked an office: its master key, and their own two.

Everything else opens with these: the file, the keystore, and what is sealed for them.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import Self

from attrs import field, frozen

from migcase.keeping.seal.errors import SealBroken
from migcase.keeping.seal.hands import Hand
from migcase.keeping.seal.keys import derived


@frozen(eq=False)
class Keyring:
    """The keys of one user in one office.

    *office* is the id that the office was given when it was founded; *master* opens
    the file; *secret* is what this machine keeps of the *epoch* of the keystore, so
    that a copy of the file opens no record without the machine; empty on a server.
    """

    office: str
    hand: Hand
    master: bytes = field(repr=False)
    epoch: int = 0
    secret: bytes = field(default=b"", repr=False)

    @property
    def name(self) -> str:
        """Who holds these keys."""
        return self.hand.name

    @property
    def file_key(self) -> bytes:
        """The key of the whole file; 32 bytes."""
        return derived(self.master, "file")

    @property
    def store_key(self) -> bytes:
        """The key under which the keystore of this epoch is wrapped; 32 bytes."""
        return derived(self.master, f"keystore {self.epoch}", self.secret)

    @property
    def reasons_key(self) -> bytes:
        """The key of what is sealed in the office's log; 32 bytes."""
        return derived(self.master, "reasons")

    def to_bytes(self) -> bytes:
        """Return all of it, for whoever holds it while somebody works."""
        held = {
            "office": self.office,
            "name": self.hand.name,
            "hand": _text(self.hand.to_bytes()),
            "master": _text(self.master),
            "epoch": self.epoch,
            "secret": _text(self.secret),
        }
        return json.dumps(held).encode()

    @classmethod
    def of_bytes(cls, held: bytes) -> Self:
        """Return what `to_bytes` gave; raise `SealBroken` if it is something else."""
        try:
            found = json.loads(held)
            hand = Hand.of_bytes(found["name"], b64decode(found["hand"]))
            master, secret = b64decode(found["master"]), b64decode(found["secret"])
            return cls(found["office"], hand, master, int(found["epoch"]), secret)
        except (KeyError, TypeError, ValueError):
            raise SealBroken({"place": "keyring"}) from None


def _text(key: bytes) -> str:
    return b64encode(key).decode()
