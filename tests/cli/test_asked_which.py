"""A command at a terminal that was not told which asks which one, and goes on."""

from __future__ import annotations

import pytest

from migcase.cli import choices, which_one

PASSPORT = ("--fact", "how=lost", "--fact", "lost_on=yesterday")
HELD = ("closed-consulate", "--fact", "wait_for=Strike")


@pytest.fixture(autouse=True)
def _somebody_is_there(monkeypatch):
    for room in (choices, which_one):
        monkeypatch.setattr(room, "is_at_a_terminal", lambda _ctx: True)


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


def test_which_step_is_waived_done_again_or_stood_by_is_asked_for(office, reported):
    with_relatives(office, reported)
    letter = ("--fact", "nationality=GN", "--fact", "papers=photo")
    assert (
        office.type("done", reported, "letter", *letter, "--fact", "copies=1").code == 0
    )
    why = ("--reason", "told so")

    waived = office.type("waive", reported, *why, by="bashir", stdin="2\n")
    again = office.type("reopen", reported, *why, stdin="letter\n")
    stands = office.type("confirm", reported, *why, stdin="1\n")

    assert "“Photograph taken — Relative, p-0003” will not be done." in waived.out
    assert "“Consulate written to” is to be done again." in again.out
    assert stands.err.endswith("Missing argument “STEP”. None is possible now.\n")


def test_which_line_and_whose_hands_are_asked_for(office, case):
    office.type("person", "add", "--number", "p-0002", "--given", "Awa")

    opened = office.type(
        "line", case, "--key", "one", "--fact", "who=p-0002", stdin="1\n"
    )
    assigned = office.type("assign", case, stdin="Bash\n")
    ended = office.type("line", case, "--end", "left", stdin="one\n")

    assert "1. relative (Relative)" in opened.err
    assert (opened.code, ended.code) == (0, 0), opened.err + ended.err
    assert "is in the hands of bashir" in assigned.out


@pytest.mark.parametrize("command", ["waive", "line", "assign"])
def test_whoever_names_nothing_here_changes_nothing(office, case, command):
    with_relatives(office, case)
    before = entries(office, case)

    asked = office.type(command, case, by="bashir", stdin="\n")

    assert (asked.code, entries(office, case)) == (1, before)


def test_in_a_pipe_they_are_listed(office, case, monkeypatch):
    for room in (choices, which_one):
        monkeypatch.setattr(room, "is_at_a_terminal", lambda _ctx: False)

    listed = office.type("assign", case)

    assert listed.code == 2
    assert "“NAME”. There are:\n- amina\n- bashir\n" in listed.err


def test_a_dash_means_nothing_that_is_there(office, case):
    asked = office.type("done", case, *PASSPORT, stdin="-\n\n")

    assert asked.code == 1
    assert "That is none of these." in asked.err
    assert entries(office, case) == 1


def test_where_something_is_called_by_a_number_nothing_else_is_numbered(office, case):
    for line, person in (("two", "p-0002"), ("1", "p-0003")):
        office.type("person", "add", "--number", person, "--given", "Awa")
        words = ("line", case, "relative", "--key", line, "--fact", f"who={person}")
        assert office.type(*words).code == 0

    asked = office.type("line", case, "--end", "left", stdin="1\n")

    assert asked.code == 0, asked.err
    assert "Which one? Type its name, or nothing to stop." in asked.err
    lines = office.type("show", case, "--json").json["lines"]
    assert [one["key"] for one in lines if one["ended"]] == ["1"]


def test_where_no_line_goes_on_it_is_said_that_none_is_possible(office, case):
    asked = office.type("line", case, "--end", "left")

    assert asked.code == 2
    assert "None is possible now." in asked.err


def test_a_step_in_doubt_for_two_reasons_is_one_to_stand_by(office, reported):
    papers = ("nationality=SN", "papers=birth", "copies=2")
    office.type("done", reported, "letter", *facts(*papers))
    office.type("done", reported, "check", by="bashir")
    office.type("done", reported, "news", *facts("ready=yes"))
    office.type("done", reported, "handover", *facts("fee=80 MAD"))
    office.type("state", reported, *facts("how=stolen", "ready=no"))
    doubts = office.type("show", reported, "--json").json["doubts"]
    assert [one["step"] for one in doubts] == ["handover", "handover"]

    asked = office.type("confirm", reported, "--reason", "Seen", stdin="handover\n")

    assert asked.code == 0, asked.err
    assert asked.err.count("Passport handed over") == 1


def facts(*answers: str) -> tuple[str, ...]:
    return tuple(word for one in answers for word in ("--fact", one))
