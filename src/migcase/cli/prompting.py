"""A question on a terminal that is asked until its answer fits, and says why not.

What fits is for whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from migcase.cli.output import say

T = TypeVar("T")


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
