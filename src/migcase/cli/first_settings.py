"""What the settings file of a new office says, from what was typed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from gettext import gettext as _

import click

from migcase.cli.display import JOINERS, is_hidden, shown
from migcase.cli.failing import Worded
from migcase.cli.near_words import did_you_mean
from migcase.cli.output import say
from migcase.cli.prompting import ask_until_it_fits, ended
from migcase.errors import BadSettings
from migcase.office.settings import OfficeSettings
from migcase.programme.declaration import Programme
from migcase.programme.near import near

EVERYTHING = "*"


def settings_text(
    code: str,
    name: str,
    zone: str,
    register: str,
    users: dict[str, dict[str, list[str]]],
) -> str:
    """Return the text of the settings file."""
    lines = [
        _("# This office. Programmes and roles: migcase plugins, migcase explain."),
        f"code = {_text(code)}",
        f"name = {_text(name)}",
        f"zone = {_text(zone)}",
        f"register = {_text(register)}",
    ]
    for person, roles in users.items():
        lines += ["", f"[users.{_text(person)}]"]
        lines += [f"{_text(key)} = {_listed(worn)}" for key, worn in roles.items()]
    return "\n".join(lines) + "\n"


def code_in(given: str) -> str:
    """Return the code of an office in capitals; raise `click.BadParameter` for none."""
    try:
        return OfficeSettings(given.strip().upper()).code
    except BadSettings:
        told = _("{text} is no code: it is two to four capital letters, such as MA.")
        raise _bad(told, given, "--code") from None


def zone_in(given: str) -> str:
    """Return the name of a time zone; raise `click.BadParameter` if it is none."""
    try:
        return OfficeSettings("XX", zone=given).zone
    except BadSettings:
        told = _("{text}: there is no such time zone; one is Africa/Casablanca.")
        raise _bad(told, given, "--zone") from None


def name_in(given: str) -> str:
    """Return the name of an office; raise `click.BadParameter` if not all is seen."""
    if not _is_seen(given):
        told = _("A name is one line, and every sign in it can be seen: {text}")
        raise _bad(told, given, "--name")
    return given.strip()


def user_in(
    given: str, programmes: Sequence[Programme]
) -> tuple[str, dict[str, list[str]]]:
    """Return a name and its roles in each programme that has them."""
    person, sign, listed = given.partition(":")
    person = person.strip()
    wanted = [role.strip() for role in listed.split(",") if role.strip()]
    if not sign or not person or not wanted:
        told = _("{text} names no user: type NAME:ROLE,ROLE, such as amina:officer.")
        raise _bad(told, given, "--user")
    if not _is_seen(person):
        told = _("A name is one line, and every sign in it can be seen: {text}")
        raise _bad(told, person, "--user")
    worn: dict[str, list[str]] = {}
    for role in wanted:
        programme, dot, key = role.rpartition(".")
        found = False
        for one in programmes:
            if dot and one.key != programme:
                continue
            roles = list(one.index.roles) if key == EVERYTHING else [key]
            known = [each for each in roles if each in one.index.roles]
            found = found or bool(known)
            listed_so_far = worn.setdefault(one.key, [])
            listed_so_far += [each for each in known if each not in listed_so_far]
        if not found:
            raise _no_role(role, programmes)
    return person, {key: roles for key, roles in worn.items() if roles}


def _no_role(role: str, programmes: Iterable[Programme]) -> Worded:
    known = {key for one in programmes for key in one.index.roles}
    lines = [_("No programme here has a role {role}.").format(role=shown(role))]
    hint = near(role, known)
    if hint:
        lines.append(did_you_mean([hint]))
    elif known:
        listed = ", ".join(sorted(known))
        lines.append(_("There are: {keys}").format(keys=listed))
    else:
        lines.append(_("No plugin is installed."))
    return Worded("unknown-word", *lines)


def asked_code() -> str:
    """Ask for the code of the new office."""
    told = _("Code of the office, such as MA")
    return ask_until_it_fits(ended(told), code_in, may_be_empty=False)


def asked_name() -> str:
    """Ask what the new office is called; it need not be called anything."""
    told = _("Name of the office")
    return ask_until_it_fits(ended(told), name_in, may_be_empty=True)


def asked_users(programmes: Sequence[Programme], *, several: bool) -> tuple[str, ...]:
    """Ask who works in the new office and in which roles; *several*, or who founds."""
    roles = sorted({key for one in programmes for key in one.index.roles})
    say(_("Roles: {roles}").format(roles=", ".join(roles)))

    def fits(typed: str) -> str:
        try:
            if typed:
                user_in(typed, programmes)
        except Worded as error:
            raise click.UsageError(str(error)) from None
        return typed

    if not several:
        told = _("Who founds it, and in which roles (amina:officer; * for all roles)")
        return (ask_until_it_fits(ended(told), fits, may_be_empty=False),)
    told = _("Who works here, and in which roles (amina:officer; * for all roles)")
    found: list[str] = []
    while typed := ask_until_it_fits(ended(told), fits, may_be_empty=True):
        found.append(typed)
        told = _("Who else? (empty to go on)")
    return tuple(found)


def _is_seen(text: str) -> bool:
    """Tell whether no sign in *text* is hidden, but those that writing needs."""
    return not any(is_hidden(one) and one not in JOINERS for one in text)


def _bad(told: str, given: str, option: str) -> click.BadParameter:
    return click.BadParameter(told.format(text=shown(given)), param_hint=option)


def _text(text: str) -> str:
    """Return *text* between quotation marks; TOML reads what JSON writes."""
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)


def _listed(words: Iterable[str]) -> str:
    return "[" + ", ".join(map(_text, words)) + "]"
