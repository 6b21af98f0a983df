"""The reference page of the command line, made from what ``--help`` prints.

``python -m tests.cli.pages`` writes it; `test_pages` holds it to the commands.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from migcase.cli.directory import SECTIONS
from migcase.cli.person import FAMILY, PERSON
from migcase.cli.recovering import RECOVERY
from migcase.cli.user import USER

PAGE = Path(__file__).parents[2] / "docs/reference/cli.md"

HEAD = """\
# The command line

Everything that `migcase` can be asked on a terminal, as its own `--help` prints it.
This page is made by `python -m tests.cli.pages`; a test keeps it current.

What all commands have in common:

- Data goes to standard output, messages go to the error stream.
- `--json` prints one document that is the same in every language: {doc}`json`.
- Exit codes tell what happened: {doc}`exit-codes`.
- Who writes is `--as NAME`, else `MIGCASE_USER`, else the only user of the office, else
  whoever is logged in.
- In an encrypted office who writes is whoever unlocked it; `--as` and `MIGCASE_USER`
  only say whose passphrase is asked for.
- A passphrase is typed at a terminal or read with `--unlock-fd N`, never from words or
  variables. What this machine keeps of the keys lies in a folder of yours, or in
  `MIGCASE_STATE`.
- The office is `--office FOLDER`, else `MIGCASE_OFFICE`, else a folder of yours.
- The language is `--lang`, else `MIGCASE_LANG`, `LANGUAGE`, `LC_ALL`, `LC_MESSAGES`,
  `LANG`, else French. The locales `C` and `POSIX` count as nothing set.
- `MIGCASE_LOAD_PLUGINS=a,b` loads these plugins only, `--no-plugins` loads none.
- `MIGCASE_PATIENCE` is for how many seconds a write waits for that of another program;
  30 if not set.
- `NO_COLOR`, `FORCE_COLOR` and `TERM=dumb` are honoured; in a pipe everything is plain.
- A day is `2026-11-19`, `19/11/2026`, `today`, `yesterday`, `friday` (the last one
  before today), `-3d` or `-2w`; also `auj`, `hier`, `vendredi`, `-3j`, `-2s`.
- A step, ending, hold or line is named by its key or its title, in capitals or not.
- A case number may be typed without hyphens and in small letters.
"""

# Whose plugin is not installed has no such command, so it is not asked for its help.
OF_PLUGINS = {
    "handover": ("avrr", "hands a returnee over to the mission of origin"),
    "rss": ("reintegration", "scores the surveys of a case, and compares them"),
    "topup": ("reintegration", "says why a top-up was awarded, or not"),
}
PLUGINS = """\

## Commands of plugins

A plugin may add commands; `migcase plugins` lists those of this machine, and each has
its own `--help`.
These come with the programmes:

| Command | Plugin | What it does |
|---|---|---|
"""


def page() -> str:
    """Return the page."""
    parts = [HEAD, section("migcase"), "```text", help_of(), "```", ""]
    for title, entries in SECTIONS.items():
        parts += [section(title)]
        for words in (each for name in entries for each in commands(name)):
            typed = " ".join(words)
            parts += [f"### migcase {typed}\n", "```text", help_of(*words), "```", ""]
    rows = [
        f"| `migcase {name}` | `{plugin}` | {told} |"
        for name, (plugin, told) in OF_PLUGINS.items()
    ]
    return "\n".join([*parts, PLUGINS + "\n".join(rows)]).rstrip() + "\n"


def commands(*words: str) -> Iterator[tuple[str, ...]]:
    """Yield the command of *words*, and every command that it holds."""
    yield words
    drawers = {
        ("person",): PERSON,
        ("person", "family"): FAMILY,
        ("recovery",): RECOVERY,
        ("user",): USER,
    }
    for name in drawers.get(words, {}):
        yield from commands(*words, name)


def section(title: str) -> str:
    """Return the heading of a section."""
    return f"\n## {title}\n"


def help_of(*command: str) -> str:
    """Return what ``--help`` prints, in English and 80 columns wide."""
    environment = {**os.environ, "MIGCASE_LANG": "en", "COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-m", "migcase", *command, "--help"],
        capture_output=True,
        encoding="utf-8",
        env={**environment, "PYTHONUTF8": "1"},
        check=True,
    )
    return done.stdout.rstrip()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
