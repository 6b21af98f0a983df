"""What is read to prove that nothing was changed: rows as they are kept, unread.

No line is opened or understood here; what a row says is looked at as bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from attrs import field, frozen

from migcase.errors import MigcaseError
from migcase.judgement.mentioned import Mention

if TYPE_CHECKING:
    # Ciphers are slow to import, and a register is known before it is opened.
    from migcase.keeping.seal.checkpoint import Tip

NO_VALUES: Mapping[str, object] = {}
# About so many entries are looked at in one go.
STRETCH = 10_000


class NotInOrder(MigcaseError):
    """What is to be signed is not in order, so it is not signed."""

    code = "not-in-order"
    sentence = (
        "Nothing was signed: the history is not in order in {places}. "
        "`migcase verify` tells more."
    )


class Written(NamedTuple):
    """The row of an entry."""

    case: str
    number: int
    id: str
    at: str
    body: str
    sealed: bytes | None
    hash: bytes | None
    signature: bytes | None


@frozen
class Standing:
    """What the row of a case says about its last entry."""

    number: int
    hash: bytes | None


class Leaf(NamedTuple):
    """The place of an entry in the office's tree, and the hash it had then."""

    position: int
    case: str
    number: int
    hash: bytes


@frozen
class CaseRows:
    """Everything about one case that a proof looks at.

    *counted* are its leaves by the number of the entry.
    """

    case: str
    written: Sequence[Written]
    standing: Standing | None
    counted: Mapping[int, Leaf]


@frozen
class Opening:
    """What another process needs to open the rows that a proof reads."""

    place: str
    key: bytes | None = field(repr=False)


class Stretch(NamedTuple):
    """The cases from *since* on and before *until*; '' and None leave that end open."""

    since: str
    until: str | None


class Chain(NamedTuple):
    """A case as it is looked at first, with as little made of it as can be.

    *rows* are those of `Written` as plain tuples, and behind each whether its leaf has
    the same hash, None where it has no leaf.  *standing* is number and hash of the last
    entry by the row of the case, *leaves* how many there are of the case.
    """

    case: str
    rows: Sequence[tuple[Any, ...]]
    standing: tuple[int, bytes | None] | None
    leaves: int


@frozen
class Derived:
    """What the office keeps of a case besides its entries, by the names of columns.

    *row* is that of the case without what is sealed, *tasks* its open work, *people*
    who is in it.
    """

    row: Mapping[str, object]
    tasks: frozenset[tuple[object, ...]]
    milestones: Mapping[str, str]
    people: frozenset[Mention]


@frozen
class SignedHead:
    """A row of what was signed: the note, and the tree to grow from."""

    size: int
    at: str
    note: str
    peaks: bytes


@frozen
class Flaw:
    """One thing that is not as it was written: what, and exactly where.

    *number* is that of an entry, 0 where it is about the case; *until* the last of
    several in a row.  Without a *case* it is about the office.
    """

    code: str
    case: str = ""
    number: int = 0
    until: int = 0
    values: Mapping[str, object] = field(default=NO_VALUES, hash=False)


class Proof(Protocol):
    """What a register hands out to whoever proves that nothing was changed."""

    @property
    def opening(self) -> Opening | None:
        """How another process opens the same rows; None where none would see them."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Let all that is read inside it be of one moment."""

    def stretches(self) -> Sequence[Stretch]:
        """Return stretches of about `STRETCH` entries each, in which every case is."""

    def chains(self, stretch: Stretch) -> Iterator[Chain]:
        """Yield every case of a stretch that left any trace."""

    def case(self, case: str) -> CaseRows:
        """Return the rows of one case."""

    def derived(self, case: str) -> Derived:
        """Return what is derived of one case, as it is kept."""

    def leaves(self) -> Iterator[tuple[int, bytes]]:
        """Yield position and hash of every leaf of the tree, by its position."""

    def leaf_of(self, hash_: bytes) -> Leaf | None:
        """Return the leaf with that hash, or None; slow."""

    def entry_of(self, hash_: bytes) -> tuple[str, int] | None:
        """Return case and number of the entry with that hash, or None; slow."""

    def heads(self) -> tuple[SignedHead, ...]:
        """Return every head that was signed, smallest first."""

    def last_head(self) -> SignedHead | None:
        """Return the last head that was signed, or None."""

    def not_counted(self) -> tuple[tuple[str, int, bytes], ...]:
        """Return entries without a leaf, as case, number and hash, in their order.

        That is the order in which they were written, by the clock.
        """

    def tips(self) -> tuple[Tip, ...]:
        """Return where the office's log ends, and what each reader read."""

    def line_hash(self, chain: str, number: int) -> bytes | None:
        """Return the hash of a line of the log ('') or of a reader, None if gone."""

    def count_in(self, leaves: Sequence[Leaf], head: SignedHead) -> None:
        """Write *leaves* and the *head* over them: all or nothing.

        Raise `Conflict` if somebody else was quicker.
        """
