"""What a plugin does to the whole process: it hangs, fills memory, ends it, is slow.

Nothing can stop code that runs in our process.  What was recorded is kept, what was not
is not half there, and the plugin is named as long as there is anybody left to name it.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent

import pytest

from migcase import MemoryRegister, Office, Plugins
from migcase.keeping.sql_migrate import migrate
from migcase.office.discovery import Loaded
from migcase.office.hookspecs import BUDGETS
from migcase.office.loading import Loading
from migcase.office.plugin_faults import Name
from migcase.office.settings import OfficeSettings
from tests.hostile.dumping import stored
from tests.office.passport import (
    AMINA,
    Clock,
    declaring,
    office_of,
    passport,
    plugin,
)

SETTINGS = """
    code = "MA"
    zone = "Africa/Casablanca"
    register = "office.db"

    [users.amina]
    passport = ["clerk"]
"""

PASSPORTS = """
    from migcase import hookimpl
    from tests.office.passport import passport

    @hookimpl
    def migcase_programmes():
        return [passport()]
"""

CHECK = """
    from migcase import hookimpl

    @hookimpl
    def migcase_check(event):
        {act}
        return []
"""

RECORDED = """
    from migcase import hookimpl

    @hookimpl
    def migcase_recorded(entry):
        {act}
"""

HANGS = "import pathlib, time; pathlib.Path('hangs').touch(); time.sleep(60)"
ENDS = "import os; os._exit(9)"
FILLS = "filled = []\n{indent}while True: filled.append(bytearray(10_000_000))"

Install = Callable[..., dict[str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "office"
    made.mkdir(mode=0o700)
    (made / "office.toml").write_text(dedent(SETTINGS))
    migrate(made / "office.db")
    return made


@pytest.fixture
def install(tmp_path: Path, folder: Path) -> Install:
    """Install plugins, of which only the source is said; return the environment."""

    def install(**sources: str) -> dict[str, str]:
        for name, source in {"passports": PASSPORTS, **sources}.items():
            site = tmp_path / "site"
            facts = site / f"migcase_{name}-9.9.dist-info"
            facts.mkdir(parents=True)
            (site / f"try_{name}.py").write_text(dedent(source))
            about = f"Metadata-Version: 2.1\nName: migcase-{name}\nVersion: 9.9\n"
            (facts / "METADATA").write_text(about)
            (facts / "entry_points.txt").write_text(f"[migcase]\n{name} = try_{name}\n")
        root = str(Path(__file__).parents[2])
        return {
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(tmp_path / "site"), root)),
            "MIGCASE_OFFICE": str(folder),
            "MIGCASE_USER": "amina",
            "MIGCASE_LANG": "en",
            "MIGCASE_LOAD_PLUGINS": ",".join(("passports", *sources)),
        }

    return install


@contextmanager
def command(
    environment: dict[str, str], *words: str, limit: int | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Start `migcase`, with so many bytes of memory at most."""

    def at_a_desk() -> None:
        # What is started in the background is born deaf to Ctrl-C.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    with subprocess.Popen(
        [sys.executable, "-m", "migcase", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
        cwd=environment["MIGCASE_OFFICE"],
        preexec_fn=at_a_desk,
    ) as running:
        yield running


def entries(folder: Path) -> int:
    return len(stored(folder / "office.db")["entry"])


@pytest.mark.parametrize(
    ("source", "hook"),
    [(CHECK, "check"), (RECORDED, "recorded")],
    ids=["check", "recorded"],
)
def test_who_waits_for_a_plugin_can_stop_it_and_knows_what_was_recorded(
    source: str, hook: str, install: Install, folder: Path
):
    environment = install(hangs=source.format(act=HANGS))
    with command(environment, "open", "passport") as running:
        wait_for(folder / "hangs", running)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=30)

    with command(environment, "list", "--json") as running_again:
        listed, offered = running_again.communicate(timeout=60)

    assert running.returncode == 1
    assert f"The plugin hangs 9.9 was at work (migcase_{hook})" in told
    assert ("Stopped, after it was recorded." in told) == (hook == "recorded")
    assert entries(folder) == (1 if hook == "recorded" else 0)
    assert "Traceback" not in told
    assert json.loads(listed)["kind"] == "cases"
    assert "plugin hangs 9.9 held somebody up" in offered
    assert "MIGCASE_LOAD_PLUGINS=passports" in offered


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "kept"), [(CHECK, 0), (RECORDED, 1)], ids=["check", "recorded"]
)
def test_a_plugin_that_ends_the_process_leaves_all_or_nothing(
    source: str, kept: int, install: Install, folder: Path
):
    with command(install(ends=source.format(act=ENDS)), "open", "passport") as running:
        running.communicate(timeout=60)

    assert running.returncode == 9
    assert entries(folder) == kept


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "code"), [(CHECK, 5), (RECORDED, 0)], ids=["check", "recorded"]
)
def test_a_plugin_that_fills_the_memory_is_named_and_the_office_goes_on(
    source: str, code: int, install: Install, folder: Path
):
    environment = install(fills=source.format(act=FILLS.format(indent=" " * 8)))
    with command(environment, "open", "passport", limit=2**29) as running:
        _, told = running.communicate(timeout=60)

    assert running.returncode == code
    assert "fills 9.9" in told
    assert "MemoryError" in told
    assert entries(folder) == (1 if code == 0 else 0)


@pytest.mark.slow
def test_without_plugins_no_code_of_theirs_runs(install: Install, folder: Path):
    environment = install(ends=ENDS)
    with command(environment, "list", "--no-plugins") as running:
        running.communicate(timeout=60)

    assert running.returncode == 0


# ----------------------------------------------------------------------- too slow
def test_a_plugin_that_takes_too_long_is_named_with_how_long():
    slow = plugin("migcase_slow", migcase_check=lambda: time.sleep(0.02) or [])
    plugins = Plugins(
        declaring(passport()), slow, budgets={**BUDGETS, "migcase_check": 0.01}
    )
    settings = OfficeSettings("MA", name="Rabat")
    office = Office(MemoryRegister(), plugins, settings=settings, clock=Clock())
    case = office.open("passport", by=AMINA)
    [fault] = office.failed()

    assert case.number == 1
    assert (fault.values["fault"], fault.values["hook"]) == ("slow", "migcase_check")
    assert "migcase_check took " in str(fault)
    assert [(line.state, line.reason != "") for line in plugins.listing] == [
        ("works", False),
        ("works", True),
    ]


def test_a_plugin_that_takes_too_long_to_import_is_named():
    found = Loaded(Name("slow", "9.9"), declaring(passport()), seconds=9.0)
    loading = Loading([found], BUDGETS)
    [fault] = loading.slow.values()

    assert str(fault).endswith("import took 9.0 s; after 5 s nobody waits gladly")
    assert list(loading.programmes) == [("passport", 1)]


def test_a_plugin_that_is_quick_is_not():
    quick = plugin("migcase_quick", migcase_check=lambda: ())
    office = office_of(declaring(passport()), quick, clock=Clock())
    office.open("passport", by=AMINA)

    assert office.failed() == ()


def wait_for(file: Path, running: subprocess.Popen[str]) -> None:
    """Wait until there is *file*, as long as the command runs."""
    for _ in range(600):
        if file.exists() or running.poll() is not None:
            return
        time.sleep(0.05)
