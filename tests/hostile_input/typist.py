"""Types commands at a terminal, one after the other, in one process.

``python -m tests.hostile_input.typist PLAN``: the plan is a JSON list of command
lines.  Before each a line with its number is printed, so that whoever watches the
terminal knows which one printed what.  Two words are no commands of ours: ``raw``
prints the rest of its line as it is, and after ``broken`` the door escapes nothing any
more.  Both must be caught.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

import click

MARK = "@@{}@@\n"


def main() -> None:
    plan = json.loads(Path(sys.argv[1]).read_text())
    from migcase.cli import speak

    speak("en")
    let_in()
    from migcase.cli.door import door

    for number, words in enumerate(plan):
        sys.stdout.flush()
        os.write(1, MARK.format(number).encode())
        if words[0] == "raw":
            click.echo(" ".join(words[1:]))
            continue
        if words[0] == "broken":
            escape_nothing()
            continue
        with suppress(SystemExit):
            door.main(args=words, prog_name="migcase")
        sys.stdout.flush()
        sys.stderr.flush()
    os.write(1, MARK.format("end").encode())


def let_in() -> None:
    """Let in what is refused today: it may have been kept before, or elsewhere."""
    from migcase.judgement import legible
    from migcase.people import checks

    legible._seen = lambda _letter: True
    checks._is_hidden = lambda _letter: False
    checks._JOINERS = ""


def escape_nothing() -> None:
    from migcase.cli import display, output

    display.shown = str
    output.gated = str


if __name__ == "__main__":
    main()
