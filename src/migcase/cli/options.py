"""The options that every command understands, before or after its own name.

They are kept in click's ``meta`` of the call, under their own names, and read by
`migcase.cli.counter`.
"""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from migcase.locale import LANGUAGES

OFFICE, ACTOR, JSON, PLUGINS = "office", "actor", "as_json", "plugins"
DEBUG = "debug"
# The folder as it was typed: what is advised next must name it again.
TYPED = "typed_office"
# No option: the demo shows an office on a day of its own.
CLOCK = "clock"
# Nor this: the keys of whoever unlocked the office; the demo throws its own away.
KEYS = "keys"
# How to look, once somebody has answered, whether the office is unlocked still.
STILL_OPEN = "still_open"
# Nor this: the zone of the office that is open, in which times of day are said.
ZONE = "zone"
# Under which id something is sent, and how to look whether it was kept.
SENT, LOOKED_UP = "sent", "looked_up"
# What was said to be wrong with plugins already.
SAID = "said"


def keep(ctx: click.Context, option: click.Parameter, value: Any) -> Any:
    """Remember *value* under the name of its option, where one was given."""
    assert option.name is not None
    given = ctx.get_parameter_source(option.name) is not None
    if given and value is not None and value is not False:
        ctx.meta[f"migcase.{option.name}"] = value
    return value


def _keep_office(ctx: click.Context, option: click.Parameter, value: Any) -> Any:
    """Remember the folder that was typed, and that it was."""
    if keep(ctx, option, value) is not None:
        ctx.meta[f"migcase.{TYPED}"] = value
    return value


def _keep_name(ctx: click.Context, option: click.Parameter, value: Any) -> Any:
    """Remember who was named; an empty name does not stand for what else is set."""
    if value is not None and not value.strip():
        raise click.BadParameter(_("Nobody is named there."), ctx, option)
    return keep(ctx, option, value)


def wish(ctx: click.Context, name: str) -> Any:
    """Return what was given for the option *name*, None where nothing was."""
    return ctx.meta.get(f"migcase.{name}")


def shared_options(*, hidden: bool) -> list[click.Parameter]:
    """Return the options that every command has; all but ``--json`` can be hidden."""
    return [
        click.Option(
            ["--json", JSON],
            is_flag=True,
            expose_value=False,
            callback=keep,
            help=_("Print JSON, the same in every language."),
        ),
        click.Option(
            ["--office", OFFICE],
            type=click.Path(file_okay=False, path_type=Path),
            metavar=_("FOLDER"),
            expose_value=False,
            callback=_keep_office,
            hidden=hidden,
            help=_("The folder of the office; otherwise MIGCASE_OFFICE."),
        ),
        click.Option(
            ["--as", ACTOR],
            metavar=_("NAME"),
            expose_value=False,
            callback=_keep_name,
            hidden=hidden,
            help=_("Who writes; otherwise MIGCASE_USER, or who is logged in."),
        ),
        click.Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            expose_value=False,
            hidden=hidden,
            help=_("The language to read in; otherwise MIGCASE_LANG, then LANG."),
        ),
        click.Option(
            ["--no-plugins", PLUGINS],
            is_flag=True,
            expose_value=False,
            callback=keep,
            hidden=hidden,
            help=_("Load no plugin: cases can be read, not continued."),
        ),
        click.Option(
            ["--debug"],
            is_flag=True,
            expose_value=False,
            callback=keep,
            hidden=hidden,
            help=_("Show where in the program an unexpected error arose."),
        ),
    ]
