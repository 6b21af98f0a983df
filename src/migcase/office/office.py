"""The one way in: a register, the plugins, what the mission set, and a clock.

A case is changed by `Office.open` and `Office.record` alone.  What may be said is
judged elsewhere, what is shown to whom `migcase.office.guard` says, and how a refusal
is worded is the business of whoever asked.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

from migcase.casefile.case import Case
from migcase.casefile.events import NO_FACTS, Actor, Entry, Event, Facts, Opened
from migcase.errors import BadPlugin, Refusal, Refused
from migcase.judgement.doubts import Doubt
from migcase.judgement.standstill import InForce
from migcase.judgement.work import Work
from migcase.keeping.register import CaseRow, Count, Kept, Reached, Register, Row
from migcase.office.book import Book
from migcase.office.counting import Target, completed, targets
from migcase.office.delivering import Messenger
from migcase.office.guard import Guard
from migcase.office.judging import Judges
from migcase.office.listing import Listing
from migcase.office.moments import Moments
from migcase.office.numbering import kept_case, row_of
from migcase.office.past import AsOf, case_then, day_then
from migcase.office.plugins import Plugins
from migcase.office.projects import Project
from migcase.office.refreshing import refresh, refresh_all
from migcase.office.restricting import V, countable, share, whom_to_ask
from migcase.office.reveals import Revealed, Reveals
from migcase.office.said import check_said
from migcase.office.sealing import Sealing
from migcase.office.settings import OfficeSettings
from migcase.office.writing import Writer
from migcase.programme.declaration import Programme
from migcase.roster import rights
from migcase.roster.events import OfficeEntry, OfficeEvent, Reading
from migcase.roster.members import Roster

if TYPE_CHECKING:
    # A plain office needs no cipher, and few commands need all of this room; what is
    # slow to import is imported by whoever asks for it.
    from migcase.keeping.seal.hands import Public
    from migcase.keeping.seal.keyring import Keyring
    from migcase.office.copying import Copies
    from migcase.office.erasing import Erasures
    from migcase.office.glasses import Glasses
    from migcase.office.people import People
    from migcase.office.rebuilding import Rebuilt
    from migcase.office.remains import Remains
    from migcase.office.renewing import Renewals
    from migcase.office.restating import Recount, Restated
    from migcase.office.retaining import Retention


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
        keyring: Keyring | None = None,
    ) -> None:
        """Put an office together.

        With the *keyring* of whoever unlocked it, nothing is shown to anybody else
        than the table of rights says; without one it is an office for training.
        """
        self.settings = settings
        self.plugins = plugins
        self.keyring = keyring
        self._register = register
        self._moments = moments = Moments(clock, random, settings.zone)
        sealing = None if keyring is None else Sealing(keyring.office, self._readers)
        self._judges = Judges(register, plugins, settings, sealing)
        self._messenger = Messenger(register, plugins, moments, self._may_read)
        self._writer = Writer(
            register, self._judges, self._messenger, moments, settings.code
        )
        name = "" if keyring is None else keyring.name
        self._book = Book(register, moments, settings.code, self.programmes, name)
        self._guard = Guard(
            register, self._judges.definitions, self._book, moments, name
        )
        hand = None if keyring is None else keyring.hand
        self._reveals = Reveals(register, self._guard, moments, sealing, hand)

    # -------------------- writing

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
        check_said(event, by, id)
        said = {"on": on, "version": version, "project": project}
        chosen = frozenset(word for word, value in said.items() if value is None)
        self._guard.writes(by, programme)
        try:
            return self._guard.case(self._writer.open(found, event, by, id, chosen))
        except Refused as error:
            raise self._guard.refusal(error, None, found) from None

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
        kept = self._for_writing(case_id, event, by, id)
        try:
            return self._guard.case(self._writer.record(kept, event, by, id))
        except Refused as error:
            raise self._guard.refusal(error, kept.case) from None

    def why_not(self, case_id: str, event: Event, *, by: Actor) -> tuple[Refusal, ...]:
        """Return every reason why *event* would not be written now."""
        check_said(event, by)
        kept = self._guard.kept(case_id)
        case = kept.case
        self._guard.writes(by, case.programme, case.id)
        found = self._writer.why_not(kept, event, by)
        closed = self._guard.against(case, event)
        return (*closed, *self._guard.refusals(found, case, None))

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
        check_said(event, by)
        self._guard.writes(by, programme)
        refusals = self._writer.why_not_open(found, event, by)
        return self._guard.refusals(refusals, None, found)

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
        return Opened(programme.key, programme.version, day, about, facts, project)

    def _for_writing(
        self, case_id: str, event: Event, by: Actor, sent_id: str | None
    ) -> Kept:
        check_said(event, by, sent_id)
        kept = self._guard.kept(case_id, self._guard.act_of(event))
        case = kept.case
        self._guard.writes(by, case.programme, case.id)
        against = self._guard.against(case, event)
        if against:
            raise Refused(against)
        return kept

    # -------------------- reading one case

    def case(self, case_id: str, *, as_of: AsOf | None = None) -> Case:
        """Return a case: now, after an entry, as known at an instant, as true on a day.

        Its programme need not be there.  In an office with keys, what is sensitive is
        masked (`migcase.office.masks.WITHHELD`) until it is asked for: `reveal`.
        """
        return self._guard.case(self._case(case_id, as_of))

    def entries(self, case_id: str) -> tuple[Entry, ...]:
        """Return every line of a case file, oldest first, masked as `case` is."""
        case = self._case(case_id)
        return self._guard.entries(case, self._register.entries(case.id))

    def reveal(
        self, case_id: str, *fields: str, reason: str, as_of: AsOf | None = None
    ) -> Revealed:
        """Return a case with the answers to *fields* in clear; with all, if none named.

        Only what whoever unlocked the office may see; that they did, and why, is
        written down before anything is returned.
        """
        return self._reveals.case(case_id, fields, reason, as_of)

    def work(self, case_id: str, *, as_of: AsOf | None = None) -> Work:
        """Return what is open in a case, now or as it was then.

        Without its programme it is what was open when somebody last wrote.
        """
        if as_of is not None:
            case = self._case(case_id, as_of)
            return self._judges.work(case, day_then(case, as_of, self.settings.zone))
        kept, today = self._guard.kept(case_id), self.today()
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

    def holds(self, case_id: str, *, as_of: AsOf | None = None) -> tuple[InForce, ...]:
        """Return the holds in force in a case, now or as it was then, and why."""
        case = self._case(case_id, as_of)
        day = self.today()
        if as_of is not None:
            day = day_then(case, as_of, self.settings.zone)
        return self._guard.holds(case, self._judges.holds(case, day))

    def doubts(self, case_id: str) -> tuple[Doubt, ...]:
        """Return what was done and may have to be looked at again."""
        return self._judges.doubts(self._case(case_id), self.today())

    def why_then(self, case_id: str, number: int) -> tuple[Refusal, ...]:
        """Return what speaks against an entry, judged again by what it relied on.

        Nothing, where its programme and the house judge as they did.  Plugins are
        not asked.
        """
        case = self._case(case_id)
        entries = self._register.entries(case.id)
        if not 1 <= number <= len(entries):
            case_then(entries, number)
        day = self._moments.day(entries[number - 1].at)
        found = self._judges.again(entries[:number], day)
        return self._guard.refusals(found, case, None)

    def kept_until(self, case_id: str) -> date | None:
        """Return the last day on which the file of a closed case is kept.

        None while it is open, or where its programme does not say.
        """
        return self._judges.kept_until(self._case(case_id), self.today())

    def remains(self, case_id: str) -> Remains | None:
        """Return what stays of an erased case, None where it was not erased."""
        from migcase.office.remains import remains_of

        row = row_of(self._register, case_id)
        if row is None:
            return None
        known = self._judges.definitions.usable_or_none(row.programme, row.version)
        return remains_of(row, self._register, self._guard, known)

    def _case(self, case_id: str, as_of: AsOf | None = None) -> Case:
        """Return a case that may be read, with nothing masked."""
        kept = self._guard.kept(case_id).case
        if as_of is None:
            return kept
        return case_then(self._register.entries(kept.id), as_of)

    # -------------------- many cases

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
        whose = None if by is None else by.roles
        hands = by.name if mine and by is not None else None
        return self._listing.agenda(
            whose, hands, today, programme, limit=limit, after=after
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
        return self._listing.cases(
            programme, status, stage, assignee, project, limit=limit, after=after
        )

    def counts(self, project: str | None = None) -> tuple[Count, ...]:
        """Return how many cases there are by programme, status and stage."""
        self._guard.check(rights.COUNT)
        return self._countable(self._register.counts(project))

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
        self._guard.check(rights.COUNT)
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
        return self._countable(completed(found, asked))

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
        difference, with the cases that make it, as far as whoever asks may list them.
        """
        self._guard.check(rights.COUNT)
        refresh_all(self._register, self._judges, self.today())
        found = self._recount(programme, project).restated(reported, since, until)
        return self._listing.named(found)

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

    @property
    def _listing(self) -> Listing:
        return Listing(self._register, self._guard)

    def _recount(self, programme: str | None, project: str | None) -> Recount:
        from migcase.office.restating import Recount

        zone = self.settings.zone
        return Recount(self._register, self._judges, zone, programme, project)

    def _countable(self, rows: Iterable[V]) -> tuple[V, ...]:
        """Return *rows* without those of files that are sealed to others."""
        if self.keyring is None:
            return tuple(rows)
        latest = {one.key: one for one in self.programmes()}
        worn = self.roster.programmes(self.keyring.name)
        return countable(rows, latest.get, worn.__contains__)

    # -------------------- people

    @cached_property
    def people(self) -> People:
        """The people whom the office knows, and their families."""
        from migcase.office.people import People
        from migcase.office.scribe import Scribe

        scribe = Scribe(
            self._register,
            self._moments,
            self.settings.code,
            self.plugins.check_idle,
            lambda: self.roster.at,
        )
        return People(self._register, scribe, self._guard, self._reveals)

    @property
    def copies(self) -> Copies:
        """Makes a person's own copy of all that the office holds on them."""
        from migcase.office.copying import Copies

        return Copies(
            self._register,
            self.people,
            self._reveals,
            self.readings,
            self._judges.definitions.usable_or_none,
        )

    # -------------------- who works here

    @property
    def roster(self) -> Roster:
        """Who works here, in which roles, and what the office decided."""
        return self._book.roster

    def actor(self, name: str = "", programme: str | None = None) -> Actor:
        """Return somebody in the roles they wear in *programme*, or in any.

        In an office with keys it is who unlocked it, unless said, by its log; else
        by its settings.
        """
        if self.keyring is None:
            return self.settings.actor(name, programme)
        return self.roster.actor(name or self.keyring.name, programme)

    def may(
        self, act: str, case_id: str = "", sensitivity: str = rights.PROCESS
    ) -> bool:
        """Tell whether whoever unlocked the office may do *act*, with a case if said.

        The acts and sensitivities are those of `migcase.roster.rights`.
        """
        if case_id == "":
            return self._guard.allows(act)
        case = kept_case(self._register, case_id).case
        return self._guard.allows(act, case, sensitivity)

    def log(
        self,
        event: OfficeEvent,
        *,
        by: str = "",
        id: str | None = None,  # noqa: A002 - its name wherever it is sent
    ) -> OfficeEntry:
        """Write *event* into the office's log, or raise `Refused` with every reason.

        It is written as whoever unlocked the office; *by* says who writes in one
        that is for training.  Sent again with the same *id*, it is written once.
        """
        return self._book.write(event, by, id)

    def why_not_log(self, event: OfficeEvent, *, by: str = "") -> tuple[Refusal, ...]:
        """Return every reason why *event* would not be written into the log now."""
        return self._book.why_not(event, by)

    def logged(self, after: int = 0) -> tuple[OfficeEntry, ...]:
        """Return the entries of the office's log numbered above *after*."""
        self._guard.check(rights.GRANT, rights.AUDIT)
        return self._book.entries(after)

    def hold_logins(self, owner: str, *, patience: float = 30.0) -> tuple[str, ...]:
        """Have the server hold every login to the rights of its user, as of now.

        *owner* is its URL as the owner of the tables reaches it.  Return the logins
        that were made, which have no password yet.
        """
        self._guard.check(rights.GRANT)
        from migcase.keeping.sql_logins import enforce  # for a server only

        return enforce(owner, self.roster, patience=patience)

    # -------------------- who reads what

    def readings(self, of: str = "", *, by: str = "") -> tuple[Reading, ...]:
        """Return who was shown what *of* a case or a person, or what one was shown.

        What they were shown themselves, everybody may ask for.
        """
        if not by or by != self._guard.name:
            self._guard.check(rights.AUDIT)
        kept = self._register.readings
        found = kept.by(by) if by else kept.of(of)
        return tuple(one for one in found if of in ("", one.of))

    def readers(self, case_id: str) -> tuple[str, ...]:
        """Return the names of those to whom a case is sealed; none where to nobody."""
        found = self._register.readers(self._guard.kept(case_id).case.id)
        return () if "" in found else found

    def share(self, case_id: str, user: str, *, reason: str) -> OfficeEntry:
        """Let *user*, too, open a case that is sealed; raise `Refused`, `Restricted`.

        Only who can open it themselves can; that they did stands in the office's log.
        """
        case = self._guard.kept(case_id).case
        return share(self._register, self._book, self._public, case.id, user, reason)

    def whom_to_ask(self, case_id: str) -> tuple[str, ...]:
        """Return who may read what is sealed, to others, about the person of a case.

        Nothing else of such a file is told.
        """
        name = "" if self.keyring is None else self.keyring.name
        return whom_to_ask(self._register, self._guard.kept(case_id).case, name)

    @cached_property
    def glasses(self) -> Glasses:
        """Cases that somebody opens in an emergency."""
        from migcase.office.glasses import Glasses

        return Glasses(self._register, self._book, self._moments)

    def _may_read(self, case: Case) -> bool:
        return self._guard.allows(rights.READ, case)

    def _readers(self, programme: str, roles: Collection[str]) -> Sequence[Public]:
        """Return those for whom an answer can be sealed: who wear any of *roles*."""
        return [self._public(one.name) for one in self.roster.wearing(programme, roles)]

    def _public(self, name: str) -> Public:
        """Return what everybody may know of the keys of a colleague."""
        from migcase.keeping.seal import hands  # needs a cipher

        keys = self.roster.users[name].keys[-1]
        return hands.Public(name, keys.verifies, keys.receives)

    # -------------------- keeping and erasing

    @cached_property
    def retention(self) -> Retention:
        """What has been kept long enough."""
        from migcase.office.retaining import Retention

        return Retention(
            self._register,
            self._judges,
            self._guard,
            self._moments,
            self.settings.person_retention,
        )

    @cached_property
    def erasures(self) -> Erasures:
        """Cases and people that are erased: asked, approved, carried out."""
        from migcase.office.erasing import Erasures

        return Erasures(self._register, self._book, self._guard, self.settings.code)

    @cached_property
    def renewals(self) -> Renewals:
        """A new master key, for everybody who works here."""
        from migcase.keeping.sql import SqlRegister
        from migcase.office.erasing import NothingSealed
        from migcase.office.renewing import Renewals

        if not isinstance(self._register, SqlRegister):
            raise NothingSealed
        return Renewals(self._register, self._book, self._guard)

    def rebuild(self) -> Rebuilt:
        """Make again, from the entries, whatever is derived of every case."""
        from migcase.office.rebuilding import rebuild

        self._guard.check(rights.VERIFY)
        return rebuild(self._register, self._judges, self.today())

    # -------------------- programmes, projects, plugins

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

    @property
    def deliveries(self) -> Messenger:
        """What plugins that watch are owed, and how they come by it."""
        return self._messenger

    def failed(self) -> tuple[BadPlugin, ...]:
        """Return what is wrong with plugins, changed programmes among it."""
        return (*self.plugins.failed, *self._judges.definitions.faults())

    # -------------------- the house

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
