"""What every register promises of the office's log, and of who read what."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from migcase.errors import Repeated
from migcase.keeping.chains import NOTHING, OFFICE, READING, ink_of
from migcase.keeping.office_log import LogConflict
from migcase.keeping.office_wire import (
    EVENTS,
    UnreadableLine,
    read_office,
    write_office,
)
from migcase.keeping.seal.errors import SealBroken
from migcase.keeping.seal.hands import Hand
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key
from migcase.roster import events, recovery
from migcase.roster.events import OfficeEntry, Reading

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MARCH = date(2026, 3, 2)
FOUNDED = events.Founded("amina", b"v" * 32, b"r" * 32, MARCH)
CASE = "MA-26-00417-K"


def entry(number: int, event: events.OfficeEvent, entry_id: str = "") -> OfficeEntry:
    sent = entry_id or f"o-{number}"
    at = AT + timedelta(minutes=number)
    return OfficeEntry(number, event, at, "amina", "MA", sent)


def reading(number: int, reader: str = "amina", why: str = "a doctor asks") -> Reading:
    at = AT + timedelta(minutes=number)
    return Reading(reader, number, CASE, ("fit",), why, at, f"r-{number}")


ONE_OF_EACH = (
    FOUNDED,
    events.UserAdded("bashir", b"a" * 32, b"b" * 32),
    events.UndertakingSigned("bashir", MARCH),
    events.KeysChanged("bashir", b"c" * 32, b"d" * 32),
    events.RoleGranted("bashir", "clerk", "avrr"),
    events.RoleApproved("bashir", "auditor"),
    events.RoleRevoked("bashir", "clerk", "avrr"),
    events.GlassBroken(CASE, "she is in labour", AT + timedelta(hours=1)),
    events.GlassReviewed(8, justified=False, note="no emergency"),
    events.LegalHold(CASE, "the court asks"),
    events.LegalHoldLifted(CASE, "it has ruled"),
    events.ErasureAsked((CASE, "P-1"), "she asked"),
    events.ErasureApproved(12),
    events.ErasureDone(12, "ab12"),
    events.BackedUp("stick-3", 40_960, "ff"),
    events.Restored("stick-3", AT),
    events.MasterRenewed(7),
    events.RecoveryDrilled(("chioma", "david"), worked=True),
    recovery.HolderNamed("chioma", b"e" * 32, b"f" * 32),
    recovery.HolderDropped("chioma"),
    recovery.Recovered(
        *("david", b"g" * 32, b"h" * 32, MARCH), ("chioma", "esther"), 19, ("c2ln",) * 2
    ),
    events.CaseShared(CASE, "amina", "She takes over"),
    events.UserLeft("bashir", "moved to Oujda"),
)


def test_what_was_written_reads_back_equal(register):
    written = tuple(entry(n, event) for n, event in enumerate(ONE_OF_EACH, 1))
    for one in written:
        register.office_log.append(one)

    assert {type(event) for event in ONE_OF_EACH} == set(EVENTS.values())
    assert register.office_log.entries() == written
    assert register.office_log.entries(after=16) == written[16:]


def test_each_line_covers_the_one_before(register):
    for number in (1, 2, 3):
        register.office_log.append(entry(number, FOUNDED))

    before = NOTHING
    for line in register.office_log.lines():
        assert line.hash == line.hash_after(before, OFFICE)
        before = line.hash
    changed = attrs.evolve(line, body=line.body.replace("amina", "bashi"))
    assert changed.hash_after(NOTHING, OFFICE) != line.hash


def test_a_line_of_one_chain_does_not_fit_into_another():
    line = write_office(entry(1, FOUNDED), None)

    assert line.hash_after(NOTHING, OFFICE) != line.hash_after(NOTHING, READING)


def test_only_the_next_line_can_be_written(register):
    register.office_log.append(entry(1, FOUNDED))

    for number in (1, 3):
        with pytest.raises(LogConflict):
            register.office_log.append(entry(number, FOUNDED, "new"))
    assert len(register.office_log.entries()) == 1


def test_an_id_says_one_thing_only(register):
    register.office_log.append(entry(1, FOUNDED))

    with pytest.raises(LogConflict):
        register.office_log.append(entry(2, FOUNDED, "o-1"))
    with pytest.raises(Repeated):
        register.office_log.append(entry(2, events.LegalHold(CASE, "x"), "o-1"))


def test_what_fails_together_leaves_nothing(register):
    def written_and_failed() -> None:
        with register.transaction():
            register.office_log.append(entry(1, FOUNDED))
            register.readings.append(reading(1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        written_and_failed()

    assert register.office_log.entries() == ()
    assert register.readings.readers() == ()


def test_each_reader_has_a_chain_of_their_own(register):
    register.readings.append(reading(1))
    register.readings.append(reading(1, "bashir"))
    register.readings.append(reading(2))

    assert register.readings.readers() == ("amina", "bashir")
    assert register.readings.last("amina") == 2
    assert register.readings.last("chioma") == 0
    assert register.readings.by("amina") == (reading(1), reading(2))
    assert register.readings.of(CASE) == (
        *(reading(1), reading(1, "bashir"), reading(2)),
    )
    [first, second] = register.readings.lines("amina")
    assert second.hash == second.hash_after(first.hash, READING)


def test_nobody_can_write_a_reading_twice_or_leave_one_out(register):
    register.readings.append(reading(1))

    for number in (1, 3):
        with pytest.raises(LogConflict):
            register.readings.append(reading(number))


def keyring(name: str = "amina", master: bytes | None = None) -> Keyring:
    return Keyring("MA-1", Hand.new(name), master or new_key())


def test_reasons_are_sealed_and_nothing_else_is():
    keys = keyring()
    ink = ink_of(keys)
    broken = entry(1, events.GlassBroken(CASE, "Fatoumata is in labour", AT))
    line = write_office(broken, ink)

    assert "Fatoumata" not in line.body
    assert CASE in line.body
    assert read_office(line, ink) == broken
    assert read_office(line, ink_of(keyring(master=keys.master))) == broken
    assert read_office(line, None).event == attrs.evolve(broken.event, reason="")


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        "[]",
        '{"v":2,"event":["left",{}],"by":"a","office":"MA"}',
        '{"v":1,"event":["promoted",{}],"by":"a","office":"MA"}',
        '{"v":1,"event":["user-left",{"age":"9"}],"by":"a","office":"MA"}',
        '{"v":1,"event":["user-left",{"name":9}],"by":"a","office":"MA"}',
        '{"v":1,"event":["user-left",{}],"by":"a","office":"MA"}',
        '{"v":1,"event":["founded",{"name":"a","verifies":"?"}],"by":"a","office":""}',
        pytest.param(f'{{"v":1,"event":{"[" * 5000}{"]" * 5000}}}', id="nested"),
    ],
)
def test_a_line_that_is_damaged_is_named_and_not_guessed(body):
    line = attrs.evolve(write_office(entry(7, FOUNDED), None), body=body)

    with pytest.raises(UnreadableLine, match="Line 7"):
        read_office(line, None)


def test_a_reason_moved_to_another_line_does_not_open():
    ink = ink_of(keyring())
    broken = events.GlassBroken(CASE, "she is in labour", AT)
    line = attrs.evolve(write_office(entry(1, broken), ink), id="o-2")

    with pytest.raises((UnreadableLine, SealBroken)):
        read_office(line, ink)
