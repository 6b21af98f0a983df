"""Passphrases, asked for where nobody reads them off a screen or out of a history.

They are typed at a terminal that does not show them, or read from a file descriptor
that another program holds out; never from words on a command line, nor from the
surroundings of a process.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from gettext import gettext as _

import click

from migcase.cli.display import can_ask, shown
from migcase.cli.failing import Worded
from migcase.cli.output import say
from migcase.cli.prompting import ask
from migcase.keeping.seal.phrases import LEAST, MOST, new_phrase, why_weak
from migcase.locale import marked

WEAK: Mapping[str, str] = {
    "short": marked(
        "That is too short: {least} characters at least, or six words of yours."
    ),
    "long": marked("That is too long: {most} characters at most."),
    "plain": marked("That is what others would try first. Take a sentence of yours."),
}
UNLOCK_FD = click.Option(
    ["--unlock-fd"],
    type=click.IntRange(0, 1_000_000),
    metavar=_("N"),
    help=_("Read the passphrase from file descriptor N, without a terminal."),
)


def asked(name: str) -> str:
    """Ask for the passphrase of *name*; only where somebody can answer."""
    told = _("Passphrase of {name}").format(name=shown(name))
    return ask(told, is_secret=True)


def asked_new(name: str, office: str = "", fd: int | None = None) -> str:
    """Return a new passphrase of *name*, typed twice, or made where nothing is typed.

    With *fd* it is read from there.
    """
    if fd is not None:
        phrase = read_from(fd)
        why = why_weak(phrase, name, office)
        if why:
            raise Worded("weak-passphrase", *_say_weak(why))
        return phrase
    if not can_ask():
        raise needs_terminal()
    say(
        _(
            "A passphrase has at least {least} characters; a sentence of yours is a "
            "good one. Type nothing for one that migcase makes."
        ).format(least=LEAST)
    )
    while True:
        told = _("New passphrase of {name}").format(name=shown(name))
        phrase = ask(told, is_secret=True, may_be_empty=True)
        if not phrase:
            phrase = new_phrase()
            say(_("Learn it by heart, or write it down and lock it away:"))
            say(f"  {phrase}")
        why = why_weak(phrase, name, office)
        if why:
            for line in _say_weak(why):
                say(line)
        elif ask(_("Once more"), is_secret=True) == phrase:
            return phrase
        else:
            say(_("That was not the same. Again:"))


def read_from(fd: int) -> str:
    """Return the first line that can be read from the file descriptor *fd*."""
    line = b""
    try:
        # Sign by sign: what follows is for whoever reads next.
        while (sign := os.read(fd, 1)) not in (b"", b"\n") and len(line) < 4 * MOST:
            line += sign
        return line.decode().removesuffix("\r")
    except (OSError, UnicodeDecodeError):
        told = _("No passphrase can be read from file descriptor {n}.").format(n=fd)
        raise Worded("no-passphrase", told) from None


def needs_terminal() -> Worded:
    """Return the error that nobody is there who could be asked."""
    return Worded(
        "needs-terminal",
        _("A passphrase is asked for on a terminal, and there is none."),
        _("A program hands it over with --unlock-fd N, a file descriptor."),
    )


def _say_weak(why: str) -> Iterator[str]:
    yield _(WEAK[why]).format(least=LEAST, most=MOST)
