"""What a settings file may say, and what is said of one that says it wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from attrs import frozen

from migcase import BadSettings, Period, read_settings
from migcase.programme.settings import KINDS

GOOD = """
[visit]
title = "First visit within"
kind = "period"
value = "5 working days"
source = "Manual, 3.2"
status = "unverified"

[attempts]
title = "Attempts before somebody is lost"
kind = "number"
value = 3
source = "Reasoned"
status = "proposal"

[ceiling]
title = "Ceiling of a grant"
kind = "money"
source = "Donor agreement"
status = "published"

[closed]
title = "Countries to which nobody returns"
kind = "countries"
value = ["SN", "GN"]
source = "Reasoned"
status = "proposal"

[opens]
title = "Intake opens on"
kind = "date"
value = 2025-03-01
source = "Reasoned"
status = "proposal"
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A plugin's package that nobody has imported yet."""
    folder = tmp_path / "plugin_with_settings"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    sys.modules.pop("plugin_with_settings", None)


@frozen
class Told:
    """The faults of a file, as code, thing, line and near word."""

    faults: list[tuple[str, str, str, str]]
    text: str


@pytest.fixture
def told(package: Path) -> Callable[[str], Told]:
    def of(text: str) -> Told:
        (package / "settings.toml").write_text(text, "utf-8")
        with pytest.raises(BadSettings) as raised:
            read_settings(package.name)
        listed = raised.value.values["faults"]
        assert isinstance(listed, tuple)
        found = [(one.code, one.thing, one.where, one.near) for one in listed]
        return Told(found, str(raised.value))

    return of


def test_every_setting_is_read_with_its_kind_its_value_and_how_far_to_trust_it(package):
    (package / "settings.toml").write_text(GOOD, "utf-8")

    found = read_settings(package.name)

    assert {key: one.default for key, one in found.items()} == {
        "visit": Period(working_days=5),
        "attempts": 3,
        "ceiling": None,
        "closed": ("SN", "GN"),
        "opens": date(2025, 3, 1),
    }
    visit = found["visit"]
    assert (visit.key, visit.title) == ("visit", "First visit within")
    assert (visit.source, visit.status) == ("Manual, 3.2", "unverified")
    assert str(visit.where) == "settings.toml:2"


def test_asking_for_a_setting_that_is_not_there_names_the_near_one(package):
    (package / "settings.toml").write_text(GOOD, "utf-8")
    found = read_settings(package.name)

    with pytest.raises(BadSettings) as raised:
        found["attemps"]

    assert str(raised.value) == (
        "plugin_with_settings/settings.toml: there is no [attemps] "
        "(did you mean attempts?)."
    )
    assert "attemps" not in found
    assert found.get("attemps") is None


def test_everything_that_is_wrong_with_a_file_is_listed_with_its_line(told):
    found = told(
        GOOD.replace("[visit]", "[Visit]")
        .replace('kind = "number"', 'kind = "numbr"')
        .replace('"published"', '"publishd"')
        .replace('"GN"', '"XX"')
        .replace("opens]", "opens]\nvalu = 3")
        .replace('title = "Intake opens on"', "title = 3")
    )

    assert found.faults == [
        ("bad-key", "Visit", "settings.toml:2", ""),
        ("unknown-kind", "attempts.kind", "settings.toml:9", "number"),
        ("unknown-status", "ceiling.status", "settings.toml:16", "published"),
        ("bad-value", "closed.value", "settings.toml:22", ""),
        ("unknown-key", "opens.valu", "settings.toml:29", "value"),
        ("not-text", "opens.title", "settings.toml:29", ""),
    ]
    assert found.text.count("\n- settings.toml:") == 6


@pytest.mark.parametrize("word", ["title", "kind", "source", "status"])
def test_a_setting_that_leaves_out_a_word_is_refused(told, word):
    lines = [line for line in GOOD.splitlines()[:8] if not line.startswith(word)]

    assert told("\n".join(lines)).faults == [
        ("missing", f"visit.{word}", "settings.toml:2", "")
    ]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("period", '"5 weeks"'),
        ("period", "5"),
        ("number", '"three"'),
        ("number", "true"),
        ("number", "2.5"),
        ("decimal", "2.5"),
        ("yes-no", "1"),
        ("money", '"30"'),
        ("text", '""'),
        ("date", '"2025-02-30"'),
        ("date", "2025-03-01T10:00:00"),
        ("country", '"Senegal"'),
        ("countries", '["SN", "SN"]'),
        ("countries", "[{a = 1}]"),
        ("role", "3"),
    ],
)
def test_a_value_of_another_kind_is_refused(told, kind, value):
    text = GOOD[: GOOD.index("[attempts]")]
    text = text.replace('"period"', f'"{kind}"').replace('"5 working days"', value)

    ((code, thing, where, _),) = told(text).faults
    assert (code, thing, where) == ("bad-value", "visit.value", "settings.toml:2")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("period", '"2 years"'),
        ("decimal", '"2.5"'),
        ("yes-no", "true"),
        ("yes-no", '"oui"'),
        ("money", '"1 234,50 EUR"'),
        ("date", '"2025-03-01"'),
        ("country", '"SN"'),
        ("countries", "[]"),
        ("countries", '"SN, GN"'),
        ("role", '"officer"'),
    ],
)
def test_a_value_may_be_written_as_it_would_be_typed(package, kind, value):
    text = GOOD[: GOOD.index("[attempts]")]
    text = text.replace('"period"', f'"{kind}"').replace('"5 working days"', value)
    (package / "settings.toml").write_text(text, "utf-8")

    setting = read_settings(package.name)["visit"]

    assert KINDS[kind].accepts(setting.default)


def test_what_is_no_section_is_refused(told):
    assert told('visit = "5 days"').faults == [
        ("not-a-table", "visit", "settings.toml", "")
    ]


def test_a_file_that_is_no_toml_says_where_it_stops_being_toml(told):
    found = told("[visit\n")

    assert [fault[0] for fault in found.faults] == ["not-toml"]
    assert found.text.startswith("plugin_with_settings/settings.toml: ")
    assert "line 1" in found.text


def test_a_file_that_is_no_text_is_refused(package):
    (package / "settings.toml").write_bytes(b"\xff\xfe")

    with pytest.raises(BadSettings, match="it is not UTF-8 text"):
        read_settings(package.name)


def test_a_plugin_without_the_file_is_told_so(package):
    with pytest.raises(BadSettings, match="it is missing"):
        read_settings(package.name)


def test_a_plugin_that_is_not_there_is_told_so():
    with pytest.raises(BadSettings, match=r"no_such_plugin/settings\.toml"):
        read_settings("no_such_plugin")
