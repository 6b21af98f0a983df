"""An event that somebody wants to write, as it is asked of whoever judges it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from attrs import frozen

from migcase.errors import Refusal
from migcase.roster.members import Roster


@frozen
class Asked:
    """Who wants to write, *at* an instant which is *today* in the office.

    *training* says that the office has no keys, so that nobody is known by one.
    """

    roster: Roster
    by: str
    at: datetime
    today: date
    training: bool = False

    def not_in_future(self, day: date) -> Iterator[Refusal]:
        """Yield that *day* has not come."""
        if day > self.today:
            yield Refusal("future", "", {"day": day, "today": self.today})


def reason_given(text: str) -> Iterator[Refusal]:
    """Yield that a reason is empty."""
    if not text.strip():
        yield Refusal("empty-reason")
