"""Each of the sixteen stories is told by a test that runs, or waits for a reason.

The page is read, and the tests it names are looked for in their files.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from attrs import frozen

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/explanation/scenarios.md"

HEADING = re.compile(r"^## (\d+)\. .+$", re.MULTILINE)
TOLD_IN = re.compile(r"^- `([^`]+)`: (.+)$")
WAITS = "Waits for "
# Nothing else may wait: what cannot be told any more is a story that no longer holds.
WAITING = {
    12: "Waits for a second office: two offices do not exchange yet",
}


@frozen
class Telling:
    """A test that tells of a story, and why it is not told yet."""

    story: int
    file: str
    test: str
    waits: str | None


def tellings() -> list[Telling]:
    """Return every test that the page names."""
    _, *parts = HEADING.split(PAGE.read_text("utf-8"))
    found = []
    for number, prose in zip(parts[::2], parts[1::2], strict=True):
        waits = None
        for line in prose.splitlines():
            if line.startswith(WAITS):
                waits = line.removesuffix(".")
            if named := TOLD_IN.match(line):
                tests = re.findall(r"`(\w+)`", named[2])
                found += [Telling(int(number), named[1], one, waits) for one in tests]
    return found


@cache
def functions(file: str) -> dict[str, ast.FunctionDef]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}


def marks(test: ast.FunctionDef) -> dict[str, str]:
    """Return the marks that may keep *test* from running, each with its reason."""
    found = {}
    for mark in test.decorator_list:
        name = ast.unparse(mark).partition("(")[0].removeprefix("pytest.mark.")
        if name in ("skip", "skipif", "xfail"):
            words = getattr(mark, "keywords", [])
            reasons = {one.arg: ast.literal_eval(one.value) for one in words}
            found[name] = str(reasons.get("reason", ""))
    return found


TELLINGS = tellings()


def test_the_page_tells_of_sixteen_stories_in_their_order():
    numbers = [int(one[1]) for one in HEADING.finditer(PAGE.read_text("utf-8"))]

    assert numbers == list(range(1, 17))


def test_every_story_is_told_but_half_of_one():
    told = {one.story for one in TELLINGS if one.waits is None}

    assert told == {*range(1, 17)}


def test_only_what_needs_a_second_office_waits():
    assert {one.story: one.waits for one in TELLINGS if one.waits} == WAITING


@pytest.mark.parametrize(
    "telling", TELLINGS, ids=lambda one: f"{one.story}-{one.test.removeprefix('test_')}"
)
def test_what_the_page_names_is_told_and_not_left_out(telling):
    test = functions(telling.file).get(telling.test)
    assert test is not None, f"{telling.file} has no such test"

    expected = {} if telling.waits is None else {"skip": telling.waits}
    assert marks(test) == expected


def test_no_other_story_of_a_programme_is_left_out():
    files = sorted(ROOT.glob("plugins/*/tests/test_*.py"))
    left_out = {
        test
        for file in files
        for test, body in functions(file.relative_to(ROOT).as_posix()).items()
        if marks(body)
    }

    assert left_out == {one.test for one in TELLINGS if one.waits}
