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
from migcase.cli.counter import counter_of, place_of
from migcase.cli.days import say_day
from migcase.cli.directory import Entry
from migcase.cli.display import shown
from migcase.cli.drawer import Drawer
from migcase.cli.entering import held_now, keys_of, leave_no_core
from migcase.cli.letting_in import closed_office, two_keys
from migcase.cli.options import CLOCK, wish
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.passphrases import UNLOCK_FD
from migcase.cli.spoken import Spoken
from migcase.cli.table import print_table
from migcase.keeping import porter
from migcase.locale import marked
from migcase.office.clock import now
from migcase.office.settings import OfficeSettings
from migcase.roster import rights
from migcase.roster.events import RecoveryDrilled
from migcase.roster.recovery import HolderDropped, HolderNamed

if TYPE_CHECKING:
    from migcase.keeping.seal.hands import Public
    from migcase.keeping.seal.keyring import Keyring

RECOVERY = {
    "add": Entry("recovering", "add", marked("Print a key for somebody to lock away.")),
    "remove": Entry("recovering", "remove", marked("Let a printed key open nothing.")),
    "list": Entry("recovering", "list_holders", marked("Who holds a printed key.")),
    "drill": Entry("recovering", "drill", marked("Try two printed keys.")),
    "open": Entry(
        "letting_in", "open_office", marked("Let somebody in with two printed keys.")
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

    folder, settings = closed_office(ctx)
    office = counter_of(ctx).office
    keys = office.keyring
    assert keys is not None

    def first(public: Public) -> None:
        office.log(HolderNamed(public.name, public.verifies, public.receives))

    key = recovery.add_holder(folder, keys, name, first=first)
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

    folder, _settings = closed_office(ctx)
    office = counter_of(ctx).office
    assert office.keyring is not None
    if name in office.roster.holders:
        office.log(HolderDropped(name))
    recovery.remove_holder(folder, office.keyring, name)
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
        return
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
    from migcase.keeping.sql_unlocked import settle_with

    folder, settings = closed_office(ctx)
    leave_no_core()
    first, second = two_keys(unlock_fd)
    settle_with(folder, place_of(folder, settings), first, second)
    today = day_of((wish(ctx, CLOCK) or now)(), settings.zone)
    names = recovery.drill(folder, first, second, today)
    porter.renew(folder)
    if held_now(folder) is not None:
        office = counter_of(ctx).office
        if office.may(rights.DRILL):
            office.log(RecoveryDrilled(names, worked=True))
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        print_json("recovery-drill", {"holders": list(names), "day": today})
        return
    words = {"one": shown(names[0]), "other": shown(names[1]), "day": say_day(today)}
    told = _("The keys of {one} and {other} open this office. Tried on {day}.")
    tell(told.format(**words))
    say(_("Seal them in new envelopes."))


drill.params.append(UNLOCK_FD)


def _entered(ctx: click.Context) -> tuple[Path, OfficeSettings, Keyring]:
    """Return the folder of an encrypted office, its settings, and its keys."""
    folder, settings = closed_office(ctx)
    keys = keys_of(ctx, folder)
    assert keys is not None
    return folder, settings, keys


def _tried(day: str) -> str:
    return say_day(date.fromisoformat(day)) if day else _("never")
