"""A command that was not told which step, ending or hold lists what is possible now."""

from __future__ import annotations

import pytest

# Signs stay beside their words.
NB = "\N{NO-BREAK SPACE}"


def listed(answer) -> list[str]:
    """Return what was listed after the sentence, of a call that was no right one."""
    assert answer.code == 2
    return [line for line in answer.err.splitlines() if line.startswith("- ")]


def test_a_case_that_shall_be_held_is_asked_for_which_reason(office, case):
    typed = office.type("hold", case)

    assert "Missing argument “REASON”. Possible now:" in typed.err
    assert listed(typed) == ["- closed-consulate (The consulate is closed)"]


def test_a_case_that_shall_be_closed_is_asked_with_which_ending(office, case):
    typed = office.type("close", case)

    assert listed(typed) == ["- found (The old passport turned up)"]


def test_what_was_done_is_asked_for_among_the_steps_that_are_open(office, case):
    assert listed(office.type("done", case)) == ["- report (Loss reported)"]


def test_a_hold_that_shall_be_released_is_one_that_is_in_force(office, case):
    none = office.type("resume", case)

    office.type("hold", case, "closed-consulate", "--fact", "wait_for=Strike")

    assert none.err.endswith("Missing argument “HOLD”. None is possible now.\n")
    assert listed(office.type("resume", case, by="bashir")) == [
        "- closed-consulate (The consulate is closed)"
    ]


def test_where_none_is_possible_each_says_why(office, case):
    office.type("hold", case, "closed-consulate", "--fact", "wait_for=Strike")

    typed = office.type("hold", case)

    [line] = listed(typed)
    assert "None of these is possible now:" in typed.err
    assert line.startswith("- closed-consulate (The consulate is closed): ")


@pytest.mark.parametrize(
    "command", ["done", "hold", "resume", "close", "waive", "reopen", "confirm"]
)
def test_of_a_closed_case_it_is_told_once_that_it_is_closed(office, case, command):
    found = ("--fact", "grounds=At home", "--yes")
    assert office.type("close", case, "found", *found).code == 0

    typed = office.type(command, case)

    assert (typed.code, typed.out) == (5, "")
    assert typed.err == (
        "Not recorded.\n- The case is closed: “The old passport turned up”.\n"
    )


def test_what_may_be_chosen_is_listed_in_the_reader_s_language(office, case):
    typed = office.type("hold", case, lang="fr")

    assert f"l’argument «{NB}MOTIF{NB}». Possible maintenant{NB}:" in typed.err
    assert "closed-consulate (" in listed(typed)[0]


@pytest.mark.parametrize("command", ["done", "hold", "resume", "close"])
def test_without_a_case_only_the_case_is_missed(office, command):
    typed = office.type(command)

    assert typed.code == 2
    assert typed.err.endswith("Missing argument “CASE”.\n")


def test_help_still_says_that_both_words_are_needed(office):
    assert "hold [OPTIONS] CASE REASON\n" in office.type("hold", "--help").out
