"""One durable step through the office, beside the same bytes through raw sqlite3.

The floor runs the very statements, with the very values, that the office ran for the
same journeys, on the same schema with the same settings: read, begin, entry, row,
open work, commit.  It decides nothing, encodes nothing and checks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import attrs
from sqlcipher3 import dbapi2 as sqlite3

from benchmarks.returns import (
    counselling,
    office_on,
    opened,
    preparation,
    withdrawal,
)
from benchmarks.stopwatch import Lap, table, whole
from migcase import Office
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.sql_open import opened as driver_of
from migcase.keeping.sql_sqlite import PROFILE, Synchronous

ENTRIES = 18
Said = tuple[str, tuple[object, ...]]


class Listening:
    """A connection that writes down what is said to it."""

    def __init__(self, connection: sqlite3.Connection, heard: list[Said]) -> None:
        self._connection = connection
        self._heard = heard

    def execute(self, text: str, values: tuple[object, ...] = ()) -> Any:
        """Say it, and remember it."""
        self._heard.append((text, values))
        return self._connection.execute(text, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def steps(folder: Path, cases: int) -> Iterator[str]:
    """Yield the lines that tell what a step costs."""
    rows = []
    for synchronous in ("full", "normal"):
        ours, floor = _pair(folder, synchronous, cases)
        rows += [
            (f"Office.record, {synchronous.upper()}", ours.cpu, ours.wall),
            (f"raw sqlite3, {synchronous.upper()}", floor.cpu, floor.wall),
            ("  ratio", ours.cpu / floor.cpu, ours.wall / floor.wall),
        ]
    yield f"One durable AVRR step, {cases} cases of {ENTRIES} entries (µs)"
    yield table(("", "CPU", "wall"), rows)


def opening_and_closing(folder: Path, cases: int) -> Iterator[str]:
    """Yield the line that tells what a case costs that is opened and closed."""
    with _office(folder / "closing.db", "full") as office:
        event, by = withdrawal()

        def work() -> None:
            for _ in range(cases):
                office.record(opened(office), event, by=by)

        cost = whole(work, cases)
    figures = f"{cost.cpu:.0f} µs CPU, {cost.wall:.0f} µs wall a case, FULL"
    yield f"Opening and closing {cases} cases: {figures}"


def _pair(folder: Path, synchronous: Synchronous, cases: int) -> tuple[Lap, Lap]:
    """Return what a step costs in the office and on the floor, run in turns."""
    heard = _heard(folder / f"heard-{synchronous}.db", synchronous, cases)
    floor_file, ours_file = folder / f"raw-{synchronous}.db", folder / synchronous
    migrate(floor_file)
    migrate(ours_file)
    connection = _raw(floor_file, synchronous)
    register = SqlRegister.open(ours_file, synchronous=synchronous)
    ours, floor = [], []
    with office_on(register) as office:
        for said in heard:
            floor.append(whole(partial(_say, connection, said), 1))
            ours.append(whole(partial(_journey, office), 1))
    connection.close()
    entries = cases * ENTRIES
    return _sum(ours, entries), _sum(floor, entries)


def _sum(laps: list[Lap], pieces: int) -> Lap:
    cpu = sum(one.cpu for one in laps) / pieces
    return Lap(cpu, sum(one.wall for one in laps) / pieces)


def _journey(office: Office) -> None:
    case = opened(office)
    for event, by in (*counselling(), *preparation()):
        office.record(case, event, by=by)


def _heard(path: Path, synchronous: Synchronous, cases: int) -> list[list[Said]]:
    """Return what the office said to the database, case by case."""
    migrate(path)
    driver = driver_of(path, synchronous, 30.0)
    heard: list[Said] = []
    listening = attrs.evolve(driver, connection=Listening(driver.connection, heard))
    said = []
    with office_on(SqlRegister(listening)) as office:
        for _ in range(cases):
            heard.clear()
            _journey(office)
            said.append(list(heard))
    return said


def _say(connection: sqlite3.Connection, said: list[Said]) -> None:
    run = connection.execute
    for text, values in said:
        rows = run(text, values)
        if rows.description is not None:
            rows.fetchall()


def _raw(path: Path, synchronous: Synchronous) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=256)
    for name, value, _ in PROFILE:
        connection.execute(f"PRAGMA {name} = {value}")
    connection.execute(f"PRAGMA synchronous = {synchronous.upper()}")
    return connection


def _office(path: Path, synchronous: Synchronous) -> Office:
    migrate(path)
    return office_on(SqlRegister.open(path, synchronous=synchronous))
