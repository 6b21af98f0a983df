"""A history in memory, chained, signed and counted in, that tests tamper with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext

import attrs
from attrs import field, frozen

from migcase.keeping.heads import make_head
from migcase.keeping.proof import (
    CaseRows,
    Chain,
    Leaf,
    SignedHead,
    Standing,
    Stretch,
    Written,
)
from migcase.keeping.seal.checkpoint import Tip
from migcase.keeping.seal.hands import Hand, Public
from migcase.keeping.verify_case import NOTHING, hash_of

OFFICE = "office-1"
NAMES = ("amina", "bashir", "chioma")


@frozen
class Rows:
    """The rows of an office, as a proof reads them."""

    written: tuple[Written, ...] = ()
    standing: dict[str, Standing] = field(factory=dict)
    leaf_rows: tuple[Leaf, ...] = ()
    signed: tuple[SignedHead, ...] = ()

    @property
    def opening(self) -> None:
        return None

    def snapshot(self) -> AbstractContextManager[None]:
        return nullcontext()

    def cases(self) -> Iterator[CaseRows]:
        names = {one.case for one in (*self.written, *self.leaf_rows)}
        written: dict[str, list[Written]] = {}
        counted: dict[str, dict[int, Leaf]] = {}
        for one in self.written:
            written.setdefault(one.case, []).append(one)
        for leaf in self.leaf_rows:
            counted.setdefault(leaf.case, {})[leaf.number] = leaf
        for case in sorted({*names, *self.standing}):
            rows = sorted(written.get(case, ()), key=lambda one: one.number)
            stands = self.standing.get(case)
            yield CaseRows(case, rows, stands, counted.get(case, {}))

    def stretches(self) -> tuple[Stretch, ...]:
        return (Stretch("", None),)

    def chains(self, stretch: Stretch) -> Iterator[Chain]:
        for rows in self.cases():
            found = [(*one, _is_as_counted(one, rows)) for one in rows.written]
            stands = rows.standing
            stood = None if stands is None else (stands.number, stands.hash)
            yield Chain(rows.case, found, stood, len(rows.counted))

    def case(self, case: str) -> CaseRows:
        found = [rows for rows in self.cases() if rows.case == case]
        return found[0] if found else CaseRows(case, [], None, {})

    def leaves(self) -> Iterator[tuple[int, bytes]]:
        yield from sorted((leaf.position, leaf.hash) for leaf in self.leaf_rows)

    def leaf_of(self, hash_: bytes) -> Leaf | None:
        return next((leaf for leaf in self.leaf_rows if leaf.hash == hash_), None)

    def entry_of(self, hash_: bytes) -> tuple[str, int] | None:
        found = [(one.case, one.number) for one in self.written if one.hash == hash_]
        return found[0] if found else None

    def heads(self) -> tuple[SignedHead, ...]:
        return self.signed

    def last_head(self) -> SignedHead | None:
        return self.signed[-1] if self.signed else None

    def not_counted(self) -> tuple[tuple[str, int, bytes], ...]:
        counted = {(leaf.case, leaf.number) for leaf in self.leaf_rows}
        new = [one for one in self.written if (one.case, one.number) not in counted]
        new.sort(key=lambda one: (one.at, one.case, one.number))
        return tuple((one.case, one.number, one.hash or b"") for one in new)

    def tips(self) -> tuple[Tip, ...]:
        return ()

    def line_hash(self, chain: str, number: int) -> bytes | None:
        return None

    def count_in(self, leaves: Sequence[Leaf], head: SignedHead) -> None:
        object.__setattr__(self, "leaf_rows", (*self.leaf_rows, *leaves))
        object.__setattr__(self, "signed", (*self.signed, head))

    def but(self, old: Written | None, *new: Written) -> Rows:
        """Return the same rows with *new* ones in place of an *old* one."""
        kept = [one for one in self.written if one is not old]
        return attrs.evolve(self, written=(*kept, *new))


def _is_as_counted(one: Written, rows: CaseRows) -> bool | None:
    leaf = rows.counted.get(one.number)
    return None if leaf is None else leaf.hash == one.hash


class Remembered:
    """Somebody's public key that checks the same signature of the same bytes once."""

    def __init__(self, public: Public) -> None:
        self._public = public
        self.name, self.verifies = public.name, public.verifies
        self._good: set[tuple[bytes, bytes]] = set()

    def check(self, signature: bytes, signed: bytes) -> None:
        if (signature, signed) not in self._good:
            self._public.check(signature, signed)
            self._good.add((signature, signed))


def hands() -> dict[str, Hand]:
    return {name: Hand.new(name) for name in NAMES}


def authors_of(staff: dict[str, Hand]):
    known = {name: Remembered(hand.public) for name, hand in staff.items()}
    return lambda name, _: known.get(name)


def written(
    before: bytes, case: str, number: int, by: str, hand: Hand | None, said: str = ""
) -> Written:
    """Return an entry as it would be written by *by*, signed by *hand*."""
    said = said or f"Line {number} of {case}."
    body = {"v": 1, "event": ["noted", {"text": said}], "by": [by, []], "office": "MA"}
    at = f"2026-03-{1 + number % 28:02}T09:30:00.{len(said):06}+00:00"
    row = Written(
        *(case, number, f"{case}-{number}", at, json.dumps(body)),
        *(bytes([number % 256]) * 64, None, None),
    )
    hash_ = hash_of(before, row)
    signature = None if hand is None else hand.sign(hash_)
    return row._replace(hash=hash_, signature=signature)


def history(staff: dict[str, Hand], cases: int, entries: int, first: int = 0) -> Rows:
    """Return *cases* of *entries* each, every one signed by one of the *staff*."""
    rows: list[Written] = []
    standing = {}
    for serial in range(first, first + cases):
        case, before = f"MA-26-{serial:05}-K", NOTHING
        for number in range(1, entries + 1):
            by = NAMES[(serial + number) % len(NAMES)]
            rows.append(written(before, case, number, by, staff.get(by)))
            before = rows[-1].hash or b""
        standing[case] = Standing(entries, before)
    return Rows(tuple(rows), standing)


def counted(rows: Rows, staff: dict[str, Hand]) -> Rows:
    """Have Amina sign the head of all that is written."""
    at = "2026-04-01T18:00:00.000000+00:00"
    authors = authors_of(staff) if staff else None
    make_head(rows, OFFICE, at, staff.get("amina"), authors)
    return rows
