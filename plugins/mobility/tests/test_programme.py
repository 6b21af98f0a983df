"""What the declarations promise: every path, every setting, every word."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from gettext import GNUTranslations
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from migcase import PERIOD, Programme, Value
from migcase.judgement.soundness import findings
from migcase.testing import check_programme
from migcase_mobility import CARTOGRAPHY, MOBILITY, OPPORTUNITY
from plugins.mobility.tests.conftest import COMPLETE
from plugins.mobility.tests.labels import labels

PROGRAMMES = (MOBILITY, OPPORTUNITY, CARTOGRAPHY)
KEYS = [programme.key for programme in PROGRAMMES]
HERE = files("migcase_mobility")
CATALOGUE = HERE / "locale/fr/LC_MESSAGES"
PAGES = Path(__file__).parents[3] / "docs/programmes"

# Of an age, on days and with terms that the schemes take; the more often the likelier.
MOST = 9
WORTH_TRYING: Mapping[str, Sequence[Value]] = {
    "born": (date(2004, 5, 1),) * MOST,
    "starts_on": (date(2026, 9, 1), date(2028, 9, 1)) * MOST,
    "mission_from": (date(2026, 9, 1), date(2028, 9, 1)) * MOST,
    "mission_until": (date(2027, 4, 30), date(2029, 4, 30)) * MOST,
    "credit_left": (PERIOD.parse("12 months"),) * MOST,
    "verdict": ("selected",) * MOST,
    "host_says": ("accepted",) * MOST,
    "visa_answer": ("issued",) * MOST,
    "permit_answer": ("granted",) * MOST,
    "passport_until": (date(2030, 1, 1),),
    "stay_until": (date(2029, 6, 1),),
    "prepared_in": (("culture", "rights", "safety", "health", "budget"),),
    **{
        key: (tuple(value),)
        for terms in COMPLETE.values()
        for key, value in terms.items()
        if isinstance(value, list)
    },
}
# So that a walk over years still finds the opportunity open, and the person young.
UNHURRIED = {
    "stale_after": PERIOD.parse("10 years"),
    "reciprocity_closed_from": date(2030, 1, 1),
    "reciprocity_age_below": PERIOD.parse("40 years"),
    "esc_age_below": PERIOD.parse("40 years"),
}
EVERYTHING_CLOSED = {
    f"{scheme}_closed_{word}": value
    for scheme in ("esc", "belgium")
    for word, value in (("from", date(2025, 6, 1)), ("reason", "No call"))
}


@pytest.mark.parametrize("programme", PROGRAMMES, ids=KEYS)
def test_the_programme_holds_on_every_path(programme):
    check_programme(programme, opened="2025-03-03", answers=WORTH_TRYING)


@pytest.mark.parametrize(
    "scheme",
    [
        "reciprocity",
        pytest.param("esc", marks=pytest.mark.slow),
        pytest.param("belgium", marks=pytest.mark.slow),
    ],
)
def test_the_programme_holds_with_an_opportunity_that_is_open(missions, youths, scheme):
    far = "2029-12-31"
    mission = missions(scheme, places=9, accredited_until=far, start_until=far)
    mission.claimed(youths(case="mobility-1"))

    check_programme(
        MOBILITY,
        walks=3,
        opened="2025-03-03",
        answers={**WORTH_TRYING, "scheme": (scheme,) * MOST},
        linked=[mission],
        settings=UNHURRIED,
    )


@pytest.mark.slow
def test_the_programme_holds_while_schemes_are_closed():
    check_programme(
        MOBILITY,
        seed=1,
        opened="2025-03-03",
        answers=WORTH_TRYING,
        settings=EVERYTHING_CLOSED,
    )


@pytest.mark.parametrize("programme", PROGRAMMES, ids=KEYS)
def test_the_declaration_keeps_nobody_waiting_and_nobody_in(programme):
    assert [str(one) for one in findings(programme) if not one.is_note] == []


# ------------------------------------------------ what the mission sets
def settings_of_all() -> dict[str, str]:
    """Return the status of every setting of ours that is read, by its key."""
    return {
        key: setting.status
        for programme in PROGRAMMES
        for key, setting in programme.index.settings.items()
        if "migcase_mobility" in setting.where.file
    }


def test_every_setting_in_the_file_is_used():
    text = (HERE / "settings.toml").read_text("utf-8")
    declared = {line.strip("[]") for line in text.splitlines() if line[:1] == "["}

    assert declared == set(settings_of_all())


def test_only_what_the_body_that_makes_the_rule_published_is_shown_as_official():
    published = {
        key for key, found in settings_of_all().items() if found == "published"
    }

    assert published == {
        "esc_age_below",
        "esc_age_from",
        "reciprocity_closed_from",
        "reciprocity_closed_reason",
        "reciprocity_closed_until",
    }


def test_no_deadline_and_no_limit_stands_in_the_code():
    # One day more than the last one is arithmetic, and no deadline.
    lengths = re.compile(r"(?:days|months|years)\((?!1\))")
    numbers = {
        path.name: lengths.findall(path.read_text("utf-8"))
        for path in Path(str(HERE)).glob("*.py")
    }

    assert {name: found for name, found in numbers.items() if found} == {}


def test_every_role_has_something_to_do():
    for programme in PROGRAMMES:
        busy = {role.key for step in programme.steps.values() for role in step.by}
        busy |= {
            role.key
            for track in programme.index.tracks.values()
            for role in track.opened_by
        }
        busy |= {role.key for one in programme.outcomes for role in one.by}

        assert set(programme.index.roles) == busy


# ------------------------------------------------ words
def catalogue():
    with (CATALOGUE / "migcase_mobility.po").open("rb") as file:
        return read_po(file, locale="fr")


def said() -> set[str]:
    """Return every label of every programme."""
    return {label for one in PROGRAMMES for label in labels(one) if label}


def test_every_word_of_the_programmes_has_a_french_one():
    translated = {message.id for message in catalogue() if message.string}

    assert said() - translated == set()


def test_no_french_word_is_left_over():
    known = {message.id for message in catalogue() if message.id}

    assert known - said() == set()


def test_what_is_read_is_what_was_translated(tmp_path):
    compiled = tmp_path / "made.mo"
    with compiled.open("wb") as file:
        write_mo(file, catalogue())
    with compiled.open("rb") as file:
        made = GNUTranslations(file)
    with (CATALOGUE / "migcase_mobility.mo").open("rb") as file:
        shipped = GNUTranslations(file)

    same = {label: made.gettext(label) for label in said()}
    assert same == {label: shipped.gettext(label) for label in same}


@pytest.mark.parametrize("programme", PROGRAMMES, ids=KEYS)
def test_the_page_about_the_programme_is_what_the_programme_says(programme: Programme):
    told = subprocess.run(
        [sys.executable, "-m", "migcase", "--lang", "en", "explain", programme.key],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )

    assert (PAGES / f"{programme.key}.md").read_text("utf-8") == told.stdout
