"""`migcase user add`, `sign` and `leave`: somebody comes, signs, goes.

Whoever comes gets a passphrase first and is written into the log after that.  If the
power fails between the two, they can unlock the office and see nothing in it; the
same command again goes on where it stopped.  Whoever goes loses the passphrase first.
"""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from migcase.cli.agreeing import must_agree
from migcase.cli.counter import Counter, counter_of, folder_of
from migcase.cli.days import day_of, say_day
from migcase.cli.display import can_ask, shown
from migcase.cli.failing import Worded
from migcase.cli.left_behind import open_cases
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.passphrases import UNLOCK_FD, asked_new
from migcase.cli.spoken import Spoken
from migcase.cli.user_roles import against_grants, every_grant, needs_keys
from migcase.errors import Refused
from migcase.roster.events import (
    RoleGranted,
    UndertakingSigned,
    UserAdded,
    UserLeft,
)
from migcase.roster.members import User

if TYPE_CHECKING:
    from migcase.keeping.seal.hands import Public
    from migcase.keeping.seal.keyring import Keyring

# Keys of nobody, to ask whether somebody may come before they have any.
_ANY = bytes(range(32)), bytes(range(32, 64))


@click.command(cls=Spoken)
@click.argument("name")
@click.option(
    "--role",
    "roles",
    metavar=_("ROLE"),
    multiple=True,
    help=_("A role, as PROGRAMME.ROLE, or of the office. May be given several times."),
)
@click.option(
    "--undertaking",
    metavar=_("DAY"),
    help=_("The day on which they signed the undertaking of confidentiality."),
)
@click.pass_context
def add(
    ctx: click.Context,
    name: str,
    roles: tuple[str, ...],
    undertaking: str | None,
    unlock_fd: int | None,
) -> None:
    """Let NAME in: they type a passphrase of their own, on this machine.

    Until their undertaking of confidentiality is filed, they see nothing. Where it
    was interrupted, the same command goes on.
    """
    counter = counter_of(ctx)
    keys = needs_keys(counter)
    office, folder = counter.office, folder_of(ctx)
    day = None
    if undertaking is not None:
        day = day_of(undertaking, office.today(), "--undertaking")
    wanted = every_grant(counter, name, roles)
    missing = _missing(office.roster.users.get(name), wanted, day)
    if missing is None:
        missing = wanted
        found = _slot_of(folder, keys, name)
        halves = _ANY if found is None else (found.verifies, found.receives)
        against = [
            *office.why_not_log(UserAdded(name, *halves, day)),
            *against_grants(counter, wanted),
        ]
        if against:
            raise Refused(against)
        if found is None:
            found = _new_slot(folder, keys, name, office.settings.name, unlock_fd)
        office.log(UserAdded(name, found.verifies, found.receives, day))
        ctx.meta["migcase.recorded"] = True
    else:
        against = against_grants(counter, missing)
        if against:
            raise Refused(against)
        told = _("{name} was let in before; what was missing is recorded now.")
        say(told.format(name=shown(name)))
    for grant in missing:
        office.log(grant)
        ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        body = {"user": name, "undertaking": day, "roles": [one.role for one in wanted]}
        print_json("user-added", body)
        return
    tell(_("{name} works here now.").format(name=shown(name)))
    if day is None:
        advice = _("They see nothing yet: `migcase user sign {name}` once they signed.")
        say(advice.format(name=shown(name)))
    _say_waiting(counter, name)


add.params.append(UNLOCK_FD)


@click.command(cls=Spoken)
@click.argument("name")
@click.option("--on", metavar=_("DAY"), help=_("The day; otherwise today."))
@click.pass_context
def sign(ctx: click.Context, name: str, on: str | None) -> None:
    """File that NAME signed the undertaking of confidentiality.

    The first day stays. If they signed anew, or the day was wrong, say which it is
    with --on: both are kept in the office's log.
    """
    counter = counter_of(ctx)
    needs_keys(counter)
    user = counter.office.roster.users.get(name)
    before = user.undertaking if user is not None and user.is_here else None
    day = day_of(on, counter.office.today())
    if before is not None and on is None:
        day = before  # today, if nothing was said, is no reason to move it
    counter.office.log(UndertakingSigned(name, day))
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        print_json("undertaking-signed", {"user": name, "on": day})
        return
    if before is None:
        tell(_("The undertaking of {name} is filed.").format(name=shown(name)))
        return
    words = {"name": shown(name), "day": say_day(day), "before": say_day(before)}
    told = _("The undertaking of {name} is filed as of {day}, before as of {before}.")
    tell(told.format(**words))


@click.command(cls=Spoken)
@click.argument("name")
@click.option("--reason", metavar=_("TEXT"), default="", help=_("Why they go."))
@click.option("--yes", is_flag=True, help=_("Ask nothing."))
@click.pass_context
def leave(ctx: click.Context, name: str, reason: str, yes: bool) -> None:
    """Let NAME go: their passphrase opens nothing here any more, and roles end.

    What they copied before stays readable to them. Cases in their hands are listed,
    to be put into others.
    """
    counter = counter_of(ctx)
    keys, folder = needs_keys(counter), folder_of(ctx)
    event = UserLeft(name, reason)
    against = counter.office.why_not_log(event)
    if against:
        raise Refused(against)
    if not yes and can_ask():
        told = _("Let {name} go? They cannot come back under this name.")
        must_agree(told.format(name=shown(name)))
    if _slot_of(folder, keys, name) is not None:
        _without_slot(folder, keys, name)
    counter.office.log(event)
    ctx.meta["migcase.recorded"] = True
    cases = list(open_cases(counter.office, name))
    if wants_json(ctx):
        print_json("user-left", {"user": name, "cases": cases})
        return
    tell(_("{name} no longer works here.").format(name=shown(name)))
    for case in cases:
        words = {"case": case, "name": shown(name)}
        told = _("{case} is still in the hands of {name}: migcase assign {case} NAME")
        say(told.format(**words))
    say(
        _(
            "If they may have copied this office's keys: `migcase rekey` makes new "
            "ones, so that what they copied opens nothing that is written from now on."
        )
    )


def _missing(
    user: User | None, wanted: list[RoleGranted], day: date | None
) -> list[RoleGranted] | None:
    """Return which roles somebody lacks whose coming was cut off, None if it was not.

    Cut off is what says nothing of them but a part of what this command would write:
    whoever has other roles, or another day, may be a namesake.
    """
    if user is None or not user.is_here or user.undertaking != day:
        return None
    has = {RoleGranted(user.name, role) for role in user.office | set(user.asked)}
    for programme, worn in user.roles.items():
        has |= {RoleGranted(user.name, role, programme) for role in worn}
    return [one for one in wanted if one not in has] if has < set(wanted) else None


def _say_waiting(counter: Counter, name: str) -> None:
    """Say which roles wait for a second hand."""
    user = counter.office.roster.users[name]
    for role in user.asked:
        words = {"role": role, "name": shown(name)}
        told = _("A second person puts it in force: migcase user approve {name} {role}")
        say(told.format(**words))


def _slot_of(folder: Path, keys: Keyring, name: str) -> Public | None:
    """Return the public keys of whoever has a passphrase under that name."""
    from migcase.keeping.seal import slots

    found = slots.checked(folder, keys)
    return next((one for one in found if one.name == name), None)


def _new_slot(
    folder: Path, keys: Keyring, name: str, office: str, fd: int | None
) -> Public:
    """Let somebody type a passphrase; return the public keys that go with it."""
    from migcase.keeping import porter
    from migcase.keeping.seal import slots

    if fd is None and not can_ask():
        raise Worded(
            "needs-terminal",
            _("{name} types a passphrase here, on a terminal.").format(
                name=shown(name)
            ),
            _("A program hands it over with --unlock-fd N, a file descriptor."),
        )
    found = slots.add(folder, keys, name, asked_new(name, office, fd))
    porter.renew(folder)
    return found


def _without_slot(folder: Path, keys: Keyring, name: str) -> None:
    from migcase.keeping import porter
    from migcase.keeping.seal import slots

    slots.remove(folder, keys, name)
    porter.renew(folder)
