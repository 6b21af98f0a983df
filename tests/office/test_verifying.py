"""All that an office keeps is held to what was written, and what differs is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from migcase.keeping.heads import make_head
from migcase.keeping.seal.checkpoint import Checkpoint
from migcase.office.against import (
    CHANGED,
    ELSEWHERE,
    HOLDS,
    OLDER,
    UNKNOWN,
    Known,
)
from migcase.office.verifying import examine, examine_case, signers_of
from migcase.roster.events import Reading
from tests.keeping.offices import NINE, Small, closed_office, plain_office

EVENING = "2026-04-01T18:00:00.000000+00:00"
CASE = "MA-26-00001-K"


@pytest.fixture(scope="module", params=["plain", "closed"])
def made(request, tmp_path_factory) -> Small:
    """An office in which nine entries were written; tests work on copies."""
    root = tmp_path_factory.mktemp(request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MIGCASE_STATE", str(root / "state"))
        make = plain_office if request.param == "plain" else closed_office
        office = make(root / "office")
        office.write(range(1, 4), 3)
    return office


@pytest.fixture
def small(made: Small, tmp_path: Path) -> Small:
    shutil.copytree(made.folder, tmp_path / "office")
    return Small(tmp_path / "office", made.keys)


def head_of(small: Small, at: str = EVENING) -> Checkpoint:
    register = small.open()
    keys = small.keys
    authors = None if keys is None else signers_of(register, ()).at
    hand = None if keys is None else keys.hand
    head = make_head(register.proof, name_of(small), at, hand, authors)
    register.close()
    return head


def name_of(small: Small) -> str:
    return "MA" if small.keys is None else small.keys.office


def found(small: Small, **more):
    register = small.open()
    known = None if small.keys is None else ()
    try:
        return examine(register, name_of(small), known, **more)
    finally:
        register.close()


def change(small: Small, statement: str) -> None:
    register = small.open()
    assert register._driver.connection.execute(statement).rowcount > 0
    register.close()


def flaws(examined) -> list[tuple[str, str, int]]:
    return [(flaw.code, flaw.case, flaw.number) for flaw in examined.flaws]


def test_what_nobody_touched_is_in_order(small: Small):
    head_of(small)
    small.write(range(4, 6), 2)
    examined = found(small, full=True)

    assert examined.flaws == ()
    assert (examined.verdict.entries, examined.verdict.counted) == (13, 9)
    plain = small.keys is None
    assert examined.verdict.signed == (0 if plain else 13)
    assert ("signatures" in examined.unchecked) is plain


COLUMNS = {
    "programme": "'mobility'",
    "version": "2",
    "status": "'closed'",
    "stage": "'return'",
    "assignee": "'bashir'",
    "opened_on": "'2026-03-03'",
    "written_at": "'2026-03-03T09:00:00.000000+00:00'",
    "project": "'other'",
}


def test_each_column_of_the_row_of_a_case_is_held_to_its_entries(small: Small):
    register = small.open()
    known = None if small.keys is None else ()
    run = register._driver.connection.execute
    for column, value in COLUMNS.items():
        run("BEGIN")
        run(f"UPDATE case_file SET {column} = {value} WHERE case_id = '{CASE}'")
        [flaw] = examine(register, name_of(small), known, full=True).flaws
        run("ROLLBACK")
        assert (flaw.code, flaw.case) == ("row-altered", CASE), column
        assert flaw.values == {"columns": (column,)}
    register.close()


def test_a_case_is_examined_alone(small: Small):
    change(small, f"DELETE FROM entry WHERE case_id = '{CASE}' AND number = 2")
    register = small.open()
    known = None if small.keys is None else ()

    assert flaws(examine_case(register, CASE, known)) == [("missing", CASE, 2)]
    assert flaws(examine_case(register, "MA-26-00002-K", known)) == []
    register.close()
    assert flaws(found(small, full=True)) == [("missing", CASE, 2)]


def test_what_somebody_read_is_verified_and_cannot_be_cut_off_unseen(
    tmp_path: Path, monkeypatch
):
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "state"))
    small = closed_office(tmp_path / "office")
    register = small.open()
    for number in (1, 2, 3):
        reading = Reading("amina", number, CASE, ("story",), "Why.", NINE, f"r{number}")
        register.readings.append(reading)
    register.close()
    head_of(small)
    assert flaws(found(small)) == []

    change(small, "UPDATE reading SET of = 'MA-26-00002-K' WHERE number = 2")
    [flaw] = found(small).flaws
    assert (flaw.code, flaw.number) == ("reading-altered", 2)
    assert flaw.values == {"reader": "amina"}
    change(small, "DELETE FROM reading WHERE number >= 2")
    assert flaws(found(small)) == [("reading-missing", "", 3)]


def test_a_task_in_the_agenda_that_nobody_owes_is_named(small: Small):
    change(
        small,
        "INSERT INTO open_work VALUES"
        f" ('{CASE}','step','pay','','finance','9999-99-99','ready','2026-03-02','[]',"
        " '[]','avrr',NULL)",
    )

    [flaw] = found(small, full=True).flaws
    assert flaw.values == {"columns": ("open_work",)}


def test_the_office_log_is_verified_as_well(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "state"))
    small = closed_office(tmp_path / "office")
    head_of(small)
    change(small, "UPDATE office_entry SET at = '2026-03-01T00:00:00.000000+00:00'")
    assert flaws(found(small)) == [("log-altered", "", 1)]

    change(small, "DELETE FROM office_entry")
    assert ("log-missing", "", 1) in flaws(found(small))


def test_each_older_copy_that_is_put_back_is_noticed_by_whoever_has_the_head(
    small: Small, tmp_path: Path
):
    copies, heads = [], []
    for day in range(1, 5):
        small.write(range(10 * day, 10 * day + 2), 2)
        heads.append(head_of(small, EVENING.replace("04-01", f"04-0{day}")))
        copies.append(tmp_path / f"copy-{day}")
        shutil.copytree(small.folder, copies[-1])
    newest = heads[-1]
    known = Known(newest.root, newest.size, newest)

    for older, copy in zip(heads[:-1], copies[:-1], strict=True):
        shutil.rmtree(small.folder)
        shutil.copytree(copy, small.folder)
        # By itself an older copy is in order: only a newer head tells.
        assert found(small).flaws == ()
        against = found(small, against=known).against
        assert against.outcome == OLDER
        assert against.missing == newest.size - older.size
        by_hex = found(small, against=Known(newest.root)).against
        assert by_hex.outcome == UNKNOWN
        own = found(small, against=Known(older.root)).against
        assert (own.outcome, own.size) == (HOLDS, older.size)

    # Somebody worked on in the old copy and counted in: another history by now.
    small.write(range(50, 60), 2)
    head_of(small, "2026-04-09T18:00:00.000000+00:00")
    assert found(small, against=known).against.outcome == CHANGED


def test_the_head_of_another_office_says_nothing_about_this_one(small: Small):
    head = head_of(small)
    other = Checkpoint("elsewhere", head.size, head.root, head.at, "", head.note)

    examined = found(small, against=Known(head.root, head.size, other))
    assert examined.against.outcome == ELSEWHERE
    assert not examined.is_sound
