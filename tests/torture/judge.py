"""What must be true of an office after its power was cut.

It is opened as every command opens it.  Then: whatever was confirmed is there; every
entry is one that was typed, and there is none behind a gap; the row of a case, its open
work, milestones and people are those that its entries make.  Of what was erased nothing
that was made of it is left; whether it may be erased, others judge.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from migcase.casefile.case import replay
from migcase.casefile.events import Entry
from migcase.errors import MigcaseError
from migcase.keeping.kept import Kept, case_row, counted_as
from migcase.keeping.people import FamilyVersion, PersonVersion
from migcase.keeping.register import Register
from migcase.keeping.sealed import ERASED, Erased
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_work import work_rows
from migcase.office.judging import Judges
from migcase.office.plugins import Plugins
from migcase.office.settings import OfficeSettings
from migcase.people.searching import keys_of
from migcase.people.sheet import Sheet
from migcase.roster.events import OfficeEntry
from tests.cli.plugin import migcase_passport
from tests.torture.offices import Opener
from tests.torture.typist import MORNING

T = TypeVar("T")
Rows = frozenset[tuple[object, ...]]
TODAY = MORNING.date()
ALL = 10_000
LOST, DAMAGED, TORN = "lost", "damaged", "torn"


@frozen
class Confirmed:
    """What the command line said is recorded: a version of a case, person or family."""

    of: str
    number: int


@frozen
class Fault:
    """What is not as promised: *sort* is lost, damaged or torn."""

    sort: str
    text: str


@frozen
class Held:
    """All that a register holds: the entries of each case, the versions of people.

    The office's *log* besides, and the numbers of what was erased and so is *gone*.
    """

    entries: Mapping[str, tuple[Entry, ...]]
    versions: Mapping[str, tuple[PersonVersion | FamilyVersion, ...]]
    log: tuple[OfficeEntry, ...] = ()
    gone: frozenset[str] = frozenset()

    def count(self, of: str) -> int:
        """Return how many entries or versions there are of something."""
        return len(self.entries.get(of, ())) + len(self.versions.get(of, ()))

    def as_confirmed(self) -> Iterator[Confirmed]:
        """Yield all of it, as something that has to be there from now on."""
        for of in (*self.entries, *self.versions):
            yield Confirmed(of, self.count(of))


class Judge:
    """Compares what an image holds with what was typed, up to wherever it goes."""

    def __init__(
        self,
        whole: Path,
        opener: Opener,
        settings: OfficeSettings,
        typed: Held | None = None,
    ) -> None:
        """Learn what was *typed* from the register in the file *whole*."""
        self._opener = opener
        self._settings = settings
        self._made: dict[tuple[str, int], _Derived] = {}
        if typed is None:
            with closing(opener(whole)) as register:
                typed = held_in(register)
        self.typed = typed

    def faults(
        self, file: Path, confirmed: Sequence[Confirmed], logged: int | None = 0
    ) -> Iterator[Fault]:
        """Yield what is wrong with the register in *file*.

        It has to hold what was *confirmed*, and so many entries of the office's log as
        had been *logged*; None where the log went on otherwise than it was typed.
        """
        try:
            with closing(self._opener(file)) as register:
                held = held_in(register)
                yield from self.faults_in(register, held, confirmed, logged)
        except MigcaseError as error:
            yield Fault(DAMAGED, f"{type(error).__name__}: {error}")

    def faults_in(
        self,
        register: SqlRegister,
        held: Held,
        confirmed: Sequence[Confirmed],
        logged: int | None = 0,
    ) -> Iterator[Fault]:
        """Yield what is wrong with what is *held* in *register*; see `faults`."""
        if logged is not None and len(held.log) < logged:
            yield Fault(LOST, f"the log has {len(held.log)}, not {logged}")
        if logged is not None and self.typed.log[: len(held.log)] != held.log:
            yield Fault(TORN, "the log is not what was typed")
        for one in confirmed:
            if one.of not in held.gone and held.count(one.of) < one.number:
                yield Fault(
                    LOST, f"{one.of} has {held.count(one.of)}, not {one.number}"
                )
        for of, found in (*held.entries.items(), *held.versions.items()):
            typed = self.typed.entries.get(of) or self.typed.versions.get(of, ())
            if typed[: len(found)] != found:
                yield Fault(TORN, f"{of} is not what was typed")
                return
        for of in self._halves(held):
            yield Fault(TORN, f"{of} lacks a part of what was written together")
        yield from self._differing(register, held)

    def _halves(self, held: Held) -> Iterator[str]:
        """Yield who lacks a version that was written with another that is there."""
        there = {one.id for versions in held.versions.values() for one in versions}
        for of, versions in self.typed.versions.items():
            if of in held.gone:
                continue
            behind = versions[len(held.versions.get(of, ())) :]
            if any(one.id in there for one in behind):
                yield of

    def _differing(self, register: SqlRegister, held: Held) -> Iterator[Fault]:
        wanted = [self._derived(register, *one) for one in held.entries.items()]
        for case in wanted:
            if register.kept(case.kept.case.id) != case.kept:
                yield Fault(TORN, f"the row of {case.kept.case.id}")
        listed = {row.case: row for row in register.cases(limit=ALL)}
        rows = {case: row for case, row in listed.items() if case not in held.gone}
        if rows != {case.kept.case.id: case_row(case.kept) for case in wanted}:
            yield Fault(TORN, "the list of cases")
        if any(listed[one].status != ERASED for one in held.gone & listed.keys()):
            yield Fault(TORN, "how an erased case is listed")
        for table in ("open_work", "milestone", "case_person"):
            found = rows_of(register, table)
            if table == "milestone":  # what was counted stays counted
                found = frozenset(row for row in found if row[0] not in held.gone)
            if found != frozenset().union(*(case.rows[table] for case in wanted)):
                yield Fault(TORN, table)
        if not _are_found(register, held):
            yield Fault(TORN, "what people are found under")

    def _derived(
        self, register: Register, case: str, entries: tuple[Entry, ...]
    ) -> _Derived:
        known = case, len(entries)
        if known not in self._made:
            judges = Judges(register, passports(), self._settings)
            self._made[known] = _Derived.of(entries, judges)
        return self._made[known]


@frozen
class _Derived:
    """What the entries of one case make of the other tables."""

    kept: Kept
    rows: Mapping[str, Rows]

    @classmethod
    def of(cls, entries: Sequence[Entry], judges: Judges) -> _Derived:
        case = replay(entries)
        work = judges.work(case, TODAY)
        who = case.programme, case.project, counted_as(case)
        return cls(
            Kept(case, work),
            {
                "open_work": frozenset(
                    row
                    for task in work.tasks.values()
                    for row in work_rows(Kept(case, work), task)
                ),
                "milestone": frozenset(
                    (case.id, key, on.isoformat(), *who)
                    for key, on in work.reached.items()
                ),
                "case_person": frozenset(
                    (one.person, case.id, one.role, one.line)
                    for one in judges.people(case)
                ),
            },
        )


@cache
def confirmed_in(said: str) -> tuple[Confirmed, ...]:
    """Return what is confirmed by the JSON that commands printed one after another."""
    return tuple(_confirmed(said))


def _confirmed(said: str) -> Iterator[Confirmed]:
    reader, at = json.JSONDecoder(), 0
    while at < len(said):
        try:
            document, at = reader.raw_decode(said, at)
        except ValueError:
            return  # the power went while it was printed
        at += len(said[at:]) - len(said[at:].lstrip())
        kind = document["kind"]
        if kind == "recorded":
            yield Confirmed(document["case"], document["number"])
        elif kind in ("person", "family"):
            yield Confirmed(document[kind], document["version"])


def held_in(register: SqlRegister) -> Held:
    """Return all that *register* holds; raise `MigcaseError` if it cannot be read."""
    people = register.people
    families = sorted({str(row[0]) for row in rows_of(register, "family")})
    files = sorted({str(row[0]) for row in rows_of(register, "entry")})
    everybody = sorted({str(row[0]) for row in rows_of(register, "person")})
    entries = _unless_erased(register.entries, files)
    versions = {
        **_unless_erased(people.sheets, everybody),
        **_unless_erased(people.families, families),
    }
    there = {*files, *everybody, *families}
    return Held(
        entries,
        versions,
        register.office_log.entries(),
        frozenset(there - entries.keys() - versions.keys()),
    )


def _unless_erased(read: Callable[[str], T], of: Sequence[str]) -> dict[str, T]:
    found = {}
    for one in of:
        with suppress(Erased):
            found[one] = read(one)
    return found


def _are_found(register: SqlRegister, held: Held) -> bool:
    """Tell whether people are found under what their last version says, and only so."""
    wanted = [
        (version.of, key)
        for versions in held.versions.values()
        for version in versions[-1:]
        if isinstance(version.holds, Sheet)
        for key in keys_of(version.holds.person)
    ]
    if len(rows_of(register, "person_key")) != len(wanted):
        return False
    return all(
        (person, key.said) in map(tuple, register.people.under(key.kind, (key.key,)))
        for person, key in wanted
    )


def rows_of(register: SqlRegister, table: str) -> Rows:
    """Return the rows of a table as they stand there."""
    return frozenset(map(tuple, register._rows(f"SELECT * FROM {table}")))


def passports() -> Plugins:
    """Return the plugin whose programme the cases of the day run under."""
    return Plugins(migcase_passport)
