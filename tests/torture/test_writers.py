"""R4: many who write into one case, or one file, lose nothing and fork nothing.

Eight processes, two hundred entries each, on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from migcase.casefile.events import Actor
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_open import connected
from migcase.office.office import Office
from migcase.office.plugins import Plugins
from migcase.office.settings import OfficeSettings
from tests.cli.plugin import migcase_passport
from tests.keeping.conftest import database, file, made_database, made_file, server
from tests.torture.judge import TODAY, rows_of
from tests.torture.typist import MORNING
from tests.torture.writers import NO_KEY

__all__ = ["database", "file", "made_database", "made_file", "server"]

pytestmark = pytest.mark.slow

WRITERS, EACH = 8, 200
# A deadlock, or a writer that starves, is found by the clock.
PATIENCE = 300
AMINA = Actor("amina", {"officer"})


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest) -> str:
    wanted = "file" if request.param == "sqlite" else "database"
    return str(request.getfixturevalue(wanted))


@pytest.mark.parametrize("cases", [1, WRITERS], ids=["one case", "one file"])
def test_many_writers_lose_nothing_and_fork_nothing(place: str, cases: int):
    numbers = opened(place, cases)
    written = all_write("office", place, numbers, EACH)
    confirmed = Counter(sent for one in written for sent in one["confirmed"])
    lost = sum(one["lost"] for one in written)
    with closing(SqlRegister.open(place)) as register:
        kept = {case: register.entries(case) for case in numbers}
        rows = len(rows_of(register, "entry"))

    print(f"{WRITERS} x {EACH} into {cases}: {rows} entries, told of losing: {lost}")
    assert sum(confirmed.values()) == WRITERS * EACH == rows - cases
    for case, entries in kept.items():
        found = [entry.number for entry in entries]
        assert found == list(range(1, len(entries) + 1)), case
    ids = Counter(entry.id for entries in kept.values() for entry in entries[1:])
    assert ids == confirmed


def test_without_the_key_of_an_entry_histories_fork(place: str):
    driver = connected(place, "normal", 30.0)
    with closing(driver.connection):
        driver.connection.execute(f"DROP TABLE IF EXISTS {NO_KEY}")
        driver.connection.execute(
            f"CREATE TABLE {NO_KEY} (case_id TEXT, number INTEGER, id TEXT)"
        )
    all_write("raw", place, ["MA-26-00001-O"], 40)
    with closing(SqlRegister.open(place)) as register:
        numbers = Counter(row[1] for row in rows_of(register, NO_KEY))
    driver = connected(place, "normal", 30.0)
    with closing(driver.connection):
        driver.connection.execute(f"DROP TABLE {NO_KEY}")

    forks = sum(count - 1 for count in numbers.values())
    print(f"{forks} forks in {WRITERS * 40}")
    assert forks > 0


def opened(place: str, cases: int) -> list[str]:
    """Open so many cases; return their numbers."""
    plugins, settings = Plugins(migcase_passport), OfficeSettings("MA")
    register = SqlRegister.open(place)
    with Office(register, plugins, settings=settings, clock=lambda: MORNING) as office:
        return [office.open("passport", by=AMINA, on=TODAY).id for _ in range(cases)]


def all_write(how: str, place: str, cases: Sequence[str], each: int) -> list[dict]:
    """Have all writers write at once; return what each of them was told."""
    writers = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.torture.writers", how, place),
                *(cases[number % len(cases)], f"writer-{number}", str(each)),
            ],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        print("go", file=writer.stdin, flush=True)
    told = [writer.communicate(timeout=PATIENCE)[0] for writer in writers]
    return [json.loads(one) for one in told]
