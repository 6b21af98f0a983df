"""A tree of hashes over everything that was written, in one order (RFC 6962, 2.1).

One hash, its root, stands for all of it: whoever noted a root can tell later that
what it stood for is still there, unchanged and in its place, with more behind it.
Leaves are hashed with 0x00 in front and nodes with 0x01, so that no node passes for a
leaf.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Self

HASH = 32
# The root of a tree in which nothing is.
NO_LEAVES = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over two others."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree as it grows, of which only the roots of its whole subtrees are kept.

    They are as many as there are ones in its size: a million leaves, seven hashes.
    """

    __slots__ = ("_peaks", "_size")

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        """Take up a tree of *size* again, with the *peaks* that `peaks` gave."""
        self._size, self._peaks = size, list(peaks)
        if size.bit_count() != len(self._peaks):
            raise ValueError("a tree has one peak for each one in its size")

    @classmethod
    def of_bytes(cls, size: int, kept: bytes) -> Self:
        """Return the tree that `to_bytes` gave as *kept*."""
        return cls(size, [kept[at : at + HASH] for at in range(0, len(kept), HASH)])

    def to_bytes(self) -> bytes:
        """Return the peaks, one behind another, to be kept."""
        return b"".join(self._peaks)

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return self._size

    def add(self, leaf: bytes) -> None:
        """Let the tree grow by a leaf."""
        made, size, peaks = sha256(b"\x00" + leaf).digest(), self._size, self._peaks
        while size & 1:
            made = sha256(b"\x01" + peaks.pop() + made).digest()
            size >>= 1
        peaks.append(made)
        self._size += 1

    def root(self) -> bytes:
        """Return the hash that stands for all leaves."""
        if not self._peaks:
            return NO_LEAVES
        *others, root = self._peaks
        for peak in reversed(others):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root of the tree over *leaves*."""
    tree = Frontier()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def inclusion(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the hashes that prove that leaf *index* is in the tree over *leaves*."""
    if not 0 <= index < len(leaves):
        raise ValueError("there is no such leaf")
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if index < split:
        return (*inclusion(left, index), root_of(right))
    return (*inclusion(right, index - split), root_of(left))


def consistency(leaves: Sequence[bytes], first: int) -> tuple[bytes, ...]:
    """Return the hashes that prove that the tree over *leaves* began as its *first*."""
    if not 0 <= first <= len(leaves):
        raise ValueError("there were never so many leaves")
    if first in (0, len(leaves)):
        return ()
    return _consistency(leaves, first, whole=True)


def is_included(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Tell whether *proof* proves that *leaf* is number *index* of *size*.

    By the steps of RFC 9162, 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    place, last, made = index, size - 1, leaf_hash(leaf)
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            made = node_hash(step, made)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            made = node_hash(made, step)
        place, last = place >> 1, last >> 1
    return last == 0 and made == root


def is_consistent(
    first: int, second: int, before: bytes, after: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether *proof* proves that the tree *after* began as the one *before*.

    They have *first* and *second* leaves (RFC 9162, 2.1.4.2).
    """
    if not 0 <= first <= second:
        return False
    if first == second:
        return not proof and before == after
    if first == 0:
        return not proof and before == NO_LEAVES
    steps = [before, *proof] if first & (first - 1) == 0 else list(proof)
    if not steps:
        return False
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, step)
        place, last = place >> 1, last >> 1
    return last == 0 and old == before and new == after


def _consistency(
    leaves: Sequence[bytes], first: int, *, whole: bool
) -> tuple[bytes, ...]:
    if first == len(leaves):
        return () if whole else (root_of(leaves),)
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if first <= split:
        return (*_consistency(left, first, whole=whole), root_of(right))
    return (*_consistency(right, first - split, whole=False), root_of(left))


def _split(size: int) -> int:
    """Return the greatest power of two below *size*."""
    return 1 << ((size - 1).bit_length() - 1)
