"""Several processes find what one finds, and no key lies where others can read it."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from migcase.keeping import sql_proof, verify_apart
from migcase.keeping.heads import make_head
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.verify import verify
from migcase.keeping.verify_apart import Order, helped, order_for
from tests.keeping.history import OFFICE, authors_of, hands, history
from tests.keeping.test_sql_proof import EDITS, NOON, kept, run

STAFF = hands()
AUTHORS = authors_of(STAFF)
KNOWN = tuple(hand.public for hand in STAFF.values())
ROWS = history(STAFF, cases=6, entries=4)
KEY = new_key()
_STARTED: list[str] = []


@pytest.fixture
def sql(tmp_path: Path) -> Iterator[SqlRegister]:
    """An encrypted office with 24 entries, of which 20 are counted in."""
    keys = Keyring(OFFICE, STAFF["amina"], KEY)
    migrate(tmp_path / "office.db", keys)
    register = SqlRegister.open(tmp_path / "office.db", keys=keys)
    kept(register, attrs.evolve(ROWS, written=ROWS.written[:20]))
    make_head(register.proof, OFFICE, NOON, STAFF["amina"], AUTHORS)
    kept(register, attrs.evolve(ROWS, written=ROWS.written[20:], standing={}))
    yield register
    register.close()


@pytest.fixture
def shared_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even so small an office is shared out among processes, two cases at a time."""
    monkeypatch.setattr(sql_proof, "STRETCH", 8)
    monkeypatch.setattr(verify_apart, "FROM", 1)
    monkeypatch.setattr(verify_apart, "FROM_SIGNED", 1)
    monkeypatch.setattr(verify_apart.os, "cpu_count", lambda: 2)


@pytest.fixture(scope="module")
def started() -> list[str]:
    """With what processes were started: the words of the command, and surroundings."""

    def note(event: str, values: tuple[object, ...]) -> None:
        if event == "subprocess.Popen":
            _STARTED.append(repr(values))

    sys.addaudithook(note)
    return _STARTED


def edit(register: SqlRegister, chance: random.Random) -> None:
    """Change, or take out, some rows anywhere."""
    for _ in range(chance.randint(1, 4)):
        one = chance.choice(ROWS.written)
        column, value = chance.choice(list(EDITS.items()))
        at = (one.case, one.number)
        text, values = chance.choice(
            [
                (f"UPDATE entry SET {column} = {value}", at),
                ("DELETE FROM entry", at),
                ("DELETE FROM leaf", at),
                ("UPDATE leaf SET hash = zeroblob(32)", at),
                ("UPDATE leaf SET number = number + 90", at),
                ("UPDATE case_file SET number = number - 1", at[:1]),
                ("DELETE FROM case_file", at[:1]),
            ]
        )
        place = "case_id = ? AND number = ?" if len(values) == 2 else "case_id = ?"
        run(register, f"{text} WHERE {place}", values)


@pytest.mark.usefixtures("shared_out")
@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_processes_find_exactly_what_one_finds(sql, seed, full):
    edit(sql, random.Random(seed))

    order = order_for(sql.proof, KNOWN, full=full)
    alone = verify(sql.proof, OFFICE, AUTHORS, full=full)
    apart = verify(sql.proof, OFFICE, AUTHORS, full=full, order=order)
    assert alone.flaws
    assert apart == alone


@pytest.mark.usefixtures("shared_out")
def test_everything_is_looked_at_by_processes_that_were_given_the_key_by_a_pipe(
    sql, started
):
    order = order_for(sql.proof, KNOWN, full=True)
    started.clear()
    with helped(order, sql.proof.stretches()) as shared:
        pass

    assert not shared.left
    assert sum(one.cases for one in shared.looked) == 6
    assert sum(one.signed for one in shared.looked) == 24
    assert len(started) == 2
    key = sql.proof.opening.key
    for told in (key.hex(), repr(key), KEY.hex()):
        assert told not in str(started)
    assert key.hex() in order.to_line()  # positive control: so it would be found
    assert key.hex() not in repr(order)


@pytest.mark.usefixtures("shared_out")
def test_what_processes_cannot_tell_is_looked_at_by_whoever_asked(sql):
    order = order_for(sql.proof, KNOWN, full=True)
    wrong = attrs.evolve(order.opening, key=bytes(32))
    deaf = Order(wrong, KNOWN, full=True)
    with helped(deaf, sql.proof.stretches()) as shared:
        pass

    assert not shared.looked
    assert len(shared.left) == len(sql.proof.stretches()) == 3
    verdict = verify(sql.proof, OFFICE, AUTHORS, full=True, order=deaf)
    assert (verdict.flaws, verdict.entries, verdict.signed) == ((), 24, 24)


@pytest.mark.usefixtures("shared_out")
def test_whoever_is_interrupted_leaves_nobody_at_work(sql):
    order = order_for(sql.proof, KNOWN, full=True)
    with (
        pytest.raises(KeyboardInterrupt),
        helped(order, sql.proof.stretches() * 1000) as shared,
    ):
        raise KeyboardInterrupt

    assert not shared.left
    assert len(shared.looked) <= 4


def test_a_small_office_starts_no_process(sql, started):
    started.clear()
    order = order_for(sql.proof, KNOWN, full=True)

    assert verify(sql.proof, OFFICE, AUTHORS, full=True, order=order).flaws == ()
    assert started == []


def test_what_was_not_committed_yet_is_looked_at_by_whoever_wrote_it(sql):
    run(sql, "BEGIN")
    assert order_for(sql.proof, KNOWN, full=True) is None
    run(sql, "ROLLBACK")
    assert order_for(sql.proof, KNOWN, full=True) is not None
