"""What every register promises, in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migcase.casefile.case import follow, replay
from migcase.casefile.events import Assigned, Entry, Event, Noted, Opened, StepDone
from migcase.errors import Conflict, MigcaseError, Repeated
from migcase.judgement.work import DO, READY, TELL, Task, Work
from migcase.keeping.pages import BadLimit
from migcase.keeping.register import (
    Count,
    Definition,
    DefinitionChanged,
    Kept,
    MemoryRegister,
    Reached,
    Register,
    UnreadableEntry,
    Unwritable,
)
from migcase.keeping.sql import SqlRegister
from tests.keeping.strategies import (
    NAMES,
    ROLES,
    WORKS,
    entry_of,
    files,
)

CASE = "MA-26-00417-K"
MARCH = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
AVRR = Opened("avrr", 1, MARCH, "p-7f3a", {"channel": "walk-in"})
INTERVIEW = StepDone("interview", MARCH, {"wants_to_return": True})
NO_WORK = Work(MARCH, {}, "counselling", "open")

# One register serves all examples of a property: each has a case of its own.
shared = settings(
    max_examples=28,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def task(key: str, *roles: str, due: date | None = None, kind: str = DO) -> Task:
    return Task(kind, key, None, roles or ("case-manager",), READY, MARCH, due)


def work(*tasks: Task, look_on: date | None = None, status: str = "open") -> Work:
    mapped = {one.place: one for one in tasks}
    return Work(MARCH, mapped, "counselling", status, look_on)


def write(
    register: Register,
    *events: Event,
    case: str = CASE,
    work: Work = NO_WORK,
    by: str = "Amina",
) -> Kept:
    """Write *events* into *case* after what is there, and return what is kept."""
    kept = register.kept(case)
    for event in events:
        number = kept.case.number + 1 if kept else 1
        entry = entry_of(case, number, event, by=by)
        before = kept.work if kept else None
        kept = Kept(follow(kept.case if kept else None, entry), work)
        register.append(kept, entry, before)
    assert kept is not None
    return kept


def state_of(register: Register, case: str = CASE) -> tuple[object, ...]:
    """Return all that a register says about *case*."""
    agenda = register.agenda(None, None, today=MARCH, limit=1000)
    return (
        register.entries(case),
        register.kept(case),
        [row for row in agenda if row.case == case],
        register.definitions(),
        register.counts(),
    )


@shared
@given(data=st.data())
def test_what_was_appended_reads_back_equal(register: Register, data: st.DataObject):
    case = f"MA-26-{next(numbers):05}-K"
    file = data.draw(files(case))
    before = None
    for entry, kept in file:
        register.append(kept, entry, before)
        before = kept.work

        assert register.kept(case) == kept
        assert register.entry(case, entry.id) == entry
    assert register.entries(case) == tuple(entry for entry, _ in file)
    assert register.kept(case).case == replay(register.entries(case))


@shared
@given(data=st.data())
def test_open_work_is_that_of_the_last_entry(register: Register, data: st.DataObject):
    case = f"MA-26-{next(numbers):05}-W"
    before = None
    for number, now in enumerate(data.draw(st.lists(WORKS, min_size=1)), start=1):
        events = [Noted("…", MARCH), Assigned(data.draw(st.sampled_from(NAMES)), MARCH)]
        event = AVRR if number == 1 else data.draw(st.sampled_from(events))
        entry = entry_of(case, number, event)
        known = register.kept(case)
        kept = Kept(follow(known.case if known else None, entry), now)
        register.append(kept, entry, data.draw(st.sampled_from([before, None])))
        before = now

        rows = register.agenda(None, None, today=MARCH, limit=9999)
        mine = [row for row in rows if row.case == case]
        assert {row.task.place: row.task for row in mine} == now.tasks
        assert {row.assignee for row in mine} <= {kept.case.assignee}


@shared
@given(data=st.data())
def test_an_agenda_is_what_sorting_everything_would_give(
    register: Register, data: st.DataObject
):
    twin = twins.setdefault(id(register), MemoryRegister())
    case = f"MA-26-{next(numbers):05}-A"
    programme = data.draw(st.sampled_from(["avrr", "mobility"]))
    now = data.draw(WORKS)
    for one in (register, twin):
        write(one, Opened(programme, 1, MARCH), case=case, work=now)
        write(one, Assigned(NAMES[len(now.tasks) % 4], MARCH), case=case, work=now)
    roles = data.draw(st.none() | st.sets(st.sampled_from((*ROLES, "nobody"))))
    assignee = data.draw(st.none() | st.sampled_from(NAMES))
    of = data.draw(st.none() | st.sampled_from(["avrr", "mobility"]))
    limit = data.draw(st.integers(1, 4))
    today = date(2026, 1, 5)

    whole = twin.agenda(roles, assignee, today=today, programme=of, limit=10**6)
    paged, after = [], None
    while page := register.agenda(
        roles, assignee, today=today, programme=of, limit=limit, after=after
    ):
        paged += page
        after = page[-1]
    assert tuple(paged) == whole


numbers = count(1)
twins: dict[int, MemoryRegister] = {}


def test_two_people_cannot_write_the_same_line(register: Register):
    read = write(register, AVRR)
    write(register, INTERVIEW, by="Amina")
    late = entry_of(CASE, 2, Noted("…", MARCH), by="Bashir", entry_id="bashir-1")

    with pytest.raises(Conflict, match=f"Line 2 of case {CASE}"):
        register.append(Kept(follow(read.case, late), NO_WORK), late, NO_WORK)
    assert [entry.by.name for entry in register.entries(CASE)] == ["Amina", "Amina"]


def test_a_line_that_is_not_the_next_is_not_written(register: Register):
    kept = write(register, AVRR)
    before = state_of(register)
    ahead = entry_of(CASE, 3, INTERVIEW)

    with pytest.raises(Conflict):
        register.append(Kept(follow(kept.case, ahead), NO_WORK), ahead, NO_WORK)
    assert state_of(register) == before


def test_a_case_does_not_begin_in_the_middle(register: Register):
    second = entry_of(CASE, 2, INTERVIEW)

    with pytest.raises(Conflict):
        register.append(Kept(follow(None, second), NO_WORK), second, None)
    assert register.kept(CASE) is None
    assert register.entries(CASE) == ()


def test_an_id_used_again_for_something_else_is_noticed(register: Register):
    kept = write(register, AVRR)
    other = entry_of(CASE, 2, INTERVIEW, entry_id=f"{CASE}/1")

    with pytest.raises(Repeated, match=f"{CASE}/1"):
        register.append(Kept(follow(kept.case, other), NO_WORK), other, NO_WORK)


def test_the_same_thing_sent_twice_is_a_conflict_that_reloading_solves(
    register: Register,
):
    write(register, AVRR)
    kept = write(register, INTERVIEW)
    twice = entry_of(CASE, 3, INTERVIEW, entry_id=f"{CASE}/2")

    with pytest.raises(Conflict):
        register.append(Kept(follow(kept.case, twice), NO_WORK), twice, NO_WORK)
    assert register.entry(CASE, twice.id).event == INTERVIEW


def test_later_entries_of_two_cases_may_have_the_same_id(register: Register):
    for case in ("MA-26-00001-A", "MA-26-00002-B"):
        kept = write(register, AVRR, case=case)
        entry = entry_of(case, 2, INTERVIEW, entry_id="one")
        register.append(Kept(follow(kept.case, entry), NO_WORK), entry, NO_WORK)

        assert register.entry(case, "one") == entry


def test_an_id_opens_one_case_and_finds_it(register: Register):
    first = entry_of("MA-26-00001-A", 1, AVRR, entry_id="one")
    register.append(Kept(follow(None, first), NO_WORK), first, None)
    again = entry_of("MA-26-00002-B", 1, AVRR, entry_id="one")

    with pytest.raises(Conflict, match="MA-26-00001-A"):
        register.append(Kept(follow(None, again), NO_WORK), again, None)
    assert register.opening("one") == first
    assert register.opening("two") is None
    assert register.kept("MA-26-00002-B") is None


def test_an_opening_that_was_undone_leaves_its_id_free(register: Register):
    first = entry_of("MA-26-00001-A", 1, AVRR, entry_id="one")
    with suppress(KeyError), register.transaction():
        register.append(Kept(follow(None, first), NO_WORK), first, None)
        raise KeyError
    assert register.opening("one") is None

    again = entry_of("MA-26-00002-B", 1, AVRR, entry_id="one")
    register.append(Kept(follow(None, again), NO_WORK), again, None)
    assert register.opening("one") == again


def test_cases_are_found_and_counted_by_project(register: Register):
    for number, project in enumerate(("mtd", "motuse", "mtd", None), start=1):
        opened = Opened("avrr", 1, MARCH, project=project)
        write(register, opened, INTERVIEW, case=f"MA-26-0000{number}-A")

    of_mtd = register.cases(limit=9, project="mtd")
    assert [row.case for row in of_mtd] == ["MA-26-00001-A", "MA-26-00003-A"]
    assert {row.project for row in of_mtd} == {"mtd"}
    assert register.cases(limit=9, project="mtd", status="closed") == ()
    assert register.counts("mtd") == (Count("avrr", "open", "counselling", 2),)
    assert register.counts() == (Count("avrr", "open", "counselling", 4),)


def test_milestones_are_counted_by_case_and_by_person(register: Register):
    counted(register, "MA-26-00001-A", "p-1", "mtd", accompanied=1)
    counted(register, "MA-26-00002-B", "p-1", "mtd", accompanied=3, completed=4)
    counted(register, "MA-26-00003-C", "p-2", "motuse", accompanied=2)
    counted(register, "MA-26-00004-D", None, "mtd", accompanied=2)
    counted(register, "MA-26-00005-E", None, None, accompanied=2)
    counted(register, "MA-26-00006-F", "p-9", "mtd")

    assert register.reached() == (
        Reached("avrr", "accompanied", 5, 4),
        Reached("avrr", "completed", 1, 1),
    )
    assert register.reached(project="mtd", programme="avrr") == (
        Reached("avrr", "accompanied", 3, 2),
        Reached("avrr", "completed", 1, 1),
    )
    days = {"since": date(2026, 4, 2), "until": date(2026, 4, 3)}
    assert register.reached(project="mtd", **days) == (
        Reached("avrr", "accompanied", 2, 2),
    )
    assert register.reached(programme="mobility") == ()


def test_a_milestone_that_is_no_longer_true_is_no_longer_counted(register: Register):
    kept = counted(register, CASE, "p-1", "mtd", accompanied=1, completed=2)
    entry = entry_of(CASE, 2, INTERVIEW)
    now = attrs.evolve(NO_WORK, reached={"accompanied": date(2026, 4, 9)})
    register.append(Kept(follow(kept.case, entry), now), entry, kept.work)
    assert register.reached() == (Reached("avrr", "accompanied", 1, 1),)
    assert register.reached(until=date(2026, 4, 8)) == ()

    register.rework(CASE, 2, NO_WORK)
    assert register.reached() == ()


def test_what_is_derived_is_made_again_from_the_entries(register: Register):
    kept = counted(register, CASE, "p-1", "mtd", accompanied=1)
    register.rework(CASE, 1, work(task("interview"), status="held"))
    write(register, AVRR, case="MA-26-00002-B")
    told: list[int] = []

    def made(entries: tuple[Entry, ...]) -> Kept:
        told.append(len(entries))
        return kept

    register.rebuild(CASE, made)
    assert told == [1]
    assert register.kept(CASE) == kept
    assert register.agenda(None, None, today=MARCH, limit=9) == ()
    assert register.reached() == (Reached("avrr", "accompanied", 1, 1),)
    assert register.files(limit=9) == (CASE, "MA-26-00002-B")[::-1]
    assert register.files(limit=9, after="MA-26-00002-B") == (CASE,)


def test_a_case_that_cannot_be_made_again_stays_as_it_is(register: Register):
    kept = counted(register, CASE, "p-1", "mtd", accompanied=1)

    def made(_: tuple[Entry, ...]) -> Kept:
        raise UnreadableEntry({"case": CASE, "number": 1, "reason": "it is damaged."})

    with pytest.raises(UnreadableEntry):
        register.rebuild(CASE, made)
    assert register.kept(CASE) == kept


def counted(
    register: Register, case: str, about: str | None, project: str | None, **days: int
) -> Kept:
    """Write a case that has reached milestones on days of April."""
    opened = Opened("avrr", 1, MARCH, about, project=project)
    reached = {key: date(2026, 4, day) for key, day in days.items()}
    now = attrs.evolve(NO_WORK, reached=reached)
    return write(register, opened, case=case, work=now)


@pytest.mark.parametrize("wrong", ["id", "definition", "number", "role"])
def test_an_append_that_fails_leaves_nothing(register: Register, wrong: str):
    open_work = work(task("interview"), task("exam", "doctor", due=MARCH))
    first = entry_of(CASE, 1, AVRR)
    known = Definition("avrr", 1, "5f1c", "{}")
    kept = Kept(follow(None, first), open_work)
    register.append(kept, first, None, known)
    before = state_of(register)
    entry = entry_of(
        CASE,
        1 if wrong == "number" else 2,
        INTERVIEW,
        entry_id=f"{CASE}/1" if wrong == "id" else "new",
    )
    after = work(task("notice", "\0" if wrong == "role" else "officer"))
    changed = Definition("avrr", 1, "77aa", "{}") if wrong == "definition" else None

    with pytest.raises(MigcaseError):
        register.append(
            Kept(follow(kept.case, entry), after), entry, open_work, changed
        )
    assert state_of(register) == before


def test_a_definition_is_kept_once(register: Register):
    known = Definition("avrr", 1, "5f1c", '{"steps":[]}')
    for case in ("MA-26-00001-A", "MA-26-00002-B"):
        entry = entry_of(case, 1, AVRR)
        register.append(Kept(follow(None, entry), NO_WORK), entry, None, known)

    assert register.definitions() == (known,)
    assert register.definition("avrr", 1) == known
    assert register.definition("avrr", 2) is None


def test_a_definition_that_changed_under_its_version_is_refused(register: Register):
    first = entry_of("MA-26-00001-A", 1, AVRR)
    known = Definition("avrr", 1, "5f1c", "{}")
    register.append(Kept(follow(None, first), NO_WORK), first, None, known)
    second = entry_of("MA-26-00002-B", 1, AVRR)

    with pytest.raises(DefinitionChanged, match=r"avrr version 1 was 5f1c .* 77aa"):
        register.append(
            Kept(follow(None, second), NO_WORK),
            second,
            None,
            Definition("avrr", 1, "77aa", "{}"),
        )
    assert register.kept("MA-26-00002-B") is None


def test_what_nobody_wrote_is_not_there(register: Register):
    assert register.kept(CASE) is None
    assert register.entries(CASE) == ()
    assert register.entry(CASE, "one") is None
    assert register.agenda(None, None, today=MARCH, limit=5) == ()
    assert register.cases(limit=5) == ()
    assert register.counts() == ()
    assert register.definitions() == ()


def test_entries_are_read_from_and_up_to_a_line(register: Register):
    write(register, AVRR, INTERVIEW, Noted("a", MARCH), Noted("b", MARCH))

    assert [entry.number for entry in register.entries(CASE, after=1)] == [2, 3, 4]
    assert [entry.number for entry in register.entries(CASE, until=2)] == [1, 2]
    assert [e.number for e in register.entries(CASE, after=1, until=3)] == [2, 3]


def test_every_role_of_a_task_sees_it_and_everybody_sees_it_once(register: Register):
    write(register, AVRR, work=work(task("exam", "doctor", "officer")))

    for roles in ({"doctor"}, {"officer"}, {"doctor", "officer"}, None):
        rows = register.agenda(roles, None, today=MARCH, limit=5)
        assert [row.task.key for row in rows] == ["exam"]
    assert register.agenda({"reception"}, None, today=MARCH, limit=5) == ()


def test_work_of_a_case_that_changes_hands_changes_hands(register: Register):
    now = work(task("interview"))
    write(register, AVRR, Assigned("Amina", MARCH), work=now)
    write(register, Assigned("Bashir", MARCH), work=now)

    assert register.agenda(None, "Amina", today=MARCH, limit=5) == ()
    [row] = register.agenda(None, "Bashir", today=MARCH, limit=5)
    assert row.assignee == "Bashir"


def test_what_is_due_before_today_is_overdue(register: Register):
    due = task("interview", due=MARCH)
    write(register, AVRR, work=work(due, task("never-due", kind=TELL)))

    for today, expected in ((MARCH, False), (date(2026, 3, 3), True)):
        first, last = register.agenda(None, None, today=today, limit=5)
        assert (first.overdue, last.overdue) == (expected, False)


def test_work_is_replaced_where_the_case_stayed_as_it_was(register: Register):
    kept = write(register, AVRR, work=work(task("interview"), look_on=MARCH))
    now = work(task("exam", "doctor"), status="held")

    assert register.rework(CASE, 1, now)
    assert register.kept(CASE) == Kept(kept.case, now)
    rows = register.agenda(None, None, today=MARCH, limit=5)
    assert [row.task for row in rows] == [task("exam", "doctor")]
    assert register.counts() == (Count("avrr", "held", "counselling", 1),)
    assert register.stale(MARCH, 5) == ()


def test_work_is_not_replaced_where_the_case_moved_on(register: Register):
    write(register, AVRR, INTERVIEW, work=work(task("exam")))
    before = state_of(register)

    assert not register.rework(CASE, 1, NO_WORK)
    assert not register.rework("MA-26-99999-X", 1, NO_WORK)
    assert state_of(register) == before


def test_work_that_was_looked_at_again_meanwhile_is_noticed(register: Register):
    read = write(register, AVRR, work=work(task("interview")))
    now = work(task("exam", "doctor"), task("notice"))
    assert register.rework(CASE, 1, now)
    before = state_of(register)
    entry = entry_of(CASE, 2, INTERVIEW)
    after = Kept(follow(read.case, entry), work(task("notice")))

    with pytest.raises(Conflict):
        register.append(after, entry, read.work)
    assert state_of(register) == before

    register.append(after, entry, now)
    rows = register.agenda(None, None, today=MARCH, limit=5)
    assert [row.task for row in rows] == [task("notice")]


def test_a_case_is_stale_from_the_day_on_which_to_look_again(register: Register):
    for number, day in ((1, 5), (2, 4), (3, 6)):
        look = date(2026, 3, day)
        write(register, AVRR, case=f"MA-26-0000{number}-K", work=work(look_on=look))
    write(register, AVRR, case="MA-26-00004-K")

    stale = register.stale(date(2026, 3, 5), 5)
    assert stale == ("MA-26-00002-K", "MA-26-00001-K")
    assert register.stale(date(2026, 3, 5), 1) == stale[:1]
    assert register.stale(date(2026, 3, 3), 5) == ()


def test_cases_are_listed_by_number_and_by_what_they_are(register: Register):
    write(register, AVRR, case="MA-26-00001-A")
    held = work(status="held")
    mobility = Opened("mobility", 2, MARCH)
    write(register, mobility, Assigned("Amina", MARCH), case="NE-26-00001-B", work=held)
    write(register, AVRR, case="MA-26-00002-C", work=held)

    listed = [row.case for row in register.cases(limit=9)]
    assert listed == ["MA-26-00001-A", "MA-26-00002-C", "NE-26-00001-B"]
    assert [row.case for row in register.cases(limit=1, after=listed[0])] == listed[1:2]
    assert [row.case for row in register.cases(limit=9, programme="avrr")] == listed[:2]
    both = register.cases(limit=9, programme="avrr", status="held")
    assert [row.case for row in both] == listed[1:2]
    assert register.cases(limit=9, stage="travel") == ()
    [row] = register.cases(limit=9, assignee="Amina")
    assert (row.programme, row.version, row.status, row.on) == (
        "mobility",
        2,
        "held",
        MARCH,
    )
    assert row.at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("limit", [0, -1, None, True, 2.5, "5"], ids=repr)
def test_no_list_is_asked_for_less_than_a_row(register: Register, limit: Any):
    people, owed = register.people, register.deliveries
    write(register, AVRR)

    asked: tuple[Callable[[], object], ...] = (
        lambda: register.files(limit=limit),
        lambda: register.stale(MARCH, limit),
        lambda: register.agenda(None, None, today=MARCH, limit=limit),
        lambda: register.agenda({"clerk"}, "Amina", today=MARCH, limit=limit),
        lambda: register.cases(limit=limit),
        lambda: people.people(limit=limit),
        lambda: people.unnamed(limit=limit),
        lambda: owed.due(["letters"], NOON, limit=limit),
        lambda: owed.owed(limit=limit),
    )

    for ask in asked:
        with pytest.raises(BadLimit):
            ask()


def test_a_list_may_be_asked_for_more_rows_than_a_database_can_count(
    register: Register,
):
    write(register, AVRR, work=work(task("interview")))

    assert register.files(limit=10**30) == (CASE,)
    assert [row.case for row in register.cases(limit=10**30)] == [CASE]
    assert len(register.agenda(None, None, today=MARCH, limit=10**30)) == 1
    assert register.stale(MARCH, 10**30) == ()
    assert register.people.people(limit=10**30) == ()
    assert register.people.unnamed(limit=10**30) == ()
    assert register.deliveries.owed(limit=10**30) == ()


def test_cases_are_counted_by_programme_status_and_stage(register: Register):
    for number in range(3):
        write(register, AVRR, case=f"MA-26-0000{number}-K")
    write(register, AVRR, case="MA-26-00009-K", work=work(status="closed"))

    assert register.counts() == (
        Count("avrr", "closed", "counselling", 1),
        Count("avrr", "open", "counselling", 3),
    )


def test_the_next_serial_follows_the_greatest_of_its_office_and_year(
    register: Register,
):
    assert register.next_serial("MA", 26) == 1
    for case in ("MA-26-00007-K", "MA-26-00041-A", "MA-25-00500-C", "MAR-26-00900-D"):
        write(register, AVRR, case=case)

    assert register.next_serial("MA", 26) == 42
    assert register.next_serial("MA", 27) == 1
    assert register.next_serial("NE", 26) == 1


def test_serials_go_on_after_five_digits(register: Register):
    for case in ("MA-26-99998-K", "MA-26-99999-A", "MA-26-100000-C"):
        write(register, AVRR, case=case)

    assert register.next_serial("MA", 26) == 100_001


def test_a_transaction_keeps_everything_or_nothing(register: Register):
    write(register, AVRR, case="MA-26-00001-A", work=work(task("interview")))
    before = state_of(register, "MA-26-00001-A")

    with suppress(InterruptedError), register.transaction():
        write(register, INTERVIEW, case="MA-26-00001-A")
        write(register, AVRR, case="MA-26-00002-B")
        raise InterruptedError
    assert state_of(register, "MA-26-00001-A") == before
    assert register.kept("MA-26-00002-B") is None

    with register.transaction():
        write(register, INTERVIEW, case="MA-26-00001-A")
        write(register, AVRR, case="MA-26-00002-B")
    assert register.kept("MA-26-00001-A").case.number == 2
    assert register.kept("MA-26-00002-B").case.number == 1


def test_an_append_refused_inside_a_transaction_takes_nothing_else_down(
    register: Register,
):
    with register.transaction():
        kept = write(register, AVRR)
        taken = entry_of(CASE, 1, INTERVIEW, entry_id="late")
        with pytest.raises(Conflict):
            register.append(Kept(follow(kept.case, taken), NO_WORK), taken, None)
        with suppress(InterruptedError), register.transaction():
            write(register, Noted("undone", MARCH))
            raise InterruptedError
        write(register, INTERVIEW)

    assert [entry.event for entry in register.entries(CASE)] == [AVRR, INTERVIEW]
    assert register.kept(CASE).case == replay(register.entries(CASE))


@pytest.mark.parametrize("odd", ["a\0b", "\ud800"])
def test_a_key_that_not_every_database_can_hold_is_refused(
    register: Register, odd: str
):
    for event, now in (
        (Opened(odd, 1, MARCH), NO_WORK),
        (AVRR, work(task(odd))),
        (AVRR, work(task("exam", odd))),
        (AVRR, work(status=odd)),
    ):
        with pytest.raises(Unwritable, match="NUL or half a character"):
            write(register, event, work=now)
    assert register.kept(CASE) is None
    assert register.counts() == ()


def test_an_instant_without_a_zone_is_refused(register: Register):
    naive = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001 - this is the mistake
    entry = entry_of(CASE, 1, AVRR, at=naive)

    with pytest.raises(Unwritable, match="UTC"):
        register.append(Kept(follow(None, entry), NO_WORK), entry, None)


def test_an_instant_comes_back_as_the_same_instant(register: Register):
    rabat = datetime(2026, 3, 2, 1, 30, tzinfo=timezone(timedelta(hours=1)))
    entry = entry_of(CASE, 1, AVRR, at=rabat)
    register.append(Kept(follow(None, entry), NO_WORK), entry, None)

    assert register.entry(CASE, entry.id).at == rabat
    assert register.kept(CASE).case.at == rabat


@shared
@given(data=st.data())
def test_a_case_reads_the_same_from_its_row_alone(place: str, data: st.DataObject):
    case = f"MA-26-{next(numbers):05}-R"
    file = data.draw(files(case))
    with closing(SqlRegister.open(place, synchronous="normal")) as register:
        before = None
        for entry, kept in file:
            register.append(kept, entry, before)
            before = kept.work

    with closing(SqlRegister.open(place)) as register:
        assert register.kept(case) == file[-1][1]


def test_what_one_connection_wrote_another_reads(place: str):
    with closing(SqlRegister.open(place)) as first:
        kept = write(first, AVRR, INTERVIEW, work=work(task("exam")))
        entries = first.entries(CASE)

    with closing(SqlRegister.open(place)) as second:
        assert second.kept(CASE) == kept
        assert second.entries(CASE) == entries


def test_of_two_connections_that_race_for_a_line_exactly_one_wins(place: str):
    rounds = 20
    won: list[tuple[int, str]] = []
    start = threading.Barrier(2, timeout=60)
    with closing(SqlRegister.open(place)) as register:
        write(register, AVRR)

    def racer(name: str) -> None:
        with closing(SqlRegister.open(place, synchronous="normal")) as register:
            for number in range(2, rounds + 2):
                start.wait()
                kept = register.kept(CASE)
                start.wait()
                noted, own_id = Noted(name, MARCH), f"{name}-{number}"
                entry = entry_of(CASE, number, noted, by=name, entry_id=own_id)
                after = Kept(follow(kept.case, entry), work(task(own_id)))
                try:
                    register.append(after, entry, kept.work)
                except Conflict:
                    continue
                won.append((number, name))

    threads = [threading.Thread(target=racer, args=(name,)) for name in NAMES[:2]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with closing(SqlRegister.open(place)) as register:
        entries = register.entries(CASE)
        assert sorted(won) == [(entry.number, entry.by.name) for entry in entries[1:]]
        assert len(entries) == rounds + 1
        assert register.kept(CASE).case == replay(entries)
        [row] = register.agenda(None, None, today=MARCH, limit=5)
        assert row.task.key == entries[-1].id
