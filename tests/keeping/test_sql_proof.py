"""The same proofs, by the rows of a real database."""

from __future__ import annotations

import random

import pytest

from migcase.errors import Conflict
from migcase.keeping import heads, sql_proof
from migcase.keeping.heads import make_head
from migcase.keeping.office_log import LogConflict
from migcase.keeping.proof import Chain, Proof
from migcase.keeping.seal.checkpoint import read_checkpoint
from migcase.keeping.seal.tree import Frontier
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_copy import copy_register
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.verify import verify, verify_case
from tests.keeping.history import OFFICE, Rows, authors_of, hands, history, written
from tests.keeping.test_office_log import FOUNDED, entry

STAFF = hands()
AUTHORS = authors_of(STAFF)
MORNING = "2026-04-01T08:00:00.000000+00:00"
NOON = "2026-04-01T12:00:00.000000+00:00"
EVENING = "2026-04-01T18:00:00.000000+00:00"
EDITS = {
    "id": "'other'",
    "at": "'2026-03-01T00:00:00.000000+00:00'",
    "body": "body || ' '",
    "sealed": "hash",
    "hash": "sealed",
    "signature": "NULL",
    "number": "number + 1000",
    "case_id": "'MA-26-90000-K'",
}


@pytest.fixture
def sql(place: str):
    register = SqlRegister.open(place, synchronous="normal")
    yield register
    register.close()


def run(register: SqlRegister, text: str, values: tuple[object, ...] = ()) -> None:
    if register._driver.sort == "postgresql":
        text = text.replace("?", "%s")
    register._driver.connection.execute(text, values)


def kept(register: SqlRegister, rows: Rows) -> None:
    """Write *rows* as they are; the row of a case says nothing but where it ends."""
    run(register, register._driver.begin)
    for one in rows.written:
        run(
            register,
            "INSERT INTO entry (case_id, number, id, at, body, sealed, hash, signature)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(one.case, one.number, one.id, one.at, one.body),
                *(one.sealed, one.hash, one.signature),
            ),
        )
    for case, standing in rows.standing.items():
        run(
            register,
            "INSERT INTO case_file (case_id, number, programme, version, status, stage,"
            " opened_on, written_at, body, work, hash)"
            " VALUES (?, ?, 'avrr', 1, 'open', '', '', '', '', '', ?)",
            (case, standing.number, standing.hash),
        )
    run(register, "COMMIT")


def chains_of(proof: Proof) -> list[Chain]:
    return [chain for part in proof.stretches() for chain in proof.chains(part)]


def test_what_is_read_is_what_is_there(sql, monkeypatch):
    monkeypatch.setattr(sql_proof, "PAGE", 7)
    monkeypatch.setattr(sql_proof, "STRETCH", 8)
    rows = history(STAFF, cases=4, entries=5)
    kept(sql, rows)

    assert chains_of(sql.proof) == chains_of(rows)
    head = make_head(sql.proof, OFFICE, NOON, STAFF["amina"], AUTHORS)
    make_head(rows, OFFICE, NOON, STAFF["amina"], AUTHORS)
    assert chains_of(sql.proof) == chains_of(rows)
    assert list(sql.proof.leaves()) == list(rows.leaves())
    tree = Frontier()
    for _, leaf in rows.leaves():
        tree.add(leaf)
    assert head.root == tree.root()
    assert sql.proof.case("MA-26-00002-K") == rows.case("MA-26-00002-K")
    assert sql.proof.last_head() == sql.proof.heads()[-1]


def test_a_head_grows_out_of_the_one_before_and_is_not_made_twice(sql):
    rows = history(STAFF, cases=2, entries=3)
    kept(sql, rows)
    first = make_head(sql.proof, OFFICE, NOON, STAFF["amina"], AUTHORS)
    assert make_head(sql.proof, OFFICE, EVENING, STAFF["bashir"], AUTHORS) == first

    kept(sql, history(STAFF, cases=3, entries=3, first=2))
    second = make_head(sql.proof, OFFICE, EVENING, STAFF["bashir"], AUTHORS)
    assert (first.size, first.by) == (6, "amina")
    assert (second.size, second.by) == (15, "bashir")
    found = verify(sql.proof, OFFICE, AUTHORS, full=True, asked=[6, 15])
    assert (found.flaws, found.counted, found.heads) == ((), 15, 2)
    assert (found.roots[6], found.roots[15]) == (first.root, second.root)


def test_of_two_who_count_in_at_once_one_begins_again(sql):
    rows = history(STAFF, cases=1, entries=3)
    kept(sql, rows)
    make_head(sql.proof, OFFICE, NOON, STAFF["amina"], AUTHORS)
    make_head(rows, OFFICE, NOON, STAFF["amina"], AUTHORS)
    [head] = sql.proof.heads()

    with pytest.raises(Conflict):
        sql.proof.count_in(rows.leaf_rows, head)
    assert len(sql.proof.heads()) == 1


@pytest.mark.parametrize("then", [NOON, MORNING], ids=["stands", "is set back"])
def test_the_last_head_is_the_last_also_by_a_clock_that(sql, then):
    kept(sql, history(STAFF, cases=1, entries=3))
    first = make_head(sql.proof, OFFICE, NOON, STAFF["amina"], AUTHORS)
    sql.office_log.append(entry(1, FOUNDED))

    second = make_head(sql.proof, OFFICE, then, STAFF["amina"], AUTHORS)

    assert second.tips != first.tips
    assert sql.proof.last_head().note == second.note
    assert make_head(sql.proof, OFFICE, then, STAFF["amina"], AUTHORS) == second


def test_whoever_is_never_quick_enough_is_told_that_others_write_in_the_log(
    sql, monkeypatch
):
    kept(sql, history(STAFF, cases=1, entries=3))
    make_head(sql.proof, OFFICE, NOON, STAFF["amina"], AUTHORS)
    sql.office_log.append(entry(1, FOUNDED))
    monkeypatch.setattr(heads, "TRIES", 0)

    with pytest.raises(LogConflict):
        make_head(sql.proof, OFFICE, EVENING, STAFF["amina"], AUTHORS)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_changed_with_a_database_browser_is_reported_where(sql, seed):
    rows = history(STAFF, cases=5, entries=8)
    kept(sql, rows)
    make_head(sql.proof, OFFICE, NOON, STAFF["amina"], AUTHORS)
    chance = random.Random(seed)

    for column, value in EDITS.items():
        one = chance.choice(rows.written)
        run(sql, "BEGIN")
        run(
            sql,
            f"UPDATE entry SET {column} = {value} WHERE case_id = ? AND number = ?",
            (one.case, one.number),
        )
        found = verify(sql.proof, OFFICE, AUTHORS, full=True).flaws
        told = {(flaw.case, flaw.number) for flaw in found}
        run(sql, "ROLLBACK")
        assert (one.case, one.number) in told, f"{column}, seed={seed}"
        assert len(told) <= 2, f"{column}, seed={seed}: {told}"
    assert verify(sql.proof, OFFICE, AUTHORS, full=True).flaws == ()


KINDS = {
    "UPDATE entry SET body = CAST(body AS BLOB)": "altered",
    "UPDATE entry SET body = body || CAST(x'ff' AS TEXT)": "altered",
    "UPDATE entry SET id = CAST(x'c3' AS TEXT)": "altered",
    "UPDATE entry SET id = x'00ff'": "altered",
    "UPDATE entry SET at = x'00ff'": "altered",
    "UPDATE entry SET sealed = CAST(id AS TEXT)": "altered",
    "UPDATE entry SET hash = 'abc'": "hash-altered",
    "UPDATE entry SET number = 'second'": "missing",
    "UPDATE entry SET number = 2.5": "missing",
    "UPDATE entry SET signature = 'abc'": "forged",
    "UPDATE leaf SET hash = 'abc'": "not-as-counted",
    "UPDATE leaf SET number = 'second'": "leaf-altered",
}


@pytest.mark.parametrize("text", KINDS)
def test_a_value_of_another_kind_than_we_write_is_reported_where_it_is(tmp_path, text):
    # Of what is kept in it SQLite does not ask of which kind it is.
    migrate(tmp_path / "office.db")
    sql = SqlRegister.open(tmp_path / "office.db", synchronous="normal")
    rows = history(STAFF, cases=2, entries=3)
    kept(sql, rows)
    make_head(sql.proof, OFFICE, NOON, STAFF["amina"], AUTHORS)
    case = rows.written[0].case
    run(sql, f"{text} WHERE case_id = ? AND number = 2", (case,))

    found = verify(sql.proof, OFFICE, AUTHORS, full=True).flaws
    assert (KINDS[text], case, 2) in {(one.code, one.case, one.number) for one in found}
    assert {one.case for one in found} <= {case, ""}
    sql.close()


def test_an_entry_inserted_with_the_key_of_the_office_needs_the_hand_too(sql):
    rows = history(STAFF, cases=1, entries=3)
    kept(sql, rows)
    [case] = rows.standing
    last = rows.written[-1].hash
    forged = written(last, case, 4, "amina", STAFF["bashir"], "I confess.")
    kept(sql, Rows((forged,)))

    run(sql, "UPDATE case_file SET number = 4, hash = ?", (forged.hash,))
    [flaw] = verify_case(sql.proof, case, AUTHORS).flaws
    assert (flaw.code, flaw.case, flaw.number) == ("forged", case, 4)
    assert flaw.values == {"who": "amina"}


def test_a_head_is_read_back_from_what_was_printed(sql):
    kept(sql, history(STAFF, cases=1, entries=3))
    head = make_head(sql.proof, OFFICE, NOON, STAFF["amina"], AUTHORS)

    assert read_checkpoint(head.note) == head


def test_a_copy_holds_every_row_as_it_is(sql, place, tmp_path):
    kept(sql, history(STAFF, cases=4, entries=5))
    make_head(sql.proof, OFFICE, NOON, STAFF["amina"], AUTHORS)
    copy_register(place, tmp_path / "copy.db", None)

    copy = SqlRegister.open(tmp_path / "copy.db")
    assert chains_of(copy.proof) == chains_of(sql.proof)
    assert list(copy.proof.leaves()) == list(sql.proof.leaves())
    assert copy.proof.heads() == sql.proof.heads()
    assert copy.proof.counts() == sql.proof.counts()
    copy.close()
    # One file, without a companion that somebody would forget.
    assert [one.name for one in tmp_path.iterdir() if "copy" in one.name] == ["copy.db"]
