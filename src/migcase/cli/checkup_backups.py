"""What `migcase doctor` looks at of backups, and of the file that they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING

from migcase.cli.checkup import BAD, OK, WARN, Finding
from migcase.cli.display import shown
from migcase.roster.members import Roster

if TYPE_CHECKING:
    from migcase.keeping.seal.keyring import Keyring

# What is written in a week can still be remembered, or is on paper.
OFTEN = timedelta(days=7)
MOST = 50


def of_backups(
    folder: Path, office: str, roster: Roster, now: datetime, *, is_empty: bool
) -> Iterator[Finding]:
    """Yield how old the last backup is, and which are too old to be kept."""
    if is_empty and roster.backed_up is None:
        return
    yield _age(roster.backed_up, now)
    from migcase.cli.backing_up import FOLDER, KEPT_FOR, backups_in  # loads ciphers
    from migcase.office.backing_up import left_behind

    for left in left_behind(folder / FOLDER):
        told = _(
            "{file} is left of a backup that was cut off, if none is being made now: "
            "what was erased since can still be read in it. Remove it."
        )
        yield Finding("cut-off-backup", WARN, told.format(file=shown(left.name)))

    for file, made in backups_in(folder / FOLDER, office):
        if made < now - KEPT_FOR:
            told = _(
                "{file} is older than {days} days: what was erased since can still be "
                "read in it. Destroy it."
            )
            words = {"file": shown(file.name), "days": KEPT_FOR.days}
            yield Finding("old-backup", WARN, told.format(**words))


def of_pages(place: Path, keys: Keyring | None) -> Iterator[Finding]:
    """Yield whether the file is whole; where it is not, which cases it concerns."""
    from migcase.keeping.sql_damage import damage, damaged_pages

    pages = damaged_pages(place, keys)
    if not pages:
        yield Finding("pages", OK, _("The file is whole."))
        return
    from migcase.cli.flaw_words import say_flaw

    told = ngettext(
        "{n} page of the file is damaged. Restore a backup beside it; what is not "
        "named here can still be read.",
        "{n} pages of the file are damaged. Restore a backup beside it; what is not "
        "named here can still be read.",
        pages,
    )
    yield Finding("pages", BAD, told.format(n=pages))
    for flaw in [*damage(place, keys)][:MOST]:
        yield Finding("damaged", BAD, say_flaw(flaw))


def _age(last: datetime | None, now: datetime) -> Finding:
    if last is None:
        told = _("There is no backup yet: migcase backup")
        return Finding("backups", WARN, told)
    days = (now - last).days
    if now - last > OFTEN:
        told = ngettext(
            "The last backup is {n} day old: migcase backup",
            "The last backup is {n} days old: migcase backup",
            days,
        )
        return Finding("backups", WARN, told.format(n=days))
    if not days:
        return Finding("backups", OK, _("The last backup is less than a day old."))
    told = ngettext(
        "The last backup is {n} day old.", "The last backup is {n} days old.", days
    )
    return Finding("backups", OK, told.format(n=days))
