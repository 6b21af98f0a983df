"""Days, working days and months, and the days on which a case was held.

Arithmetic on calendar days, and nothing else: it reads no clock, counts no hours, and
computes no moon. Which days an office does not work is data, read once by
`Calendar.from_toml`; beyond the years that the data knows only the weekend is free.

A hold is a half-open pair of days: held from the first, going on again on the second.
`None` as the second day is a hold that is still open.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, date, datetime
from itertools import accumulate
from types import MappingProxyType
from typing import Literal, NotRequired, TypedDict, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from attrs import field, frozen

from migcase.errors import MigcaseError

Unit = Literal["days", "working_days", "months"]
Hold = tuple[date, date | None]

WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


class BadPeriod(MigcaseError):
    """A period has no length, two units, or a number that counts nothing."""

    code = "bad-period"
    sentence = "A period is one whole number from 0 of one unit, not {given}."


class BadCalendar(MigcaseError):
    """A calendar cannot be used as it is written."""

    code = "bad-calendar"
    sentence = "This calendar cannot be used: {reason}"


class DayOutOfRange(MigcaseError):
    """A day would lie before the year 1 or after the year 9999."""

    code = "day-out-of-range"
    sentence = "{number} {unit} from {start} lie outside the years 1 to 9999."


class NaiveInstant(MigcaseError):
    """An instant does not say how far it is from UTC."""

    code = "naive-instant"
    sentence = "{instant} has no time zone: say which, for instance +00:00."


class UnknownZone(MigcaseError):
    """No time zone has that name."""

    code = "unknown-zone"
    sentence = "There is no time zone {zone}: write it like Africa/Casablanca."


@frozen(kw_only=True)
class Period:
    """Hold a length of time in exactly one unit.

    One unit, because "a month and three working days" has no order that people agree
    on; and because no working days is not the same as no days.
    """

    days: int | None = None
    working_days: int | None = None
    months: int | None = None

    def __attrs_post_init__(self) -> None:
        numbers = [
            number
            for number in (self.days, self.working_days, self.months)
            if number is not None
        ]
        if len(numbers) != 1 or type(numbers[0]) is not int or numbers[0] < 0:
            raise BadPeriod({"given": ", ".join(map(repr, numbers)) or "none"})

    @property
    def unit(self) -> Unit:
        """Tell in which unit the length is given."""
        if self.days is not None:
            return "days"
        return "months" if self.months is not None else "working_days"

    @property
    def number(self) -> int:
        """Tell how many of its unit."""
        return (self.days or 0) + (self.working_days or 0) + (self.months or 0)


def days(number: int) -> Period:
    """Make a period of calendar days."""
    return Period(days=number)


def working_days(number: int) -> Period:
    """Make a period of days on which the office works."""
    return Period(working_days=number)


def months(number: int) -> Period:
    """Make a period of calendar months."""
    return Period(months=number)


def years(number: int) -> Period:
    """Make a period of years, each of twelve months."""
    return Period(months=number * 12 if type(number) is int else number)


def _frozen_mapping(holidays: Mapping[date, str]) -> Mapping[date, str]:
    return MappingProxyType(dict(sorted(holidays.items())))


@frozen
class Calendar:
    """Say on which days an office works.

    `weekend` holds weekday numbers (Monday is 0), `known` the years for which the
    holidays are data, `unverified` the holidays that nobody has confirmed yet.
    """

    weekend: frozenset[int] = frozenset({5, 6})
    holidays: Mapping[date, str] = field(
        factory=dict, converter=_frozen_mapping, hash=False
    )
    known: range = range(0)
    unverified: frozenset[date] = frozenset()
    _free: tuple[int, ...] = field(init=False, repr=False, eq=False)
    _week: tuple[int, ...] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        if not self.weekend < frozenset(range(7)):
            raise BadCalendar({"reason": f"weekend {sorted(self.weekend)}"})

    @_free.default
    def _free_weekdays(self) -> tuple[int, ...]:
        return tuple(
            day.toordinal()
            for day in self.holidays
            if day.weekday() not in self.weekend
        )

    @_week.default
    def _worked_by_weekday(self) -> tuple[int, ...]:
        works = (weekday not in self.weekend for weekday in range(7))
        return tuple(accumulate(works, initial=0))

    @classmethod
    def from_toml(cls, text: str) -> Calendar:
        """Read a calendar; see `calendars/morocco.toml` for the form."""
        try:
            return _read(cast(_File, tomllib.loads(text)))
        except (AttributeError, KeyError, TypeError, ValueError) as fault:
            raise BadCalendar({"reason": str(fault)}) from fault
        except OverflowError:
            raise BadCalendar({"reason": "a number is too large for a day"}) from None
        except RecursionError:
            raise BadCalendar({"reason": "nested too deeply"}) from None

    def is_working(self, day: date) -> bool:
        """Tell whether the office works on *day*."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def knows(self, day: date) -> bool:
        """Tell whether the holidays around *day* are data, not ignorance."""
        return day.year in self.known

    def working_between(self, start: date, end: date) -> int:
        """Count the working days from *start* to before *end*."""
        return self._working(start.toordinal(), end.toordinal())

    def working_day(self, start: date, number: int, way: Literal[1, -1]) -> date:
        """Give the *number*-th working day after (way 1) or before (-1) *start*."""
        day, left = start.toordinal(), number
        while left == 0 and not self._working(day, day + 1):
            day += way
        # Leaping as many days as working days are left never leaps too far, and the
        # last leap crosses nothing but working days: it ends on one.
        while left:
            leap = day + way * left
            first, last = (day + 1, leap) if way == 1 else (leap, day - 1)
            left -= self._working(first, last + 1)
            day = leap
        if not _FIRST <= day <= _LAST:
            raise _out_of_range(start, way * number, "working_days")
        return date.fromordinal(day)

    def _working(self, first: int, end: int) -> int:
        return max(self._worked_before(end) - self._worked_before(first), 0)

    def _worked_before(self, day: int) -> int:
        """Count the working days since ever, so that no span needs a walk."""
        weeks, rest = divmod(day - 1, 7)
        weekdays = weeks * self._week[7] + self._week[rest]
        return weekdays - bisect_left(self._free, day)


def add(period: Period, start: date, calendar: Calendar) -> date:
    """Give the day that lies *period* after *start*.

    Days are counted from the day after *start*. Months keep the day of the month, or
    take the last one where the month is shorter: one month after 31 January is 28 or
    29 February. Working days end on a working day: the n-th one after *start*; for
    none, *start* itself or, if nobody works then, the next working day.
    """
    return _shift(period, start, calendar, 1)


def subtract(period: Period, start: date, calendar: Calendar) -> date:
    """Give the day that lies *period* before *start*: `add`, mirrored.

    Clamped months do not come back: a month before 31 March is 28 February, a month
    after that 28 March. No working days before a free day is the last working day.
    """
    return _shift(period, start, calendar, -1)


def due(
    start: date,
    period: Period,
    calendar: Calendar,
    holds: Iterable[Hold],
    today: date,
) -> date:
    """Give the day on which what began on *start* is due, holds left out.

    What was left of the period on the day a hold began is left on the day it ended: a
    held day counts for nothing, and of working days only held working days are lost.
    A hold that begins on the due day itself still moves it, for it was not missed yet;
    one that begins later does not. A hold that is still open counts up to *today*.
    """
    day = add(period, start, calendar)
    for held, resumed in _merged(holds, today):
        began = max(held, start)
        if began > day:
            break
        if resumed <= began:
            continue
        if period.working_days is None:
            day = _days_away(day, (resumed - began).days)
        else:
            left = calendar.working_between(began, day)
            again = calendar.working_day(resumed, 0, 1)
            day = calendar.working_day(again, left, 1)
    return day


def day_of(instant: datetime, zone: str) -> date:
    """Give the calendar day that an office in *zone* has at *instant*."""
    if instant.utcoffset() is None:
        raise NaiveInstant({"instant": instant.isoformat()})
    try:
        return instant.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise UnknownZone({"zone": zone}) from fault
    except OverflowError as fault:
        raise _out_of_range(instant.date(), 1, "days") from fault


def _shift(
    period: Period, start: date, calendar: Calendar, way: Literal[1, -1]
) -> date:
    if period.months is not None:
        return _months_away(start, way * period.months)
    if period.days is not None:
        return _days_away(start, way * period.days)
    return calendar.working_day(start, period.number, way)


def _months_away(start: date, number: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise _out_of_range(start, number, "months")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _days_away(start: date, number: int) -> date:
    end = start.toordinal() + number
    if not _FIRST <= end <= _LAST:
        raise _out_of_range(start, number, "days")
    return date.fromordinal(end)


def _out_of_range(start: date, number: int, unit: Unit) -> DayOutOfRange:
    return DayOutOfRange({"start": start, "number": number, "unit": unit})


def _merged(holds: Iterable[Hold], until: date) -> Iterator[tuple[date, date]]:
    """Yield the holds in order, each day once; what is open ends at *until*."""
    last: tuple[date, date] | None = None
    for held, resumed in sorted((held, end or until) for held, end in holds):
        if last is None:
            last = held, resumed
        elif held <= last[1]:
            last = last[0], max(last[1], resumed)
        else:
            yield last
            last = held, resumed
    if last is not None:
        yield last


class _Fixed(TypedDict):
    day: str
    name: str
    since: NotRequired[int]


class _Movable(TypedDict):
    date: date
    name: str


class _Year(TypedDict):
    source: str
    status: Literal["published", "unverified"]
    days: list[_Movable]


class _File(TypedDict):
    weekend: list[str]
    known: list[int]
    fixed: NotRequired[list[_Fixed]]
    movable: NotRequired[list[_Year]]


def _read(file: _File) -> Calendar:
    """Make a calendar of a parsed file; what does not fit raises a plain error."""
    _check(file, _File, "weekend", "known")
    strange = ", ".join(sorted(set(file["weekend"]) - set(WEEKDAYS)))
    if strange:
        raise ValueError(f"no weekday of a weekend: {strange}")
    first, last = file["known"]
    known = range(first, last + 1)
    if not known:
        raise ValueError(f"known: {last} comes before {first}")
    if first < MINYEAR or last > MAXYEAR:
        raise ValueError(f"known: years from {MINYEAR} to {MAXYEAR}")
    unverified = set[date]()
    holidays = dict[date, str]()
    for year in file.get("movable", ()):
        _check(year, _Year, "source", "status", "days")
        if not year["source"] or year["status"] not in ("published", "unverified"):
            raise ValueError(f"source or status: {year['status']}")
        for movable in year["days"]:
            _check(movable, _Movable, "date", "name")
            day = movable["date"]
            if type(day) is not date or day.year not in known:
                raise ValueError(f"not a day of the known years: {day}")
            holidays[day] = str(movable["name"])
            if year["status"] == "unverified":
                unverified.add(day)
    for fixed in file.get("fixed", ()):
        _check(fixed, _Fixed, "day", "name")
        month, number = map(int, fixed["day"].split("-"))
        for kept in range(max(first, fixed.get("since", first)), last + 1):
            day = date(kept, month, number)
            holidays[day] = str(fixed["name"])
            unverified.discard(day)
    return Calendar(
        frozenset(WEEKDAYS.index(name) for name in file["weekend"]),
        holidays,
        known,
        frozenset(unverified),
    )


def _check(table: Mapping[str, object], form: type, *needed: str) -> None:
    """Raise if *table* has a word that its *form* has not, or none that is *needed*."""
    unknown = sorted(table.keys() - form.__annotations__.keys())
    if unknown:
        raise ValueError(f"unknown words: {', '.join(unknown)}")
    missing = [word for word in needed if word not in table]
    if missing:
        raise ValueError(f"missing: {', '.join(missing)}")
