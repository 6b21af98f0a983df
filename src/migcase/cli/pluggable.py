"""Plugins at the counter: their commands, what is wrong, and telling who watches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from gettext import gettext as _
from pathlib import Path

import click

from migcase.cli.causes import say_plugin_fault
from migcase.cli.directory import COMMANDS
from migcase.cli.output import say
from migcase.cli.slow_plugins import note_down, offers
from migcase.errors import BadPlugin, MigcaseError
from migcase.office.hookspecs import CHECK, RECORDED
from migcase.office.office import Office
from migcase.office.plugin_faults import Name
from migcase.office.plugins import Plugins

# What of a check is among the reasons why nothing was recorded.
DENIES = frozenset({"hook-failed", "wrong-type"})


def commands_of(plugins: Plugins) -> Mapping[str, tuple[Name, click.Command]]:
    """Return the commands that *plugins* add, by their names, and whose they are."""
    return plugins.commands(lambda: click.Group("plugins"), _commands_in, COMMANDS)


def say_all(faults: Iterable[BadPlugin]) -> None:
    """Say which plugins cannot be used, and why."""
    for fault in faults:
        _say(fault)


def say_faults(office: Office, folder: Path, said: set[str]) -> Callable[[], None]:
    """Say what is wrong with plugins; return what says the rest when all is done.

    What was told is among *said*, so that nobody tells it again.  The rest tells those
    that watch what they are owed as well: whoever asked has their answer by then.
    """
    for line in offers(folder, office.plugins):
        say(line)
    _say_new(office, said)

    def afterwards() -> None:
        try:
            office.deliveries.deliver()
        except MigcaseError:
            pass  # it stays written down, and a later command tells it
        finally:
            _say_new(office, said)
            note_down(folder, _slow(office))

    return afterwards


def _slow(office: Office) -> Iterator[tuple[str, str]]:
    """Yield which plugins were slow, and in which hook."""
    for fault in office.failed():
        if fault.values.get("fault") == "slow":
            name = f"{fault.values['plugin']} {fault.values['release']}"
            yield name, str(fault.values["hook"])


def _say_new(office: Office, said: set[str]) -> None:
    failed = office.failed()
    for fault in failed:
        # A check that fails is told with the reasons why nothing was recorded.
        is_told = fault.values.get("hook") == CHECK and fault.values["fault"] in DENIES
        if str(fault) not in said and not is_told:
            _say(fault)
            said.add(str(fault))


def _say(fault: BadPlugin) -> None:
    for line in say_plugin_fault(fault):
        say(line)
    if fault.values.get("fault") == "slow":
        told = _("To do without plugins: --no-plugins, or MIGCASE_LOAD_PLUGINS=a,b.")
        say(told)
    elif (fault.values["fault"], fault.values.get("hook")) == ("hook-failed", RECORDED):
        told = _(
            "What was recorded is kept. The plugin is told again later; `migcase "
            "deliveries` lists what it is owed."
        )
        say(told)


def _commands_in(group: click.Group) -> Mapping[str, click.Command]:
    found = group.commands
    if all(isinstance(one, click.Command) for one in found.values()):
        return found
    raise TypeError("not a command")
