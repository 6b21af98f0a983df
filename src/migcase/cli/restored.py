"""What is told of a backup, and of an office that was restored from one."""

from __future__ import annotations

from datetime import datetime
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

import click

from migcase.cli.days import say_instant
from migcase.cli.display import shown
from migcase.cli.failing import Worded
from migcase.cli.heads import tell_against
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.values import say_value
from migcase.keeping.backup_file import BadBackup
from migcase.office.backup_facts import Told
from migcase.office.restoring import Restoration


def say_bad(error: BadBackup, file: Path) -> Worded:
    """Return why a file is no backup, in words."""
    cause = str(error.values["cause"])
    words = {"file": shown(str(file)), "part": shown(str(error.values["part"]))}
    sentences = {
        "missing": _("There is no file {file}."),
        "unreadable": _("{file} cannot be read: {part}"),
        "not-a-backup": _("{file} is no backup of migcase."),
        "newer": _("{file} was made by a newer migcase. Update this one."),
        "cut-short": _("{file} is not whole: it ends in the middle of {part}."),
        "too-long": _("{file} is damaged: something was added at its end."),
        "damaged": _("{file} is damaged in {part}. Take another backup."),
        "part-missing": _("{file} lacks {part}. Take another backup."),
        "foreign": _("{file} was not made with the keys of its office. Trust nothing."),
    }
    return Worded("bad-backup", sentences[cause].format(**words), cause=cause)


def say_bound(file: Path) -> Worded:
    """Return why what was in an encrypted file goes to no server, in words."""
    told = _(
        "{file} holds an encrypted file, whose keys belong to a machine. Nothing was "
        "restored."
    )
    hint = _("It is restored to a file: leave out --register.")
    return Worded("bound-to-machine", told.format(file=shown(str(file))), hint)


def tell_backup(ctx: click.Context, told: Told, at: datetime) -> None:
    """Print what a backup says of itself."""
    if wants_json(ctx):
        print_json("backup", _told_json(told))
        return
    words = {"code": told.code, "instant": say_instant(told.made)}
    tell(
        _(
            "A backup of office {code}, made {instant}; every byte of it is whole."
        ).format(**words)
    )
    _tell_age(told, at)


def _tell_age(told: Told, at: datetime) -> None:
    days = (at - told.made).days
    entries = ngettext("{n} entry", "{n} entries", told.entries)
    words = {"entries": entries.format(n=say_value(told.entries)), "days": days}
    if not days:
        tell(_("It holds {entries} and is less than a day old.").format(**words))
        return
    aged = ngettext(
        "It holds {entries} and is {days} day old.",
        "It holds {entries} and is {days} days old.",
        days,
    )
    tell(aged.format(**words))


def tell_restored(
    done: Restoration,
    at: datetime,
    *,
    by_holders: bool,
    replaced: Path | None,
    on_server: bool,
) -> None:
    """Print what was restored, how old it is, and what is to be seen to."""
    words = {"code": done.told.code, "folder": shown(str(done.folder))}
    is_since_known = replaced is not None
    tell(_("Office {code} is restored in {folder}.").format(**words))
    _tell_age(done.told, at)
    if done.examined.against is not None:
        tell_against(done.examined.against)
    else:
        say(
            _(
                "Nobody can tell from the backup alone what was written after it was "
                "made: the newest head can, with --against."
            )
        )
    for number in done.erased:
        tell(_("Erased again: {number}").format(number=shown(number)))
    if done.told.is_encrypted and not is_since_known:
        say(
            _(
                "Who left the office since may unlock this copy, and what was erased "
                "since is in it again: see to both before anybody works here."
            )
        )
    if replaced is not None:
        told = _(
            "From now on the office is in {folder}: let nobody work in {other} any "
            "more, and remove it once you have seen that everything is here."
        )
        say(told.format(other=shown(str(replaced)), **words))
    if done.is_key_older:
        say(
            _(
                "The master key of the backup is in force again: after it was made the "
                "key was renewed, or somebody left who had it. Renew it once more: "
                "`migcase unlock`, then `migcase rekey`."
            )
        )
    elif done.keys is not None and not is_since_known:
        say(
            _(
                "If the master key was renewed since, the old one is in force again: "
                "`migcase rekey`."
            )
        )
    if on_server:
        say(
            _(
                "Its cases are on the server, which holds nobody to their rights yet: "
                "`migcase enforce`."
            )
        )
    elif done.told.on_server:
        say(_("It was on a server; it is in a file of this folder now."))
        if done.told.is_encrypted:
            say(
                _(
                    "Its keys belong to no machine: a copy of this folder opens "
                    "anywhere with a passphrase."
                )
            )
    if by_holders:
        say(_("To let somebody in: `migcase recovery open`, with the same two keys."))


def _told_json(told: Told) -> dict[str, object]:
    return {
        "office": told.office,
        "code": told.code,
        "made": told.made,
        "migcase": told.migcase,
        "tables": told.tables,
        "encrypted": told.is_encrypted,
        "entries": told.entries,
    }


def restored_as_json(done: Restoration) -> dict[str, object]:
    """Return what was restored as programs read it."""
    against = done.examined.against
    body: dict[str, object] = {"folder": str(done.folder), **_told_json(done.told)}
    body["erased"] = list(done.erased)
    body["key_is_older"] = done.is_key_older
    if against is not None:
        body["against"] = {
            "outcome": against.outcome,
            "size": against.size,
            "missing": against.missing,
        }
    return body
