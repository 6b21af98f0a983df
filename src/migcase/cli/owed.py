"""`migcase deliveries`: what plugins that watch were not told yet, and why."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext

import click

from migcase.cli.counter import counter_of
from migcase.cli.days import say_instant
from migcase.cli.display import shown
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.spoken import Spoken
from migcase.cli.table import print_table
from migcase.keeping.deliveries import Delivery

AT_ONCE = 1000


@click.command(cls=Spoken)
@click.option(
    "--retry", is_flag=True, help=_("Try all of it again now, also what is set aside.")
)
@click.option(
    "--forget",
    metavar=_("PLUGIN"),
    help=_("Owe nothing more to that plugin: for one that will not come back."),
)
@click.option("--plugin", metavar=_("PLUGIN"), help=_("Of that plugin only."))
@click.pass_context
def deliveries(
    ctx: click.Context, retry: bool, forget: str | None, plugin: str | None
) -> None:
    """List what plugins that watch are owed: entries that they were not told yet.

    What cannot be told is tried again later, and after five times set aside until
    somebody has it tried again. The entries themselves are kept, whatever a plugin
    does.
    """
    owed = counter_of(ctx).office.deliveries
    told = forgotten = 0
    if forget is not None:
        forgotten = owed.forget(forget)
    if retry:
        owed.retry(plugin)
        told = owed.deliver()
    left = owed.owed(plugin=plugin, limit=AT_ONCE)
    if wants_json(ctx):
        body = {"told": told, "forgotten": forgotten}
        print_json("deliveries", {**body, "deliveries": list(map(_as_json, left))})
        return
    if forget is not None:
        words = {"n": forgotten, "plugin": shown(forget)}
        sentence = ngettext(
            "{plugin} is owed {n} entry no more.",
            "{plugin} is owed {n} entries no more.",
            forgotten,
        )
        tell(sentence.format(**words))
    if retry:
        tell(ngettext("{n} was told.", "{n} were told.", told).format(n=told))
    if not left:
        say(_("Plugins were told everything."))
        return
    print_table(
        (_("Case"), _("Entry"), _("Plugin"), _("Tries"), _("Again"), _("Last fault")),
        [_row(one) for one in left],
        styles=["late" if one.parked_at else "quiet" for one in left],
    )
    if len(left) == AT_ONCE:
        say(_("There is more than that."))


def _row(one: Delivery) -> tuple[str, ...]:
    again = _("set aside") if one.parked_at else say_instant(one.next_at)
    tries, fault = str(one.tries), shown(one.fault)
    return one.case, str(one.number), shown(one.plugin), tries, again, fault


def _as_json(one: Delivery) -> dict[str, object]:
    return {
        "case": one.case,
        "number": one.number,
        "plugin": one.plugin,
        "tries": one.tries,
        "next": one.next_at,
        "parked": one.parked_at,
        "fault": one.fault,
    }
