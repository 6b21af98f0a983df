"""An office in an empty folder, a small plugin, and somebody who types."""

from __future__ import annotations

import gettext
import json
import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen
from click.testing import CliRunner

from migcase.cli import speak

PLUGIN = Path(__file__).parent / "plugin/migcase_passport"


@frozen
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@frozen
class Counter:
    """Type commands as somebody would, in a language, into one office."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def type(self, *words, by="amina", lang="en", stdin=None, **environment) -> Answer:
        from migcase.cli.door import door

        self.monkeypatch.setenv("LANGUAGE", lang)
        speak(lang)
        settings = {
            "MIGCASE_OFFICE": str(self.folder),
            "MIGCASE_USER": by,
            "MIGCASE_LOAD_PLUGINS": "passport",
            **environment,
        }
        typed = CliRunner(env=settings).invoke(
            door, list(words), input=stdin, prog_name="migcase"
        )
        if typed.exception is not None and not isinstance(typed.exception, SystemExit):
            raise typed.exception
        return Answer(typed.exit_code, typed.stdout, typed.stderr)

    def opened(self, *words) -> str:
        """Open a case and return its number."""
        return self.type("open", "passport", "--json", *words).json["case"]


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """A folder in which the passport plugin is installed."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(PLUGIN, folder / "migcase_passport")
    facts = folder / "migcase_passport-0.1.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: migcase-passport\nVersion: 0.1\n"
    )
    (facts / "entry_points.txt").write_text("[migcase]\npassport = migcase_passport\n")
    return folder


@pytest.fixture
def plugin(tmp_path, monkeypatch):
    """Install a plugin of one module, whose text is given; forget it afterwards."""
    installed = []

    def install(name: str, text: str) -> None:
        installed.append(f"migcase_{name}")
        site = tmp_path / "more"
        facts = site / f"migcase_{name}-0.1.dist-info"
        facts.mkdir(parents=True)
        (site / f"migcase_{name}.py").write_text(textwrap.dedent(text))
        about = f"Metadata-Version: 2.1\nName: migcase-{name}\nVersion: 0.1\n"
        (facts / "METADATA").write_text(about)
        points = f"[migcase]\n{name} = migcase_{name}\n"
        (facts / "entry_points.txt").write_text(points)
        monkeypatch.syspath_prepend(str(site))

    yield install
    for module in installed:
        sys.modules.pop(module, None)


@pytest.fixture
def counter(tmp_path, site, monkeypatch) -> Iterator[Counter]:
    """A counter before which no office has been founded yet."""
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setenv("COLUMNS", "80")
    yield Counter(tmp_path / "office", monkeypatch)
    gettext.textdomain("messages")


@pytest.fixture
def office(counter) -> Counter:
    """An office in Rabat where Amina is an officer and Bashir may do everything."""
    founded = counter.type(
        *("init", "--plain", "--code", "MA", "--name", "Rabat"),
        *("--user", "amina:officer", "--user", "bashir:*"),
    )
    assert founded.code == 0, founded.err
    return counter


@pytest.fixture
def case(office) -> str:
    """The number of a case in which nothing was done yet."""
    return office.opened()


@pytest.fixture
def reported(office, case) -> str:
    """The number of a case whose loss was reported."""
    told = ("--fact", "how=lost", "--fact", "lost_on=yesterday")
    assert office.type("done", case, "report", *told).code == 0
    return case
