"""Reading: a file replayed, the current case, and the agenda of a large office."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import attrs
from sqlcipher3 import dbapi2 as sqlite3

from benchmarks.returns import DAY, EVERYBODY, counselling, office_on, opened
from benchmarks.stopwatch import lap, table, whole
from migcase import Actor, Case, Entry, MemoryRegister, Noted, Office, Stated, replay
from migcase.judgement.work import Work
from migcase.keeping.register import Kept, Register
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.sql_texts import texts_for
from migcase.numbers import format_number

HAND = Actor("hand", EVERYBODY)


def replaying(folder: Path, lengths: tuple[int, ...], rounds: int) -> Iterator[str]:
    """Yield the lines that tell what replaying and loading files of *lengths* costs."""
    path = folder / "files.db"
    migrate(path)
    rows = []
    with office_on(SqlRegister.open(path, synchronous="normal")) as office:
        for length in lengths:
            case = _file(office, length)
            fold = lap(partial(replay, office.entries(case)), rounds=rounds)
            with closing(SqlRegister.open(path)) as register:
                whole_file = lap(partial(_read_and_fold, register, case), rounds=rounds)
            current = _loading(path, case, rounds)
            rows.append((f"{length} entries", fold.cpu, whole_file.cpu, current))
    yield "A file replayed, and the current case (µs CPU)"
    heads = ("", "fold in memory", "read and fold", "load current case")
    yield table(heads, rows)


def agenda(folder: Path, cases: int, rounds: int) -> Iterator[str]:
    """Yield the lines that tell what the agenda of *cases* open cases costs."""
    path = folder / "large.db"
    migrate(path)
    register = SqlRegister.open(path, synchronous="normal")
    filled(register, cases)
    with office_on(register) as office:
        some = Actor("somebody", {"case-manager"})
        rows = []
        asking: tuple[tuple[str, Actor | None], ...] = (
            ("one role", some),
            ("every role", HAND),
            ("everybody's", None),
        )
        for name, by in asking:
            cost = lap(partial(office.agenda, by, limit=50), rounds=rounds)
            rows.append((name, cost.cpu / 1000, cost.wall / 1000))
    yield f"The first 50 of the agenda among {cases} open cases (ms)"
    yield table(("", "CPU", "wall"), rows)
    yield _plan(path)


def _file(office: Office, length: int) -> str:
    """Return a case of *length* entries: eight steps, notes, corrections of one day."""
    case = opened(office)
    for event, by in counselling():
        office.record(case, event, by=by)
    number = office.case(case).number
    while number < length:
        if number % 5 == 0:
            said = Stated({"safe_contact": f"phone {number}"}, DAY)
            office.record(case, said, by=HAND)
        else:
            office.record(case, Noted(f"Called, {number}", DAY), by=HAND)
        number += 1
    return case


def _read_and_fold(register: Register, case: str) -> Case:
    return replay(register.entries(case))


def _loading(path: Path, case: str, rounds: int) -> float:
    """Return what loading a case costs a register that has not read it before."""
    costs = []
    for _ in range(rounds):
        with closing(SqlRegister.open(path)) as register:
            costs.append(whole(partial(register.kept, case), 1).cpu)
    return statistics.median(costs)


def filled(register: Register, cases: int) -> None:
    """Put many open cases into *register*, each somewhere in the counselling."""
    states = _states()
    chance = random.Random(26)  # which case is where is no secret
    with register.transaction():
        for serial in range(1, cases + 1):
            number = format_number("MA", 26, serial)
            kept, entry = states[serial % len(states)]
            shift = timedelta(days=chance.randrange(-200, 200))
            case = attrs.evolve(kept.case, id=number, number=1, last_id=number)
            first = attrs.evolve(entry, case=number, number=1, id=number)
            register.append(Kept(case, _moved(kept.work, shift)), first, None)


def _states() -> list[tuple[Kept, Entry]]:
    """Return the states of one case, from its opening to its screening."""
    register = MemoryRegister()
    states = []
    with office_on(register) as office:
        case = opened(office)
        for event, by in counselling():
            kept = register.kept(case)
            assert kept is not None
            states.append((kept, register.entries(case)[-1]))
            office.record(case, event, by=by)
    return states


def _moved(work: Work, shift: timedelta) -> Work:
    tasks = {
        place: attrs.evolve(task, due=(task.due or DAY) + shift)
        for place, task in work.tasks.items()
    }
    return attrs.evolve(work, tasks=tasks)


def _plan(path: Path) -> str:
    """Return how the database finds the agenda of one role."""
    text = texts_for("sqlite").by_role
    values = (None,) * text.count("?")
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {text}", values).fetchall()
    return "  its SQL: " + "; ".join(row[3] for row in rows)
