"""The rows that a proof looks at, and the office's tree, in the database.

Everything is read in pages, in the order of a key: a million entries pass through
without ever being in memory together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import groupby, pairwise, starmap
from operator import itemgetter
from typing import Any

from migcase.errors import Conflict
from migcase.judgement.mentioned import Mention
from migcase.keeping.proof import (
    STRETCH,
    CaseRows,
    Chain,
    Derived,
    Leaf,
    Opening,
    SignedHead,
    Standing,
    Stretch,
    Written,
)
from migcase.keeping.seal.checkpoint import Tip
from migcase.keeping.sql_driver import Driver, Together
from migcase.keeping.sql_snapshot import snapshot

PAGE = 2000
# Few rows at once are hashed while they are still in the processor's own memory.
_AT_ONCE = 50

_WRITTEN = "SELECT case_id, number, id, at, body, sealed, hash, signature FROM entry"
_STANDING = "SELECT case_id, number, hash FROM case_file"
_LEAF = "SELECT position, case_id, number, hash FROM leaf"
_TREE = "SELECT position, hash FROM leaf WHERE position > ? ORDER BY position LIMIT ?"
_HEAD = "SELECT size, at, body, peaks FROM head"
_LEAVES = "SELECT case_id, count(*) FROM leaf WHERE {inside} GROUP BY case_id"
_NOT_COUNTED = (
    "SELECT case_id, number, e.hash FROM (SELECT case_id, number FROM entry"
    " EXCEPT SELECT case_id, number FROM leaf) fresh JOIN entry e"
    " USING (case_id, number) ORDER BY e.at, case_id, number"
)
_LENGTHS = "SELECT case_id, count(*) FROM entry GROUP BY case_id ORDER BY case_id"
_CHAIN = (
    "SELECT case_id, number, id, at, body, sealed, e.hash, signature, l.hash = e.hash"
    " FROM entry e LEFT JOIN leaf l USING (case_id, number) WHERE {inside}"
    " ORDER BY case_id, number"
)
# What a row of a case says in clear that the case and its work say as well.
COLUMNS = (
    *("programme", "version", "status", "stage", "assignee", "look_on"),
    *("opened_on", "written_at", "project"),
)
_ROW = f"SELECT number, {', '.join(COLUMNS)} FROM case_file WHERE case_id = ?"
_TASKS = (
    "SELECT case_id, kind, key, line, role, due, state, since, roles, unknown,"
    " programme, assignee FROM open_work WHERE case_id = ?"
)
_REACHED = "SELECT key, reached_on FROM milestone WHERE case_id = ?"
_PEOPLE = "SELECT person_id, role, line FROM case_person WHERE case_id = ?"
COUNTED = (
    *("entry", "case_file", "person", "family", "definition"),
    *("office_entry", "reading", "leaf", "head", "held_key"),
)
_LAST_OF_LOG = " ORDER BY number DESC LIMIT 1"
_ENDS = 2**63 - 1
# In what kind each of these is written: '', 0 and b'' are in no row of ours.
_ENTRY_KINDS = (str, int, str, str, str, bytes, bytes, bytes)
_STANDING_KINDS = (int, bytes)
_LEAF_KINDS = (int, str, int, bytes)


class SqlProof:
    """Read for proofs, and keep what they gave, by the connection of *driver*."""

    def __init__(
        self, driver: Driver, together: Together, key: bytes | None = None
    ) -> None:
        """Read by *driver*; *key* is that of the file, None of one in clear."""
        self._driver = driver
        self._together = together
        self._key = key

    @property
    def opening(self) -> Opening | None:
        if self._driver.sort != "sqlite" or self._driver.inside():
            return None  # nobody else sees what was not committed yet
        return Opening(self._driver.register, self._key)

    def snapshot(self) -> AbstractContextManager[None]:
        return snapshot(self._driver)

    def stretches(self) -> tuple[Stretch, ...]:
        bounds: list[str | None] = [""]
        entries = 0
        for case, number in self._stream(_LENGTHS):
            if entries >= STRETCH:
                bounds.append(case)
                entries = 0
            entries += number
        return tuple(starmap(Stretch, pairwise((*bounds, None))))

    def chains(self, stretch: Stretch) -> Iterator[Chain]:
        inside, bounds = "case_id >= ?", [stretch.since]
        if stretch.until is not None:
            inside, bounds = f"{inside} AND case_id < ?", [*bounds, stretch.until]
        stands = self._stream(f"{_STANDING} WHERE {inside}", bounds)
        standing = {case: (number, hash_) for case, number, hash_ in stands}
        leaves = dict(self._stream(_LEAVES.format(inside=inside), bounds))
        rows = self._stream(_CHAIN.format(inside=inside), bounds)
        for case, found in groupby(rows, itemgetter(0)):
            stood = standing.pop(case, None)
            yield Chain(case, list(found), stood, leaves.pop(case, 0))
        for case in {**standing, **leaves}:
            yield Chain(case, (), standing.get(case), leaves.get(case, 0))

    def case(self, case: str) -> CaseRows:
        rows = self._rows(f"{_WRITTEN} WHERE case_id = ? ORDER BY number", (case,))
        leaves = self._rows(f"{_LEAF} WHERE case_id = ?", (case,))
        standing = self._rows(f"{_STANDING} WHERE case_id = ?", (case,))
        return CaseRows(
            case,
            [Written(*_of_kind(_ENTRY_KINDS, row)) for row in rows],
            Standing(*_of_kind(_STANDING_KINDS, standing[0][1:])) if standing else None,
            {leaf.number: leaf for leaf in _leaves(leaves)},
        )

    def derived(self, case: str) -> Derived:
        rows = self._rows(_ROW, (case,))
        names = ("number", *COLUMNS)
        tasks = self._rows(_TASKS, (case,))
        reached = self._rows(_REACHED, (case,))
        return Derived(
            dict(zip(names, rows[0], strict=True)) if rows else {},
            frozenset(tuple(row) for row in tasks),
            dict(reached),
            frozenset(starmap(Mention, self._rows(_PEOPLE, (case,)))),
        )

    def leaves(self) -> Iterator[tuple[int, bytes]]:
        last = -_ENDS
        while rows := self._rows(_TREE, (last, PAGE)):
            yield from rows
            last = rows[-1][0]

    def leaf_of(self, hash_: bytes) -> Leaf | None:
        rows = self._rows(f"{_LEAF} WHERE hash = ? ORDER BY position LIMIT 1", (hash_,))
        return next(_leaves(rows), None)

    def entry_of(self, hash_: bytes) -> tuple[str, int] | None:
        text = "SELECT case_id, number FROM entry WHERE hash = ? LIMIT 1"
        for case, number in self._rows(text, (hash_,)):
            if isinstance(number, int):
                return case, number
        return None

    def heads(self) -> tuple[SignedHead, ...]:
        return tuple(starmap(SignedHead, self._rows(f"{_HEAD} ORDER BY size, at")))

    def last_head(self) -> SignedHead | None:
        rows = self._rows(f"{_HEAD} ORDER BY size DESC, at DESC LIMIT 1")
        return SignedHead(*rows[0]) if rows else None

    def not_counted(self) -> tuple[tuple[str, int, bytes], ...]:
        rows = self._rows(_NOT_COUNTED)
        return tuple((case, number, hash_) for case, number, hash_ in rows)

    def counts(self) -> dict[str, int]:
        """Return how many rows there are of everything that is not derived."""
        return {
            table: self._rows(f"SELECT count(*) FROM {table}")[0][0]
            for table in COUNTED
        }

    def tips(self) -> tuple[Tip, ...]:
        log = self._rows("SELECT '', number, hash FROM office_entry" + _LAST_OF_LOG)
        read = self._rows(
            "SELECT reader, number, hash FROM reading r WHERE number ="
            " (SELECT max(number) FROM reading m WHERE m.reader = r.reader)"
            " ORDER BY reader"
        )
        return tuple(Tip(*row) for row in (*log, *read))

    def line_hash(self, chain: str, number: int) -> bytes | None:
        text = "SELECT hash FROM office_entry WHERE number = ?"
        values: tuple[object, ...] = (number,)
        if chain:
            text = "SELECT hash FROM reading WHERE number = ? AND reader = ?"
            values = number, chain
        rows = self._rows(text, values)
        return rows[0][0] if rows else None

    def count_in(self, leaves: Sequence[Leaf], head: SignedHead) -> None:
        leaf = "INSERT INTO leaf (position, case_id, number, hash) VALUES (?, ?, ?, ?)"
        made = "INSERT INTO head (size, at, body, peaks) VALUES (?, ?, ?, ?)"
        try:
            with self._together:
                for one in leaves:
                    row = one.position, one.case, one.number, one.hash
                    self._run(leaf, row)
                self._run(made, (head.size, head.at, head.note, head.peaks))
        except self._driver.taken:
            first = leaves[0] if leaves else None
            case, number = ("?", 0) if first is None else (first.case, first.number)
            raise Conflict({"case": case, "number": number}) from None

    def _rows(self, text: str, values: Sequence[object] = ()) -> list[Any]:
        return list(self._stream(text, values))

    def _stream(self, text: str, values: Sequence[object] = ()) -> Iterator[Any]:
        try:
            found = self._run(text, values)
            while rows := found.fetchmany(_AT_ONCE):
                yield from rows
        except self._driver.errors as error:
            raise self._driver.why(error) from error

    def _run(self, text: str, values: Sequence[object] = ()) -> Any:
        if self._driver.sort == "postgresql":
            text = text.replace("?", "%s")
        return self._driver.connection.execute(text, tuple(values))


def _leaves(rows: Iterable[Sequence[object]]) -> Iterator[Leaf]:
    return (Leaf(*_of_kind(_LEAF_KINDS, row)) for row in rows)


def _of_kind(kinds: Sequence[type], row: Sequence[object]) -> Iterator[Any]:
    """Yield the values of a row; for what is of another kind, what is never written.

    SQLite keeps any value in any column, and whoever looks into it need not know.
    """
    for kind, value in zip(kinds, row, strict=True):
        yield value if value is None or isinstance(value, kind) else kind()
