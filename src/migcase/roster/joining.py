"""Why somebody may not join, leave, sign, change their keys, or wear a role."""

from __future__ import annotations

from collections.abc import Iterator

from migcase.errors import Refusal
from migcase.roster.asked import Asked
from migcase.roster.events import (
    KeysChanged,
    RoleApproved,
    RoleGranted,
    RoleRevoked,
    UndertakingSigned,
    UserAdded,
    UserLeft,
)
from migcase.roster.members import ADMINISTRATOR, OFFICE_ROLES, Roster
from migcase.roster.recovery import Recovered

LONGEST_NAME = 64
KEY = 32


def accepts(event: RoleApproved, asked: Asked) -> bool:
    """Tell whether *by* is a second hand because the office has no other yet.

    While there is one administrator only, whoever is given a role accepts it.
    """
    others = set(asked.roster.wearers(ADMINISTRATOR))
    return event.user == asked.by and len(others) == 1 and asked.by not in others


def added(event: UserAdded, asked: Asked) -> Iterator[Refusal]:
    """Yield why somebody of that name cannot join."""
    if event.name in asked.roster.users:
        here = asked.roster.works(event.name)
        yield Refusal("user-exists", event.name, {"here": here})
    else:  # the keys of whoever is there are their own
        yield from name_and_keys(event.name, event.verifies, event.receives, asked)
    if event.undertaking is not None:
        yield from asked.not_in_future(event.undertaking)


def signed(event: UndertakingSigned, asked: Asked) -> Iterator[Refusal]:
    """Yield why an undertaking cannot be filed."""
    yield from _is_here(event.name, asked)
    yield from asked.not_in_future(event.on)
    user = asked.roster.users.get(event.name)
    if user is not None and user.undertaking == event.on:
        yield Refusal("undertaking-filed", event.name, {"day": event.on})


def rekeyed(event: KeysChanged, asked: Asked) -> Iterator[Refusal]:
    """Yield why somebody cannot have these keys."""
    yield from _is_here(event.name, asked)
    yield from name_and_keys(event.name, event.verifies, event.receives, asked)


def recovered(event: Recovered, asked: Asked) -> Iterator[Refusal]:
    """Yield why two holders of printed keys cannot let somebody in."""
    yield from name_and_keys(event.name, event.verifies, event.receives, asked)
    yield from asked.not_in_future(event.undertaking)
    if event.name != asked.by or event.after != asked.roster.number:
        yield Refusal("same-person", asked.by)
    if len(set(event.holders)) != 2:
        yield Refusal("same-person", event.holders[0] if event.holders else "")
    for holder in event.holders:
        if holder not in asked.roster.holders:
            yield Refusal("not-here", holder)


def left(event: UserLeft, asked: Asked) -> Iterator[Refusal]:
    """Yield why somebody cannot leave."""
    yield from _is_here(event.name, asked)
    yield from _not_the_last(event.name, asked)


def granted(event: RoleGranted, asked: Asked) -> Iterator[Refusal]:
    """Yield why somebody is not to wear a role."""
    yield from _is_here(event.user, asked)
    if not event.programme and event.role not in OFFICE_ROLES:
        values = {"hats": OFFICE_ROLES}
        yield Refusal("unknown-office-role", event.role, values)
    if _wears(event.user, event.role, event.programme, asked.roster):
        yield Refusal("role-worn", event.role, {"user": event.user})
    others = set(asked.roster.wearers(ADMINISTRATOR)) - {asked.by}
    if event.user == asked.by and others:
        whose = {"own": True, "others": tuple(sorted(others))}
        yield Refusal("same-person", event.user, whose)


def role_approved(event: RoleApproved, asked: Asked) -> Iterator[Refusal]:
    """Yield why a role of the office is not put in force."""
    user = asked.roster.users.get(event.user)
    if user is None or event.role not in user.asked:
        yield Refusal("nothing-to-approve", event.role, {"user": event.user})
    elif user.asked[event.role] == asked.by or (
        event.user == asked.by and not accepts(event, asked)
    ):
        able = set(asked.roster.wearers(ADMINISTRATOR))
        others = able - {event.user, user.asked[event.role]}
        if len(able) == 1:  # while there is no other, whoever gets it accepts it
            others = {event.user} - able
        values = {"own": event.user == asked.by, "others": tuple(sorted(others))}
        yield Refusal("same-person", asked.by, values)


def revoked(event: RoleRevoked, asked: Asked) -> Iterator[Refusal]:
    """Yield why a role cannot be taken away."""
    if not _wears(event.user, event.role, event.programme, asked.roster):
        worn = sorted(_worn(event.user, event.programme, asked.roster))
        values = {"user": event.user, "worn": tuple(worn)}
        yield Refusal("role-not-worn", event.role, values)
    if (event.role, event.programme) == (ADMINISTRATOR, ""):
        yield from _not_the_last(event.user, asked)


def _is_here(name: str, asked: Asked) -> Iterator[Refusal]:
    user = asked.roster.users.get(name)
    if user is None:
        yield Refusal("no-such-user", name)
    elif not user.is_here:
        yield Refusal("user-left", name)


def _not_the_last(name: str, asked: Asked) -> Iterator[Refusal]:
    if asked.roster.wearers(ADMINISTRATOR) == (name,):
        yield Refusal("last-administrator", name)


def _wears(name: str, role: str, programme: str, roster: Roster) -> bool:
    return role in _worn(name, programme, roster)


def _worn(name: str, programme: str, roster: Roster) -> frozenset[str]:
    """Return the roles that somebody has in *programme*, or is to have."""
    user = roster.users.get(name)
    if user is None:
        return frozenset()
    if programme:
        return user.roles.get(programme, frozenset())
    return user.office | set(user.asked)


def name_and_keys(
    name: str, verifies: bytes, receives: bytes, asked: Asked
) -> Iterator[Refusal]:
    """Yield what is wrong with a name, or with the public keys that go with it."""
    plain = name.isprintable() and name == name.strip()
    if not plain or not 0 < len(name) <= LONGEST_NAME:
        yield Refusal("bad-user-name", name, {"longest": LONGEST_NAME})
    if asked.training:
        return
    held = {
        key
        for user in asked.roster.users.values()
        for keys in user.keys
        for key in (keys.verifies, keys.receives)
    }
    whole = len(verifies) == len(receives) == KEY and verifies != receives
    if not whole or not held.isdisjoint((verifies, receives)):
        yield Refusal("bad-keys", name)
