"""A tree of hashes over everything that was written, in one order (RFC 6962, 2.1).

One hash, its root, stands for all of it: whoever noted a root can tell later that
what it stood for is still there, unchanged and in its place, with more behind it.
Leaves are hashed with 0x00 in front and nodes with 0x01, so that no node passes for a
leaf.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Self

HASH = 32
# The root of a tree in which nothing is.
NO_LEAVES = sha256(b"").digest()


class Frontier:
    """A tree as it grows, of which only the roots of its whole subtrees are kept.

    They are as many as there are ones in its size: a million leaves, seven hashes.
    """

    __slots__ = ("_peaks", "_size")

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        """Take up a tree of *size* again, with its *peaks*."""
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
            root = sha256(b"\x01" + peak + root).digest()
        return root
