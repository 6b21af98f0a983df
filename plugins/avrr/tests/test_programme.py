"""What the declaration itself promises: every path, every setting, every word."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from gettext import GNUTranslations
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from migcase import Derived
from migcase.judgement.soundness import findings
from migcase.programme.anatomy import all_nodes
from migcase.testing import check_programme
from migcase_avrr import AVRR, command, handing_over

CATALOGUE = files("migcase_avrr") / "locale/fr/LC_MESSAGES"
SHARED = files("migcase.assistance") / "locale/fr/LC_MESSAGES"
PAGE = Path(__file__).parents[3] / "docs/programmes/avrr.md"


def test_the_programme_holds_on_every_path():
    check_programme(AVRR, opened="2026-03-02")


@pytest.mark.slow
def test_the_programme_holds_while_the_mission_suspends_things(no_intake):
    settings = {**no_intake, "suspended_destinations": ("SN",)}

    check_programme(AVRR, walks=6, seed=1, settings=settings, opened="2026-03-02")


def test_the_declaration_keeps_nobody_waiting_and_nobody_in():
    assert [str(found) for found in findings(AVRR) if not found.is_note] == []


def test_no_setting_is_shown_as_official():
    unverified = {setting.status for setting in AVRR.index.settings.values()}

    assert unverified <= {"unverified", "proposal"}


def test_every_setting_in_the_file_is_used():
    text = (files("migcase_avrr") / "settings.toml").read_text("utf-8")
    declared = {line.strip("[]") for line in text.splitlines() if line[:1] == "["}
    shared = {"referral_high", "referral_medium", "referral_low", "sharing_stopped"}
    shared |= {"disclosure_acknowledged", "agreements"}

    assert declared | shared == set(AVRR.index.settings)


def test_no_deadline_and_no_ceiling_stands_in_the_code():
    numbers = {
        str(path.name): [word for word in ("days(", "months(") if word in text]
        for path in Path(str(files("migcase_avrr"))).glob("*.py")
        if (text := path.read_text("utf-8"))
    }

    assert {name: found for name, found in numbers.items() if found} == {}


def test_every_role_has_something_to_do():
    busy = {role.key for step in AVRR.steps.values() for role in step.by}

    assert {"reception", "next-of-kin", "bid-panel"} <= busy
    assert set(AVRR.index.roles) == busy


# ------------------------------------------------ words
def labels() -> Iterator[str]:
    """Yield everything that somebody reads of this programme."""
    index = AVRR.index
    yield from (AVRR.title, AVRR.summary)
    for role in index.roles.values():
        yield from (role.title, role.sees)
    for titled in (
        *AVRR.stages,
        *index.tracks.values(),
        *AVRR.steps.values(),
        *AVRR.holds,
        *AVRR.milestones,
        *AVRR.outcomes,
        *(node for node in all_nodes(AVRR) if isinstance(node, Derived)),
    ):
        yield titled.title
    yield from (state.stands_for for state in (*AVRR.stages, *AVRR.holds))
    for question in index.fields.values():
        yield from (question.question, *question.kind.choices)
    for setting in index.settings.values():
        yield from (setting.title, setting.source)


def sentences() -> Iterator[str]:
    """Yield what the hand-over says."""
    yield from (command.HELP, command.ANSWER, command.PROJECT, command.FOR_PROJECT)
    yield from (
        handing_over.NOT_A_RETURN,
        handing_over.NOBODY_ARRIVED,
    )


def catalogue():
    with (CATALOGUE / "migcase_avrr.po").open("rb") as file:
        return read_po(file, locale="fr")


def shared_words() -> set[str]:
    """Return the words that migcase translates, because programmes share them."""
    with (SHARED / "migcase_assistance.po").open("rb") as file:
        return {message.id for message in read_po(file, locale="fr")}


def test_every_word_of_the_programme_has_a_french_one():
    translated = {message.id for message in catalogue() if message.string}
    translated |= shared_words()

    assert {label for label in (*labels(), *sentences()) if label} - translated == set()


def test_no_french_word_is_left_over():
    known = {message.id for message in catalogue() if message.id}

    assert known - {*labels(), *sentences()} == set()


def test_what_is_read_is_what_was_translated(tmp_path):
    compiled = tmp_path / "made.mo"
    with compiled.open("wb") as file:
        write_mo(file, catalogue())
    with compiled.open("rb") as file:
        made = GNUTranslations(file)
    with (CATALOGUE / "migcase_avrr.mo").open("rb") as file:
        shipped = GNUTranslations(file)

    same = {label: made.gettext(label) for label in (*labels(), *sentences()) if label}
    assert same == {label: shipped.gettext(label) for label in same}


def test_the_page_about_the_programme_is_what_the_programme_says():
    told = subprocess.run(
        [sys.executable, "-m", "migcase", "--lang", "en", "explain", "avrr"],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )

    assert PAGE.read_text("utf-8") == told.stdout
