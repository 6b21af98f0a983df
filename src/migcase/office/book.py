"""The office's log in the office: judged, written once, and what it adds up to now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from attrs import evolve

from migcase.errors import Conflict, MigcaseError, Refusal, Refused, Repeated
from migcase.keeping.office_log import LogConflict
from migcase.keeping.register import Register
from migcase.office.moments import Moments
from migcase.programme.declaration import Programme
from migcase.programme.near import near
from migcase.roster.asked import Asked
from migcase.roster.events import OfficeEntry, OfficeEvent, RoleGranted
from migcase.roster.fold import fold
from migcase.roster.judging import why_not
from migcase.roster.members import NOBODY, Roster

# Others may write at the same moment; the log is short and seldom written.
TRIES = 10


class NotYourself(MigcaseError):
    """Somebody would write in the office's log under another's name."""

    code = "not-yourself"
    sentence = "{hand} has unlocked this office: nobody else can be written as {by}."


class Book:
    """The log of one office; *hand* is who unlocked it, '' where it has no keys."""

    def __init__(
        self,
        register: Register,
        moments: Moments,
        code: str,
        programmes: Callable[[], tuple[Programme, ...]],
        hand: str,
    ) -> None:
        self._register = register
        self._moments = moments
        self._code = code
        self._programmes = programmes
        self._hand = hand
        self._roster = NOBODY

    @property
    def roster(self) -> Roster:
        """What the log adds up to, as of its last entry."""
        entries = self._register.office_log.entries(after=self._roster.number)
        if entries:
            self._roster = fold(entries, self._roster)
        return self._roster

    @property
    def known(self) -> Roster:
        """The same as of the last time that somebody looked; nothing is read."""
        return self._roster

    def entries(self, after: int = 0) -> tuple[OfficeEntry, ...]:
        """Return the entries of the log, oldest first."""
        return self._register.office_log.entries(after)

    def write(self, event: OfficeEvent, by: str, sent_id: str | None) -> OfficeEntry:
        """Write *event*, or raise `Refused` with every reason why not.

        Sent again with the same id, it is written once and answered as before.
        """
        by = self._author(by)
        entry_id = sent_id or self._moments.new_id()
        for _ in range(TRIES):
            roster = self.roster
            if sent_id is not None:
                for same in self.entries():
                    if same.id == sent_id:
                        return _answered(same, event, by)
            refusals = self._against(event, by, roster)
            if refusals:
                raise Refused(refusals)
            number, at = roster.number + 1, self.instant()
            entry = OfficeEntry(number, event, at, by, self._code, entry_id)
            try:
                self._register.office_log.append(entry)
            except LogConflict:
                continue
            return entry
        raise Conflict({"case": self._code, "number": self._roster.number + 1})

    def instant(self) -> datetime:
        """Return the instant of what is written now: time never runs back."""
        now, last = self._moments.now(), self._roster.at
        return now if last is None else max(now, last)

    def why_not(self, event: OfficeEvent, by: str) -> tuple[Refusal, ...]:
        """Return every reason why *event* would not be written now."""
        return self._against(event, self._author(by), self.roster)

    def _author(self, by: str) -> str:
        if self._hand and by not in ("", self._hand):
            raise NotYourself({"hand": self._hand, "by": by})
        return self._hand or by

    def _against(
        self, event: OfficeEvent, by: str, roster: Roster
    ) -> tuple[Refusal, ...]:
        at = self._moments.now()
        asked = Asked(roster, by, at, self._moments.day(at), training=not self._hand)
        return (*map(_hinted, why_not(event, asked)), *self._unknown(event))

    def _unknown(self, event: OfficeEvent) -> Iterator[Refusal]:
        """Yield that there is no such programme, or that it has no such role."""
        if not isinstance(event, RoleGranted) or not event.programme:
            return
        roles: dict[str, set[str]] = {}
        for one in self._programmes():
            roles.setdefault(one.key, set()).update(one.index.roles)
        if event.programme not in roles:
            hint = {"near": near(event.programme, roles)}
            yield Refusal("no-such-programme", event.programme, hint)
        elif event.role not in roles[event.programme]:
            known = roles[event.programme]
            values = {"programme": event.programme, "near": near(event.role, known)}
            yield Refusal("unknown-role", event.role, values)


def _hinted(refusal: Refusal) -> Refusal:
    """Return *refusal* with the role that was probably meant of those somebody has."""
    worn = refusal.values.get("worn")
    if not isinstance(worn, tuple):
        return refusal
    hint = {"near": near(refusal.concerns, worn)}
    return evolve(refusal, values={**refusal.values, **hint})


def _answered(entry: OfficeEntry, event: OfficeEvent, by: str) -> OfficeEntry:
    if (entry.event, entry.by) != (event, by):
        raise Repeated({"id": entry.id, "number": entry.number})
    return entry
