"""Whether it may be written: by the programme's rules, and by every plugin's.

Puts together what a judgement needs; the rules themselves are on the floor below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import attrs
from attrs import frozen

from migcase.calendar import Calendar
from migcase.casefile.case import Case, follow, replay
from migcase.casefile.events import Entry, Opened
from migcase.errors import Refusal
from migcase.judgement.agenda import work_of
from migcase.judgement.decide import decide
from migcase.judgement.doubts import Doubt, doubts
from migcase.judgement.mentioned import people_in
from migcase.judgement.milestones import reached
from migcase.judgement.outside import Linkable
from migcase.judgement.relied import as_relied, relied_on
from migcase.judgement.retention import Retained, kept_until, retained
from migcase.judgement.rules import judge, judge_opening
from migcase.judgement.standstill import InForce, in_force
from migcase.judgement.view import View
from migcase.judgement.work import Work
from migcase.keeping.register import Kept, Register
from migcase.office.blaming import blaming
from migcase.office.definitions import Definitions
from migcase.office.mentions import Mentioning, Mentions
from migcase.office.mission import mission_of
from migcase.office.outside import Surroundings
from migcase.office.plugins import Plugins
from migcase.office.readable import entries_if_readable, kept_if_readable
from migcase.office.sealing import Sealing
from migcase.office.settings import OfficeSettings
from migcase.programme.declaration import Programme

if TYPE_CHECKING:
    from migcase.keeping.seal.hands import Public


@frozen
class Verdict:
    """The reasons against *entry*; where there are none, what it makes of the case.

    *people* are those who are in the case then, None where that did not change.
    *readers* are those who alone may read a case that is opened, None the whole office.
    """

    refusals: tuple[Refusal, ...]
    entry: Entry
    after: Kept | None = None
    people: Mentions | None = None
    readers: Sequence[Public] | None = None


class Judges:
    """Everybody in the office who has a say in what is written."""

    def __init__(
        self,
        register: Register,
        plugins: Plugins,
        settings: OfficeSettings,
        sealing: Sealing | None = None,
    ) -> None:
        """Judge for one office; *sealing* seals answers, where it has keys."""
        self._sealing = sealing
        mission = mission_of(settings, plugins.programmes())
        self.definitions = Definitions(register, plugins)
        self._register = register
        self._plugins = plugins
        self._outside = Surroundings(settings, mission, self._linked)
        self._portfolio = settings.portfolio
        self._mentioning = Mentioning(register, known=settings.known_people)

    def opening(self, entry: Entry, programme: Programme, today: date) -> Verdict:
        """Judge *entry*, which would open a case under *programme*."""
        assert isinstance(entry.event, Opened)
        outside = self._outside.of(programme.key, today)
        with blaming(self._plugins, programme):
            found = (
                *self._portfolio.against(entry.event),
                *judge_opening(entry, programme, outside),
                *self._objections(entry, None, programme),
                *self._unreadable(entry, programme),
            )
            if found:
                return Verdict(found, entry)
            if self._sealing is not None:
                entry = self._sealing.sealed(entry, programme)
            after = follow(None, entry)
            people = self._mentioning.changed(entry.event, None, after, programme)
            against = tuple(self._mentioning.against(people or (), None, programme))
            if against:
                return Verdict(against, entry)
            relied = relied_on(after, entry, programme, outside)
            work = work_of(after, programme, outside)
        entry = attrs.evolve(entry, relied=relied)
        sealing = self._sealing
        readers = None if sealing is None else sealing.file_readers(programme)
        return Verdict((), entry, Kept(after, work), people, readers)

    def next_entry(self, kept: Kept, entry: Entry, today: date) -> Verdict:
        """Judge *entry*, which would be the next in the file of a case."""
        case = kept.case
        programme = self.definitions.usable(case.programme, case.version)
        outside = self._outside.of(programme.key, today)
        with blaming(self._plugins, programme):
            objections = self._objections(entry, case, programme)
            decision = decide(case, kept.work, entry, programme, outside, objections)
            refusals = (*decision.refusals, *self._unreadable(entry, programme))
            if refusals:
                return Verdict(refusals, entry)
            after, event = decision.case, entry.event
            if self._sealing is not None:
                entry = self._sealing.sealed(entry, programme)
                after = after if entry.event is event else follow(case, entry)
            people = self._mentioning.changed(event, case, after, programme)
            against = tuple(self._mentioning.against(people or (), case, programme))
            if against:
                return Verdict(against, entry)
            relied = relied_on(case, entry, programme, outside)
        if relied:
            entry = attrs.evolve(entry, relied=relied)
        return Verdict((), entry, Kept(after, decision.work), people)

    def again(self, entries: Sequence[Entry], today: date) -> tuple[Refusal, ...]:
        """Judge the last of *entries* again, on its day, by what it relied on."""
        *before, entry = entries
        case = replay(before or entries)
        programme = self.definitions.usable(case.programme, case.version)
        outside = self._outside.of(programme.key, today)
        then = as_relied(outside, entry.relied, self._as_it_was)
        with blaming(self._plugins, programme):
            if before:
                return tuple(judge(case, entry, programme, then))
            return tuple(judge_opening(entry, programme, then))

    def work(self, case: Case, today: date) -> Work:
        """Return what is open in *case* on a day."""
        programme = self.definitions.usable(case.programme, case.version)
        with blaming(self._plugins, programme):
            return work_of(case, programme, self._outside.of(programme.key, today))

    def people(self, case: Case) -> Mentions | None:
        """Return who is in *case*; None where its programme, which knows, is gone."""
        programme = self.definitions.usable_or_none(case.programme, case.version)
        return None if programme is None else people_in(case, programme)

    def reached(
        self, case: Case, today: date, then: Callable[[str], Case | None]
    ) -> Mapping[str, date]:
        """Return the milestones of *case* on a day, with the day since when.

        *then* finds another case as it was on that day.
        """
        programme = self.definitions.usable(case.programme, case.version)

        def linked(number: str) -> Linkable | None:
            other = then(number)
            if other is None:
                return None
            found = self.definitions.usable_or_none(other.programme, other.version)
            return None if found is None else self._linkable(other, found)

        outside = attrs.evolve(self._outside.of(programme.key, today), linked=linked)
        with blaming(self._plugins, programme):
            return reached(View(case, programme, outside, today))

    def doubts(self, case: Case, today: date) -> tuple[Doubt, ...]:
        """Return the doubts about *case* on a day."""
        programme = self.definitions.usable(case.programme, case.version)
        outside = self._outside.of(programme.key, today)
        with blaming(self._plugins, programme):
            return tuple(doubts(case, programme, outside))

    def kept_until(self, case: Case, today: date) -> date | None:
        """Return the last day on which the file of *case* is kept."""
        programme = self.definitions.usable(case.programme, case.version)
        outside = self._outside.of(programme.key, today)
        with blaming(self._plugins, programme):
            return kept_until(View(case, programme, outside, today))

    def retained(self, case: Case, today: date) -> Retained | None:
        """Return the same, with its rule; None where its programme is not usable."""
        key, version = case.programme, case.version
        programme = self.definitions.usable_or_none(key, version)
        if programme is None:
            return None
        outside = self._outside.of(programme.key, today)
        with blaming(self._plugins, programme):
            return retained(View(case, programme, outside, today))

    @property
    def calendar(self) -> Calendar:
        """The days on which the office works."""
        return self._outside.calendar

    def holds(self, case: Case, today: date) -> tuple[InForce, ...]:
        """Return the holds in force in *case* on a day."""
        programme = self.definitions.usable(case.programme, case.version)
        outside = self._outside.of(programme.key, today)
        with blaming(self._plugins, programme):
            return tuple(in_force(case, programme, outside))

    def _unreadable(self, entry: Entry, programme: Programme) -> Iterable[Refusal]:
        if self._sealing is None or not programme.index.sealed:
            return ()
        return self._sealing.against(entry, programme)

    def _objections(
        self, entry: Entry, case: Case | None, programme: Programme
    ) -> Iterable[Refusal]:
        if not self._plugins.objects:
            return ()
        return self._plugins.check(entry.event, case, programme, entry.by)

    def _linked(self, case: str) -> Linkable | None:
        """Return another case of this office, if it and its programme can be read."""
        kept = kept_if_readable(self._register, case)
        if kept is None:
            return None
        key, version = kept.case.programme, kept.case.version
        programme = self.definitions.usable_or_none(key, version)
        return None if programme is None else self._linkable(kept.case, programme)

    def _as_it_was(self, case: str, number: int) -> Linkable | None:
        """Return another case as it was after an entry of that number."""
        entries = entries_if_readable(self._register, case, until=number)
        if not entries:
            return None
        found = replay(entries)
        key, version = found.programme, found.version
        programme = self.definitions.usable_or_none(key, version)
        return None if programme is None else self._linkable(found, programme)

    def _linkable(self, case: Case, programme: Programme) -> Linkable:
        return Linkable(case, programme, self._outside.settings_of(programme.key))
