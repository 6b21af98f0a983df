"""A case as it was: which moment somebody means, and which entries there were."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from migcase.casefile.events import Entry
from migcase.cli.days import day_of
from migcase.office.past import AsOf


def instant_in(text: str, today: date) -> AsOf:
    """Return the entry, instant or day that *text* names."""
    if re.fullmatch(r"#?\d{1,6}", text):
        return int(text.lstrip("#"))
    if "T" in text:
        try:
            instant = datetime.fromisoformat(text)
        except ValueError:
            return day_of(text, today, "--as-of")
        return instant.astimezone(UTC)
    return day_of(text, today, "--as-of")


def entries_until(entries: Iterable[Entry], then: AsOf | None) -> list[Entry]:
    """Return those of *entries* that the case *then* adds up to."""
    if then is None:
        return list(entries)
    if isinstance(then, datetime):
        return [entry for entry in entries if entry.at <= then]
    if isinstance(then, date):
        return [entry for entry in entries if entry.event.on <= then]
    return list(entries)[:then]
