"""`migcase doctor --rebuild`: what is derived, made again from the entries."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext

import click

from migcase.cli.counter import counter_of
from migcase.cli.error_words import FAILED
from migcase.cli.output import print_json, tell, wants_json


def rebuild(ctx: click.Context) -> None:
    """Make again what is derived of every case, and say what came of it."""
    rebuilt = counter_of(ctx).office.rebuild()
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        body = {"mended": rebuilt.mended, "unreadable": rebuilt.unreadable}
        print_json("rebuilt", {"cases": rebuilt.cases, **body})
    else:
        told = ngettext(
            "{n} case was made again from its entries.",
            "{n} cases were made again from their entries.",
            rebuilt.cases,
        )
        tell(told.format(n=rebuilt.cases))
        for case in rebuilt.mended:
            tell(
                _("- {case} was not as its entries say, and is now.").format(case=case)
            )
        for case in rebuilt.unreadable:
            told = _(
                "✗ {case}: an entry is missing or damaged. Nothing was changed; "
                "restore a backup."
            )
            tell(told.format(case=case))
    ctx.exit(FAILED if rebuilt.unreadable else 0)
