"""What Python lets through and no rule understands is named before it is judged."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest

from migcase import Actor, Event, Office, Step, StepDone
from tests.office.passport import AMINA, CLERK, COMPLETE, MONDAY, TODAY, request

REQUEST = Step("request", "Request", by=CLERK)


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (StepDone(cast("str", REQUEST), TODAY), "`step` takes text, not Step"),
        (StepDone("request", cast("date", "2026-03-02")), "`on` takes a .*, not str"),
        (StepDone("request", MONDAY), "`on` takes a .*, not datetime"),
        (
            StepDone("request", TODAY, {cast("str", COMPLETE): True}),
            "`facts` takes .*, not Field",
        ),
        (cast("Event", REQUEST), "an event is wanted, not Step"),
    ],
)
def test_a_thing_in_the_place_of_its_key_is_named_and_no_plugin_blamed(
    office: Office, event: Event, told: str
):
    case = office.open("passport", by=AMINA)

    with pytest.raises(TypeError, match=told):
        office.record(case.id, event, by=AMINA)
    with pytest.raises(TypeError, match=told):
        office.why_not(case.id, event, by=AMINA)
    assert office.case(case.id) == case
    assert office.plugins.failed == ()


def test_a_name_in_the_place_of_an_actor_is_named(office: Office):
    nobody = cast("Actor", "amina")
    case = office.open("passport", by=AMINA)

    with pytest.raises(TypeError, match="`by` takes an Actor, not str"):
        office.record(case.id, request(), by=nobody)
    with pytest.raises(TypeError, match="`by` takes an Actor, not str"):
        office.open("passport", by=nobody)
    with pytest.raises(TypeError, match="`by` takes an Actor, not str"):
        office.why_not_open("passport", by=nobody)


def test_one_role_may_stand_alone():
    assert Actor("amina", "reception") == Actor("amina", {"reception"})
