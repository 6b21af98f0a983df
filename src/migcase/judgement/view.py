"""One case, looked at on one day under its programme.

A `View` is the scope that conditions are weighed in, and the place where the status
of a step is worked out, once each: so a status never depends on the order of asking.
It decides nothing about events; `migcase.judgement.rules` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

from attrs import field, frozen

from migcase.calendar import Calendar, Period, add
from migcase.casefile.case import (
    DONE,
    REOPENED,
    WAIVED,
    Case,
    Ending,
    Line,
    Mark,
    Statement,
)
from migcase.errors import MigcaseError
from migcase.kinds import Value
from migcase.programme.conditions import (
    FALSE,
    MISSING,
    TRUE,
    UNKNOWN,
    Condition,
    Expression,
    Found,
)
from migcase.programme.declaration import Programme
from migcase.programme.index import Index
from migcase.programme.words import Hold, Step

ONE_DAY = timedelta(days=1)
NOBODY: Mapping[str, Value] = {}

# How a step stands; the first that fits, in this order.
NOT_YET = "not-yet"
LINE_ENDED = "line-ended"
WAITING = "waiting"
NOT_NEEDED = "not-needed"
GATED = "gated"
OPEN = "open"
CASE_CLOSED = "case-closed"
SETTLED = frozenset({DONE, WAIVED, NOT_NEEDED})

Linkable = tuple[Case, Programme]


def _no_links(_case: str) -> Linkable | None:
    return None


@frozen
class Outside:
    """What a judgement takes from outside the file.

    *today* is the office's day; *settings* what the mission set, by key; *linked*
    finds another case with its programme.  An event more than *late_days* back needs
    the role *late_role*; None means that any day since the opening will do.
    """

    today: date
    settings: Mapping[str, Value] = field(factory=dict)
    calendar: Calendar = field(factory=Calendar)
    linked: Callable[[str], Linkable | None] = _no_links
    late_days: int | None = None
    late_role: str = ""


class Known(Protocol):
    """What is known of a case before anybody looks."""

    def status(self, step: str, line: str | None) -> str | None: ...
    def is_in_force(self, hold: str) -> bool | None: ...


class View:
    """A case, or one line of it, as it stands on a day; satisfies `Scope`."""

    __slots__ = (
        "asker",
        "calendar",
        "case",
        "free",
        "free_line",
        "in_force",
        "index",
        "known",
        "limit",
        "line",
        "line_id",
        "line_views",
        "outside",
        "programme",
        "root",
        "statuses",
        "today",
    )

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
        self.case = case
        self.asker = asker or case.id
        self.programme = programme
        self.index: Index = programme.index
        self.outside = outside
        self.calendar = outside.calendar
        self.today = today
        self.limit = limit
        self.root = self
        self.line: Line | None = None
        self.line_id: str | None = None
        self.free: frozenset[str] = frozenset()
        self.free_line: str | None = None
        self.statuses: dict[tuple[str, str | None], str] = {}
        self.line_views: dict[str, View] = {}
        self.in_force: dict[str, bool] = {}
        self.known: Known | None = None

    # ------------------------------------------------------------ what was said

    def told(self, key: str) -> Sequence[Statement]:
        """Return the statements of a fact, nearest scope first, oldest day first."""
        said: tuple[Statement, ...] | None = None
        if self.line is not None:
            said = self.line.told.get(key)
        if said is None:
            said = self.case.told.get(key)
        if said is None:
            return ()
        if self.limit is None or said[-1].on <= self.limit:
            return said
        return tuple(one for one in said if one.on <= self.limit)

    def is_free(self, key: str) -> bool:
        """Tell whether whoever does the step in question may still answer *key*."""
        return key in self.free and self.free_line in (None, self.line_id)

    def setting(self, key: str) -> Found:
        """Return what the mission set, if it did."""
        return self.outside.settings.get(key, MISSING)

    def mark(self, step: str) -> Mark | None:
        """Return what last happened to a step, in this line or in the case."""
        marks = self.case.marks
        if self.line is not None and self._is_own(step):
            marks = self.line.marks
        found = marks.get(step)
        if found is None or self.limit is None or found.on <= self.limit:
            return found
        return None

    def ended(self) -> str | None:
        """Return how the line (or the case) ended, if it did."""
        ending = self._ending(self.case if self.line is None else self.line)
        return None if ending is None else ending.outcome

    def lines(self, track: str) -> Sequence[View]:
        """Return the lines of *track* that count: open, or ended as one that counts."""
        found = []
        for line in self.case.lines_of(track):
            if self.limit is not None and line.on > self.limit:
                continue
            ending = self._ending(line)
            if ending is None or ending.outcome not in self.index.uncounted:
                found.append(self.at_line(line))
        return found

    def linked(self, case: str) -> View | None:
        """Return another case, looked at on the same day."""
        found = self.outside.linked(case)
        if found is None:
            return None
        return View(found[0], found[1], self.outside, self.today, asker=self.asker)

    def named(self, code: str) -> Found:
        """Return nothing: no value is registered under a name yet."""
        return MISSING

    # ------------------------------------------------------------ other scopes

    def at_line(self, line: Line) -> View:
        """Return the view of one line of this case."""
        found = self.root.line_views.get(line.id)
        if found is None or found.free is not self.free:
            found = self._copy()
            found.line, found.line_id = line, line.id
            if self.free is self.root.free:
                self.root.line_views[line.id] = found
        return found

    def at(self, line: str | None) -> View:
        """Return the view of the line with that id, or of the case for None."""
        return self.root if line is None else self.root.at_line(self.case.lines[line])

    def freed(self, step: Step) -> View:
        """Return this view with the questions of *step* open to any answer."""
        if not step.asks:
            return self
        copy = self._copy()
        copy.line, copy.line_id = self.line, self.line_id
        copy.free = frozenset(question.key for question in step.asks)
        copy.free_line = self.line_id
        return copy

    def on(self, day: date) -> View:
        """Return this view as of the end of an earlier *day*: what was true then."""
        past = View(
            self.case, self.programme, self.outside, day, limit=day, asker=self.asker
        )
        if self.line is not None:
            return past.at_line(self.line)
        return past

    def _copy(self) -> View:
        copy = View.__new__(View)
        copy.case, copy.programme, copy.index = self.case, self.programme, self.index
        copy.outside, copy.calendar = self.outside, self.calendar
        copy.today, copy.limit, copy.root = self.today, self.limit, self.root
        copy.asker = self.asker
        copy.line, copy.line_id = None, None
        copy.free, copy.free_line = self.free, self.free_line
        copy.statuses, copy.line_views = self.statuses, self.line_views
        return copy

    def _ending(self, file: Case | Line) -> Ending | None:
        """Return how a case or a line had ended on the day that is looked at."""
        ending = file.ended
        if ending is None or self.limit is None or ending.on <= self.limit:
            return ending
        return None

    def _is_own(self, step: str) -> bool:
        assert self.line is not None
        declared = self.index.steps.get(step)
        return declared is not None and declared.track == self.line.track

    # ------------------------------------------------------------ how steps stand

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
        track = step.of.key
        if self.line is not None and self.line.track == track:
            return self.status(step) in SETTLED
        for line in self.case.lines_of(track):
            if self._ending(line) is None:
                if self.limit is not None and line.on > self.limit:
                    continue
                if self.root.at_line(line).status(step) not in SETTLED:
                    return False
        return True

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
        if self.line is not None and self._ending(self.line) is not None:
            return LINE_ENDED
        for before in step.after:
            if not self.is_settled(before):
                return NOT_YET
        needed = TRUE if step.when is None else step.when.weigh(self)
        if needed != TRUE and needed != UNKNOWN:
            return NOT_NEEDED  # also where the case was closed since
        if is_left is False:
            return CASE_CLOSED
        if needed == UNKNOWN:
            return WAITING
        free = self.freed(step) if step.requires else self
        for condition in step.requires:
            if not condition.weigh(free) & TRUE:
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
        if mark is None or mark.state == REOPENED or self.is_outdated(step, mark):
            return None
        if mark.state == WAIVED:
            return WAIVED
        if step.again is not None and self.is_wanted_again(step.again, mark):
            return None
        if step.valid is not None:
            last = self.last_valid_day(step, mark)
            if last is not None and self.today > last:
                return None
        return DONE

    def is_wanted_again(self, again: Condition, mark: Mark) -> bool:
        """Tell whether *again* is true because of something said since the doing."""
        return again.weigh(self) == TRUE and again.support(self) >= mark.number

    def last_valid_day(self, step: Step, mark: Mark) -> date | None:
        """Return the last day on which a doing holds; None where it does for ever."""
        return None if step.valid is None else self.deadline(step.valid, mark.on)

    def is_outdated(self, step: Step, mark: Mark) -> bool:
        """Tell whether a step before this one was done again since."""
        if self.case.redone <= mark.number:
            return False
        return any(self._redone(before) > mark.number for before in step.after)

    def _redone(self, step: Step) -> int:
        """Return when *step* was last done again, seen from this line."""
        if step.of is None:
            return self.root.redone_here(step)
        if self.line is not None and self.line.track == step.track:
            return self.redone_here(step)
        latest = 0
        for line in self.case.lines.values():
            if line.track == step.track and self._ending(line) is None:
                latest = max(latest, self.root.at_line(line).redone_here(step))
        return latest

    def redone_here(self, step: Step) -> int:
        """Return when *step* was last done again in this line, or in the case."""
        mark = self.mark(step.key)
        if mark is not None:
            return mark.redone
        if not step.after or self.status(step) != NOT_NEEDED:
            return 0
        return max(self._redone(before) for before in step.after)

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
