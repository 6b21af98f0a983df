"""A case as it is, as it was, and on somebody's agenda."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from migcase.calendar import NaiveInstant
from migcase.casefile.case import replay
from migcase.casefile.events import Assigned, Closed, Event, Noted, Stated, StepDone
from migcase.errors import Refused, UnknownProgramme
from migcase.keeping.register import MemoryRegister, Register
from migcase.office.office import Office
from migcase.office.past import NothingThen
from tests.office.passport import (
    AMINA,
    BASHIR,
    MONDAY,
    TODAY,
    Clock,
    declaring,
    office_of,
    passport,
    request,
)

Lived = list[tuple[int, int, Event]]


@st.composite
def lives(draw: st.DrawFn) -> Lived:
    """Return events with the days that pass before each, and how late it is told."""
    event = st.one_of(
        st.builds(lambda yes: request(complete=yes), st.booleans()),
        st.just(StepDone("signed", TODAY)),
        st.builds(lambda yes: Stated({"complete": yes}, TODAY), st.booleans()),
        st.just(Noted("He called.", TODAY)),
        st.just(Closed("withdrawn", TODAY)),
    )
    passing = st.integers(0, 4)
    return draw(st.lists(st.tuples(passing, passing, event), max_size=8))


def lived(life: Lived) -> tuple[Office, str]:
    """Return an office with one case to which as much of *life* happened as may."""
    clock = Clock()
    office = office_of(declaring(passport()), clock=clock)
    case = office.open("passport", by=AMINA).id
    for passing, late, event in life:
        clock.go(days=passing)
        told = evolve(event, on=max(TODAY, office.today() - timedelta(days=late)))
        by = BASHIR if isinstance(event, StepDone) and event.step == "signed" else AMINA
        if not office.why_not(case, told, by=by):
            office.record(case, told, by=by)
    return office, case


@given(lives(), st.data())
def test_as_of_a_number_is_the_replay_of_the_entries_until_it(
    life: Lived, data: st.DataObject
):
    office, case = lived(life)
    entries = office.entries(case)
    number = data.draw(st.integers(1, len(entries)))

    assert office.case(case, as_of=number) == replay(entries[:number])


@given(lives(), st.integers(0, 40))
def test_as_of_an_instant_is_what_was_known_then(life: Lived, days: int):
    office, case = lived(life)
    instant = MONDAY + timedelta(days=days)
    known = [entry for entry in office.entries(case) if entry.at <= instant]

    assert office.case(case, as_of=instant) == replay(known)


@given(lives(), st.integers(0, 40))
def test_as_of_a_day_is_what_was_true_then(life: Lived, days: int):
    office, case = lived(life)
    day = TODAY + timedelta(days=days)
    true = [entry for entry in office.entries(case) if entry.event.on <= day]

    assert office.case(case, as_of=day) == replay(true)


@given(lives())
def test_as_of_the_last_entry_is_the_case_and_its_work(life: Lived):
    office, case = lived(life)
    now = office.case(case)

    assert office.case(case, as_of=now.number) == now
    assert office.work(case, as_of=office.today()).tasks == office.work(case).tasks


def test_what_was_told_late_was_true_before_it_was_known(office: Office, clock: Clock):
    case = office.open("passport", by=AMINA).id
    clock.go(days=5)
    office.record(case, request(date(2026, 3, 4)), by=AMINA)

    assert office.case(case, as_of=date(2026, 3, 4)).facts == {"complete": True}
    assert office.case(case, as_of=datetime(2026, 3, 4, 23, tzinfo=UTC)).facts == {}


@pytest.mark.parametrize(
    "as_of", [0, -1, 2, date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC)]
)
def test_before_a_case_began_and_after_its_last_line_there_is_nothing(
    office: Office, as_of: int | date | datetime
):
    case = office.open("passport", by=AMINA).id
    with pytest.raises(NothingThen) as nothing:
        office.case(case, as_of=as_of)

    assert nothing.value.values["last"] == 1


def test_an_instant_without_a_time_zone_is_asked_for_it(office: Office):
    case = office.open("passport", by=AMINA).id
    with pytest.raises(NaiveInstant):
        office.case(case, as_of=datetime(2026, 3, 2, 12))  # noqa: DTZ001 - the point


# ----------------------------------------------------------------------- agenda
def test_the_agenda_shows_each_role_what_is_open_for_it(office: Office):
    first = office.open("passport", by=AMINA).id
    second = office.open("passport", by=AMINA).id
    office.record(first, request(), by=AMINA)

    assert [(row.case, row.task.key) for row in office.agenda(AMINA)] == [
        (second, "request")
    ]
    assert [(row.case, row.task.key) for row in office.agenda(BASHIR)] == [
        (first, "signed")
    ]
    assert len(office.agenda()) == 2


def test_mine_are_the_cases_in_my_hands(office: Office):
    office.open("passport", by=AMINA)
    mine = office.open("passport", by=AMINA).id
    office.record(mine, Assigned("amina", TODAY), by=AMINA)

    assert [row.case for row in office.agenda(AMINA, mine=True)] == [mine]


def test_an_agenda_goes_on_after_its_last_row(office: Office):
    cases = [office.open("passport", by=AMINA).id for _ in range(3)]
    page = office.agenda(AMINA, limit=2)

    assert [row.case for row in page] == cases[:2]
    assert [r.case for r in office.agenda(AMINA, after=page[-1])] == cases[2:]


def test_a_deadline_passes_although_nobody_writes(office: Office, clock: Clock):
    office.open("passport", by=AMINA)
    before = [row.overdue for row in office.agenda(AMINA)]
    clock.go(days=8)

    assert (before, [row.overdue for row in office.agenda(AMINA)]) == ([False], [True])


def test_a_step_is_ready_on_its_day_although_nobody_writes(
    office: Office, clock: Clock
):
    case = office.open("passport", by=AMINA).id
    office.record(case, request(), by=AMINA)
    office.record(case, StepDone("signed", TODAY), by=BASHIR)
    early = [row.task.state for row in office.agenda(AMINA)]
    clock.go(days=3)

    assert (early, [row.task.state for row in office.agenda(AMINA)]) == (
        ["early"],
        ["ready"],
    )


def test_the_work_of_one_case_is_that_of_today(office: Office, clock: Clock):
    case = office.open("passport", by=AMINA).id
    office.record(case, request(), by=AMINA)
    office.record(case, StepDone("signed", TODAY), by=BASHIR)
    early = [task.state for task in office.work(case).tasks.values()]
    clock.go(days=3)

    assert (early, [task.state for task in office.work(case).tasks.values()]) == (
        ["early"],
        ["ready"],
    )


def test_cases_are_listed_and_counted(office: Office):
    case = office.open("passport", by=AMINA).id
    office.open("passport", by=AMINA)
    office.record(case, Closed("withdrawn", TODAY), by=AMINA)

    assert [row.case for row in office.cases(status="closed")] == [case]
    assert sorted(count.cases for count in office.counts()) == [1, 1]


# ------------------------------------------------------- a programme that is gone
@pytest.fixture
def left(register: Register, clock: Clock) -> tuple[Office, str]:
    """An office whose plugin was removed, and a case of its programme."""
    office = office_of(declaring(passport()), register=register, clock=clock)
    case = office.open("passport", by=AMINA).id
    office.record(case, request(), by=AMINA)
    office.record(case, StepDone("signed", TODAY), by=BASHIR)
    return office_of(register=register, clock=clock), case


def test_a_case_whose_plugin_is_gone_can_be_read(left: tuple[Office, str]):
    office, case = left

    assert office.case(case).facts == {"complete": True}
    assert len(office.entries(case)) == 3
    assert office.case(case, as_of=1).facts == {}
    assert [key for _, key, _ in office.work(case).tasks] == ["handed-over"]


def test_a_case_whose_plugin_is_gone_is_listed(left: tuple[Office, str], clock: Clock):
    office, case = left
    clock.go(days=30)  # its work is long due to be looked at again

    assert [row.case for row in office.cases()] == [case]
    assert [row.case for row in office.agenda()] == [case]
    assert [row.case for row in office.agenda()] == [case]


@pytest.mark.parametrize("event", [Noted("Kept here.", TODAY), Closed("issued", TODAY)])
def test_a_case_whose_plugin_is_gone_is_not_continued(
    left: tuple[Office, str], event: Event
):
    office, case = left
    with pytest.raises(UnknownProgramme) as unknown:
        office.record(case, event, by=AMINA)

    assert unknown.value.values["programme"] == "passport"
    assert len(office.entries(case)) == 3


def test_a_case_goes_on_when_its_plugin_is_back(
    left: tuple[Office, str], register: Register, clock: Clock
):
    office, case = left
    clock.go(days=3)
    office.agenda()
    clock.go(days=1)
    back = office_of(declaring(passport()), register=register, clock=clock)

    assert [row.task.state for row in back.agenda()] == ["ready"]
    assert back.record(case, Noted("We go on.", back.today()), by=AMINA).number == 4


def test_a_refusal_does_not_depend_on_the_register():
    office = office_of(declaring(passport()), register=MemoryRegister())
    case = office.open("passport", by=AMINA).id
    with pytest.raises(Refused):
        office.record(case, StepDone("signed", TODAY), by=BASHIR)
