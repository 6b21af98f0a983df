"""A case as it was: which moment somebody means, and which entries there were."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from gettext import gettext as _
from zoneinfo import ZoneInfo

import click

from migcase.casefile.events import Entry
from migcase.cli.days import day_of, say_day
from migcase.office.past import AsOf


def instant_in(text: str, today: date, zone: str) -> AsOf:
    """Return the entry, instant or day that *text* names; refuse what has not come.

    A time of day without a zone of its own is one of the office, as its days are.
    """
    if re.fullmatch(r"#?\d{1,6}", text):
        return int(text.lstrip("#"))
    here = ZoneInfo(zone)
    instant = _instant(text, here)
    if instant is None:
        day = then = day_of(text, today, "--as-of")
    else:
        then, day = instant.astimezone(UTC), instant.date()
    if day > today:
        words = {"day": say_day(day), "today": say_day(today)}
        told = _("{day} has not come: today is {today}.").format(**words)
        raise click.BadParameter(told, param_hint="--as-of")
    return then


def _instant(text: str, here: ZoneInfo) -> datetime | None:
    """Return the instant that *text* names, as the clocks *here* show it."""
    if "T" not in text:
        return None
    try:
        instant = datetime.fromisoformat(text)
        known = instant.replace(tzinfo=here) if instant.tzinfo is None else instant
        return known.astimezone(UTC).astimezone(here)
    except (ValueError, OverflowError):
        return None


def entries_until(entries: Iterable[Entry], then: AsOf | None) -> list[Entry]:
    """Return those of *entries* that the case *then* adds up to."""
    if then is None:
        return list(entries)
    if isinstance(then, datetime):
        return [entry for entry in entries if entry.at <= then]
    if isinstance(then, date):
        return [entry for entry in entries if entry.event.on <= then]
    return list(entries)[:then]
