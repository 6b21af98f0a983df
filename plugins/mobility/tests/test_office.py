"""The same stories in an office that keeps its cases: places, closed schemes, counts.

Scenario 10 is told here once more, as the agenda of an office shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

import migcase_mobility
from migcase import (
    Case,
    Event,
    MemoryRegister,
    Office,
    OfficeSettings,
    Plugins,
    Programme,
    Refusal,
    Refused,
)
from migcase_mobility import CARTOGRAPHY, MOBILITY, OPPORTUNITY
from plugins.mobility.tests.conftest import Mission, Told, Youth


class Day:
    """The clock of an office, which stands at nine in the morning."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 9, tzinfo=UTC)

    def turn_to(self, day: str) -> None:
        self.day = date.fromisoformat(day)


class Kept:
    """A story that an office keeps, instead of a desk that forgets it."""

    def __init__(
        self,
        office: Office,
        programme: Programme,
        *,
        by: tuple[str, str],
        about: str | None = None,
        **facts: object,
    ) -> None:
        self.office, self.programme = office, programme
        name, role = by
        self.by = self.actor(name, [role])
        self.case = office.open(
            programme.key, by=self.by, about=about, facts=self.answers(facts)
        )

    @property
    def day(self) -> date:
        return self.office.today()

    @property
    def work(self):
        return self.office.work(self.case.id)

    def record(self, event: Event) -> Case:
        self.case = self.office.record(self.case.id, event, by=self.by)
        return self.case

    def judged(self, event: Event) -> tuple[Refusal, ...]:
        return self.office.why_not(self.case.id, event, by=self.by)

    def link(self, other: object) -> None:
        """An office finds every case of its own."""


class KeptYouth(Kept, Youth):
    """The case of a young person, in an office."""


class KeptMission(Kept, Mission):
    """The file of an opportunity, in an office."""


class KeptMap(Kept, Told):
    """A cartography, in an office."""


@pytest.fixture
def clock() -> Day:
    return Day(date(2025, 3, 3))


@pytest.fixture
def office(clock: Day) -> Iterator[Office]:
    plugins = Plugins(migcase_mobility)
    with Office(
        MemoryRegister(), plugins, settings=OfficeSettings("MA"), clock=clock
    ) as opened:
        yield opened


def young_person(office: Office, number: int, scheme: str, **said: object) -> KeptYouth:
    """Bring somebody to a mobility project."""
    by = ("amina", "youth-officer")
    youth = KeptYouth(office, MOBILITY, by=by, about=f"person-{number}")
    youth.scheme = scheme
    start = {"starts_on": said.pop("starts_on")} if "starts_on" in said else {}
    youth.applied(**start, **said)
    youth.selected()
    youth.planned(**start)
    return youth


def opportunity(office: Office, scheme: str, **said: object) -> KeptMission:
    """Record an opportunity that is open."""
    mission = KeptMission(
        office,
        OPPORTUNITY,
        by=("hamid", "researcher"),
        host="An association",
        mission_title="Homework",
        country={"belgium": "BE"}.get(scheme, "FR"),
        scheme=scheme,
    )
    mission.described(**said)
    mission.verified()
    return mission


def reached(office: Office, programme: str) -> dict[str, int]:
    return {
        one.milestone: one.persons
        for one in office.reached(programme=programme)
        if one.persons
    }


# ------------------------------------------------ places
def test_the_last_place_is_claimed_once(office):
    mission = opportunity(office, "esc", places=1)
    first = young_person(office, 1, "esc")
    second = young_person(office, 2, "esc")
    mission.claimed(first)
    with pytest.raises(Refused, match="gate"):
        mission.claimed(second)

    assert len(office.case(mission.case.id).lines) == 1


def test_who_has_the_place_is_accepted_and_who_has_none_is_not(office):
    mission = opportunity(office, "esc", places=1)
    first = young_person(office, 1, "esc")
    second = young_person(office, 2, "esc")
    first.matched(mission)
    second.offered(mission)

    assert second.named("acceptance", "offer-1", **second.days()) == {"place-kept"}


def test_a_place_that_is_given_back_goes_to_the_next(office):
    mission = opportunity(office, "esc", places=1)
    first = young_person(office, 1, "esc")
    second = young_person(office, 2, "esc")
    first.matched(mission)
    first.ends("withdrawn", by="coach", reason="Found work")
    mission.as_("coach").ended(
        f"place-{first.case.id}", "given-back", given_back_why="Withdrew"
    )
    first.did("give-back")
    second.matched(mission)
    second.signed()

    assert reached(office, "mobility")["accompanied"] == 1


def test_an_opportunity_that_is_suspended_meanwhile_takes_nobody_new(office):
    mission = opportunity(office, "esc", places=2)
    youth = young_person(office, 1, "esc")
    mission.as_("researcher").reopened("verification")
    mission.verified(offer_status="suspended", why_stopped="The host is on strike")
    youth.as_("coach")

    assert youth.why_not("offer", "x", opportunity=mission.case.id) == {"gate"}


# ------------------------------------------------ scenario 10
def test_the_agenda_shows_open_matches_on_hold_and_signed_ones_going_on(office, clock):
    clock.turn_to("2025-11-03")
    mission = opportunity(office, "reciprocity", places=2)
    days = {"mission_from": "2026-03-01", "mission_until": "2026-10-31"}
    youths = [
        young_person(office, number, "reciprocity", starts_on="2026-03-01")
        for number in (1, 2)
    ]
    for youth in youths:
        youth.offered(mission)
        mission.claimed(youth)
        youth.did("acceptance", "offer-1", **youth.days(**days))
    matched, signed = youths
    signed.signed()

    clock.turn_to("2026-01-05")
    rows = office.agenda(programme="mobility")
    assert {
        (row.case, row.task.key, row.task.state)
        for row in rows
        if row.task.key in ("contract-signed", "visa-request")
    } == {
        (matched.case.id, "contract-signed", "held"),
        (signed.case.id, "visa-request", "ready"),
    }


# ------------------------------------------------ both counters against ten
def test_who_signed_is_accompanied_and_who_arrived_is_mobile(office, clock):
    mission = opportunity(office, "esc", places=3)
    signed, there = (young_person(office, number, "esc") for number in (1, 2))
    for youth in (signed, there):
        youth.matched(mission)
        youth.signed()
    there.allowed()
    there.prepared()
    clock.turn_to("2025-10-01")
    there.left()
    there.arrived()

    assert reached(office, "mobility") == {
        "selected": 2,
        "selected-woman": 2,
        "accompanied": 2,
        "accompanied-woman": 2,
        "mobile": 1,
        "mobile-woman": 1,
    }


def test_a_cartography_counts_once_it_is_validated(office):
    mission = opportunity(office, "esc")
    found = KeptMap(
        office,
        CARTOGRAPHY,
        by=("hamid", "researcher"),
        covered_country="FR",
        edition=1,
    )
    found.did("coverage-stated", coverage="All", not_covered="None", method="Portals")
    found.line("entry", "one", listed=mission.case.id)
    found.did("collected")
    found.did(
        "workshop", workshop_on="2025-03-03", workshop_with="Youth", minutes="minutes 1"
    )
    assert reached(office, "cartography") == {}

    found.did("validation", cartography_verdict="validated")
    assert reached(office, "cartography") == {"validated": 1}
