"""Who is in which case, kept in step with the entries; who may be in one at all.

An office may insist that it knows whom a case or a line is about.  That somebody was
merged is told always: the case belongs to whom they were merged into.
"""

from __future__ import annotations

from collections.abc import Iterator

from migcase.casefile.case import Case
from migcase.casefile.events import Event, Opened
from migcase.errors import Refusal
from migcase.judgement.mentioned import (
    DEPENDANT,
    PRINCIPAL,
    Mention,
    may_mention,
    people_in,
)
from migcase.keeping.register import Register
from migcase.programme.declaration import Programme

Mentions = tuple[Mention, ...]


class Mentioning:
    """Compares who is in a case with who was; *known* where all must be known."""

    def __init__(self, register: Register, *, known: bool) -> None:
        self._register = register
        self._known = known

    def changed(
        self, event: Event, before: Case | None, after: Case, programme: Programme
    ) -> Mentions | None:
        """Return who is in the case after *event*, None where that did not change."""
        if not isinstance(event, Opened) and not may_mention(event, programme):
            return None
        people = people_in(after, programme)
        was = () if before is None else people_in(before, programme)
        return None if people == was else people

    def against(
        self, people: Mentions, before: Case | None, programme: Programme
    ) -> Iterator[Refusal]:
        """Yield every reason why somebody new among *people* may not be in the case."""
        if not people:
            return
        was = () if before is None else people_in(before, programme)
        for one in people:
            if one in was:
                continue
            version = self._register.people.sheet(one.person)
            if version is not None:
                into = version.holds.merged_into
                if into is not None:
                    yield Refusal("person-merged", one.person, {"into": into})
            elif self._known and one.role in (PRINCIPAL, DEPENDANT):
                yield Refusal("person-unknown", one.person)
