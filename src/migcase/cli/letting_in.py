"""`migcase recovery open`: two printed keys let somebody in."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve

from migcase.cli.counter import counter_of, folder_of, place_of, settings_in
from migcase.cli.display import can_ask, shown
from migcase.cli.entering import TRIES, leave_no_core, name_of
from migcase.cli.failing import Worded
from migcase.cli.options import KEYS
from migcase.cli.output import as_typed, print_json, say, tell, wants_json
from migcase.cli.passphrases import UNLOCK_FD, asked_new, needs_terminal, read_from
from migcase.cli.prompting import ask
from migcase.cli.spoken import Spoken
from migcase.cli.undertaking import tell_undertaking
from migcase.cli.unlocking import plain_office
from migcase.keeping import porter
from migcase.keeping.key_place import is_closed
from migcase.office.settings import OfficeSettings
from migcase.roster.recovery import Recovered

if TYPE_CHECKING:
    from migcase.keeping.seal import recovery
    from migcase.keeping.seal.keyring import Keyring


@click.command(cls=Spoken)
@click.pass_context
def open_office(ctx: click.Context, unlock_fd: int | None) -> None:
    """Let somebody in with two printed keys, and bind the office to this machine.

    Whoever is named by --as gets a new passphrase, and new keys of their own: what was
    sealed for named readers alone stays closed. By it they sign the undertaking of
    confidentiality. The folder of the office and the two keys are enough. With
    --unlock-fd three lines are read: the keys, the passphrase.
    """
    from migcase.keeping.seal import recovery
    from migcase.keeping.sql_unlocked import settle_with

    folder, settings = closed_office(ctx)
    leave_no_core()
    name = name_of(ctx)
    if not name:
        raise Worded("nobody", _("Say who is to be let in: --as NAME."))
    two = two_keys(unlock_fd)
    settle_with(folder, place_of(folder, settings), *two)
    opened = recovery.opened(folder, *two)
    tell_undertaking(name, ask=unlock_fd is None)
    phrase = asked_new(name, settings.name, unlock_fd)
    keys = recovery.admit(folder, opened, name, phrase)
    _write_down(ctx, keys, opened)
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        body = {"user": name, "holders": list(opened.holders)}
        print_json("recovery-opened", body)
        return
    told = _("{name} can unlock this office now: migcase unlock")
    tell(as_typed(told.format(name=shown(name))))
    say(_("Whoever knows the two keys can do so again: have new ones printed."))


open_office.params.append(UNLOCK_FD)


def closed_office(ctx: click.Context) -> tuple[Path, OfficeSettings]:
    """Return the folder of an encrypted office, and its settings."""
    folder = folder_of(ctx)
    settings = settings_in(folder)
    if not is_closed(folder):
        raise plain_office()
    return folder, settings


def two_keys(fd: int | None) -> tuple[str, str]:
    """Return two printed keys as they are typed, or as *fd* has them."""
    if fd is not None:
        return read_from(fd), read_from(fd)
    if not can_ask():
        raise needs_terminal()
    say(_("Small letters, blanks and hyphens do not matter."))
    first = _printed_key(_("First printed key"))
    return first, _printed_key(_("Second printed key"), first)


def _printed_key(question: str, other: str = "") -> str:
    """Ask for a printed key, unseen; once more where there is a slip in it.

    A slip is found at once and in its group, so that nobody types the *other* again.
    """
    from migcase.keeping.seal.errors import BadShare
    from migcase.keeping.seal.printed import typed

    key = ""
    for left in reversed(range(TRIES)):
        key = ask(question, is_secret=True)
        try:
            if typed(key) != (typed(other) if other else b""):
                return key
            say(_("That is the first key again. The other one:"))
        except BadShare as error:
            if not left:
                raise
            if error.values["group"]:
                told = _("{key}: group {group} was mistyped. This key again:")
                say(told.format(key=question, group=error.values["group"]))
            else:
                told = _(
                    "{key}: that is no printed key, which has eight groups of eight "
                    "signs. This key again:"
                )
                say(told.format(key=question))
    return key


def _write_down(ctx: click.Context, keys: Keyring, opened: recovery.Recovered) -> None:
    """Write into the office's log who was let in, signed by both who did."""
    porter.dismiss(folder_of(ctx))
    ctx.meta[f"migcase.{KEYS}"] = keys
    office = counter_of(ctx).office
    public, day = keys.hand.public, office.today()
    said = (public.name, public.verifies, public.receives, day, opened.holders)
    event = Recovered(*said, office.roster.number)
    office.log(evolve(event, signatures=opened.signed(event.signed)))
