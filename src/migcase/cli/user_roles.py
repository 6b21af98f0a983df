"""`migcase user grant`, `approve` and `revoke`: the roles that somebody wears."""

from __future__ import annotations

from collections.abc import Iterable
from gettext import gettext as _
from typing import TYPE_CHECKING

import click
from attrs import evolve

from migcase.cli.counter import Counter, counter_of
from migcase.cli.display import shown
from migcase.cli.failing import Worded
from migcase.cli.office_words import HATS, say_hat
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.person_places import read_word
from migcase.cli.spoken import Spoken
from migcase.cli.values import with_key
from migcase.errors import Refusal, Refused
from migcase.roster.events import RoleApproved, RoleGranted, RoleRevoked
from migcase.roster.members import OFFICE_ROLES

if TYPE_CHECKING:
    from migcase.keeping.seal.keyring import Keyring


@click.command(cls=Spoken)
@click.argument("name")
@click.argument("roles", nargs=-1, required=True)
@click.pass_context
def grant(ctx: click.Context, name: str, roles: tuple[str, ...]) -> None:
    """Give NAME ROLES: PROGRAMME.ROLE, or one of the whole office.

    PROGRAMME.* stands for every role of a programme. One of the whole office is in
    force once another administrator approved it; where there is no other, once
    whoever gets it accepted it.
    """
    counter = counter_of(ctx)
    needs_keys(counter)
    wanted = grants_of(counter, name, roles)
    # All or nothing, as far as can be known before.
    against = [one for event in wanted for one in counter.office.why_not_log(event)]
    if against:
        raise Refused(against)
    for event in wanted:
        counter.office.log(event)
        ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        rows = [
            {"programme": one.programme, "role": one.role, "in_force": _in_force(one)}
            for one in wanted
        ]
        print_json("roles-granted", {"user": name, "roles": rows})
        return
    for one in wanted:
        words = {"name": shown(name), "role": _said(one.programme, one.role)}
        if _in_force(one):
            tell(_("{name} has the role {role}.").format(**words))
        else:
            tell(_("{name} is to have the role {role}.").format(**words))
            told = _(
                "A second person puts it in force: migcase user approve {name} {role}"
            )
            say(told.format(name=shown(name), role=one.role))


@click.command(cls=Spoken)
@click.argument("name")
@click.argument("role")
@click.pass_context
def approve(ctx: click.Context, name: str, role: str) -> None:
    """Put in force that NAME has ROLE, a role of the whole office.

    Never by who gave it.
    """
    counter = counter_of(ctx)
    needs_keys(counter)
    role = _hat_of(role)
    counter.office.log(RoleApproved(name, role))
    ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        print_json("role-approved", {"user": name, "role": role})
        return
    words = {"name": shown(name), "role": say_hat(role)}
    tell(_("{name} has the role {role}.").format(**words))


@click.command(cls=Spoken)
@click.argument("name")
@click.argument("roles", nargs=-1, required=True)
@click.pass_context
def revoke(ctx: click.Context, name: str, roles: tuple[str, ...]) -> None:
    """Take ROLES from NAME, at once."""
    counter = counter_of(ctx)
    needs_keys(counter)
    wanted = [
        RoleRevoked(name, one.role, one.programme)
        for one in grants_of(counter, name, roles, worn=True)
    ]
    against = [one for event in wanted for one in counter.office.why_not_log(event)]
    if against:
        raise Refused(against)
    for event in wanted:
        counter.office.log(event)
        ctx.meta["migcase.recorded"] = True
    if wants_json(ctx):
        rows = [{"programme": one.programme, "role": one.role} for one in wanted]
        print_json("roles-revoked", {"user": name, "roles": rows})
        return
    for one in wanted:
        words = {"name": shown(name), "role": _said(one.programme, one.role)}
        tell(_("{name} no longer has the role {role}.").format(**words))


def needs_keys(counter: Counter) -> Keyring:
    """Return the keys of whoever acts; say that a plain office has no log of users."""
    keys = counter.office.keyring
    if keys is None:
        raise Worded(
            "plain-office",
            _("This office is for training: it has no keys, and nobody signs in it."),
            _("Who works here is listed in {file}.").format(file="office.toml"),
        )
    return keys


def grants_of(
    counter: Counter, name: str, roles: Iterable[str], *, worn: bool = False
) -> list[RoleGranted]:
    """Return what *roles* stand for: one role each, or every one of a programme.

    With *worn* every one that *name* has.
    """
    found: list[RoleGranted] = []
    for role in roles:
        programme, dot, key = role.rpartition(".")
        if not dot:
            key = _hat_of(role, _("Of a programme: PROGRAMME.ROLE"))
        if key == "*":
            keys = _every(counter, name, programme, worn=worn)
            found += [RoleGranted(name, one, programme) for one in keys]
        else:
            found.append(RoleGranted(name, key, programme))
    return found


def _hat_of(typed: str, *more: str) -> str:
    """Return the role of the office that somebody means: by its key, or its name."""
    key = read_word({one: HATS[one] for one in OFFICE_ROLES}, typed)
    if key in OFFICE_ROLES:
        return key
    known = ", ".join(with_key(one, say_hat(one)) for one in OFFICE_ROLES)
    words = {"role": shown(typed), "hats": known}
    told = _("{role} is no role of the office ({hats}).").format(**words)
    raise Worded("bad-role", told, *more)


def every_grant(counter: Counter, name: str, roles: Iterable[str]) -> list[RoleGranted]:
    """Return what *roles* stand for, each once, whether *name* has it or not."""
    every = grants_of(counter, "", roles)  # nobody has any yet
    return [evolve(one, user=name) for one in dict.fromkeys(every)]


def against_grants(counter: Counter, wanted: Iterable[RoleGranted]) -> list[Refusal]:
    """Return why *wanted* would not be given, but that nobody works here yet."""
    return [
        one
        for grant in wanted
        for one in counter.office.why_not_log(grant)
        if one.code != "no-such-user"
    ]


def _every(counter: Counter, name: str, programme: str, *, worn: bool) -> list[str]:
    """Return every role of a programme that *name* has, or does not have yet."""
    user = counter.office.roster.users.get(name)
    held = user.roles.get(programme, frozenset()) if user else frozenset()
    if worn:
        return sorted(held)
    declared = counter.office.programme(programme).index.roles
    return [key for key in declared if key not in held]


def _in_force(grant: RoleGranted) -> bool:
    return bool(grant.programme)


def _said(programme: str, role: str) -> str:
    return f"{shown(programme)}.{shown(role)}" if programme else say_hat(role)
