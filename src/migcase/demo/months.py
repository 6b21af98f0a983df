"""The months of the demo: who comes on each day, and the desks at which they work.

Everything is written through the office, by its rules, on a simulated clock; nothing
is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from attrs import frozen

from migcase.casefile.case import Case
from migcase.casefile.events import Assigned, Event
from migcase.demo.acquainted import SEXES, make_known
from migcase.demo.claims import Claims, Owners
from migcase.demo.clock import Clock, Together
from migcase.demo.colleagues import Colleagues
from migcase.demo.desk import Desk
from migcase.demo.household import Household
from migcase.demo.moments import File
from migcase.demo.newcomers import Newcomer
from migcase.demo.owners import make
from migcase.demo.returns import Returns
from migcase.errors import Refusal
from migcase.kinds import Value
from migcase.office.office import Office

REINTEGRATION, MOBILITY = "reintegration", "mobility"
PROJECT, RETURNS = "souss", "retours"
DAY = timedelta(days=1)
# The scheme for whoever comes too late for theirs.
OTHERWISE = "esc"
# So long it takes from coming to the project of mobility, at most.
UNTIL_PROJECT = timedelta(days=50)
# Who has a case in hand.
MANAGES = {REINTEGRATION: "case-manager", MOBILITY: "coach"}
# The case in the country of origin of whoever returned.
MIRROR = "mirror"
# Whoever asks for a payment would be able to grant it, but may not.
ASKING = "asking"


@frozen
class Coming:
    """Who comes, in their order: households to return, candidates, young people.

    The households come in the last *months* only.
    """

    households: Sequence[Household]
    candidates: Sequence[Newcomer]
    youths: Sequence[Newcomer]
    months: timedelta


class Months:
    """The colleagues at their desks, day after day."""

    def __init__(self, office: Office, clock: Clock, register: Together) -> None:
        self.colleagues = Colleagues(office, clock)
        self.returns = Returns(office, self.colleagues, self._mirror)
        self._office = office
        self._clock = clock
        self._register = register
        self._desk: Desk | None = None
        self.owners: Owners | None = None

    @property
    def entries(self) -> int:
        """How many entries were written."""
        return self.colleagues.entries

    @property
    def cases(self) -> int:
        """How many cases were opened."""
        desk = 0 if self._desk is None else len(self._desk.files)
        fund = 1
        return len(self.returns.files) + desk + fund

    @property
    def files(self) -> list[File]:
        """The files beside those of the returns."""
        return [] if self._desk is None else list(self._desk.files.values())

    @property
    def refused(self) -> list[tuple[str, Event, tuple[Refusal, ...]]]:
        """What the office did not allow."""
        return self.colleagues.refused

    def work(self, coming: Coming, first: date, today: date) -> Iterator[date]:
        """Let the days from *first* until before *today* pass; yield each."""
        days = [day for day in _days(first, today) if day.weekday() < 5]
        late = [day for day in days if day >= today - coming.months]
        newcomers = _by_day((*coming.candidates, *coming.youths), days)
        for day in days:
            self._clock.turn_to(day)
            with self._register.transaction():
                desk = self._desk or self._moved_in(day)
                for one in newcomers.get(day, ()):
                    self._comes(desk, one, day)
                for household in _share_of(coming.households, late, day):
                    self.returns.comes(household, day)
                desk.work(day)
                self.returns.work(day)
            yield day
        self._clock.turn_to(today)

    def _moved_in(self, day: date) -> Desk:
        """Open the files that own something on the first day."""
        self.owners = owners = make(self.colleagues, day)
        desk = Desk(
            self._office,
            self._register,
            self.colleagues,
            Claims(self._office, self.colleagues, owners),
        )
        for number in owners.opportunities.values():
            desk.take(_file(number, "opportunity"), day)
        for row in self._office.cases(programme="cartography"):
            desk.take(_file(row.case, "cartography"), day)
        desk.take(_file(owners.cohort, "cohort"), day)
        self._desk = desk
        return desk

    def _comes(self, desk: Desk, newcomer: Newcomer, day: date) -> None:
        """Let somebody be known, and a case be opened about them."""
        owners = self.owners
        assert owners is not None  # they moved in on the first day
        person = newcomer.person
        known: dict[str, Value] = {
            "born": person.born,
            "sex": SEXES[person.sex],
            "nationality": person.nationality,
        }
        if newcomer.scheme:
            programme, role = MOBILITY, "youth-officer"
            told: dict[str, Value] = {}
            scheme = self._open_scheme(newcomer.scheme, day)
            known |= {
                "scheme": scheme,
                "starts_on": newcomer.starts,
                "opportunity": owners.opportunities[scheme],
            }
        else:
            programme, role = REINTEGRATION, "focal-point"
            told = {"origin": "local"}
            known |= {
                "returned_on": day - DAY,
                "cohort": owners.cohort,
                "fund": owners.fund,
            }
        by, _ = self.colleagues.one(programme, (role,))
        make_known(self._office, newcomer.family, by, day)
        case = self.colleagues.open(
            programme, by, day, about=person.ref, facts=told, project=PROJECT
        )
        self._take(desk, case, newcomer.turn, known, day)

    def _open_scheme(self, scheme: str, day: date) -> str:
        """Return *scheme*, or another where it takes nobody any more."""
        settings = self._office.programme(MOBILITY).index.settings
        closed = settings.get(f"{scheme}_closed_from")
        since = None if closed is None else closed.default
        is_late = isinstance(since, date) and day + UNTIL_PROJECT >= since
        return OTHERWISE if is_late else scheme

    def _mirror(self, household: Household, case: Case, day: date) -> str:
        """Open the case of a returnee in the country of origin; return its number."""
        desk, person = self._desk, household.applicant
        assert desk is not None  # they moved in on the first day
        arrived = max(
            line.marks["arrival"].on
            for line in case.lines.values()
            if "arrival" in line.marks
        )
        told: dict[str, Value] = {
            "origin": "avrr",
            "sending_case": case.id,
            "returned_on": arrived,
        }
        by, _ = self.colleagues.one(REINTEGRATION, ("focal-point",))
        mirror = self.colleagues.open(
            REINTEGRATION, by, day, about=person.ref, facts=told, project=RETURNS
        )
        known: dict[str, Value] = {
            "born": person.born,
            "sex": SEXES[person.sex],
            "nationality": person.nationality,
            "returned_on": arrived,
            "host_country": "MA",
        }
        self._take(desk, mirror, MIRROR, known, day)
        return mirror.id

    def _take(
        self, desk: Desk, case: Case, turn: str, known: dict[str, Value], day: date
    ) -> None:
        """Put a case into somebody's hands."""
        named, programme = self.colleagues.named, case.programme
        managers = named(programme, MANAGES[programme])
        if turn == ASKING:
            managers = [one for one in managers if one in named(programme, "manager")]
        manager = managers[len(desk.files) % len(managers)]
        by, _ = self.colleagues.one(programme, (MANAGES[programme],), prefer=manager)
        self.colleagues.write(case.id, Assigned(manager, day), by)
        desk.take(File(case.id, programme, Random(case.id), turn, manager, known), day)


def _file(case: str, programme: str) -> File:
    return File(case, programme, Random(case))


def _days(first: date, today: date) -> Iterator[date]:
    return (first + n * DAY for n in range((today - first).days))


def _share_of(
    households: Sequence[Household], days: Sequence[date], day: date
) -> Sequence[Household]:
    """Return who comes on *day*; as many come on one of *days* as on another."""
    if day not in days:
        return ()
    number = days.index(day)
    first = len(households) * number // len(days)
    return households[first : len(households) * (number + 1) // len(days)]


def _by_day(
    newcomers: Sequence[Newcomer], days: Sequence[date]
) -> dict[date, list[Newcomer]]:
    """Return who comes on which of *days*, the first on which somebody is there."""
    found: dict[date, list[Newcomer]] = {}
    for one in newcomers:
        day = next((day for day in days if day >= one.on), None)
        if day is not None:
            found.setdefault(day, []).append(one)
    return found
