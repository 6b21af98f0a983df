"""`migcase rss` and `migcase topup`, typed at an office that keeps the cases."""

from __future__ import annotations

import gettext
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from attrs import frozen
from click.testing import CliRunner

from migcase import REFUSED, Office, OfficeSettings, Opened, Plugins
from migcase.cli import speak
from migcase.keeping.sql import SqlRegister
from plugins.reintegration.tests.stories import ANSWERS, Homecoming

OTHER_WEIGHTS = """
id = "annex-4"
version = 2
source = "Reintegration Handbook, Annex 4"
status = "published"
official = true
[weights]
"""
CODES = [key.removeprefix("rss_").upper() for key in ANSWERS]


@frozen
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@frozen
class Counter:
    """An office in a folder, and somebody who types."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def type(self, *words: str, lang: str = "en") -> Answer:
        from migcase.cli.door import door

        self.monkeypatch.setenv("LANGUAGE", lang)
        speak(lang)
        settings = {
            "MIGCASE_OFFICE": str(self.folder),
            "MIGCASE_USER": "amina",
            "MIGCASE_LOAD_PLUGINS": "reintegration",
        }
        typed = CliRunner(env=settings).invoke(door, list(words), prog_name="migcase")
        if typed.exception is not None and not isinstance(typed.exception, SystemExit):
            raise typed.exception
        return Answer(typed.exit_code, typed.stdout, typed.stderr)

    def holds(self, told: Homecoming) -> str:
        """Keep the case of a desk in this office; return its number."""
        register = SqlRegister.open(self.folder / "office.db")
        now = datetime(2027, 6, 1, 9, tzinfo=UTC)
        plugins = Plugins.found(["reintegration"])
        settings = OfficeSettings("MA", programmes={"reintegration": told.settings})
        office = Office(register, plugins, settings=settings, clock=lambda: now)
        opening, *later = told.entries
        event = opening.event
        assert isinstance(event, Opened)
        case = office.open(
            "reintegration",
            by=opening.by,
            on=event.on,
            about=event.about,
            facts=event.facts,
        )
        for entry in later:
            office.record(case.id, entry.event, by=entry.by)
        register.close()
        return case.id


@pytest.fixture
def counter(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    found = Counter(tmp_path / "office", monkeypatch)
    founded = found.type("init", "--plain", "--code", "MA", "--user", "amina:*")
    assert founded.code == 0, founded.err
    yield found
    gettext.textdomain("messages")


@pytest.fixture
def weights(tmp_path) -> str:
    """A file of weights that call themselves official."""
    rows = (f"{code} = {{ dimension = 2, composite = 1 }}" for code in CODES)
    file = tmp_path / "annex.toml"
    file.write_text(OTHER_WEIGHTS + "\n".join(rows), "utf-8")
    return str(file)


@pytest.fixture
def surveyed(profiled) -> Homecoming:
    """A case with a survey in March and a better one in June."""
    profiled.surveyed("baseline", rss_s11=REFUSED)
    profiled.turn_to("2026-06-01")
    profiled.surveyed("between", rss_e1="satisfied", rss_s11=REFUSED)
    return profiled


def test_a_score_says_what_it_rests_on_and_that_it_is_not_official(counter, surveyed):
    told = counter.type("rss", "score", counter.holds(surveyed))

    assert told.code == 0
    assert "Economic: 0.75, high (9 of 9 answered, 100 %)" in told.out
    assert told.out.count("not official") == 6


def test_in_french_too(counter, surveyed):
    told = counter.type("rss", "score", counter.holds(surveyed), lang="fr")

    assert "Économique" in told.out
    assert told.out.count("non officiel") == 6


def test_json_holds_every_digit_and_every_stamp(counter, surveyed):
    found = counter.type("rss", "score", counter.holds(surveyed), "--json").json
    first = found["surveys"][0]

    assert first["scores"]["economic"]["value"] == "0.75"
    assert first["scores"]["social"]["applicable"] == 10
    assert (first["official"], first["weights"]["official"]) == (False, False)


def test_two_surveys_show_what_changed(counter, surveyed):
    told = counter.type("rss", "compare", counter.holds(surveyed))

    assert "Economic: +0.03" in told.out


def test_french_writes_a_score_with_a_comma(counter, surveyed):
    told = counter.type("rss", "compare", counter.holds(surveyed), lang="fr")

    assert "Économique\xa0: +0,03" in told.out


# ------------------------------------------------ scenario 16
@pytest.fixture
def weighed_twice(profiled) -> Homecoming:
    """A case whose two surveys were begun under different weights."""
    profiled.surveyed("baseline")
    profiled.turn_to("2026-06-01")
    profiled.survey_begun("between", rss_weights="annex-4/2")
    profiled.did("survey-asked", "between", **ANSWERS)
    return profiled


def test_under_different_weights_there_are_two_scores_and_no_trend(
    counter, weighed_twice, weights
):
    case = counter.holds(weighed_twice)
    told = counter.type("rss", "compare", case, "--weights", weights)

    assert "No trend" in told.out
    assert "Weights: equal-weights/1 (not official)" in told.out
    assert "Weights: annex-4/2 (official)" in told.out


def test_json_says_why_there_is_no_trend(counter, weighed_twice, weights):
    case = counter.holds(weighed_twice)
    found = counter.type("rss", "compare", case, "--weights", weights, "--json").json

    assert (found["comparable"], found["reasons"]) == (False, ["weights"])
    assert found["changes"] is None
    assert [one["weights"]["id"] for one in found["surveys"]] == [
        "equal-weights",
        "annex-4",
    ]


# ------------------------------------------------ what cannot be
def test_weights_that_are_not_at_hand_are_named(counter, weighed_twice):
    told = counter.type("rss", "score", counter.holds(weighed_twice))

    assert told.code != 0
    assert "annex-4/2" in told.err


def test_every_fault_of_a_file_of_weights_is_told(counter, surveyed, tmp_path):
    file = tmp_path / "bad.toml"
    file.write_text(OTHER_WEIGHTS.replace("annex-4", "Annex 4"), "utf-8")
    case = counter.holds(surveyed)
    told = counter.type("rss", "score", case, "--weights", str(file))

    assert told.code != 0
    assert "Annex 4" in told.err
    assert told.err.count("\n- ") == 1 + len(CODES) + 4


def test_weights_out_of_another_editor_are_read(counter, surveyed, weights):
    file = Path(weights)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    case = counter.holds(surveyed)

    told = counter.type("rss", "score", case, "--weights", weights)

    assert (told.code, told.err) == (0, "")


@pytest.mark.parametrize("make", [os.mkfifo, lambda f: f.symlink_to("/dev/zero")])
def test_weights_that_never_end_are_not_waited_for(counter, surveyed, tmp_path, make):
    make(tmp_path / "weights")
    case = counter.holds(surveyed)

    told = counter.type("rss", "score", case, "--weights", str(tmp_path / "weights"))

    assert (told.code, "weights cannot be read." in told.err) == (1, True)
    assert "at most 1000000 bytes" in told.err


def test_two_sets_of_one_name_are_not_confused(counter, surveyed, weights, tmp_path):
    other = tmp_path / "other.toml"
    text = Path(weights).read_text("utf-8")
    other.write_text(text.replace("dimension = 2", "dimension = 3", 1), "utf-8")
    case = counter.holds(surveyed)
    told = counter.type(
        "rss", "score", case, "--weights", weights, "--weights", str(other)
    )

    assert "annex-4/2" in told.err


def test_one_survey_makes_no_trend(counter, assessed):
    told = counter.type("rss", "compare", counter.holds(assessed))

    assert told.code != 0
    assert "one survey" in told.err


def test_a_case_without_a_survey_has_no_scores(counter, profiled):
    told = counter.type("rss", "score", counter.holds(profiled))

    assert told.code != 0
    assert "No survey" in told.err


def test_other_rules_of_coverage_hide_other_scores(counter, profiled, tmp_path):
    profiled.surveyed(
        "baseline", **dict.fromkeys(["rss_e1", "rss_e2", "rss_e3"], REFUSED)
    )
    file = tmp_path / "rules.toml"
    file.write_text(
        'id = "loose"\nversion = 1\nsource = "Ours"\nstatus = "proposal"\n'
        "official = false\nleast_coverage = 0.5\nlow_below = 0.4\nhigh_from = 0.6\n",
        "utf-8",
    )
    case = counter.holds(profiled)
    assert "Economic: insufficient" in counter.type("rss", "score", case).out

    told = counter.type("rss", "score", case, "--rules", str(file))
    assert "Economic: 0." in told.out


# ------------------------------------------------ scenario 15
def test_a_case_without_a_top_up_says_so(counter, profiled):
    told = counter.type("topup", counter.holds(profiled))

    assert told.code != 0
    assert "Nothing was decided" in told.err


def test_a_case_without_a_top_up_is_an_empty_list_in_json(counter, profiled):
    found = counter.type("topup", counter.holds(profiled), "--json").json

    assert found["decisions"] == []
