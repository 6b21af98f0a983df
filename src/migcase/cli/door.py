"""The group of all commands: finds them late, and words what goes wrong.

Every error ends here as one message on the error stream and an exit code; nobody
ever sees a traceback who did not ask for one with ``--debug``.
"""

from __future__ import annotations

import os
from gettext import gettext as _
from importlib import import_module
from inspect import cleandoc
from typing import Any

import click
from click.shell_completion import CompletionItem

from migcase.cli.directory import COMMANDS, SECTIONS
from migcase.cli.options import DEBUG, shared_options, wish


class Door(click.Group):
    """The commands of migcase, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of our own commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name: ours, else that of a plugin."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return _of_plugins(ctx, cmd_name)
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

        near = get_close_matches(name, COMMANDS, 2)
        raise click.exceptions.NoSuchCommand(name, possibilities=near, ctx=ctx)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the table of commands, in its sections."""
        for title, entries in SECTIONS.items():
            with formatter.section(_(title)):
                formatter.write_dl(
                    [(name, _(entry.help)) for name, entry in entries.items()]
                )

    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write what migcase is for, translated."""
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
            for name, entry in COMMANDS.items()
            if name.startswith(incomplete)
        ]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and word whatever stops it."""
        _choose_colour(ctx)
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise
        except (KeyboardInterrupt, EOFError, click.Abort):
            from migcase.cli.failing import tell_interrupted

            ctx.exit(tell_interrupted(ctx))
        except Exception as error:
            if wish(ctx, DEBUG):
                raise
            from migcase.cli.failing import tell  # words need more than --help does

            ctx.exit(tell(error, ctx))


def _of_plugins(ctx: click.Context, name: str) -> click.Command | None:
    """Return the command *name* that a plugin adds, if there is one."""
    if ctx.resilient_parsing or not name.replace("-", "").isalnum():
        return None
    from migcase.cli.counter import plugin_commands  # loads every plugin

    found = plugin_commands(ctx).get(name)
    return found if isinstance(found, click.Command) else None


def _choose_colour(ctx: click.Context) -> None:
    """Follow what the reader set: NO_COLOR, FORCE_COLOR, a terminal without colours."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        ctx.color = False
    elif os.environ.get("FORCE_COLOR"):
        ctx.color = True


def _print_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version  # slow to import

        click.echo(f"migcase {version('migcase')}")
        ctx.exit()


@click.group(
    cls=Door,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.pass_context
def door(ctx: click.Context) -> None:
    """Case files for return, reintegration and labour mobility.

    Without a command: today's agenda. The options of this page may stand before or
    after a command.
    """
    if ctx.invoked_subcommand is None:
        agenda = door.get_command(ctx, "agenda")
        assert agenda is not None
        ctx.invoke(agenda)


door.params += [
    *shared_options(hidden=False),
    click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_print_version,
        help=_("Print the version."),
    ),
]
