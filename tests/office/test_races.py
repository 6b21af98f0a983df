"""Two people, one case: one writes first, the other is judged again and told."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest

from migcase.casefile.case import Case
from migcase.casefile.events import Actor, Entry, Event, Noted, StepDone
from migcase.errors import Conflict, MigcaseError, Refusal, Refused
from migcase.keeping.register import MemoryRegister
from migcase.keeping.sql import SqlRegister
from migcase.office.office import Office
from migcase.programme.declaration import Programme
from tests.office.passport import (
    AMINA,
    BASHIR,
    CHIOMA,
    TODAY,
    declaring,
    office_of,
    passport,
    plugin,
    request,
)


def busy(*meanwhile: tuple[Event, Actor]) -> tuple[Office, str]:
    """Return an office where somebody writes while an event is being judged.

    A plugin's check is the moment between reading and writing, so that the race is
    lost each time and in the same way.
    """
    register = MemoryRegister()
    other = office_of(declaring(passport()), register=register)
    case = other.open("passport", by=AMINA).id
    waiting = list(meanwhile)

    def slow(by: Actor) -> Iterator[Refusal]:
        if waiting and by == CHIOMA:
            event, colleague = waiting.pop(0)
            other.record(case, event, by=colleague)
        return iter(())

    slowly = plugin("migcase_slow", migcase_check=slow)
    return office_of(declaring(passport()), slowly, register=register), case


def test_the_loser_is_recorded_after_the_winner_where_both_may_write():
    office, case = busy((Noted("Amina was first.", TODAY), AMINA))
    answered = office.record(case, request(), by=CHIOMA)

    assert [entry.by.name for entry in office.entries(case)] == [
        "amina",
        "amina",
        "chioma",
    ]
    assert answered == office.case(case)


def test_the_loser_is_refused_and_told_who_did_what_meanwhile():
    office, case = busy((request(), AMINA))
    with pytest.raises(Refused) as refused:
        office.record(case, request(), by=CHIOMA)

    assert [refusal.code for refusal in refused.value.refusals] == ["already-settled"]
    assert refused.value.meanwhile == (office.entries(case)[1],)


def test_a_refusal_without_a_race_tells_of_no_meanwhile():
    office, case = busy()
    office.record(case, request(), by=AMINA)
    with pytest.raises(Refused) as refused:
        office.record(case, request(), by=CHIOMA)

    assert refused.value.meanwhile == ()


def test_whoever_loses_again_and_again_is_told_so():
    note = Noted("Faster.", TODAY)
    office, case = busy((note, AMINA), (note, BASHIR), (note, AMINA))
    with pytest.raises(Conflict):
        office.record(case, request(), by=CHIOMA)

    assert len(office.entries(case)) == 4


def test_what_was_sent_from_two_places_at_once_is_written_once():
    told: list[int] = []
    register = MemoryRegister()
    other = office_of(declaring(passport()), register=register)
    case = other.open("passport", by=AMINA).id
    entry_id = other.new_id()

    def also_sent(event: Event) -> list[Refusal]:
        if not told:
            told.append(1)
            other.record(case, event, by=AMINA, id=entry_id)
        return []

    twin = plugin("migcase_twin", migcase_check=also_sent)
    office = office_of(declaring(passport()), twin, register=register)
    answered = office.record(case, Noted("Once.", TODAY), by=AMINA, id=entry_id)

    assert answered == office.case(case)
    assert len(office.entries(case)) == 2


def test_a_number_that_somebody_took_meanwhile_is_left_to_them():
    register = MemoryRegister()
    other = office_of(declaring(passport()), register=register)
    taken: list[Case] = []

    def first(case: Case | None) -> list[Refusal]:
        if case is None and not taken:
            taken.append(other.open("passport", by=BASHIR))
        return []

    quick = plugin("migcase_quick", migcase_check=first)
    office = office_of(declaring(passport()), quick, register=register)
    mine = office.open("passport", by=AMINA)

    assert [row.case for row in office.cases()] == [taken[0].id, mine.id]


# -------------------------------------------------------------------- for real
def at_once(place: str, *writers: tuple[Event, Actor]) -> list[Case | MigcaseError]:
    """Let each of *writers* write into one case in *place* in a thread of its own.

    Nobody writes before everybody was judged for the first time.
    """
    everybody = Barrier(len(writers), timeout=30)
    with closing(SqlRegister.open(place)) as register:
        office = office_of(declaring(passport()), register=register)
        case = office.open("passport", by=AMINA).id

    def write(event: Event, by: Actor) -> Case | MigcaseError:
        judged: list[Event] = []

        def wait_once(event: Event) -> list[Refusal]:
            judged.append(event)
            if len(judged) == 1:
                everybody.wait()
            return []

        waiting = plugin("migcase_waiting", migcase_check=wait_once)
        with closing(SqlRegister.open(place)) as register:
            office = office_of(declaring(passport()), waiting, register=register)
            try:
                return office.record(case, event, by=by)
            except MigcaseError as error:
                return error

    with ThreadPoolExecutor(len(writers)) as threads:
        return list(threads.map(write, *zip(*writers, strict=True)))


def test_of_two_who_do_the_same_step_one_is_told_about_the_other(place: str):
    answers = at_once(place, (request(), AMINA), (request(), CHIOMA))
    [written] = [answer for answer in answers if isinstance(answer, Case)]
    [refused] = [answer for answer in answers if isinstance(answer, Refused)]
    [first] = refused.meanwhile

    assert isinstance(first, Entry)
    assert (first.id, first.number) == (written.last_id, 2)
    assert [refusal.code for refusal in refused.refusals] == ["already-settled"]


def test_two_who_write_different_things_are_both_recorded(place: str):
    answers = at_once(place, (request(), AMINA), (Noted("Here.", TODAY), CHIOMA))

    assert sorted(a.number for a in answers if isinstance(a, Case)) == [2, 3]


def test_cases_opened_at_once_have_numbers_of_their_own(place: str):
    ready = Barrier(4)

    def open_five(by: Actor) -> list[str]:
        with closing(SqlRegister.open(place)) as register:
            office = office_of(declaring(passport()), register=register)
            ready.wait()
            return [office.open("passport", by=by).id for _ in range(5)]

    with ThreadPoolExecutor(4) as threads:
        each = threads.map(open_five, (AMINA, BASHIR, CHIOMA, AMINA))
        opened = [number for numbers in each for number in numbers]

    assert len(set(opened)) == 20
    assert sorted(int(number.split("-")[2]) for number in opened) == list(range(1, 21))


def test_a_step_that_a_check_refuses_leaves_the_programme_alone(place: str):
    def no(event: Event, programme: Programme) -> Iterator[Refusal]:
        if isinstance(event, StepDone):
            yield Refusal("not-today", programme.key)

    with closing(SqlRegister.open(place)) as register:
        never = plugin("migcase_never", migcase_check=no)
        office = office_of(declaring(passport()), never, register=register)
        case = office.open("passport", by=AMINA).id
        with pytest.raises(Refused):
            office.record(case, request(), by=AMINA)

        assert len(office.entries(case)) == 1
