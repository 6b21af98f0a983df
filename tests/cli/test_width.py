"""Nothing that is read is wider than the screen, or 80 columns where there is none."""

from __future__ import annotations

import pytest

from migcase.cli.display import broken, width_of
from migcase.cli.table import print_table

pytestmark = pytest.mark.slow


def widths(text: str) -> list[int]:
    return [width_of(line) for line in text.splitlines()]


@pytest.fixture
def busy(office, reported):
    """An office with much to read: a blocked step, a line, answers, a history."""
    told = ("--fact", "nationality=SN", "--fact", "papers=copy", "--fact", "copies=1")
    assert office.type("done", reported, "letter", *told).code == 0
    assert office.type("done", reported, "check", by="bashir").code == 0
    return reported


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "words",
    [
        ("agenda", "--all"),
        ("list",),
        ("list", "--counts"),
        ("plugins",),
        ("show", "CASE", "--facts"),
        ("why", "CASE"),
        ("why", "CASE", "handover"),
    ],
    ids=" ".join,
)
def test_no_line_in_a_pipe_is_wider_than_it_may_be(office, busy, words, lang):
    typed = [busy if word == "CASE" else word for word in words]

    found = office.type(*typed, lang=lang)

    assert found.code == 0
    assert max(widths(found.out)) <= 80


@pytest.mark.parametrize("words", [("show", "CASE"), ("why", "CASE", "handover")])
def test_sentences_keep_to_a_narrow_screen_as_well(office, busy, words):
    typed = [busy if word == "CASE" else word for word in words]

    assert max(widths(office.type(*typed, COLUMNS="46").out)) <= 46


def test_a_line_of_the_history_stays_whole_in_a_pipe(office, busy):
    out = office.type("show", busy, "--history", COLUMNS="46").out

    _, history = out.split("History\n")
    assert len(history.splitlines()) == 4


def test_a_table_in_a_pipe_loses_nothing_where_room_is_short(office, busy):
    wide = office.type("agenda", "--all", COLUMNS="400").out
    narrow = office.type("agenda", "--all", COLUMNS="60").out

    assert sorted(narrow.split()) == sorted(wide.split())


def test_a_case_number_is_never_broken(office, busy):
    assert busy in office.type("agenda", "--all", COLUMNS="20").out


@pytest.mark.parametrize("last", ["retours", "retours-souss", "word" * 20])
def test_many_columns_of_long_words_stand_within_the_screen(capsys, monkeypatch, last):
    monkeypatch.setenv("COLUMNS", "80")
    row = ["RAB-26-00001-S", "Réintégration", "dépistage en cours", "Enregistrement"]

    print_table("1234567", [[*row, "gestionnaire", "13 sept. 2026", last]])

    shown = capsys.readouterr().out
    assert max(widths(shown)) <= 80
    assert "RAB-26-00001" in shown


def test_columns_stand_closer_before_a_word_is_broken(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    row = ["RAB-26-00001-S", "Réintégration", "suspendu", "Enregistrement"]

    print_table("1234567", [[*row, "bashir", "13 sept. 2026", "retours-2026"]])

    assert "Enregistrement" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a passport handed over", ["a passport", "handed", "over"]),
        ("", [""]),
        ("ununterbrochenes Wort", ["ununterbro", "chenes", "Wort"]),
        ("旅券 handed", ["旅券", "handed"]),
    ],
)
def test_a_cell_is_broken_between_words_where_it_can_be(text, lines):
    assert broken(text, 10) == lines
