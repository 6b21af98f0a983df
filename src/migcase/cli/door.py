"""The group of all commands: finds them late, and words what goes wrong.

Every error ends here as one message on the error stream and an exit code; nobody
ever sees a traceback who did not ask for one with ``--debug``.
"""

from __future__ import annotations

import os
from gettext import gettext as _
from typing import Any

import click

from migcase.cli.directory import COMMANDS, SECTIONS
from migcase.cli.drawer import Commands
from migcase.cli.given_away import check_surroundings, check_words
from migcase.cli.options import DEBUG, shared_options, wish
from migcase.cli.usage import in_words, message, quoted


class Door(Commands):
    """The commands of migcase, each imported when it is asked for."""

    entries = COMMANDS

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name: ours, else that of a plugin."""
        return super().get_command(ctx, cmd_name) or _of_plugins(ctx, cmd_name)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the table of commands, in its sections."""
        for title, entries in SECTIONS.items():
            with formatter.section(_(title)):
                formatter.write_dl(
                    [(name, _(entry.help)) for name, entry in entries.items()]
                )
        # Which ones, only loading every plugin would tell.
        formatter.write_paragraph()
        told = _("Plugins may add commands of their own: `migcase plugins` lists them.")
        formatter.write_text(told)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options: no passphrase is among them, and none drives a terminal."""
        try:
            check_surroundings()
            check_words(args, ctx)
            return super().parse_args(ctx, args)
        except click.ClickException as error:
            raise _gated(error) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and word whatever stops it."""
        _choose_colour(ctx)
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            raise _gated(error) from None
        except (click.exceptions.Exit, BrokenPipeError):
            raise
        except (KeyboardInterrupt, EOFError, click.Abort) as error:
            from migcase.cli.failing import tell_interrupted

            ctx.exit(tell_interrupted(ctx, error))
        except Exception as error:
            from migcase.cli.failing import tell  # words need more than --help does

            code = tell(error, ctx)
            if wish(ctx, DEBUG):
                from migcase.cli.traces import tell_places

                tell_places(error)
            raise click.exceptions.Exit(code) from error
        except BaseException as error:
            if isinstance(error, SystemExit) or "migcase.plugin" not in ctx.meta:
                raise
            from migcase.cli.failing import tell_unexpected

            raise click.exceptions.Exit(tell_unexpected(error, ctx)) from None


def _of_plugins(ctx: click.Context, name: str) -> click.Command | None:
    """Return the command *name* that a plugin adds, if there is one."""
    if ctx.resilient_parsing or not name.replace("-", "").isalnum():
        return None
    from migcase.cli.counter import plugins_of  # loads every plugin
    from migcase.cli.pluggable import commands_of, say_all

    plugins = plugins_of(ctx)
    found = commands_of(plugins).get(name)
    if found is None:
        say_all(plugins.failed)  # one of them may have been meant to bring it
        return None
    ctx.meta["migcase.plugin"] = found[0]
    return found[1]


def _gated(error: click.ClickException) -> click.ClickException:
    """Return *error* as it may be shown: in the reader's words, as wide as the screen.

    What it quotes cannot drive a terminal.
    """
    before = _("Error: {message}").format(message="")
    told = error.format_message()
    said = quoted(_spoken(error).format_message())
    safe = message(said.replace("\r", "␍"), before)
    if safe == told:
        return error
    if isinstance(error, click.UsageError):
        return click.UsageError(safe, error.ctx)
    return click.ClickException(safe)


def _spoken(error: click.ClickException) -> click.ClickException:
    """Return *error* so that it calls an argument as the line of usage does."""
    if not isinstance(error, click.BadParameter) or error.param_hint is not None:
        return error
    if error.ctx is None or not isinstance(error.param, click.Argument):
        return error
    hint = in_words(error.param.get_error_hint(error.ctx))
    return type(error)(error.message, error.ctx, error.param, hint)


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
