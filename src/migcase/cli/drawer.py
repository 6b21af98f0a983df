"""Commands that hold further ones, each imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import gettext as _
from importlib import import_module
from inspect import cleandoc

import click
from click.shell_completion import CompletionItem

from migcase.cli.directory import Entry
from migcase.cli.spoken import Spoken
from migcase.cli.usage import Call


class Commands(click.Group):
    """A group of commands by their names, in the reader's language."""

    context_class = Call
    entries: Mapping[str, Entry] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the help."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        found = getattr(import_module(f"migcase.cli.{entry.room}"), entry.name)
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that *args* begin with; offer the near ones if none."""
        name = args[0]
        if name.startswith("-") or self.get_command(ctx, name) is not None:
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches  # only where somebody mistyped

        near = get_close_matches(name, self.entries, 2)
        raise click.exceptions.NoSuchCommand(name, possibilities=near, ctx=ctx)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the table of commands."""
        with formatter.section(_("Commands")):
            formatter.write_dl(
                [(name, _(entry.help)) for name, entry in self.entries.items()]
            )

    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write what the commands are for, translated."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(cleandoc(self.help or "")))

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        """Return the commands that begin so, without importing any of them."""
        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        return [
            CompletionItem(name, help=_(entry.help))
            for name, entry in self.entries.items()
            if name.startswith(incomplete)
        ]


class Drawer(Spoken, Commands):
    """Commands that stand together under the name of one."""
