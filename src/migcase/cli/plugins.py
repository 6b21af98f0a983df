"""`migcase plugins`: what is installed, what it declares, and what is wrong with it."""

from __future__ import annotations

from contextlib import closing
from gettext import gettext as _

import click

from migcase.cli.causes import say_plugin_fault
from migcase.cli.counter import folder_of, place_of, plugins_of, settings_in
from migcase.cli.display import shown
from migcase.cli.entering import held_now, keys_of, locked
from migcase.cli.failing import Worded
from migcase.cli.options import KEYS, wish
from migcase.cli.output import print_json, say, wants_json
from migcase.cli.pluggable import commands_of
from migcase.cli.spoken import Spoken
from migcase.cli.table import print_table
from migcase.errors import BadPlugin, MigcaseError
from migcase.keeping.key_place import is_closed
from migcase.locale import marked
from migcase.office.plugin_list import Listed, without
from migcase.office.plugins import Plugins

STATES = {
    "works": marked("works"),
    "partly": marked("in part"),
    "failed": marked("unusable"),
}


@click.command(cls=Spoken)
@click.pass_context
def plugins(ctx: click.Context) -> None:
    """List the plugins, the programmes they declare, and what is wrong with any.

    It needs no office; where there is one, programmes are held against what they
    were when its cases were opened.
    """
    found = plugins_of(ctx)
    commands = sorted(commands_of(found))
    changed = _changed(ctx, found) if found.programmes() else ()
    listing = [without(one, changed) for one in found.listing]
    if wants_json(ctx):
        rows = [_as_json(one) for one in listing]
        print_json("plugins", {"plugins": rows, "commands": commands})
        return
    if not listing:
        say(_("No plugin is installed: there is no programme to open a case under."))
        return
    print_table(
        (_("Plugin"), _("Release"), _("State"), _("Programmes")),
        [
            (
                shown(one.name),
                shown(one.release),
                _(STATES.get(one.state, one.state)),
                _declared(one),
            )
            for one in listing
        ],
    )
    for fault in (*found.failed, *changed):
        for line in say_plugin_fault(fault):
            say(line)
    if commands:
        say(_("Commands of plugins: {names}").format(names=", ".join(commands)))


def _changed(ctx: click.Context, found: Plugins) -> tuple[BadPlugin, ...]:
    """Return what is not as it was when its first case was opened in the office.

    Nobody is asked for a passphrase to learn that; where the office does not open,
    that it was not looked at is said.
    """
    from migcase.keeping.sql_unlocked import open_following  # for who has an office
    from migcase.office.definitions import Definitions

    folder = folder_of(ctx)
    try:
        place = place_of(folder, settings_in(folder))
        if is_closed(folder) and wish(ctx, KEYS) is None and held_now(folder) is None:
            raise locked(folder)
        register, _keys = open_following(folder, place, keys_of(ctx, folder))
        with closing(register):
            return Definitions(register, found).faults()
    except MigcaseError as error:
        if not isinstance(error, Worded) or error.told != "no-office":
            told = _(
                "The office does not open now: whether its programmes are what they "
                "were when their first cases were opened was not looked at."
            )
            say(told)
        return ()


def _declared(plugin: Listed) -> str:
    named = [
        _("{programme} (version {version})").format(programme=key, version=version)
        for key, version in plugin.programmes
    ]
    return ", ".join(named)


def _as_json(plugin: Listed) -> dict[str, object]:
    return {
        "name": plugin.name,
        "release": plugin.release,
        "state": plugin.state,
        "reason": plugin.reason,
        "hooks": list(plugin.hooks),
        "programmes": [
            {"key": key, "version": version} for key, version in plugin.programmes
        ],
    }
