"""Rules that a plugin wrote in Python are code too, and run while a case is judged."""

from __future__ import annotations

import decimal
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

import click
import pytest

from migcase import (
    Actor,
    BadPlugin,
    Office,
    Plugins,
    Programme,
    Role,
    Stage,
    Step,
    StepDone,
    named,
)
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_migrate import migrate
from migcase.office.settings import OfficeSettings
from tests.hostile.dumping import stored
from tests.hostile.misbehaviour import CANARY, ESCAPES, KINDS, OWED, STOPS, Act
from tests.office.passport import COMPLETE, TODAY, Clock, declaring

CLERK = Role("clerk", "Clerk")
AMINA = Actor("amina", frozenset({"clerk"}))
RAISING = [
    name
    for name, kind in KINDS.items()
    if kind.recorded == OWED and kind.check != STOPS and "ours" not in name
    # What is an error of migcase is told as one, whoever raises it.
    if name not in ("a fault of another plugin", "an unknown case", "writing")
]


def ruled_by(act: Act) -> Programme:
    """Return a programme in which a step rests on a rule in Python."""

    def predicate(complete: object) -> bool:
        act()
        return bool(complete)

    rule = named("odd", "Something odd.", predicate, COMPLETE)
    ask = Step("ask", "Asked", by=CLERK, asks=COMPLETE)
    then = Step("then", "Then", by=CLERK, after=ask, requires=rule)
    return Programme("odd", 1, "Odd", stages=(Stage("All", (ask, then)),))


@contextmanager
def office_of(file: Path, act: Act) -> Iterator[Office]:
    numbers = count()
    with closing(
        Office(
            SqlRegister.open(file, synchronous="normal"),
            Plugins(declaring(ruled_by(act), name="hostile")),
            settings=OfficeSettings("MA", name="Rabat"),
            clock=Clock(),
            random=lambda size: next(numbers).to_bytes(size, "big"),
        )
    ) as office:
        yield office


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "office.db"
    migrate(made)
    return made


def write(office: Office) -> str:
    """Write two entries; the second is judged by the rule, and so is what is open."""
    case = office.open("odd", by=AMINA).id
    office.record(case, StepDone("ask", TODAY, {"complete": True}), by=AMINA)
    office.record(case, StepDone("then", TODAY), by=AMINA)
    return case


@pytest.mark.parametrize("name", RAISING)
def test_a_rule_that_raises_writes_nothing_and_is_named(name: str, file: Path):
    with office_of(file, KINDS[name].act) as office:
        case = office.open("odd", by=AMINA).id
        before = stored(file)
        with pytest.raises(BadPlugin) as bad:
            office.record(case, StepDone("ask", TODAY, {"complete": True}), by=AMINA)

    assert stored(file) == before
    assert bad.value.values["fault"] == "rule-failed"
    assert str(bad.value).startswith("Plugin hostile ? cannot be used")
    assert CANARY not in str(bad.value)


def disturbs() -> None:
    click.echo(ESCAPES)
    os.chdir("/")
    os.environ["MIGCASE_USER"] = "bashir"
    decimal.getcontext().prec = 1


def test_what_a_rule_prints_or_leaves_behind_changes_nothing(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    quiet = tmp_path / "quiet.db"
    migrate(quiet)
    before = Path.cwd(), dict(os.environ), decimal.getcontext().prec
    with office_of(file, disturbs) as office:
        write(office)
    with office_of(quiet, lambda: None) as office:
        write(office)
    out, err = capsys.readouterr()

    assert stored(file) == stored(quiet)
    assert (Path.cwd(), dict(os.environ), decimal.getcontext().prec) == before
    assert out == ""
    assert "\x1b" not in err
