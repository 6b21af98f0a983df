"""`migcase person family form`, `add`, `leave`, `move`, `split`, `head`."""

from __future__ import annotations

from gettext import gettext as _

import click

from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import day_of
from migcase.cli.family_roles import Role, roles_of
from migcase.cli.family_showing import say_members
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.person_json import family_as_json
from migcase.cli.recording import dated, reasoned
from migcase.cli.spoken import Spoken
from migcase.keeping.people import FamilyVersion
from migcase.people.family import ROLES

# The members who come along, and what they are to the head.
_others = click.argument("others", nargs=-1, metavar=_("[PERSON=ROLE]..."))


@click.command(cls=Spoken)
@click.argument("head")
@_others
@dated
@click.pass_context
def form(
    ctx: click.Context,
    head: str,
    others: tuple[str, ...],
    on: str | None,
    entry_id: str | None,
) -> None:
    """Make a family of HEAD and others; its number is printed.

    Each of the others is told with what they are to the head: P-…=child.
    """
    counter = counter_of(ctx)
    version = counter.office.people.families.form(
        head,
        roles_of(others),
        by=counter.actor(),
        on=day_of(on, counter.office.today()),
        id=entry_id,
    )
    _answer(counter, version, _("{family} is formed.").format(family=version.of))


@click.command(cls=Spoken)
@click.argument("family")
@click.argument("person")
@click.argument("role", type=Role(ROLES))
@dated
@click.pass_context
def add(
    ctx: click.Context,
    family: str,
    person: str,
    role: str,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Add PERSON to FAMILY, whose head they are ROLE to."""
    counter = counter_of(ctx)
    version = counter.office.people.families.add(
        family,
        person,
        role,
        by=counter.actor(),
        on=day_of(on, counter.office.today()),
        id=entry_id,
    )
    words = {"person": version.other, "family": version.of}
    _answer(counter, version, _("{person} is in {family} now.").format(**words))


@click.command(cls=Spoken)
@click.argument("family")
@click.argument("person")
@reasoned
@dated
@click.pass_context
def leave(
    ctx: click.Context,
    family: str,
    person: str,
    reason: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Record that PERSON left FAMILY; they stay listed with the day."""
    counter = counter_of(ctx)
    version = counter.office.people.families.leave(
        family,
        person,
        by=counter.actor(),
        reason=reason or "",
        on=day_of(on, counter.office.today()),
        id=entry_id,
    )
    words = {"person": version.other, "family": version.of}
    _answer(counter, version, _("{person} has left {family}.").format(**words))


@click.command(cls=Spoken)
@click.argument("person")
@click.argument("family")
@click.argument("role", type=Role(ROLES))
@reasoned
@dated
@click.pass_context
def move(
    ctx: click.Context,
    person: str,
    family: str,
    role: str,
    reason: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Move PERSON from their family to FAMILY, whose head they are ROLE to."""
    counter = counter_of(ctx)
    version = counter.office.people.families.move(
        person,
        family,
        role,
        by=counter.actor(),
        reason=reason or "",
        on=day_of(on, counter.office.today()),
        id=entry_id,
    )
    words = {"person": version.other, "family": version.of}
    _answer(counter, version, _("{person} is in {family} now.").format(**words))


@click.command(cls=Spoken)
@click.argument("family")
@click.argument("head")
@_others
@reasoned
@dated
@click.pass_context
def split(
    ctx: click.Context,
    family: str,
    head: str,
    others: tuple[str, ...],
    reason: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Let HEAD and others leave FAMILY and be a family of their own."""
    counter = counter_of(ctx)
    version = counter.office.people.families.split(
        family,
        head,
        roles_of(others),
        by=counter.actor(),
        reason=reason or "",
        on=day_of(on, counter.office.today()),
        id=entry_id,
    )
    words = {"family": version.of, "other": version.other}
    _answer(counter, version, _("{family} was split from {other}.").format(**words))


@click.command(cls=Spoken)
@click.argument("family")
@click.argument("person")
@_others
@reasoned
@dated
@click.pass_context
def head(
    ctx: click.Context,
    family: str,
    person: str,
    others: tuple[str, ...],
    reason: str | None,
    on: str | None,
    entry_id: str | None,
) -> None:
    """Make PERSON the head of FAMILY.

    Others can be told with what they are to the new head: P-…=parent.
    """
    counter = counter_of(ctx)
    version = counter.office.people.families.give_head(
        family,
        person,
        roles_of(others),
        by=counter.actor(),
        reason=reason or "",
        on=day_of(on, counter.office.today()),
        id=entry_id,
    )
    words = {"family": version.of, "person": version.other}
    _answer(counter, version, _("{person} is the head of {family}.").format(**words))


def _answer(counter: Counter, version: FamilyVersion, sentence: str) -> None:
    counter.ctx.meta["migcase.recorded"] = True
    if wants_json(counter.ctx):
        print_json("family", family_as_json(version.holds, version.number))
        return
    tell(sentence)
    for line in say_members(counter, version.holds.current):
        say(line)
