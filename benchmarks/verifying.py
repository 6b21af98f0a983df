"""How long it takes to verify an office: ``python -m benchmarks.verifying 1000000``.

The office is encrypted; cases have twenty entries of some hundred bytes each, as they
are kept.  Chains, tree and head are those of the house; what is sealed is noise, since
nothing is opened.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.stopwatch import Lap, table, whole
from migcase.keeping import sql_sqlite
from migcase.keeping.heads import make_head
from migcase.keeping.proof import Written
from migcase.keeping.seal.chain import NOTHING
from migcase.keeping.seal.hands import Hand, Public
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.verify import Verdict, verify
from migcase.keeping.verify_case import hash_of, signature_flaws

OF_A_CASE = 20
OFFICE = "office"
AT = "2026-04-01T18:00:00.000000+00:00"
# So many signatures are made and checked, of however many entries there are.
SIGNED = 5_000


def verifying(folder: Path, entries: int) -> Iterator[str]:
    """Yield what it costs to verify an office with so many *entries*."""
    keys = Keyring(OFFICE, Hand.new("amina"), new_key())
    place = folder / "verified.db"
    migrate(place, keys)
    signed = _fill(place, keys, entries)
    register = SqlRegister.open(place, keys=keys)
    verdicts: list[Verdict] = []

    def all_of_it() -> None:
        verdicts.append(verify(register.proof, OFFICE, None, full=False))

    def a_head() -> None:
        make_head(register.proof, OFFICE, AT, keys.hand, None)

    public: Public = keys.hand.public

    def signatures() -> None:
        flaws = list(signature_flaws(signed, lambda *_: public))
        assert not flaws

    rows = [
        _row("count in, and sign a head", whole(a_head, entries), entries),
        _row("verify chains, tree and head", whole(all_of_it, entries), entries),
        _row("check a signature", whole(signatures, len(signed)), len(signed)),
    ]
    register.close()
    [verdict] = verdicts
    assert not verdict.flaws
    assert verdict.entries == verdict.counted == entries
    megabytes = place.stat().st_size / 1e6
    yield f"An office with {entries:,} entries ({megabytes:,.0f} MB, encrypted)"
    yield table(("", "us CPU each", "us wall each", "seconds in all"), rows)


def _row(what: str, one: Lap, pieces: int) -> tuple[object, ...]:
    return what, one.cpu, one.wall, f"{one.wall * pieces / 1e6:.1f}"


def _fill(place: Path, keys: Keyring, entries: int) -> list[Written]:
    """Write the entries; return the first of them, signed."""
    driver = sql_sqlite.connect(place, synchronous="normal", key=keys.file_key)
    run = driver.connection.execute
    signed: list[Written] = []
    run("BEGIN IMMEDIATE")
    before = NOTHING
    for serial in range(entries):
        number = serial % OF_A_CASE + 1
        before = NOTHING if number == 1 else before
        one = _entry(serial // OF_A_CASE, number, before, keys, signed)
        run(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(one.case, one.number, one.id, one.at, one.body),
                *(one.sealed, one.hash, one.signature),
            ),
        )
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
    return signed


def _entry(
    case: int, number: int, before: bytes, keys: Keyring, signed: list[Written]
) -> Written:
    event = ["step-done", {"step": "counselling", "on": "2026-03-02"}]
    body = json.dumps({"v": 1, "event": event, "by": ["amina", ["officer"]]})
    place = f"MA-26-{case:06}-K", number, f"{case}-{number}", AT
    bare = Written(*place, body, os.urandom(320), None, None)
    hash_ = hash_of(before, bare)
    signature = keys.hand.sign(hash_) if len(signed) < SIGNED else bytes(64)
    one = Written(*place, body, bare.sealed, hash_, signature)
    if len(signed) < SIGNED:
        signed.append(one)
    return one


def main() -> None:
    """Measure with as many entries as are asked for."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        for line in verifying(Path(name), entries):
            print(line)


if __name__ == "__main__":
    main()
