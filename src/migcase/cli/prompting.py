"""Questions on a terminal: how one ends, and how it is asked until its answer fits.

What fits is for whoever asks, and so is whether there is anybody to answer.
"""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from typing import TypeVar

import click

from migcase.cli.output import say

T = TypeVar("T")


def ask(question: str, *, is_secret: bool = False, may_be_empty: bool = False) -> str:
    """Return what is typed as an answer to *question*."""
    typed = click.prompt(
        ended(question),
        default="" if may_be_empty else None,
        show_default=False,
        hide_input=is_secret,
        err=True,
        prompt_suffix="",
    )
    return str(typed)


def ended(question: str) -> str:
    """Return *question* with what parts it from its answer."""
    return f"{question} " if "?" in question else question + _(": ")


def ask_until_it_fits(
    prompt: str, read: Callable[[str], T], *, may_be_empty: bool
) -> T:
    """Return what *read* makes of the first answer that it does not refuse.

    It refuses with a `click.UsageError`, whose message is printed between words.
    """
    while True:
        typed = click.prompt(
            prompt,
            default="" if may_be_empty else None,
            show_default=False,
            err=True,
            prompt_suffix="",
        )
        try:
            return read(typed)
        except click.UsageError as error:
            for line in error.message.splitlines():
                say(line)
