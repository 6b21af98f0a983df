"""R3, R6: tables brought up to date while each system call fails in its turn.

There are about 2,000 ways to fail.  With TORTURE_WAYS only so many of them are tried,
chosen by chance.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from unittest import mock

import pytest

from migcase.casefile.case import follow
from migcase.casefile.events import Opened
from migcase.judgement.work import Work
from migcase.keeping import sql_migrate
from migcase.keeping.sql_open import connected, revision_of
from migcase.keeping.sql_revision import HEAD
from migcase.keeping.wire import write_body
from migcase.keeping.wire_case import write_case, write_work
from migcase.keeping.wire_value import write_instant
from tests.keeping.strategies import entry_of
from tests.torture.day import number_of_case
from tests.torture.faults import of_database, sweep
from tests.torture.judge import TODAY
from tests.torture.nursery import Ended, nursery
from tests.torture.offices import BEGIN, PLAIN, founded

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("strace")]

WAYS = int(os.environ.get("TORTURE_WAYS") or 0)
OLDER = "0003"


def test_an_upgrade_survives_each_call_that_fails(memory: Path, seed: int):
    place = founded(memory / "run", PLAIN)
    older(place.database)
    sound = set[object]()
    with nursery(place.surroundings, memory) as typists:

        def wrong(ended: Ended) -> Iterator[str]:
            files = of_database(place)
            if (files, ended.code == 0) in sound:
                return
            found = revision(place.database)
            if found not in (OLDER, HEAD) or (ended.code == 0 and found != HEAD):
                yield f"tables {found}"
            sql_migrate.migrate(place.database)
            with closing(place.opener(place.database)) as register:
                if [row.case for row in register.cases(limit=9)] != [number_of_case(1)]:
                    yield "the case is gone"
                else:
                    sound.add((files, ended.code == 0))

        line = ("init", "--upgrade", *BEGIN)
        swept = sweep(typists, place, line, 0, wrong, Random(seed), WAYS)
    print(f"upgrade, seed={seed}: {dict(swept.ends)}", *swept.wrong, sep="\n")
    assert swept.wrong == ()


def older(database: Path) -> None:
    """Make the database anew, as an older migcase did, with one case."""
    database.unlink()
    upgrade = sql_migrate.command.upgrade
    with (
        mock.patch.object(
            sql_migrate.command, "upgrade", lambda config, _: upgrade(config, OLDER)
        ),
        mock.patch.object(sql_migrate, "check_keys"),
    ):
        sql_migrate.migrate(database)
    entry = entry_of(number_of_case(1), 1, Opened("passport", 1, TODAY))
    case, work = follow(None, entry), Work(TODAY, {}, "at-the-desk", "open")
    at = write_instant(entry.at)
    with closing(connected(database, "full", 1.0).connection) as connection:
        connection.execute(
            "INSERT INTO case_file (case_id, number, programme, version, status, stage,"
            " opened_on, written_at, body, work) VALUES (?, 1, ?, 1, ?, ?, ?, ?, ?, ?)",
            (
                *(case.id, case.programme, work.status, work.stage),
                *(TODAY.isoformat(), at, write_case(case), write_work(work)),
            ),
        )
        connection.execute(
            "INSERT INTO entry (case_id, number, id, at, body) VALUES (?, 1, ?, ?, ?)",
            (case.id, entry.id, at, write_body(entry)),
        )


def revision(database: Path) -> str | None:
    """Return the revision of the tables."""
    driver = connected(database, "full", 1.0)
    with closing(driver.connection):
        return revision_of(driver)
