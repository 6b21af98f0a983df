"""How an entry gets into a case file: read, judge, append, tell; once, or not at all.

Nothing is locked while somebody thinks.  Whoever finds the next line taken reads
again and is judged again; whatever is sent twice under one id is found and answered
as it was the first time.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import attrs

from migcase.casefile.alike import says_the_same
from migcase.casefile.case import Case, replay
from migcase.casefile.events import Actor, Entry, Event, Opened
from migcase.errors import Conflict, Refusal, Refused, Repeated
from migcase.judgement.work import Work
from migcase.keeping.register import Definition, DefinitionChanged, Kept, Register
from migcase.office.delivering import Messenger
from migcase.office.judging import Judges, Verdict
from migcase.office.moments import Moments
from migcase.office.numbering import kept_case, next_number
from migcase.office.shown import settled
from migcase.programme.declaration import Programme

TRIES = 3
# Others may take a number between looking and writing.
TRIES_FOR_A_NUMBER = 20


class Writer:
    """Writes entries for one office; *code* is what its case numbers begin with."""

    def __init__(
        self,
        register: Register,
        judges: Judges,
        messenger: Messenger,
        moments: Moments,
        code: str,
    ) -> None:
        self._register = register
        self._judges = judges
        self._messenger = messenger
        self._moments = moments
        self._code = code

    def open(
        self,
        programme: Programme,
        event: Opened,
        by: Actor,
        sent_id: str | None,
        chosen: frozenset[str],
    ) -> Case:
        """Open a case; raise `Refused` with every reason why not.

        *chosen* names what the office put into *event* because nobody said it.
        """
        self._messenger.check_idle()
        event = settled(event)
        entry_id = sent_id or self._moments.new_id()
        if sent_id is not None:
            same = self._register.opening(sent_id)
            if same is not None:
                return self._answered(same, _as_then(event, same, chosen), by)
        for _ in range(TRIES_FOR_A_NUMBER):
            number = next_number(self._register, self._code, event.on.year)
            at = self._moments.now()
            entry = Entry(number, 1, event, at, by, self._code, entry_id)
            verdict = self._judges.opening(entry, programme, self._moments.day(at))
            if verdict.after is None:
                raise Refused(verdict.refusals)
            if self._opened(verdict, programme):
                return verdict.after.case
            same = self._register.opening(entry_id)
            if same is not None:
                return self._answered(same, _as_then(event, same, chosen), by)
        number = next_number(self._register, self._code, event.on.year)
        raise Conflict({"case": number, "number": 1})

    def record(self, kept: Kept, event: Event, by: Actor, sent_id: str | None) -> Case:
        """Write *event* into a case; raise `Refused` with every reason why not.

        *kept* is the case as it was just read; it is read again if that was too long
        ago.
        """
        self._messenger.check_idle()
        event = settled(event)
        entry_id = sent_id or self._moments.new_id()
        read = kept.case.number
        for _ in range(TRIES):
            case = kept.case
            at = self._moments.now()
            entry = self._next(case, event, by, entry_id, at)
            verdict = self._judges.next_entry(kept, entry, self._moments.day(at))
            after = verdict.after
            if after is not None and self._appended(verdict, kept.work):
                return after.case
            same = None
            if sent_id is not None:
                same = self._register.entry(case.id, sent_id)
            if same is not None:
                return self._answered(same, event, by)
            if after is None:
                meanwhile = self._register.entries(case.id, after=read)
                raise Refused(verdict.refusals, meanwhile)
            kept = kept_case(self._register, case.id)
        raise Conflict({"case": kept.case.id, "number": read + 1})

    def why_not(self, kept: Kept, event: Event, by: Actor) -> tuple[Refusal, ...]:
        """Return every reason why *event* would not be written now."""
        at = self._moments.now()
        entry = self._next(kept.case, settled(event), by, "", at)
        return self._judges.next_entry(kept, entry, self._moments.day(at)).refusals

    def why_not_open(
        self, programme: Programme, event: Opened, by: Actor
    ) -> tuple[Refusal, ...]:
        """Return every reason why *event* would not open a case now."""
        at = self._moments.now()
        number = next_number(self._register, self._code, event.on.year)
        entry = Entry(number, 1, settled(event), at, by, self._code, "")
        return self._judges.opening(entry, programme, self._moments.day(at)).refusals

    def _next(
        self, case: Case, event: Event, by: Actor, entry_id: str, now: datetime
    ) -> Entry:
        """Return the entry that *event* would be; time never runs back in a file."""
        at = max(case.at, now)
        return Entry(case.id, case.number + 1, event, at, by, self._code, entry_id)

    def _opened(self, verdict: Verdict, programme: Programme) -> bool:
        """Append the first entry of a case, and tell whether its number was free."""
        definitions = self._judges.definitions
        try:
            return self._appended(verdict, None, definitions.to_store(programme))
        except DefinitionChanged as changed:
            raise definitions.changed(programme, changed) from changed

    def _appended(
        self,
        verdict: Verdict,
        before: Work | None,
        definition: Definition | None = None,
    ) -> bool:
        """Append an entry and tell who watches; say whether its line was still free."""
        register, after, entry = self._register, verdict.after, verdict.entry
        assert after is not None  # nothing speaks against it
        told: Collection[str] = ()
        try:
            if verdict.people is None and not self._messenger.wanted:
                register.append(after, entry, before, definition, verdict.readers)
            else:
                with register.transaction():
                    register.append(after, entry, before, definition, verdict.readers)
                    if verdict.people is not None:
                        register.people.mention(entry.case, verdict.people)
                    if self._messenger.wanted:
                        told = self._messenger.owe(entry)
        except Conflict:
            return False
        self._messenger.tell(after.case, entry, told)
        return True

    def _answered(self, entry: Entry, event: Event, by: Actor) -> Case:
        """Return what was answered to *entry*, if it says the same as *event*."""
        if entry.by != by or not says_the_same(entry.event, event):
            values = {"id": entry.id, "case": entry.case, "number": entry.number}
            raise Repeated(values)
        return replay(self._register.entries(entry.case, until=entry.number))


def _as_then(event: Opened, earlier: Entry, chosen: frozenset[str]) -> Opened:
    """Return *event* with what the office *chose* itself as it chose it *earlier*."""
    if not isinstance(earlier.event, Opened):
        return event
    on = earlier.event.on if "on" in chosen else event.on
    version = earlier.event.version if "version" in chosen else event.version
    project = earlier.event.project if "project" in chosen else event.project
    return attrs.evolve(event, on=on, version=version, project=project)
