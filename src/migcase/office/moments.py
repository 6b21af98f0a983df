"""Now and today as one office has them, and ids that are made of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from attrs import frozen

from migcase import ids
from migcase.calendar import NaiveInstant, day_of


@frozen
class Moments:
    """Reads the clock that an office was given, in the zone where it is."""

    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    zone: str

    def now(self) -> datetime:
        """Return this instant, in UTC."""
        instant = self.clock()
        if instant.utcoffset() is None:
            raise NaiveInstant({"instant": instant.isoformat()})
        return instant.astimezone(UTC)

    def day(self, instant: datetime) -> date:
        """Return the day it is in the office at *instant*."""
        return day_of(instant, self.zone)

    def new_id(self) -> str:
        """Return an id that nobody else makes."""
        return ids.new_id(self.now(), self.random)
