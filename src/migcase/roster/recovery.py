"""What an office writes down about printed keys, and about whom they let in."""

from __future__ import annotations

from datetime import date

from attrs import frozen


@frozen
class HolderNamed:
    """Somebody holds a printed key, which opens the office with another one's."""

    name: str
    verifies: bytes
    receives: bytes


@frozen
class HolderDropped:
    """The printed key of somebody opens nothing any more."""

    name: str


@frozen
class Recovered:
    """Two holders of printed keys let somebody in, as an administrator.

    Each signed it with their key (*signatures*, in Base64), for the place in the log
    *after* an entry, so that it counts there and nowhere else.
    """

    name: str
    verifies: bytes
    receives: bytes
    undertaking: date
    holders: tuple[str, ...]
    after: int
    signatures: tuple[str, ...] = ()

    @property
    def signed(self) -> str:
        """What the holders sign."""
        keys = (self.verifies.hex(), self.receives.hex())
        who = (self.name, *keys, self.undertaking.isoformat(), *self.holders)
        return "\0".join(("migcase/recovered/v1", *who, str(self.after)))
