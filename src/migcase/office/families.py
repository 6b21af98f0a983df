"""Families in the office: formed, joined, left, moved between, split, given a head.

A family and everybody who joins or leaves it change in one transaction, so that
nobody belongs to two families at a time, whoever writes at the same moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from migcase.casefile.events import Actor
from migcase.errors import Refusal, Refused
from migcase.keeping.people import FamilyVersion, PeopleRegister
from migcase.office.family_change import Change
from migcase.office.person_door import PersonDoor
from migcase.office.scribe import Scribe, same_or_repeated
from migcase.people import numbers
from migcase.people.family import HEAD, Family, Member, headed, joined, left
from migcase.people.sheet import CHANGED, FORMED, HEADED, SPLIT
from migcase.roster import rights

Roles = Mapping[str, str]
NO_ROLES: Roles = MappingProxyType({})


class Families:
    """The families of one office."""

    def __init__(
        self, register: PeopleRegister, scribe: Scribe, door: PersonDoor
    ) -> None:
        self._register = register
        self._scribe = scribe
        self._door = door

    def family(self, family: str) -> FamilyVersion:
        """Return the last version of a family; raise `NoSuchFamily`."""
        found = self._scribe.family(family)
        self._door.check_family(found)
        return found

    def versions(self, family: str) -> tuple[FamilyVersion, ...]:
        """Return every version of a family, oldest first."""
        return self._register.families(self.family(family).of)

    def form(
        self,
        head: str,
        others: Roles = NO_ROLES,
        *,
        by: Actor,
        on: date | None = None,
        id: str | None = None,  # noqa: A002 - its name wherever it is sent
    ) -> FamilyVersion:
        """Make a family of *head* and *others*, who are to the head what is said."""
        work = self._work(by, on, id)
        number = self._scribe.number_of(numbers.FAMILY, work.entry_id)
        roles = self._roles(head, others)
        work.family(None, FORMED, joined(Family(number), _members(roles, work.day)))
        return self._written(work, number, [(one, None, number) for one in roles])

    def add(
        self,
        family: str,
        person: str,
        role: str,
        *,
        by: Actor,
        on: date | None = None,
        id: str | None = None,  # noqa: A002 - its name wherever it is sent
    ) -> FamilyVersion:
        """Add *person*, who is *role* to the head of the family."""
        work = self._work(by, on, id)
        before, one = self._scribe.family(family), self._number(person)
        after = joined(before.holds, _members({one: role}, work.day))
        work.family(before, CHANGED, after, other=one)
        return self._written(work, before.of, [(one, None, before.of)])

    def leave(
        self,
        family: str,
        person: str,
        *,
        by: Actor,
        reason: str = "",
        on: date | None = None,
        id: str | None = None,  # noqa: A002 - its name wherever it is sent
    ) -> FamilyVersion:
        """Let *person* leave; a head leaves last, or after another took over."""
        work = self._work(by, on, id)
        before, one = self._scribe.family(family), self._number(person)
        after = left(before.holds, (one,), work.day)
        work.family(before, CHANGED, after, reason, one)
        return self._written(work, before.of, [(one, before.of, None)])

    def move(
        self,
        person: str,
        to: str,
        role: str,
        *,
        by: Actor,
        reason: str = "",
        on: date | None = None,
        id: str | None = None,  # noqa: A002 - its name wherever it is sent
    ) -> FamilyVersion:
        """Let *person* leave their family for another, where they are *role*."""
        work = self._work(by, on, id)
        target, one = self._scribe.family(to), self._number(person)
        there = self._scribe.sheet(one).holds.family
        after = joined(target.holds, _members({one: role}, work.day))
        work.family(target, CHANGED, after, reason, one)
        there = None if there == target.of else there
        if there is not None:
            before = self._scribe.family(there)
            without = left(before.holds, (one,), work.day)
            work.family(before, CHANGED, without, reason, one)
        return self._written(work, target.of, [(one, there, target.of)])

    def split(
        self,
        family: str,
        head: str,
        others: Roles = NO_ROLES,
        *,
        by: Actor,
        reason: str = "",
        on: date | None = None,
        id: str | None = None,  # noqa: A002 - its name wherever it is sent
    ) -> FamilyVersion:
        """Let *head* and *others* leave the family and be one of their own."""
        work = self._work(by, on, id)
        before = self._scribe.family(family)
        roles = self._roles(head, others)
        number = self._scribe.number_of(numbers.FAMILY, work.entry_id)
        apart = joined(Family(number), _members(roles, work.day))
        work.family(None, SPLIT, apart, reason, before.of)
        without = left(before.holds, roles, work.day)
        work.family(before, SPLIT, without, reason, number)
        return self._written(work, number, [(one, before.of, number) for one in roles])

    def give_head(
        self,
        family: str,
        person: str,
        roles: Roles = NO_ROLES,
        *,
        by: Actor,
        reason: str = "",
        on: date | None = None,
        id: str | None = None,  # noqa: A002 - its name wherever it is sent
    ) -> FamilyVersion:
        """Make *person* the head; *roles* says what the others are to them."""
        work = self._work(by, on, id)
        before, one = self._scribe.family(family), self._number(person)
        said = {self._number(other): role for other, role in roles.items()}
        after = headed(before.holds, one, work.day, said)
        work.family(before, HEADED, after, reason, one)
        for each in (one, *said):
            if before.holds.member(each) is None:
                work.refuse(Refusal("not-a-member", each, {"family": before.of}))
        return self._written(work, before.of, [])

    def _work(self, by: Actor, on: date | None, entry_id: str | None) -> Change:
        self._door.writes(by)
        day = on or self._scribe.today()
        return Change(self._scribe, by, entry_id or self._scribe.new_id(), day)

    def _number(self, person: str) -> str:
        """Return the number of somebody whom whoever asks may write about."""
        found = self._scribe.sheet(person)
        self._door.check(found.holds, rights.WRITE)
        return found.of

    def _roles(self, head: str, others: Roles) -> dict[str, str]:
        said = {self._number(one): role for one, role in others.items()}
        return {self._number(head): HEAD, **said}

    def _written(
        self, work: Change, of: str, moves: list[tuple[str, str | None, str | None]]
    ) -> FamilyVersion:
        """Write *work* and who *moves*; return the version of the family *of*."""
        wanted = next(one for one in work.families if one.of == of)
        for sent in self._register.families(of):
            if sent.id == work.entry_id:
                return same_or_repeated(sent, wanted, whole=False)
        for person, source, target in moves:
            work.moves(self._scribe.sheet(person), source, target)
        if work.refusals:
            raise Refused(work.refusals)
        self._scribe.write(work.people, work.families)
        return wanted


def _members(roles: Roles, day: date) -> Iterator[Member]:
    return (Member(person, role, day) for person, role in roles.items())
