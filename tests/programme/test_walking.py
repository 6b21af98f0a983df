"""Declaring a programme looks into each part once, however many words share it."""

from __future__ import annotations

import sys

import pytest

from migcase import (
    NUMBER,
    YES_NO,
    BadProgramme,
    Derived,
    Field,
    Programme,
    Role,
    Stage,
    Step,
    case_of,
    linked,
)
from migcase.programme import walking

NURSE = Role("nurse", "Nurse")
AGE = Field("age", "How old?", NUMBER)
ALONE = Field("alone", "Alone?", YES_NO)
ASK = Step("ask", "Asked", by=NURSE, asks=(AGE, ALONE))
LOST = Field("lost", "Never asked", YES_NO)


def programme(shared, times):
    steps = [Step(f"s{n}", "Seen", by=NURSE, when=shared) for n in range(times)]
    return Programme("p", 1, "P", Stage("All", (ASK, *steps)))


def looks(declare):
    """Return how often a condition is looked into while *declare* runs."""
    found = 0

    def count(frame, event, _argument):
        nonlocal found
        found += event == "call" and frame.f_code is walking.children.__code__

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        declare()
    finally:
        sys.setprofile(before)
    return found


def test_a_condition_that_many_steps_share_is_looked_into_once():
    shared = Derived("child", "Child alone", (AGE < 18) & ALONE)

    once = looks(lambda: programme(shared, 1))
    often = looks(lambda: programme(shared, 50))

    assert 0 < once == often


def test_conditions_that_are_not_shared_are_all_looked_into():
    both = looks(lambda: programme((AGE < 18) & ALONE, 1))
    more = looks(lambda: programme((AGE < 18) & ALONE & ~(AGE < 3), 1))

    assert more > both


def test_a_fault_in_what_is_shared_is_told_of_every_word():
    with pytest.raises(BadProgramme) as raised:
        programme((AGE < 18) & LOST, 3)

    told = {(fault.code, fault.thing) for fault in raised.value.faults}
    assert told == {("never-asked", f"step s{n}") for n in range(3)}


def test_what_is_read_in_another_case_is_left_out_only_where_that_is_asked():
    mother = Field("mother", "Whose child?", case_of())
    link = linked(mother, AGE < 18) & ALONE
    walks = walking.Walks()
    elsewhere = [key(part) for part in walks.within(link)]
    here = [key(part) for part in walks.here(link)]

    assert "age" in elsewhere
    assert "age" not in here
    assert {"mother", "alone"} <= {*here}


def key(part):
    return getattr(part, "key", "")
