"""One case at one moment of the demo, and what its colleagues can read in it.

Nothing is answered here, and nothing written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random

from attrs import Factory, define, frozen

from migcase.casefile.case import DONE, Case, Line, Mark
from migcase.kinds import Value

USUAL = "usual"


@define
class File:
    """One case that is worked on, what happens to it, and who has it in hand.

    *known* are answers that nobody has to make up, by question.
    """

    case: str
    programme: str
    rng: Random
    turn: str = USUAL
    manager: str = ""
    known: dict[str, Value] = Factory(dict)


@frozen
class Moment:
    """A case as it stands on a day, looked at in one of its lines or in none."""

    file: File
    case: Case
    day: date
    line: Line | None = None

    def told(self, key: str) -> Value | None:
        """Return what was answered last to a question, None if nothing."""
        for told in self._tellings():
            if key in told:
                return told[key]
        return None

    def done_on(self, step: str) -> date | None:
        """Return the day on which a step was done, None if it was not.

        ``end.visit`` is the step *visit* of the line *end*.
        """
        line, _, key = step.rpartition(".")
        if line:
            found = self.case.lines.get(line)
            return None if found is None else _day(found.marks.get(key))
        for marks in self._markings():
            day = _day(marks.get(key))
            if day is not None:
                return day
        return None

    def since(self, name: str) -> date | None:
        """Return the day of a step, or the day that was told as an answer."""
        told = self.done_on(name) or self.told(name)
        return told if isinstance(told, date) else None

    def _markings(self) -> Iterator[Mapping[str, Mark]]:
        """Yield the marks of this line, of the case, of the other lines."""
        if self.line is not None:
            yield self.line.marks
        yield self.case.marks
        for line in reversed(tuple(self.case.lines.values())):
            yield line.marks

    def _tellings(self) -> Iterator[Mapping[str, Value]]:
        """Yield what was told: in this line, in the case, in the other lines."""
        if self.line is not None:
            yield _last(self.line)
        yield self.case.facts
        for line in reversed(tuple(self.case.lines.values())):
            yield _last(line)


def _day(mark: Mark | None) -> date | None:
    return mark.on if mark is not None and mark.state == DONE else None


def _last(line: Line) -> Mapping[str, Value]:
    return {key: said[-1].value for key, said in line.told.items()}
