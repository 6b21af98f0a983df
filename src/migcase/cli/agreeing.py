"""A question that takes yes or no, in whichever of our languages it is answered."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.cli.prompting import ask_until_it_fits

YES, NO = ("y", "yes", "o", "oui"), ("n", "no", "non", "")


def is_agreed(question: str) -> bool:
    """Ask until somebody says yes or no; nothing typed is no."""

    def read(typed: str) -> bool:
        word = typed.strip().casefold()
        if word not in YES + NO:
            raise click.UsageError(_("Type y for yes, or n for no."))
        return word in YES

    prompt = _("{question} [y/N]: ").format(question=question)
    return ask_until_it_fits(prompt, read, may_be_empty=True)


def must_agree(question: str) -> None:
    """Ask *question*; stop the command where the answer is no."""
    if not is_agreed(question):
        raise click.Abort
