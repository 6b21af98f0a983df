"""Which of several things is meant: asked at a terminal, told by number or name.

What may be named, and what comes of it, is for whoever asks.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from gettext import gettext as _
from typing import TypeVar

import click
from attrs import frozen

from migcase.cli.display import can_ask
from migcase.cli.near_words import did_you_mean
from migcase.cli.output import say, wants_json
from migcase.cli.prompting import ask_until_it_fits
from migcase.cli.values import with_key
from migcase.kinds.typed import with_plain_digits
from migcase.names import spelt_alike, ways_to_call


@frozen
class Named:
    """What may be named: by its key, and as it is called."""

    key: str
    title: str

    @property
    def word(self) -> str:
        """What is typed after the command to name it."""
        return self.key


N = TypeVar("N", bound=Named)


def is_at_a_terminal(ctx: click.Context) -> bool:
    """Tell whether somebody reads all that is printed, and could answer."""
    stream = sys.stdout
    return can_ask() and stream is not None and stream.isatty() and not wants_json(ctx)


def which(name: str, there: Sequence[N], ctx: click.Context) -> N:
    """Return which of *there* is meant where the argument *name* was left out.

    Ask for it at a terminal; elsewhere say which there are.
    """
    if not there:
        raise missing(name, ctx, _("None is possible now."))
    if is_at_a_terminal(ctx):
        return ask_which(_("There are:"), there)
    raise missing(name, ctx, _("There are:"), *(f"- {said_of(one)}" for one in there))


def ask_which(heading: str, possible: Sequence[N]) -> N:
    """Ask which of *possible* is meant; stop the command where nothing is answered.

    They are numbered, unless a number is what one of them is called.
    """
    is_numbered = not any(name.isdecimal() for one in possible for name in _names(one))
    say(heading)
    for number, one in enumerate(possible, 1):
        say(f"{number}. {said_of(one)}" if is_numbered else f"- {said_of(one)}")
    say(
        _("Which one? Type its number or its name, or nothing to stop.")
        if is_numbered
        else _("Which one? Type its name, or nothing to stop.")
    )

    def read(typed: str) -> N:
        if not typed.strip():
            raise click.Abort
        meant = _meant(typed, possible, is_numbered=is_numbered)
        if len(meant) == 1:
            return meant[0]
        if meant:
            numbers = [str(possible.index(one) + 1) for one in meant]
            near = numbers if is_numbered else [one.word for one in meant]
            raise click.UsageError(did_you_mean(near))
        raise click.UsageError(_("That is none of these."))

    return ask_until_it_fits("> ", read, may_be_empty=True)


def said_of(one: Named) -> str:
    """Return how a thing is named, and what it is called."""
    return with_key(one.word, one.title)


def missing(name: str, ctx: click.Context, *lines: str) -> click.MissingParameter:
    """Return that the argument *name* is missing; *lines* say what it may be."""
    argument = next(one for one in ctx.command.params if one.name == name)
    return click.MissingParameter("\n".join(lines), ctx, argument)


def _meant(typed: str, possible: Sequence[N], *, is_numbered: bool) -> list[N]:
    """Return which of *possible* are meant: by number, word, key, title, beginning."""
    number = with_plain_digits(typed.strip()).removesuffix(".")
    if is_numbered and number.isdecimal():
        return list(possible[int(number) - 1 : int(number)]) if int(number) else []
    word = spelt_alike(typed)
    if not word:  # a dash: every name would begin with it
        return []
    same = [one for one in possible if word in _names(one)]
    return same or [
        one for one in possible if any(name.startswith(word) for name in _names(one))
    ]


def _names(one: Named) -> tuple[str, ...]:
    return (*map(spelt_alike, (one.word, one.key)), *ways_to_call(one.title))
