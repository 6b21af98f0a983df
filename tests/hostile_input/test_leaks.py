"""S18: nothing about a person in what is told when something breaks.

Every field of a case and of a person holds a word that stands nowhere else.  Errors
whose text quotes everything at hand are raised at many lines; what is printed about
them, what is logged, and what ``--debug`` shows is searched for those words.
"""

from __future__ import annotations

import errno
import io
import json
import logging
import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from click.testing import CliRunner

from migcase.errors import BadValue
from tests.hostile_input.conftest import Desk, words_of_init

SEED = 20261122
CANARY = "Zyxcanary"
TEXT = f"{CANARY} lives in {CANARY}ville"
PHONE = "+221770918273"
SECRETS = (CANARY, "770918273", "7311137")
SRC = str(Path(__file__).parents[2] / "src/migcase") + "/"
# What a message may quote: who may be the same as somebody who was just added, to
# whoever added them; and why a plugin did not load, which was before any case was read.
QUOTING = re.compile(
    "May be the same: "
    "|(✗ )?Plugin .*(cannot be imported|hooks cannot|_programmes failed)"
)
# They word errors; what breaks in them is told by nobody but Python's hooks.
WORDING = ("cli/failing.py", "cli/output.py", "cli/traces.py", "cli/display.py")
PERSON = {
    "names": [{"given": CANARY, "family": CANARY}, {"given": CANARY, "kind": "alias"}],
    "born": "1994-03-05",
    "contacts": [{"kind": "phone", "value": PHONE, "whose": CANARY, "safe_way": TEXT}],
    "documents": [{"kind": "passport", "number": f"{CANARY}-1"}],
    "references": [{"system": CANARY, "number": f"{CANARY}-2"}],
}
QUIET = [
    ["agenda"],
    ["list"],
    ["doctor"],
    ["why", "CASE", "letter"],
    ["note", "CASE", TEXT],
    ["done", "CASE", "letter", "--from", "-"],
    ["done", "CASE", "letter", "--from", "-", "--json"],
    ["hold", "CASE", "closed-consulate", "--fact", f"wait_for={TEXT}"],
    ["close", "CASE", "found", "--fact", f"grounds={TEXT}", "--yes"],
    ["person", "merge", "PERSON", "OTHER", "--apart", "--reason", TEXT],
    ["person", "edit", "PERSON", "--alias", CANARY, "--json"],
]
TELLING = [
    ["show", "CASE", "--facts", "--history"],
    ["show", "CASE", "--json"],
    ["state", "CASE", "--fact", f"story={TEXT}"],
    ["person", "show", "PERSON"],
    ["person", "find", CANARY],
    ["person", "find", PHONE],
    ["person", "add", "--from", "-"],
]
STDIN = {
    "done": '{"nationality": "SN", "papers": ["photo"], "copies": 3}',
    "person": json.dumps(PERSON),
}


class Loud(RuntimeError):
    """Quotes everything that stands about."""


@pytest.fixture(scope="module")
def full(tmp_path_factory, site) -> Iterator[Desk]:
    """An office in which every field of a case and of two people holds a canary."""
    from tests.cli.conftest import Counter

    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(site))
        office = Counter(tmp_path_factory.mktemp("full") / "office", patch)

        def typed(*words: str, **more):
            found = office.type(*words, "--json", by="amina", **more)
            assert found.code == 0, found.err
            return found.json

        typed(*words_of_init(), "--user", "amina:*")
        person, other = (
            typed("person", "add", "--from", "-", stdin=json.dumps(told))["person"]
            for told in (PERSON, {**PERSON, "born": "1994"})
        )
        case = typed("open", "passport", "--about", person)["case"]
        asked = ("--fact", "how=lost", "--fact", "lost_on=today")
        typed("done", case, "report", *asked, "--fact", f"story={TEXT}")
        typed("state", case, "--fact", "fee=7311137 EUR")
        typed("note", case, TEXT)
        typed("line", case, "relative", "--fact", f"who={other}")
        yield Desk(office, case, f"{person} {other}")


def leaks_of(
    full: Desk, words: list[str], folder: Path, breaks: Callable[[int], bool] | None
) -> tuple[list[str], int]:
    """Type *words* at a copy of the office; return what was leaked where, and lines.

    At each line for whose number *breaks* says so an error is raised.
    """
    copy = folder / "office"
    if copy.exists():
        shutil.rmtree(copy)
    shutil.copytree(full.counter.folder, copy)
    person, other = full.person.split()
    names = {"CASE": full.case, "PERSON": person, "OTHER": other}
    line = [names.get(word, word) for word in words]
    logged = io.StringIO()
    handler = logging.StreamHandler(logged)
    logging.getLogger().addHandler(handler)
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    from migcase.cli.door import door

    environment = {
        "MIGCASE_OFFICE": str(copy),
        "MIGCASE_USER": "amina",
        "MIGCASE_LOAD_PLUGINS": "passport",
    }
    try:
        with breaking(breaks) as lines:
            typed = CliRunner(env=environment).invoke(
                door, line, input=STDIN.get(words[0]), prog_name="migcase"
            )
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(level)
    shown = {"stderr": typed.stderr, "log": logged.getvalue()}
    if [word for word in words if word != "--debug"] in QUIET:
        shown["stdout"] = typed.stdout
    shown = {where: "\n".join(_besides(text)) for where, text in shown.items()}
    found = [
        f"{where}: {text}"
        for where, text in shown.items()
        if any(secret in text for secret in SECRETS)
    ]
    return found, lines[0]


@contextmanager
def breaking(breaks: Callable[[int], bool] | None) -> Iterator[list[int]]:
    """Raise at chosen lines of migcase; count how many there are."""
    lines = [0]

    def line(frame: FrameType, event: str, _about: object) -> object:
        if event == "line":
            lines[0] += 1
            if breaks is not None and breaks(lines[0]):
                raise loud(frame, lines[0])
        return line

    def call(frame: FrameType, _event: str, _about: object) -> object:
        file = frame.f_code.co_filename
        if not file.startswith(SRC) or file.endswith(WORDING):
            return None
        return line

    before = sys.gettrace()
    sys.settrace(call)
    try:
        yield lines
    finally:
        sys.settrace(before)


def loud(frame: FrameType, number: int) -> BaseException:
    """Return an error that quotes all values at hand; of another sort each time."""
    said = f"{CANARY} {number} {frame.f_locals!r:.2000}"
    sorts: tuple[Callable[[str], BaseException], ...] = (
        Loud,
        KeyError,
        ValueError,
        lambda text: OSError(errno.EIO, text, text),
        lambda text: BadValue({"value": text, "kind": "a number"}),
        lambda text: UnicodeDecodeError("utf-8", text.encode(), 0, 1, text),
    )
    return sorts[number % len(sorts)](said)


@pytest.mark.slow
@pytest.mark.parametrize("words", [*QUIET, *TELLING], ids=" ".join)
def test_what_works_tells_nobody_else(full, tmp_path, words):
    leaked, _lines = leaks_of(full, words, tmp_path, None)

    assert leaked == []


def _besides(text: str) -> Iterator[str]:
    """Yield the lines of *text* that may quote nothing."""
    return (line for line in text.split("\n") if not QUOTING.match(line))


def sampled(full: Desk, words: list[str], folder: Path, number: int) -> list[str]:
    """Break *words* at *number* lines, chosen by the seed; return what was leaked."""
    _none, lines = leaks_of(full, words, folder, None)
    chance = random.Random(f"{SEED} {' '.join(words)}")
    leaked: list[str] = []
    for place in sorted(chance.sample(range(1, lines), min(number, lines - 1))):
        debug = ["--debug"] if place % 2 else []
        found, _lines = leaks_of(full, [*words, *debug], folder, place.__eq__)
        leaked += [f"seed={SEED} line={place} {one}" for one in found]
    return leaked


@pytest.mark.parametrize("words", QUIET[5:6], ids=" ".join)
def test_what_breaks_tells_nothing(full, tmp_path, words):
    assert sampled(full, words, tmp_path, 4) == []


@pytest.mark.slow
@pytest.mark.parametrize("words", [*QUIET, *TELLING], ids=" ".join)
def test_what_breaks_anywhere_tells_nothing(full, tmp_path, words):
    assert sampled(full, words, tmp_path, 20) == []


def test_a_door_that_says_what_an_error_says_is_caught(full, tmp_path, monkeypatch):
    def telling(error: Exception, _ctx: object) -> int:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1

    monkeypatch.setattr("migcase.cli.failing.tell", telling)

    assert sampled(full, QUIET[4], tmp_path, 2) != []


def test_python_itself_says_only_what_nobody_caught(capsys):
    from migcase.cli import _say_only_what

    _say_only_what(ValueError, ValueError(TEXT), None)

    assert capsys.readouterr().err == "migcase: ValueError\n"


def test_what_was_typed_for_a_question_about_a_person_is_not_repeated(full):
    typed = full.type("state", full.case, "--fact", f"fee={CANARY}")

    assert typed.code == 2
    assert "not Z••••••••y" in typed.err or "not Z•••••••y" in typed.err
    assert CANARY not in typed.err
