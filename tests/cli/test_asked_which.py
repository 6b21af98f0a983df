"""A command at a terminal that was not told which asks which one, and goes on."""

from __future__ import annotations

import pytest

from migcase.cli import choices

PASSPORT = ("--fact", "how=lost", "--fact", "lost_on=yesterday")
HELD = ("closed-consulate", "--fact", "wait_for=Strike")


@pytest.fixture(autouse=True)
def _somebody_is_there(monkeypatch):
    monkeypatch.setattr(choices, "is_at_a_terminal", lambda _ctx: True)


def entries(office, case) -> int:
    return office.type("show", case, "--json").json["number"]


def with_relatives(office, case) -> None:
    for line, person in (("one", "p-0002"), ("two", "p-0003")):
        office.type("person", "add", "--number", person, "--given", "Awa")
        words = ("line", case, "relative", "--key", line, "--fact", f"who={person}")
        assert office.type(*words).code == 0


@pytest.mark.parametrize(
    "typed", ["1", " 1. ", "١", "report", "Loss reported", "loss REP", "5\nreport"]
)
def test_which_step_is_told_by_its_number_its_key_or_its_title(office, case, typed):
    asked = office.type("done", case, *PASSPORT, stdin=f"{typed}\n")

    assert "Possible now:\n1. report (Loss reported)\n" in asked.err
    assert f"{case}: “Loss reported” is done" in asked.out


def test_which_hold_and_which_ending_are_asked_for_as_well(office, case):
    held = office.type("hold", case, "--fact", "wait_for=Strike", stdin="1\n")
    released = office.type(
        *("resume", case, "--reason", "over"), by="bashir", stdin="1\n"
    )
    closed = office.type(
        *("close", case, "--yes", "--fact", "grounds=At home"), stdin="found\n"
    )

    assert (held.code, released.code, closed.code) == (0, 0, 0)
    assert f"{case} is closed: “The old passport turned up”" in closed.out


@pytest.mark.parametrize("command", ["done", "hold", "close"])
@pytest.mark.parametrize("typed", ["\n", "  \n", ""])
def test_whoever_answers_nothing_records_nothing(office, case, command, typed):
    asked = office.type(command, case, stdin=typed)

    assert asked.code == 1
    assert "Nothing was recorded." in asked.err
    assert entries(office, case) == 1


def test_what_is_none_of_them_is_asked_for_again(office, case):
    asked = office.type("done", case, stdin="0\n2\nletter\n\n")

    assert asked.err.count("That is none of these.") == 3
    assert entries(office, case) == 1


def test_what_may_be_several_is_asked_for_by_their_numbers(office, case):
    with_relatives(office, case)

    asked = office.type("done", case, stdin="photo\n3\n")

    assert "Did you mean 2 or 3?" in asked.err
    assert f"{case}: “Photograph taken — Relative, p-0003” is done" in asked.out


def test_of_a_line_that_was_named_only_its_steps_are_listed(office, case):
    with_relatives(office, case)

    asked = office.type("done", case, "--line", "one", stdin="photo\n")

    assert f"{case}: “Photograph taken — Relative, p-0002” is done" in asked.out


def test_where_none_is_possible_nothing_is_asked(office, case):
    none = office.type("resume", case, stdin="1\n")

    assert none.code == 2
    assert none.err.endswith("Missing argument “HOLD”. None is possible now.\n")


def test_the_reason_of_a_release_is_asked_for_after_the_hold(office, case, monkeypatch):
    monkeypatch.setattr("migcase.cli.display.can_ask", lambda: True)
    office.type("hold", case, *HELD)

    released = office.type("resume", case, by="bashir", stdin="1\nThe strike is over\n")

    assert released.code == 0, released.err
    assert "Why?" in released.err
