"""What has been kept long enough: a preview, and never more than that.

Nothing is destroyed by a clock.  A day counts as come only once something was written
on it or later: a clock that is years ahead shows nothing as due, one that is a few
weeks ahead nothing before its time, and one that is behind is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from attrs import frozen

from migcase.calendar import Calendar, Period, add
from migcase.errors import MigcaseError
from migcase.judgement.retention import Retained
from migcase.keeping.people import Unnamed
from migcase.keeping.register import CaseRow, Register
from migcase.office.circles import circle_of, held_back
from migcase.office.guard import Guard
from migcase.office.judging import Judges
from migcase.office.moments import Moments
from migcase.office.person_door import PersonDoor
from migcase.office.readable import kept_if_readable
from migcase.office.settings import PERSON_RETENTION
from migcase.programme.fields import Setting
from migcase.roster import rights

PAGE = 1000
# An office in which nothing was written for so long may have a wrong clock.
SILENCE = timedelta(days=60)
_NEVER = datetime.min.replace(tzinfo=UTC)

# The classes of data: the file of a case, and a person whom no case names.
CASE, CONTACT = "case", "contact"


class ClockInDoubt(MigcaseError):
    """The clock says something that what was written last speaks against."""

    code = "clock-in-doubt"
    sentence = (
        "The clock says {today}, and something was last written on {last}. Nothing "
        "is due by such a clock: set it right, or write something first."
    )


@frozen
class Rule:
    """By what something is kept: a setting, and what it comes to here.

    Where a programme says it without one, there is only the *value*.
    """

    value: object
    setting: Setting[object] | None = None


@frozen
class Due:
    """What is kept, by its number, and the last day on which it is.

    *data* is its class.  *since* is the day from which it is counted: that on which
    the case was closed, or something was last written about the person.  *held* tells
    whether a legal hold keeps it besides.
    """

    of: str
    data: str
    programme: str
    since: date
    kept_until: date
    rule: Rule
    held: bool

    def is_over(self, today: date) -> bool:
        """Tell whether it has been kept long enough on a day."""
        return self.kept_until < today


@frozen
class Preview:
    """What is *due* as of a *day*: the last on which something was written."""

    day: date
    due: tuple[Due, ...]


@frozen
class Retention:
    """Looks at what one office has kept for how long; *persons* says it of people."""

    register: Register
    judges: Judges
    guard: Guard
    moments: Moments
    persons: Period | None = None

    def due(self, within: int = 90) -> tuple[Due, ...]:
        """Return what is kept until a day not later than *within* days on.

        Closed cases, and people whom no case names; those that may stand in one's
        lists; the soonest first.  Raise `ClockInDoubt`.
        """
        return self.preview(within).due

    def preview(self, within: int = 90) -> Preview:
        """Return the same, and the day that counted as today."""
        self.guard.check(rights.ASK_ERASURE)
        today = self.today()
        until = today + timedelta(days=within)
        held = held_back(self.register.people, self.guard.roster.holds)
        found = [
            *(one for one in self._closed(today, held) if one.kept_until <= until),
            *self._contacts(until, held),
        ]
        return Preview(today, tuple(sorted(found, key=_place)))

    def today(self) -> date:
        """Return the last day that has certainly come.

        It is that on which something was last written, and at most `SILENCE` ago by
        the clock.  Raise `ClockInDoubt` where the clock cannot be relied on.
        """
        today = self.moments.day(self.moments.now())
        last = self._last()
        if last is None:
            return today
        day = self.moments.day(last)
        if not day <= today <= day + SILENCE:
            values = {"today": today.isoformat(), "last": day.isoformat()}
            raise ClockInDoubt(values)
        return day

    def _closed(self, today: date, held: frozenset[str]) -> Iterator[Due]:
        for row in self._rows("closed"):
            kept = None
            if self.guard.sees(row.case, row.programme, row.assignee):
                kept = kept_if_readable(self.register, row.case)
            if kept is None or kept.case.ended is None:
                continue
            found = self.judges.retained(kept.case, today)
            if found is not None:
                is_held = row.case in held or (kept.case.about or "") in held
                since, until = kept.case.ended.on, found.until
                rule = _rule_of(found)
                yield Due(row.case, CASE, row.programme, since, until, rule, is_held)

    def _contacts(self, until: date, held: frozenset[str]) -> Iterator[Due]:
        """Yield the people whom no case names, kept until a day not after *until*."""
        people, door = self.register.people, PersonDoor(self.register, self.guard)
        period = self.persons or PERSON_RETENTION.default
        assert isinstance(period, Period)
        rule, since = Rule(period, PERSON_RETENTION), self._counted_from()
        for one in self._unnamed():
            if _until(period, since(one.at), self.judges.calendar) > until:
                continue  # what else there is of them can only be later
            circle = circle_of(people, one.person)
            if circle is None or people.cases_of(circle.everybody):
                continue
            last = since(circle.last)
            due = _until(period, last, self.judges.calendar)
            if due <= until and door.knows(one.person):
                is_held = not held.isdisjoint(circle.sheets)
                yield Due(one.person, CONTACT, "", last, due, rule, is_held)

    def _counted_from(self) -> Callable[[datetime], date]:
        """Return what makes of an instant the day from which is counted.

        None is before the office was founded: a clock that was reset makes somebody
        look older than they can be here.
        """
        users = self.guard.roster.users.values()
        founded = min((one.since for one in users), default=_NEVER)
        return lambda at: self.moments.day(max(at, founded))

    def _last(self) -> datetime | None:
        """Return when anything was last written: of a case, a person, or the office."""
        at = [row.at for row in self._rows()]
        told = self.register.people.last_written(), self.guard.roster.at
        return max([*at, *(one for one in told if one is not None)], default=None)

    def _rows(self, status: str | None = None) -> Iterator[CaseRow]:
        after = None
        while page := self.register.cases(limit=PAGE, status=status, after=after):
            yield from page
            after = page[-1].case

    def _unnamed(self) -> Iterator[Unnamed]:
        after = ""
        while page := self.register.people.unnamed(limit=PAGE, after=after):
            yield from page
            after = page[-1].person


def over(due: Iterable[Due], today: date) -> tuple[str, ...]:
    """Return the numbers of *due* that were kept long enough and that nothing holds."""
    return tuple(one.of for one in due if one.is_over(today) and not one.held)


def _until(period: Period, since: date, calendar: Calendar) -> date:
    """Return the last day of *period*; the last there is, if it is beyond that."""
    try:
        return add(period, since, calendar)
    except MigcaseError:
        return date.max


def _place(one: Due) -> tuple[date, str]:
    return one.kept_until, one.of


def _rule_of(found: Retained) -> Rule:
    rule = found.rule
    return Rule(found.value, rule if isinstance(rule, Setting) else None)
