"""Coming into an encrypted office: with the keys that somebody unlocked, or by asking.

Whoever unlocked it is who acts; no option and no variable makes them somebody else.
Most of this is loaded only where an office has keys.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from migcase.cli.display import can_ask, shown
from migcase.cli.failing import Worded
from migcase.cli.options import ACTOR, KEYS, STILL_OPEN, wish
from migcase.cli.output import say
from migcase.cli.prompting import ask
from migcase.keeping import porter
from migcase.keeping.key_place import is_closed

if TYPE_CHECKING:
    from migcase.keeping.seal.keyring import Keyring

TRIES = 3


def keys_of(ctx: click.Context, folder: Path) -> Keyring | None:
    """Return the keys to the office in *folder*, None if it is a plain one.

    They are those that somebody holds who unlocked it; else, on a terminal, those of
    whoever knows a passphrase now.
    """
    given = wish(ctx, KEYS)
    if callable(given):  # the demo gives everybody's
        keys: Keyring | None = given(name_of(ctx))
        return keys
    keys = given
    if keys is not None or not is_closed(folder):
        return keys
    keys = held_now(folder)
    if keys is None:
        if not can_ask():
            raise locked(folder)
        leave_no_core()
        keys = asked_for(folder, name_of(ctx))
    else:
        ctx.meta[f"migcase.{STILL_OPEN}"] = _looking(ctx, folder, keys.name)
    _check_name(ctx, keys)
    ctx.meta[f"migcase.{KEYS}"] = keys
    return keys


def held_now(folder: Path) -> Keyring | None:
    """Return the keys of whoever unlocked the office in *folder*, None if nobody."""
    held = porter.ask(folder)
    if held is None:
        return None
    leave_no_core()
    from migcase.keeping.seal.keyring import Keyring  # loads ciphers

    return Keyring.of_bytes(held)


def asked_for(folder: Path, name: str, fd: int | None = None) -> Keyring:
    """Return the keys of somebody, by the passphrase that they type, or that *fd* has.

    A terminal gives three tries; each costs what a guess costs.
    """
    from migcase.cli.passphrases import asked, needs_terminal, read_from
    from migcase.keeping.seal import slots
    from migcase.keeping.seal.errors import WrongPassphrase

    name = name or _likely(folder)
    if fd is not None:
        if not name:
            raise _nobody()
        return slots.unlock(folder, name, read_from(fd))
    if not can_ask():
        raise needs_terminal()
    name = name or ask(_("Your name"))
    for left in reversed(range(TRIES)):
        try:
            return slots.unlock(folder, name, asked(name))
        except WrongPassphrase:
            if not left:
                raise
            click.echo(_("The name or the passphrase is wrong. Again:"), err=True)
    raise AssertionError("each try returns or raises")


def name_of(ctx: click.Context) -> str:
    """Return who somebody says they are, '' where they did not."""
    return str(wish(ctx, ACTOR) or os.environ.get("MIGCASE_USER") or "")


def locked(folder: Path) -> Worded:
    """Return the error that an office is locked, and nobody is there to be asked."""
    told = _("The office in {folder} is locked.").format(folder=shown(str(folder)))
    return Worded("office-locked", told, _("To unlock it: `migcase unlock`."))


def leave_no_core() -> None:
    """Let nothing of this process's memory be written to the disk if it breaks."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _looking(ctx: click.Context, folder: Path, name: str) -> Callable[[], None]:
    """Return how to look whether *name* has the office unlocked still.

    If not, they type their passphrase once more, or go no further.
    """

    def look() -> None:
        held = held_now(folder)
        if held is not None and held.name == name:
            return
        del ctx.meta[f"migcase.{STILL_OPEN}"]  # the passphrase is asked for, too
        say(_("This office was locked meanwhile. Nothing has been recorded since."))
        asked_for(folder, name)

    return look


def _check_name(ctx: click.Context, keys: Keyring) -> None:
    said = name_of(ctx)
    if said and said != keys.name:
        words = {"name": shown(keys.name), "other": shown(said)}
        raise Worded(
            "not-who-unlocked",
            _("{name} unlocked this office; nobody writes here as {other}.").format(
                **words
            ),
            _("If you are {other}: `migcase lock`, then `migcase unlock`.").format(
                **words
            ),
        )


def _likely(folder: Path) -> str:
    """Return the only one who has a passphrase, or who is logged in, else ''."""
    from getpass import getuser

    from migcase.keeping.seal.slots import publics

    names = [one.name for one in publics(folder)]
    if len(names) == 1:
        return names[0]
    try:
        login = getuser()
    except (OSError, KeyError):
        return ""
    return login if login in names else ""


def _nobody() -> Worded:
    return Worded("nobody", _("Say who you are: --as NAME, or set MIGCASE_USER."))
