"""Who is one person across merges, who belongs with them, and what a legal hold covers.

Looks at sheets and families only; what is made of it is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from attrs import frozen

from migcase.judgement.mentioned import PRINCIPAL
from migcase.keeping.kept import Restricted
from migcase.keeping.people import PeopleRegister, PersonVersion, UnreadablePerson
from migcase.keeping.sealed import Erased, RestrictedPerson

_CLOSED = (Restricted, RestrictedPerson, UnreadablePerson)


@frozen
class Circle:
    """One person: all *sheets* held to be theirs, and *everybody* in their family.

    *everybody* holds the sheets, too; *last* is when any of it was last written.
    """

    sheets: frozenset[str]
    everybody: frozenset[str]
    last: datetime


def circle_of(people: PeopleRegister, person: str) -> Circle | None:
    """Return the circle of *person*, None where a part of it cannot be read."""
    try:
        own = sheets_of(people, person)
        if person not in own:
            return None
        everybody, last = set(own), max(one.at for one in own.values())
        for version in own.values():
            family = people.family(version.holds.family or "")
            if family is None:
                continue
            last = max(last, family.at)
            for member in family.holds.current:
                everybody |= sheets_of(people, member.person).keys()
    except _CLOSED:
        return None
    return Circle(frozenset(own), frozenset(everybody), last)


def sheets_of(people: PeopleRegister, person: str) -> Mapping[str, PersonVersion]:
    """Return every sheet of one person by its number; none that was erased."""
    found: dict[str, PersonVersion] = {}
    waiting, seen = [person], set[str]()
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        try:
            version = people.sheet(number)
        except Erased:
            continue
        if version is not None:
            found[number] = version
            sheet = version.holds
            waiting += sheet.took_in
            waiting += [] if sheet.merged_into is None else [sheet.merged_into]
    return found


def cases_about(people: PeopleRegister, sheets: Collection[str]) -> Iterator[str]:
    """Yield the cases whose principal is on any of *sheets*."""
    for one in people.cases_of(sheets):
        if one.mention.role == PRINCIPAL:
            yield one.case


def held_back(people: PeopleRegister, holds: Collection[str]) -> frozenset[str]:
    """Return the numbers of all that legal *holds* keep.

    Where a person is held, so is whoever turned out to be the same, and every case
    about them.
    """
    return frozenset(one for held in holds for one in _with(people, held))


def _with(people: PeopleRegister, held: str) -> Iterator[str]:
    yield held
    try:
        sheets = {held, *sheets_of(people, held)}
    except _CLOSED:
        sheets = {held}
    yield from sheets
    yield from cases_about(people, sheets)
