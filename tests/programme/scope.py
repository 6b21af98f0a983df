"""A scope that holds what a test put into it, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen

from migcase.calendar import Calendar
from migcase.casefile.case import DONE, Mark, Statement
from migcase.kinds import Value
from migcase.programme.scope import MISSING, Found, Scope
from migcase.programme.truths import FALSE, TRUE

DAY = date(2025, 3, 3)
NO_HOLIDAYS = Calendar()


@frozen
class Told:
    """What was told in a case, or in one line of it."""

    facts: Mapping[str, Value]
    free: frozenset[str] = frozenset()
    marks: Mapping[str, Mark] = {}
    settings: Mapping[str, Value] = {}
    tracks: Mapping[str, tuple[Told, ...]] = {}
    links: Mapping[str, Told] = {}
    ending: str | None = None
    line_id: str | None = None
    asker: str = "MA-26-00001-O"
    today: date = DAY
    calendar: Calendar = NO_HOLIDAYS

    def told(self, key: str) -> Sequence[Statement]:
        if key not in self.facts:
            return ()
        number = 1 + list(self.facts).index(key)
        return (Statement(DAY, number, "amina", self.facts[key]),)

    def is_free(self, key: str) -> bool:
        return key in self.free

    def setting(self, key: str) -> Found:
        return self.settings.get(key, MISSING)

    def mark(self, step: str) -> Mark | None:
        return self.marks.get(step)

    def settled(self, step: str) -> int:
        return TRUE if step in self.marks else FALSE

    def ended(self) -> str | None:
        return self.ending

    def lines(self, track: str) -> Sequence[Scope]:
        return self.tracks.get(track, ())

    def linked(self, case: str) -> Scope | None:
        return self.links.get(case)


def done_on(day: date, number: int = 1) -> Mark:
    return Mark(DONE, day, number, ("amina",))
