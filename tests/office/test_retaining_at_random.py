"""Schedules, holds, approvals and hostile clocks at random: nothing goes too early.

A small model keeps who was written about when, by the true calendar; the real office,
encrypted and in a file, is held to it (S22).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from attrs import define, evolve, field
from hypothesis import given, settings
from hypothesis import strategies as st

from migcase import Closed, Refused
from migcase.calendar import Calendar, Period, add
from migcase.errors import MigcaseError
from migcase.keeping.seal.turning import Turn
from migcase.keeping.sealed import Erased
from migcase.office.retaining import ClockInDoubt, over
from migcase.people.person import Name, Person
from migcase.roster.events import LegalHold, LegalHoldLifted
from tests.helped import made
from tests.keyed import House
from tests.office.passport import MONDAY, Clock

__all__ = ["made"]

PEOPLE, CASES = Period(months=6), Period(months=60)
# Years in days: an empty battery, a slip of the hand, a month with another face.
LIES = st.sampled_from([-20_500, -800, -31, 25, 59, 61, 400, 26_700])
WHICH = st.integers(0, 7)
ACTS = st.one_of(
    st.tuples(st.just("enquire")),
    st.tuples(st.just("help"), st.booleans()),
    st.tuples(st.just("edit"), WHICH),
    st.tuples(st.just("wait"), st.sampled_from([1, 30, 55, 120, 183, 185, 1830])),
    st.tuples(st.just("hold"), WHICH),
    st.tuples(st.just("lift"), WHICH),
    st.tuples(st.just("ask"), WHICH, st.sampled_from(["amina", "dora"])),
    st.tuples(st.just("approve"), WHICH, st.sampled_from(["amina", "dora", "adam"])),
    st.tuples(st.just("erase"), WHICH),
    st.tuples(st.just("look"), LIES),
    st.tuples(st.just("look")),
)


@define
class Known:
    """What the model knows of a person or a case."""

    since: date
    about: str = ""  # of a case: its person
    open: bool = False
    held: bool = False
    gone: bool = False


@define
class Asked:
    """What the model knows of an erasure."""

    of: tuple[str, ...]
    by: str
    approved: bool = False
    done: bool = False


@define
class World:
    """The office, and beside it what is true."""

    house: House
    now: datetime = MONDAY
    records: dict[str, Known] = field(factory=dict)
    asked: dict[int, Asked] = field(factory=dict)

    # ------------------------------------------------------------- what happens
    def enquire(self) -> str:
        self.now += timedelta(minutes=1)
        with self._as("amina") as office:
            person = Person((Name("Mariama", "Barry"),))
            number = office.people.add(person, by=office.actor()).of
        self.records[number] = Known(self.today)
        return number

    def help(self, closed: bool) -> None:
        person = self.enquire()
        with self._as("amina") as office:
            by = office.actor()
            case = office.open("help", by=by, about=person).id
            if closed:
                office.record(case, Closed("over", self.today), by=by)
        self.records[case] = Known(self.today, about=person, open=not closed)

    def edit(self, which: int) -> None:
        person = self._pick(which, people=True)
        if not person or self.records[person].gone:
            return
        self.now += timedelta(minutes=1)
        with self._as("amina") as office:
            version = office.people.sheet(person)
            names = (Name(f"M{version.number}", "Barry"),)
            after = evolve(version.holds.person, names=names)
            by = office.actor()
            office.people.edit(after, seen=version.number, by=by)
        self.records[person].since = self.today

    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    def hold(self, which: int) -> None:
        self._log(which, LegalHold, held=True)

    def lift(self, which: int) -> None:
        self._log(which, LegalHoldLifted, held=False)

    def ask(self, which: int, name: str) -> None:
        record = self._pick(which)
        if not record:
            return
        of = self._with_cases(record)
        try:
            with self._as(name) as office:
                number = office.erasures.ask([record], "Kept long enough").number
        except Refused:
            assert self._why_kept(of)
            return
        assert not self._why_kept(of)
        self.asked[number] = Asked(of, name)

    def approve(self, which: int, name: str) -> None:
        number = self._nth(which)
        if number is None:
            return
        found = self.asked[number]
        direct = any(self.records[one].held for one in found.of)
        # Whoever works on cases may ask; to approve takes a role of the office.
        may = name != found.by and name in ("dora", "adam")
        may = may and not (found.done or found.approved or direct)
        try:
            with self._as(name) as office:
                office.erasures.approve(number)
        except Refused:
            assert not may
            return
        assert may
        found.approved = True

    def erase(self, which: int) -> None:
        number = self._nth(which)
        if number is None:
            return
        found = self.asked[number]
        # One that is done gives its certificate again, and erases nothing more.
        may = found.approved and (found.done or not self._why_kept(found.of))
        try:
            with self._as("dora") as office:
                turn = Turn(self.house.folder, self.house.keys("dora"))
                office.erasures.carry_out(number, turn)
        except Refused:
            assert not may
            return
        assert may
        found.done = True
        for one in found.of:
            self.records[one].gone = True

    def look(self, lie: int = 0) -> None:
        """Ask what is due; with a clock that lies nothing may be so too early."""
        try:
            with self._as("amina", lie) as office:
                preview = office.retention.preview(0)
        except ClockInDoubt:
            return
        told = set(over(preview.due, preview.day))
        assert told <= self._over(self.today)
        held = {one.of for one in preview.due if one.held}
        assert all(self._is_held(one) for one in held)

    def settle(self) -> None:
        """Write something by a clock that is right: all that is due is told, then."""
        self.enquire()
        with self._as("amina") as office:
            preview = office.retention.preview(0)
        assert preview.day == self.today
        assert set(over(preview.due, preview.day)) == self._over(self.today)
        for number, known in self.records.items():
            assert self._is_readable(number) is not known.gone

    # ----------------------------------------------------------------- what is true
    @property
    def today(self) -> date:
        return self.now.date()

    def _over(self, today: date) -> set[str]:
        return {
            number
            for number, known in self.records.items()
            if not known.gone
            and not self._is_held(number)
            and (until := self._until(number)) is not None
            and until < today
        }

    def _until(self, number: str) -> date | None:
        known = self.records[number]
        if known.about:
            return None if known.open else add(CASES, known.since, Calendar())
        if any(not self.records[one].gone for one in self._cases(number)):
            return None
        return add(PEOPLE, known.since, Calendar())

    def _is_held(self, number: str) -> bool:
        about = self.records[number].about
        return self.records[number].held or bool(about and self.records[about].held)

    def _why_kept(self, of: tuple[str, ...]) -> bool:
        known = [self.records[one] for one in of]
        return any(one.open or one.gone for one in known) or any(
            self._is_held(one) for one in of
        )

    def _cases(self, person: str) -> list[str]:
        return [one for one, known in self.records.items() if known.about == person]

    def _with_cases(self, record: str) -> tuple[str, ...]:
        cases = [one for one in self._cases(record) if not self.records[one].gone]
        return (record, *cases)

    # ---------------------------------------------------------------------- hands
    def _as(self, name: str, lie: int = 0):
        self.house.clock.instant = self.now + timedelta(days=lie)
        return self.house.unlocked(name)

    def _log(self, which: int, event, *, held: bool) -> None:
        record = self._pick(which)
        if not record or self.records[record].held is held:
            return
        with self._as("dora") as office:
            office.log(event(record, "Court file 17"))
        self.records[record].held = held

    def _pick(self, which: int, *, people: bool = False) -> str:
        known = [
            one for one, found in self.records.items() if not (people and found.about)
        ]
        return known[which % len(known)] if known else ""

    def _nth(self, which: int) -> int | None:
        known = list(self.asked)
        return known[which % len(known)] if known else None

    def _is_readable(self, number: str) -> bool:
        is_case = bool(self.records[number].about)
        with self._as("amina") as office:
            try:
                if is_case:
                    office.entries(number)
                else:
                    office.people.sheet(number)
            except Erased:
                return False
        return True


def lived(made: tuple[Path, House], acts: list[tuple]) -> World:
    """Return a world in which *acts* happened, in an office of its own."""
    place, house = made
    before = os.environ.get("MIGCASE_STATE")
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(place, name, dirs_exist_ok=True)
        os.environ["MIGCASE_STATE"] = f"{name}/state"
        world = World(evolve(house, folder=Path(name) / "office", clock=Clock()))
        try:
            for act, *words in acts:
                getattr(world, act)(*words)
            world.settle()
        finally:
            if before is None:
                del os.environ["MIGCASE_STATE"]
            else:
                os.environ["MIGCASE_STATE"] = before
    return world


@given(acts=st.lists(ACTS, max_size=25))
def test_whatever_happens_nothing_is_due_or_gone_too_early(made, acts):
    lived(made, acts)


@pytest.mark.slow
@settings(max_examples=1_000)
@given(acts=st.lists(ACTS, max_size=25))
def test_a_thousand_times_nothing_is_due_or_gone_too_early(made, acts):
    lived(made, acts)


def test_the_model_sees_all_of_it_happen(made):
    """The control of the model: what it allows does come about."""
    acts = [
        *[("enquire",), ("help", True), ("hold", 2), ("wait", 1830), ("settle",)],
        *[("ask", 0, "amina"), ("approve", 0, "dora"), ("erase", 0)],
        *[("ask", 2, "amina"), ("lift", 2), ("ask", 2, "amina")],
        *[("approve", 1, "amina"), ("approve", 1, "dora"), ("look", 26_700)],
        *[("erase", 1), ("settle",)],
    ]

    world = lived(made, acts)
    assert [one.done for one in world.asked.values()] == [True, True]


def test_positive_control_a_preview_that_trusts_the_clock_is_caught(made, monkeypatch):
    from migcase.office.retaining import Retention

    def trusting(self: Retention) -> date:
        return self.moments.day(self.moments.now())

    monkeypatch.setattr(Retention, "today", trusting)

    with pytest.raises(AssertionError):
        lived(made, [("enquire",), ("look", 400)])


def test_positive_control_a_hold_that_reaches_no_further_is_caught(made, monkeypatch):
    from migcase.office import erasing

    monkeypatch.setattr(erasing, "held_back", lambda *_: frozenset())
    acts = [("help", True), ("hold", 0), ("ask", 1, "amina")]

    with pytest.raises((AssertionError, MigcaseError)):
        lived(made, acts)
