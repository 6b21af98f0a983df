"""Passphrases where everybody reads them: on a command line, in the surroundings.

A shell keeps what was typed, and other programs see both.  Whoever tries is told,
and what they typed is not repeated.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from gettext import gettext as _

import click

_NAMES = ("pass", "pwd", "pw", "secret", "pin")
_PARTS = ("passphrase", "password", "passwd", "passcode", "motdepasse")
# What this program reads that only sounds so.
_OURS = frozenset({"--unlock-fd"})


def check_words(words: Iterable[str], ctx: click.Context | None = None) -> None:
    """Refuse *words* among which an option would hold a passphrase."""
    for word in words:
        if word == "--":
            return
        if word.startswith("-") and word not in _OURS and _sounds(word.lstrip("-")):
            raise given_away(ctx)


def check_surroundings() -> None:
    """Refuse to go on where a variable of ours would hold a passphrase."""
    for name in os.environ:
        if name.startswith("MIGCASE_") and _sounds(name.removeprefix("MIGCASE_")):
            told = _("{variable} is set: passphrases are never read from a variable.")
            advice = _("Unset it; you will be asked. Change it if it was the real one.")
            raise click.UsageError(f"{told.format(variable=name)}\n{advice}")


def given_away(ctx: click.Context | None = None) -> click.UsageError:
    """Return the error that a passphrase stood on the command line."""
    told = _(
        "Passphrases are never taken from the command line: the shell keeps it, and "
        "others can read it."
    )
    advice = _(
        "You will be asked. If that was the real one, change it: `migcase passphrase`."
    )
    return click.UsageError(f"{told}\n{advice}", ctx)


def _sounds(name: str) -> bool:
    plain = name.partition("=")[0].casefold().replace("-", "").replace("_", "")
    return plain in _NAMES or any(part in plain for part in _PARTS)
