"""What plugins were not told: listed, tried again, forgotten, seen by the doctor."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.cli.conftest import Counter

WATCHER = """
    from pathlib import Path
    from migcase import hookimpl

    @hookimpl
    def migcase_recorded(entry, delivery):
        if Path({flag!r}).exists():
            raise OSError("Amina Benali cannot be reached")
"""
PLUGINS = {"MIGCASE_LOAD_PLUGINS": "passport,watcher"}


@pytest.fixture
def flag(tmp_path: Path) -> Path:
    """As long as there is this file, the watcher fails."""
    file = tmp_path / "no-line"
    file.touch()
    return file


@pytest.fixture
def watched(office: Counter, plugin, flag: Path) -> Counter:
    plugin("watcher", WATCHER.format(flag=str(flag)))
    return office


def test_what_could_not_be_told_is_said_and_listed_with_its_line(watched: Counter):
    opened = watched.type("open", "passport", "--json", **PLUGINS)
    listed = watched.type("deliveries", **PLUGINS)
    read = watched.type("deliveries", "--json", **PLUGINS).json

    assert (opened.code, opened.json["number"]) == (0, 1)
    assert "Plugin watcher 0.1: migcase_recorded failed: OSError at" in opened.err
    assert "What was recorded is kept." in opened.err
    assert opened.json["case"] in listed.out
    assert [(one["number"], one["plugin"]) for one in read["deliveries"]] == [
        (1, "watcher")
    ]
    assert read["deliveries"][0]["fault"].startswith("OSError at migcase_watcher.py:")
    assert "Benali" not in opened.err + listed.out


def test_it_is_tried_again_when_somebody_says_so(watched: Counter, flag: Path):
    watched.type("open", "passport", **PLUGINS)
    flag.unlink()
    tried = watched.type("deliveries", "--retry", **PLUGINS)

    assert (tried.code, tried.out) == (0, "1 was told.\n")
    assert (
        watched.type("deliveries", **PLUGINS).err == "Plugins were told everything.\n"
    )


def test_any_later_command_tells_what_is_due_after_its_answer(
    watched: Counter, flag: Path
):
    watched.type("open", "passport", **PLUGINS)
    flag.unlink()
    with closing(dbapi2.connect(watched.folder / "office.db")) as clock:
        clock.execute(
            "UPDATE delivery SET next_at = '2026-01-01T00:00:00.000000+00:00'"
        )
        clock.commit()
    listed = watched.type("list", "--json", **PLUGINS)

    assert len(listed.json["rows"]) == 1
    assert watched.type("deliveries", "--json", **PLUGINS).json["deliveries"] == []


def test_a_plugin_that_is_gone_can_be_forgotten(watched: Counter):
    watched.type("open", "passport", **PLUGINS)
    seen = watched.type("doctor")
    forgotten = watched.type("deliveries", "--forget", "watcher")

    assert "The plugin watcher was not told everything, and is not there" in seen.out
    assert forgotten.out == "watcher is owed 1 entry no more.\n"
    assert "Plugins that watch were told." in watched.type("doctor").out


def test_the_doctor_says_what_is_set_aside(watched: Counter):
    watched.type("open", "passport", **PLUGINS)
    with closing(dbapi2.connect(watched.folder / "office.db")) as later:
        later.execute("UPDATE delivery SET parked_at = next_at, tries = 5")
        later.commit()
    seen = watched.type("doctor", **PLUGINS)

    assert "1 entry could not be told to a plugin and is set aside" in seen.out
    assert "set aside" in watched.type("deliveries", **PLUGINS).out
