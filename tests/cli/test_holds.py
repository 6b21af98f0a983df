"""A case that stands still says why: each hold in force, and its reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from migcase.cli.days import say_day

INTAKE = """
    from migcase import (
        DATE, TEXT, YES_NO, Field, Hold, Outcome, Programme, Role, Setting, Stage,
        Step, days, hookimpl
    )

    CLERK = Role("clerk", "Clerk")
    BOSS = Role("boss", "Head")
    ILL = Field("ill", "Is the person ill?", YES_NO)
    WHY = Field("why", "Why does it stop?", TEXT)
    DIAGNOSIS = Field("diagnosis", "Which illness?", TEXT, read_by=BOSS)
    SUSPENDED = Setting("suspended", "Why intake is suspended", TEXT)
    ASK = Step("ask", "Asked", by=CLERK, asks=ILL)
    GIVE = Step("give", "Given", by=CLERK, after=ASK)
    HOLDS = (
        Hold("waiting", "On the waiting list", when=SUSPENDED.known, stops=ASK),
        Hold("ill", "The person is ill", when=ILL, released_by=CLERK, stops=GIVE,
             recheck=days(30)),
        Hold("paused", "Paused", by=CLERK, released_by=CLERK, asks=(WHY, DIAGNOSIS)),
    )

    @hookimpl
    def migcase_programmes():
        stage = Stage("All", (ASK, GIVE))
        return [Programme("intake", 1, "Intake", stage, Outcome("over", "Over"), HOLDS)]
"""
ONLY = {"MIGCASE_LOAD_PLUGINS": "intake"}


@pytest.fixture
def intake(counter, plugin):
    """An office in which Amina takes people in."""
    plugin("intake", INTAKE)
    words = (
        "init",
        "--plain",
        "--code",
        "MA",
        "--user",
        "amina:clerk",
        "--user",
        "bashir:*",
    )
    assert counter.type(*words, **ONLY).code == 0
    return counter


@pytest.fixture
def case(intake) -> str:
    return intake.type("open", "intake", "--json", **ONLY).json["case"]


def suspend(office) -> None:
    settings = office.folder / "office.toml"
    more = '\n[programmes.intake]\nsuspended = "No money until March"\n'
    settings.write_text(settings.read_text("utf-8") + more, "utf-8")


def test_a_waiting_list_is_named_with_the_reason_that_the_mission_gave(intake, case):
    suspend(intake)

    shown = intake.type("show", case, **ONLY).out

    assert "On hold since" in shown
    assert ": On the waiting list\n" in shown
    assert "Met: the setting “Why intake is suspended” has a value: it says" in shown
    assert "“No money until March”" in " ".join(shown.split())


def test_a_hold_that_nobody_declared_says_what_makes_it_so(intake, case):
    intake.type("done", case, "ask", "--fact", "ill=yes", **ONLY)

    shown = intake.type("show", case, **ONLY).out

    assert ": The person is ill\n  Met: “Is the person ill?” is answered “yes”" in shown
    assert "- Given (Clerk): on hold" in shown


def test_a_hold_says_when_it_is_looked_at_again_and_who_releases_it(intake, case):
    intake.type("done", case, "ask", "--fact", "ill=yes", **ONLY)

    shown = intake.type("show", case, **ONLY).out
    (held,) = intake.type("show", case, "--json", **ONLY).json["in_force"]
    again = date.fromisoformat(held["since"]) + timedelta(days=30)

    assert (
        f"  To be looked at again on {say_day(again)}.\n  Released by: Clerk." in shown
    )
    assert held["look_on"] == again.isoformat()


def test_looking_again_is_not_what_comes_next(intake, case):
    typed = intake.type("done", case, "ask", "--fact", "ill=yes", **ONLY)

    assert typed.code == 0
    assert "Look again" not in typed.out + typed.err


def test_looking_at_a_hold_again_is_on_the_agenda_of_whoever_releases_it(intake, case):
    intake.type("done", case, "ask", "--fact", "ill=yes", **ONLY)
    offered = intake.type("agenda", **ONLY).out

    intake.type("resume", case, "ill", "--reason", "Well again", **ONLY)

    assert "Look again: The person is ill" in offered
    assert "Look again" not in intake.type("agenda", **ONLY).out


def test_a_declared_hold_says_why_to_whom_it_may(intake, case):
    told = ("--fact", "why=No papers", "--fact", "diagnosis=Flu")
    assert intake.type("hold", case, "paused", *told, **ONLY).code == 0

    hers = intake.type("show", case, **ONLY).out
    his = intake.type("show", case, by="bashir", **ONLY).out

    assert ": Paused\n  Why does it stop? — No papers\n" in hers
    assert "Flu" not in hers
    assert "  Which illness? — Flu\n" in his


def test_a_case_that_goes_on_names_no_hold(intake, case):
    assert "On hold" not in intake.type("show", case, **ONLY).out


def test_a_hold_that_was_released_is_not_named(intake, case):
    intake.type("done", case, "ask", "--fact", "ill=yes", **ONLY)
    released = intake.type("resume", case, "ill", "--reason", "Well again", **ONLY)

    assert released.code == 0
    assert "The person is ill" not in intake.type("show", case, **ONLY).out


def test_a_program_reads_which_holds_are_in_force(intake, case):
    suspend(intake)

    (held,) = intake.type("show", case, "--json", **ONLY).json["in_force"]

    assert (held["hold"], held["by_itself"]) == ("waiting", True)
    assert held["settings"] == {"suspended": "No money until March"}
