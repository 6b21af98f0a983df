"""The one way in: a register, the plugins, what the mission set, and a clock.

`Office.open` and `Office.record` are the only things that write.  What may be said
is judged elsewhere, and how a refusal is worded is the business of whoever asked.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from types import TracebackType
from typing import Self

from migcase.casefile.case import Case
from migcase.casefile.events import NO_FACTS, Actor, Entry, Event, Facts, Opened
from migcase.errors import BadPlugin, Refusal
from migcase.judgement.doubts import Doubt
from migcase.judgement.standstill import InForce
from migcase.judgement.work import Work
from migcase.keeping.register import CaseRow, Count, Reached, Register, Row
from migcase.office.counting import Target, completed, targets
from migcase.office.judging import Judges
from migcase.office.moments import Moments
from migcase.office.numbering import kept_case
from migcase.office.past import AsOf, case_then, day_then
from migcase.office.people import People
from migcase.office.plugins import Plugins
from migcase.office.projects import Project
from migcase.office.rebuilding import Rebuilt, rebuild
from migcase.office.refreshing import refresh, refresh_all
from migcase.office.restating import Recount, Restated
from migcase.office.scribe import Scribe
from migcase.office.settings import OfficeSettings
from migcase.office.shown import settled_facts
from migcase.office.writing import Writer
from migcase.programme.declaration import Programme


class Office:
    """A register, the plugins and a clock; one office for each thread."""

    def __init__(
        self,
        register: Register,
        plugins: Plugins,
        *,
        settings: OfficeSettings,
        clock: Callable[[], datetime],
        random: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self.settings = settings
        self.plugins = plugins
        self._register = register
        self._judges = Judges(register, plugins, settings)
        self._moments = Moments(clock, random, settings.zone)
        self._writer = Writer(register, self._judges, self._moments, settings.code)
        self._scribe = Scribe(register, self._moments, settings.code)

    # ------------------------------------------------------------------ writing

    def open(
        self,
        programme: str,
        *,
        by: Actor,
        on: date | None = None,
        about: str | None = None,
        facts: Facts = NO_FACTS,
        version: int | None = None,
        project: str | None = None,
        id: str | None = None,  # noqa: A002 - its name wherever it is sent
    ) -> Case:
        """Open a case under a programme, in its latest version unless said.

        It is run for *project*, unless said for the only one that serves the
        programme on that day.  Raise `Refused` with every reason why not.  Sent
        again with the same *id*, it opens no second case.
        """
        found = self.programme(programme, version)
        event = self._opening(found, on or self.today(), about, facts, project)
        said = {"on": on, "version": version, "project": project}
        chosen = frozenset(word for word, value in said.items() if value is None)
        return self._writer.open(found, event, by, id, chosen)

    def record(
        self,
        case_id: str,
        event: Event,
        *,
        by: Actor,
        id: str | None = None,  # noqa: A002 - its name wherever it is sent
    ) -> Case:
        """Write *event* into a case, or raise `Refused` with every reason why not.

        Sent again with the same *id*, it is written once and answered as before;
        with another content, `Repeated`.  Whoever loses a race is judged again, and
        if that ends in a refusal, told who did what meanwhile.
        """
        return self._writer.record(case_id, event, by, id)

    def why_not(self, case_id: str, event: Event, *, by: Actor) -> tuple[Refusal, ...]:
        """Return every reason why *event* would not be written now."""
        return self._writer.why_not(case_id, event, by)

    def why_not_open(
        self,
        programme: str,
        *,
        by: Actor,
        on: date | None = None,
        about: str | None = None,
        facts: Facts = NO_FACTS,
        version: int | None = None,
        project: str | None = None,
    ) -> tuple[Refusal, ...]:
        """Return every reason why such a case would not be opened now."""
        found = self.programme(programme, version)
        event = self._opening(found, on or self.today(), about, facts, project)
        return self._writer.why_not_open(found, event, by)

    def _opening(
        self,
        programme: Programme,
        day: date,
        about: str | None,
        facts: Facts,
        project: str | None,
    ) -> Opened:
        """Return the first event of a case, for the one project if none is said."""
        if project is None:
            serving = self.settings.portfolio.serving(programme.key, day)
            project = serving[0].key if len(serving) == 1 else None
        told = settled_facts(facts)
        return Opened(programme.key, programme.version, day, about, told, project)

    # ------------------------------------------------------------------ reading

    def case(self, case_id: str, *, as_of: AsOf | None = None) -> Case:
        """Return a case: now, after an entry, as known at an instant, as true on a day.

        Its programme need not be there.
        """
        if as_of is None:
            return kept_case(self._register, case_id).case
        return case_then(self.entries(case_id), as_of)

    def entries(self, case_id: str) -> tuple[Entry, ...]:
        """Return every line of a case file, oldest first."""
        return self._register.entries(kept_case(self._register, case_id).case.id)

    def work(self, case_id: str, *, as_of: AsOf | None = None) -> Work:
        """Return what is open in a case, now or as it was then.

        Without its programme it is what was open when somebody last wrote.
        """
        if as_of is not None:
            case = self.case(case_id, as_of=as_of)
            return self._judges.work(case, day_then(case, as_of, self.settings.zone))
        kept, today = kept_case(self._register, case_id), self.today()
        key, version = kept.case.programme, kept.case.version
        programme = self._judges.definitions.usable_or_none(key, version)
        if programme is None:
            return kept.work
        look_on = kept.work.look_on
        is_due = look_on is not None and look_on <= today
        # What stands in other cases may have moved since somebody wrote in this one.
        if is_due or programme.index.elsewhere:
            return self._judges.work(kept.case, today)
        return kept.work

    def doubts(self, case_id: str) -> tuple[Doubt, ...]:
        """Return what was done and may have to be looked at again."""
        return self._judges.doubts(self.case(case_id), self.today())

    def holds(self, case_id: str, *, as_of: AsOf | None = None) -> tuple[InForce, ...]:
        """Return the holds in force in a case, now or as it was then, and why."""
        case = self.case(case_id, as_of=as_of)
        day = self.today()
        if as_of is not None:
            day = day_then(case, as_of, self.settings.zone)
        return self._judges.holds(case, day)

    def kept_until(self, case_id: str) -> date | None:
        """Return the last day on which the file of a closed case is kept.

        None while it is open, or where its programme does not say.
        """
        return self._judges.kept_until(self.case(case_id), self.today())

    def agenda(
        self,
        by: Actor | None = None,
        *,
        mine: bool = False,
        programme: str | None = None,
        limit: int = 50,
        after: Row | None = None,
    ) -> tuple[Row, ...]:
        """Return what is open for the roles of *by*, or for anybody; soonest due first.

        *mine* leaves only cases in the hands of *by*; *after* is the last row of the
        page before.
        """
        today = self.today()
        refresh(self._register, self._judges, today)
        return self._register.agenda(
            None if by is None else by.roles,
            by.name if mine and by is not None else None,
            today=today,
            limit=limit,
            programme=programme,
            after=after,
        )

    def cases(
        self,
        *,
        programme: str | None = None,
        status: str | None = None,
        stage: str | None = None,
        assignee: str | None = None,
        project: str | None = None,
        limit: int = 50,
        after: str | None = None,
    ) -> tuple[CaseRow, ...]:
        """Return cases by number; *after* is the last number of the page before."""
        return self._register.cases(
            limit=limit,
            programme=programme,
            status=status,
            stage=stage,
            assignee=assignee,
            project=project,
            after=after,
        )

    def counts(self, project: str | None = None) -> tuple[Count, ...]:
        """Return how many cases there are by programme, status and stage."""
        return self._register.counts(project)

    def reached(
        self,
        *,
        programme: str | None = None,
        project: str | None = None,
        since: date | None = None,
        until: date | None = None,
        as_of: datetime | None = None,
    ) -> tuple[Reached, ...]:
        """Return how many cases and persons have reached each milestone by today.

        *since* and *until* leave only those reached from and until a day.  What only
        the passing of days brought is looked for first, in every case it may be in.
        With *as_of* it is what was counted at that instant, by what was known then;
        every file is read for it.
        """
        if as_of is not None:
            found = self._recount(programme, project).then(as_of, since, until)
        else:
            refresh_all(self._register, self._judges, self.today())
            found = self._register.reached(
                programme=programme, project=project, since=since, until=until
            )
        latest = {one.key: one for one in self.programmes()}
        asked = (one for one in latest.values() if programme in (None, one.key))
        served = self.settings.portfolio.projects.get(project or "")
        if served is not None:
            asked = (one for one in asked if served.serves(one.key))
        return completed(found, asked)

    def restated(
        self,
        *,
        reported: datetime,
        programme: str | None = None,
        project: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Restated, ...]:
        """Return what was counted when it was *reported*, beside what is counted now.

        Both for the same days: a form that came late, or a correction, shows as a
        difference, with the cases that make it.
        """
        refresh_all(self._register, self._judges, self.today())
        return self._recount(programme, project).restated(reported, since, until)

    def _recount(self, programme: str | None, project: str | None) -> Recount:
        zone = self.settings.zone
        return Recount(self._register, self._judges, zone, programme, project)

    def targets(
        self,
        *,
        project: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Target, ...]:
        """Return what was reached against the targets of this office and its projects.

        Every milestone of a programme that has a target is among them; *project*
        leaves only what that one promised.
        """

        def count(programme: str, of: str | None) -> tuple[Reached, ...]:
            return self.reached(
                programme=programme, project=of, since=since, until=until
            )

        return targets(self.settings.portfolio, project, count)

    # --------------------------------------------------------------- the house

    @cached_property
    def people(self) -> People:
        """The people whom the office knows, and their families."""
        return People(self._register, self._scribe)

    def programme(self, key: str, version: int | None = None) -> Programme:
        """Return a programme that can be used here, the latest version unless said."""
        return self._judges.definitions.usable(key, version)

    def programmes(self) -> tuple[Programme, ...]:
        """Return every programme that can be used here, by key and version."""
        declared = self.plugins.programmes()
        usable = self._judges.definitions.usable_or_none
        return tuple(one for one in declared if usable(one.key, one.version))

    def project(self, key: str) -> Project:
        """Return a project: who runs its cases, for whom, where and when."""
        return self.settings.portfolio.project(key)

    def projects(self) -> tuple[Project, ...]:
        """Return every project of this office, as its settings list them."""
        return tuple(self.settings.portfolio.projects.values())

    def why_then(self, case_id: str, number: int) -> tuple[Refusal, ...]:
        """Return what speaks against an entry, judged again by what it relied on.

        Nothing, where its programme and the house judge as they did.  Plugins are
        not asked.
        """
        entries = self.entries(case_id)
        if not 1 <= number <= len(entries):
            case_then(entries, number)
        day = self._moments.day(entries[number - 1].at)
        return self._judges.again(entries[:number], day)

    def rebuild(self) -> Rebuilt:
        """Make again, from the entries, whatever is derived of every case."""
        return rebuild(self._register, self._judges, self.today())

    def failed(self) -> tuple[BadPlugin, ...]:
        """Return what is wrong with plugins, changed programmes among it."""
        return (*self.plugins.failed, *self._judges.definitions.faults())

    def today(self) -> date:
        """Return the day it is where the office is."""
        return self._moments.day(self._moments.now())

    def new_id(self) -> str:
        """Return an id for something that is to be written, to send it safely twice."""
        return self._moments.new_id()

    def close(self) -> None:
        """Let go of the register."""
        self._register.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
