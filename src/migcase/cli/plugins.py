"""`migcase plugins`: what is installed, what it declares, and what is wrong with it."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.cli.causes import say_plugin_fault
from migcase.cli.counter import plugins_of
from migcase.cli.display import shown
from migcase.cli.output import print_json, say, wants_json
from migcase.cli.pluggable import commands_of
from migcase.cli.spoken import Spoken
from migcase.cli.table import print_table
from migcase.locale import marked
from migcase.office.plugin_list import Listed

STATES = {
    "works": marked("works"),
    "partly": marked("in part"),
    "failed": marked("unusable"),
}


@click.command(cls=Spoken)
@click.pass_context
def plugins(ctx: click.Context) -> None:
    """List the plugins, the programmes they declare, and what is wrong with any.

    It needs no office.
    """
    found = plugins_of(ctx)
    commands = sorted(commands_of(found))
    if wants_json(ctx):
        rows = [_as_json(one) for one in found.listing]
        print_json("plugins", {"plugins": rows, "commands": commands})
        return
    if not found.listing:
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
            for one in found.listing
        ],
    )
    for fault in found.failed:
        for line in say_plugin_fault(fault):
            say(line)
    if commands:
        say(_("Commands of plugins: {names}").format(names=", ".join(commands)))


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
