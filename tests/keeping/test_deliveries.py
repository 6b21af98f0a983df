"""What every register promises of deliveries, in memory, on SQLite, on PostgreSQL."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from migcase.keeping.deliveries import LONGEST_WAIT, Deliveries, Delivery
from migcase.keeping.register import Register
from migcase.keeping.sql import SqlRegister
from tests.keeping.test_register import AVRR, CASE, write

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SOON = NOON + timedelta(seconds=10)
LATER = NOON + timedelta(hours=1)
OTHER = "MA-26-00418-L"


@pytest.fixture
def deliveries(register: Register) -> Deliveries:
    return register.deliveries


def owe(deliveries: Deliveries, number: int, *plugins: str, case: str = CASE) -> object:
    return deliveries.owe(case, number, plugins, NOON, SOON)


def places(found: tuple[Delivery, ...]) -> list[tuple[str, int, str]]:
    return [(one.case, one.number, one.plugin) for one in found]


def test_what_is_owed_reads_back_as_one_try_that_has_begun(deliveries: Deliveries):
    first = owe(deliveries, 1, "letters", "sums")

    assert first == {"letters", "sums"}
    assert deliveries.owed(limit=10) == (
        Delivery(CASE, 1, "letters", 1, SOON),
        Delivery(CASE, 1, "sums", 1, SOON),
    )
    assert deliveries.owed(limit=1, plugin="sums") == (
        Delivery(CASE, 1, "sums", 1, SOON),
    )


def test_whoever_is_owed_something_earlier_waits_behind_it(deliveries: Deliveries):
    owe(deliveries, 1, "letters")
    second = owe(deliveries, 2, "letters", "sums")

    assert second == {"sums"}
    assert deliveries.owed(limit=9, plugin="letters")[1] == (
        Delivery(CASE, 2, "letters", 0, NOON)
    )
    assert deliveries.due(["letters"], NOON, limit=9) == ()


def test_of_each_case_the_earliest_is_due_and_no_other(deliveries: Deliveries):
    for number in (1, 2):
        owe(deliveries, number, "letters", "gone")
        owe(deliveries, number, "letters", case=OTHER)

    assert places(deliveries.due(["letters"], SOON, limit=9)) == [
        (CASE, 1, "letters"),
        (OTHER, 1, "letters"),
    ]
    assert len(deliveries.due(["letters"], SOON, limit=1)) == 1
    assert deliveries.due([], SOON, limit=9) == ()


def test_what_was_told_is_crossed_out_and_the_next_is_due(deliveries: Deliveries):
    owe(deliveries, 1, "letters")
    owe(deliveries, 2, "letters")
    [first, _] = deliveries.owed(limit=9)
    deliveries.settle(first)

    assert places(deliveries.due(["letters"], NOON, limit=9)) == [(CASE, 2, "letters")]


def test_a_try_is_counted_once_whoever_makes_it(deliveries: Deliveries):
    owe(deliveries, 1, "letters")
    [owed] = deliveries.due(["letters"], SOON, limit=9)

    assert deliveries.claim(owed, LATER) is True
    assert deliveries.claim(owed, LATER) is False
    assert deliveries.owed(limit=9) == (Delivery(CASE, 1, "letters", 2, LATER),)
    assert deliveries.due(["letters"], SOON, limit=9) == ()


def test_a_fault_is_noted_and_the_delivery_goes_on_waiting(deliveries: Deliveries):
    owe(deliveries, 1, "letters")
    [owed] = deliveries.owed(limit=9)
    deliveries.fail(owed, "OSError at letters.py:7", None)
    [failed] = deliveries.due(["letters"], SOON, limit=9)

    assert (failed.fault, failed.parked_at) == ("OSError at letters.py:7", None)


def test_what_is_parked_parks_what_comes_after_it_in_the_case(deliveries: Deliveries):
    owe(deliveries, 1, "letters", "sums")
    owe(deliveries, 2, "letters")
    owe(deliveries, 1, "letters", case=OTHER)
    deliveries.fail(deliveries.owed(limit=1)[0], "OSError", LATER)
    owe(deliveries, 3, "letters")

    assert places(deliveries.owed(limit=9, parked=True)) == [
        (CASE, 1, "letters"),
        (CASE, 2, "letters"),
        (CASE, 3, "letters"),
    ]
    assert places(deliveries.owed(limit=9, parked=False)) == [
        (CASE, 1, "sums"),
        (OTHER, 1, "letters"),
    ]
    assert places(deliveries.due(["letters", "sums"], LATER, limit=9)) == [
        (CASE, 1, "sums"),
        (OTHER, 1, "letters"),
    ]
    assert deliveries.claim(deliveries.owed(limit=1)[0], LATER) is False


def test_what_is_parked_can_be_tried_again(deliveries: Deliveries):
    owe(deliveries, 1, "letters", "sums")
    for one in deliveries.owed(limit=9):
        deliveries.fail(one, "OSError", NOON)

    assert deliveries.unpark(LATER, "letters") == 1
    assert deliveries.due(["letters", "sums"], LATER, limit=9) == (
        Delivery(CASE, 1, "letters", 0, LATER, None, "OSError"),
    )
    assert deliveries.unpark(LATER) == 2


def test_a_plugin_can_be_owed_nothing_more(deliveries: Deliveries):
    owe(deliveries, 1, "letters", "sums")
    owe(deliveries, 1, "letters", "sums", case=OTHER)

    assert deliveries.forget("sums") == 2
    assert places(deliveries.owed(limit=9)) == [
        (CASE, 1, "letters"),
        (OTHER, 1, "letters"),
    ]


def test_a_clock_that_was_wrong_makes_nobody_wait_for_ever(deliveries: Deliveries):
    ahead = NOON + timedelta(days=3650)
    deliveries.owe(CASE, 1, ["letters"], ahead, ahead + timedelta(seconds=10))

    assert len(deliveries.due(["letters"], NOON, limit=9)) == 1
    assert deliveries.due(["letters"], ahead - LONGEST_WAIT, limit=9) != ()
    assert deliveries.due(["letters"], ahead, limit=9) == ()


def test_what_is_owed_is_kept_with_the_entry_or_not_at_all(register: Register):
    def until_the_power_goes() -> None:
        with register.transaction():
            write(register, AVRR)
            owe(register.deliveries, 1, "letters")
            assert register.in_transaction
            raise OSError("power")

    with pytest.raises(OSError, match="power"):
        until_the_power_goes()

    assert not register.in_transaction
    assert register.entries(CASE) == ()
    assert register.deliveries.owed(limit=9) == ()


def test_what_is_owed_is_still_owed_when_the_file_is_opened_again(file: Path):
    with closing(SqlRegister.open(file)) as register:
        owe(register.deliveries, 1, "letters")
    with closing(SqlRegister.open(file)) as register:
        assert register.deliveries.owed(limit=9) == (
            Delivery(CASE, 1, "letters", 1, SOON),
        )
