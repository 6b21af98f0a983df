"""What is erased together, and what every register promises that can erase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from attrs import frozen

if TYPE_CHECKING:
    # Whoever erases nothing needs no cipher.
    from migcase.keeping.seal.keyring import Keyring


@frozen
class Records:
    """Cases, people and families that are erased together, by number."""

    cases: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    families: tuple[str, ...] = ()


class Erasing(Protocol):
    """Destroys the keys to what was said, with all that was made of it.

    What stays is what an office has to answer for: that a case was there, when, who
    wrote into it, what sort of thing they did, and the chain, which covers the sealed
    bytes.
    """

    def erase(self, records: Records, keys: Keyring) -> int:
        """Erase *records*, all or none, and wrap every other key anew for *keys*.

        Return how many entries nobody reads again.
        """

    def erased(self) -> tuple[str, ...]:
        """Return the numbers of the cases that were erased."""

    def settle(self) -> bool:
        """Leave nothing of what was destroyed beside the file; say whether it worked.

        Where somebody else is reading, the last of it goes when they stop.
        """
