"""Is the office's tree as it was when somebody signed it?  Where not, where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from migcase.keeping.proof import Flaw, SignedHead
from migcase.keeping.seal.checkpoint import Checkpoint, read_checkpoint
from migcase.keeping.seal.errors import BadCheckpoint, BadSignature
from migcase.keeping.seal.tree import Frontier
from migcase.keeping.verify_case import Authors


@frozen
class TreeVerdict:
    """What came of a tree: its *size*, its *flaws*, and which leaves are right.

    *roots* holds the root at each size that was asked for, as far as it was reached;
    *notes* are the heads that are as they were signed.
    *leaves_hold* tells whether the leaves are those over which the heads were signed.
    """

    size: int
    flaws: tuple[Flaw, ...]
    roots: Mapping[int, bytes]
    notes: tuple[Checkpoint, ...]
    leaves_hold: bool


def check_tree(
    leaves: Iterable[tuple[int, bytes]],
    heads: Sequence[SignedHead],
    office: str,
    authors: Authors | None,
    asked: Iterable[int] = (),
) -> TreeVerdict:
    """Look whether *leaves* give the roots that the *heads* say were signed.

    Of each leaf position and hash are looked at, in the order of the positions.
    Without *authors* (a plain office) nobody has signed, and no signature is missed.
    """
    flaws: list[Flaw] = []
    notes: list[Checkpoint] = []
    for head in heads:
        note, flaw = _read(head, office, authors)
        if note is not None:
            notes.append(note)
        if flaw:
            flaws.append(Flaw(flaw, values={"size": head.size, "at": head.at}))
    sizes = {*asked, *(note.size for note in notes)}
    tree, roots = Frontier(), {}
    if 0 in sizes:
        roots[0] = tree.root()
    for size, (position, hash_) in enumerate(leaves, start=1):
        if position != size - 1 or not isinstance(hash_, bytes):
            break
        tree.add(hash_)
        if size in sizes:
            roots[size] = tree.root()
    last = max((head.size for head in heads), default=0)
    if tree.size < last:
        values = {"position": tree.size, "size": last}
        flaws.append(Flaw("leaf-missing", values=values))
    elif tree.size > last:
        values = {"position": last, "size": tree.size}
        flaws.append(Flaw("leaf-inserted", values=values))
    wrong = list(_wrong(notes, roots))
    return TreeVerdict(tree.size, (*flaws, *wrong), roots, tuple(notes), not wrong)


def _wrong(notes: Sequence[Checkpoint], roots: Mapping[int, bytes]) -> Iterator[Flaw]:
    """Yield the first stretch of leaves that is not what was signed."""
    good = 0
    reached = sorted((one for one in notes if one.size in roots), key=_by_size)
    for note in reached:
        if _holds(note, roots):
            good = note.size
        elif any(_holds(one, roots) for one in reached if one.size >= note.size):
            # What is behind holds, so this head itself was changed.
            yield Flaw("head-altered", values={"size": note.size, "at": note.at})
        else:
            values = {"position": good, "size": note.size}
            yield Flaw("leaves-altered", values=values)
            return


def _by_size(note: Checkpoint) -> tuple[int, str]:
    return note.size, note.at


def _holds(note: Checkpoint, roots: Mapping[int, bytes]) -> bool:
    return roots[note.size] == note.root


def _read(
    head: SignedHead, office: str, authors: Authors | None
) -> tuple[Checkpoint | None, str]:
    try:
        note = read_checkpoint(head.note)
        peaks = Frontier.of_bytes(head.size, head.peaks).root()
    except (BadCheckpoint, ValueError):
        return None, "head-altered"
    if (note.size, note.at, note.office) != (head.size, head.at, office):
        return None, "head-altered"
    if authors is not None:
        public = authors(note.by, note.at) if note.by else None
        if public is None:
            return None, "head-not-signed"
        try:
            note.check(public)
        except BadSignature:
            return None, "head-forged"
    return note, "" if peaks == note.root else "head-altered"
