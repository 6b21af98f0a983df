"""What only a whole process shows: streams, languages, modules, a terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.slow

PYTHON = (sys.executable, "-m", "migcase")
DATABASES = {"sqlalchemy", "alembic", "cattrs", "rich"}


@pytest.fixture
def environment(office, site):
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MIGCASE", "LC_", "LANG", "NO_COLOR", "FORCE_COLOR"))
    }
    return kept | {
        "COLUMNS": "80",
        "MIGCASE_LOAD_PLUGINS": "passport",
        "MIGCASE_OFFICE": str(office.folder),
        "MIGCASE_USER": "amina",
        "PYTHONPATH": str(site),
        "PYTHONUTF8": "1",
        "TERM": "xterm-256color",
    }


def run(environment, *words, **more):
    return subprocess.run(
        [*PYTHON, *words],
        capture_output=True,
        encoding="utf-8",
        env={**environment, **more},
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({}, "Utilisation"),
        ({"LANG": "C.UTF-8"}, "Utilisation"),
        ({"LANG": "fr_MA.UTF-8"}, "Utilisation"),
        ({"LANG": "en_GB.UTF-8"}, "Usage:"),
        ({"LANG": "fr_FR", "LANGUAGE": "en"}, "Usage:"),
        ({"LANG": "en_GB", "MIGCASE_LANG": "fr"}, "Utilisation"),
        ({"LANG": "ar_MA"}, "Utilisation"),
    ],
)
def test_the_language_is_the_readers_and_french_where_none_is_set(
    environment, wish, said
):
    assert run(environment, "--help", **wish).stdout.startswith(said)


def test_lang_on_the_command_line_wins_and_may_stand_anywhere(environment):
    assert run(environment, "--lang=en", "--help").stdout.startswith("Usage:")
    assert run(environment, "show", "--lang", "en", "--help").stdout.startswith(
        "Usage:"
    )
    unknown = run(environment, "list", "--lang", "de", MIGCASE_LANG="en")
    assert (unknown.returncode, unknown.stderr[:6]) == (2, "Usage:")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_a_script_that_completes(environment, shell):
    done = run(environment, "completion", shell)

    assert (done.returncode, "_MIGCASE_COMPLETE" in done.stdout) == (0, True)


def test_fish_is_told_whole_descriptions(environment):
    script = run(environment, "completion", "fish").stdout

    assert '(string split -m 1 "," $completion)' in script


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_completes_options_with_what_they_do(environment, tmp_path):
    script = tmp_path / "migcase.fish"
    script.write_text(run(environment, "completion", "fish").stdout)
    bin_ = tmp_path / "migcase"
    bin_.write_text(f'#!/bin/sh\nexec {" ".join(PYTHON)} "$@"\n')
    bin_.chmod(0o700)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    asked = f"source {script}; complete -C 'migcase done --i'"
    done = subprocess.run(
        [shutil.which("fish"), "--no-config", "-c", asked],
        capture_output=True,
        encoding="utf-8",
        env={**environment, "PATH": path, "MIGCASE_LANG": "en", "HOME": str(tmp_path)},
        check=False,
    )

    assert done.stdout == (
        "--id\tAn id of your own: sent again with it, it is recorded once.\n"
    )


@pytest.mark.parametrize(
    "words", [("--help",), ("--version",), ("done", "--help"), ("completion", "zsh")]
)
def test_help_version_and_completion_load_no_database(environment, words):
    code = "import atexit, sys; from migcase.cli import main\n"
    code += "atexit.register(lambda: print('loaded', *sys.modules, file=sys.stderr))\n"
    code += "sys.argv[0] = 'migcase'; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    loaded = {name.partition(".")[0] for name in done.stderr.split()}

    assert "click" in loaded
    assert loaded & DATABASES == set()


# What no daily command waits for, in an office for training: what makes tables, what
# ciphers, what is only read of people and proofs, and what only a mistake needs.
NEVER = {
    "alembic",
    "cryptography",
    "difflib",
    "logging",
    "migcase.keeping.people",
    "migcase.keeping.proof",
    "migcase.people.person",
    "sqlalchemy",
}
ENTRIES = {"cattrs"}  # only whoever reads or writes entries waits for that
DONE = ("done", "CASE", "report", "--fact", "how=lost", "--fact", "lost_on=?")


@pytest.mark.parametrize(
    ("words", "never"),
    [
        (("agenda",), NEVER | ENTRIES),
        (("list", "--mine"), NEVER | ENTRIES),
        (("show", "CASE"), NEVER | ENTRIES),
        (("why", "CASE"), NEVER | ENTRIES),
        (("note", "CASE", "Called"), NEVER),
        (DONE, NEVER),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else "",
)
def test_nobody_who_works_waits_for_what_they_do_not_use(
    environment, case, words, never
):
    typed = [case if word == "CASE" else word for word in words]
    script = (
        "import sys; from migcase.cli import main;"
        f" sys.argv = {['migcase', *typed]!r}\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print('loaded', *sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    loaded = {*done.stderr.partition("loaded")[2].split()}

    assert done.returncode == 0
    assert "migcase.office.office" in loaded
    assert loaded & never == set()


def test_data_goes_out_and_messages_go_to_the_error_stream(environment, reported):
    refused = run(environment, "done", reported, "report", "--lang", "en")
    listed = run(environment, "list", "--lang", "en")

    assert (refused.returncode, refused.stdout) == (5, "")
    assert refused.stderr.startswith("Not recorded.")
    assert (listed.returncode, listed.stderr) == (0, "")


def test_a_reader_that_goes_away_is_no_error(environment, reported):
    shell = f"{' '.join(PYTHON)} explain passport | head -1"
    done = subprocess.run(
        shell,
        shell=True,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )

    assert done.stderr == ""


class Terminal:
    """A terminal in which somebody types, and reads what comes back."""

    def __init__(self, environment, *words):
        self.child, self.master = pty.fork()
        if self.child == 0:
            # As at a desk: what runs in the background is started deaf to Ctrl-C.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execve(PYTHON[0], [*PYTHON, *words], environment)
        self.seen = ""

    def wait_for(self, text):
        deadline = time.monotonic() + 30
        while text not in self.seen:
            assert time.monotonic() < deadline, self.seen
            if not self._read():
                break
        assert text in self.seen, self.seen

    def type(self, text):
        os.write(self.master, text.encode())

    def code(self):
        while self._read():
            pass
        _, status = os.waitpid(self.child, 0)
        os.close(self.master)
        return os.waitstatus_to_exitcode(status)

    def _read(self):
        ready, _, _ = select.select([self.master], [], [], 30)
        try:
            found = os.read(self.master, 65536) if ready else b""
        except OSError:
            return False
        self.seen += found.decode("utf-8", "replace")
        return bool(found)


def test_on_a_terminal_the_questions_are_asked_one_by_one(environment, office, case):
    terminal = Terminal({**environment, "MIGCASE_LANG": "en"}, "done", case, "report")

    terminal.wait_for("How was it lost?")
    terminal.type("stollen\n")
    terminal.wait_for("Did you mean stolen?")
    terminal.type("stolen\n")
    terminal.wait_for("On which day?")
    terminal.type("?\n")
    terminal.wait_for("Were the police told?")
    terminal.type("yes\n")
    terminal.wait_for("What happened?")
    terminal.type("\n")
    terminal.wait_for("is done")

    assert terminal.code() == 0
    facts = office.type("show", case, "--json").json["facts"]
    assert {key: fact["value"] for key, fact in facts.items()} == {
        "how": "stolen",
        "lost_on": {"non-answer": "dont-know"},
        "police": True,
    }


def test_on_a_terminal_it_is_asked_which_step_was_done(environment, office, case):
    terminal = Terminal({**environment, "MIGCASE_LANG": "en"}, "done", case)

    terminal.wait_for("1. report (Loss reported)")
    terminal.type("1\n")
    terminal.wait_for("How was it lost?")
    terminal.type("\x03")
    terminal.wait_for("Nothing was recorded.")

    assert terminal.code() == 1
    assert office.type("show", case, "--json").json["number"] == 1


@pytest.mark.parametrize("command", ["done", "hold", "close"])
def test_a_program_is_never_asked_which_also_at_a_terminal(environment, case, command):
    terminal = Terminal({**environment, "MIGCASE_LANG": "en"}, command, case, "--json")

    assert terminal.code() == 2
    assert "Which one?" not in terminal.seen


def test_what_does_not_fit_is_said_between_words_on_a_narrow_screen(environment, case):
    narrow = {**environment, "MIGCASE_LANG": "en", "COLUMNS": "40"}
    terminal = Terminal(narrow, "done", case, "report")

    terminal.wait_for("How was it lost?")
    terminal.type("stollen\n")
    terminal.wait_for("Did you mean stolen?")
    terminal.type("\x03")

    assert terminal.code() == 1
    lines = terminal.seen.splitlines()
    assert max(map(len, lines)) <= 40, lines


def test_an_interrupted_question_records_nothing(environment, office, case):
    terminal = Terminal(environment, "done", case, "report")

    terminal.wait_for("How was it lost?")
    terminal.type("\x03")
    terminal.wait_for("Interrompu. Rien n’a été enregistré.")

    assert terminal.code() == 1
    assert office.type("show", case, "--json").json["number"] == 1


def test_a_question_that_would_help_nothing_is_not_asked(environment, case):
    terminal = Terminal({**environment, "MIGCASE_LANG": "en"}, "done", case, "letter")

    terminal.wait_for("has to wait: “Loss reported” comes first.")

    assert terminal.code() == 5
    assert "Whose passport" not in terminal.seen


def test_closing_on_a_terminal_asks_and_takes_no_for_an_answer(
    environment, office, reported
):
    words = ("close", reported, "found", "--fact", "grounds=in the drawer")
    terminal = Terminal({**environment, "MIGCASE_LANG": "en"}, *words)

    terminal.wait_for("Left undone:")
    terminal.wait_for("Close ")
    terminal.type("n\n")

    assert terminal.code() == 1
    assert not office.type("show", reported, "--json").json["closed"]


VISA = """
from migcase import (
    TEXT, YES_NO, Field, Outcome, Programme, Role, Stage, Step, Track, hookimpl
)

CLERK = Role("clerk", "Clerk")
MINOR = Field("minor", "Is it for a child?", YES_NO)
GUARDIAN = Field("guardian", "Who is the guardian?", TEXT, when=MINOR)
CALM = Field("calm", "Is the child calm?", YES_NO, when=MINOR)
LANGUAGE = Field("language", "Which language?", TEXT)
WHY = Field("why", "Why does it end?", TEXT)
PAPER = Track("paper", "Paper", opened_by=CLERK)
ASK = Step("ask", "Asked", by=CLERK)
LOST = Outcome("lost", "Was lost", of=PAPER, asks=WHY)


@hookimpl
def migcase_programmes():
    asks = (MINOR, GUARDIAN, CALM, LANGUAGE)
    stage = Stage("All", (ASK,))
    return [Programme("visa", 1, "Visa", stage, LOST, asks=asks, tracks=PAPER)]
"""


@pytest.fixture
def visa(tmp_path, environment):
    """An environment in which there is a programme that asks on opening a case."""
    site = tmp_path / "visa"
    facts = site / "migcase_visa-0.1.dist-info"
    facts.mkdir(parents=True)
    (site / "migcase_visa.py").write_text(VISA)
    about = "Metadata-Version: 2.1\nName: migcase-visa\nVersion: 0.1\n"
    (facts / "METADATA").write_text(about)
    (facts / "entry_points.txt").write_text("[migcase]\nvisa = migcase_visa\n")
    folder = tmp_path / "visas"
    more = {
        "MIGCASE_LANG": "en",
        "MIGCASE_LOAD_PLUGINS": "visa",
        "MIGCASE_OFFICE": str(folder),
        "PYTHONPATH": f"{environment['PYTHONPATH']}{os.pathsep}{site}",
    }
    founded = {**environment, **more}
    words = ("init", "--plain", "--code", "MA", "--user", "amina:clerk")
    assert run(founded, *words).returncode == 0
    return founded


def test_opening_asks_only_what_is_asked_of_this_case(visa):
    terminal = Terminal(visa, "open", "visa")

    terminal.wait_for("Is it for a child?")
    terminal.type("no\n")
    terminal.wait_for("Which language?")
    terminal.type("Wolof\n")
    terminal.wait_for("is open")

    assert terminal.code() == 0
    assert "Who is the guardian?" not in terminal.seen


def test_an_answer_on_opening_brings_up_the_next_question(visa):
    terminal = Terminal(visa, "open", "visa")

    terminal.wait_for("Is it for a child?")
    terminal.type("yes\n")
    terminal.wait_for("Who is the guardian?")
    terminal.type("An aunt\n")
    terminal.wait_for("Is the child calm?")
    terminal.type("yes\n")
    terminal.wait_for("Which language?")
    terminal.type("Wolof\n")

    assert terminal.code() == 0


def test_nothing_is_asked_of_somebody_who_may_not_open_such_a_case(visa):
    terminal = Terminal(visa, "open", "visa", "--on", "2999-01-01")

    terminal.wait_for("Not recorded.")

    assert terminal.code() == 5
    assert "Is it for a child?" not in terminal.seen


def test_ending_a_line_asks_its_questions(visa):
    told = ("--fact", "minor=no", "--fact", "language=Wolof")
    opened = run(visa, "open", "visa", *told, "--json")
    case = json.loads(opened.stdout)["case"]
    assert run(visa, "line", case, "paper", "--key", "p1").returncode == 0
    terminal = Terminal(visa, "line", case, "p1", "--end", "lost")

    terminal.wait_for("Why does it end?")
    terminal.type("Left in a taxi\n")
    terminal.wait_for("ended as “Was lost”")

    assert terminal.code() == 0


@pytest.mark.parametrize(
    ("more", "is_coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_a_table_is_coloured_only_where_it_is_wanted(
    environment, office, more, is_coloured
):
    case = office.opened("--on", "-20d")
    told = ("--fact", "how=lost", "--fact", "lost_on=-30d", "--on", "-10d")
    office.type("done", case, "report", *told)
    terminal = Terminal({**environment, "MIGCASE_LANG": "fr", **more}, "agenda")

    assert terminal.code() == 0
    assert "en retard de 7 jours" in terminal.seen
    assert bool(re.search(r"\x1b\[[\d;]*m", terminal.seen)) == is_coloured


def test_a_table_fits_eighty_columns(environment, office):
    case = office.opened("--on", "-20d")
    told = ("--fact", "how=stolen", "--fact", "police=yes", "--fact", "lost_on=-30d")
    office.type("done", case, "report", *told, "--on", "-10d")
    terminal = Terminal({**environment, "MIGCASE_LANG": "fr"}, "agenda")

    assert terminal.code() == 0
    plain = re.sub(r"\x1b\[[\d;?]*[a-z]", "", terminal.seen)
    assert max(len(line.rstrip()) for line in plain.splitlines()) <= 80
