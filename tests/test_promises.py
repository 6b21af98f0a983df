"""The page of promises names tests that exist, and limits that the doctor tells."""

from __future__ import annotations

import re
from pathlib import Path

from migcase.cli.limits import LIMITS

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/explanation/what-we-promise.md"


def named(line: str) -> list[Path]:
    """Return the files that a line names; one without a folder is in the last one."""
    found, folder = [], ROOT
    for name in re.findall(r"`((?:tests/[\w/]*)?(?:test_\w+\.py)?)`", line):
        path = ROOT / name if name.startswith("tests/") else folder / name
        if name:
            found.append(path)
            folder = path if path.is_dir() else path.parent
    return found


def promises() -> list[str]:
    """Return the rows of the tables, without their heads."""
    rows = [one for one in PAGE.read_text("utf-8").splitlines() if one.startswith("| ")]
    return [one for one in rows if not one.startswith(("| Promise ", "| --- "))]


def test_every_promise_names_what_holds_it_and_that_is_there():
    for row in promises():
        files = named(row)

        assert files or "python -m benchmarks" in row, row
        assert [one for one in files if not one.exists()] == [], row


def test_what_is_not_promised_is_what_the_doctor_tells():
    _, _, rest = PAGE.read_text("utf-8").partition("## What we do not promise")
    told = [one.removeprefix("- ") for one in rest.splitlines() if one.startswith("- ")]

    assert told == list(LIMITS)
