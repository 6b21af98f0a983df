"""A protection case: what was found out is not asked again because danger came back."""

from __future__ import annotations

import pytest

from migcase.assistance.protection import PROTECTION
from migcase.testing import Desk

IN_DANGER = {
    "concern": "trafficking",
    "seen_by": "the-person",
    "in_danger": True,
    "is_child": False,
}
SAFE = {"safe_place": True, "safety_plan": "A shelter in another town"}
HEARD = {"interview": "yes", "interpreter": "none", "safe_channel": "by SMS"}
PLAN = {"support": ["shelter"], "choice": "undecided", "person_agrees": True}


@pytest.fixture
def supported() -> Desk:
    """A woman who was in danger: in a shelter, heard, and with a plan of support."""
    desk = Desk(
        PROTECTION, "2026-03-02", facts=IN_DANGER, about="person-1", hand="amina"
    )
    desk.done("safety", **SAFE)
    desk.done("ask-first", **HEARD)
    desk.done(
        "screen",
        act="yes",
        means="yes",
        exploited="yes",
        evidence="Papers taken",
        determined="possible-victim",
    )
    desk.hand_to("bashir")
    desk.done("second-look", agreed=True)
    desk.done("support-plan", **PLAN)
    return desk


def test_who_is_in_danger_again_is_made_safe_and_not_heard_again(supported: Desk):
    owed = set(supported.agenda)
    supported.stated(safe_place=False)
    assert "safety" in supported.agenda
    assert "ask-first" in {one.step for one in supported.doubts}

    supported.done("safety", **SAFE)

    assert supported.doubts == ()
    assert set(supported.agenda) == owed


def test_nobody_is_interviewed_before_they_are_safe():
    desk = Desk(PROTECTION, "2026-03-02", facts=IN_DANGER, about="person-1")

    assert desk.why_not("ask-first", **HEARD) == {"gate"}

    desk.done("safety", **SAFE)
    assert desk.why_not("ask-first", **HEARD) == set()
