"""What an office says about itself, and every way to say it wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from migcase import (
    MONEY,
    NUMBER,
    YES_NO,
    BadSettings,
    Fault,
    Money,
    Programme,
    Role,
    Setting,
    Stage,
    Step,
    calendar,
    many_of,
    number,
    one_of,
)
from migcase.office.mission import mission_of
from migcase.office.settings import OfficeSettings, UnknownPerson
from migcase.office.settings_file import read_settings, settings_of
from migcase.office.settings_text import with_register
from tests.office.passport import declaring, office_of, passport

WHOLE = """\
code = "MA"
name = "Rabat"
zone = "Africa/Casablanca"
register = "cases.db"
calendar = "morocco"
late_days = 30
late_role = "chief"

[users.amina]
passport = ["clerk", "chief"]
avrr = "case-manager"

[users."Bashir B."]
passport = "chief"

[programmes.passport]
wait = "10 days"     # a note
counter_open = false
"""


def faults(text: str) -> list[str]:
    with pytest.raises(BadSettings) as bad:
        office_of(declaring(passport()), settings=settings_of(text))
    found = bad.value.values["faults"]
    assert isinstance(found, tuple)
    assert all(isinstance(fault, Fault) for fault in found)
    return [str(fault) for fault in found]


def test_settings_say_who_works_here_and_what_the_mission_set():
    settings = settings_of(WHOLE)

    assert (settings.code, settings.name, settings.late_days) == ("MA", "Rabat", 30)
    assert settings.users["amina"] == {
        "passport": ("clerk", "chief"),
        "avrr": ("case-manager",),
    }
    assert mission_of(settings, [passport()]) == {
        "passport": {"wait": calendar.days(10), "counter_open": False}
    }


def test_an_office_needs_only_a_code():
    settings = settings_of('code = "MA"')

    assert settings == OfficeSettings("MA")
    assert settings.zone == "Africa/Casablanca"


def test_somebody_wears_in_a_programme_only_the_hats_of_that_programme():
    settings = settings_of(WHOLE)

    assert settings.actor("amina", "passport").roles == {"clerk", "chief"}
    assert settings.actor("amina", "avrr").roles == {"case-manager"}
    assert settings.actor("amina", "mobility").roles == set()
    assert settings.actor("amina").roles == {"clerk", "chief", "case-manager"}


def test_somebody_who_does_not_work_here_is_told_who_was_probably_meant():
    with pytest.raises(UnknownPerson) as unknown:
        settings_of(WHOLE).actor("anima")

    assert unknown.value.values == {"person": "anima", "near": "amina"}


def test_every_fault_is_told_at_once_with_its_line_and_the_near_word():
    text = """\
code = "maroc"
zone = "Africa/Rabat"
registre = "cases.db"
late_days = "many"
late_role = 3

[users.amina]
passport = 7
"""

    assert faults(text) == [
        "office.toml:3: registre: unknown-key (did you mean register?)",
        "office.toml:8: users.amina.passport: not-roles",
        "office.toml:4: late_days: not-a-whole-number",
        "office.toml:5: late_role: not-text",
        "office.toml:1: code: bad-code (value=maroc)",
        "office.toml:2: zone: unknown-zone (value=Africa/Rabat)",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "[programmes.passport]\nwiat = '3 days'",
            "unknown-setting (did you mean wait?)",
        ),
        ("[programmes.passport]\nwait = 3", "bad-value (value=3, kind=a period)"),
        ("[programmes.passport]\nwait = '3 moons'", "bad-value"),
        ("[programmes.passport]\nwait = [{a = 1}]", "bad-value"),
        ("[programmes.passport]\ncounter_open = 'maybe'", "bad-value"),
        ("[programmes.pasport]\nwait = '3 days'", "unknown-programme"),
        ("[programmes]\npassport = 3", "programmes.passport: not-a-table"),
        ("programmes = 3", "programmes: not-a-table"),
        ("users = 'amina'", "users: not-a-table"),
        ("[users.amina]\npassport = 'clerc'", "unknown-role (role=clerc)"),
        ("[users.amina]\npasport = 'clerk'", "unknown-programme"),
        ("calendar = 'maroc'", "unknown-calendar (did you mean morocco?)"),
        ("register = ' '", "register: empty"),
        ("late_days = -1", "negative"),
        ("late_role = 'chief'", "needs-late-days"),
        ("late_days = true", "not-a-whole-number"),
        ("late_days = 1e99", "late_days: number-too-big"),
        (f"late_days = 1e{'9' * 99}", "late_days: number-too-big"),
    ],
)
def test_what_cannot_be_used_is_told(line: str, told: str):
    [fault] = faults(f'code = "MA"\n{line}\n')

    assert told in fault
    assert fault.startswith("office.toml:")


def test_an_office_without_a_code_is_asked_for_one():
    assert faults("name = 'Rabat'") == ["office.toml: code: missing"]


@pytest.mark.parametrize("wrong", ["code = MA", "code = ", "[", "\0"])
def test_what_is_not_toml_is_told(wrong: str):
    [fault] = faults(wrong)

    assert "not-toml" in fault


def test_what_was_set_for_a_plugin_that_is_gone_is_kept_and_not_judged():
    settings = settings_of('code = "MA"\n[programmes.mobility]\nplaces = 45\n')

    assert office_of(declaring(passport()), settings=settings).settings is settings


def test_a_file_is_read_as_windows_writes_it(tmp_path: Path):
    file = tmp_path / "office.toml"
    file.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())

    assert read_settings(file) == settings_of(WHOLE)


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"name = '\xff'", "not-utf-8"), (None, "file-cannot-be-read")],
)
def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, content: bytes | None, told: str
):
    file = tmp_path / "office.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadSettings) as bad:
        read_settings(file)

    assert told in str(bad.value)
    assert str(tmp_path) not in str(bad.value)


def test_a_setting_is_of_the_kind_that_the_programme_says():
    clerk = Role("clerk", "Clerk")
    kinds = {
        "ceiling": (Setting("ceiling", "How much?", MONEY), "400.50 MAD"),
        "share": (Setting("share", "Share?", number(0, 1, decimals=2)), Decimal("0.5")),
        "places": (Setting("places", "Places?", NUMBER), 45),
        "open": (Setting("open", "Open?", YES_NO), True),
        "way": (Setting("way", "Which?", one_of("air", "sea")), "sea"),
        "ports": (Setting("ports", "Ports?", many_of("rabat", "tanger")), ["rabat"]),
    }
    asked = [setting.known for setting, _ in kinds.values()]
    step = Step("step", "Step", by=clerk, requires=asked)
    programme = Programme("kinds", 1, "Kinds", stages=(Stage("All", step),))
    given = {key: value for key, (_, value) in kinds.items()}
    mission = mission_of(OfficeSettings("MA", programmes={"kinds": given}), [programme])

    assert mission["kinds"] == {
        "ceiling": Money(Decimal("400.50"), "MAD"),
        "share": Decimal("0.5"),
        "places": 45,
        "open": True,
        "way": "sea",
        "ports": ("rabat",),
    }


@pytest.mark.parametrize(
    "text",
    [
        'code = "MA"\nregister = "cases.db"\n',
        'code = "MA"\n  "register"="postgresql://amina@db/rabat" # there\n',
        '# ours\ncode = "MA"\n[programmes.avrr]\nregister = "no such thing"\n',
        'code = "MA"',
    ],
)
def test_only_where_the_cases_are_is_said_anew(text: str):
    place = 'postgresql://b@h/r?options="x"'
    named = settings_of(with_register(text, place))

    before = settings_of(text)
    assert named.register == place
    assert attrs.evolve(named, register=before.register) == attrs.evolve(
        before, lines=named.lines
    )
