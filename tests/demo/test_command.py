"""`migcase demo`, typed: what it shows, what it keeps, and what it leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from migcase.cli.display import width_of

pytestmark = pytest.mark.slow

for plugin in ("migcase_avrr", "migcase_reintegration", "migcase_mobility"):
    pytest.importorskip(plugin)


@pytest.fixture
def environment(tmp_path):
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MIGCASE", "LC_", "LANG", "FORCE_COLOR"))
    }
    made_in = tmp_path / "tmp"
    made_in.mkdir()
    return kept | {
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
        "TMPDIR": str(made_in),
    }


def demo(environment, *words):
    return subprocess.run(
        [sys.executable, "-m", "migcase", "demo", *words],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=300,
        check=False,
    )


def stops(printed: str) -> list[str]:
    """Return the commands that were shown, without the numbers of cases."""
    lines = printed.splitlines()
    typed = [line.split() for line in lines if line.startswith("$ migcase")]
    return [words[2] for words in typed]


PARTS = ["agenda", "agenda", "show", "person", "why", "why", "line", "done", "done"]
PARTS += ["ledger", "rss", "list", "why", "close", "targets", "demo"]


def test_in_french_it_shows_every_part_and_leaves_nothing_behind(environment):
    done = demo(environment)

    assert done.returncode == 0, done.stderr
    assert stops(done.stdout) == PARTS
    assert "Personne n’y existe" in done.stdout
    assert "Il est chiffré, avec des clés" in done.stdout
    assert "est clos" in done.stdout
    assert "autre regard" in done.stderr
    assert "n’est pas officiel" in done.stdout or "non officiel" in done.stdout
    assert [line for line in done.stdout.splitlines() if width_of(line) > 80] == []
    assert "n’est pas possible maintenant" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    assert list(Path(environment["TMPDIR"]).iterdir()) == []


def test_in_english_it_keeps_an_office_in_which_work_goes_on(environment, tmp_path):
    folder = tmp_path / "kept"
    done = demo(environment, "--lang", "en", "--plain", "--keep", str(folder))
    agenda = subprocess.run(
        [sys.executable, "-m", "migcase", "agenda", "--as", "chioma", "--lang", "en"],
        capture_output=True,
        encoding="utf-8",
        env=environment | {"MIGCASE_OFFICE": str(folder)},
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "Nobody in it exists" in done.stdout
    assert "Nothing in it is encrypted" in done.stdout
    assert f"MIGCASE_OFFICE={folder}" in done.stdout
    assert (agenda.returncode, "for chioma" in agenda.stdout) == (0, True)


def test_an_office_is_kept_with_a_passphrase_or_plain_and_nobody_is_there_to_ask(
    environment, tmp_path
):
    done = demo(environment, "--lang", "en", "--keep", str(tmp_path / "kept"))

    assert (done.returncode, "--plain" in done.stderr) == (7, True)
    assert list(tmp_path.glob("kept*")) == []


def test_a_folder_that_is_there_already_is_left_alone(environment, tmp_path):
    done = demo(environment, "--lang", "en", "--plain", "--keep", str(tmp_path))

    assert done.returncode == 1
    assert "is there already" in done.stderr
    assert not (tmp_path / "office.db").exists()


def test_without_the_programmes_it_says_what_to_install(environment):
    done = demo({**environment, "MIGCASE_LOAD_PLUGINS": ""}, "--lang", "en")

    packages = "migcase-avrr migcase-reintegration migcase-mobility"
    assert f"pip install {packages}" in done.stderr
    assert (done.returncode, done.stdout) == (4, "")


def test_without_a_place_to_write_it_says_so(environment, tmp_path):
    blocked = tmp_path / "a-file"
    blocked.touch()
    done = demo(
        environment, "--lang", "en", "--plain", "--keep", str(blocked / "office")
    )

    assert done.returncode == 1
    assert "The demo has no place to be made in" in done.stderr


def test_nobody_is_asked_for_a_passphrase_of_what_cannot_be_kept(environment, tmp_path):
    there = tmp_path / "demo-office"
    there.mkdir()
    told = demo({**environment, "MIGCASE_LANG": "en"}, "--keep", str(there))

    assert told.returncode == 1
    assert "is there already" in told.stderr
    assert "passphrase" not in told.stderr
