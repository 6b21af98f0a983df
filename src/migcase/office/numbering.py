"""Which case is meant by what somebody typed, and which number a new one gets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from uuid import UUID

from migcase import numbers
from migcase.casefile.events import Entry
from migcase.errors import UnknownCase
from migcase.keeping.register import Kept, Register
from migcase.numbers import MistypedNumber

MOST_NEAR = 3

# How far the clock of whoever made an id may be ahead of the office's.
_SKEW = timedelta(hours=1)


def kept_case(register: Register, case: str) -> Kept:
    """Return the case that *case* names, however its number is written.

    Raise `MistypedNumber` or `UnknownCase`, with the numbers *near* it that exist.
    """
    kept = register.kept(case)
    if kept is not None:
        return kept
    try:
        number = str(numbers.parse(case))
    except MistypedNumber as error:
        error.values["near"] = tuple(_near(register, case))
        raise
    kept = register.kept(number) if number != case else None
    if kept is None:
        near = tuple(_near(register, number))
        raise UnknownCase({"case": number, "near": near})
    return kept


def next_number(register: Register, office: str, year: int) -> str:
    """Return the number after the last that *office* gave in *year*."""
    serial = register.next_serial(office, year % 100)
    return numbers.format_number(office, year, serial)


def opened_before(
    register: Register, office: str, year: int, entry_id: str
) -> Entry | None:
    """Return the opening that its client called *entry_id*, if it was written before.

    Looks back from the last case that *office* opened in *year* to the first one
    that is older than the id, whose first half tells when it was made.
    """
    made = _made_at(entry_id)
    for serial in range(register.next_serial(office, year % 100) - 1, 0, -1):
        case = numbers.format_number(office, year, serial)
        for entry in register.entries(case, 0, 1):
            if entry.id == entry_id:
                return entry
            if made is not None and entry.at < made - _SKEW:
                return None
    return None


def _near(register: Register, typed: str) -> Iterator[str]:
    existing = (
        number for number in numbers.near(typed) if register.kept(number) is not None
    )
    return islice(existing, MOST_NEAR)


def _made_at(entry_id: str) -> datetime | None:
    """Return when a version 7 id was made, None for any other."""
    try:
        number = UUID(entry_id)
        if number.version != 7:
            return None
        return datetime.fromtimestamp((number.int >> 80) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
