"""Which people concern whoever unlocked the office, and what of them is shown.

Somebody concerns whom the cases concern that they are in; whoever is in none yet, is
everybody's who works on cases.  Names are needed to work; how somebody is reached,
and which papers they have, is sensitive.
"""

from __future__ import annotations

from migcase.casefile.case import Case
from migcase.casefile.events import Actor
from migcase.keeping.people import FamilyVersion, PersonVersion
from migcase.keeping.register import Register
from migcase.office.guard import Guard, NotAllowed
from migcase.office.masks import masked_person, masked_sheet, masked_version
from migcase.office.readable import kept_if_readable, sheet_if_readable
from migcase.people.person import Person
from migcase.people.sheet import Sheet
from migcase.roster import rights
from migcase.roster.members import COLLEAGUE

# What is written down of whoever opens somebody's page.
PAGE_OPENED = "page"
PARTS = ("contacts", "documents", "references")


class PersonDoor:
    """Stands before everything that an office shows of people."""

    def __init__(self, register: Register, guard: Guard) -> None:
        self.guard = guard
        self._register = register

    def check(self, sheet: Sheet, act: str) -> None:
        """Raise `NotAllowed` unless whoever asks may do *act* with a person."""
        away = rights.REVEAL, rights.EXPORT
        secret = rights.SENSITIVE if act in away else rights.PERSONAL
        if not self._may(sheet, act, secret):
            raise self._refused(sheet, act, secret)

    def writes(self, by: Actor, *sheets: Sheet) -> None:
        """Raise `NotAllowed` unless *by* is whoever asks, and may write of these."""
        guard = self.guard
        if not guard.enforces:
            return
        worn = guard.roster.actor(guard.name)
        if by.name != guard.name or not by.roles <= worn.roles or not worn.roles:
            raise guard.refused("write-as" if worn.roles else rights.WRITE, by.name)
        for sheet in sheets:
            self.check(sheet, rights.WRITE)

    def version(self, version: PersonVersion) -> PersonVersion:
        """Return *version* as it is shown; raise `NotAllowed`."""
        if not self.guard.enforces:
            return version
        self.check(version.holds, rights.READ)
        return masked_version(version, named=True)

    def sheet(self, sheet: Sheet) -> Sheet:
        """Return *sheet* as it is shown to somebody who may read it."""
        return masked_sheet(sheet, named=True) if self.guard.enforces else sheet

    def listed(self, sheet: Sheet) -> Person:
        """Return whom *sheet* is about, as a list shows them."""
        if not self.guard.enforces:
            return sheet.person
        named = self._may(sheet, rights.LIST, rights.PERSONAL)
        return masked_person(sheet.person, named=named)

    def closed(self, sheet: Sheet) -> tuple[str, ...]:
        """Return which parts of *sheet* are masked."""
        return tuple(part for part in PARTS if getattr(sheet.person, part))

    def knows(self, person: str) -> bool:
        """Tell whether a person concerns whoever asks."""
        version = sheet_if_readable(self._register.people, person)
        if version is None:
            return False
        return self._may(version.holds, rights.LIST, rights.PERSONAL)

    def lists(self, case: Case) -> bool:
        """Tell whether a case may stand in somebody's list of cases."""
        return self.guard.sees(case.id, case.programme, case.assignee)

    def check_family(self, family: FamilyVersion) -> None:
        """Raise `NotAllowed` unless anybody in a family concerns whoever asks."""
        members = family.holds.members
        if self.guard.enforces and not any(self.knows(one.person) for one in members):
            raise self.guard.refused(rights.READ, family.of)

    def _may(self, sheet: Sheet, act: str, sensitivity: str) -> bool:
        guard = self.guard
        if not guard.enforces:
            return True
        hats = guard.roster.worn(guard.name)
        return rights.may(hats, act, self._relations(sheet), sensitivity)

    def _relations(self, sheet: Sheet) -> frozenset[str]:
        """Return how a person concerns whoever asks: as any of their cases does."""
        guard, found = self.guard, set[str]()
        cases = {
            one.case
            for one in self._register.people.cases_of((sheet.id, *sheet.took_in))
        }
        for number in cases:
            kept = self._kept(number)
            if kept is not None:
                found |= guard.relations(kept.id, kept.programme, kept.assignee)
        if not cases and guard.roster.programmes(guard.name):
            found.add(rights.ROLE)
        return frozenset(found) or frozenset({rights.NONE})

    def _kept(self, case: str) -> Case | None:
        """Return a case, None where it cannot be read."""
        kept = kept_if_readable(self._register, case)
        return None if kept is None else kept.case

    def _refused(self, sheet: Sheet, act: str, secret: str) -> NotAllowed:
        """Return the error; whoever has a case in their hands is asked if they may."""
        if not rights.may([COLLEAGUE], act, [rights.HANDS], secret):
            return self.guard.refused(act, sheet.id)
        cases = self._register.people.cases_of((sheet.id, *sheet.took_in))
        found = (self._kept(one.case) for one in cases)
        hands = (case.assignee for case in found if case and case.assignee)
        return self.guard.refused(act, sheet.id, next(hands, None))
