"""What the office's log adds up to: who works here, in which roles, with which keys.

`follow` adds one entry.  It never refuses and never reads a clock: an entry that
should not be there is still followed as far as it makes sense.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

import attrs

from migcase.roster.events import (
    BackedUp,
    CaseShared,
    ErasureApproved,
    ErasureAsked,
    ErasureDone,
    Founded,
    GlassBroken,
    GlassReviewed,
    KeysChanged,
    LegalHold,
    LegalHoldLifted,
    MasterRenewed,
    OfficeEntry,
    RecoveryDrilled,
    Restored,
    RoleApproved,
    RoleGranted,
    RoleRevoked,
    UndertakingSigned,
    UserAdded,
    UserLeft,
)
from migcase.roster.members import (
    ADMINISTRATOR,
    NOBODY,
    Erasure,
    Glass,
    Keys,
    Roster,
    User,
)
from migcase.roster.recovery import HolderDropped, HolderNamed, Recovered

K = TypeVar("K")
V = TypeVar("V")


def fold(entries: Iterable[OfficeEntry], before: Roster = NOBODY) -> Roster:
    """Return what *entries*, after those of *before*, add up to."""
    for entry in entries:
        before = follow(before, entry)
    return before


def follow(roster: Roster, entry: OfficeEntry) -> Roster:
    """Return *roster* with one entry more."""
    changed = _FOLLOWS[type(entry.event)](roster, entry, entry.event)
    return attrs.evolve(changed, number=entry.number, at=entry.at)


def _founded(roster: Roster, entry: OfficeEntry, event: Founded) -> Roster:
    keys = Keys(entry.at, event.verifies, event.receives)
    first = frozenset({ADMINISTRATOR})
    user = User(event.name, entry.at, (keys,), event.undertaking, office=first)
    return attrs.evolve(roster, users=_with(roster.users, event.name, user))


def _added(roster: Roster, entry: OfficeEntry, event: UserAdded) -> Roster:
    keys = Keys(entry.at, event.verifies, event.receives)
    user = User(event.name, entry.at, (keys,), event.undertaking)
    return attrs.evolve(roster, users=_with(roster.users, event.name, user))


def _signed(roster: Roster, _: OfficeEntry, event: UndertakingSigned) -> Roster:
    return _changed(
        roster, event.name, lambda user: attrs.evolve(user, undertaking=event.on)
    )


def _rekeyed(roster: Roster, entry: OfficeEntry, event: KeysChanged) -> Roster:
    keys = Keys(entry.at, event.verifies, event.receives)
    return _changed(
        roster, event.name, lambda user: attrs.evolve(user, keys=(*user.keys, keys))
    )


def _left(roster: Roster, entry: OfficeEntry, event: UserLeft) -> Roster:
    gone = _changed(roster, event.name, lambda user: user.let_go(entry.at))
    return attrs.evolve(gone, left_since=roster.left_since | {event.name})


def _renewed(roster: Roster, *_: object) -> Roster:
    return attrs.evolve(roster, left_since=frozenset(), has_older_key=False)


def _granted(roster: Roster, entry: OfficeEntry, event: RoleGranted) -> Roster:
    def wears(user: User) -> User:
        if not event.programme:
            return attrs.evolve(user, asked=_with(user.asked, event.role, entry.by))
        worn = user.roles.get(event.programme, frozenset()) | {event.role}
        return attrs.evolve(user, roles=_with(user.roles, event.programme, worn))

    return _changed(roster, event.user, wears)


def _approved(roster: Roster, _: OfficeEntry, event: RoleApproved) -> Roster:
    def wears(user: User) -> User:
        asked = _without(user.asked, event.role)
        return attrs.evolve(user, office=user.office | {event.role}, asked=asked)

    return _changed(roster, event.user, wears)


def _revoked(roster: Roster, _: OfficeEntry, event: RoleRevoked) -> Roster:
    def wears(user: User) -> User:
        if not event.programme:
            asked = _without(user.asked, event.role)
            return attrs.evolve(user, office=user.office - {event.role}, asked=asked)
        worn = user.roles.get(event.programme, frozenset()) - {event.role}
        return attrs.evolve(user, roles=_with(user.roles, event.programme, worn))

    return _changed(roster, event.user, wears)


def _broken(roster: Roster, entry: OfficeEntry, event: GlassBroken) -> Roster:
    who = entry.number, entry.by
    glass = Glass(*who, event.case, event.reason, entry.at, event.until)
    return attrs.evolve(roster, glasses=_with(roster.glasses, entry.number, glass))


def _reviewed(roster: Roster, entry: OfficeEntry, event: GlassReviewed) -> Roster:
    glass = roster.glasses.get(event.number)
    if glass is None:
        return roster
    seen = attrs.evolve(glass, reviewed_by=entry.by)
    return attrs.evolve(roster, glasses=_with(roster.glasses, event.number, seen))


def _held(roster: Roster, entry: OfficeEntry, event: LegalHold) -> Roster:
    return attrs.evolve(roster, holds=_with(roster.holds, event.of, entry.number))


def _lifted(roster: Roster, _: OfficeEntry, event: LegalHoldLifted) -> Roster:
    return attrs.evolve(roster, holds=_without(roster.holds, event.of))


def _asked(roster: Roster, entry: OfficeEntry, event: ErasureAsked) -> Roster:
    erasure = Erasure(entry.number, event.of, event.reason, entry.by)
    return attrs.evolve(roster, erasures=_with(roster.erasures, entry.number, erasure))


def _erasure_approved(
    roster: Roster, entry: OfficeEntry, event: ErasureApproved
) -> Roster:
    found = roster.erasures.get(event.number)
    if found is None:
        return roster
    approved = attrs.evolve(found, approved_by=entry.by)
    return attrs.evolve(roster, erasures=_with(roster.erasures, event.number, approved))


def _erased(roster: Roster, entry: OfficeEntry, event: ErasureDone) -> Roster:
    found = roster.erasures.get(event.number)
    if found is None:
        return roster
    done = attrs.evolve(found, done=entry.at)
    return attrs.evolve(roster, erasures=_with(roster.erasures, event.number, done))


def _backed_up(roster: Roster, entry: OfficeEntry, _: BackedUp) -> Roster:
    return attrs.evolve(roster, backed_up=entry.at)


def _restored(roster: Roster, *_: object) -> Roster:
    return attrs.evolve(roster, has_older_key=True)


def _holds_key(roster: Roster, _: OfficeEntry, event: HolderNamed) -> Roster:
    holders = _with(roster.holders, event.name, event.verifies)
    return attrs.evolve(roster, holders=holders)


def _holds_none(roster: Roster, _: OfficeEntry, event: HolderDropped) -> Roster:
    return attrs.evolve(roster, holders=_without(roster.holders, event.name))


def _recovered(roster: Roster, entry: OfficeEntry, event: Recovered) -> Roster:
    keys = Keys(entry.at, event.verifies, event.receives)
    user = roster.users.get(event.name) or User(event.name, entry.at, ())
    user = user.let_in(keys, event.undertaking)
    users = _with(roster.users, event.name, user)
    return attrs.evolve(roster, users=users)


def _unchanged(roster: Roster, *_: object) -> Roster:
    return roster  # what it says stands in the log, or in the keys


def _changed(roster: Roster, name: str, change: Callable[[User], User]) -> Roster:
    user = roster.users.get(name)
    if user is None:
        return roster
    return attrs.evolve(roster, users=_with(roster.users, name, change(user)))


def _with(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    return MappingProxyType({**mapping, key: value})


def _without(mapping: Mapping[K, V], key: K) -> Mapping[K, V]:
    return MappingProxyType({one: kept for one, kept in mapping.items() if one != key})


# What each event does; each function takes the event of its own type.
_FOLLOWS: Mapping[type, Callable[..., Roster]] = {
    Founded: _founded,
    UserAdded: _added,
    UndertakingSigned: _signed,
    KeysChanged: _rekeyed,
    UserLeft: _left,
    RoleGranted: _granted,
    RoleApproved: _approved,
    RoleRevoked: _revoked,
    GlassBroken: _broken,
    GlassReviewed: _reviewed,
    LegalHold: _held,
    LegalHoldLifted: _lifted,
    ErasureAsked: _asked,
    ErasureApproved: _erasure_approved,
    ErasureDone: _erased,
    BackedUp: _backed_up,
    Restored: _restored,
    RecoveryDrilled: _unchanged,
    HolderNamed: _holds_key,
    HolderDropped: _holds_none,
    Recovered: _recovered,
    MasterRenewed: _renewed,
    CaseShared: _unchanged,
}
