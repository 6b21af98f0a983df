"""What the declarations promise: every path, every setting, every word."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from gettext import GNUTranslations
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from migcase import Derived, Programme
from migcase.judgement.soundness import findings
from migcase.programme.anatomy import all_nodes
from migcase.testing import check_programme
from migcase_reintegration import COHORT, REINTEGRATION
from plugins.reintegration.tests.stories import Cohort

HOME = files("migcase_reintegration")
CATALOGUE = HOME / "locale/fr/LC_MESSAGES"
PAGES = Path(__file__).parents[3] / "docs/programmes"
BOTH = pytest.mark.parametrize(
    "programme", [REINTEGRATION, COHORT], ids=lambda programme: programme.key
)


@BOTH
def test_the_programme_holds_on_every_path(programme):
    check_programme(programme, opened="2026-03-02")


@pytest.mark.slow
def test_the_programme_holds_while_a_call_for_top_ups_is_open():
    settings = {"topup_call": "2026"}

    check_programme(REINTEGRATION, walks=6, seed=1, settings=settings)


@pytest.mark.slow
def test_the_programme_holds_with_a_cohort_to_be_put_forward_to():
    check_programme(REINTEGRATION, walks=6, seed=2, linked=[Cohort.of(45)])


@BOTH
def test_the_declaration_keeps_nobody_waiting_and_nobody_in(programme):
    assert [str(found) for found in findings(programme) if not found.is_note] == []


def test_only_the_month_for_the_plan_is_shown_as_published():
    settings = {**REINTEGRATION.index.settings, **COHORT.index.settings}
    published = {key for key, one in settings.items() if one.status == "published"}

    assert published == {"plan_after_return"}


def test_every_setting_in_the_file_is_used():
    text = (HOME / "settings.toml").read_text("utf-8")
    declared = {line.strip("[]") for line in text.splitlines() if line[:1] == "["}

    assert (
        declared - set(REINTEGRATION.index.settings) - set(COHORT.index.settings)
        == set()
    )


def test_no_deadline_and_no_ceiling_stands_in_the_code():
    numbers = {
        str(path.name): [word for word in ("days(", "months(") if word in text]
        for path in Path(str(HOME)).rglob("*.py")
        if (text := path.read_text("utf-8"))
    }

    assert {name: found for name, found in numbers.items() if found} == {}


def test_every_role_has_something_to_do():
    programmes = (REINTEGRATION, COHORT)
    steps = [step for one in programmes for step in one.steps.values()]
    busy = {role.key for step in steps for role in step.by}

    assert set(REINTEGRATION.index.roles) | set(COHORT.index.roles) == busy


# ------------------------------------------------ words
def labels(programme: Programme) -> Iterator[str]:
    """Yield everything of our own that somebody reads of a programme."""
    index = programme.index
    yield from (programme.title, programme.summary)
    for role in own(index.roles.values()):
        yield from (role.title, role.sees)
    titled = (
        *programme.stages,
        *index.tracks.values(),
        *programme.steps.values(),
        *programme.holds,
        *programme.milestones,
        *programme.outcomes,
        *(node for node in all_nodes(programme) if isinstance(node, Derived)),
    )
    yield from (word.title for word in own(titled))
    yield from (one.stands_for for one in own((*programme.stages, *programme.holds)))
    for question in own(index.fields.values()):
        yield from (question.question, *question.kind.choices)
    for key in ("consent_purposes", "share_with"):  # asked there, listed here
        if key in index.fields:
            yield from index.fields[key].kind.choices
    if "tranche" in index.fields:
        yield "third"  # the first and the second are said where payments are
    for setting in own(index.settings.values()):
        yield from (setting.title, setting.source)


def own(words):
    """Yield what is declared here; what plugins share has its words in the core."""
    return (word for word in words if "migcase_reintegration" in word.where.file)


def sentences() -> Iterator[str]:
    """Yield every sentence in the code that is put into the reader's language."""
    for path in Path(str(HOME)).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"_": 0, "marked": 0, "named": 1}.get(node.func.id)
                said = None if place is None else node.args[place]
                if isinstance(said, ast.Constant):
                    yield str(said.value)


def words() -> set[str]:
    told = {*labels(REINTEGRATION), *labels(COHORT), *sentences()}
    return {one for one in told if one}


def catalogue():
    with (CATALOGUE / "migcase_reintegration.po").open("rb") as file:
        return read_po(file, locale="fr")


def test_every_word_has_a_french_one():
    translated = {message.id for message in catalogue() if message.string}

    assert words() - translated == set()


def test_no_french_word_is_left_over():
    known = {message.id for message in catalogue() if message.id}

    assert known - words() == set()


def test_what_is_read_is_what_was_translated(tmp_path):
    compiled = tmp_path / "made.mo"
    with compiled.open("wb") as file:
        write_mo(file, catalogue())
    with compiled.open("rb") as file:
        made = GNUTranslations(file)
    with (CATALOGUE / "migcase_reintegration.mo").open("rb") as file:
        shipped = GNUTranslations(file)

    same = {word: made.gettext(word) for word in words()}
    assert same == {word: shipped.gettext(word) for word in same}


def test_a_french_sentence_has_the_same_gaps():
    gaps = {
        str(message.id): (set_of(message.id), set_of(message.string))
        for message in catalogue()
        if message.id and "{" in message.id
    }

    assert {key: both for key, both in gaps.items() if both[0] != both[1]} == {}


def set_of(sentence) -> set[str]:
    return {part.split("}")[0] for part in sentence.split("{")[1:]}


@BOTH
def test_the_page_about_the_programme_is_what_the_programme_says(programme):
    told = subprocess.run(
        [sys.executable, "-m", "migcase", "--lang", "en", "explain", programme.key],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )

    assert (PAGES / f"{programme.key}.md").read_text("utf-8") == told.stdout
