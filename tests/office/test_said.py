"""What Python lets through and no rule understands is named before it is judged."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest

from migcase import Actor, Event, Noted, Office, Step, StepDone
from migcase.casefile.events import Facts
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
        (StepDone(cast("str", None), TODAY), "`step` takes text, not NoneType"),
        (Noted(cast("str", None), TODAY), "`text` takes text, not NoneType"),
        (
            StepDone("request", TODAY, line=cast("str", 3)),
            "`line` takes text or nothing, not int",
        ),
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


def test_a_number_in_the_place_of_an_id_is_named(office: Office):
    case = office.open("passport", by=AMINA)

    with pytest.raises(TypeError, match="`id` takes text or nothing, not int"):
        office.record(case.id, request(), by=AMINA, id=cast("str", 3))
    with pytest.raises(TypeError, match="`id` takes text or nothing, not int"):
        office.open("passport", by=AMINA, id=cast("str", 3))


def test_what_is_no_mapping_is_named_where_a_case_is_opened(office: Office):
    with pytest.raises(TypeError, match=r"`facts` takes answers .*, not str"):
        office.open("passport", by=AMINA, facts=cast("Facts", "yes"))


def test_one_role_may_stand_alone():
    assert Actor("amina", "reception") == Actor("amina", {"reception"})
