"""`migcase enforce`: a server holds everybody to their rights."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.cli.counter import counter_of, patience
from migcase.cli.display import shown
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.spoken import Spoken


@click.command(cls=Spoken)
@click.option(
    "--owner",
    metavar=_("URL"),
    required=True,
    help=_(
        "The database as its owner reaches it: postgresql://owner@host/database, never "
        "with a password."
    ),
)
@click.pass_context
def enforce(ctx: click.Context, owner: str) -> None:
    """Have the server let each login see and write what its user may, and no more.

    Run it again after each change of roles. Logins that are missing are made without a
    password: the owner of the server gives them one.
    """
    counter = counter_of(ctx)
    made = counter.office.hold_logins(owner, patience=patience())
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        print_json("enforced", {"made": list(made)})
        return
    tell(_("The server holds every login to its rights."))
    if made:
        names = ", ".join(map(shown, made))
        say(_("Without a password yet: {names}").format(names=names))
