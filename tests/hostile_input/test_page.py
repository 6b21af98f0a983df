"""The page about hostile input says what the code does, and leaves no number out."""

from __future__ import annotations

import re
from pathlib import Path

from migcase import incoming, strict_json
from migcase.cli.file_words import CAUSES

HOUSE = Path(__file__).parents[2]
PAGE = (HOUSE / "docs/reference/hostile-input.md").read_text()


def test_every_number_of_the_catalogue_is_told_once():
    rows = re.findall(r"^\| (\d+)(?:–(\d+))? \|", PAGE, re.MULTILINE)
    numbers = [n for one, two in rows for n in range(int(one), int(two or one) + 1)]

    assert numbers == list(range(1, 99))


def test_every_cause_stands_on_the_page_and_has_a_sentence():
    known = {*incoming.SENTENCES, *strict_json.SENTENCES}

    assert known == set(CAUSES)
    assert {cause for cause in known if f"`{cause}`" not in PAGE} == set()


def test_what_the_page_names_is_there():
    named = set(re.findall(r"`(tests/[\w/.]+)`", PAGE))

    assert {name for name in named if not (HOUSE / name).exists()} == set()
