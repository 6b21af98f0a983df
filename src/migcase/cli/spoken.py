"""A command that speaks the reader's language, and has the options that all have."""

from __future__ import annotations

from gettext import gettext as _
from inspect import cleandoc

import click

from migcase.cli.options import shared_options
from migcase.cli.usage import Call


class Spoken(click.Command):
    """A command whose docstring is its help, in the reader's language."""

    context_class = Call

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return its own options and those that every command has."""
        own = super().get_params(ctx)
        return [*own[:-1], *shared_options(hidden=True), *own[-1:]]

    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the help, translated."""
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_(cleandoc(self.help)))
