"""Who works in the office of the demo, and the one way in which they write.

Whether something may be written is judged by the office, as always; what it does not
allow is kept, so that a test can see that there was none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Sequence
from datetime import date

from migcase.casefile.case import Case
from migcase.casefile.events import NO_FACTS, Actor, Event, Facts
from migcase.demo.clock import Clock
from migcase.errors import Refusal, Refused
from migcase.office.office import Office


class Colleagues:
    """Everybody who works in one office.

    *entries* counts what was written, *refused* keeps what the office did not allow.
    *signs* is told who writes next, where each signs with a hand of their own.
    """

    def __init__(self, office: Office, clock: Clock) -> None:
        self.entries = 0
        self.signs: Callable[[str], None] | None = None
        self.refused: list[tuple[str, Event, tuple[Refusal, ...]]] = []
        self._office = office
        self._clock = clock
        self._hats: dict[tuple[str, str], list[Actor]] = defaultdict(list)
        for programme in sorted({one.key for one in office.programmes()}):
            for name in office.settings.users:
                actor = office.settings.actor(name, programme)
                for role in actor.roles:
                    self._hats[programme, role].append(actor)

    def named(self, programme: str, role: str) -> list[str]:
        """Return the names of those who wear a hat under a programme."""
        return [one.name for one in self._hats[programme, role]]

    def one(
        self,
        programme: str,
        roles: Sequence[str],
        *,
        prefer: str = "",
        against: Container[str] = (),
    ) -> tuple[Actor, str]:
        """Return who does what one of *roles* may do, and the role.

        Rather *prefer* than others; nobody among those who are *against* it, unless
        nobody else is there.
        """
        able = [(one, role) for role in roles for one in self._hats[programme, role]]
        free = [(one, role) for one, role in able if one.name not in against]
        own = [(one, role) for one, role in free if one.name == prefer]
        return (own or free or able)[0]

    def open(
        self,
        programme: str,
        by: Actor,
        day: date,
        *,
        about: str | None = None,
        facts: Facts = NO_FACTS,
        project: str | None = None,
    ) -> Case:
        """Open a case; raise `Refused` where it may not be opened."""
        self._sign(by)
        case = self._office.open(
            programme, by=by, on=day, about=about, facts=facts, project=project
        )
        self._wrote()
        return case

    def write(self, case: str, event: Event, by: Actor) -> Case | None:
        """Write *event* into a case; return None if the office did not allow it."""
        self._sign(by)
        try:
            after = self._office.record(case, event, by=by)
        except Refused as refused:
            self.refused.append((case, event, refused.refusals))
            return None
        self._wrote()
        return after

    def _sign(self, by: Actor) -> None:
        if self.signs is not None:
            self.signs(by.name)

    def _wrote(self) -> None:
        self._clock.tick()
        self.entries += 1
