"""Whatever a plugin does in a hook, no stored byte differs and nothing is hidden.

Each misbehaviour in each hook, beside the same work without the plugin: byte for byte,
with a clock and random numbers that are the same each time.
"""

from __future__ import annotations

import decimal
import locale
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from types import ModuleType

import pytest

from migcase import (
    Actor,
    Assigned,
    Closed,
    MigcaseError,
    Noted,
    Office,
    Plugins,
    Refused,
)
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.office.contained import Stopped
from migcase.office.settings import OfficeSettings
from tests.hostile.dumping import stored
from tests.hostile.misbehaviour import (
    ALLOWS,
    CANARY,
    DENIES,
    KINDS,
    OWED,
    STOPS,
    TOLD,
    Act,
)
from tests.office.passport import (
    AMINA,
    TODAY,
    Clock,
    declaring,
    passport,
    plugin,
    request,
)

BASHIR = Actor("bashir", {"chief"})


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in which a case was opened before any plugin meant harm."""
    file = tmp_path_factory.mktemp("hostile") / "office.db"
    migrate(file)
    with begin(file) as office:
        office.open("passport", by=AMINA)
    return file


@pytest.fixture
def file(begun: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "office.db"
    copy.write_bytes(begun.read_bytes())
    return copy


class begin(closing[Office]):  # noqa: N801 - it reads like a verb
    """An office with its passports and *plugins*; everything is the same each time."""

    def __init__(self, file: Path, *plugins: ModuleType, seed: int = 0) -> None:
        numbers = count(seed)
        super().__init__(
            Office(
                SqlRegister.open(file, synchronous="normal"),
                Plugins(declaring(passport()), *plugins),
                settings=OfficeSettings("MA", name="Rabat"),
                clock=Clock(),
                random=lambda size: next(numbers).to_bytes(size, "big"),
            )
        )


Question = Callable[[Office, str], object]

WRITING: dict[str, Question] = {
    "open": lambda office, _: office.open("passport", by=AMINA).id,
    "done": lambda office, case: office.record(case, request(), by=AMINA).number,
    "refused": lambda office, case: office.record(case, request(), by=BASHIR),
    "note": lambda office, case: (
        office.record(case, Noted("A word.", TODAY), by=AMINA, id="sent").number
    ),
    "again": lambda office, case: (
        office.record(case, Noted("A word.", TODAY), by=AMINA, id="sent").number
    ),
    "assign": lambda office, case: (
        office.record(case, Assigned("chioma", TODAY), by=AMINA).number
    ),
    "close": lambda office, case: (
        office.record(case, Closed("withdrawn", TODAY), by=AMINA).number
    ),
}
READING: dict[str, Question] = {
    "case": lambda office, case: office.case(case),
    "entries": lambda office, case: office.entries(case),
    "work": lambda office, case: office.work(case),
    "doubts": lambda office, case: office.doubts(case),
    "holds": lambda office, case: office.holds(case),
    "agenda": lambda office, _: office.agenda(AMINA),
    "cases": lambda office, _: office.cases(),
    "counts": lambda office, _: office.counts(),
    "reached": lambda office, _: office.reached(),
    "why then": lambda office, case: office.why_then(case, 1),
    "as of": lambda office, case: office.case(case, as_of=1),
    "programmes": lambda office, _: [one.key for one in office.programmes()],
}


def answers(office: Office, asked: dict[str, Question]) -> dict[str, str]:
    """Return what comes of each question, in words."""
    [case, *_] = [row.case for row in office.cases()]
    found = {}
    for name, ask in asked.items():
        try:
            found[name] = repr(ask(office, case))
        except Refused as refused:
            found[name] = f"refused: {sorted(one.code for one in refused.refusals)}"
        except MigcaseError as error:
            found[name] = f"{error.code}"
    return found


def hostile(hook: str, act: Act) -> ModuleType:
    """Return a plugin that misbehaves in *hook*."""

    def migcase_check(event, case, programme, by):
        return act(event, case, programme, by)

    def migcase_recorded(case, entry, delivery):
        return act(case, entry, delivery)

    def migcase_programmes():
        return act()

    hooks = {one.__name__: one for one in (migcase_check, migcase_recorded)}
    hooks[migcase_programmes.__name__] = migcase_programmes
    return plugin("hostile", **{hook: hooks[hook]})


@pytest.fixture(scope="session")
def undisturbed(begun: Path, tmp_path_factory: pytest.TempPathFactory):
    """What is answered and stored without any plugin that means harm."""
    file = tmp_path_factory.mktemp("undisturbed") / "office.db"
    file.write_bytes(begun.read_bytes())
    with begin(file, seed=1000) as office:
        read_before = answers(office, READING)
        written = answers(office, WRITING)
        read = answers(office, READING)
    return read_before, written, read, stored(file)


@pytest.fixture(autouse=True)
def process() -> Iterator[None]:
    """Whatever the process is set to, it is set to that afterwards."""
    before = settings_of_the_process()
    yield
    assert settings_of_the_process() == before


def settings_of_the_process() -> tuple[object, ...]:
    mask = os.umask(0o077)
    os.umask(mask)
    return (
        Path.cwd(),
        dict(os.environ) | {"PYTEST_CURRENT_TEST": ""},
        mask,
        locale.setlocale(locale.LC_ALL),
        decimal.getcontext().prec,
        decimal.getcontext().rounding,
        signal.getsignal(signal.SIGINT),
        signal.pthread_sigmask(signal.SIG_BLOCK, ()),
        sys.getrecursionlimit(),
        sys.excepthook,
    )


RAISING = {name: kind for name, kind in KINDS.items() if kind.check != STOPS}


@pytest.mark.parametrize("name", RAISING)
def test_a_hostile_watcher_changes_nothing_and_is_named(
    name: str, file: Path, undisturbed, caplog: pytest.LogCaptureFixture
):
    kind = KINDS[name]
    _, written, read, kept = undisturbed
    caplog.set_level(logging.DEBUG)
    with begin(file, hostile("migcase_recorded", kind.act), seed=1000) as office:
        assert answers(office, WRITING) == written
        assert answers(office, READING) == read
        owed = office.deliveries.owed()
        told = " ".join(map(str, office.failed()))

    assert stored(file) == kept
    assert (owed == ()) == (kind.recorded == TOLD)
    assert ("hostile" in told) == (kind.recorded == OWED or "writing" in name)
    assert CANARY not in told + caplog.text
    assert {one.fault for one in owed if CANARY in one.fault} == set()


@pytest.mark.parametrize("name", RAISING)
def test_a_hostile_check_can_only_refuse_and_is_named(
    name: str, file: Path, undisturbed, caplog: pytest.LogCaptureFixture
):
    kind = KINDS[name]
    read_before, written, read, kept = undisturbed
    before = stored(file)
    caplog.set_level(logging.DEBUG)
    with begin(file, hostile("migcase_check", kind.act), seed=1000) as office:
        said = answers(office, WRITING)
        after = answers(office, READING)
        told = " ".join(map(str, office.failed()))

    if kind.check == ALLOWS:
        assert (said, after, stored(file)) == (written, read, kept)
    else:
        assert {answer.partition(":")[0] for answer in said.values()} == {"refused"}
        assert (after, stored(file)) == (read_before, before)
    failed = any("check-failed" in answer for answer in said.values())
    assert failed == (kind.check == DENIES and name not in OBJECTIONS)
    assert ("hostile" in told) == (failed or "writing" in name)
    assert CANARY not in told + caplog.text


# Reasons that are odd, but reasons.
OBJECTIONS = {
    "words that drive a terminal",
    "a reason of ours without its words",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", RAISING)
def test_a_hostile_declaration_leaves_the_other_programmes_alone(
    name: str, file: Path, undisturbed
):
    kind = KINDS[name]
    _, written, read, kept = undisturbed
    with begin(file, hostile("migcase_programmes", kind.act), seed=1000) as office:
        assert answers(office, WRITING) == written
        assert answers(office, READING) == read
        listed = {line.name: line.state for line in office.plugins.listing}

    assert stored(file) == kept
    assert listed["migcase_passport"] == "works"
    # There is no office yet in which one that would write could.
    works = kind.check == ALLOWS or name == "writing"
    assert listed["hostile"] == ("works" if works else "failed")


@pytest.mark.parametrize("hook", ["migcase_check", "migcase_recorded"])
def test_somebody_at_the_keyboard_stops_the_work_and_nothing_is_half_written(
    hook: str, file: Path
):
    before = stored(file)
    plugin = hostile(hook, KINDS["somebody at the keyboard"].act)
    with begin(file, plugin, seed=1000) as office:
        [row] = office.cases()
        with pytest.raises(Stopped) as stopped:
            office.record(row.case, request(), by=AMINA)
        entries = office.entries(row.case)

    assert (str(stopped.value.name), stopped.value.doing) == ("hostile ?", hook)
    assert stopped.value.recorded == (len(entries) == 2) == (hook != "migcase_check")
    assert (stored(file) == before) == (hook == "migcase_check")
