"""Nobody is given up before they were sought often, differently and long enough."""

from __future__ import annotations

import pytest

from migcase import (
    NUMBER,
    PERIOD,
    Outcome,
    Period,
    Programme,
    Role,
    Setting,
    Stage,
    Step,
)
from migcase.assistance.contacts import contacts
from migcase.testing import Desk, check_programme

WORKER = Role("worker", "Worker")
TIMES = Setting("times", "How often, at least", NUMBER, 3)
WAYS = Setting("ways", "In how many ways, at least", NUMBER, 2)
LONG = Setting("long", "For how long, at least", PERIOD, Period(days=30))

SEEN = Step("seen", "Seen", by=WORKER)
CONTACTS = contacts(opened_by=WORKER)
SEARCH = Programme(
    "search",
    1,
    "Search",
    stages=Stage("All", SEEN),
    tracks=CONTACTS.track,
    outcomes=(
        Outcome("lost", "Lost", requires=CONTACTS.sought_enough(TIMES, WAYS, LONG)),
        Outcome("over", "Over"),
    ),
)


@pytest.fixture
def desk() -> Desk:
    return Desk(SEARCH, "2026-03-02")


def failed(desk: Desk, day: str, how: str) -> None:
    desk.turn_to(day)
    desk.line("contact", f"{how}-{day}", how=how, reached=False, failed_on=desk.day)


def test_a_search_is_frequent_wide_and_long_enough(desk: Desk):
    failed(desk, "2026-03-02", "phone")
    failed(desk, "2026-03-16", "visit")
    failed(desk, "2026-03-31", "relative")
    assert desk.why_not("lost") == {"gate"}

    desk.turn_to("2026-04-01")
    assert desk.why_not("lost") == set()


def test_one_way_of_trying_is_not_enough(desk: Desk):
    for day in ("2026-03-02", "2026-03-16", "2026-04-01"):
        failed(desk, day, "phone")

    assert desk.why_not("lost") == {"gate"}


def test_whoever_was_reached_is_sought_anew(desk: Desk):
    failed(desk, "2026-03-02", "phone")
    failed(desk, "2026-03-16", "visit")
    desk.turn_to("2026-04-01")
    desk.line("contact", "found", how="visit", reached=True, reached_on=desk.day)
    failed(desk, "2026-04-02", "relative")

    assert desk.why_not("lost") == {"gate"}


@pytest.mark.parametrize("reached", [True, False])
def test_nobody_is_reached_or_missed_tomorrow(desk: Desk, reached: bool):
    on = "reached_on" if reached else "failed_on"

    told = {"how": "phone", "reached": reached, on: "2026-03-03"}
    assert desk.why_not("contact", **told) == {"gate"}


def test_the_programme_holds_on_every_path():
    check_programme(SEARCH)
