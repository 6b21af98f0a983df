"""`migcase init`: an office is founded in a folder.

The one place where a database is made.  Everything is checked before anything is
written, and what was written is removed again if the rest fails.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from migcase.cli.counter import SETTINGS, folder_of, place_of, plugins_of
from migcase.cli.display import can_ask
from migcase.cli.entering import leave_no_core
from migcase.cli.failing import Worded
from migcase.cli.first_entries import Roles, write_first
from migcase.cli.first_settings import (
    asked_code,
    asked_name,
    asked_users,
    code_in,
    name_in,
    settings_text,
    user_in,
    zone_in,
)
from migcase.cli.groundwork import DATABASE, lay
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.passphrases import UNLOCK_FD, asked_new
from migcase.cli.spoken import Spoken
from migcase.cli.undertaking import tell_undertaking
from migcase.cli.upgrading import bring_up_to_date
from migcase.keeping.key_place import FILE as KEYS
from migcase.office.mission import mission_of
from migcase.office.settings_file import settings_of
from migcase.programme.declaration import Programme

if TYPE_CHECKING:
    from migcase.keeping.seal.keyring import Keyring
    from migcase.office.settings import OfficeSettings


@click.command(cls=Spoken)
@click.option(
    "--code",
    metavar=_("CODE"),
    help=_("Two to four capital letters that begin every case number, such as MA."),
)
@click.option("--name", metavar=_("NAME"), help=_("What the office is called."))
@click.option(
    "--zone",
    metavar=_("ZONE"),
    default="Africa/Casablanca",
    show_default=True,
    help=_("Its time zone."),
)
@click.option(
    "--user",
    "users",
    metavar=_("NAME:ROLE,ROLE"),
    multiple=True,
    help=_(
        "Who founds it and in which roles they work; * for all. In a plain office it "
        "may be given several times."
    ),
)
@click.option(
    "--register",
    metavar=_("URL"),
    help=_(
        "Keep the cases on a server: postgresql://user@host/database, never with a "
        "password."
    ),
)
@click.option(
    "--plain",
    is_flag=True,
    help=_("Encrypt nothing: an office for training, with invented people."),
)
@click.option(
    "--upgrade",
    is_flag=True,
    help=_("Bring older tables up to date; a verified backup is made first."),
)
@click.option(
    "--owner",
    metavar=_("URL"),
    help=_(
        "With --upgrade, for an office on a server: the database as its owner reaches "
        "it, postgresql://owner@host/database, never with a password."
    ),
)
@click.pass_context
def init(
    ctx: click.Context,
    code: str | None,
    name: str | None,
    zone: str,
    users: tuple[str, ...],
    register: str | None,
    plain: bool,
    upgrade: bool,
    owner: str | None,
    unlock_fd: int | None,
) -> None:
    """Found an office: a folder with its settings, its keys, and its cases.

    The folder is that of --office or MIGCASE_OFFICE, else a folder of yours. What is
    already there is never overwritten. All of it is encrypted: whoever founds it
    signs the undertaking of confidentiality by it, types a new passphrase, and lets
    in the others. With --plain nothing is, and nobody needs a passphrase: for
    training. With --register the cases are on a PostgreSQL server, which must be
    there and empty.
    """
    folder = folder_of(ctx)
    if upgrade:
        bring_up_to_date(ctx, folder, owner)
        return
    if owner is not None:
        raise click.UsageError(_("--owner belongs to --upgrade."), ctx)
    _check_free(folder)
    programmes = plugins_of(ctx).programmes()
    zone = zone_in(zone)
    code, name = code and code_in(code), name and name_in(name)
    is_asked = can_ask() and not (code and name and users)
    if is_asked:
        code = code or asked_code()
        name = name or asked_name()
        users = users or asked_users(programmes, several=plain)
    if not code:
        raise click.UsageError(_("Give the office a code: --code MA"), ctx)
    staff = dict(user_in(one, programmes) for one in users)
    if not plain and len(staff) != 1:
        told = _("Say who founds the office, one person: --user NAME:ROLE,ROLE")
        advice = _("They let in the others. For training, without secrets: --plain")
        raise click.UsageError(f"{told}\n{advice}", ctx)
    # In an office that has keys, who works there stands in its log.
    listed = staff if plain else {}
    text = settings_text(code, name or "", zone, register or DATABASE, listed)
    settings = settings_of(text, SETTINGS)
    mission_of(settings, programmes)
    place = place_of(folder, settings)
    if plain:
        lay(folder, text, place)
    else:
        tell_undertaking(next(iter(staff)), ask=is_asked)
        _found_closed(ctx, folder, text, settings, staff, unlock_fd)
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        body = {"folder": str(folder), "code": code, "encrypted": not plain}
        print_json("founded", {**body, "on_server": register is not None})
        return
    tell(_("The office {code} is in {folder}.").format(code=code, folder=folder))
    _say_how_safe(plain=plain, on_server=register is not None)
    _say_how_to_begin(staff, programmes, plain=plain)


init.params.append(UNLOCK_FD)


def _found_closed(
    ctx: click.Context,
    folder: Path,
    text: str,
    settings: OfficeSettings,
    staff: Mapping[str, Roles],
    unlock_fd: int | None,
) -> None:
    """Found an office that only a passphrase opens."""
    from migcase.keeping.seal import slots

    leave_no_core()
    [(person, roles)] = staff.items()
    phrase = asked_new(person, settings.name, unlock_fd)
    place = place_of(folder, settings)

    def keys() -> Keyring:
        return slots.found(folder, person, phrase, bound=isinstance(place, Path))

    def first_words(keyring: Keyring) -> None:
        write_first(keyring, place, settings, plugins_of(ctx), roles)

    lay(folder, text, place, keys=keys, first_words=first_words)


def _check_free(folder: Path) -> None:
    for taken in (folder / SETTINGS, folder / DATABASE, folder / KEYS):
        if taken.exists():
            message = _("There is an office in {folder} already: {file} is there.")
            raise Worded(
                "exists",
                message.format(folder=folder, file=taken.name),
                _("Nothing was changed. Name another folder with --office."),
            )


def _say_how_safe(*, plain: bool, on_server: bool) -> None:
    if plain and on_server:
        say(_("Its cases are on a server: whoever may connect there can read them."))
    elif plain:
        say(_("Nothing in it is encrypted: use it for training, with invented people."))
    elif on_server:
        say(
            _(
                "What its cases say is sealed before it reaches the server. Who opened "
                "which case when, and its steps, can be read there."
            )
        )
        say(_("Another machine joins with a copy of its folder."))
    else:
        say(
            _(
                "It is encrypted. Nobody can open it without a passphrase, or two "
                "printed keys: `migcase recovery add NAME`."
            )
        )


def _say_how_to_begin(
    staff: Mapping[str, Roles], programmes: Sequence[Programme], *, plain: bool
) -> None:
    if not staff:
        say(_("Nobody works here yet: add users to {file}.").format(file=SETTINGS))
    elif not programmes:
        say(_("No plugin is installed: there is no programme to open a case under."))
    else:
        mine = [one for one in programmes if _opens(one, staff)]
        words = {"programme": mine[0].key if mine else ""}
        if plain and mine:
            say(_("To begin: migcase open {programme}").format(**words))
        elif mine:
            told = _("To begin: migcase unlock, then migcase open {programme}")
            say(told.format(**words))
        elif not plain:
            say(_("To begin: migcase unlock"))


def _opens(programme: Programme, staff: Mapping[str, Roles]) -> bool:
    """Tell whether anybody of *staff* may open a case of *programme*."""
    openers = {role.key for role in programme.opened_by}
    worn = [set(roles.get(programme.key, ())) for roles in staff.values()]
    return any(one & openers if openers else one for one in worn)
