"""What a list is narrowed to is named as it is printed, and never silently unknown."""

from __future__ import annotations

import pytest

from migcase.cli import choosing, narrowing


@pytest.mark.parametrize(
    "words",
    [
        ("--programme", "passport"),
        ("--programme", "replacing a passport"),
        ("--stage", "at-the-consulate"),
        ("--stage", "At the consulate"),
        ("--status", "active"),
        ("--status", "actif"),
        ("--assignee", "bashir"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_list_is_narrowed_by_a_key_or_by_what_it_prints(
    office, reported, words, lang
):
    office.opened()
    office.type("assign", reported, "bashir")
    narrowed = office.type("list", *words, lang=lang)

    assert (narrowed.code, reported in narrowed.out) == (0, True)


def test_what_a_plugin_names_goes_by_its_name_in_every_language(office):
    pytest.importorskip("migcase_avrr")
    status = ("--status", "demande déposée"), ("--status", "submitted")
    stage = ("--stage", "Enregistrement"), ("--stage", "Registration")
    listed = [
        office.type("list", *words, MIGCASE_LOAD_PLUGINS="avrr")
        for words in (*status, *stage)
    ]

    told = "There are no such cases.\n`migcase list --counts` shows which there are.\n"
    assert [(one.code, one.err) for one in listed] == [(0, told)] * 4


@pytest.mark.parametrize("word", ["open", "ouvert"])
def test_open_are_all_that_are_not_closed(office, word):
    submitted, found = office.opened(), office.opened()
    ended = ("found", "--fact", "grounds=At home", "--yes")
    assert office.type("close", found, *ended).code == 0
    held = office.opened()
    reason = ("closed-consulate", "--fact", "wait_for=Strike")
    assert office.type("hold", held, *reason).code == 0

    listed = office.type("list", "--status", word)
    counted = office.type("list", "--status", word, "--counts")

    assert [one in listed.out for one in (submitted, found, held)] == [1, 0, 1]
    assert "closed" not in counted.out


def test_a_list_goes_on_after_a_number_however_it_is_typed(office):
    first, second = office.opened(), office.opened()

    squeezed = office.type("list", "--after", first.replace("-", "").lower())

    assert (squeezed.code, first in squeezed.out, second in squeezed.out) == (0, 0, 1)


def test_a_list_goes_on_after_a_number_only(office, case):
    wrong = office.type("list", "--after", "zzz")
    slipped = office.type(
        "list", "--after", f"{case[:-1]}{'A' if case[-1] > 'A' else 'B'}"
    )

    assert (wrong.code, slipped.code, wrong.out + slipped.out) == (2, 2, "")
    assert wrong.err.startswith("zzz is no case number")
    assert f"Did you mean {case}?" in slipped.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--programme", "pasport"), "Did you mean passport?"),
        (("--stage", "at the dsk"), "Did you mean At the desk"),
        (("--stage", "zzz"), "There are: At the desk, At the consulate, Back"),
        (("--status", "zzz"), "There are: active, open, on hold, closed"),
        (("--assignee", "bachir"), "Did you mean bashir?"),
        (("--assignee", "bob"), "Nobody called bob works here."),
    ],
)
def test_no_such_cases_is_not_said_of_a_word_that_nobody_knows(
    office, case, words, told
):
    listed = office.type("list", *words)

    assert (listed.code, listed.out, told in listed.err) == (4, "", True)
    assert "There are no such cases." not in listed.err


def test_where_too_many_words_could_be_meant_a_command_shows_them(
    office, case, monkeypatch
):
    monkeypatch.setattr(narrowing, "MOST_LISTED", 2)

    told = office.type("list", "--stage", "zzz").err
    assert "`migcase list --counts` shows which there are." in told


def test_where_there_are_too_many_steps_a_command_lists_them(office, case, monkeypatch):
    monkeypatch.setattr(choosing, "MOST_LISTED", 2)

    told = office.type("done", case, "zzz").err
    assert ": `migcase explain passport` lists them." in told


def test_no_such_cases_is_said_where_it_is_true(office, case):
    assert "There are no such cases." in office.type("list", "--stage", "Back").err


def test_cases_are_counted_in_the_order_of_the_stages(office, reported):
    office.opened()
    counted = office.type("list", "--counts").out
    narrowed = office.type("list", "--counts", "--stage", "At the desk").out

    assert counted.index("At the desk") < counted.index("At the consulate")
    assert "At the consulate" not in narrowed


def test_counts_are_not_narrowed_by_hands_in_silence(office, case):
    assert office.type("list", "--counts", "--mine").code == 2


def test_a_stage_of_another_programme_is_a_stage_of_this_office(office):
    pytest.importorskip("migcase_avrr")
    words = ("--programme", "avrr", "--stage", "Matching")
    listed = office.type("list", *words, MIGCASE_LOAD_PLUGINS="avrr,mobility")
    known = office.type("list", *words[2:], MIGCASE_LOAD_PLUGINS="avrr,mobility")

    assert (listed.code, known.code) == (0, 0)
    assert "There are no such cases." in listed.err


def test_my_cases_are_nobody_elses(office, case):
    listed = office.type("list", "--mine", "--assignee", "bashir")

    assert (listed.code, listed.out) == (2, "")
    assert "--assignee" in listed.err
