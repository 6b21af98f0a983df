"""The promises of the house: its rooms, its doors, and what is committed.

import-linter holds the floors (`make floors`); here stands what it cannot see.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = (ROOT / "src", *sorted(ROOT.glob("plugins/*/src")))
MODULES = sorted(path for source in SOURCES for path in source.rglob("*.py"))

NO_ROOMS = {
    "base",
    "common",
    "constants",
    "helpers",
    "manager",
    "managers",
    "misc",
    "models",
    "services",
    "types",
    "util",
    "utils",
}

LONGEST_ROOM = 250
LARGE_ROOMS: dict[str, str] = {
    # A page of data in the middle of arithmetic; the reader of files could move out.
    "src/migcase/calendar.py": "days, holds and the reading of holidays",
    # The fold is one function over its values; apart they would be read together.
    "src/migcase/casefile/case.py": "a case and what adds an entry to it",
    # Comparing or adding values makes more of them; apart they would be a circle.
    "src/migcase/programme/expressions.py": "values, and what is made of them",
    # The protocol stands beside the shortest register that keeps it.
    "src/migcase/keeping/register.py": "what a register promises, and one in memory",
    "src/migcase/keeping/sql.py": "every method of the protocol, once",
    # Each question to an office is one method, and each says no more than whom to ask.
    "src/migcase/office/office.py": "the one way in",
    "src/migcase/keeping/wire_case.py": "each value's writer beside its reader",
}

# Slow to import, or a library whose errors and habits belong to one room.
NOT_AT_THE_FRONT_DOOR = {
    "alembic",
    "babel",
    "cattrs",
    "click",
    "cryptography",
    "rich",
    "sqlalchemy",
    "sqlcipher3",
    "sqlite3",
}
# What `--help` and completion do without, too; they need click.
NOT_BEFORE_A_DATABASE = NOT_AT_THE_FRONT_DOOR - {"babel", "click"}

# The rooms that only reason: they run anywhere, offline and alone.
PURE = ("assistance", "casefile", "judgement", "people", "programme", "roster")
GROUND = (
    "calendar",
    "countries",
    "currencies",
    "errors",
    "ids",
    "kinds",
    "languages",
    "locale",
    "names",
    "numbers",
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        cwd=ROOT,
    )


def loaded_by(code: str, *words: str) -> set[str]:
    """Return the modules that a fresh interpreter loads to run *code*."""
    tell = "import sys; print('loaded', *sys.modules)"
    script = f"import atexit; atexit.register(lambda: exec({tell!r}))\n{code}"
    done = run("-c", script, *words)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("loaded ")[2].split())


# ------------------------------------------------------------------------- rooms
def test_no_room_has_a_name_that_could_mean_anything():
    named = {path: {*path.relative_to(ROOT).with_suffix("").parts} for path in MODULES}

    assert [name(path) for path, parts in named.items() if parts & NO_ROOMS] == []


def test_every_room_at_the_counter_answers_a_command_or_is_on_the_map():
    page = (ROOT / "docs/explanation/reading-the-source.md").read_text("utf-8")
    section = page.partition("## The rooms at the counter")[2].partition("\n## ")[0]
    on_the_map = set(re.findall(r"`(\w+)`", section))
    rooms = {path.stem: path for path in (ROOT / "src/migcase/cli").glob("*.py")}
    answering = {
        node.args[0].value
        for path in rooms.values()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Entry"
        if isinstance(node.args[0], ast.Constant)
    }

    assert rooms.keys() - answering - {"__init__"} == on_the_map


def test_no_room_is_too_large_to_read_at_once():
    lines = {name(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    too_large = {path for path, count in lines.items() if count > LONGEST_ROOM}

    assert too_large == set(LARGE_ROOMS), (
        "list it with a reason, or take it off the list"
    )


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_room_says_what_it_is_about(path):
    sentence = (ast.get_docstring(tree(path)) or "").partition("\n")[0]

    assert sentence.endswith((".", "?")), "the first line is one whole sentence"


@pytest.mark.parametrize("floor", [*PURE, *GROUND])
def test_the_rooms_that_reason_need_nothing_but_attrs(floor):
    house = ROOT / "src/migcase"
    rooms = [path for path in MODULES if path.is_relative_to(house / floor)]
    rooms += [path for path in MODULES if path == house / f"{floor}.py"]
    known = {*sys.stdlib_module_names, "attr", "attrs", "migcase"}

    assert rooms, f"there is no room {floor}: take it off the list"
    assert {name(path): imports(path) - known for path in rooms} == {
        name(path): set() for path in rooms
    }


def imports(path: Path) -> set[str]:
    """Return the top-level modules that the file at *path* imports anywhere."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_room_breaks_the_habits_of_the_house(path):
    assert list(bad_habits(path)) == []


def bad_habits(path: Path) -> Iterator[str]:
    """Yield what the style card forbids and no tool reports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Match):
            yield f"line {node.lineno}: `case` is our noun, so no match statement"
        elif isinstance(node, ast.Global | ast.Nonlocal):
            yield f"line {node.lineno}: a variable that changes from afar"
        elif isinstance(node, ast.ClassDef) and metaclass(node):
            yield f"line {node.lineno}: a metaclass"
        elif isinstance(node, ast.FunctionDef) and passes_through(node):
            yield f"line {node.lineno}: arguments handed on that nobody looked into"


def metaclass(node: ast.ClassDef) -> bool:
    return any(word.arg == "metaclass" for word in node.keywords)


def passes_through(function: ast.FunctionDef) -> bool:
    """Say whether *function* calls another with its own ``**`` argument."""
    if function.args.kwarg is None:
        return False
    return any(
        word.arg is None
        and isinstance(word.value, ast.Name)
        and word.value.id == function.args.kwarg.arg
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        for word in call.keywords
    )


# ------------------------------------------------------------------------- doors
def test_the_front_door_is_light():
    assert loaded_by("import migcase") & NOT_AT_THE_FRONT_DOOR == set()


def test_only_the_office_reads_a_clock():
    clock = re.compile(r"\b(?:date\.today|datetime\.(?:now|utcnow)|time\.time)\(")
    readers = [path for path in MODULES if clock.search(path.read_text("utf-8"))]
    office = ROOT / "src/migcase/office"

    assert [name(path) for path in readers if not path.is_relative_to(office)] == []


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["done", "--help"], ["person", "--help"]]
)
def test_help_needs_no_database_and_no_office(words):
    loaded = loaded_by("from migcase.cli import main; main()", *words)

    assert "click" in loaded
    assert loaded & NOT_BEFORE_A_DATABASE == set()
    assert "migcase.office.office" not in loaded


def test_completion_needs_no_database():
    asked = "import os; os.environ.update(COMP_WORDS='migcase ', COMP_CWORD='1', "
    asked += "_MIGCASE_COMPLETE='bash_complete')"
    called = "import sys; sys.argv[0] = 'migcase'; from migcase.cli import main; main()"
    loaded = loaded_by(f"{asked}; {called}")

    assert "click" in loaded
    assert loaded & NOT_BEFORE_A_DATABASE == set()


# ----------------------------------------------------------------- distributions
@pytest.mark.parametrize("plugin", ["avrr", "reintegration", "mobility"])
def test_each_programme_is_a_distribution_with_a_page_of_its_own(plugin):
    folder = ROOT / "plugins" / plugin
    declared = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]

    assert declared["name"] == f"migcase-{plugin}"
    assert declared["entry-points"]["migcase"] == {plugin: f"migcase_{plugin}"}
    assert (folder / "README.md").is_file()
    assert (folder / f"src/migcase_{plugin}/py.typed").is_file()


def test_every_distribution_has_the_same_version():
    found = {
        tomllib.loads(path.read_text("utf-8"))["project"]["version"]
        for path in (ROOT / "pyproject.toml", *ROOT.glob("plugins/*/pyproject.toml"))
    }

    assert len(found) == 1


# --------------------------------------------------------------------- committed
def committed() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file under version control."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so nothing is committed here")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    for file in listed.stdout.decode().rstrip("\0").split("\0"):
        path = ROOT / file
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            yield file, content.decode("utf-8")


def test_no_committed_file_names_a_place_on_somebodys_machine():
    # Written in pieces, so that this file does not name them itself.
    places = re.compile("|".join(["/" + "work/", "/" + "root/", "/" + r"home/\w"]))
    told = {file: places.findall(text) for file, text in committed()}

    assert {file: found for file, found in told.items() if found} == {}


def test_no_committed_file_names_a_package_registry():
    hosts = ["py" + r"pi\.org", "pythonhosted" + r"\.org", r"index-" + "url"]
    registries = re.compile("|".join(hosts))
    told = {file: registries.findall(text) for file, text in committed()}

    assert {file: found for file, found in told.items() if found} == {}
