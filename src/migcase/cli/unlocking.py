"""`migcase unlock`, `lock` and `passphrase`: once in the morning, and after.

Unlocked, an office is open to whoever sits at this machine as this user.
"""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from migcase.cli.counter import folder_of, patience, place_of, settings_in
from migcase.cli.display import shown
from migcase.cli.entering import asked_for, held_now, leave_no_core, name_of
from migcase.cli.failing import Worded
from migcase.cli.given_away import given_away
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.passphrases import UNLOCK_FD, asked_new
from migcase.cli.spoken import Spoken
from migcase.keeping import porter
from migcase.keeping.key_place import is_closed, is_renewing

if TYPE_CHECKING:
    from migcase.keeping.seal.keyring import Keyring


class _Quiet(Spoken):
    """A command that takes no words and repeats none: one could be a passphrase."""

    allow_extra_args = True

    def invoke(self, ctx: click.Context) -> object:
        """Run it, unless there are words that it has no use for."""
        if ctx.args:
            raise given_away(ctx)
        return super().invoke(ctx)


@click.command(cls=_Quiet)
@click.option(
    "--minutes",
    type=click.IntRange(1, porter.MOST_MINUTES),
    default=porter.IDLE_MINUTES,
    show_default=True,
    help=_("After how many minutes of no use it is locked again."),
)
@click.pass_context
def unlock(ctx: click.Context, minutes: int, unlock_fd: int | None) -> None:
    """Unlock this office for the commands that follow.

    The passphrase is asked for once, on the terminal, and is not shown. The keys are
    held by a small process of yours until nobody used them for some minutes, until
    `migcase lock`, or until who may unlock the office changes. Whoever unlocked it is
    who acts.
    """
    folder = folder_of(ctx)
    settings_in(folder)
    if not is_closed(folder):
        raise plain_office()
    leave_no_core()
    keys = _settled(folder, asked_for(folder, name_of(ctx), unlock_fd))
    porter.hand_over(folder, keys.to_bytes(), minutes)
    if wants_json(ctx):
        print_json("unlocked", {"user": keys.name, "minutes": minutes})
        return
    told = ngettext(
        "Unlocked for {name}, until it is not used for {n} minute.",
        "Unlocked for {name}, until it is not used for {n} minutes.",
        minutes,
    )
    tell(told.format(name=shown(keys.name), n=minutes))


unlock.params.append(UNLOCK_FD)


@click.command(cls=_Quiet)
@click.pass_context
def lock(ctx: click.Context) -> None:
    """Lock this office: the keys are forgotten at once.

    What was written since the last head is signed as one, by whoever unlocked it. A
    command that stands in a question somewhere asks for the passphrase before it goes
    on; one that asked for it when it began goes on until it ends.
    """
    folder = folder_of(ctx)
    keys = held_now(folder)
    was_open = porter.dismiss(folder)
    if not was_open:
        settings_in(folder)  # a folder that was mistyped is not said to be locked
    if keys is not None:
        from migcase.cli.whole import sign_off  # slow to import

        if not sign_off(folder, keys):
            say(_("No head was signed: `migcase verify` says why."))
    if wants_json(ctx):
        print_json("locked", {"was_unlocked": was_open})
    elif was_open:
        tell(_("Locked."))
    elif not is_closed(folder):
        tell(_("This office is plain, for training: it has no lock."))
    else:
        tell(_("It was locked already."))


@click.command(cls=_Quiet)
@click.pass_context
def passphrase(ctx: click.Context, unlock_fd: int | None) -> None:
    """Change your passphrase.

    The one you have is asked for first, even where the office is unlocked: whoever
    finds an open screen must not lock you out. With --unlock-fd the first line is the
    old one, the second the new one.
    """
    folder = folder_of(ctx)
    settings = settings_in(folder)
    if not is_closed(folder):
        raise plain_office()
    from migcase.keeping.seal import slots

    leave_no_core()
    held = held_now(folder)
    name = name_of(ctx) or (held.name if held is not None else "")
    keys = _settled(folder, asked_for(folder, name, unlock_fd))
    new = asked_new(keys.name, settings.name, unlock_fd)
    slots.change(folder, keys, new)
    if held is not None:
        porter.renew(folder)
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        print_json("passphrase-changed", {"user": keys.name})
    else:
        tell(_("From now on your new passphrase unlocks this office."))
        say(_("Backups made before still open with the old one."))


passphrase.params.append(UNLOCK_FD)


def _settled(folder: Path, keys: Keyring) -> Keyring:
    """Finish what was cut off while the master key was renewed; return the keys."""
    if not is_renewing(folder):
        return keys
    from migcase.keeping.sql_unlocked import open_following  # slow to import

    place = place_of(folder, settings_in(folder))
    register, held = open_following(folder, place, keys, patience=patience())
    register.close()
    assert held is not None  # whoever has keys goes on having some
    return held


def plain_office() -> Worded:
    """Return the error that an office has no keys."""
    return Worded(
        "plain-office",
        _("This office is plain, for training: there is nothing to unlock."),
        _("An office for real people is encrypted: `migcase init` makes one."),
    )
