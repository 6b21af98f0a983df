"""The smallest file there is, for promises that one example tells best."""

from __future__ import annotations

from datetime import UTC, datetime

from migcase.casefile.events import Actor, Entry, Event, Opened
from migcase.testing.strategies import FIRST_DAY

AMINA = Actor("Amina", frozenset({"worker", "officer", "panel"}))
BASHIR = Actor("Bashir", frozenset({"worker", "officer", "panel"}))
CHIOMA = Actor("Chioma", frozenset({"worker", "officer", "panel"}))
NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)


def opened(programme: str = "invented") -> tuple[Entry, ...]:
    """Return the file of a case that was only opened."""
    return (said(1, Opened(programme, 1, FIRST_DAY)),)


def said(number: int, event: Event, by: Actor = AMINA) -> Entry:
    """Return one line of the file, written on the day of its event."""
    at = NOON.replace(year=event.on.year, month=event.on.month, day=event.on.day)
    return Entry("T-1", number, event, at, by, "here", f"e{number}")
