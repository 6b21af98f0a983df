"""What protection costs: the same work on a plain file and on an encrypted one.

The encrypted office seals what is said, chains and signs each entry, and waits for
the disk as the plain one does.  Both do the same journeys, in turns.
"""

from __future__ import annotations

import statistics
from collections.abc import Collection, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import attrs

from benchmarks.people import CLERK, person_of
from benchmarks.reading import filled
from benchmarks.returns import (
    DAY,
    EVERYBODY,
    NOON,
    counselling,
    office_on,
    opened,
    preparation,
)
from benchmarks.stopwatch import Lap, lap, table, whole
from migcase import Actor, Entry, Office
from migcase.demo.people import invent
from migcase.judgement.work import Work
from migcase.keeping.register import Definition, Kept
from migcase.keeping.seal.hands import Hand, Public
from migcase.keeping.seal.keyring import Keyring
from migcase.keeping.seal.keys import new_key
from migcase.keeping.sql import SqlRegister
from migcase.keeping.sql_driver import Driver
from migcase.keeping.sql_migrate import migrate
from migcase.keeping.sql_sqlite import Synchronous
from migcase.people.person import Person
from migcase.people.sheet import ADDED, Sheet, Version


class ManyHands(SqlRegister):
    """A register in which whoever writes an entry is there to sign it."""

    def __init__(self, driver: Driver, keys: Keyring | None = None) -> None:
        super().__init__(driver, keys)
        self._hands: dict[str, Keyring] = {}

    def append(
        self,
        kept: Kept,
        entry: Entry,
        before: Work | None,
        definition: Definition | None = None,
        readers: Collection[Public] | None = None,
    ) -> None:
        if self.vault is not None:
            self.vault.keys = self._held_by(entry.by.name)
        super().append(kept, entry, before, definition, readers)

    def _held_by(self, name: str) -> Keyring:
        if name not in self._hands:
            self._hands[name] = attrs.evolve(KEYS, hand=Hand.new(name))
        return self._hands[name]


KEYS = Keyring("office", Hand.new("hand"), new_key(), 0, new_key())


def protection(folder: Path, cases: int, crowd: int, rounds: int) -> Iterator[str]:
    """Yield the lines that tell what protection costs in one run.

    A step may cost twice what it does without, loading a case half as much again.
    """
    files = [(folder / "open.db", None), (folder / "sealed.db", KEYS)]
    for path, keys in files:
        migrate(path, keys)
        with closing(_register(path, keys, "normal")) as register:
            filled(register, crowd)
    rows = [*_steps(files, cases), *_loads(files, cases, rounds)]
    rows += _agendas(files, rounds)
    yield f"Plain and protected, {crowd} open cases in each file (µs)"
    heads = ("", "plain CPU", "wall", "protected CPU", "wall", "ratio CPU", "wall")
    yield table(heads, rows)
    sizes = [path.stat().st_size / crowd for path, _ in files]
    yield f"  bytes a case: {sizes[0]:.0f} plain, {sizes[1]:.0f} protected"


def finding(folder: Path, count: int, rounds: int) -> Iterator[str]:
    """Yield the lines that tell what finding one of *count* people costs."""
    people = [person_of(one, n) for n, one in enumerate(invent(26, count, DAY))]
    wanted = people[count // 2]
    asked = {
        "a full name": wanted.name,
        "the commonest names": "Mamadou Diallo",
        "a phone": wanted.contacts[0].value,
    }
    laps: list[dict[str, Lap]] = []
    for name, keys in (("open", None), ("sealed", KEYS)):
        path = folder / f"{name}-people.db"
        migrate(path, keys)
        register = _register(path, keys, "normal")
        with office_on(register) as office:
            wrote = whole(partial(_write, register, people), len(people))
            found = {"one more person written": wrote}
            for what, text in asked.items():
                find = partial(office.people.find, text)
                found[what] = lap(find, rounds=rounds)
            laps.append(found)
    yield f"Finding one among {count} people, plain and protected (µs)"
    heads = ("", "plain CPU", "wall", "protected CPU", "wall", "ratio CPU", "wall")
    yield table(heads, [_row(what, *(one[what] for one in laps)) for what in laps[0]])


def _steps(
    files: list[tuple[Path, Keyring | None]], cases: int
) -> Iterator[tuple[object, ...]]:
    for synchronous in ("full", "normal"):
        offices = [office_on(_register(*one, synchronous)) for one in files]
        laps: tuple[list[Lap], list[Lap]] = [], []
        for _ in range(cases):
            for office, took in zip(offices, laps, strict=True):
                took.append(whole(partial(_journey, office), 18))
        for office in offices:
            office.close()
        yield _row(f"a durable step, {synchronous.upper()}", *map(_middle, laps))


def _loads(
    files: list[tuple[Path, Keyring | None]], cases: int, rounds: int
) -> Iterator[tuple[object, ...]]:
    pages = []
    for path, keys in files:
        with closing(_register(path, keys, "full")) as register:
            listed = [row.case for row in register.cases(limit=1_000_000)]
        pages.append((path, keys, listed[-cases:]))
    for what, read in (("loading a case", _kept), ("all its entries", _entries)):
        laps: tuple[list[Lap], list[Lap]] = [], []
        for _ in range(rounds):
            for (path, keys, numbers), took in zip(pages, laps, strict=True):
                with closing(_register(path, keys, "full")) as register:
                    read(register, numbers[:1])  # opens the keystore
                    work = partial(read, register, numbers[1:])
                    took.append(whole(work, len(numbers) - 1))
        yield _row(what, *map(_middle, laps))


def _agendas(
    files: list[tuple[Path, Keyring | None]], rounds: int
) -> Iterator[tuple[object, ...]]:
    some, hand = Actor("somebody", {"case-manager"}), Actor("hand", EVERYBODY)
    for what, by in (("the agenda of one role", some), ("of every role", hand)):
        laps = []
        for path, keys in files:
            with office_on(_register(path, keys, "full")) as office:
                laps.append(lap(partial(office.agenda, by, limit=50), rounds=rounds))
        yield _row(what, *laps)


def _register(path: Path, keys: Keyring | None, synchronous: Synchronous) -> ManyHands:
    register = ManyHands.open(path, keys=keys, synchronous=synchronous)
    assert isinstance(register, ManyHands)
    return register


def _journey(office: Office) -> None:
    case = opened(office)
    for event, by in (*counselling(), *preparation()):
        office.record(case, event, by=by)


def _kept(register: SqlRegister, cases: list[str]) -> None:
    for case in cases:
        register.kept(case)


def _entries(register: SqlRegister, cases: list[str]) -> None:
    for case in cases:
        register.entries(case)


def _write(register: SqlRegister, people: list[Person]) -> None:
    with register.transaction():
        for person in people:
            sheet = Sheet(person)
            version = Version(1, ADDED, sheet, NOON, CLERK, "MA", person.id)
            register.people.write([version])


def _middle(laps: list[Lap]) -> Lap:
    cpu = statistics.median(one.cpu for one in laps)
    return Lap(cpu, statistics.median(one.wall for one in laps))


def _row(what: str, plain: Lap, ours: Lap) -> tuple[object, ...]:
    ratios = ours.cpu / plain.cpu, ours.wall / plain.wall
    return (what, plain.cpu, plain.wall, ours.cpu, ours.wall, *ratios)
