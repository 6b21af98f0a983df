"""Where case files are kept: one protocol, and a register that forgets.

A register adds entries and finds them again; it judges nothing, reads no clock and
knows no programme.  Its entries are the truth; what else it holds is derived from
them and changes with them, or not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from migcase.casefile.events import Entry
from migcase.errors import Conflict
from migcase.judgement.work import Work
from migcase.keeping.deliveries import Deliveries, MemoryDeliveries
from migcase.keeping.erasing import Erasing
from migcase.keeping.kept import (
    CaseRow,
    Count,
    Definition,
    DefinitionChanged,
    Kept,
    Reached,
    Restricted,
    Row,
    UnreadableCase,
    UnreadableEntry,
    Unwritable,
    case_row,
    check_same,
    check_work,
    check_writable,
    clash,
    serial_of,
)
from migcase.keeping.office_log import (
    MemoryOfficeLog,
    MemoryReadings,
    OfficeLog,
    Readings,
)
from migcase.keeping.pages import rows_wanted
from migcase.keeping.tally import summed, tally

if TYPE_CHECKING:
    # A plain office needs no cipher, and few commands ask for people or for a proof;
    # they are slow to import.
    from migcase.keeping.people import MemoryPeople, PeopleRegister
    from migcase.keeping.proof import Proof
    from migcase.keeping.seal.hands import Public

__all__ = [
    "CaseRow",
    "Count",
    "Definition",
    "DefinitionChanged",
    "Kept",
    "MemoryRegister",
    "PeopleRegister",
    "Reached",
    "Register",
    "Restricted",
    "Row",
    "UnreadableCase",
    "UnreadableEntry",
    "Unwritable",
]


class Register(Protocol):
    """What every register promises; `tests/keeping` holds them to it.

    Whatever takes a *limit* raises `BadLimit` where it is less than one.
    """

    @property
    def people(self) -> PeopleRegister:
        """Where people are kept; one transaction may hold both."""

    @property
    def office_log(self) -> OfficeLog:
        """Where it is kept who works here, and what the office decided."""

    @property
    def readings(self) -> Readings:
        """Where it is kept who read what."""

    @property
    def deliveries(self) -> Deliveries:
        """What plugins are owed; one transaction holds it and the entry."""

    @property
    def erasing(self) -> Erasing | None:
        """What destroys keys; None where nothing is sealed."""

    @property
    def proof(self) -> Proof | None:
        """What proves that nothing was changed; None where nothing is kept for it."""

    @property
    def in_transaction(self) -> bool:
        """Tell whether what was written last may still be undone."""

    def kept(self, case: str) -> Kept | None:
        """Return the case as of its last entry, or None; one row is read."""

    def entries(
        self, case: str, after: int = 0, until: int | None = None
    ) -> tuple[Entry, ...]:
        """Return the entries numbered above *after*, up to and with *until*."""

    def entry(self, case: str, entry_id: str) -> Entry | None:
        """Return the entry of *case* that its client gave the id *entry_id*."""

    def opening(self, entry_id: str) -> Entry | None:
        """Return the entry of that id that opened a case, whichever case that is."""

    def append(
        self,
        kept: Kept,
        entry: Entry,
        before: Work | None,
        definition: Definition | None = None,
        readers: Collection[Public] | None = None,
    ) -> None:
        """Add *entry*, and make *kept* what is kept of its case: both or neither.

        *before* is the work that was open until now (None: whatever it was); only
        what differs is written.  *definition* is kept unless it already is.  Raise
        `Conflict` if the line is taken, or is not the next one, or other work was
        open, or its id opened another case; `Repeated` if the case has another entry
        with that id; `DefinitionChanged`; `Unwritable`.

        In a database the entry is chained to the one before; in memory nothing is, for
        nobody else gets at it.  Where there are keys it is sealed and signed as well;
        `WrongHand` is raised if another than *entry.by* would sign.  *readers* says,
        with the first entry, to whom alone the case is sealed; None is the office.
        """

    def readers(self, case: str) -> tuple[str, ...]:
        """Return the names of those to whom *case* is sealed; '' is the office.

        Empty where there are no keys.
        """

    def share(self, case: str, reader: Public) -> None:
        """Let *reader* open *case* as well, which is sealed to some; all of it."""

    def transaction(self) -> AbstractContextManager[None]:
        """Keep all that is written inside it together, or nothing of it.

        An append that raises inside leaves nothing of itself; whoever catches the
        error may go on.
        """

    def rework(self, case: str, number: int, work: Work) -> bool:
        """Replace the open work of *case*; do nothing, say False, if it moved on."""

    def files(self, *, limit: int, after: str = "") -> tuple[str, ...]:
        """Return the numbers of all files; *after* is the last of the page before."""

    def rebuild(self, case: str, made: Callable[[tuple[Entry, ...]], Kept]) -> None:
        """Make again whatever is derived of *case*: from its entries, by *made*.

        Nobody else writes into the case meanwhile.  Where *made* raises, everything
        stays as it is.
        """

    def stale(self, today: date, limit: int) -> tuple[str, ...]:
        """Return cases whose work has to be looked at again by *today*."""

    def agenda(
        self,
        roles: Collection[str] | None,
        assignee: str | None,
        *,
        today: date,
        limit: int,
        programme: str | None = None,
        after: Row | None = None,
    ) -> tuple[Row, ...]:
        """Return open work for any of *roles*, in cases of *assignee*.

        None means everybody's.  Soonest due first, no due last; *after* is the last
        row of the page before.
        """

    def cases(
        self,
        *,
        limit: int,
        programme: str | None = None,
        status: str | None = None,
        stage: str | None = None,
        assignee: str | None = None,
        project: str | None = None,
        after: str | None = None,
    ) -> tuple[CaseRow, ...]:
        """Return cases by number; *after* is the last number of the page before."""

    def counts(self, project: str | None = None) -> tuple[Count, ...]:
        """Return how many cases there are by programme, status and stage."""

    def reached(
        self,
        *,
        programme: str | None = None,
        project: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Reached, ...]:
        """Return how many cases reached each milestone, by programme and key.

        *since* and *until* are the first and the last day on which they did.
        """

    def next_serial(self, office: str, year: int) -> int:
        """Return the serial after the greatest in numbers like MA-26-00417-K."""

    def definition(self, key: str, version: int) -> Definition | None:
        """Return the programme of that version as it was first used, or None."""

    def definitions(self) -> tuple[Definition, ...]:
        """Return every definition in use, by key and version."""

    def close(self) -> None:
        """Let go of what the register holds open."""


class MemoryRegister:
    """Keep case files in memory, for tests, trials and the first five minutes."""

    def __init__(self) -> None:
        from migcase.keeping.people import MemoryPeople

        self._people = MemoryPeople()
        self._office_log = MemoryOfficeLog()
        self._readings = MemoryReadings()
        self._deliveries = MemoryDeliveries()
        self._entries: dict[str, list[Entry]] = {}
        self._kept: dict[str, Kept] = {}
        self._opened: dict[str, str] = {}  # which case the entry of that id opened
        self._definitions: dict[tuple[str, int], Definition] = {}
        # One for each transaction that is going on: how each case was before it.
        self._before: list[dict[str, tuple[int, Kept | None]]] = []

    @property
    def people(self) -> MemoryPeople:
        return self._people

    @property
    def office_log(self) -> MemoryOfficeLog:
        return self._office_log

    @property
    def readings(self) -> MemoryReadings:
        return self._readings

    @property
    def deliveries(self) -> MemoryDeliveries:
        return self._deliveries

    @property
    def erasing(self) -> None:
        """Nothing is sealed in memory."""

    @property
    def proof(self) -> None:
        """Nobody but this process could have changed anything."""
        return

    @property
    def in_transaction(self) -> bool:
        return bool(self._before)

    def kept(self, case: str) -> Kept | None:
        return self._kept.get(case)

    def entries(
        self, case: str, after: int = 0, until: int | None = None
    ) -> tuple[Entry, ...]:
        return tuple(self._entries.get(case, ())[after:until])

    def entry(self, case: str, entry_id: str) -> Entry | None:
        written = self._entries.get(case, ())
        return next((entry for entry in written if entry.id == entry_id), None)

    def opening(self, entry_id: str) -> Entry | None:
        case = self._opened.get(entry_id)
        return None if case is None else self._entries[case][0]

    def append(
        self,
        kept: Kept,
        entry: Entry,
        before: Work | None,
        definition: Definition | None = None,
        readers: Collection[Public] | None = None,
    ) -> None:
        check_writable(kept, entry)
        written = self._entries.get(entry.case, [])
        standing = self._kept.get(entry.case)
        moved = before is not None and standing is not None and standing.work != before
        if entry.number != len(written) + 1 or moved:
            raise Conflict({"case": entry.case, "number": entry.number})
        taken = self.entry(entry.case, entry.id)
        if taken is not None:
            raise clash(entry, taken)
        same = self.opening(entry.id) if entry.number == 1 else None
        if same is not None:
            raise Conflict({"case": same.case, "number": 1})
        if definition is not None:
            self._define(definition)
        self._remember(entry.case)
        self._entries.setdefault(entry.case, written).append(entry)
        if entry.number == 1:
            self._opened[entry.id] = entry.case
        self._kept[entry.case] = kept

    def readers(self, case: str) -> tuple[str, ...]:
        """Return nobody: what is in memory is neither sealed nor chained."""
        return ()

    def share(self, case: str, reader: Public) -> None:
        """Do nothing: everybody reads it."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        definitions, people = dict(self._definitions), self._people.state()
        owed = self._deliveries.state()
        log, readings = self._office_log.state(), self._readings.state()
        self._before.append({})
        try:
            yield
        except BaseException:
            self._definitions = definitions
            self._people.restore(people)
            self._deliveries.restore(owed)
            self._office_log.restore(log)
            self._readings.restore(readings)
            for case, (length, kept) in self._before[-1].items():
                self._restore(case, length, kept)
            raise
        finally:
            self._before.pop()

    def rework(self, case: str, number: int, work: Work) -> bool:
        check_work(case, work)
        kept = self._kept.get(case)
        if kept is None or kept.case.number != number:
            return False
        self._remember(case)
        self._kept[case] = Kept(kept.case, work)
        return True

    def files(self, *, limit: int, after: str = "") -> tuple[str, ...]:
        many = rows_wanted(limit)
        return tuple(case for case in sorted(self._entries) if case > after)[:many]

    def rebuild(self, case: str, made: Callable[[tuple[Entry, ...]], Kept]) -> None:
        kept = made(self.entries(case))
        check_writable(kept, self._entries[case][-1])
        self._remember(case)
        self._kept[case] = kept

    def stale(self, today: date, limit: int) -> tuple[str, ...]:
        many = rows_wanted(limit)
        due = sorted(
            (kept.work.look_on, case)
            for case, kept in self._kept.items()
            if kept.work.look_on is not None and kept.work.look_on <= today
        )
        return tuple(case for _, case in due[:many])

    def agenda(
        self,
        roles: Collection[str] | None,
        assignee: str | None,
        *,
        today: date,
        limit: int,
        programme: str | None = None,
        after: Row | None = None,
    ) -> tuple[Row, ...]:
        many = rows_wanted(limit)
        rows = (
            Row(
                kept.case.id,
                kept.case.programme,
                kept.case.assignee,
                task,
                task.due is not None and task.due < today,
            )
            for kept in self._kept.values()
            if programme in (None, kept.case.programme)
            and assignee in (None, kept.case.assignee)
            for task in kept.work.tasks.values()
            if roles is None or not set(roles).isdisjoint(task.roles)
        )
        later = (row for row in rows if after is None or row.place > after.place)
        return tuple(sorted(later, key=lambda row: row.place)[:many])

    def cases(
        self,
        *,
        limit: int,
        programme: str | None = None,
        status: str | None = None,
        stage: str | None = None,
        assignee: str | None = None,
        project: str | None = None,
        after: str | None = None,
    ) -> tuple[CaseRow, ...]:
        many = rows_wanted(limit)
        rows = (
            case_row(self._kept[number])
            for number in sorted(self._kept)
            if after is None or number > after
        )
        wanted = (
            row
            for row in rows
            if programme in (None, row.programme)
            and status in (None, row.status)
            and stage in (None, row.stage)
            and assignee in (None, row.assignee)
            and project in (None, row.project)
        )
        return tuple(islice(wanted, many))

    def counts(self, project: str | None = None) -> tuple[Count, ...]:
        found = (case_row(kept) for kept in self._kept.values())
        rows = [row for row in found if project in (None, row.project)]
        counted = Counter((row.programme, row.status, row.stage) for row in rows)
        return tuple(Count(*cell, number) for cell, number in sorted(counted.items()))

    def reached(
        self,
        *,
        programme: str | None = None,
        project: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Reached, ...]:
        asked = (
            (kept.case, kept.work.reached)
            for kept in self._kept.values()
            if programme in (None, kept.case.programme)
            and project in (None, kept.case.project)
        )
        return summed(tally(asked, since, until))

    def next_serial(self, office: str, year: int) -> int:
        prefix = f"{office}-{year:02}-"
        taken = (serial_of(c, prefix) for c in self._kept if c.startswith(prefix))
        return max(taken, default=0) + 1

    def definition(self, key: str, version: int) -> Definition | None:
        return self._definitions.get((key, version))

    def definitions(self) -> tuple[Definition, ...]:
        return tuple(self._definitions[place] for place in sorted(self._definitions))

    def close(self) -> None:
        """Do nothing: what is in memory goes with the register."""

    def _define(self, given: Definition) -> None:
        kept = self._definitions.setdefault((given.key, given.version), given)
        check_same(kept, given)

    def _remember(self, case: str) -> None:
        state = len(self._entries.get(case, ())), self._kept.get(case)
        for before in self._before:
            before.setdefault(case, state)

    def _restore(self, case: str, length: int, kept: Kept | None) -> None:
        if kept is None:
            for entry in self._entries.pop(case, [])[:1]:
                del self._opened[entry.id]
            self._kept.pop(case, None)
        else:
            del self._entries[case][length:]
            self._kept[case] = kept
