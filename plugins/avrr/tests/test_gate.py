"""The gate, as a property: a child alone leaves exactly if everything holds.

The oracle below is written apart from the programme, so that a slip in one of them
shows.
"""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

FLIGHT = date(2026, 4, 6)


@pytest.fixture(scope="module")
def boy_at_gate(arrivals):
    """A boy of sixteen alone, for whom everything is in order, at the gate."""
    boy = arrivals()
    boy.counselled()
    boy.traveller("boy", "2010-01-15", with_parent=False)
    boy.registered()
    boy.screened("boy", views="To see his mother")
    boy.did("guardian-request", "boy", guardian="person-g", guardian_request="letter")
    boy.did("bia", "boy", views="To see his mother", bia_report="report")
    boy.shared("to-conakry")
    boy.did(
        "local-check", "boy", home_safe=True, family_agrees=True, caregiver="person-m"
    )
    boy.did(
        "bid",
        "boy",
        weighed=["return", "stay", "third-country"],
        bid_outcome="return",
        bid_dated=boy.day,
        bid_report="determination",
        guardian_agrees=True,
        review_told=True,
    )
    boy.did("child-ready", "boy", escort="person-e", handover_form="form")
    boy.decided(reintegration=False)
    boy.papers("boy")
    boy.did("travel-ready")
    boy.turn_to(FLIGHT)
    boy.booked("2026-04-06")
    boy.at_the_gate("boy")
    return boy


def day(number: int) -> date:
    """Return a day so many days from the flight."""
    return FLIGHT + timedelta(days=number)


IN_ORDER = {
    "born": date(2010, 1, 15),
    "with_parent": False,
    "bid_outcome": "return",
    "bid_dated": date(2026, 3, 2),
    "guardian_agrees": True,
    "family_agrees": True,
    "paper_until": date(2026, 12, 31),
    "fit_until": date(2026, 12, 31),
    "check": "fit",
    "last_consent": True,
    "fear_at_gate": False,
}
# How each of them may turn out otherwise, at the edges above all.
TURNS: dict[str, tuple[object, ...]] = {
    "born": (date(2008, 4, 7), date(2008, 4, 6)),
    "with_parent": (True,),
    "bid_outcome": ("stay", "third-country"),
    "bid_dated": (day(-91), day(-90), day(0), day(1)),
    "guardian_agrees": (False,),
    "family_agrees": (False,),
    "paper_until": (day(-1), day(0)),
    "fit_until": (day(-1), day(0)),
    "check": ("unfit",),
    "last_consent": (False,),
    "fear_at_gate": (True,),
}
ONE_TURN = [{key: value} for key, values in TURNS.items() for value in values]


@st.composite
def turns(draw: st.DrawFn) -> dict[str, object]:
    """Draw two or three things that turn out otherwise."""
    some = st.lists(st.sampled_from(sorted(TURNS)), unique=True, min_size=2, max_size=3)
    return {key: draw(st.sampled_from(TURNS[key])) for key in draw(some)}


# In this order: whether a child travels with a parent is asked of no adult.
TOLD_BY = {
    "with_parent": "case-manager",
    "born": "case-manager",
    "bid_outcome": "bid-panel",
    "bid_dated": "bid-panel",
    "guardian_agrees": "bid-panel",
    "family_agrees": "origin",
    "paper_until": "operations",
    "fit_until": "doctor",
    "check": "doctor",
}


def may_leave(said: dict[str, object]) -> bool:
    """Say by hand who may board."""
    came_of_age = said["born"] <= date(2008, 4, 6)
    determined = (
        said["bid_outcome"] == "return"
        and date(2026, 1, 6) <= said["bid_dated"] <= FLIGHT
        and said["guardian_agrees"]
        and said["family_agrees"]
    )
    return bool(
        (determined or came_of_age or said["with_parent"])
        and said["paper_until"] >= FLIGHT
        and said["fit_until"] >= FLIGHT
        and said["check"] == "fit"
        and said["last_consent"]
        and not said["fear_at_gate"]
    )


@pytest.mark.parametrize("turned", [{}, *ONE_TURN], ids=str)
def test_each_thing_alone_keeps_a_child_alone_here(boy_at_gate, turned):
    assert leaves(boy_at_gate, turned) == may_leave({**IN_ORDER, **turned})


@given(turned=turns())
def test_several_things_together_never_let_a_child_slip_through(boy_at_gate, turned):
    assert leaves(boy_at_gate, turned) == may_leave({**IN_ORDER, **turned})


def leaves(boy_at_gate, turned) -> bool:
    """Tell whether the programme lets the boy board."""
    boy = copy(boy_at_gate)
    boy.entries = list(boy_at_gate.entries)
    for fact, role in TOLD_BY.items():
        if fact in turned:
            boy.told("boy", by=role, **{fact: turned[fact]})
    refusals = boy.tried(
        "departure",
        "boy",
        boarded="boarded",
        last_consent=turned.get("last_consent", True),
        fear_at_gate=turned.get("fear_at_gate", False),
        pocket_money="30 EUR",
        pocket_receipt="R 1",
    )
    return not refusals
