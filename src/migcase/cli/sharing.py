"""`migcase share`: a colleague reads a case, too, that is sealed to some."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.cli.counter import counter_of
from migcase.cli.display import shown
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.spoken import Spoken


@click.command(cls=Spoken)
@click.argument("case")
@click.option(
    "--to", "user", metavar=_("NAME"), required=True, help=_("Who is to read it.")
)
@click.option(
    "--reason", metavar=_("TEXT"), required=True, help=_("Why; it is kept sealed.")
)
@click.pass_context
def share(ctx: click.Context, case: str, user: str, reason: str) -> None:
    """Let a colleague read CASE, which is sealed and which you can open.

    All of it, from its first line. That you did is kept. To work on it they need a role
    in its programme besides.
    """
    counter = counter_of(ctx)
    found, _labels = counter.case(case)
    counter.office.share(found.id, user, reason=reason)
    ctx.meta["migcase.recorded"] = True
    readers = counter.office.readers(found.id)
    if wants_json(ctx):
        print_json("shared", {"case": found.id, "readers": list(readers)})
        return
    words = {"name": shown(user), "case": found.id}
    tell(_("{name} can read {case} now.").format(**words))
    say(_("Who can: {names}").format(names=", ".join(map(shown, readers))))
