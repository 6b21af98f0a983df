"""What is said in an office with keys is sealed, chained and signed, row by row."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from itertools import permutations
from typing import Any

import attrs
import pytest

from migcase.casefile.case import follow
from migcase.casefile.events import Noted, StepDone
from migcase.errors import Conflict, MigcaseError
from migcase.keeping import sealed_people_rows, sealed_rows, sql_vault
from migcase.keeping.kept import Restricted, UnreadableCase, UnreadableEntry
from migcase.keeping.register import Kept
from migcase.keeping.seal.chain import NOTHING
from migcase.keeping.seal.errors import SealBroken
from migcase.keeping.seal.hands import Hand
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sealed import RestrictedPerson, WrongHand, of_case
from migcase.keeping.sql import SqlRegister
from migcase.keeping.verify_case import (
    author_of,
    chain_flaws,
    hash_of,
    signature_flaws,
)
from tests.keeping.conftest import hand_of
from tests.keeping.strategies import entry_of
from tests.keeping.test_people import family, version
from tests.keeping.test_register import (
    AVRR,
    CASE,
    INTERVIEW,
    NO_WORK,
    task,
    work,
    write,
)

MARCH = date(2026, 3, 2)
OTHER = "MA-26-00418-L"
Opening = Callable[..., SqlRegister]


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.postgres)])
def opening(request: pytest.FixtureRequest, keys: Keyring) -> Iterator[Opening]:
    """Open the same office again and again, as Amina or as somebody else."""
    wanted = "sealed_file" if request.param == "file" else "sealed_database"
    place = request.getfixturevalue(wanted)
    opened: list[SqlRegister] = []

    def register(hand: Hand | None = None, **more: Any) -> SqlRegister:
        mine = attrs.evolve(keys, hand=hand or keys.hand, **more)
        opened.append(SqlRegister.open(place, keys=mine, synchronous="normal"))
        return opened[-1]

    yield register
    for one in opened:
        with suppress(MigcaseError):
            one.close()


def rows(register: SqlRegister, text: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in register._driver.connection.execute(text).fetchall()]


# ------------------------------------------------------------------ entries and cases
def test_what_was_said_is_sealed_and_what_sort_of_thing_it_was_is_not(opening: Opening):
    register = opening()
    write(register, AVRR, INTERVIEW, Noted("a secret", MARCH))

    found = rows(register, "SELECT body, sealed FROM entry ORDER BY number")
    heads = [json.loads(body)["event"] for body, _ in found]
    assert heads == [
        [
            "opened",
            {"programme": "avrr", "version": 1, "on": "2026-03-02", "about": "p-7f3a"},
        ],
        ["step-done", {"step": "interview", "on": "2026-03-02"}],
        ["noted", {"on": "2026-03-02"}],
    ]
    assert all(sealed for _, sealed in found)
    [(body, sealed)] = rows(register, "SELECT body, sealed FROM case_file")
    assert body == ""
    assert b"wants_to_return" not in bytes(sealed)


def test_nobody_writes_under_anothers_name(opening: Opening):
    register = opening()

    with pytest.raises(WrongHand, match="Bashir"):
        write(register, AVRR, by="Bashir")
    assert register.kept(CASE) is None
    assert rows(register, "SELECT * FROM held_key") == []


def test_every_entry_is_chained_to_the_one_before_and_signed(opening: Opening):
    register = opening()
    write(register, AVRR, INTERVIEW, Noted("…", MARCH))
    register.rebuild(CASE, lambda _: register.kept(CASE))
    register.rework(CASE, 3, work(task("exam")))

    found = register.proof.case(CASE)
    before = NOTHING
    for one in found.written:
        assert one.hash == hash_of(before, one)
        assert one.signature is not None
        hand_of_amina(register).public.check(one.signature, one.hash)
        before = one.hash
    assert (found.standing.number, found.standing.hash) == (3, before)
    assert list(chain_flaws(found)) == []


def hand_of_amina(register: SqlRegister) -> Hand:
    assert register.vault is not None
    return register.vault.keys.hand


def test_a_chain_goes_on_where_something_was_undone(opening: Opening):
    register = opening()
    kept = write(register, AVRR)
    with suppress(InterruptedError), register.transaction():
        write(register, INTERVIEW)
        raise InterruptedError
    entry = entry_of(CASE, 2, Noted("instead", MARCH))
    register.append(Kept(follow(kept.case, entry), NO_WORK), entry, NO_WORK)

    assert list(chain_flaws(register.proof.case(CASE))) == []


def test_a_case_whose_opening_was_undone_leaves_no_key_behind(opening: Opening):
    register = opening()
    with suppress(InterruptedError), register.transaction():
        write(register, AVRR)
        raise InterruptedError
    write(opening(), AVRR, INTERVIEW)

    assert write(register, Noted("…", MARCH)).case.number == 3
    assert len(opening().entries(CASE)) == 3


def test_two_who_race_for_every_line_make_one_chain(opening: Opening):
    names, rounds = ("Amina", "Bashir"), 12
    write(opening(hand_of("Amina")), AVRR, by="Amina")
    start, won = threading.Barrier(2, timeout=60), []

    def racer(name: str) -> None:
        register = opening(hand_of(name))
        for number in range(2, rounds + 2):
            start.wait()
            kept = register.kept(CASE)
            start.wait()
            own = entry_of(
                CASE, number, Noted(name, MARCH), by=name, entry_id=name * number
            )
            try:
                register.append(Kept(follow(kept.case, own), NO_WORK), own, NO_WORK)
            except Conflict:
                continue
            won.append((number, name))

    threads = [threading.Thread(target=racer, args=(name,)) for name in names]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    found = opening().proof.case(CASE)
    assert list(chain_flaws(found)) == []
    assert sorted(won) == [
        (one.number, author_of(one.body)) for one in found.written[1:]
    ]
    assert len(found.written) == rounds + 1
    signers = {name: hand_of(name).public for name in names}
    assert list(signature_flaws(found.written, lambda who, _: signers[who])) == []


@pytest.mark.parametrize("table", ["entry", "case_file", "person"])
def test_what_is_not_sealed_is_not_read_where_everything_should_be(
    opening: Opening, table: str
):
    write(opening(), AVRR)
    opening().people.write([version(1)])
    register = opening()
    rows_of = register._driver.connection
    rows_of.execute(f"UPDATE {table} SET sealed = NULL")

    with pytest.raises(MigcaseError, match="not sealed"):
        read_all(register)


def test_what_is_in_clear_cannot_be_changed_without_being_noticed(opening: Opening):
    register = opening()
    write(register, AVRR, INTERVIEW)
    change = "UPDATE entry SET body = replace(body, 'interview', 'exam')"
    register._driver.connection.execute(change)

    with pytest.raises(UnreadableEntry, match="does not open"):
        register.entries(CASE)


def test_a_case_row_of_before_is_not_taken_for_that_of_now(opening: Opening):
    register = opening()
    write(register, AVRR)
    [(old,)] = rows(register, "SELECT sealed FROM case_file")
    write(register, INTERVIEW)
    mark = "%s" if register._driver.sort == "postgresql" else "?"
    put_back = f"UPDATE case_file SET sealed = {mark}"
    register._driver.connection.execute(put_back, (old,))

    with pytest.raises(UnreadableCase, match="does not open"):
        opening().kept(CASE)


# -------------------------------------------------------------- moved from elsewhere
BLOBS = {
    "entry": ("sealed", "case_id", "number"),
    "case_file": ("sealed", "case_id"),
    "person": ("sealed", "person_id", "number"),
    "family": ("sealed", "family_id", "number"),
    "held_key": ("wrapped", "of", "reader"),
}


def small_office(register: SqlRegister) -> None:
    for case in (CASE, OTHER):
        write(register, AVRR, INTERVIEW, INTERVIEW, case=case)
    register.people.write([version(1)], [family()])
    register.people.write([version(2), version(1, of="P-2")])


def test_nothing_sealed_opens_where_something_else_was_sealed(sealed_file, keys):
    register = SqlRegister.open(sealed_file, keys=keys, synchronous="normal")
    small_office(register)

    assert opened_elsewhere(register, keys) == []


def test_what_is_not_bound_to_its_place_would_be_noticed(
    sealed_file, keys, monkeypatch
):
    for room in (sealed_rows, sealed_people_rows):
        monkeypatch.setattr(room, "place_of", lambda *_: "anywhere")
    monkeypatch.setattr(sql_vault, "new_key", lambda: bytes(32))
    register = SqlRegister.open(sealed_file, keys=keys, synchronous="normal")
    small_office(register)

    assert len(opened_elsewhere(register, keys)) > 20


def opened_elsewhere(register: SqlRegister, keys: Keyring) -> list[object]:
    """Return which sealed bytes were read where others belong: every pair is tried."""
    run = register._driver.connection.execute
    blobs = [
        (table, column, dict(zip(key, row[1:], strict=True)), row[0])
        for table, (column, *key) in BLOBS.items()
        for row in run(f"SELECT {column}, {listed(key)} FROM {table}").fetchall()
    ]
    found: list[object] = []
    for there, here in permutations(blobs, 2):
        table, column, key, own = here
        where = " AND ".join(f'"{name}" = ?' for name in key)
        put = f"UPDATE {table} SET {column} = ? WHERE {where}"
        run(put, (there[3], *key.values()))
        try:
            read_all(SqlRegister(register._driver, keys))
        except MigcaseError:
            pass
        else:
            found.append((there[:3], here[:3]))
        run(put, (own, *key.values()))
    assert len(blobs) == 6 + 2 + 3 + 1 + 5
    read_all(SqlRegister(register._driver, keys))
    return found


def listed(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def read_all(register: SqlRegister) -> None:
    for case in register.files(limit=99):
        register.entries(case)
        register.kept(case)
    for person in register.people.people(limit=99):
        register.people.sheets(person)
    register.people.families("F-1")


# ------------------------------------------------------------------- sealed to some
CHIOMA, BASHIR = hand_of("Chioma"), hand_of("Bashir")


def test_a_case_that_is_sealed_to_some_opens_for_them_alone(opening: Opening):
    entry = entry_of(CASE, 1, AVRR)
    kept = Kept(follow(None, entry), work(task("interview")))
    opening().append(kept, entry, None, readers=[CHIOMA.public])
    noted = entry_of(CASE, 2, Noted("…", MARCH))
    after = Kept(follow(kept.case, noted), kept.work)

    amina = opening()
    for asked in (
        lambda: amina.kept(CASE),
        lambda: amina.entries(CASE),
        lambda: amina.entry(CASE, entry.id),
        lambda: amina.opening(entry.id),
        lambda: amina.append(after, noted, kept.work),
        lambda: amina.share(CASE, amina.vault.keys.hand.public),
    ):
        with pytest.raises(Restricted) as refused:
            asked()
        assert refused.value.values == {"case": CASE, "readers": "Chioma"}
    assert [row.case for row in amina.agenda(None, None, today=MARCH, limit=9)] == [
        CASE
    ]
    assert opening(CHIOMA).kept(CASE) == kept
    assert amina.readers(CASE) == ("Chioma",)


def test_whoever_opens_a_sealed_case_lets_others_open_it(opening: Opening):
    entry = entry_of(CASE, 1, AVRR)
    kept = Kept(follow(None, entry), NO_WORK)
    opening().append(kept, entry, None, readers=[CHIOMA.public])
    opening(CHIOMA).share(CASE, BASHIR.public)

    assert opening(BASHIR).entries(CASE) == (entry,)
    assert opening(BASHIR).readers(CASE) == ("Bashir", "Chioma")
    assert write(opening(BASHIR), INTERVIEW, by="Bashir").case.number == 2
    with pytest.raises(Restricted):
        opening().kept(CASE)


def test_whoever_has_new_keys_is_let_in_once_more(opening: Opening):
    entry = entry_of(CASE, 1, AVRR)
    both = [CHIOMA.public, BASHIR.public]
    opening().append(Kept(follow(None, entry), NO_WORK), entry, None, readers=both)
    anew = Hand.new("Bashir")
    with pytest.raises(SealBroken):
        opening(anew).kept(CASE)
    opening(CHIOMA).share(CASE, anew.public)
    opening(CHIOMA).share(CASE, anew.public)

    assert opening(anew).entries(CASE) == (entry,)
    assert opening().readers(CASE) == ("Bashir", "Chioma")


def test_a_case_for_nobody_is_not_written(opening: Opening):
    entry = entry_of(CASE, 1, AVRR)

    with pytest.raises(ValueError, match="for somebody"):
        opening().append(Kept(follow(None, entry), NO_WORK), entry, None, readers=[])
    assert opening().entries(CASE) == ()


def test_whoever_holds_the_keystore_renews_a_sealed_key_and_does_not_open_it(
    opening: Opening,
):
    entry = entry_of(CASE, 1, AVRR)
    kept = Kept(follow(None, entry), NO_WORK)
    register = opening()
    register.append(kept, entry, None, readers=[CHIOMA.public])
    vault = register.vault
    [(text,)] = rows(register, "SELECT wrapped FROM held_key")
    inside = sql_vault.unwrapped(text, vault._store.records, "")

    assert len(inside) == 80  # not a key, but a box for Chioma
    with pytest.raises(MigcaseError):
        vault.keys.hand.open(inside, vault._place(of_case(CASE), "Chioma"))
    assert len(CHIOMA.open(inside, vault._place(of_case(CASE), "Chioma"))) == 32


def test_somebody_sealed_to_some_is_found_by_nothing_and_read_by_them(opening: Opening):
    opening().people.write([version(1)], readers=[CHIOMA.public])

    assert rows(opening(), "SELECT * FROM person_key") == []
    with pytest.raises(RestrictedPerson, match="Chioma"):
        opening().people.sheet("P-1")
    opening(CHIOMA).people.write([version(2, "Mariama")])
    assert opening(CHIOMA).people.sheet("P-1") == version(2, "Mariama")
    assert rows(opening(), "SELECT * FROM person_key") == []


def test_a_step_that_fails_says_nothing_of_what_is_in_it(opening: Opening):
    write(opening(), AVRR, StepDone("interview", MARCH, {"name": "Fatoumata"}))
    register = opening()
    register._driver.connection.execute("UPDATE entry SET at = '2026'")

    with pytest.raises(UnreadableEntry) as refused:
        register.entries(CASE)
    assert "Fatoumata" not in repr(refused.value)
