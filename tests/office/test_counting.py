"""Who has reached what is counted: by case, by person, beside what was promised."""

from __future__ import annotations

from datetime import date

import attrs

from migcase import (
    Milestone,
    Office,
    Plugins,
    Programme,
    Register,
    Stated,
    StepDone,
    days,
    done,
    today,
)
from migcase.keeping.register import Reached
from migcase.office.counting import Target
from migcase.office.settings_file import settings_of
from tests.office.passport import (
    AMINA,
    BASHIR,
    COMPLETE,
    TODAY,
    Clock,
    declaring,
    office_of,
    passport,
    request,
)

SETTINGS = """\
code = "MA"

[organisations]
md = "Migrations & Développement"

[projects.first]
title = "Premier"
organisation = "md"
targets.passport = { asked = 45, signed = 2 }

[projects.second]
title = "Second"
organisation = "md"

[targets.passport]
signed = 3
"""


def counting(version: int = 1) -> Programme:
    plain = passport(version)
    request_step, signed = plain.steps["request"], plain.steps["signed"]
    return attrs.evolve(
        plain,
        milestones=(
            Milestone("asked", "Asked", done(request_step)),
            Milestone("complete", "Papers complete", COMPLETE),
            Milestone("signed", "Signed", done(signed)),
            Milestone("waited", "Waited", today >= request_step.on + days(30)),
        ),
    )


def office_with(
    register: Register, clock: Clock, text: str = SETTINGS, *programmes: Programme
) -> Office:
    declared = declaring(*(programmes or (counting(),)))
    settings = settings_of(text)
    return office_of(declared, register=register, clock=clock, settings=settings)


def passport_for(
    office: Office, person: str | None, project: str = "first", *, signed: bool = False
) -> str:
    case = office.open("passport", by=AMINA, about=person, project=project).id
    office.record(case, request(), by=AMINA)
    if signed:
        office.record(case, StepDone("signed", TODAY), by=BASHIR)
    return case


def figures(reached: tuple[Reached, ...]) -> dict[str, tuple[int, int]]:
    return {one.milestone: (one.cases, one.persons) for one in reached}


def test_a_person_with_two_cases_counts_once(register: Register, clock: Clock):
    office = office_with(register, clock)
    passport_for(office, "p-1", signed=True)
    passport_for(office, "p-1", signed=True)
    passport_for(office, "p-2")

    assert figures(office.reached(programme="passport")) == {
        "asked": (3, 2),
        "complete": (3, 2),
        "signed": (2, 1),
        "waited": (0, 0),
    }


def test_what_nobody_has_reached_is_counted_as_nought(register: Register, clock: Clock):
    office = office_with(register, clock)

    assert [one.milestone for one in office.reached()] == [
        "asked",
        "complete",
        "signed",
        "waited",
    ]
    assert {one.cases for one in office.reached()} == {0}


def test_what_is_counted_changes_with_the_entry_that_changes_it(
    register: Register, clock: Clock
):
    office = office_with(register, clock)
    case = passport_for(office, "p-1")
    office.record(case, Stated({"complete": False}, TODAY), by=AMINA)
    assert figures(office.reached())["complete"] == (0, 0)

    office.record(case, Stated({"complete": True}, TODAY), by=AMINA)
    assert figures(office.reached())["complete"] == (1, 1)


def test_projects_and_days_are_counted_apart(register: Register, clock: Clock):
    office = office_with(register, clock)
    passport_for(office, "p-1")
    passport_for(office, "p-2", "second")
    clock.go(days=10)
    late = office.open("passport", by=AMINA, about="p-3", project="first").id
    office.record(late, request(date(2026, 3, 12)), by=AMINA)

    assert figures(office.reached(project="first"))["asked"] == (2, 2)
    assert figures(office.reached(since=date(2026, 3, 3)))["asked"] == (1, 1)
    assert figures(office.reached(until=TODAY))["asked"] == (2, 2)
    assert figures(office.reached(programme="nothing")) == {}


def test_what_only_time_brings_is_counted_without_an_entry(
    register: Register, clock: Clock
):
    office = office_with(register, clock)
    for number in range(10):
        passport_for(office, f"p-{number}")
    assert figures(office.reached())["waited"] == (0, 0)

    clock.go(days=30)
    assert figures(office.reached())["waited"] == (10, 10)


def test_all_that_time_brought_is_counted_however_much_it_is(
    register: Register, clock: Clock, monkeypatch
):
    monkeypatch.setattr("migcase.office.refreshing.AT_ONCE", 3)
    office = office_with(register, clock)
    for number in range(7):
        passport_for(office, f"p-{number}")

    clock.go(days=30)
    assert figures(office.reached())["waited"] == (7, 7)


def test_versions_of_a_programme_are_counted_together(register: Register, clock: Clock):
    office = office_with(register, clock, SETTINGS, counting(), counting(2))
    for version in (1, 2):
        case = office.open(
            "passport", by=AMINA, version=version, project="first", about="p-1"
        )
        office.record(case.id, request(), by=AMINA)

    assert figures(office.reached())["asked"] == (2, 1)


def test_what_was_reached_stands_beside_what_was_promised(
    register: Register, clock: Clock
):
    office = office_with(register, clock)
    passport_for(office, "p-1", signed=True)
    passport_for(office, "p-2", signed=True)
    passport_for(office, "p-3", "second", signed=True)
    passport_for(office, None)

    found = office.targets()
    assert [one for one in found if one.wanted is not None] == [
        Target("first", "passport", "asked", 45, 3, 3),
        Target("first", "passport", "signed", 2, 2, 2),
        Target(None, "passport", "signed", 3, 3, 3),
    ]
    assert [one.milestone for one in found[:4]] == [
        "asked",
        "complete",
        "signed",
        "waited",
    ]
    assert {one.project for one in office.targets(project="first")} == {"first"}
    assert office.targets(project="second") == ()


def test_an_office_without_the_plugin_still_counts_what_was_reached(
    register: Register, clock: Clock
):
    passport_for(office_with(register, clock), "p-1")
    office = Office(register, Plugins(), settings=settings_of(SETTINGS), clock=clock)

    assert figures(office.reached()) == {"asked": (1, 1), "complete": (1, 1)}
    [first, *_] = office.targets(project="first")
    assert first == Target("first", "passport", "asked", 45, 1, 1)
