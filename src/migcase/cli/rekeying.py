"""`migcase rekey`: a new master key, so that what somebody copied opens nothing new."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from migcase.cli.counter import counter_of, folder_of, patience, place_of
from migcase.cli.entering import keys_of
from migcase.cli.options import CLOCK, wish
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.spoken import Spoken
from migcase.cli.user_roles import needs_keys
from migcase.keeping import porter
from migcase.keeping.key_place import FILE as KEYS
from migcase.keeping.sql_unlocked import open_following
from migcase.office.clock import now
from migcase.office.office import Office
from migcase.office.plugins import Plugins


@click.command(cls=Spoken)
@click.pass_context
def rekey(ctx: click.Context) -> None:
    """Make a new master key, when somebody left who may have copied the old one.

    Everybody who works here unlocks the office with the passphrase that they have, and
    any two printed keys open it as before; nobody has to come. What somebody copied of
    the old keys opens the office as it was until now, and nothing that is written
    from now on. Let them go first: `migcase user leave NAME`. Only an administrator
    may, while nobody else has the office open. If it is cut off, the old key is in
    force or the new one, and the next command finishes.
    """
    counter = counter_of(ctx)
    needs_keys(counter)
    folder, settings = folder_of(ctx), counter.office.settings
    place = place_of(folder, settings)
    ctx.close()  # nobody may have the office open, and so not we
    register, held = open_following(folder, place, keys_of(ctx, folder))
    clock = wish(ctx, CLOCK) or now
    office = Office(register, Plugins(), settings=settings, clock=clock, keyring=held)
    with office:
        keys = office.renewals.carry_out(folder, place, patience=patience())
    ctx.meta["migcase.recorded"] = True
    porter.dismiss(folder)
    on_server = not isinstance(place, Path)
    if wants_json(ctx):
        print_json("master-renewed", {"epoch": keys.epoch, "on_server": on_server})
        return
    tell(_("This office has a new master key."))
    say(_("Everybody unlocks it again, with the passphrase they have: migcase unlock"))
    say(
        _(
            "Backups made before open with the old key: make a new one, and destroy "
            "those that nobody needs."
        )
    )
    if on_server:
        say(
            _(
                "Copy {file} to the other machines of this office: they open nothing "
                "before. Take away the login of whoever left: a server keeps no key of "
                "the whole, and keys of single cases that they copied still open these."
            ).format(file=KEYS)
        )
