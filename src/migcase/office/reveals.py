"""What is sensitive, shown to whoever asks and may: written down before it is shown.

If it cannot be written down, nothing is shown.  Answers that are sealed are opened
with the key of whoever asks; what is sealed to others stays closed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import attrs
from attrs import frozen

from migcase.casefile.alike import Telling, with_facts
from migcase.casefile.case import Case, Told, replay
from migcase.casefile.events import Entry
from migcase.errors import Conflict, Refusal, Refused
from migcase.keeping.office_log import LogConflict
from migcase.keeping.register import Register
from migcase.kinds import Sealed
from migcase.office.guard import Guard
from migcase.office.masks import TEXTS
from migcase.office.moments import Moments
from migcase.office.past import AsOf, case_then
from migcase.office.sealing import Opener, Sealing
from migcase.roster import rights
from migcase.roster.events import Reading

# Somebody reads at two places at once; more than a few times is no accident.
TRIES = 10


@frozen
class Revealed:
    """A case and its entries with *what* was asked for in clear; the rest is masked."""

    case: Case
    entries: tuple[Entry, ...]
    what: tuple[str, ...]


class Reveals:
    """Shows what is masked to whoever *guard* knows, and keeps who saw what."""

    def __init__(
        self,
        register: Register,
        guard: Guard,
        moments: Moments,
        sealing: Sealing | None = None,
        hand: Opener | None = None,
    ) -> None:
        self._register = register
        self._guard = guard
        self._moments = moments
        self._sealing = sealing
        self._hand = hand

    def case(
        self, case_id: str, fields: Collection[str], reason: str, as_of: AsOf | None
    ) -> Revealed:
        """Return a case with the answers to *fields* in clear, with all if none named.

        Raise `NotAllowed` if one of *fields* is not for them, `Refused` without a
        reason; return nothing unless it was written down who saw what.
        """
        kept = self._guard.kept(case_id).case
        entries = self._register.entries(kept.id)
        what = tuple(self._asked_for(kept, fields)) if self._guard.enforces else ()
        if what:
            self.written(kept.id, what, reason)
        opened = [self._opened(entry, what) for entry in entries]
        case = replay(opened) if as_of is None else case_then(opened, as_of)
        shown = self._guard.case(case, what), self._guard.entries(kept, opened, what)
        return Revealed(*shown, what)

    def written(self, of: str, what: Sequence[str], reason: str) -> None:
        """Write down, durably, that *what* is about to be shown of a record."""
        if not reason.strip():
            raise Refused([Refusal("empty-reason")])
        reader, readings = self._guard.name, self._register.readings
        entry_id = self._moments.new_id()
        for _ in range(TRIES):
            number, at = readings.last(reader) + 1, self._moments.now()
            row = reader, number, of, tuple(what), reason, at, entry_id
            try:
                readings.append(Reading(*row))
            except LogConflict:
                continue
            return
        raise Conflict({"case": of, "number": readings.last(reader) + 1})

    def _asked_for(self, case: Case, fields: Collection[str]) -> Iterator[str]:
        """Yield the keys that are hidden, asked for, and theirs to see."""
        hidden, told = self._guard.hidden(case), _keys(case)
        # Whether something was told is not told by whether asking for it is refused.
        for key in filter(hidden, sorted(set(fields) or told)):
            if not fields or self._guard.revealable(case, key):
                if key in told and self._guard.revealable(case, key):
                    yield key
            else:
                raise self._guard.refused(rights.REVEAL, case.id, case.assignee)
        if not fields and self._guard.revealable(case, TEXTS):
            yield TEXTS

    def _opened(self, entry: Entry, what: Collection[str]) -> Entry:
        """Return *entry* with what is sealed to whoever asks in clear."""
        event, hand, sealing = entry.event, self._hand, self._sealing
        if hand is None or sealing is None or not isinstance(event, Telling):
            return entry
        facts = {
            key: sealing.opened(told, hand, entry, key)
            if isinstance(told, Sealed) and key in what and hand.name in told.readers
            else told
            for key, told in event.facts.items()
        }
        if facts == event.facts:
            return entry
        return attrs.evolve(entry, event=with_facts(event, facts))


def _keys(case: Case) -> set[str]:
    told: list[Told] = [case.told, *(line.told for line in case.lines.values())]
    return {key for answers in told for key in answers}
