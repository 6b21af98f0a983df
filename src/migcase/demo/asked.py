"""One question of the demo at one moment, and all that its answer may depend on.

Nothing is answered here.
"""

from __future__ import annotations

from datetime import date
from random import Random

from attrs import frozen

from migcase.casefile.case import Case
from migcase.demo.household import Household, is_child
from migcase.demo.people import Invented
from migcase.kinds import Value


@frozen
class Asked:
    """One question at one moment: of whom, in which case, on which day."""

    household: Household
    person: Invented
    day: date
    case: Case
    line: str | None
    rng: Random

    @property
    def is_child(self) -> bool:
        """Whether the person is below eighteen on that day."""
        return is_child(self.person, self.day)

    @property
    def turn(self) -> str:
        """What happens to the household."""
        return self.household.turn

    def before(self, key: str) -> Value | None:
        """Return what was answered last to the question *key*, None if nothing."""
        told = dict(self.case.told)
        if self.line is not None:
            told |= self.case.lines[self.line].told
        return told[key][-1].value if key in told else None

    def was_done(self, step: str) -> bool:
        """Tell whether *step* was done before, in the case or on the line."""
        marks = dict(self.case.marks)
        if self.line is not None:
            marks |= self.case.lines[self.line].marks
        return step in marks
