"""How a version of a person or a family gets written: dated, signed, once.

Whoever finds that somebody else was there first is told who; what is sent twice
under one id is answered as it was the first time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

from migcase.casefile.events import Actor
from migcase.errors import Refusal, Refused, Repeated
from migcase.judgement.legible import unfit_name, unfit_text
from migcase.keeping.people import (
    FamilyVersion,
    PeopleRegister,
    PersonConflict,
    PersonVersion,
)
from migcase.keeping.register import Register
from migcase.office.moments import Moments
from migcase.office.person_errors import NoSuchFamily, NoSuchPerson, typed_number
from migcase.people import numbers
from migcase.people.family import Family
from migcase.people.sheet import Sheet, Version

V = TypeVar("V", Sheet, Family)
EVER = datetime.min.replace(tzinfo=UTC)


class Scribe:
    """Writes versions for one office; *code* is what the office is called."""

    def __init__(
        self,
        register: Register,
        moments: Moments,
        code: str,
        check_idle: Callable[[], None],
        seen: Callable[[], datetime | None],
    ) -> None:
        """Write with *check_idle*, which raises while a plugin is asked.

        *seen* returns the last instant that the office has certainly seen.
        """
        self._cases = register
        self._moments = moments
        self._code = code
        self._check_idle = check_idle
        self._seen = seen

    @property
    def _register(self) -> PeopleRegister:
        return self._cases.people  # opened when first asked for

    def sheet(self, person: str) -> PersonVersion:
        """Return the last version of a person; raise `NoSuchPerson`."""
        if not isinstance(person, str):
            raise NoSuchPerson({"person": type(person).__name__})
        found = self._register.sheet(person)
        found = found or self._register.sheet(numbers.read_number(person))
        if found is None:
            raise NoSuchPerson({"person": typed_number(person)})
        return found

    def family(self, family: str) -> FamilyVersion:
        """Return the last version of a family; raise `NoSuchFamily`."""
        if not isinstance(family, str):
            raise NoSuchFamily({"family": type(family).__name__})
        found = self._register.family(family)
        found = found or self._register.family(numbers.read_number(family))
        if found is None:
            raise NoSuchFamily({"family": typed_number(family)})
        return found

    def today(self) -> date:
        """Return the day it is where the office is."""
        return self._moments.day(self._moments.now())

    def new_id(self) -> str:
        """Return an id for something that is to be written."""
        return self._moments.new_id()

    def number_of(self, sort: str, entry_id: str) -> str:
        """Return the number of the person or family that *entry_id* tells of first."""
        return numbers.number_of(sort, self._code, entry_id)

    def version(
        self,
        before: Version[V] | None,
        what: str,
        holds: V,
        by: Actor,
        entry_id: str,
        reason: str = "",
        other: str = "",
    ) -> Version[V]:
        """Return the version of *holds* that comes after *before*."""
        number = 1 if before is None else before.number + 1
        # Time never runs back, least of all by a clock that was reset.
        at = max(self._moments.now(), self._seen() or EVER)
        at = at if before is None else max(at, before.at)
        return Version(number, what, holds, at, by, self._code, entry_id, reason, other)

    def write(
        self,
        people: Sequence[PersonVersion],
        families: Sequence[FamilyVersion] = (),
    ) -> None:
        """Write versions, all or none; raise `PersonConflict` with who was first."""
        self._check_idle()
        unfit = [
            *(one for version in people for one in _unfit(version)),
            *(one for version in families for one in _unfit(version)),
        ]
        if unfit:
            raise Refused(unfit)
        try:
            self._register.write(people, families)
        except PersonConflict as conflict:
            raise self.overtaken(str(conflict.values["person"])) from conflict

    def overtaken(self, of: str) -> PersonConflict:
        """Return the error that says who wrote the last version of *of*."""
        last = self._register.sheet(of) or self._register.family(of)
        values: dict[str, object] = {"person": of, "who": "?"}
        if last is not None:
            values |= {"number": last.number, "who": last.by.name}
            values["at"] = last.at.isoformat()
        return PersonConflict(values)


def _unfit(version: Version[V]) -> Iterator[Refusal]:
    yield from unfit_name(version.id, "id")
    yield from unfit_text(version.reason, "reason")


def same_or_repeated(
    sent: Version[V], wanted: Version[V], *, whole: bool
) -> Version[V]:
    """Return *sent*, if *wanted* says the same; raise `Repeated` if it does not.

    With *whole* what it holds is compared; otherwise only what was done, because
    what it was done to has moved on.
    """
    same = (sent.what, sent.other, sent.by) == (wanted.what, wanted.other, wanted.by)
    if same and (not whole or sent.holds == wanted.holds):
        return sent
    raise Repeated({"id": sent.id, "person": sent.of})
