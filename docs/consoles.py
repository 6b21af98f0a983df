"""The console blocks in the documents, typed for real.

A block shows what a reader types after ``$`` and what is printed below it. The
command line runs as a process of its own, in an empty home that all blocks of one
page share, so that no page sees another's office or the reader's. What is printed
must be what the page says; ``…`` stands for any rest of a line, and a line of
nothing else for one line or more.

Where a page shows a question for a passphrase, the command runs at a terminal, and the
same passphrase is typed each time, as a reader would: it is in no word and no file.

Only ``migcase`` is run, also behind ``NAME=value``. Every other command (``pip``,
``make``, ``git``) is shown to the reader and left alone; ``$ export NAME=value`` holds
for the rest of the page.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from typing import Any

from sybil import Example

from docs.terminal import at_terminal

HOME, ENVIRONMENT = "_console_home", "_console_environment"
PATIENCE_IN_SECONDS = 120
PHRASE = "trois tortues au soleil"
ASKS = re.compile(r"^(?:Passphrase of|New passphrase of) .*:$", re.MULTILINE)
OURS = re.compile(r"(?:\w+=\S* +)*migcase(?: |$)")


def open_console(page: dict[str, Any]) -> None:
    """Give *page* an empty home and an environment that knows nothing of the reader."""
    home = tempfile.TemporaryDirectory(prefix="page-")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MIGCASE_", "_MIGCASE", "XDG_", "LC_", "PYTHON"))
    }
    scripts = str(Path(sys.executable).parent)
    page[HOME] = home
    page[ENVIRONMENT] = kept | {
        "COLUMNS": "88",
        "HOME": home.name,
        "LANG": "C.UTF-8",
        "LANGUAGE": "",
        "MIGCASE_LANG": "en",
        "NO_COLOR": "1",
        "PATH": scripts + os.pathsep + os.environ.get("PATH", ""),
        "PYTHONUTF8": "1",
        "TERM": "dumb",
        "TZ": "Africa/Casablanca",
    }


def close_console(page: dict[str, Any]) -> None:
    """Remove the home of *page* and all that was kept in it."""
    page[HOME].cleanup()


def type_into_console(example: Example) -> str | None:
    """Type each command of the block; return how it differs from the page, if so."""
    page = example.namespace
    for command, expected in commands(str(example.parsed)):
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            page[ENVIRONMENT][name.strip()] = value.strip("'\"")
        elif OURS.match(command):
            asks = bool(ASKS.search(expected))
            printed = _typed(command, page) if asks else _run(command, page)
            if not re.fullmatch(_pattern(expected), printed):
                return (
                    f"$ {command}\nThe page says:\n{expected}\nIt printed:\n{printed}"
                )
    return None


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of *block* and what the page says that it prints."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.replace("\\\n", "").split("\n")
        yield lines[0].strip(), _tidy("\n".join(lines[1:]))


def _run(command: str, page: dict[str, Any]) -> str:
    """Return all that *command* prints, messages included, in the order of printing."""
    done = subprocess.run(
        command,
        shell=True,
        cwd=page[HOME].name,
        env=page[ENVIRONMENT],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=PATIENCE_IN_SECONDS,
        check=False,
    )
    return _tidy(done.stdout)


def _typed(command: str, page: dict[str, Any]) -> str:
    """Return what the screen shows while *command* runs at a terminal."""
    words = ("/bin/sh", "-c", command)
    home = Path(page[HOME].name)
    _, screen = at_terminal(words, repeat(PHRASE), page[ENVIRONMENT], home)
    return _tidy(screen)


def _tidy(text: str) -> str:
    """Return *text* without blanks that nobody sees."""
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n")).rstrip()


def _pattern(expected: str) -> str:
    """Return the regular expression that *expected*, with its wildcards, stands for."""
    lines = expected.split("\n")
    patterns = [
        "(?:.*\n)*?.*" if line.strip() == "…" else re.escape(line).replace("…", ".*")
        for line in lines
    ]
    return "\n".join(patterns)
