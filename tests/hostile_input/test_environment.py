"""Whatever the console, the variables and the limits: an answer, and nothing harmed.

The numbers are those of `docs/reference/hostile-input.md`.
"""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile_input.conftest import Desk, dump, words_of_init


def typed(
    desk: Desk, site: Path, *words: str, stdin: object = subprocess.DEVNULL, **more: str
) -> subprocess.CompletedProcess[bytes]:
    """Type *words* in a process of its own; a variable that is '' is not set."""
    return subprocess.run(
        [sys.executable, "-m", "migcase", *words],
        env=surroundings(desk, site, **more),
        stdin=stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )


def surroundings(desk: Desk, site: Path, **more: str) -> dict[str, str]:
    """Return the environment of a process at *desk*; a variable of '' is left out."""
    environment = {
        **os.environ,
        "MIGCASE_OFFICE": str(desk.counter.folder),
        "MIGCASE_USER": "amina",
        "MIGCASE_LOAD_PLUGINS": "passport",
        "MIGCASE_LANG": "fr",
        "PYTHONPATH": os.pathsep.join(map(str, [site, *sys.path])),
        **more,
    }
    return {name: value for name, value in environment.items() if value}


CONSOLES = [
    pytest.param({"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}, id="93 C"),
    pytest.param({"PYTHONIOENCODING": "latin-1"}, id="93 Latin-1"),
    pytest.param({"PYTHONIOENCODING": "ascii"}, id="93 ASCII"),
    pytest.param({"PYTHONIOENCODING": "cp1252"}, id="93 Windows"),
    pytest.param({"TERM": "dumb", "COLUMNS": "40"}, id="93 narrow"),
    pytest.param({"COLUMNS": "1"}, id="93 one column"),
    pytest.param({"COLUMNS": "wide", "NO_COLOR": "1"}, id="93 no number"),
    pytest.param({"MIGCASE_LANG": "zz_ZZ.\x1b[2J"}, id="language"),
    pytest.param({"HOME": "", "XDG_DATA_HOME": ""}, id="96 no home"),
    pytest.param({"TMPDIR": "/proc/nowhere"}, id="96 no room"),
    pytest.param({"MIGCASE_PATIENCE": "nan"}, id="patience nan"),
    pytest.param({"MIGCASE_PATIENCE": "-1e999"}, id="patience without end"),
    pytest.param({"TZ": "Nowhere/At_All"}, id="zone"),
]


@pytest.mark.slow
@pytest.mark.parametrize("variables", CONSOLES)
def test_every_console_gets_an_answer(desk, site, variables):
    done = typed(desk, site, "show", desk.case, "--facts", **variables)

    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variables", "exit_code"),
    [
        ({"MIGCASE_OFFICE": "/proc/self/mem"}, 4),
        ({"MIGCASE_OFFICE": "x" * 5_000}, 1),
        ({"MIGCASE_OFFICE": "/nowhere\x1b[2J"}, 4),
        ({"MIGCASE_USER": "\x1b]0;x\x07"}, 4),
        ({"MIGCASE_LOAD_PLUGINS": "\x1b]0;x\x07,,../x"}, 4),
    ],
    ids=["no folder", "too long", "driving", "nobody", "no plugin"],
)
def test_variables_that_say_nothing_are_told(desk, site, variables, exit_code):
    before = dump(desk.counter.folder)

    done = typed(desk, site, "note", desk.case, "x", **variables)

    assert done.returncode == exit_code, done.stderr
    assert done.stderr
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stderr
    assert dump(desk.counter.folder) == before


@pytest.mark.slow
@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_stream_that_is_closed_is_no_reason_to_break_down(desk, site, closed):
    line = f"{sys.executable} -m migcase note {desk.case} x {closed}>&-"
    if closed == 0:
        line = f"{sys.executable} -m migcase done {desk.case} report --from - 0<&-"
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        env={
            **os.environ,
            "MIGCASE_OFFICE": str(desk.counter.folder),
            "MIGCASE_USER": "amina",
            "MIGCASE_LOAD_PLUGINS": "passport",
            "PYTHONPATH": os.pathsep.join(map(str, [site, *sys.path])),
        },
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1, 2)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "exit_code", "told"),
    [
        ("list >&-", 0, b""),
        ("done CASE report <&-", 5, b"Not answered"),
        ("list >/dev/full", 1, b"OSError: No space left on device"),
    ],
)
def test_what_is_missing_of_a_console_is_never_a_surprise(
    desk, site, line, exit_code, told
):
    words = line.replace("CASE", desk.case)
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m migcase {words}"],
        env=surroundings(desk, site, MIGCASE_LANG="en"),
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, told in done.stderr) == (exit_code, True), done.stderr


@pytest.mark.slow
def test_a_new_office_is_its_founders_alone_whatever_the_mask(desk, site, tmp_path):
    folder = tmp_path / "office"
    before = os.umask(0)
    try:
        done = typed(desk, site, *words_of_init(), MIGCASE_OFFICE=str(folder))
    finally:
        os.umask(before)

    assert done.returncode == 0, done.stderr
    for file in (folder, *folder.iterdir()):
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_too_little_memory_ends_in_a_sentence(desk, site, tmp_path):
    file = tmp_path / "answers.json"
    file.write_text('{"story": "' + "x" * 900_000 + '"}')

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (256 << 20, 256 << 20))

    done = subprocess.run(
        [sys.executable, "-m", "migcase", "done", desk.case, "report", "--from", file],
        env={
            **os.environ,
            "MIGCASE_OFFICE": str(desk.counter.folder),
            "MIGCASE_USER": "amina",
            "MIGCASE_LOAD_PLUGINS": "passport",
            "PYTHONPATH": os.pathsep.join(map(str, [site, *sys.path])),
        },
        preexec_fn=bounded,
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 2, done.stderr
    assert b"10" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_sign_that_a_console_lacks_is_shown_by_the_nearest_there_is():
    from migcase.cli.consoles import plain

    assert plain("“Fatou” — été… ✓ ⟨U+202E⟩") == '"Fatou" - ete... + <U+202E>'
    assert plain("محمد\u202f3") == "???? 3"
