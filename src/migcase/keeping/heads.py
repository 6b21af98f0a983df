"""Making a head: what was written since the last is counted in, and the root signed.

Whoever signs has looked: entries that are not as they were written, or not signed by
whom they name, are counted in by nobody.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from migcase.errors import Conflict
from migcase.keeping.office_log import LogConflict
from migcase.keeping.proof import (
    STRETCH,
    Flaw,
    Leaf,
    NotInOrder,
    Proof,
    SignedHead,
)
from migcase.keeping.seal.checkpoint import Checkpoint, read_checkpoint, signed
from migcase.keeping.seal.errors import BadCheckpoint
from migcase.keeping.seal.hands import Hand
from migcase.keeping.seal.tree import Frontier
from migcase.keeping.verify_case import Authors, chain_flaws, signature_flaws
from migcase.keeping.verify_chains import look
from migcase.keeping.wire_value import write_instant

TRIES = 5


def make_head(
    proof: Proof, office: str, at: str, hand: Hand | None, authors: Authors | None
) -> Checkpoint:
    """Count in whatever was written, sign the root, keep both; return what was signed.

    Where nothing was written since the last head, that one is returned.  Raise
    `NotInOrder`, and sign nothing, if anything that would be counted in has a flaw;
    `LogConflict` if others were quicker each time.
    """
    for _ in range(TRIES):
        last = proof.last_head()
        tree = _tree(last)
        with proof.snapshot():
            new = proof.not_counted()
            tips = proof.tips()
            _check(proof, new, authors)
        if last is not None and not new:
            known = read_checkpoint(last.note)
            if known.tips == tips:
                return known
            at = _after(known.at, at)
        leaves = []
        for case, number, hash_ in new:
            leaves.append(Leaf(tree.size, case, number, hash_))
            tree.add(hash_)
        note = signed(office, tree.size, tree.root(), at, hand, tips)
        head = SignedHead(tree.size, at, note, tree.to_bytes())
        try:
            proof.count_in(leaves, head)
        except Conflict:
            continue  # somebody else counted in: what is left is less now
        return read_checkpoint(note)
    raise LogConflict({"number": 0})


def _after(last: str, at: str) -> str:
    """Return *at*; the instant after *last* where a clock stood, or was set back.

    Heads of one size follow each other by their instants alone.
    """
    if datetime.fromisoformat(last) < datetime.fromisoformat(at):
        return at
    return write_instant(datetime.fromisoformat(last) + timedelta(microseconds=1))


def _tree(last: SignedHead | None) -> Frontier:
    if last is None:
        return Frontier()
    try:
        tree = Frontier.of_bytes(last.size, last.peaks)
        note = read_checkpoint(last.note)
    except (BadCheckpoint, ValueError):
        raise _not_in_order([Flaw("head-altered")]) from None
    if tree.root() != note.root or note.size != last.size:
        raise _not_in_order([Flaw("head-altered")])
    return tree


def _check(
    proof: Proof, new: tuple[tuple[str, int, bytes], ...], authors: Authors | None
) -> None:
    fresh = {(case, number) for case, number, _ in new}
    cases = {case for case, _ in fresh}
    if len(fresh) >= STRETCH:
        # To look at every case once is quicker by then than to fetch so many.
        doubtful: set[str] = set()
        for stretch in proof.stretches():
            looked = look(proof.chains(stretch), authors, full=False)
            doubtful.update(looked.doubtful)
        cases &= doubtful
    flaws: list[Flaw] = []
    for case in sorted(cases):
        rows = proof.case(case)
        flaws += chain_flaws(rows)
        if authors is not None:
            # Those counted in before were looked at then.
            unseen = [one for one in rows.written if (case, one.number) in fresh]
            flaws += signature_flaws(unseen, authors)
    if flaws:
        raise _not_in_order(flaws)


def _not_in_order(flaws: list[Flaw]) -> NotInOrder:
    places = sorted({flaw.case or "head" for flaw in flaws})
    return NotInOrder({"places": ", ".join(places), "flaws": tuple(flaws)})
