"""One change of families: the versions that it makes, and every reason against it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from migcase.casefile.events import Actor
from migcase.errors import Refusal
from migcase.keeping.people import FamilyVersion, PersonVersion
from migcase.office.scribe import Scribe
from migcase.people.family import Family, why_not
from migcase.people.person import APPROXIMATE
from migcase.people.sheet import JOINED, LEFT, Sheet, Stay


class Change:
    """What somebody does to families on a *day*; written together or not at all."""

    def __init__(self, scribe: Scribe, by: Actor, entry_id: str, day: date) -> None:
        self.entry_id = entry_id
        self.day = day
        self.families: list[FamilyVersion] = []
        self.people: list[PersonVersion] = []
        self.refusals: list[Refusal] = []
        self._scribe = scribe
        self._by = by

    def family(
        self,
        before: FamilyVersion | None,
        what: str,
        after: Family,
        reason: str = "",
        other: str = "",
    ) -> None:
        """Let *after* be the next version of a family."""
        version = self._scribe.version(
            before, what, after, self._by, self.entry_id, reason, other
        )
        self.families.append(version)
        self.refusals += why_not(after, self._scribe.today())

    def moves(
        self, before: PersonVersion, source: str | None, target: str | None
    ) -> None:
        """Let a person leave the family *source*, join *target*, or both."""
        sheet = before.holds
        self.refusals += self._against(sheet, source, target)
        stays = tuple(_ended(sheet, self.day) if source else sheet.stays)
        if target is not None:
            stays = (*stays, Stay(target, self.day))
        after = attrs.evolve(sheet, stays=stays)
        what, other = (LEFT, source) if target is None else (JOINED, target)
        version = self._scribe.version(
            before, what, after, self._by, self.entry_id, "", other or ""
        )
        self.people.append(version)

    def refuse(self, refusal: Refusal) -> None:
        """Add a reason against the change."""
        self.refusals.append(refusal)

    def _against(
        self, sheet: Sheet, source: str | None, target: str | None
    ) -> Iterator[Refusal]:
        person = sheet.person
        if sheet.merged_into is not None:
            yield Refusal("person-merged", sheet.id, {"into": sheet.merged_into})
        if source is not None and sheet.family != source:
            yield Refusal("not-a-member", sheet.id, {"family": source})
        if target is None:
            return
        for each in (sheet, *self._merged(sheet)):
            if each.family not in (None, source, target):
                yield Refusal("in-another-family", sheet.id, {"family": each.family})
        if any(
            stay.until is not None and stay.until > self.day for stay in sheet.stays
        ):
            yield Refusal("elsewhere-then", sheet.id)
        born = person.born
        if born is not None and born.precision != APPROXIMATE and self.day < born.on:
            yield Refusal("joined-before-birth", sheet.id)

    def _merged(self, sheet: Sheet) -> Iterator[Sheet]:
        return (self._scribe.sheet(other).holds for other in sheet.took_in)


def _ended(sheet: Sheet, day: date) -> Iterator[Stay]:
    for stay in sheet.stays:
        yield attrs.evolve(stay, until=day) if stay.until is None else stay
