"""The clock of the demo's office, and days that are written in one go.

It stands still until somebody turns it; no real clock is read here.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from migcase.keeping.register import Kept

OPENS = time(8, tzinfo=UTC)
ENTRY_TAKES = timedelta(seconds=40)


class Together(Protocol):
    """What keeps the cases; the entries of one day can be written in one go."""

    def transaction(self) -> AbstractContextManager[None]: ...

    def kept(self, case: str) -> Kept | None: ...


class Clock:
    """The clock of an office that stands still until somebody turns it."""

    def __init__(self, day: date) -> None:
        self.instant = datetime.combine(day, OPENS)

    def __call__(self) -> datetime:
        """Return the instant that it is in the demo."""
        return self.instant

    def turn_to(self, day: date) -> None:
        """Let it be the morning of *day*."""
        self.instant = datetime.combine(day, OPENS)

    def tick(self) -> None:
        """Let as long pass as it takes to write one entry."""
        self.instant += ENTRY_TAKES
