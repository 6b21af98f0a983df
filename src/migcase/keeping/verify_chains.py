"""Does each case hold?  One look at every row, made for a million of them.

It only tells which cases do not hold; `verify_case` says what is wrong with one.  So
what is quick here need not know where, and what knows where need not be quick.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from migcase.keeping.proof import Chain, Written
from migcase.keeping.seal.chain import NOTHING, entry_hash, head_of
from migcase.keeping.verify_case import Authors, signature_flaws


@frozen
class Looked:
    """How much holds, and which cases are in doubt, of which nothing is counted."""

    cases: int
    entries: int
    signed: int
    doubtful: tuple[str, ...]


def look(chains: Iterable[Chain], authors: Authors | None, *, full: bool) -> Looked:
    """Look at every case; check signatures that no head stands for, or all if *full*.

    Without *authors* there are no signatures to check.
    """
    cases = entries = signed = 0
    doubtful = []
    for chain in chains:
        unseen = [] if authors is None else _unseen(chain, full=full)
        if not holds(chain) or (authors and any(signature_flaws(unseen, authors))):
            doubtful.append(chain.case)
            continue
        cases += 1
        entries += len(chain.rows)
        signed += len(unseen)
    return Looked(cases, entries, signed, tuple(doubtful))


def holds(chain: Chain) -> bool:
    """Tell whether a case is as it was written, as its row and its leaves say too.

    Where it is, `chain_flaws` finds nothing; signatures are not looked at.
    """
    before, number, leaves = NOTHING, 0, 0
    for number, row in enumerate(chain.rows, start=1):
        case, its_number, id_, at, body, sealed, hash_, _, is_as_counted = row
        if its_number != number or sealed == b"" or is_as_counted == 0:
            return False
        try:
            head = head_of(case, str(number), id_, at, body)
            made = entry_hash(before, head, sealed or b"")
        except (AttributeError, TypeError):
            return False  # something is of a kind that is never written there
        if made != hash_:
            return False
        before = made
        leaves += is_as_counted is not None
    return chain.standing == (number, before) and chain.leaves == leaves


def _unseen(chain: Chain, *, full: bool) -> list[Written]:
    return [Written(*row) for *row, counted in chain.rows if full or counted is None]
