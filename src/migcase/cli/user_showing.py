"""`migcase user list` and `show`, `migcase whoami`: who works here, and as what."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from gettext import gettext as _

import click

from migcase.cli.counter import Counter, counter_of, nobody
from migcase.cli.days import say_day, say_instant
from migcase.cli.display import shown
from migcase.cli.failing import Worded
from migcase.cli.office_words import say_act, say_hat, say_hats
from migcase.cli.output import print_json, say, tell, wants_json
from migcase.cli.rights_page import reading_rights
from migcase.cli.spoken import Spoken
from migcase.cli.table import print_table
from migcase.roster import rights
from migcase.roster.members import User


@click.command(cls=Spoken)
@click.option("--all", "everybody", is_flag=True, help=_("Those who left, too."))
@click.pass_context
def list_users(ctx: click.Context, everybody: bool) -> None:
    """List who works here, and in which roles."""
    counter = counter_of(ctx)
    office = counter.office
    if office.keyring is None:
        _list_plain(counter)
        return
    users = [one for one in office.roster.users.values() if everybody or one.is_here]
    if wants_json(ctx):
        print_json("users", {"rows": [user_as_json(one) for one in users]})
        return
    print_table(
        (_("Name"), _("Office"), _("Programmes"), _("Undertaking"), _("Here")),
        [
            (
                shown(one.name),
                say_hats(sorted(one.office)),
                ", ".join(_worn(one.roles, counter)),
                say_day(one.undertaking) if one.undertaking else _("missing"),
                _("left") if one.left else _("yes"),
            )
            for one in users
        ],
    )


@click.command(cls=Spoken)
@click.argument("name")
@click.pass_context
def show(ctx: click.Context, name: str) -> None:
    """Show one colleague: when they came, which roles they have, their keys."""
    counter = counter_of(ctx)
    user = counter.office.roster.users.get(name)
    if counter.office.keyring is None or user is None:
        told = _("Nobody called {name} works here.").format(name=shown(name))
        raise Worded("unknown-person", told, _("Who does: `migcase user list`"))
    if wants_json(ctx):
        print_json("user", user_as_json(user))
        return
    for line in _told(user, counter):
        tell(line)


@click.command(cls=Spoken)
@click.option("--why", is_flag=True, help=_("What that lets you do, and why."))
@click.pass_context
def whoami(ctx: click.Context, why: bool) -> None:
    """Say who you are here, in which roles; with --why, what you may do."""
    counter = counter_of(ctx)
    office = counter.office
    if not counter.person:
        raise nobody(office.settings)
    keys = office.keyring
    roles = office.actor(counter.person).roles
    hats = sorted(office.roster.worn(counter.person)) if keys else []
    acts = {act: office.may(act) for act in rights.OFFICE_ACTS}
    if wants_json(ctx):
        body = {"user": counter.person, "office": hats, "roles": sorted(roles)}
        print_json("whoami", {**body, "may": [act for act in acts if acts[act]]})
        return
    tell(_("You are {name}.").format(name=shown(counter.person)))
    if keys is None:
        say(_("This office is for training: everybody may read everything in it."))
        return
    for line in _told(office.roster.users[keys.name], counter):
        tell(line)
    if not why:
        return
    tell("\n" + _("With the office"))
    for act, granted in acts.items():
        if granted:
            by = [hat for hat in hats if rights.may([hat], act)]
            words = {"act": say_act(act), "hats": say_hats(by)}
            tell(_("- {act} (as {hats})").format(**words))
    tell("\n" + _("With a case"))
    for line in reading_rights(hats):
        tell(line)
    for entry in office.roster.glasses.values():
        if entry.by == keys.name and not entry.reviewed_by:
            words = {"case": entry.case, "until": say_instant(entry.until)}
            tell(_("You broke the glass of {case}, until {until}.").format(**words))


def user_as_json(user: User) -> dict[str, object]:
    """Return a colleague as JSON holds them; public keys in hexadecimal."""
    return {
        "user": user.name,
        "since": user.since,
        "left": user.left,
        "undertaking": user.undertaking,
        "office": sorted(user.office),
        "waiting": dict(user.asked),
        "roles": {key: sorted(worn) for key, worn in user.roles.items() if worn},
        "keys": [
            {
                "since": one.since,
                "verifies": one.verifies.hex(),
                "receives": one.receives.hex(),
            }
            for one in user.keys
        ],
    }


def _list_plain(counter: Counter) -> None:
    users = counter.office.settings.users
    if wants_json(counter.ctx):
        rows = [{"user": name, "roles": dict(worn)} for name, worn in users.items()]
        print_json("users", {"rows": rows})
        return
    print_table(
        (_("Name"), _("Programmes")),
        [
            (
                shown(name),
                ", ".join(_worn(roles, counter)),
            )
            for name, roles in users.items()
        ],
    )
    say(_("This office is for training: office.toml lists its users."))


def _told(user: User, counter: Counter) -> Iterator[str]:
    yield _("works here since {day}").format(day=say_instant(user.since))
    if user.left is not None:
        yield _("left on {day}").format(day=say_instant(user.left))
    if user.undertaking is None:
        yield _("no undertaking of confidentiality is filed: they see nothing")
    else:
        yield _("undertaking signed on {day}").format(day=say_day(user.undertaking))
    if user.office:
        yield _("in the office: {hats}").format(hats=say_hats(sorted(user.office)))
    for role, who in user.asked.items():
        words = {"role": say_hat(role), "who": shown(who)}
        yield _("is to be {role}, says {who}; a second person has to approve").format(
            **words
        )
    worn = list(_worn(user.roles, counter))
    if worn:
        yield _("in programmes: {roles}").format(roles=", ".join(worn))


def _worn(roles: Mapping[str, Collection[str]], counter: Counter) -> Iterator[str]:
    """Yield the roles, told at once where somebody has all of a programme."""
    for key, worn in roles.items():
        declared = counter.programme(key)
        every = () if declared is None else declared.index.roles
        if len(every) > 1 and set(every) <= set(worn):
            yield _("{programme}.* (all roles)").format(programme=shown(key))
        else:
            yield from (f"{shown(key)}.{shown(role)}" for role in sorted(worn))
