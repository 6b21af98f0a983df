"""Lengths of time, as a programme writes them."""

from __future__ import annotations

from migcase import calendar
from migcase.calendar import Period
from migcase.programme.expressions import Literal


def days(number: int) -> Literal[Period]:
    """Return so many calendar days."""
    return Literal(calendar.days(number))


def working_days(number: int) -> Literal[Period]:
    """Return so many days on which the office works."""
    return Literal(calendar.working_days(number))


def months(number: int) -> Literal[Period]:
    """Return so many calendar months."""
    return Literal(calendar.months(number))


def years(number: int) -> Literal[Period]:
    """Return so many years of twelve months."""
    return Literal(calendar.years(number))
