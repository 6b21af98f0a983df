"""How long it takes to verify an office: ``python -m benchmarks.verifying 1000000``.

The office is encrypted; cases have twenty entries of some hundred bytes each, as they
are kept.  From entry to entry of a case a day passes, so in the tree they lie far from
each other.  Chains, tree and head are those of the house; what is sealed is noise,
since nothing is opened.  Up to 100,000 entries every one is signed.

Two floors stand beside it: reading the rows and making nothing of them, and hashing as
many bytes, those of each entry in one piece.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

from benchmarks.stopwatch import Lap, table, whole
from migcase.keeping import sql_sqlite
from migcase.keeping.heads import make_head
from migcase.keeping.proof import Proof, Written
from migcase.keeping.seal.chain import NOTHING
from migcase.keeping.seal.hands import Hand, Public
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.verify import verify
from migcase.keeping.verify_apart import order_for
from migcase.keeping.verify_case import hash_of

OF_A_CASE = 20
OFFICE = "office"
AT = "2026-04-01T18:00:00.000000+00:00"
SIGNED = 100_000
_ENTRY = "case_id, number, id, at, body, sealed, hash, signature"
_READ = (f"SELECT {_ENTRY} FROM entry", "SELECT position, hash FROM leaf")


def verifying(folder: Path, entries: int) -> Iterator[str]:
    """Yield what it costs to verify an office with so many *entries*."""
    keys = Keyring(OFFICE, Hand.new("amina"), new_key())
    place = folder / "verified.db"
    migrate(place, keys)
    _fill(place, keys, entries)
    register = SqlRegister.open(place, keys=keys)
    works: dict[str, Callable[[], None]] = {
        "count in, and sign a head": partial(_head, register.proof, keys.hand),
        "floor: read the rows": partial(_read, place, keys),
        "floor: hash as many bytes": partial(_hash, _bytes_each(place, keys), entries),
        **dict(_verifications(register.proof, keys.hand.public, entries)),
    }
    rows = [_row(what, whole(work, entries), entries) for what, work in works.items()]
    register.close()
    megabytes = place.stat().st_size / 1e6
    yield f"An office with {entries:,} entries ({megabytes:,.0f} MB, encrypted)"
    yield table(("", "us CPU each", "us wall each", "s CPU", "s wall"), rows)


def _verifications(
    proof: Proof, public: Public, entries: int
) -> Iterator[tuple[str, Callable[[], None]]]:
    """Yield in which ways an office can be verified."""

    def work(*, full: bool, apart: bool) -> None:
        order = order_for(proof, (public,), full=full) if apart else None
        authors = (lambda *_: public) if full else None
        verdict = verify(proof, OFFICE, authors, full=full, order=order)
        assert not verdict.flaws
        assert verdict.entries == verdict.counted == entries
        assert verdict.signed == (entries if full else 0)

    for full in (False, True)[: 1 + (entries <= SIGNED)]:
        what = "every signature" if full else "chains, tree and head"
        yield what, partial(work, full=full, apart=False)
        several = f"{what}, {os.cpu_count()} cores"
        yield several, partial(work, full=full, apart=True)


def _row(what: str, one: Lap, pieces: int) -> tuple[object, ...]:
    total = (f"{each * pieces / 1e6:.1f}" for each in (one.cpu, one.wall))
    return what, one.cpu, one.wall, *total


def _head(proof: Proof, hand: Hand) -> None:
    make_head(proof, OFFICE, AT, hand, None)


def _read(place: Path, keys: Keyring) -> None:
    driver = sql_sqlite.connect(place, key=keys.file_key)
    for text in _READ:
        for _ in driver.connection.execute(text):
            pass
    driver.connection.close()


def _hash(size: int, times: int) -> None:
    noise = os.urandom(size)
    for _ in range(times):
        sha256(noise).digest()


def _bytes_each(place: Path, keys: Keyring) -> int:
    """Return of how many bytes an entry is that its hash covers."""
    driver = sql_sqlite.connect(place, key=keys.file_key)
    text = f"SELECT {_ENTRY} FROM entry LIMIT 1"
    [row] = driver.connection.execute(text).fetchall()
    driver.connection.close()
    return sum(len(str(one)) if isinstance(one, int) else len(one) for one in row[:6])


def _fill(place: Path, keys: Keyring, entries: int) -> None:
    driver = sql_sqlite.connect(place, synchronous="normal", key=keys.file_key)
    run = driver.connection.execute
    run("BEGIN IMMEDIATE")
    before = NOTHING
    hand = keys.hand if entries <= SIGNED else None
    for serial in range(entries):
        number = serial % OF_A_CASE + 1
        before = NOTHING if number == 1 else before
        one = _entry(serial // OF_A_CASE, number, before, hand)
        run("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", one)
        before = one.hash or b""
        if number == OF_A_CASE or serial + 1 == entries:
            run(
                "INSERT INTO case_file (case_id, number, programme, version, status,"
                " stage, opened_on, written_at, body, work, hash)"
                " VALUES (?, ?, 'avrr', 1, 'open', '', '', '', '', '', ?)",
                (one.case, number, before),
            )
    run("COMMIT")
    driver.connection.close()


def _entry(case: int, number: int, before: bytes, hand: Hand | None) -> Written:
    event = ["step-done", {"step": "counselling", "on": "2026-03-02"}]
    body = json.dumps({"v": 1, "event": event, "by": ["amina", ["officer"]]})
    at = AT.replace("-01T", f"-{number:02}T")
    place = f"MA-26-{case:06}-K", number, f"{case}-{number}", at
    bare = Written(*place, body, os.urandom(320), None, None)
    hash_ = hash_of(before, bare)
    signature = bytes(64) if hand is None else hand.sign(hash_)
    return bare._replace(hash=hash_, signature=signature)


def main() -> None:
    """Measure with as many entries as are asked for."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        for line in verifying(Path(name), entries):
            print(line)


if __name__ == "__main__":
    main()
