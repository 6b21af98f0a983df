"""In an emergency: a case is opened by somebody whom it does not concern.

For minutes, with a reason, and until another person has looked at it everybody is
told.  A case that is sealed does not open so: its key is not there.
"""

from __future__ import annotations

from datetime import timedelta

from migcase.errors import MigcaseError
from migcase.keeping.register import Register
from migcase.office.book import Book
from migcase.office.moments import Moments
from migcase.office.numbering import kept_case
from migcase.roster.deciding import REVIEW_WITHIN
from migcase.roster.events import GlassBroken, GlassReviewed, OfficeEntry
from migcase.roster.members import Glass

MINUTES = 60


class NothingToReview(MigcaseError):
    """Nobody broke the glass of that case, or somebody looked at it already."""

    code = "nothing-to-review"
    sentence = "No broken glass of {case} waits for a review."


class Glasses:
    """The broken glasses of one office."""

    def __init__(self, register: Register, book: Book, moments: Moments) -> None:
        self._register = register
        self._book = book
        self._moments = moments

    def break_for(
        self, case_id: str, *, reason: str, minutes: int = MINUTES, by: str = ""
    ) -> OfficeEntry:
        """Let whoever asks read a case for some minutes, at most 60."""
        case = kept_case(self._register, case_id).case.id
        now = self._moments.now()
        at = max(now, self._book.roster.at or now)
        event = GlassBroken(case, reason, at + timedelta(minutes=minutes))
        return self._book.write(event, by, None)

    def review(
        self, case_id: str, *, justified: bool, note: str, by: str = ""
    ) -> tuple[OfficeEntry, ...]:
        """Write down that another person looked at each broken glass of a case."""
        waiting = [
            one for one in self.waiting() if case_id in (one.case, str(one.number))
        ]
        if not waiting:
            raise NothingToReview({"case": case_id})
        return tuple(
            self._book.write(GlassReviewed(one.number, justified, note), by, None)
            for one in waiting
        )

    def waiting(self) -> tuple[Glass, ...]:
        """Return every broken glass that waits for a review, the oldest first."""
        return self._book.roster.unreviewed()

    def late(self) -> tuple[Glass, ...]:
        """Return those that have waited for more than a week."""
        now = self._moments.now()
        return tuple(one for one in self.waiting() if now - one.at > REVIEW_WITHIN)
