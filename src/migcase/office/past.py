"""A case as it was: by entry, by what was known, by what was true.

By number: the case after that entry.  By instant: what was known then, every entry
written until it.  By day: what was true then as far as is known now, every event
that happened until the end of that day, whenever it was written down.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from migcase.calendar import NaiveInstant, day_of
from migcase.casefile.case import Case, replay
from migcase.casefile.events import Entry
from migcase.errors import MigcaseError

AsOf = int | datetime | date


class NothingThen(MigcaseError):
    """The case had not begun then, or has no such entry."""

    code = "nothing-then"
    sentence = (
        "Case {case} has nothing as of {as_of}: it was opened on {opened}, "
        "and its last entry is number {last}."
    )


def case_then(entries: Sequence[Entry], as_of: AsOf) -> Case:
    """Return the case that *entries* added up to *as_of* then."""
    if isinstance(as_of, datetime):
        if as_of.utcoffset() is None:
            raise NaiveInstant({"instant": as_of.isoformat()})
        known = [entry for entry in entries if entry.at <= as_of]
    elif isinstance(as_of, date):
        known = [entry for entry in entries if entry.event.on <= as_of]
    else:
        known = list(entries[:as_of]) if 1 <= as_of <= len(entries) else []
    if not known:
        first = entries[0]
        raise NothingThen(
            {
                "case": first.case,
                "as_of": as_of,
                "opened": first.at if isinstance(as_of, datetime) else first.event.on,
                "last": len(entries),
            }
        )
    return replay(known)


def day_then(case: Case, as_of: AsOf, zone: str) -> date:
    """Return the office's day *as_of* which *case* is looked at."""
    if isinstance(as_of, datetime):
        return day_of(as_of, zone)
    return as_of if isinstance(as_of, date) else day_of(case.at, zone)
