"""Days as people say and read them.

What day it is, the office says; nothing here reads a clock.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from gettext import gettext as _
from gettext import ngettext
from zoneinfo import ZoneInfo

import click

from migcase.cli.options import ZONE, wish
from migcase.cli.tongue import Tongue
from migcase.judgement.spelling import spelled_day
from migcase.kinds.typed import with_plain_digits
from migcase.names import spelt_alike

# What may be typed, English and French at once: nobody should have to remember which.
_DAYS_AGO = {
    "today": 0,
    "aujourd'hui": 0,
    "aujourd’hui": 0,
    "auj": 0,
    "yesterday": 1,
    "hier": 1,
    "avant-hier": 2,
    "tomorrow": -1,
    "demain": -1,
    "après-demain": -2,
    "apres-demain": -2,
}
# Without their accents, as they are compared.
_MONTHS = (
    ("january", "janvier"),
    ("february", "fevrier"),
    ("march", "mars"),
    ("april", "avril"),
    ("may", "mai"),
    ("june", "juin"),
    ("july", "juillet"),
    ("august", "aout"),
    ("september", "septembre"),
    ("october", "octobre"),
    ("november", "novembre"),
    ("december", "decembre"),
)
# With fewer letters too many months are meant.
_SHORTEST_MONTH = 3
_WEEKDAYS = (
    ("monday", "lundi"),
    ("tuesday", "mardi"),
    ("wednesday", "mercredi"),
    ("thursday", "jeudi"),
    ("friday", "vendredi"),
    ("saturday", "samedi"),
    ("sunday", "dimanche"),
)
_WRITTEN = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_IN_WORDS = re.compile(r"(?:(\d{1,2})(?:er)?\s+)?([^\d\s]+)\s+(\d{4})")
_SHIFT = re.compile(r"([+-]?)(\d{1,4})([djwsm])")
_UNIT = {"d": 1, "j": 1, "w": 7, "s": 7}


def read_day(text: str, today: date) -> date:
    """Return the day that *text* names; raise ``ValueError`` if it names none.

    ISO dates, 19/11/2026, 19 nov. 2026, today, yesterday, the name of a weekday (the
    last one), and -3d, -2w, in the digits of any script. Day and month are never
    swapped to make a date fit.
    """
    word = in_numbers(text.strip().casefold())
    if word in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[word])
    for weekday, names in enumerate(_WEEKDAYS):
        if word in names:
            return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    written = _WRITTEN.fullmatch(word)
    if written:
        day, month, year = map(int, written.groups())
        return date(year, month, day)
    shift = _SHIFT.fullmatch(word)
    if shift and shift[3] in _UNIT:
        days = int(shift[2]) * _UNIT[shift[3]]
        return today + timedelta(days=days if shift[1] == "+" else -days)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", word):
        raise ValueError(text)
    return date.fromisoformat(word)


def in_numbers(text: str) -> str:
    """Return 5 mars 1994 and mars 1994 as 5/3/1994 and 3/1994; all else as it is.

    A month is told by its name or how that begins, in English or French.
    """
    word = with_plain_digits(text)
    found = _IN_WORDS.fullmatch(word)
    if found is None:
        return word
    day, name, year = found.groups()
    begun = spelt_alike(name).rstrip(".")
    months = [
        month
        for month, names in enumerate(_MONTHS, 1)
        if len(begun) >= _SHORTEST_MONTH and any(n.startswith(begun) for n in names)
    ]
    if len(months) != 1:
        return word
    return f"{months[0]}/{year}" if day is None else f"{day}/{months[0]}/{year}"


def day_of(text: str | None, today: date, option: str = "--on") -> date:
    """Return the day typed for *option*, *today* where nothing was."""
    if text is None:
        return today
    try:
        return read_day(text, today)
    except (ValueError, OverflowError):
        message = _("{text} is no day: type 2026-11-19, yesterday, friday or -3d.")
        raise click.BadParameter(
            message.format(text=ascii_word(text)), param_hint=option
        ) from None


def ascii_word(text: str) -> str:
    """Return the beginning of what was typed, safe to be printed."""
    from migcase.cli.display import shortened, shown

    return shortened(shown(text[:200]), 40)


def say_day(day: date) -> str:
    """Return *day* as people write it."""
    return spelled_day(day, Tongue())


def say_instant(at: datetime) -> str:
    """Return the day and the minute of *at*, where the office is."""
    local = at.astimezone(zone_of(click.get_current_context(silent=True)))
    return _("{day}, {time}").format(day=say_day(local.date()), time=f"{local:%H:%M}")


def zone_of(ctx: click.Context | None) -> tzinfo | None:
    """Return the zone of the office that is open; None, this machine's, if none is."""
    zone = None if ctx is None else wish(ctx, ZONE)
    return None if zone is None else ZoneInfo(zone)


def say_distance(day: date, today: date) -> str:
    """Return how far *day* is from *today*."""
    number = (day - today).days
    if number == 0:
        return _("today")
    if number == 1:
        return _("tomorrow")
    if number == -1:
        return _("yesterday")
    if number > 0:
        return ngettext("in {n} day", "in {n} days", number).format(n=number)
    return ngettext("{n} day ago", "{n} days ago", -number).format(n=-number)
