"""Is what this office keeps what was written?  Every chain, the tree, who signed.

Rows are looked at as they are kept: nothing is opened, so whoever has no key to what a
case says can verify it, and an erased one still verifies.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import attrs
from attrs import frozen

from migcase.keeping.proof import CaseRows, Flaw, Proof
from migcase.keeping.seal.checkpoint import Checkpoint
from migcase.keeping.verify_apart import Order, Shared, helped
from migcase.keeping.verify_case import (
    Authors,
    chain_flaws,
    is_whole,
    signature_flaws,
)
from migcase.keeping.verify_chains import look
from migcase.keeping.verify_tree import check_tree

# So many leaves are looked for elsewhere; where more are astray, the rest are told as
# what they look like.
ASTRAY = 20


@frozen
class Verdict:
    """What was looked at, and what is not as it was written.

    *signed* counts signatures of entries that were checked, *counted* the leaves of
    the tree; *roots* is the root at each size that was asked for.
    """

    cases: int
    entries: int
    signed: int
    counted: int
    heads: int
    flaws: tuple[Flaw, ...]
    roots: Mapping[int, bytes]


def verify(
    proof: Proof,
    office: str,
    authors: Authors | None,
    *,
    full: bool,
    asked: Collection[int] = (),
    order: Order | None = None,
) -> Verdict:
    """Look at all rows of an office; *asked* are sizes whose roots are wanted.

    Without *authors* there are no signatures to check.  Those of entries that are
    under a head were checked by whoever signed it, and are again if it is to be
    *full*.  With an *order* other processes help with a large office.
    """
    with proof.snapshot():
        return _Verifier(proof, authors, full=full).verdict(office, asked, order)


def verify_case(proof: Proof, case: str, authors: Authors | None) -> Verdict:
    """Look at the rows of one case, every signature among them."""
    with proof.snapshot():
        verifier = _Verifier(proof, authors, full=True)
        flaws = tuple(verifier.case(proof.case(case)))
    entries, signed = verifier.entries, verifier.signed
    return Verdict(1, entries, signed, 0, 0, flaws, {})


class _Verifier:
    def __init__(self, proof: Proof, authors: Authors | None, *, full: bool) -> None:
        self._proof = proof
        self._authors = authors
        self._full = full
        self._looked_for = 0
        self.cases = self.entries = self.signed = 0

    def verdict(
        self, office: str, asked: Collection[int], order: Order | None
    ) -> Verdict:
        flaws: list[Flaw] = []
        heads = self._proof.heads()
        with helped(order, self._proof.stretches()) as shared:
            leaves = self._proof.leaves()
            tree = check_tree(leaves, heads, office, self._authors, asked)
        for case in self._doubtful(shared):
            flaws += self.case(self._proof.case(case))
        doubtful = {
            flaw.values["position"]: flaw
            for flaw in flaws
            if flaw.code == "not-as-counted"
        }
        if doubtful and not tree.leaves_hold:
            mended = check_tree(self._mended(doubtful), heads, office, self._authors)
            if mended.leaves_hold:
                # It is the leaves that were changed, and not the entries.
                flaws = [_of_leaf(flaw) for flaw in flaws]
                tree = attrs.evolve(tree, flaws=mended.flaws)
        return Verdict(
            self.cases,
            self.entries,
            self.signed,
            tree.size,
            len(heads),
            (*flaws, *tree.flaws, *_ends(self._proof, tree.notes)),
            tree.roots,
        )

    def _doubtful(self, shared: Shared) -> list[str]:
        """Look at what is left; return what does not hold, and count the others."""
        for stretch in shared.left:
            chains = self._proof.chains(stretch)
            shared.looked.append(look(chains, self._authors, full=self._full))
        self.cases += sum(one.cases for one in shared.looked)
        self.entries += sum(one.entries for one in shared.looked)
        self.signed += sum(one.signed for one in shared.looked)
        return sorted(case for one in shared.looked for case in one.doubtful)

    def case(self, rows: CaseRows) -> Iterator[Flaw]:
        """Yield what is wrong with one case."""
        self.cases += 1
        self.entries += len(rows.written)
        astray = tuple(self._astray(rows))
        if astray:
            yield from (flaw for _, flaw in astray)
            gone = {number for number, _ in astray}
            left = {n: leaf for n, leaf in rows.counted.items() if n not in gone}
            rows = attrs.evolve(rows, counted=left)
        found = list(chain_flaws(rows, self._proof.leaf_of))
        yield from found
        if self._authors is None:
            return
        broken = {
            flaw.number for flaw in found if flaw.code in _NOT_ITSELF and not flaw.until
        }
        unseen = [
            one
            for one in rows.written
            if (self._full or one.number not in rows.counted)
            and one.number not in broken
        ]
        self.signed += len(unseen)
        yield from signature_flaws(unseen, self._authors)

    def _astray(self, rows: CaseRows) -> Iterator[tuple[int, Flaw]]:
        """Yield leaves that are of an entry which stands elsewhere, as it should."""
        here = {one.number: one for one in rows.written}
        for number, leaf in rows.counted.items():
            stands = here.get(number)
            if stands is not None and stands.hash == leaf.hash:
                continue
            if self._looked_for >= ASTRAY:
                return
            self._looked_for += 1
            home = self._proof.entry_of(leaf.hash)
            if home is None:
                continue
            case, place = home
            others = rows if case == rows.case else self._proof.case(case)
            entry = next(one for one in others.written if one.number == place)
            if is_whole(others, entry):
                values = {"position": leaf.position}
                yield number, Flaw("leaf-altered", case, place, values=values)

    def _mended(self, doubtful: Mapping[object, Flaw]) -> Iterator[tuple[int, bytes]]:
        """Yield the leaves as they would be if the entries in doubt are right."""
        for position, hash_ in self._proof.leaves():
            flaw = doubtful.get(position)
            if flaw is None:
                yield position, hash_
                continue
            rows = self._proof.case(flaw.case)
            [entry] = [one for one in rows.written if one.number == flaw.number]
            yield position, entry.hash or b""


def _ends(proof: Proof, notes: Iterable[Checkpoint]) -> Iterator[Flaw]:
    """Yield which chains beside the tree no longer reach to where a head saw them."""
    seen: dict[tuple[str, int], bytes] = {}
    for note in notes:
        for tip in note.tips:
            seen[tip.chain, tip.number] = tip.hash
    told = set()
    for (chain, number), hash_ in sorted(seen.items()):
        found = proof.line_hash(chain, number)
        if found == hash_ or (chain, found is None) in told:
            continue
        told.add((chain, found is None))
        values = {"reader": chain} if chain else {}
        what = "reading" if chain else "log"
        code = "missing" if found is None else "not-as-signed"
        yield Flaw(f"{what}-{code}", number=number, values=values)


# What is not what was written there is no longer asked who signed it.
_NOT_ITSELF = frozenset(
    {"altered", "hash-altered", "moved", "inserted", "out-of-line", "replaced"}
)


def _of_leaf(flaw: Flaw) -> Flaw:
    if flaw.code != "not-as-counted":
        return flaw
    return attrs.evolve(flaw, code="leaf-altered")
