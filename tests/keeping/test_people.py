"""What every register promises about people, in memory, on SQLite, on PostgreSQL."""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import attrs
import pytest
from sqlcipher3 import dbapi2 as sqlite3

from migcase.casefile.events import Actor
from migcase.errors import Repeated
from migcase.judgement.mentioned import DEPENDANT, PRINCIPAL, Mention
from migcase.keeping.kept import Unwritable
from migcase.keeping.people import (
    InCase,
    PeopleRegister,
    PersonConflict,
    PersonVersion,
    Unnamed,
    UnreadablePerson,
)
from migcase.keeping.register import Register
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.sql_texts import people_texts_for
from migcase.people.family import HEAD, Family, Member
from migcase.people.person import Name
from migcase.people.searching import DOCUMENT, NAME, PHONE, written
from migcase.people.sheet import ADDED, EDITED, FORMED, Sheet, Stay, Version
from migcase.people.spelling import words_of
from tests.keeping.test_register import AVRR as OPENED
from tests.keeping.test_register import CASE, write
from tests.people.test_checks import FATOUMATA

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MARCH = date(2026, 3, 2)
AMINA = Actor("amina", {"clerk"})
PERSON = "P-1"
FIRST = Version(
    1, ADDED, Sheet(attrs.evolve(FATOUMATA, id=PERSON)), AT, AMINA, "MA", "e-1"
)


@pytest.fixture
def people(register: Register) -> PeopleRegister:
    return register.people


def version(
    number: int, name: str = "Fatou", *, of: str = PERSON, entry_id: str = ""
) -> PersonVersion:
    person = attrs.evolve(FATOUMATA, id=of, names=(Name(name, "Diallo"),))
    stays = (Stay("F-1", MARCH),)
    what = EDITED if number > 1 else ADDED
    sheet = Sheet(person, stays, took_in=("P-9",), apart=("P-8",))
    sent = entry_id or f"e-{number}"
    return Version(number, what, sheet, AT, AMINA, "MA", sent, "a slip", "P-9")


def family(number: int = 1, of: str = "F-1") -> Version[Family]:
    held = Family(of, (Member(PERSON, HEAD, MARCH),))
    return Version(number, FORMED, held, AT, AMINA, "MA", f"e-{number}")


def test_what_was_written_reads_back_equal_and_the_last_counts(people):
    people.write([FIRST], [family()])
    people.write([version(2)])

    assert people.sheet(PERSON) == version(2)
    assert people.sheets(PERSON) == (FIRST, version(2))
    assert people.family("F-1") == family()
    assert people.families("F-1") == (family(),)


def test_nobody_is_there_who_was_not_told_of(people):
    assert (people.sheet("P-1"), people.sheets("P-1")) == (None, ())
    assert (people.family("F-1"), people.families("F-1")) == (None, ())


@pytest.mark.parametrize("number", [1, 3])
def test_a_version_that_is_not_the_next_is_a_conflict(people, number):
    people.write([FIRST])

    with pytest.raises(PersonConflict):
        people.write([version(number, entry_id="e-9")])
    assert people.sheets(PERSON) == (FIRST,)


def test_the_same_sent_again_is_a_conflict_and_another_content_is_told(people):
    people.write([FIRST])

    with pytest.raises(PersonConflict):
        people.write([attrs.evolve(FIRST, number=2)])
    with pytest.raises(Repeated):
        people.write([version(2, entry_id="e-1")])


def test_either_all_versions_are_added_or_none(people):
    people.write([FIRST], [family()])

    with pytest.raises(PersonConflict):
        people.write([version(2)], [family(), family(3)])
    with pytest.raises(PersonConflict):
        people.write([version(1, of="P-2"), version(9)])
    assert people.sheets(PERSON) == (FIRST,)
    assert people.sheet("P-2") is None
    assert people.families("F-1") == (family(),)


def under(people: PeopleRegister, kind: str, *keys: str) -> set[str]:
    return {person for person, _ in people.under(kind, keys)}


def test_a_person_is_found_under_what_the_last_version_says(people):
    people.write([FIRST])
    [word] = words_of("ديالو")
    [old] = words_of("Fatoumata")

    assert under(people, NAME, *word.keys) == {PERSON}
    assert under(people, PHONE, "20000000") == {PERSON}
    assert under(people, DOCUMENT, written("o1234567")) == {PERSON}

    people.write([version(2, "Mariama")])
    assert under(people, NAME, *old.keys) == set()
    assert under(people, NAME, *word.keys) == {PERSON}
    assert under(people, NAME) == set()


def test_what_is_found_says_what_the_word_sounds_like(people):
    people.write([FIRST])
    [word] = words_of("Jallow")

    assert set(people.under(NAME, word.keys)) == {(PERSON, "Jalu")}


def test_people_come_by_their_numbers_a_page_at_a_time(people):
    for number in ("P-3", "P-1", "P-2"):
        people.write([version(1, of=number)])
    people.write([version(2, of="P-1")])

    assert people.people(limit=2) == ("P-1", "P-2")
    assert people.people(limit=2, after="P-2") == ("P-3",)


def test_a_number_that_could_not_be_found_again_is_refused(people):
    with pytest.raises(Unwritable):
        people.write([version(1, of="P\0")])


# --------------------------------------------------------------------- their cases
HERS = Mention(PERSON, PRINCIPAL)
HIS = Mention("P-2", DEPENDANT, "member-2")


def test_the_cases_of_a_person_are_those_that_mention_them_now(register):
    write(register, OPENED)
    people = register.people
    people.mention(CASE, [HERS, HIS, HIS])

    assert people.cases_of([PERSON]) == (InCase(CASE, HERS),)
    assert people.cases_of([PERSON, "P-2"]) == (InCase(CASE, HERS), InCase(CASE, HIS))

    people.mention(CASE, [HERS])
    assert people.cases_of(["P-2"]) == ()


def test_people_and_cases_change_together_or_not_at_all(register):
    def both() -> None:
        with register.transaction():
            write(register, OPENED)
            register.people.write([FIRST], [family()])
            register.people.mention(CASE, [HERS])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        both()
    assert register.kept(CASE) is None
    assert register.people.sheet(PERSON) is None
    assert register.people.family("F-1") is None
    assert register.people.cases_of([PERSON]) == ()
    assert under(register.people, PHONE, "20000000") == set()


def test_who_is_in_no_case_comes_by_number_with_when_they_were_last_written(register):
    write(register, OPENED)
    people, later = register.people, AT + timedelta(days=40)
    for number in ("P-3", "P-1", "P-2", "P-4"):
        people.write([version(1, of=number)])
    people.write([attrs.evolve(version(2, of="P-3"), at=later)])
    people.mention(CASE, [HIS, Mention("P-4", "guardian", "member-1")])

    assert people.unnamed(limit=9) == (Unnamed("P-1", AT), Unnamed("P-3", later))
    assert people.unnamed(limit=1) == (Unnamed("P-1", AT),)
    assert people.unnamed(limit=1, after="P-1") == (Unnamed("P-3", later),)
    people.mention(CASE, [])
    assert [one.person for one in people.unnamed(limit=9)] == [
        *("P-1", "P-2", "P-3", "P-4")
    ]


def test_when_anything_was_last_written_is_told_of_all_people_together(people):
    assert people.last_written() is None

    later = AT + timedelta(days=40)
    people.write([attrs.evolve(version(1, of="P-2"), at=later), version(1)])

    assert people.last_written() == later


# ------------------------------------------------------------------------- in SQL
def test_who_is_in_no_case_is_found_by_keys_and_not_by_reading_everything(file: Path):
    """The tables' own order gives the page; nothing is sorted or read besides."""
    text = people_texts_for("sqlite").unnamed
    with closing(sqlite3.connect(file)) as other:
        plan = other.execute(f"EXPLAIN QUERY PLAN {text}", ("", "", 9)).fetchall()

    for _, _, _, told in plan:
        assert "SCAN" not in told.replace("CORRELATED SCALAR", "")
        assert "TEMP B-TREE" not in told


def test_of_two_writers_at_once_one_loses_and_is_told(place: str):
    with closing(SqlRegister.open(place)) as register:
        register.people.write([FIRST])
    start, told = threading.Barrier(2), []

    def compete(name: str) -> None:
        with closing(SqlRegister.open(place)) as register:
            start.wait(30)
            try:
                register.people.write([version(2, name, entry_id=name)])
            except PersonConflict:
                told.append(name)

    rivals = [threading.Thread(target=compete, args=(name,)) for name in ("A", "B")]
    for one in rivals:
        one.start()
    for one in rivals:
        one.join()

    assert len(told) == 1
    with closing(SqlRegister.open(place)) as register:
        assert len(register.people.sheets(PERSON)) == 2


def test_two_who_are_merged_both_ways_at_once_go_into_one_of_them(place: str):
    numbers = [f"P-{n}" for n in range(20)]
    with closing(SqlRegister.open(place)) as register:
        for number in numbers:
            register.people.write([version(1, of=number)])
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    start, told = threading.Barrier(2), []

    def merge(order: int) -> None:
        with closing(SqlRegister.open(place)) as register:
            for pair in pairs:
                start.wait(30)
                both = [
                    version(2, of=one, entry_id=f"m-{order}") for one in pair[::order]
                ]
                try:
                    register.people.write(both)
                except PersonConflict:
                    told.append(pair)

    rivals = [threading.Thread(target=merge, args=(order,)) for order in (1, -1)]
    for one in rivals:
        one.start()
    for one in rivals:
        one.join()

    assert sorted(told) == sorted(pairs)


def test_a_damaged_version_is_named_without_its_content(file: Path):
    with closing(SqlRegister.open(file)) as register:
        register.people.write([FIRST])
    with closing(sqlite3.connect(file)) as other:
        other.execute("UPDATE person SET body = replace(body, '\"names\"', '\"noms\"')")
        other.commit()

    with (
        closing(SqlRegister.open(file)) as register,
        pytest.raises(UnreadablePerson) as caught,
    ):
        register.people.sheet(PERSON)
    assert "Fatoumata" not in str(caught.value)
    assert PERSON in str(caught.value)


def test_an_older_file_learns_whom_its_cases_are_about(tmp_path: Path):
    path = tmp_path / "office.db"
    migrate(path)
    with closing(SqlRegister.open(path)) as register:
        write(register, OPENED)
    with closing(sqlite3.connect(path)) as older:
        later = "keystore held_key office_entry reading leaf head delivery"
        people = "case_person person_key family person"
        for table in f"{later} {people}".split():
            older.execute(f"DROP TABLE {table}")
        for column in ("entry.sealed", "entry.hash", "entry.signature"):
            older.execute("ALTER TABLE {} DROP COLUMN {}".format(*column.split(".")))
        for column in ("case_file.sealed", "case_file.hash"):
            older.execute("ALTER TABLE {} DROP COLUMN {}".format(*column.split(".")))
        older.execute("UPDATE alembic_version SET version_num = '0002'")
        older.commit()
    migrate(path)

    with closing(SqlRegister.open(path)) as register:
        assert register.people.cases_of([OPENED.about]) == (
            InCase(CASE, Mention(OPENED.about, PRINCIPAL)),
        )
        assert register.stale(MARCH, 10) == (CASE,)
