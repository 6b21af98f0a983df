"""What programmes share is read in French, and said on a page."""

from __future__ import annotations

import subprocess
import sys
from gettext import GNUTranslations
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from migcase.judgement.soundness import findings
from migcase.testing import check_programme
from tests.assistance.words import EVERYTHING, shared_labels

CATALOGUE = files("migcase.assistance") / "locale/fr/LC_MESSAGES"
PAGES = Path(__file__).parents[2] / "docs/programmes"


def catalogue():
    with (CATALOGUE / "migcase_assistance.po").open("rb") as file:
        return read_po(file, locale="fr")


def test_every_shared_word_has_a_french_one_and_none_is_left_over():
    translated = {one.id for one in catalogue() if one.id and one.string}

    assert translated == shared_labels()


def test_what_is_read_is_what_was_translated(tmp_path):
    compiled = tmp_path / "made.mo"
    with compiled.open("wb") as file:
        write_mo(file, catalogue())
    with compiled.open("rb") as file:
        made = GNUTranslations(file)
    with (CATALOGUE / "migcase_assistance.mo").open("rb") as file:
        shipped = GNUTranslations(file)

    same = {label: made.gettext(label) for label in shared_labels()}
    assert same == {label: shipped.gettext(label) for label in same}


@pytest.mark.parametrize("programme", ["fund", "protection"])
def test_the_page_about_a_programme_is_what_the_programme_says(programme: str):
    told = subprocess.run(
        [sys.executable, "-m", "migcase", "--lang", "en", "explain", programme],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )

    assert (PAGES / f"{programme}.md").read_text("utf-8") == told.stdout


def test_a_programme_with_all_of_it_holds_on_every_path():
    check_programme(EVERYTHING, opened="2026-03-02")


def test_a_programme_with_all_of_it_keeps_nobody_waiting():
    assert [str(found) for found in findings(EVERYTHING) if not found.is_note] == []
