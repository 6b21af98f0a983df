"""A command that speaks the reader's language, and has the options that all have."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
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

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read *args*; tell of what stands there without its flag how it is given."""
        given = tuple(args)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            if type(error) is not click.UsageError:
                raise
            flags = {flag for one in self.params for flag in one.opts}
            lines = (error.message, *_flagged(error.message, given, flags))
            raise click.UsageError("\n".join(lines), ctx) from None

    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the help, translated."""
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_(cleandoc(self.help)))


def _flagged(told: str, given: Sequence[str], flags: Container[str]) -> Iterator[str]:
    """Yield with which of *flags* what is *told* to be too much would be given."""
    if "--fact" in flags:
        keys = [one.partition("=")[0] for one in given if "=" in one and one in told]
        typed = " ".join(f"--fact {key}=…" for key in keys)
        if typed:
            yield _("An answer is given with --fact: {typed}").format(typed=typed)
    elif "--programme" in flags:
        for one in given:
            if f"({one})" in told and one.replace("-", "").isalpha():
                typed = f"--programme {one}"
                yield _("A programme is named with --programme: {typed}").format(
                    typed=typed
                )
