"""`migcase init --upgrade`: older tables brought up to date, after a verified backup.

In a file and on a server alike; without the backup nothing is changed.
"""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

import click

from migcase.cli.counter import patience, place_of, settings_in
from migcase.cli.display import shown
from migcase.cli.entering import keys_of
from migcase.cli.output import print_json, say, tell, wants_json


def bring_up_to_date(ctx: click.Context, folder: Path, owner: str | None) -> None:
    """Back the office in *folder* up, bring its tables up to date, and say so.

    *owner* is its server as who owns it reaches it; None is as the settings say.
    """
    settings = settings_in(folder)
    from migcase.keeping.sql_migrate import migrate  # Alembic is slow to import

    keys = keys_of(ctx, folder)
    place = place_of(folder, settings)
    from migcase.cli.backing_up import before_upgrade  # loads ciphers
    from migcase.keeping.sql_copy import check_same

    if owner is not None:
        check_same(place, owner, patience=patience())
        place = owner
    kept = before_upgrade(folder, place, settings.code, keys)
    migrate(place, keys)
    if wants_json(ctx):
        body = {"folder": str(folder), "encrypted": keys is not None}
        print_json("upgraded", {**body, "backup": None if kept is None else str(kept)})
        return
    if kept is not None:
        told = _("What was there before is backed up in {file}.")
        tell(told.format(file=shown(str(kept))))
    tell(_("The tables in {folder} are up to date.").format(folder=shown(str(folder))))
    if keys is None:
        say(
            _(
                "The office stays as plain as it was: nothing in it is encrypted. For "
                "real people, found a new one with `migcase init`."
            )
        )
