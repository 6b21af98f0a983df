"""`migcase person family show`: a family, its head and who belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from gettext import gettext as _

import click

from migcase.cli.counter import Counter, counter_of
from migcase.cli.days import say_day
from migcase.cli.output import print_json, tell, wants_json
from migcase.cli.person_json import family_as_json, versions_as_json
from migcase.cli.person_words import FAMILY_ROLES, say_person, say_version, word
from migcase.cli.spoken import Spoken
from migcase.keeping.sealed import Erased, RestrictedPerson
from migcase.people.family import Member


@click.command(cls=Spoken)
@click.argument("family")
@click.option("--history", is_flag=True, help=_("Who changed it when, too."))
@click.pass_context
def show(ctx: click.Context, family: str, history: bool) -> None:
    """Show FAMILY, by number: who belongs to it, and who left it when."""
    counter = counter_of(ctx)
    families = counter.office.people.families
    version = families.family(family)
    versions = families.versions(version.of) if history else ()
    if wants_json(ctx):
        body = family_as_json(version.holds, version.number)
        if history:
            body["versions"] = versions_as_json(versions)
        print_json("family", body)
        return
    tell(_("Family {family}").format(family=version.of))
    for line in say_members(counter, version.holds.current):
        tell(line)
    gone = [one for one in version.holds.members if one.until is not None]
    if gone:
        tell("\n" + _("Who left"))
        for line in say_members(counter, gone):
            tell(line)
    if history:
        tell("\n" + _("History"))
        for line in map(say_version, versions):
            tell(line)


def say_members(counter: Counter, members: Iterable[Member]) -> Iterator[str]:
    """Yield a line for each of *members*."""
    for member in members:
        words = {
            "person": member.person,
            "name": _name(counter, member.person),
            "role": word(FAMILY_ROLES, member.role),
            "since": say_day(member.since),
        }
        if member.until is None:
            yield _("- {name} ({person}): {role}, since {since}").format(**words)
        else:
            words["until"] = say_day(member.until)
            line = _("- {name} ({person}): {role}, from {since} until {until}")
            yield line.format(**words)


def _name(counter: Counter, person: str) -> str:
    """Return the name of a member, or why nobody who asks is told it."""
    try:
        return say_person(counter.office.people.named(person))
    except Erased:
        return _("erased")
    except RestrictedPerson:
        return _("open to others only")
