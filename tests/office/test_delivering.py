"""What plugins that watch are promised: after it is kept, at least once, in order."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest
from sqlcipher3 import dbapi2

from migcase import Actor, Case, Entry, MemoryRegister, Noted, Office, Plugins, Register
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.office.contained import Stopped
from migcase.office.delivering import WAITS
from migcase.office.settings import OfficeSettings
from tests.office.closed import House
from tests.office.passport import (
    AMINA,
    TODAY,
    Clock,
    declaring,
    office_of,
    passport,
    plugin,
    request,
)

Watch = Callable[..., None]


class Watcher:
    """Write down what it is told; fail as long as it is asked to."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int, str]] = []
        self.fails: BaseException | None = None

    def __call__(self, case: Case, entry: Entry, delivery: str) -> None:
        self.told.append((case.id, entry.number, delivery))
        assert case.number == entry.number
        if self.fails is not None:
            raise self.fails

    @property
    def numbers(self) -> list[int]:
        return [number for _, number, _ in self.told]


@pytest.fixture
def watcher() -> Watcher:
    return Watcher()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(watcher: Watcher, clock: Clock, register: Register) -> Office:
    return watched(watcher, clock, register)


def watching(watch: Watch, name: str = "migcase_watch") -> ModuleType:
    def recorded(case: Case, entry: Entry, delivery: str) -> None:
        watch(case, entry, delivery)

    return plugin(name, migcase_recorded=recorded)


def watched(watch: Watch, clock: Clock, register: Register) -> Office:
    return office_of(
        declaring(passport()), watching(watch), register=register, clock=clock
    )


def note(office: Office, case: str, text: str = "A word.") -> None:
    office.record(case, Noted(text, TODAY), by=AMINA)


def test_what_was_told_is_owed_no_more(office: Office, watcher: Watcher):
    case = office.open("passport", by=AMINA).id
    note(office, case)

    assert watcher.numbers == [1, 2]
    assert office.deliveries.owed() == ()


def test_what_could_not_be_told_is_told_again_under_the_same_id(
    office: Office, watcher: Watcher, clock: Clock
):
    watcher.fails = OSError("no line to the other mission")
    office.open("passport", by=AMINA)
    [owed] = office.deliveries.owed()
    watcher.fails = None
    told_too_early = office.deliveries.deliver()
    clock.go(seconds=11)

    assert (owed.tries, owed.fault.split(":")[0]) == (
        1,
        "OSError at test_delivering.py",
    )
    assert (told_too_early, office.deliveries.deliver()) == (0, 1)
    assert office.deliveries.owed() == ()
    first, second = watcher.told
    assert first == second
    assert len(first[2]) == 32


def test_each_entry_and_each_plugin_has_a_delivery_of_its_own(clock: Clock):
    one, other = Watcher(), Watcher()
    office = office_of(
        declaring(passport()),
        watching(one, "migcase_one"),
        watching(other, "migcase_other"),
        clock=clock,
    )
    case = office.open("passport", by=AMINA).id
    note(office, case)

    assert len({delivery for _, _, delivery in (*one.told, *other.told)}) == 4


def test_later_entries_of_a_case_wait_for_the_one_that_failed(
    office: Office, watcher: Watcher, clock: Clock
):
    watcher.fails = OSError()
    case = office.open("passport", by=AMINA).id
    watcher.fails = None
    note(office, case)
    note(office, case)
    other = office.open("passport", by=AMINA).id
    told_at_once = list(watcher.told)
    clock.go(minutes=1)
    office.deliveries.deliver()

    assert [(where, number) for where, number, _ in told_at_once] == [
        (case, 1),
        (other, 1),
    ]
    assert watcher.numbers[2:] == [1, 2, 3]


def test_the_case_is_told_as_it_was_with_the_entry(
    office: Office, watcher: Watcher, clock: Clock
):
    watcher.fails = OSError()
    case = office.open("passport", by=AMINA).id
    office.record(case, request(), by=AMINA)
    watcher.fails = None
    clock.go(minutes=1)

    assert office.deliveries.deliver() == 2
    assert watcher.numbers == [1, 1, 2]  # and the watcher compares them with the case


def test_after_five_tries_it_is_parked_and_tried_no_more(
    office: Office, watcher: Watcher, clock: Clock
):
    watcher.fails = OSError()
    case = office.open("passport", by=AMINA).id
    note(office, case)
    for wait in WAITS:
        clock.go(seconds=int(wait.total_seconds()) + 1)
        office.deliveries.deliver()
    note(office, case)
    clock.go(days=400)
    office.deliveries.deliver()

    assert watcher.numbers == [1] * len(WAITS)
    assert [
        (one.number, one.tries, one.parked_at is not None)
        for one in office.deliveries.owed(parked=True)
    ] == [(1, 5, True), (2, 0, True), (3, 0, True)]


def test_what_is_parked_can_be_tried_again_and_comes_in_order(
    office: Office, watcher: Watcher, clock: Clock
):
    watcher.fails = OSError()
    case = office.open("passport", by=AMINA).id
    for _ in WAITS:
        clock.go(days=2)
        office.deliveries.deliver()
    note(office, case)
    watcher.fails = None
    watcher.told.clear()

    assert office.deliveries.retry() == 2
    assert office.deliveries.deliver() == 2
    assert watcher.numbers == [1, 2]


def test_a_plugin_that_will_not_come_back_can_be_forgotten(
    office: Office, watcher: Watcher
):
    watcher.fails = OSError()
    office.open("passport", by=AMINA)

    assert office.deliveries.forget("migcase_watch") == 1
    assert office.deliveries.owed() == ()


def test_what_is_owed_to_a_plugin_that_is_gone_stays_owed(
    office: Office, watcher: Watcher, clock: Clock, register: Register
):
    watcher.fails = OSError()
    office.open("passport", by=AMINA)
    clock.go(hours=1)
    without = office_of(declaring(passport()), register=register, clock=clock)

    assert without.deliveries.deliver() == 0
    assert len(without.deliveries.owed()) == 1


def test_a_watcher_that_fails_is_not_told_more_in_the_same_breath(
    office: Office, watcher: Watcher, clock: Clock
):
    watcher.fails = OSError()
    for _ in range(3):
        office.open("passport", by=AMINA)
    clock.go(minutes=1)
    office.deliveries.deliver()

    assert len(watcher.told) == 3 + 1


def test_nothing_is_told_before_it_is_kept(
    office: Office, watcher: Watcher, clock: Clock, register: Register
):
    with register.transaction():
        office.open("passport", by=AMINA)
        told_inside = list(watcher.told)
        clock.go(minutes=1)
        office.deliveries.deliver()

    assert (told_inside, watcher.told) == ([], [])
    assert office.deliveries.deliver() == 1


def test_what_was_undone_is_not_owed(office: Office, register: Register):
    def until_the_power_goes() -> None:
        with register.transaction():
            office.open("passport", by=AMINA)
            raise OSError("power")

    with pytest.raises(OSError, match="power"):
        until_the_power_goes()

    assert office.deliveries.owed() == ()


def test_whoever_stops_a_watcher_learns_that_it_was_recorded(
    office: Office, watcher: Watcher, clock: Clock
):
    watcher.fails = KeyboardInterrupt()
    with pytest.raises(Stopped) as stopped:
        office.open("passport", by=AMINA)
    watcher.fails = None
    clock.go(minutes=1)

    assert stopped.value.recorded
    assert str(stopped.value.name) == "migcase_watch ?"
    assert len(office.cases()) == 1
    assert office.deliveries.deliver() == 1


def test_no_hook_writes_into_the_office_that_asks_it(
    watcher: Watcher, clock: Clock, register: Register
):
    offices: list[Office] = []

    def answer(case: Case, entry: Entry, delivery: str) -> None:
        watcher(case, entry, delivery)
        note(offices[0], case.id, "An answer.")

    offices.append(watched(answer, clock, register))
    case = offices[0].open("passport", by=AMINA).id

    assert (watcher.numbers, len(offices[0].entries(case))) == ([1], 1)
    assert {fault.values["fault"] for fault in offices[0].failed()} == {
        "hook-writes",
        "hook-failed",
    }
    assert len(offices[0].deliveries.owed()) == 1


def test_whoever_may_not_read_a_case_leaves_what_is_owed_of_it_to_others(
    watcher: Watcher, clock: Clock
):
    house = House(clock=clock)
    house.founded()
    house.joins("bashir", "clerk", programme="other")
    house.joins("chioma", "clerk", "doctor")
    watcher.fails = OSError()
    writing = house.office("chioma", watching(watcher))
    case = writing.open("care", by=Actor("chioma", {"clerk", "doctor"}), about="P-1")
    watcher.fails = None
    clock.go(minutes=1)

    assert house.office("bashir", watching(watcher)).deliveries.deliver() == 0
    assert house.office("chioma", watching(watcher)).deliveries.deliver() == 1
    assert [where for where, _, _ in watcher.told] == [case.id, case.id]


# ---------------------------------------------------------------- on a real machine
SCRIPT = """
    import os, sys
    from contextlib import closing
    from migcase.keeping.sql import SqlRegister
    from tests.office.passport import AMINA, Clock, declaring, office_of
    from tests.office.passport import passport, plugin

    def watch(case, entry, delivery):
        print(entry.case, entry.number, delivery, flush=True, file=sys.__stdout__)
        if sys.argv[2] == "dies":
            os._exit(9)

    with closing(SqlRegister.open(sys.argv[1])) as register:
        clock = Clock()
        watcher = plugin("migcase_watch", migcase_recorded=watch)
        plugins = declaring(passport()), watcher
        office = office_of(*plugins, register=register, clock=clock)
        if sys.argv[2] == "dies":
            office.open("passport", by=AMINA)
        clock.go(minutes=1)
        office.deliveries.deliver()
"""


def test_what_the_power_cut_off_is_told_at_the_next_start(tmp_path: Path):
    file = tmp_path / "office.db"
    migrate(file)

    def start(how: str) -> tuple[int, str]:
        words = [sys.executable, "-c", dedent(SCRIPT), str(file), how]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    died, told = start("dies")
    lived, told_again = start("lives")

    assert (died, lived) == (9, 0)
    assert told == told_again != ""
    assert start("lives") == (0, "")


def statements_of(file: Path, *plugins: object) -> list[str]:
    """Return what runs in the database while a case is opened and a step done."""
    run: list[str] = []
    numbers = count()
    with closing(SqlRegister.open(file)) as register:
        office = Office(
            register,
            Plugins(declaring(passport()), *plugins),
            settings=OfficeSettings("MA", name="Rabat"),
            clock=Clock(),
            random=lambda size: next(numbers).to_bytes(size),
        )
        register._driver.connection.set_trace_callback(run.append)
        case = office.open("passport", by=AMINA).id
        office.record(case, request(), by=AMINA)
        register._driver.connection.set_trace_callback(None)
    return [statement.partition(" VALUES")[0] for statement in run]


def test_where_nobody_watches_an_entry_costs_nothing_more(tmp_path: Path):
    files = [tmp_path / f"{number}.db" for number in range(3)]
    for file in files:
        migrate(file)
    nobody = statements_of(files[0])
    objecting = plugin("migcase_objects", migcase_check=lambda: ())
    told = plugin("migcase_watch", migcase_recorded=lambda: None)

    assert [one for one in nobody if "delivery" in one or "SAVEPOINT" in one] == []
    assert statements_of(files[1], objecting) == nobody
    assert len(statements_of(files[2], told)) > len(nobody)


def test_the_first_wait_is_short_and_the_last_gives_a_day():
    assert WAITS[0] <= timedelta(seconds=10)
    assert WAITS[-1] >= timedelta(days=1)
    assert list(WAITS) == sorted(WAITS)
    assert len(WAITS) == 5


def test_a_register_that_cannot_cross_out_has_kept_the_entry_all_the_same(
    watcher: Watcher, clock: Clock, tmp_path: Path
):
    file = tmp_path / "office.db"
    migrate(file)
    with closing(SqlRegister.open(file, patience=0)) as register:
        # The same library: the locks of another would not be seen in one process.
        other = dbapi2.connect(file, isolation_level=None)

        def watch(case: Case, entry: Entry, delivery: str) -> None:
            watcher(case, entry, delivery)
            if len(watcher.told) == 1:
                other.execute("BEGIN IMMEDIATE")

        office = watched(watch, clock, register)
        case = office.open("passport", by=AMINA)
        other.execute("ROLLBACK")
        other.close()
        clock.go(minutes=1)

        assert office.case(case.id) == case
        assert office.deliveries.deliver() == 1
        assert watcher.numbers == [1, 1]


def test_in_memory_it_is_the_same(watcher: Watcher, clock: Clock):
    office = watched(watcher, clock, MemoryRegister())
    office.open("passport", by=AMINA)

    assert office.deliveries.owed() == ()
