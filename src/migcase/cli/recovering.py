"""`migcase recovery`: keys on paper, of which any two open an office.

For the day on which nobody is left who can unlock it, or the machine is gone.
"""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from migcase.calendar import day_of
from migcase.cli.counter import folder_of, settings_in
from migcase.cli.days import say_day
from migcase.cli.directory import Entry
from migcase.cli.display import can_ask, shown
from migcase.cli.drawer import Drawer
from migcase.cli.entering import keys_of, leave_no_core, name_of
from migcase.cli.failing import Worded
from migcase.cli.options import CLOCK, wish
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.passphrases import UNLOCK_FD, asked_new, needs_terminal, read_from
from migcase.cli.spoken import Spoken
from migcase.cli.table import print_table
from migcase.cli.unlocking import plain_office
from migcase.keeping import porter
from migcase.keeping.key_place import is_closed
from migcase.locale import marked
from migcase.office.clock import now
from migcase.office.settings import OfficeSettings

if TYPE_CHECKING:
    from migcase.keeping.seal.keyring import Keyring

RECOVERY = {
    "add": Entry("recovering", "add", marked("Print a key for somebody to lock away.")),
    "remove": Entry("recovering", "remove", marked("Let a printed key open nothing.")),
    "list": Entry("recovering", "list_holders", marked("Who holds a printed key.")),
    "drill": Entry("recovering", "drill", marked("Try two printed keys.")),
    "open": Entry(
        "recovering", "open_office", marked("Let somebody in with two printed keys.")
    ),
}


class _Recovery(Drawer):
    entries = RECOVERY


@click.group(cls=_Recovery)
def recovery() -> None:
    """Keys on paper, for the day on which nobody can unlock this office.

    Any two of them open it, none alone. Have at least two, better three, in the hands
    of people who are not all in the same building; try them once a year.
    """


@click.command(cls=Spoken)
@click.argument("name")
@click.pass_context
def add(ctx: click.Context, name: str) -> None:
    """Make a key for NAME and print it, once.

    Write it down or print it, seal it in an envelope, and lock it away where the
    computer is not. It is kept nowhere else.
    """
    from migcase.keeping.seal import recovery

    folder, settings, keys = _entered(ctx)
    key = recovery.add_holder(folder, keys, name)
    porter.renew(folder)
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        print_json("recovery-key", {"holder": name, "key": key})
        return
    tell(_("Recovery key of {name}").format(name=shown(name)))
    words = {"code": settings.code, "office": shown(settings.name)}
    tell(_("Office {code} {office}").format(**words).rstrip())
    groups = key.split()
    for number in range(0, len(groups), 4):
        four = enumerate(groups[number : number + 4], number + 1)
        tell("  ".join(f"{n}: {group}" for n, group in four))
    say(_("It is printed once. To try it with another one: `migcase recovery drill`."))
    names, _pairs = recovery.holders(folder, keys)
    if len(names) < recovery.ENOUGH:
        say(_("One key opens nothing: let a second person hold one too."))


@click.command(cls=Spoken)
@click.argument("name")
@click.pass_context
def remove(ctx: click.Context, name: str) -> None:
    """Let the printed key of NAME open nothing from now on.

    Backups made before still open with it and a second one.
    """
    from migcase.keeping.seal import recovery

    folder, _settings, keys = _entered(ctx)
    recovery.remove_holder(folder, keys, name)
    porter.renew(folder)
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        print_json("recovery-removed", {"holder": name})
    else:
        tell(_("The key of {name} opens nothing any more.").format(name=shown(name)))


@click.command(cls=Spoken)
@click.pass_context
def list_holders(ctx: click.Context) -> None:
    """Show who holds a printed key, and when which two were last tried."""
    from migcase.keeping.seal import recovery

    folder, _settings, keys = _entered(ctx)
    names, pairs = recovery.holders(folder, keys)
    if wants_json(ctx):
        rows = [
            {"holders": [pair.outer, pair.inner], "tried": pair.tried or None}
            for pair in pairs
        ]
        print_json("recovery", {"holders": list(names), "pairs": rows})
        return
    if not pairs:
        say(_("Fewer than two people hold a printed key: `migcase recovery add NAME`."))
    print_table(
        (_("Holder"), _("and"), _("Last tried")),
        [(shown(one.outer), shown(one.inner), _tried(one.tried)) for one in pairs],
    )


@click.command(cls=Spoken)
@click.pass_context
def drill(ctx: click.Context, unlock_fd: int | None) -> None:
    """Try whether two printed keys open this office; nothing else is changed.

    That they do is written down, with the day. With --unlock-fd two lines are read.
    """
    from migcase.keeping.seal import recovery

    folder, settings = _closed(ctx)
    leave_no_core()
    first, second = _two_keys(unlock_fd)
    today = day_of((wish(ctx, CLOCK) or now)(), settings.zone)
    names = recovery.drill(folder, first, second, today)
    porter.renew(folder)
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        print_json("recovery-drill", {"holders": list(names), "day": today})
        return
    words = {"one": shown(names[0]), "other": shown(names[1]), "day": say_day(today)}
    told = _("The keys of {one} and {other} open this office. Tried on {day}.")
    tell(told.format(**words))
    say(_("Seal them in new envelopes."))


@click.command(cls=Spoken)
@click.pass_context
def open_office(ctx: click.Context, unlock_fd: int | None) -> None:
    """Let somebody in with two printed keys, and bind the office to this machine.

    Whoever is named by --as gets a new passphrase, and new keys of their own: what was
    sealed for named readers alone stays closed. The folder of the office and the two
    keys are enough. With --unlock-fd three lines are read: the keys, the passphrase.
    """
    from migcase.keeping.seal import recovery

    folder, settings = _closed(ctx)
    leave_no_core()
    name = name_of(ctx)
    if not name:
        raise Worded("nobody", _("Say who is to be let in: --as NAME."))
    opened = recovery.opened(folder, *_two_keys(unlock_fd))
    phrase = asked_new(name, settings.name, unlock_fd)
    recovery.admit(folder, opened, name, phrase)
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        body = {"user": name, "holders": list(opened.holders)}
        print_json("recovery-opened", body)
        return
    tell(
        _("{name} can unlock this office now: migcase unlock").format(name=shown(name))
    )
    say(_("Whoever knows the two keys can do so again: have new ones printed."))


for _command in (drill, open_office):
    _command.params.append(UNLOCK_FD)


def _entered(ctx: click.Context) -> tuple[Path, OfficeSettings, Keyring]:
    """Return the folder of an encrypted office, its settings, and its keys."""
    folder, settings = _closed(ctx)
    keys = keys_of(ctx, folder)
    assert keys is not None
    return folder, settings, keys


def _closed(ctx: click.Context) -> tuple[Path, OfficeSettings]:
    folder = folder_of(ctx)
    settings = settings_in(folder)
    if not is_closed(folder):
        raise plain_office()
    return folder, settings


def _two_keys(fd: int | None) -> tuple[str, str]:
    if fd is not None:
        return read_from(fd), read_from(fd)
    if not can_ask():
        raise needs_terminal()
    say(_("Small letters, blanks and hyphens do not matter."))
    first = click.prompt(_("First printed key"), err=True)
    return str(first), str(click.prompt(_("Second printed key"), err=True))


def _tried(day: str) -> str:
    return say_day(date.fromisoformat(day)) if day else _("never")
