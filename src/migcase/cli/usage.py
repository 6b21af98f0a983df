"""How a command is called: what help says of it, and what is said of a wrong call.

The words for what it takes, and the headings, in the reader's language; click has them
in English only.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from gettext import gettext as _

import click

from migcase.locale import marked

# What a command takes; HEAD is another word elsewhere, where a history is signed.
ARGUMENTS = {
    "ARGS": marked("ARGS"),
    "CASE": marked("CASE"),
    "COMMAND": marked("COMMAND"),
    "FAMILY": marked("FAMILY"),
    "FILE": marked("FILE"),
    "HEAD": marked("HEAD OF A FAMILY"),
    "HOLD": marked("HOLD"),
    "KEY": marked("KEY"),
    "NAME": marked("NAME"),
    "NUMBER": marked("NUMBER"),
    "OTHER": marked("OTHER"),
    "OUTCOME": marked("OUTCOME"),
    "PERSON": marked("PERSON"),
    "PROJECT": marked("PROJECT"),
    "REASON": marked("REASON"),
    "ROLE": marked("ROLE"),
    "ROLES": marked("ROLES"),
    "STEP": marked("STEP"),
    "TARGET": marked("TARGET"),
    "TEXT": marked("TEXT"),
    "WORDS": marked("WORDS"),
}

# What click calls a number that an option takes.
NUMBERS = "INTEGER RANGE|INTEGER"


def in_words(usage: str) -> str:
    """Return what click says of arguments, each in the reader's language."""
    return re.sub(r"[A-Z]{3,}", _said, usage)


def quoted(text: str) -> str:
    """Return what click says, in the reader's signs; an option stands without any."""
    return re.sub(r"(?<!\w)(['\"])(.*?)\1(?!\w)", _quoted, bounded(text))


def bounded(text: str) -> str:
    """Return *text* with the bounds of a number as people say them."""
    return re.sub(r"(\d+)<=x<=(\d+)", _bounds, text)


def message(text: str, before: str) -> str:
    """Return *text*, which click prints after *before*, as wide as the screen.

    Nothing in it drives a terminal; in a pipe its lines are left as they are.
    """
    from textwrap import fill  # only where something is wrong

    from migcase.cli.display import columns, gated

    lines = gated(before + text).split("\n")
    if sys.stderr.isatty():
        lines = [
            fill(line, columns(), break_long_words=False, break_on_hyphens=False)
            for line in lines
        ]
    return "\n".join(lines).removeprefix(before)


class Page(click.HelpFormatter):
    """A page of help, in the reader's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().write_usage(prog, in_words(args), prefix)

    def write_heading(self, heading: str) -> None:
        """Write a heading, with the sign that the language puts after it."""
        told = _("{heading}:").format(heading=heading)
        self.write(f"{'':>{self.current_indent}}{told}\n")

    def write_dl(
        self,
        rows: Iterable[tuple[str, str]],
        col_max: int = 30,
        col_spacing: int = 2,
    ) -> None:
        """Write a list of options or commands; a number is called one."""
        called = [
            (re.sub(NUMBERS, _("N"), first), bounded(last)) for first, last in rows
        ]
        super().write_dl(called, col_max, col_spacing)


class Call(click.Context):
    """One call of a command, whose help is a page of ours."""

    formatter_class = Page


def _quoted(found: re.Match[str]) -> str:
    word = found[2]
    return word if word.startswith("-") else _("“{word}”").format(word=word)


def _bounds(found: re.Match[str]) -> str:
    return _("{low} to {high}").format(low=found[1], high=found[2])


def _said(found: re.Match[str]) -> str:
    english = ARGUMENTS.get(found[0], found[0])
    said = _(english)
    return found[0] if said == english else said
