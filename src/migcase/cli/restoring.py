"""`migcase restore`: an office out of a backup, beside whatever there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from gettext import gettext as _
from pathlib import Path

import click
from attrs import evolve

from migcase.cli.counter import folder_of, place_of, settings_in
from migcase.cli.disk_reasons import say_reason
from migcase.cli.display import can_ask, shown
from migcase.cli.entering import TRIES, held_now, keys_of, leave_no_core, name_of
from migcase.cli.failing import Worded
from migcase.cli.flaw_words import say_flaw
from migcase.cli.heads import known_head
from migcase.cli.letting_in import two_keys
from migcase.cli.options import CLOCK, TYPED, wish
from migcase.cli.output import print_json, say, wants_json
from migcase.cli.passphrases import UNLOCK_FD, asked, needs_terminal, read_from
from migcase.cli.prompting import ask
from migcase.cli.restored import (
    restored_as_json,
    say_bad,
    say_bound,
    tell_backup,
    tell_restored,
)
from migcase.cli.spoken import Spoken
from migcase.cli.verdicts import MOST
from migcase.keeping.backup_file import BadBackup, check_backup
from migcase.keeping.seal import recovery, slots
from migcase.keeping.seal.checkpoint import read_checkpoint
from migcase.keeping.seal.errors import WrongPassphrase
from migcase.keeping.seal.hands import Hand
from migcase.keeping.sql_unlocked import open_following
from migcase.office.against import Known
from migcase.office.backup_facts import (
    BoundToMachine,
    NotRestored,
    Occupied,
    StillHere,
    told_by,
)
from migcase.office.clock import now
from migcase.office.going_on import Since, since_backup
from migcase.office.restoring import Way, restore_backup


@click.command(cls=Spoken)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--into",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    metavar=_("FOLDER"),
    help=_("A new folder for the office; otherwise that of --office."),
)
@click.option(
    "--against",
    metavar=_("HEAD"),
    help=_("The newest head that anybody has: a file, or what was written down."),
)
@click.option(
    "--recovery",
    "by_holders",
    is_flag=True,
    help=_("Ask for two printed recovery keys instead of a passphrase."),
)
@click.option(
    "--replacing",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar=_("FOLDER"),
    help=_(
        "The office that the restored one replaces: its newest head, what it erased "
        "and who left it are taken from there."
    ),
)
@click.option(
    "--erased",
    multiple=True,
    metavar=_("NUMBER"),
    help=_(
        "A case or a person that was erased since, as its certificate says. May be "
        "given several times."
    ),
)
@click.option(
    "--register",
    metavar=_("URL"),
    help=_(
        "Bring the cases back to a server: an empty database, "
        "postgresql://user@host/database, never with a password."
    ),
)
@click.option("--look", is_flag=True, help=_("Check FILE and say what it is; no more."))
@click.pass_context
def restore(
    ctx: click.Context,
    file: Path,
    target: Path | None,
    against: str | None,
    replacing: Path | None,
    erased: tuple[str, ...],
    by_holders: bool,
    register: str | None,
    look: bool,
    unlock_fd: int | None,
) -> None:
    """Make the office in the backup FILE anew, in a folder of its own.

    Every byte is checked and every proof in it before anything is written; no office
    is ever written over. It tells how old the backup is and, with --against, how many
    entries are missing that were there when that head was signed. What was erased
    since is erased again, and the keys are bound to this machine anew.
    """
    try:
        told = told_by(check_backup(file))
    except BadBackup as error:
        raise say_bad(error, file) from None
    clock: Callable[[], datetime] = wish(ctx, CLOCK) or now
    if look:
        tell_backup(ctx, told, clock())
        return
    folder = target or folder_of(ctx)
    known = None if against is None else known_head(against)
    since = Since(erased)
    if replacing is not None:
        newest, since = _of_the_other(ctx, replacing, since)
        known = known or newest
    leave_no_core()

    def enter(staged: Path) -> Way:
        if by_holders:
            return _by_holders(staged, unlock_fd)
        return _by_passphrase(staged, name_of(ctx), unlock_fd)

    try:
        done = restore_backup(
            file,
            folder,
            enter,
            known=known,
            since=since,
            replaces=replacing is not None,
            register=register,
            at=clock(),
        )
    except BadBackup as error:
        raise say_bad(error, file) from None
    except Occupied:
        message = _("There is something in {folder} already. Nothing was restored.")
        raise Worded(
            "occupied",
            message.format(folder=shown(str(folder))),
            _("Name a new folder with --into; no office is ever written over."),
        ) from None
    except BoundToMachine:
        raise say_bound(file) from None
    except StillHere:
        raise Worded(
            "still-here",
            _(
                "This machine works in that office, and renewed its keys since the "
                "backup was made. Nothing was restored."
            ),
            _(
                "Name the office with --replacing: from then on the restored one opens "
                "here, and that one no more. To look at both, restore on another "
                "machine."
            ),
        ) from None
    except NotRestored as error:
        lines = [f"✗ {say_flaw(one)}" for one in error.examined.flaws[:MOST]]
        raise Worded(
            "not-restored",
            _("What {file} holds is not in order. Nothing was restored.").format(
                file=shown(str(file))
            ),
            *lines,
        ) from None
    except OSError as error:
        words = {"folder": shown(str(folder)), "reason": say_reason(error.strerror)}
        message = _("Nothing was restored to {folder}: {reason}")
        raise Worded("cannot-write", message.format(**words)) from None
    ctx.meta["migcase.recorded"] = True
    if target is not None:
        ctx.meta[f"migcase.{TYPED}"] = target  # what is advised next is for it
    if wants_json(ctx):
        print_json("restored", restored_as_json(done))
    else:
        tell_restored(
            done,
            clock(),
            by_holders=by_holders,
            replaced=replacing,
            on_server=register is not None,
        )


restore.params.append(UNLOCK_FD)


def _of_the_other(
    ctx: click.Context, folder: Path, since: Since
) -> tuple[Known | None, Since]:
    """Return the newest head of the office in *folder*, and what happened there."""
    settings = settings_in(folder)
    if can_ask() and held_now(folder) is None:
        say(_("First the office that is replaced, with the passphrase of today:"))
    keys = keys_of(ctx, folder)
    register, _keys = open_following(folder, place_of(folder, settings), keys)
    try:
        found, last = since_backup(register), register.proof.last_head()
    finally:
        register.close()
    note = None if last is None else read_checkpoint(last.note)
    known = None if note is None else Known(note.root, note.size, note)
    return known, evolve(found, erased=(*since.erased, *found.erased))


def _by_passphrase(folder: Path, name: str, fd: int | None) -> Way:
    names = [one.name for one in slots.publics(folder)]
    if not name and len(names) == 1:
        name = names[0]
    if fd is not None:
        return Way(*slots.opened(folder, name, read_from(fd)))
    if not can_ask():
        raise needs_terminal()
    say(_("The backup, with the passphrase of the day on which it was made:"))
    name = name or ask(_("Your name"))
    for left in reversed(range(TRIES)):
        try:
            return Way(*slots.opened(folder, name, asked(name)))
        except WrongPassphrase:
            if not left:
                raise
            click.echo(_("The name or the passphrase is wrong. Again:"), err=True)
    raise AssertionError("each try returns or raises")


def _by_holders(folder: Path, fd: int | None) -> Way:
    opened = recovery.opened(folder, *two_keys(fd))
    return Way(Hand.new(""), opened.master)
