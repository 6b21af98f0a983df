"""One case, looked at on one day under its programme.

A `View` is the scope that conditions are weighed in, and the place where the status
of a step is worked out, once each: so a status never depends on the order of asking.
It decides nothing about events; `migcase.judgement.rules` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Protocol, Self

from migcase.calendar import Period, add
from migcase.casefile.case import DONE, WAIVED, Case, Mark
from migcase.errors import MigcaseError
from migcase.judgement.outside import Outside
from migcase.judgement.told import AsTold
from migcase.programme.conditions import FALSE, TRUE, UNKNOWN, Condition, Expression
from migcase.programme.declaration import Programme
from migcase.programme.words import Hold, Step

ONE_DAY = timedelta(days=1)

# How a step stands; the first that fits, in this order.
NOT_YET = "not-yet"
LINE_ENDED = "line-ended"
WAITING = "waiting"
NOT_NEEDED = "not-needed"
GATED = "gated"
OPEN = "open"
CASE_CLOSED = "case-closed"
SETTLED = frozenset({DONE, WAIVED, NOT_NEEDED})


class Known(Protocol):
    """What is known of a case before anybody looks."""

    def status(self, step: str, line: str | None) -> str | None: ...
    def is_in_force(self, hold: str) -> bool | None: ...


class View(AsTold):
    """A case, or one line of it, as it stands on a day; satisfies `Scope`."""

    __slots__ = ("in_force", "known", "statuses")

    def __init__(
        self,
        case: Case,
        programme: Programme,
        outside: Outside,
        today: date,
        *,
        limit: date | None = None,
        asker: str | None = None,
    ) -> None:
        super().__init__(case, programme, outside, today, limit=limit, asker=asker)
        self.statuses: dict[tuple[str, str | None], str] = {}
        self.in_force: dict[str, bool] = {}
        self.known: Known | None = None

    def settled(self, step: str) -> int:
        """Return whether *step* is settled: here, or in every line not ended."""
        return TRUE if self.is_settled(self.index.steps[step]) else FALSE

    def is_settled(self, step: Step) -> bool:
        """Tell whether *step* is settled: here, or in every line not ended.

        Nothing waits for an optional step: it is never owed.
        """
        if step.optional:
            return True
        if step.of is None:
            return self.root.status(step) in SETTLED
        return all(scope.status(step) in SETTLED for scope in self._places_of(step))

    def status(self, step: Step) -> str:
        """Return how *step* stands in this line, or in the case."""
        if step.of is None and self.line is not None:
            return self.root.status(step)
        place = (step.key, self.line_id)
        found = self.statuses.get(place)
        if found is None:
            known = self.root.known
            found = None if known is None else known.status(*place)
            if found is None:
                self.statuses[place] = NOT_YET  # a circle through facts ends here
                found = self._work_out(step)
            self.statuses[place] = found
        return found

    def _work_out(self, step: Step) -> str:
        standing = self._standing(step, self.mark(step.key))
        if standing is not None:
            return standing
        is_left = self._is_left(step)
        waits_for_an_ending = is_left is None and step.key in self.index.leftovers
        if waits_for_an_ending and not self._relieves(step):
            return NOT_YET
        is_over = self.line is not None and self.ending_of(self.line) is not None
        if not all(map(self.is_settled, step.after)):
            return LINE_ENDED if is_over else NOT_YET
        needed = TRUE if step.when is None else step.when.weigh(self)
        if needed != TRUE and needed != UNKNOWN:
            return NOT_NEEDED  # also where the line or the case ended since
        if is_over:
            return LINE_ENDED
        if is_left is False:
            return CASE_CLOSED
        if needed == UNKNOWN:
            return WAITING
        grounded = step.key in self.index.grounds.steps
        free = self.freed(step) if step.requires or grounded else self
        for condition in step.requires:
            if not condition.weigh(free) & TRUE:
                return GATED
        if grounded and self.index.grounds.holds_back(step, free):
            return GATED
        return OPEN

    def _is_left(self, step: Step) -> bool | None:
        """Tell whether the case's ending leaves *step* to do; None in an open case."""
        if self.case.ended is None or self.limit is not None:
            return None
        outcome = self.index.outcomes.get(self.case.ended.outcome)
        return outcome is not None and any(one is step for one in outcome.then)

    def _standing(self, step: Step, mark: Mark | None) -> str | None:
        """Return done or waived where that still stands."""
        if mark is None or not mark.stands or self.is_outdated(step, mark):
            return None
        if mark.state == WAIVED:
            return WAIVED
        if step.again is not None and self.is_wanted_again(step.again, mark):
            return None
        last = self.last_valid_day(step, mark)
        return DONE if last is None or self.today <= last else None

    def is_wanted_again(self, again: Condition, mark: Mark) -> bool:
        """Tell whether *again* is true because of something said since the doing."""
        return again.weigh(self) == TRUE and again.support(self) >= mark.number

    def last_valid_day(self, step: Step, mark: Mark) -> date | None:
        """Return the last day on which a doing holds; None where it does for ever."""
        return None if step.valid is None else self.deadline(step.valid, mark.on)

    def is_outdated(self, step: Step, mark: Mark) -> bool:
        """Tell whether a step before this one was done again since, and undoes it.

        What was waived can be in no doubt, so all that was done again undoes it.
        """
        if self.case.redone <= mark.number:
            return False
        return self.redone_before(step, doubted=mark.state == WAIVED) > mark.number

    def redone_before(self, step: Step, *, doubted: bool = False) -> int:
        """Return the number of the latest doing again before *step*, or 0.

        What is not needed passes on; what only puts *step* in doubt where *doubted*.
        """
        latest = 0
        for before in step.after:
            if before in step.doubted_by and not doubted:
                continue
            for scope in self._places_of(before):
                mark = scope.mark(before.key)
                if mark is not None:
                    latest = max(latest, mark.redone)
                elif scope.status(before) == NOT_NEEDED:
                    latest = max(latest, scope.redone_before(before, doubted=doubted))
        return latest

    def _places_of(self, step: Step) -> Sequence[Self]:
        """Return where *step* is done, seen from here: every line not ended, or one."""
        if step.of is None:
            return (self.root,)
        if self.line is not None and self.line.track == step.of.key:
            return (self,)
        return [
            self.root.at_line(line)
            for line in self.case.lines_of(step.of.key)
            if self.limit is None or line.on <= self.limit
            if self.ending_of(line) is None
        ]

    def deadline(self, period: Expression[object], start: date) -> date | None:
        """Return *period* after *start*, or the day it names; None if unknown."""
        found = period.value(self)
        if isinstance(found, Period):
            try:
                return add(found, start, self.calendar)
            except MigcaseError:  # beyond the calendar: never
                return None
        return found if isinstance(found, date) else None

    # ------------------------------------------------------------ holds

    def holds_in_force(self) -> tuple[Hold, ...]:
        """Return the holds that stop something now."""
        return tuple([one for one in self.programme.holds if self.is_in_force(one)])

    def is_in_force(self, hold: Hold) -> bool:
        """Tell whether *hold* was declared, or is true by itself, and not released.

        A hold that is true by itself comes back when anything it reads is said after
        its release.
        """
        root = self.root
        found = root.in_force.get(hold.key)
        if found is None:
            found = None if root.known is None else root.known.is_in_force(hold.key)
            if found is None:
                found = root.holds(hold)
            root.in_force[hold.key] = found
        return found

    def holds(self, hold: Hold) -> bool:
        """Tell the same, and look."""
        for held in self.case.holdings:
            if held.hold == hold.key and held.end is None:
                return True
        if hold.when is None or hold.when.weigh(self) != TRUE:
            return False
        released = self.case.releases.get(hold.key, 0)
        return not released or hold.when.support(self) > released

    def holds_on(self, step: Step) -> Iterator[Hold]:
        """Yield the holds in force that stop *step*."""
        for hold in self.programme.holds:
            if step.key in self.index.stops[hold.key] and self.is_in_force(hold):
                yield hold

    def _relieves(self, step: Step) -> bool:
        """Tell whether a hold in force offers *step*."""
        return any(map(self.is_in_force, self.index.relief.get(step.key, ())))

    def let_go(self) -> None:
        """Forget whatever knows this view: a case and its lines know each other.

        Left alone, they would wait for the garbage collector, which takes longer.
        """
        self.line_views.clear()
        self.known = None
        del self.root

    def _copy(self) -> Self:
        copy = super()._copy()
        copy.statuses = self.statuses
        return copy
