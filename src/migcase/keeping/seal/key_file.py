"""What stands in ``keys.json``: who may unlock an office, and who may recover it.

Values only; `migcase.keeping.seal.key_file_wire` reads and writes them.
"""

from __future__ import annotations

from attrs import field, frozen

from migcase.keeping.seal.hands import Public


@frozen
class Cost:
    """What one guess at a passphrase costs: Argon2id, *memory* in KiB."""

    passes: int
    memory: int
    lanes: int


# OWASP's least; nobody can have written less into a slot.
FLOOR = Cost(2, 19 * 1024, 1)
# The second choice of RFC 9106.
USUAL = Cost(3, 64 * 1024, 4)
# Nobody waits longer, or gives more memory, for a file that somebody may have changed.
CEILING = Cost(16, 1024 * 1024, 16)


@frozen
class Slot:
    """One user's way in: their keys and the office's, wrapped by a passphrase.

    *turned* are the office's keys since, sealed for them, one inside another, until
    they come and have the last of them wrapped by their passphrase.
    """

    public: Public
    cost: Cost
    salt: bytes
    hand: bytes = field(repr=False)
    master: bytes = field(repr=False)
    turned: tuple[bytes, ...] = field(default=(), repr=False)


@frozen
class Pair:
    """The office's keys for two holders of printed keys; neither opens it alone."""

    outer: str
    inner: str
    sealed: bytes = field(repr=False)
    tried: str = ""


@frozen
class KeyFile:
    """All that ``keys.json`` says.

    *bound* tells whether a machine keeps a secret of its own for the *epoch* of the
    keystore; an office on a server has none.
    """

    office: str
    bound: bool
    epoch: int
    slots: tuple[Slot, ...]
    holders: tuple[Public, ...] = ()
    pairs: tuple[Pair, ...] = ()
    mac: bytes = b""

    def slot(self, user: str) -> Slot | None:
        """Return the slot of *user*, None where there is none."""
        return next((one for one in self.slots if one.public.name == user), None)
