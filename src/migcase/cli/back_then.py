"""A case as it was: which moment somebody means, and which entries there were."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from gettext import gettext as _
from zoneinfo import ZoneInfo

import click

from migcase.casefile.events import Entry
from migcase.cli.counter import Counter
from migcase.cli.days import ascii_word, read_day, say_day, say_instant
from migcase.cli.options import CLOCK, wish
from migcase.office import clock
from migcase.office.past import AsOf


def instant_in(text: str, counter: Counter) -> AsOf:
    """Return the entry, instant or day that *text* names; refuse what has not come.

    A time of day without a zone of its own is one of the office, as its days are.
    """
    if re.fullmatch(r"#?\d{1,6}", text):
        return int(text.lstrip("#"))
    then = _instant(text, ZoneInfo(counter.office.settings.zone))
    now = (wish(counter.ctx, CLOCK) or clock.now)()
    if then is None:
        today = counter.office.today()
        day = _day(text, today)
        if day <= today:
            return day
        words = {"day": say_day(day), "today": say_day(today)}
        told = _("{day} has not come: today is {today}.").format(**words)
    elif then <= now:
        return then
    else:
        words = {"then": say_instant(then), "now": say_instant(now)}
        told = _("{then} has not come: it is {now}.").format(**words)
    raise click.BadParameter(told, param_hint="--as-of")


def _day(text: str, today: date) -> date:
    try:
        return read_day(text, today)
    except (ValueError, OverflowError):
        told = _(
            "{text} is no day, no time and no number of an entry: type 2026-11-19, "
            "yesterday, 2026-11-19T14:30 or 12."
        ).format(text=ascii_word(text))
        raise click.BadParameter(told, param_hint="--as-of") from None


def _instant(text: str, here: ZoneInfo) -> datetime | None:
    """Return the instant that *text* names, as the clocks *here* show it."""
    if "T" not in text:
        return None
    try:
        instant = datetime.fromisoformat(text)
        known = instant.replace(tzinfo=here) if instant.tzinfo is None else instant
        return known.astimezone(UTC)
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
