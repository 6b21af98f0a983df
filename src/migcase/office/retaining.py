"""What has been kept long enough: a preview, and never more than that.

Nothing is destroyed by a clock.  A day counts as come only if what was written last
was not long before: a clock that is years ahead shows nothing as due, and one that is
behind is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from attrs import frozen

from migcase.errors import MigcaseError
from migcase.keeping.register import CaseRow, Register
from migcase.office.guard import Guard
from migcase.office.judging import Judges
from migcase.office.moments import Moments
from migcase.office.readable import kept_if_readable
from migcase.roster import rights

PAGE = 1000
# An office in which nothing was written for so long may have a wrong clock.
SILENCE = timedelta(days=60)


class ClockInDoubt(MigcaseError):
    """The clock says something that what was written last speaks against."""

    code = "clock-in-doubt"
    sentence = (
        "The clock says {today}, and something was last written on {last}. Nothing "
        "is due by such a clock: set it right, or write something first."
    )


@frozen
class Due:
    """A closed case, and the last day on which its file is kept.

    *held* tells whether a legal hold keeps it besides.
    """

    case: str
    programme: str
    closed_on: date
    kept_until: date
    held: bool

    def is_over(self, today: date) -> bool:
        """Tell whether it has been kept long enough on a day."""
        return self.kept_until < today


@frozen
class Preview:
    """What is *due* as of a *day* on which the clock could be believed."""

    day: date
    due: tuple[Due, ...]


@frozen
class Retention:
    """Looks at what one office has kept for how long."""

    register: Register
    judges: Judges
    guard: Guard
    moments: Moments

    def due(self, within: int = 90) -> tuple[Due, ...]:
        """Return the closed cases kept until a day not later than *within* days on.

        Those that may stand in one's lists; the soonest first.  Raise `ClockInDoubt`.
        """
        return self.preview(within).due

    def preview(self, within: int = 90) -> Preview:
        """Return the same, and the day that counted as today."""
        self.guard.check(rights.ASK_ERASURE)
        today = self.today()
        until = today + timedelta(days=within)
        found = (one for one in self._closed(today) if one.kept_until <= until)
        due = sorted(found, key=lambda one: (one.kept_until, one.case))
        return Preview(today, tuple(due))

    def today(self) -> date:
        """Return the day it is; raise `ClockInDoubt` where nobody can rely on it."""
        today = self.moments.day(self.moments.now())
        last = self._last()
        if last is None:
            return today
        day = self.moments.day(last)
        if not day <= today <= day + SILENCE:
            values = {"today": today.isoformat(), "last": day.isoformat()}
            raise ClockInDoubt(values)
        return today

    def _closed(self, today: date) -> Iterator[Due]:
        holds = self.guard.roster.holds
        for row in self._rows("closed"):
            kept = None
            if self.guard.sees(row.case, row.programme, row.assignee):
                kept = kept_if_readable(self.register, row.case)
            if kept is None or kept.case.ended is None:
                continue
            until = self.judges.kept_until_or_none(kept.case, today)
            if until is not None:
                is_held = row.case in holds or (kept.case.about or "") in holds
                ended = kept.case.ended.on
                yield Due(row.case, row.programme, ended, until, is_held)

    def _last(self) -> datetime | None:
        """Return when anything was last written in a case or in the office's log."""
        at = [row.at for row in self._rows()]
        if self.guard.roster.at is not None:
            at.append(self.guard.roster.at)
        return max(at, default=None)

    def _rows(self, status: str | None = None) -> Iterator[CaseRow]:
        after = None
        while page := self.register.cases(limit=PAGE, status=status, after=after):
            yield from page
            after = page[-1].case


def over(due: Iterable[Due], today: date) -> tuple[str, ...]:
    """Return the cases of *due* that were kept long enough and that nothing holds."""
    return tuple(one.case for one in due if one.is_over(today) and not one.held)
