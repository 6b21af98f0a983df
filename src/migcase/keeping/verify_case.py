"""Is the chain of a case as it was written?  Where not, exactly where.

Each entry's hash covers all of its row and the hash before it.  So a row that was
changed no longer gives its own hash, and one that was taken out, put in or moved no
longer follows.  Which of two rows is to blame is found out from what else is known:
the entry behind, the row of the case, and the tree.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from migcase.keeping.proof import CaseRows, Flaw, Leaf, Written
from migcase.keeping.seal.chain import NOTHING, entry_hash, head_of
from migcase.keeping.seal.errors import BadSignature
from migcase.keeping.seal.hands import Public

# Whose keys somebody's were at an instant; None where nobody of that name had any.
Authors = Callable[[str, str], Public | None]


def chain_flaws(
    rows: CaseRows, origin: Callable[[bytes], Leaf | None] = lambda _: None
) -> Iterator[Flaw]:
    """Yield what is wrong with the entries of a case and with their order.

    *origin* says where an entry of that hash stood when the tree was signed.
    """
    found: dict[int, Flaw] = {}
    if not _follow(rows.written):
        found = _Blame(rows, origin).flaws()
    for flaw in (*_ends(rows, found), *_not_as_counted(rows, found)):
        found.setdefault(flaw.number, flaw)
    yield from (found[number] for number in sorted(found))


def signature_flaws(written: Iterable[Written], authors: Authors) -> Iterator[Flaw]:
    """Yield which entries were not signed by whom they name."""
    for one in written:
        code, who = _signed(one, authors)
        if code:
            yield Flaw(code, one.case, one.number, values={"who": who})


def author_of(body: str) -> str:
    """Return who is named as the writer in the open part of an entry, '' if nobody."""
    try:
        who = json.loads(body)["by"][0]
    except (KeyError, IndexError, TypeError, ValueError, RecursionError):
        return ""
    return who if isinstance(who, str) else ""


def hash_of(before: bytes, one: Written) -> bytes:
    """Return what the hash of a row must be behind an entry with the hash *before*."""
    head = head_of(one.case, str(one.number), one.id, one.at, one.body)
    return entry_hash(before, head, one.sealed or b"")


def is_whole(rows: CaseRows, one: Written) -> bool:
    """Tell whether a row gives its own hash behind the one before it as kept."""
    before = {each.number: each.hash for each in rows.written}.get(
        one.number - 1, NOTHING
    )
    return before is not None and hash_of(before, one) == one.hash


def _follow(written: Sequence[Written]) -> bool:
    """Tell whether each entry is there, as it was written, behind the one before."""
    before = NOTHING
    for number, one in enumerate(written, start=1):
        if one.number != number or one.sealed == b"":
            return False
        if hash_of(before, one) != one.hash:
            return False
        before = one.hash
    return True


class _Blame:
    """Find out which rows of a broken chain were changed."""

    def __init__(self, rows: CaseRows, origin: Callable[[bytes], Leaf | None]) -> None:
        self._rows = rows
        self._origin = origin
        self._by_number = {one.number: one for one in rows.written}
        self._last = max(rows.standing.number if rows.standing else 0, *rows.counted, 0)
        known = {leaf.hash for leaf in rows.counted.values()}
        known |= {one.hash for one in rows.written if one.hash is not None}
        self._known = {NOTHING, *known}
        self._made = self._remade()

    def flaws(self) -> dict[int, Flaw]:
        found: dict[int, Flaw] = {}
        for missing in _gaps(self._rows.case, self._rows.written, self._last):
            found[missing.number] = missing
        for one in self._rows.written:
            flaw = self._flaw(one, found)
            if flaw is not None:
                found.setdefault(flaw.number, flaw)
        return found

    def _remade(self) -> dict[int, bytes]:
        """Return what each row's hash would be behind the row before it as kept."""
        made = {}
        for one in self._rows.written:
            before = self._before(one.number)
            if before is not None:
                made[one.number] = hash_of(before, one)
        return made

    def _before(self, number: int) -> bytes | None:
        """Return the hash before entry *number* as it is kept, or was when counted."""
        if number == 1:
            return NOTHING
        previous = self._by_number.get(number - 1)
        if previous is not None and previous.hash is not None:
            return previous.hash
        leaf = self._rows.counted.get(number - 1)
        return None if leaf is None else leaf.hash

    def _flaw(self, one: Written, found: Mapping[int, Flaw]) -> Flaw | None:
        case, number, previous = one.case, one.number, one.number - 1
        if one.sealed == b"":
            return Flaw("altered", case, number)
        if self._made.get(number) == one.hash:
            return None
        befores = self._befores(one)
        if befores:
            # The row is whole, so it is the one before it that was changed.
            if previous not in self._by_number or previous in found:
                return None
            is_hash = self._made.get(previous) in befores
            return Flaw("hash-altered" if is_hash else "replaced", case, previous)
        if self._hash_is_wrong(one):
            return Flaw("hash-altered", case, number)
        leaf = None if one.hash is None else self._origin(one.hash)
        if leaf is not None and (leaf.case, leaf.number) != (case, number):
            values = {"from_case": leaf.case, "from_number": leaf.number}
            return Flaw("moved", case, number, values=values)
        if not 0 < number <= self._last:
            return Flaw("inserted", case, number)
        if previous not in self._rows.counted:
            if number > 1 and number not in self._made:
                return None  # what it followed is gone, so nothing can be said of it
            if previous in found:
                return Flaw("out-of-line", case, number)
        return Flaw("altered", case, number)

    def _befores(self, one: Written) -> set[bytes]:
        """Return which of all known hashes this row is whole behind."""
        remade = set(self._made.values())
        return {
            before
            for before in self._known | remade
            if hash_of(before, one) == one.hash
        }

    def _hash_is_wrong(self, one: Written) -> bool:
        """Tell whether others know this row by the hash that it should have."""
        made = self._made.get(one.number)
        if made is None:
            return False
        leaf = self._rows.counted.get(one.number)
        if leaf is not None and leaf.hash == made:
            return True
        behind = self._by_number.get(one.number + 1)
        if behind is not None:
            return hash_of(made, behind) == behind.hash
        standing = self._rows.standing
        return standing is not None and (standing.number, standing.hash) == (
            one.number,
            made,
        )


def _gaps(case: str, written: Sequence[Written], last: int) -> Iterator[Flaw]:
    """Yield which entries are not there, up to the *last* that anybody knows of."""
    numbers = sorted({one.number for one in written if 0 < one.number})
    ends = [0, *(number for number in numbers if number <= last), last + 1]
    for low, high in pairwise(ends):
        if high - low > 1:
            yield Flaw("missing", case, low + 1, until=high - 1)


def _ends(rows: CaseRows, found: Mapping[int, Flaw]) -> Iterator[Flaw]:
    """Yield what the row of the case, and the tree, say otherwise than the entries."""
    written, standing = rows.written, rows.standing
    end = max(written, key=lambda one: one.number, default=None)
    last = 0 if end is None else end.number
    stood = 0 if standing is None else standing.number
    known = max(stood, *rows.counted, 0)
    if known > last and not found:
        yield Flaw("missing", rows.case, last + 1, until=known)
    if standing is None:
        if known or any(one.number not in found for one in written):
            yield Flaw("row-missing", rows.case)
    elif end is not None and end.number not in found and is_whole(rows, end):
        if stood < last and standing.hash != end.hash:
            yield Flaw("inserted", rows.case, stood + 1, until=last)
        elif stood < last:
            yield Flaw("row-altered", rows.case, values={"columns": ("number",)})
        elif stood == last and end.hash != standing.hash:
            leaf = rows.counted.get(last)
            if leaf is not None and leaf.hash == end.hash:
                yield Flaw("row-altered", rows.case, values={"columns": ("hash",)})
            else:
                yield Flaw("not-as-in-row", rows.case, last)


def _not_as_counted(rows: CaseRows, found: Mapping[int, Flaw]) -> Iterator[Flaw]:
    """Yield which entries are whole and yet not those that were counted."""
    for one in rows.written:
        leaf = rows.counted.get(one.number)
        if leaf is None or leaf.hash == one.hash or one.number in found:
            continue
        values = {"position": leaf.position}
        yield Flaw("not-as-counted", one.case, one.number, values=values)


def _signed(one: Written, authors: Authors) -> tuple[str, str]:
    who = author_of(one.body)
    if not isinstance(one.signature, bytes):
        return "not-signed", who
    public = authors(who, one.at)
    if public is None:
        return "unknown-author", who
    try:
        public.check(one.signature, one.hash or b"")
    except BadSignature:
        return "forged", who
    return "", who
