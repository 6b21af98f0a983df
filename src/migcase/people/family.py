"""Who belongs together: a family, its members since when, and its head.

A family is changed by making the next one; nothing in the old one is lost, because
whoever leaves stays listed with the day on which they left.  Days are half-open: who
leaves on a day does not belong on it any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs
from attrs import frozen

from migcase.errors import Refusal

HEAD = "head"
ROLES = (
    HEAD,
    "spouse",
    "partner",
    "child",
    "parent",
    "sibling",
    "grandparent",
    "grandchild",
    "foster-child",
    "guardian",
    "other-relative",
    "other",
)


@frozen
class Member:
    """Somebody in a family: what they are to its head, from when until when."""

    person: str
    role: str
    since: date
    until: date | None = None


@frozen
class Family:
    """People who belong together; *members* also lists those who left."""

    id: str
    members: tuple[Member, ...] = ()

    @property
    def current(self) -> tuple[Member, ...]:
        """Those who belong to it now, the head first."""
        present = [member for member in self.members if member.until is None]
        return tuple(sorted(present, key=lambda member: member.role != HEAD))

    @property
    def head(self) -> str | None:
        """Whoever is its head now."""
        first = self.current[:1]
        return first[0].person if first and first[0].role == HEAD else None

    def member(self, person: str) -> Member | None:
        """Return *person* as a member now, None if they do not belong to it."""
        return next((one for one in self.current if one.person == person), None)


def joined(family: Family, members: Iterable[Member]) -> Family:
    """Return *family* with *members* in it."""
    return attrs.evolve(family, members=(*family.members, *members))


def left(family: Family, people: Iterable[str], on: date) -> Family:
    """Return *family* without *people* from the day *on*."""
    gone = frozenset(people)
    return attrs.evolve(family, members=tuple(_ended(family, gone, on)))


def headed(family: Family, person: str, on: date, roles: Mapping[str, str]) -> Family:
    """Return *family* with *person* as its head from the day *on*.

    *roles* says what the others are to the new head; who is not in it stays what
    they were, the old head becomes a relative.
    """
    old = family.head
    after = {person: HEAD}
    if old is not None and old != person:
        after[old] = "other-relative"
    after |= {other: role for other, role in roles.items() if other != person}
    return _with_roles(family, after, on)


def why_not(family: Family, today: date) -> Iterator[Refusal]:
    """Yield every reason why *family* cannot be kept as it is on *today*."""
    present = [member.person for member in family.current]
    for person in sorted({one for one in present if present.count(one) > 1}):
        yield Refusal("member-already", person, {"family": family.id})
    heads = [one.person for one in family.current if one.role == HEAD]
    if len(heads) > 1:
        yield Refusal("two-heads", family.id)
    if present and not heads:
        yield Refusal("no-head", family.id)
    for member in family.members:
        if member.role not in ROLES:
            yield Refusal("unknown-family-role", member.person, {"role": member.role})
        if member.since > today or (member.until or today) > today:
            yield Refusal("family-day-in-future", member.person)
        if member.until is not None and member.until < member.since:
            yield Refusal("left-before-joining", member.person)


def _ended(family: Family, gone: frozenset[str], on: date) -> Iterator[Member]:
    for member in family.members:
        if member.until is None and member.person in gone:
            yield attrs.evolve(member, until=on)
        else:
            yield member


def _with_roles(family: Family, roles: Mapping[str, str], on: date) -> Family:
    """Return *family* with other *roles*; what was so until *on* stays listed."""
    members: list[Member] = []
    for member in family.members:
        role = roles.get(member.person, member.role)
        if member.until is not None or role == member.role:
            members.append(member)
            continue
        if member.since < on:
            members.append(attrs.evolve(member, until=on))
            members.append(Member(member.person, role, on))
        else:
            members.append(attrs.evolve(member, role=role))
    return attrs.evolve(family, members=tuple(members))
