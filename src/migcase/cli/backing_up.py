"""`migcase backup`: everything in one file, opened and verified before it counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from gettext import gettext as _
from gettext import ngettext
from importlib.metadata import version
from pathlib import Path

import click

from migcase.cli.counter import folder_of, patience, place_of, settings_in
from migcase.cli.disk_reasons import say_reason
from migcase.cli.display import shown
from migcase.cli.failing import Worded
from migcase.cli.flaw_words import say_flaw
from migcase.cli.heads import head_as_json, tell_head
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.spoken import Spoken
from migcase.cli.values import say_value
from migcase.cli.verdicts import MOST
from migcase.cli.whole import Whole, whole_of
from migcase.errors import BadRegister, Refused
from migcase.keeping.backup_file import BadBackup, read_contents
from migcase.keeping.proof import Flaw, NotInOrder
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.sql_copy import check_same, check_sees_all
from migcase.office.backing_up import (
    SUFFIX,
    Backup,
    NotSound,
    Source,
    back_up,
    back_up_older,
)
from migcase.office.backup_facts import told_by
from migcase.office.clock import now
from migcase.roster.events import BackedUp

# Where backups are kept beside the office, until somebody carries them elsewhere.
FOLDER = "backups"
# A backup still opens what was erased since: so none is kept for longer (N6).
KEPT_FOR = timedelta(days=90)


@click.command(cls=Spoken)
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option(
    "--owner",
    metavar=_("URL"),
    help=_(
        "For an office on a server: the database as its owner reaches it, "
        "postgresql://owner@host/database, never with a password."
    ),
)
@click.pass_context
def backup(ctx: click.Context, target: Path | None, owner: str | None) -> None:
    """Back this office up into one file: TARGET, or a new one in the folder TARGET.

    Without TARGET it goes into the folder “backups” of the office; carry it elsewhere.
    Others may go on working meanwhile. It is done when the file was opened again, every
    case in it read, every proof in it checked, and all of it counted.

    Whoever has a passphrase of this office, or two of its recovery keys, can restore
    it on any machine. Copying the files of an office is no backup.
    """
    if owner is not None:
        folder = folder_of(ctx)
        place = place_of(folder, settings_in(folder))
        check_same(place, owner, patience=patience())
    whole, file = whole_of(ctx, owner), target or Path(FOLDER)
    # Whoever sees a part of an office signs no head of it either.
    check_sees_all(whole.place, patience=patience())
    try:
        file = _target(whole, target)
        made = back_up(whole.source, file, whole.head(), whole.at, version("migcase"))
    except (NotSound, NotInOrder) as error:
        raise _not_sound(error) from None
    except FileExistsError:
        told = _("There is a file {file} already. Nothing was written.")
        raise Worded("exists", told.format(file=shown(str(file)))) from None
    except OSError as error:
        words = {"file": shown(str(file)), "reason": say_reason(error.strerror)}
        told = _("{file} cannot be written: {reason}. There is no backup.")
        raise Worded("cannot-write", told.format(**words)) from None
    ctx.meta["migcase.recorded"] = True
    _log(whole, made)
    try:
        old = list(too_old(file.parent, whole))
    except OSError:
        old = []  # the backup is made; the next one, and the doctor, look again
    if wants_json(ctx):
        print_json("backed-up", {**_as_json(made), "too_old": [str(o) for o in old]})
    else:
        _tell(made, whole, is_beside=target is None)
        tell_old(old)


def before_upgrade(
    folder: Path, place: Path | str, code: str, keys: Keyring | None
) -> Path | None:
    """Back up an office whose tables are older; raise `Worded` if that fails.

    Then nothing is brought up to date.
    """
    office = code if keys is None else keys.office
    known = None if keys is None else ()
    source = Source(folder, place, office, code, keys, known)
    try:
        return back_up_older(source, folder / FOLDER, now(), version("migcase"))
    except NotSound as error:
        raise _not_sound(error) from None
    except OSError as error:
        words = {"folder": shown(str(folder)), "reason": say_reason(error.strerror)}
        told = _(
            "Nothing was brought up to date: no backup can be made in {folder}: "
            "{reason}"
        )
        raise Worded("cannot-write", told.format(**words)) from None


def too_old(folder: Path, whole: Whole) -> Iterator[Path]:
    """Yield backups of this office in *folder* that should not exist any more."""
    for file, made in backups_in(folder, whole.office):
        if made < whole.at - KEPT_FOR:
            yield file


def backups_in(folder: Path, office: str) -> Iterator[tuple[Path, datetime]]:
    """Yield the backups of an office in *folder*, and when each was made."""
    for file in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            told = told_by(read_contents(file))
        except (BadBackup, OSError):
            continue
        if told.office == office:
            yield file, told.made


def tell_old(files: list[Path]) -> None:
    """Print which backups should be destroyed, and why."""
    if not files:
        return
    say(
        _(
            "These backups are older than {days} days. What was erased since can still "
            "be read in them: destroy them."
        ).format(days=KEPT_FOR.days)
    )
    for file in files:
        say(f"- {shown(str(file))}")


def _target(whole: Whole, given: Path | None) -> Path:
    """Return the new file that is meant; its folder is there."""
    folder = whole.folder / FOLDER if given is None else given
    if given is not None and not given.is_dir():
        if given.suffix == SUFFIX and given.parent.is_dir():
            return given
        wanted = given.parent if given.suffix == SUFFIX else given
        told = _("There is no folder {folder}. Nothing was written.")
        hint = _("The name of a backup ends in {suffix}.").format(suffix=SUFFIX)
        folder_told = told.format(folder=shown(str(wanted)))
        raise Worded("no-folder", folder_told, hint)
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{whole.settings.code}-{whole.at:%Y-%m-%d-%H%M%S}{SUFFIX}"
    return folder / name


def _log(whole: Whole, made: Backup) -> None:
    """Have the office remember it; a backup counts even where it may not."""
    event = BackedUp(made.file.name, made.size, made.head.root.hex())
    try:
        whole.counter.office.log(event, by=whole.counter.person)
    except (Refused, BadRegister):
        say(_("The office's log does not say that this backup was made."))


def _tell(made: Backup, whole: Whole, *, is_beside: bool) -> None:
    verdict = made.examined.verdict
    told = ngettext(
        "Backed up and verified: {n} entry, in {file}",
        "Backed up and verified: {n} entries, in {file}",
        verdict.entries,
    )
    tell(told.format(n=say_value(verdict.entries), file=shown(str(made.file))))
    tell_head(made.head)
    if is_beside:
        say(
            _(
                "It lies on the disk of the office: carry it to another one, which is "
                "kept elsewhere."
            )
        )
    if whole.keys is None:
        say(_("It is as plain as the office: whoever has the file can read it."))


def _as_json(made: Backup) -> dict[str, object]:
    verdict = made.examined.verdict
    return {
        "file": str(made.file),
        "bytes": made.size,
        "cases": verdict.cases,
        "entries": verdict.entries,
        "encrypted": made.contents.facts["encrypted"],
        "head": head_as_json(made.head),
    }


def _not_sound(error: NotSound | NotInOrder) -> Worded:
    flaws: tuple[Flaw, ...] = ()
    if isinstance(error, NotSound):
        flaws = error.examined.flaws
    else:
        found = error.values.get("flaws")
        flaws = found if isinstance(found, tuple) else ()
    lines = [f"✗ {say_flaw(flaw)}" for flaw in flaws[:MOST]]
    return Worded(
        "not-in-order",
        _("There is no backup: what this office holds is not in order."),
        *lines,
        _(
            "`migcase verify --full` tells more. Until it is put right, lock the "
            "office, copy its whole folder, and keep the older backups."
        ),
    )
