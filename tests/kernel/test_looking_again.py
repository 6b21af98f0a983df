"""Whoever may release a hold is told on which day to look at it again."""

from __future__ import annotations

from datetime import date

import pytest

from migcase import DATE, Field, Hold, Programme, Role, Stage, Step, months
from migcase.judgement.standstill import in_force
from migcase.testing import Desk

CLERK, BOSS = Role("clerk", "Clerk"), Role("boss", "Head")
UNTIL = Field("until", "Looked at again on", DATE)
GIVE = Step("give", "Given", by=CLERK)
STRIKE = Hold("strike", "No post", by=CLERK, recheck=months(1), released_by=BOSS)
PAUSED = Hold("paused", "Paused", by=CLERK, asks=UNTIL, recheck=UNTIL, released_by=BOSS)
CLOSED = Hold("closed-down", "Closed down", by=CLERK, recheck=months(1))
ASLEEP = Hold("asleep", "Asleep", by=CLERK, released_by=BOSS)
PROGRAMME = Programme(
    "parcels", 1, "Parcels", Stage("All", GIVE), holds=(STRIKE, PAUSED, CLOSED, ASLEEP)
)


@pytest.fixture
def desk() -> Desk:
    desk = Desk(PROGRAMME, "2026-03-02")
    desk.hand_to("Amina", CLERK, BOSS)
    return desk


def test_looking_again_is_owed_by_whoever_releases_until_the_hold_is_released(desk):
    desk.held(STRIKE)
    task = desk.agenda["look strike"]
    assert (task.roles, task.since, task.due) == (
        ("boss",),
        date(2026, 3, 2),
        date(2026, 4, 2),
    )

    desk.resumed(STRIKE, "They work again.")

    assert "look strike" not in desk.agenda


def test_a_period_comes_round_while_the_hold_lasts(desk):
    desk.held(STRIKE)

    desk.turn_to("2026-04-02")
    assert desk.agenda["look strike"].due == date(2026, 4, 2)
    desk.turn_to("2026-04-03")
    assert desk.agenda["look strike"].due == date(2026, 5, 2)


def test_a_day_stays_that_day_until_another_is_told(desk):
    desk.held(PAUSED, until=date(2026, 3, 9))
    desk.turn_to("2026-04-01")
    assert desk.agenda["look paused"].due == date(2026, 3, 9)

    desk.stated(until=date(2026, 4, 9))

    assert desk.agenda["look paused"].due == date(2026, 4, 9)


def test_what_the_case_says_is_what_the_agenda_says(desk):
    desk.held(STRIKE)
    desk.turn_to("2026-07-14")

    [held] = in_force(desk.case, PROGRAMME, desk.outside)

    assert held.look_on == desk.agenda["look strike"].due == date(2026, 8, 2)


@pytest.mark.parametrize("hold", [CLOSED, ASLEEP], ids=lambda hold: hold.key)
def test_what_nobody_releases_or_looks_at_again_is_no_task(desk, hold):
    desk.held(hold)

    assert f"look {hold.key}" not in desk.agenda
