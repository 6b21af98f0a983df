"""Days, working days, months and holds, each against a walk over the days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import migcase
from migcase.calendar import (
    BadCalendar,
    BadPeriod,
    Calendar,
    DayOutOfRange,
    NaiveInstant,
    Period,
    UnknownZone,
    add,
    day_of,
    days,
    due,
    months,
    subtract,
    working_days,
    years,
)

DAY = timedelta(days=1)
MOROCCO = Calendar.from_toml(
    Path(*migcase.__path__, "calendars", "morocco.toml").read_text("utf-8")
)
PLAIN = Calendar()

DAYS = st.dates(date(2023, 12, 1), date(2028, 3, 31))
CALENDARS = st.builds(
    Calendar,
    st.frozensets(st.integers(0, 6), max_size=6),
    st.dictionaries(DAYS, st.just("holiday"), max_size=30),
)
NUMBERS = st.integers(0, 40)
PERIODS = st.one_of(
    st.builds(days, NUMBERS),
    st.builds(working_days, NUMBERS),
    st.builds(months, st.integers(0, 4)),
)


@st.composite
def hold(draw):
    begun = draw(st.dates(date(2025, 11, 1), date(2026, 4, 30)))
    length = draw(st.none() | st.integers(0, 30))
    return begun, None if length is None else begun + length * DAY


HOLDS = st.lists(hold(), max_size=5)
STARTS = st.dates(date(2025, 12, 1), date(2026, 2, 28))


def span(first, end):
    return [first + n * DAY for n in range((end - first).days)]


def is_held(day, holds, today):
    return any(begun <= day < (end or today) for begun, end in holds)


# ------------------------------------------------------------------------ periods


def test_periods_are_values():
    assert days(3) == Period(days=3)
    assert {months(12), years(1), working_days(12)} == {years(1), working_days(12)}


def test_no_working_days_are_not_no_days():
    assert working_days(0) != days(0)


@pytest.mark.parametrize("number", [-1, True, 1.0, "3", None])
@pytest.mark.parametrize("unit", [days, working_days, months, years])
def test_a_period_is_a_whole_number_from_nought(unit, number):
    with pytest.raises(BadPeriod):
        unit(number)


@pytest.mark.parametrize("given", [{}, {"days": 1, "months": 1}])
def test_a_period_has_exactly_one_unit(given):
    with pytest.raises(BadPeriod):
        Period(**given)


@given(NUMBERS)
def test_a_period_tells_its_unit_and_number(number):
    period = working_days(number)

    assert (period.unit, period.number) == ("working_days", number)


# -------------------------------------------------------------------- after, before


@given(DAYS, NUMBERS)
def test_days_before_undo_days_after(start, number):
    end = add(days(number), start, MOROCCO)

    assert (end - start).days == number
    assert subtract(days(number), end, MOROCCO) == start


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-08-31", 1, "2026-09-30"),
    ],
)
def test_months_keep_the_day_or_take_the_last(start, number, end):
    assert add(months(number), date.fromisoformat(start), PLAIN) == (
        date.fromisoformat(end)
    )


def test_months_before_clamp_too_and_do_not_come_back():
    clamped = subtract(months(1), date(2026, 3, 31), PLAIN)

    assert clamped == date(2026, 2, 28)
    assert add(months(1), clamped, PLAIN) == date(2026, 3, 28)


@given(DAYS, st.integers(0, 60))
def test_months_end_in_the_right_month_and_clamp_only_at_its_end(start, number):
    end = add(months(number), start, PLAIN)

    assert (end.year - start.year) * 12 + end.month - start.month == number
    assert end.day == start.day or (
        end.day < start.day and (end + DAY).month != end.month
    )


@given(DAYS, NUMBERS, CALENDARS)
@example(date(2026, 10, 30), 1, MOROCCO)
def test_working_days_after_are_as_many_as_asked_for(start, number, calendar):
    end = add(working_days(number), start, calendar)

    worked = [day + DAY for day in span(start, end) if calendar.is_working(day + DAY)]
    assert calendar.is_working(end)
    assert len(worked) == number or (
        number == 0 and worked == [end] and not calendar.is_working(start)
    )


@given(DAYS, NUMBERS, CALENDARS)
def test_working_days_before_are_as_many_as_asked_for(start, number, calendar):
    end = subtract(working_days(number), start, calendar)

    worked = [day for day in span(end, start) if calendar.is_working(day)]
    assert calendar.is_working(end)
    assert len(worked) == number or (
        number == 0 and worked == [end] and not calendar.is_working(start)
    )


@given(DAYS, DAYS, CALENDARS)
def test_working_days_between_are_those_that_a_walk_counts(start, end, calendar):
    walked = sum(calendar.is_working(day) for day in span(start, end))

    assert calendar.working_between(start, end) == walked


@given(DAYS, st.integers(1, 40), CALENDARS)
def test_from_a_working_day_working_days_before_undo_those_after(
    start, number, calendar
):
    begin = add(working_days(0), start, calendar)

    end = add(working_days(number), begin, calendar)

    assert subtract(working_days(number), end, calendar) == begin


def test_no_working_days_from_a_saturday_is_monday_and_before_it_friday():
    saturday = date(2026, 6, 13)

    assert add(working_days(0), saturday, MOROCCO) == date(2026, 6, 15)
    assert subtract(working_days(0), saturday, MOROCCO) == date(2026, 6, 12)


def test_a_holiday_in_morocco_is_not_a_working_day():
    thursday = date(2026, 7, 29)

    assert add(working_days(1), thursday, MOROCCO) == date(2026, 7, 31)
    assert add(working_days(1), thursday, PLAIN) == date(2026, 7, 30)


@given(PERIODS, DAYS, DAYS, CALENDARS)
def test_who_starts_later_is_not_due_earlier(period, one, other, calendar):
    earlier, later = sorted((one, other))

    assert add(period, earlier, calendar) <= add(period, later, calendar)
    assert subtract(period, earlier, calendar) <= subtract(period, later, calendar)


@given(st.sampled_from([days, working_days, months]), NUMBERS, NUMBERS, DAYS, CALENDARS)
def test_a_longer_period_does_not_end_earlier(unit, one, other, start, calendar):
    shorter, longer = unit(min(one, other)), unit(max(one, other))

    assert add(shorter, start, calendar) <= add(longer, start, calendar)
    assert subtract(shorter, start, calendar) >= subtract(longer, start, calendar)


@pytest.mark.parametrize("unit", [days, working_days, months, years])
@pytest.mark.parametrize("number", [1, 10**6, 10**40])
def test_beyond_the_end_of_time_there_is_a_clear_error(unit, number):
    with pytest.raises(DayOutOfRange) as after:
        add(unit(number), date(9999, 12, 31), MOROCCO)
    with pytest.raises(DayOutOfRange):
        subtract(unit(number), date(1, 1, 1), MOROCCO)

    assert "9999-12-31" in str(after.value)


def test_holds_that_push_beyond_the_end_of_time_give_the_same_error():
    start = date(9999, 12, 1)
    hold = (start, date(9999, 12, 31))

    for period in (days(20), working_days(20)):
        with pytest.raises(DayOutOfRange):
            due(start, period, PLAIN, [hold], start)


# ------------------------------------------------------------------------ calendars


def test_morocco_rests_on_saturday_and_sunday():
    assert [MOROCCO.is_working(date(2026, 6, day)) for day in range(8, 15)] == (
        [True] * 5 + [False] * 2
    )


def test_the_islamic_holidays_of_morocco_are_marked_as_unverified():
    assert date(2026, 3, 20) in MOROCCO.unverified
    assert date(2026, 7, 30) not in MOROCCO.unverified


@pytest.mark.parametrize("year", range(2024, 2029))
def test_each_known_year_of_morocco_has_seven_movable_holidays(year):
    assert sum(day.year == year for day in MOROCCO.unverified) == 7


def test_a_young_holiday_is_not_kept_before_it_was_made():
    assert date(2026, 10, 31) in MOROCCO.holidays
    assert date(2025, 10, 31) not in MOROCCO.holidays


def test_a_calendar_knows_how_far_it_knows():
    assert MOROCCO.knows(date(2028, 12, 31))
    assert not MOROCCO.knows(date(2029, 1, 1))
    assert not PLAIN.knows(date(2026, 1, 1))


def test_a_calendar_is_a_value():
    mine = {date(2026, 1, 1): "Nouvel An"}
    calendar = Calendar(holidays=mine)

    mine.clear()

    assert calendar == Calendar(holidays={date(2026, 1, 1): "Nouvel An"})
    assert hash(calendar) == hash(Calendar())


def test_an_office_that_never_works_is_refused():
    with pytest.raises(BadCalendar):
        Calendar(weekend=frozenset(range(7)))


GOOD = 'weekend = ["friday"]\nknown = [2026, 2026]\nfixed = []\nmovable = []\n'
HUGE = 10**20
PUBLISHED = """movable = [
{{source = "x", status = "published", days = [{{date = {}, name = "x"}}]}}]"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("=", "is"),
        ("friday", "vendredi"),
        ("weekend", "weekends"),
        ("known", "bridges = []\nknown"),
        ("2026, 2026", "2026"),
        ("2026, 2026", '"a", "b"'),
        ("2026, 2026", "2027, 2026"),
        (
            "fixed = []",
            'fixed = [{day = "05-01", name = "x", sinse = 2024}]',
        ),
        ("fixed = []", 'fixed = [{day = "02-30", name = "x"}]'),
        ("fixed = []", 'fixed = [{day = "first of May", name = "x"}]'),
        ("fixed = []", 'fixed = [{day = "05-01"}]'),
        ("fixed = []", 'fixed = ["05-01"]'),
        ("movable = []", "movable = [{days = []}]"),
        ("movable = []", 'movable = [{source = "x", status = "sure", days = []}]'),
        (
            "movable = []",
            PUBLISHED.format("2030-01-01"),
        ),
        (
            "movable = []",
            PUBLISHED.format('"2026-01-01"'),
        ),
    ],
)
def test_a_calendar_file_that_does_not_fit_is_refused(old, new):
    assert Calendar.from_toml(GOOD).weekend == {4}

    with pytest.raises(BadCalendar) as refused:
        Calendar.from_toml(GOOD.replace(old, new))

    assert str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("known", "known_years", "unknown words: known_years"),
        ("known = [2026, 2026]\n", "", "missing: known"),
        ("friday", "vendredi", "no weekday of a weekend: vendredi"),
        ("fixed = []", 'fixed = [{day = "05-01"}]', "missing: name"),
        ("fixed = []", f'fixed = [{{day = "05-{HUGE}", name = "x"}}]', "too large"),
        ("2026]", f"{HUGE}]", "known: years from 1 to 9999"),
    ],
)
def test_what_is_wrong_with_a_calendar_is_named(old, new, told):
    with pytest.raises(BadCalendar) as refused:
        Calendar.from_toml(GOOD.replace(old, new))

    assert told in str(refused.value)


def test_a_country_that_rests_on_friday_and_moves_its_holidays_is_counted():
    egypt = Calendar.from_toml(
        """
        weekend = ["friday", "saturday"]
        known = [2026, 2026]
        [[movable]]
        source = "Cabinet"
        status = "published"
        days = [
          { date = 2026-03-22, name = "Eid al-Fitr" },
          { date = 2026-01-29, name = "Revolution of January, moved from the 25th" },
        ]
        """
    )

    assert egypt.working_day(date(2026, 3, 19), 1, 1) == date(2026, 3, 23)
    assert egypt.is_working(date(2026, 1, 25))
    assert not egypt.is_working(date(2026, 1, 29))


# ---------------------------------------------------------------------------- holds


def test_days_held_twice_count_once():
    first = (date(2026, 1, 5), date(2026, 1, 8))
    second = (date(2026, 1, 7), date(2026, 1, 10))
    start, today = date(2026, 1, 1), date(2026, 1, 31)

    found = due(start, days(10), PLAIN, [first, second], today)

    assert found == start + (10 + 5) * DAY


def due_by_walking(start, period, calendar, holds, today):
    """Go from day to day: a day is used up if it counts and is not held."""
    left = (add(period, start, calendar) - start).days
    if period.unit == "working_days":
        left = period.number - (not calendar.is_working(start))
    for day in (start + n * DAY for n in count()):
        counts = period.unit != "working_days" or calendar.is_working(day)
        usable = counts and not is_held(day, holds, today)
        if usable and left <= 0:
            return day
        left -= usable
    raise AssertionError


@given(STARTS, PERIODS, CALENDARS, HOLDS, STARTS)
def test_the_due_day_is_the_one_that_a_walk_finds(
    start, period, calendar, holds, today
):
    found = due(start, period, calendar, holds, today)

    assert found == due_by_walking(start, period, calendar, holds, today)


@given(STARTS, PERIODS, CALENDARS, HOLDS, hold(), STARTS, st.integers(0, 20))
def test_a_longer_hold_never_makes_a_due_day_earlier(
    start, period, calendar, holds, last, today, longer
):
    begun, end = last
    stretched = (begun - DAY * (longer // 2), (end or today) + DAY * longer)

    without = due(start, period, calendar, holds, today)
    short = due(start, period, calendar, [*holds, last], today)
    long = due(start, period, calendar, [*holds, stretched], today)

    assert without <= short <= long


@given(STARTS, PERIODS, CALENDARS, st.lists(hold(), min_size=2, max_size=5), STARTS)
def test_the_order_of_holds_does_not_matter(start, period, calendar, holds, today):
    there = due(start, period, calendar, holds, today)

    assert there == due(start, period, calendar, holds[::-1], today)


@given(STARTS, st.integers(0, 40), HOLDS, STARTS)
def test_due_days_move_by_the_days_held_before_them(start, number, holds, today):
    closed = [(begun, end or max(begun, today)) for begun, end in holds]

    found = due(start, days(number), PLAIN, holds, today)

    held = sum(is_held(day, closed, found) for day in span(start, found))
    assert found == start + number * DAY + held * DAY


@pytest.mark.parametrize(
    ("begun", "moves"), [(date(2026, 1, 10), True), (date(2026, 1, 11), False)]
)
def test_a_hold_moves_what_is_due_on_its_first_day_but_not_what_was_missed(
    begun, moves
):
    hold = (begun, begun + 10 * DAY)

    found = due(date(2026, 1, 5), days(5), PLAIN, [hold], begun)

    assert found == (date(2026, 1, 20) if moves else date(2026, 1, 10))


def test_under_an_open_hold_the_due_day_goes_along_with_today():
    hold = (date(2026, 1, 8), None)

    found = [
        due(date(2026, 1, 5), days(5), PLAIN, [hold], date(2026, 1, day))
        for day in (8, 9, 20)
    ]

    assert found == [date(2026, 1, day) for day in (10, 11, 22)]


def test_a_weekend_under_a_hold_costs_no_working_days():
    friday, monday = date(2026, 1, 16), date(2026, 1, 19)

    held = due(friday, working_days(2), PLAIN, [(friday + DAY, monday)], monday)

    assert held == due(friday, working_days(2), PLAIN, [], monday)


def test_a_working_day_under_a_hold_costs_one():
    monday, wednesday = date(2026, 1, 19), date(2026, 1, 21)
    hold = (monday + DAY, wednesday)

    found = due(monday, working_days(3), PLAIN, [hold], wednesday)

    assert found == date(2026, 1, 23)


# -------------------------------------------------------------------- time-zone borders


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-01-15T22:59:59+00:00", "2026-01-15"),  # UTC+1 for most of the year
        ("2026-01-15T23:00:00+00:00", "2026-01-16"),
        ("2025-03-10T23:30:00+00:00", "2025-03-10"),  # UTC+0 in Ramadan 2025
        ("2025-03-11T00:00:00+00:00", "2025-03-11"),
        ("2025-02-22T23:30:00+00:00", "2025-02-23"),  # the night before it changed
        ("2025-02-23T23:30:00+00:00", "2025-02-23"),  # and the night after
        ("2025-04-05T23:30:00+00:00", "2025-04-05"),  # the night before it ended
        ("2025-04-06T23:30:00+00:00", "2025-04-07"),
        ("2026-01-15T23:30:00-05:00", "2026-01-16"),
    ],
)
def test_the_day_in_rabat_follows_the_clocks_of_ramadan(instant, day):
    assert day_of(datetime.fromisoformat(instant), "Africa/Casablanca") == (
        date.fromisoformat(day)
    )


@given(st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)))  # noqa: DTZ001
def test_later_instants_never_fall_on_earlier_days(moment):
    instant = moment.replace(tzinfo=UTC)

    first = day_of(instant, "Africa/Casablanca")

    assert first <= day_of(instant + timedelta(hours=1), "Africa/Casablanca")


def test_an_instant_without_a_zone_is_no_instant():
    with pytest.raises(NaiveInstant):
        day_of(datetime(2026, 1, 15, 12), "Africa/Casablanca")  # noqa: DTZ001


@pytest.mark.parametrize("zone", ["Africa/Atlantis", "", "../etc/passwd", "Africa"])
def test_a_zone_that_does_not_exist_is_refused(zone):
    with pytest.raises(UnknownZone):
        day_of(datetime(2026, 1, 15, tzinfo=UTC), zone)


def test_an_instant_at_the_end_of_time_has_no_next_day():
    with pytest.raises(DayOutOfRange):
        day_of(datetime.max.replace(tzinfo=UTC), "Africa/Casablanca")
