"""Questions on a terminal: how one ends, and how it is asked until its answer fits.

What fits is for whoever asks, and so is whether there is anybody to answer.  Whoever
answers may have sat there for an hour: whether the office is unlocked still is looked
at after each answer.
"""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from typing import TypeVar

import click

from migcase.cli.options import STILL_OPEN, wish
from migcase.cli.output import say

T = TypeVar("T")


def ask(question: str, *, is_secret: bool = False, may_be_empty: bool = False) -> str:
    """Return what is typed as an answer to *question*."""
    return _typed(ended(question), is_secret=is_secret, may_be_empty=may_be_empty)


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
        typed = _typed(prompt, is_secret=False, may_be_empty=may_be_empty)
        try:
            return read(typed)
        except click.UsageError as error:
            for line in error.message.splitlines():
                say(line)


def _typed(prompt: str, *, is_secret: bool, may_be_empty: bool) -> str:
    typed = click.prompt(
        prompt,
        default="" if may_be_empty else None,
        show_default=False,
        hide_input=is_secret,
        err=True,
        prompt_suffix="",
    )
    _still_open()
    return str(typed)


def _still_open() -> None:
    """Look whether the office that the question is asked in was locked meanwhile."""
    ctx = click.get_current_context(silent=True)
    look = None if ctx is None else wish(ctx, STILL_OPEN)
    if look is not None:
        look()
