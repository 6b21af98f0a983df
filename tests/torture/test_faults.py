"""R3: each system call of a command fails in its turn; what is kept stays true.

Calls that touch a file of the office fail with EIO, or from then on with a full disk,
or with every sync failing, or kill the process.  Each ends in success or one clear
error, which says truthfully whether anything was recorded.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from unittest import mock

import pytest
from attrs import frozen

from migcase.casefile.case import follow
from migcase.casefile.events import Opened
from migcase.judgement.work import Work
from migcase.keeping import sql_migrate
from migcase.keeping.backup_file import read_contents
from migcase.keeping.sql_open import connected, revision_of
from migcase.keeping.sql_revision import HEAD
from migcase.keeping.wire import write_body
from migcase.keeping.wire_case import write_case, write_work
from migcase.keeping.wire_value import write_instant
from tests.keeping.strategies import entry_of
from tests.torture.day import a_day, number_of_case
from tests.torture.faults import KILL, Failing, struck, syncs_after_failure, ways
from tests.torture.judge import TODAY, Judge, confirmed_in, held_in
from tests.torture.nursery import Ended, Nursery, nursery
from tests.torture.offices import BEGIN, PLAIN, Place, founded

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("strace")]

# How many ways of failing are tried of a command; TORTURE_WAYS=0 for every one.
WAYS = int(os.environ.get("TORTURE_WAYS") or 400)
BEFORE_OPENING = 15
OLDER = "0003"
SIGKILL = -9

# Yields what is wrong after a command ended.
Check = Callable[[Ended], Iterator[str]]


@frozen
class Swept:
    """What a sweep came to: how often a command ended how, and what was wrong."""

    ends: Counter[str]
    wrong: tuple[str, ...]
    resynced: int


@pytest.mark.parametrize(
    ("name", "at"), [("open", BEFORE_OPENING), ("done", BEFORE_OPENING + 1)]
)
def test_a_step_survives_each_call_that_fails(
    tmp_path: Path, seed: int, name: str, at: int
):
    place = founded(tmp_path / "run", PLAIN)
    with nursery(place.surroundings, tmp_path) as typists:
        day = [one.line() for one in a_day()]
        typists.ended(typists.begin(day[:at]))
        shutil.copytree(place.root, tmp_path / "as-it-was")
        typists.ended(typists.begin([day[at]], at))
        judge = Judge(place.database, place.opener, place.settings)
        shutil.rmtree(place.root)
        shutil.copytree(tmp_path / "as-it-was", place.root)

        def wrong(ended: Ended) -> Iterator[str]:
            confirmed = list(confirmed_in(ended.out))
            yield from map(str, judge.faults(place.database, confirmed))
            with closing(place.opener(place.database)) as register:
                is_there = held_in(register) == judge.typed
            yield from untrue(ended, is_there=is_there)

        swept = sweep(typists, place, day[at], at, wrong, seed)
    print(f"{name}, seed={seed}: {dict(swept.ends)}")
    assert swept.wrong == ()
    assert swept.resynced == 0
    assert {"0", "1", str(SIGKILL)} <= set(swept.ends)


def test_a_backup_survives_each_call_that_fails(tmp_path: Path, seed: int):
    place = founded(tmp_path / "run", PLAIN)
    target = tmp_path / "run" / "copies"
    target.mkdir()
    with nursery(place.surroundings, tmp_path) as typists:
        typists.ended(typists.begin([one.line() for one in a_day()[:18]]))
        judge = Judge(place.database, place.opener, place.settings)

        def wrong(ended: Ended) -> Iterator[str]:
            yield from map(str, judge.faults(place.database, ()))
            made = sorted(target.iterdir())
            if ended.code == 0 and len(made) != 1:
                yield f"confirmed, and there are {made}"
            for file in made:
                if file.suffix == ".migcase":
                    read_contents(file)

        line = ("backup", str(target), "--as", "amina", *BEGIN)
        swept = sweep(typists, place, line, 0, wrong, seed)
    print(f"backup, seed={seed}: {dict(swept.ends)}")
    assert swept.wrong == ()


def test_an_upgrade_survives_each_call_that_fails(tmp_path: Path, seed: int):
    place = founded(tmp_path / "run", PLAIN)
    older(place.database)
    with nursery(place.surroundings, tmp_path) as typists:

        def wrong(ended: Ended) -> Iterator[str]:
            with closing(connected(place.database, "full", 1.0).connection):
                pass
            found = revision(place.database)
            if found not in (OLDER, HEAD) or (ended.code == 0 and found != HEAD):
                yield f"tables {found}"
            sql_migrate.migrate(place.database)
            with closing(place.opener(place.database)) as register:
                if [row.case for row in register.cases(limit=9)] != [number_of_case(1)]:
                    yield "the case is gone"

        line = ("init", "--upgrade", *BEGIN)
        swept = sweep(typists, place, line, 0, wrong, seed)
    print(f"upgrade, seed={seed}: {dict(swept.ends)}")
    assert swept.wrong == ()


def sweep(
    typists: Nursery,
    place: Place,
    line: Sequence[str],
    at: int,
    wrong: Check,
    seed: int,
) -> Swept:
    """Let each call of a command fail; it begins at what *place* holds each time."""
    folder = place.root.parent
    before, trace = folder / "before", folder / "trace"
    shutil.copytree(place.root, before)
    found = list(ways(typists, line, trace, at, place.root))
    chosen = Random(seed).sample(found, min(WAYS, len(found))) if WAYS else found
    print(f"{line[0]}: {len(chosen)} of {len(found)} ways to fail")
    ends, faults, resynced = Counter[str](), list[str](), 0
    for failing in chosen:
        shutil.rmtree(place.root)
        shutil.copytree(before, place.root)
        ended = struck(typists, line, trace, at, failing)
        ends[str(ended.code)] += 1
        resynced += len(syncs_after_failure(trace.read_text("utf-8", "replace")))
        for fault in (*unclear(ended, failing), *wrong(ended)):
            faults.append(f"{failing}: {fault}; {ended.code} {ended.err}")
    return Swept(ends, tuple(faults), resynced)


def unclear(ended: Ended, failing: Failing) -> Iterator[str]:
    """Yield what is wrong with how a command told of its end."""
    if ended.code == SIGKILL and failing.how == KILL:
        return
    if not 0 <= ended.code <= 7:
        yield f"it ended with {ended.code}"
    if "Traceback" in ended.err or "did not expect" in ended.err:
        yield "an error that nobody worded"
    if ended.code and not ended.err.strip():
        yield "no error was told"


def untrue(ended: Ended, *, is_there: bool) -> Iterator[str]:
    """Yield what a command said of a step that is there, or not, and is not so."""
    if ended.code == 0 and not is_there:
        yield "it was confirmed, and is not there"
    if '"error"' in ended.out:
        said = json.loads(ended.out)["error"]["recorded"]
        if said is not None and said != is_there:
            yield f"it said recorded: {said}, and it is not so"


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
