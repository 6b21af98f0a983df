"""The page of the patterns, made from the tests that show them.

Run ``python -m tests.patterns.page`` to write it anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType

from tests.patterns import test_left_out, test_many, test_order, test_state

PAGE = Path(__file__).parents[2] / "docs/reference/patterns.md"
MODULES: tuple[ModuleType, ...] = (test_order, test_many, test_state, test_left_out)
NEEDS = {"N": "said directly", "F": "follows from the others", "X": "left out"}

HEAD = """# Control-flow patterns

The 43 control-flow patterns of the Workflow Patterns Initiative \
(Russell and others, 2006), and how a programme says each.
This table is made from the tests in `tests/patterns/`: \
every row that is said has an executable programme with its paths there.
What is left out, and what to do instead, is told in \
{doc}`/explanation/patterns-left-out`.

| # | Pattern | | How a programme says it | Test |
|---|---|---|---|---|
"""


def rows() -> Iterator[tuple[int, str, str, str, str]]:
    """Yield number, name, need, how and test of each pattern, by number."""
    found = []
    for module in MODULES:
        for test in vars(module).values():
            if not isinstance(test, FunctionType):
                continue
            for mark in getattr(test, "pytestmark", ()):
                if mark.name == "pattern":
                    number, name, need = mark.args
                    how = " ".join((test.__doc__ or "").split())
                    found.append((number, name, need, how, test.__name__))
    yield from sorted(found)


def page() -> str:
    """Return the page."""
    lines = [
        f"| {number} | {name} | {NEEDS[need]} | {how} | `{test}` |\n"
        for number, name, need, how, test in rows()
    ]
    return HEAD + "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
