"""One case as it was told until a day, and each line of it: what is said where.

What a condition looks up, apart from how steps stand; that is worked out by
`migcase.judgement.view`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self

from attrs import evolve

from migcase.casefile.case import Case, Ending, Line, Mark, Statement
from migcase.judgement.outside import Outside
from migcase.programme.conditions import MISSING, Found
from migcase.programme.declaration import Programme
from migcase.programme.index import Index
from migcase.programme.words import Step


class AsTold:
    """A case, or one line of it, as it was told until a day."""

    __slots__ = (
        "asker",
        "calendar",
        "case",
        "free",
        "free_line",
        "index",
        "limit",
        "line",
        "line_id",
        "line_views",
        "outside",
        "programme",
        "root",
        "today",
    )
    root: Self
    line_views: dict[str, Self]

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
        self.root = self  # type: ignore[assignment]  # no Self in an __init__
        self.line: Line | None = None
        self.line_id: str | None = None
        self.free: frozenset[str] = frozenset()
        self.free_line: str | None = None
        self.line_views = {}

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
        line, marks = self.line, self.case.marks
        if line is not None and self.index.track_of.get(step) == line.track:
            marks = line.marks
        found = marks.get(step)
        if found is None or self.limit is None or found.on <= self.limit:
            return found
        return None

    def ended(self) -> str | None:
        """Return how the line (or the case) ended, if it did."""
        ending = self.ending_of(self.case if self.line is None else self.line)
        return None if ending is None else ending.outcome

    def lines(self, track: str) -> Sequence[Self]:
        """Return the lines of *track* that count: open, or ended as one that counts."""
        found = []
        for line in self.case.lines_of(track):
            if self.limit is not None and line.on > self.limit:
                continue
            ending = self.ending_of(line)
            if ending is None or ending.outcome not in self.index.uncounted:
                found.append(self.at_line(line))
        return found

    def linked(self, case: str) -> Self | None:
        """Return another case, looked at on the same day, by its own settings."""
        found = self.outside.linked(case)
        if found is None:
            return None
        outside = evolve(self.outside, settings=found.settings)
        return type(self)(
            found.case, found.programme, outside, self.today, asker=self.asker
        )

    def at_line(self, line: Line) -> Self:
        """Return the view of one line of this case."""
        found = self.line_views.get(line.id)
        if found is None:
            found = self.line_views[line.id] = self._copy()
            found.line, found.line_id = line, line.id
        return found

    def at(self, line: str | None) -> Self:
        """Return the view of the line with that id, or of the case for None."""
        return self.root if line is None else self.root.at_line(self.case.lines[line])

    def freed(self, step: Step) -> Self:
        """Return this view with the questions of *step* open to any answer."""
        if not step.asks:
            return self
        copy = self._copy()
        copy.line, copy.line_id = self.line, self.line_id
        copy.free = frozenset(question.key for question in step.asks)
        copy.free_line = self.line_id
        copy.line_views = {}
        return copy

    def on(self, day: date) -> Self:
        """Return this view as of the end of an earlier *day*: what was true then."""
        past = type(self)(
            self.case, self.programme, self.outside, day, limit=day, asker=self.asker
        )
        if self.line is not None:
            return past.at_line(self.line)
        return past

    def _copy(self) -> Self:
        copy = type(self).__new__(type(self))
        copy.case, copy.programme, copy.index = self.case, self.programme, self.index
        copy.outside, copy.calendar = self.outside, self.calendar
        copy.today, copy.limit, copy.root = self.today, self.limit, self.root
        copy.asker = self.asker
        copy.line, copy.line_id = None, None
        copy.free, copy.free_line = self.free, self.free_line
        copy.line_views = self.line_views
        return copy

    def ending_of(self, file: Case | Line) -> Ending | None:
        """Return how a case or a line had ended on the day that is looked at."""
        ending = file.ended
        if ending is None or self.limit is None or ending.on <= self.limit:
            return ending
        return None
