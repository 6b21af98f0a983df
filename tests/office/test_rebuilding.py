"""Rows that are derived are made again from the entries, and come out the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite3

from migcase import Office, Plugins, StepDone
from migcase.keeping.register import UnreadableCase
from migcase.keeping.sql import SqlRegister
from migcase.office.settings_file import settings_of
from migcase.people.person import Birth, Name, Person
from tests.office.passport import AMINA, BASHIR, TODAY, Clock, declaring, request
from tests.office.test_counting import SETTINGS, counting

TABLES = ("case_file", "open_work", "milestone", "case_person", "person_key")

FATOUMATA = Person((Name("Fatoumata", "Diallo"),), born=Birth.parse("1994-03-05"))


@pytest.fixture
def register(file: Path) -> Iterator[SqlRegister]:
    opened = SqlRegister.open(file, synchronous="normal")
    yield opened
    opened.close()


@pytest.fixture
def office(register: SqlRegister) -> Office:
    return office_on(register, Plugins(declaring(counting())))


def office_on(register: SqlRegister, plugins: Plugins) -> Office:
    settings = settings_of(SETTINGS)
    return Office(register, plugins, settings=settings, clock=Clock())


@pytest.fixture
def cases(office: Office) -> list[str]:
    """Two cases: one is signed, in the other there is something to do."""
    opened = [
        office.open("passport", by=AMINA, about=person, project="first").id
        for person in ("p-1", "p-2")
    ]
    for case in opened:
        office.record(case, request(), by=AMINA)
    office.record(opened[0], StepDone("signed", TODAY), by=BASHIR)
    office.people.add(FATOUMATA, by=AMINA)
    return opened


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(file)) as other:
        return {
            table: other.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in TABLES
        }


def damage(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as other:
        for statement in statements:
            other.execute(statement)
        other.commit()


@pytest.mark.parametrize(
    "statements",
    [
        ("UPDATE case_file SET body = 'nonsense'",),
        ("UPDATE case_file SET body = '[1]', work = '[]', status = 'closed'",),
        ("DELETE FROM open_work", "DELETE FROM milestone"),
        (
            "UPDATE case_file SET project = 'second', stage = 'Counter', number = 7",
            "UPDATE milestone SET reached_on = '1999-01-01', person = 'p-9'",
            "UPDATE open_work SET role = 'chief', due = '1999-01-01'",
        ),
        (
            "DELETE FROM open_work",
            "DELETE FROM milestone",
            "DELETE FROM case_person",
            "DELETE FROM case_file",
        ),
        (
            "UPDATE person_key SET key = key || 'g' WHERE kind = 'name'",
            "DELETE FROM person_key WHERE kind = 'birthday'",
        ),
    ],
    ids=[
        "the case",
        "all of the row",
        "what is open",
        "every column",
        "the row",
        "under what somebody is found",
    ],
)
def test_whatever_was_damaged_is_made_again_equal(
    office: Office, cases: list[str], file: Path, statements: tuple[str, ...]
):
    before = rows(file)
    damage(file, *statements)
    assert rows(file) != before

    rebuilt = office.rebuild()
    assert rows(file) == before
    assert (rebuilt.cases, rebuilt.unreadable) == (2, ())


def test_a_row_that_cannot_be_read_says_how_to_make_it_again(
    office: Office, cases: list[str], file: Path
):
    damage(file, f"UPDATE case_file SET body = '[' WHERE case_id = '{cases[1]}'")
    with pytest.raises(UnreadableCase, match="migcase doctor --rebuild"):
        office.case(cases[1])

    assert office.rebuild().mended == (cases[1],)
    assert office.case(cases[1]).facts == {"complete": True}
    office.record(cases[1], StepDone("signed", TODAY), by=BASHIR)


def test_what_is_whole_is_not_called_mended(office: Office, cases: list[str]):
    assert office.rebuild().mended == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET body = '{' WHERE case_id = '{case}' AND number = 2",
        "DELETE FROM entry WHERE case_id = '{case}' AND number = 1",
        "DELETE FROM entry WHERE case_id = '{case}' AND number = 2",
    ],
)
def test_a_file_with_a_damaged_entry_is_named_and_left_alone(
    office: Office, cases: list[str], file: Path, statement: str
):
    damage(file, statement.replace("{case}", cases[0]))
    before = rows(file)
    rebuilt = office.rebuild()

    assert rows(file) == before
    assert (rebuilt.cases, rebuilt.unreadable) == (2, (cases[0],))


def test_without_its_plugin_a_case_keeps_the_work_it_has(
    office: Office, cases: list[str], register: SqlRegister, file: Path
):
    work = office.work(cases[1])
    damage(file, f"UPDATE case_file SET body = '[' WHERE case_id = '{cases[0]}'")
    alone = office_on(register, Plugins())

    assert alone.rebuild().mended == (cases[0],)
    assert alone.work(cases[1]).tasks == work.tasks
    assert alone.work(cases[0]).tasks == {}
    assert alone.case(cases[0]).number == 3


def test_an_office_that_was_brought_up_to_date_counts_what_was_reached_before(
    office: Office, cases: list[str], file: Path
):
    before = office.reached()
    damage(
        file,
        "DELETE FROM milestone",
        "UPDATE case_file SET look_on = opened_on, work = json_remove(work, '$[8]', "
        "'$[7]', '$[6]')",
    )

    assert office.reached() == before
    assert office.rebuild().mended == ()
