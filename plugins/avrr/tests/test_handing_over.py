"""A returnee is handed over once, with what they agreed to share and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result

import migcase_avrr
import migcase_reintegration
from migcase import (
    Actor,
    Case,
    Entry,
    MemoryRegister,
    Office,
    OfficeSettings,
    Opened,
    Plugins,
    Refused,
    Register,
)
from migcase.keeping.sql import SqlRegister
from migcase.office.projects import Portfolio, Project
from migcase_avrr import handover

FOCAL_POINT = Actor("fatou", frozenset({"focal-point"}))
KADIATOU = Actor("kadiatou", frozenset({"origin"}))
NO_PROJECTS = Portfolio()
TWO_PROJECTS = Portfolio(
    organisations={"iom": "IOM"},
    projects={key: Project(key, key, "iom") for key in ("homecoming", "other")},
)


class Mission:
    """An office with both programmes, into which a story of a desk is written."""

    def __init__(
        self, register: Register | None = None, portfolio: Portfolio = NO_PROJECTS
    ) -> None:
        self.day = datetime(2026, 3, 2, 9, tzinfo=UTC)
        self.office = Office(
            register or MemoryRegister(),
            Plugins(migcase_avrr, migcase_reintegration),
            settings=OfficeSettings("MA", name="Rabat", portfolio=portfolio),
            clock=lambda: self.day,
        )
        self.case = ""

    def retell(self, entries: list[Entry], project: str | None = None) -> None:
        """Write what was told at a desk into this office, day by day."""
        for entry in entries:
            event, on = entry.event, entry.event.on
            self.day = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
            if isinstance(event, Opened):
                about = event.about
                opened = self.office.open(
                    "avrr", by=entry.by, about=about, project=project
                )
                self.case = opened.id
            else:
                self.office.record(self.case, event, by=entry.by)

    def hand_over(self, by: Actor = KADIATOU) -> Case:
        return handover(self.office, self.case, by=by, receiver=FOCAL_POINT)

    def mirrors(self) -> list[str]:
        found = self.office.cases(programme="reintegration")
        return [row.case for row in found]


@pytest.fixture
def mission() -> Mission:
    return Mission()


@pytest.fixture
def returned(at_gate, mission: Mission) -> Mission:
    """A man who arrived in Conakry, eligible for reintegration."""
    at_gate.left("man")
    at_gate.turn_to("2026-04-07")
    at_gate.arrived("man")
    mission.retell(at_gate.entries)
    return mission


def test_a_returnee_is_handed_over_with_what_they_agreed_to_share(returned: Mission):
    mirror = returned.hand_over()

    assert mirror.about == "person-man"
    assert {key: str(value) for key, value in mirror.facts.items()} == {
        "origin": "avrr",
        "sending_case": returned.case,
        "returned_on": "2026-04-07",
        "grant_ceiling_told": "1000 EUR",
        "place_of_return": "Conakry",
        "project_idea": "A shop",
        "vulnerability_notice": "False",
    }
    assert returned.office.case(returned.case).facts["mirror"] == mirror.id


def test_whoever_is_handed_over_twice_has_one_case(returned: Mission):
    first = returned.hand_over()
    second = returned.hand_over()

    assert (second.id, returned.mirrors()) == (first.id, [first.id])


def test_a_hand_over_that_was_cut_short_is_taken_up_again(returned: Mission):
    facts = {"origin": "avrr", "sending_case": returned.case}
    sent = f"handover-{returned.case}"
    begun = returned.office.open(
        "reintegration", by=FOCAL_POINT, about="person-man", facts=facts, id=sent
    )

    assert returned.hand_over().id == begun.id
    assert returned.mirrors() == [begun.id]


def test_nothing_goes_along_without_consent_to_share(at_gate, mission: Mission):
    at_gate.told("man", by="case-manager", share_with=["family"])
    at_gate.left("man")
    at_gate.turn_to("2026-04-07")
    at_gate.arrived("man")
    mission.retell(at_gate.entries)

    with pytest.raises(Refused) as refused:
        mission.hand_over()

    assert [one.code for one in refused.value.refusals] == ["no-consent-to-share"]
    assert mission.mirrors() == []


def test_nobody_is_handed_over_before_they_have_arrived(at_gate, mission: Mission):
    mission.retell(at_gate.entries)

    with pytest.raises(Refused) as refused:
        mission.hand_over()

    assert [one.code for one in refused.value.refusals] == ["nobody-arrived"]
    assert mission.mirrors() == []


def test_whoever_may_not_hand_over_opens_nothing(returned: Mission):
    with pytest.raises(Refused) as refused:
        returned.hand_over(Actor("amina", frozenset({"reception"})))

    assert [one.code for one in refused.value.refusals] == ["wrong-role"]
    assert returned.mirrors() == []


@pytest.mark.parametrize("project", ["homecoming", "other"])
def test_the_project_of_the_return_goes_on(at_gate, project: str):
    mission = Mission(portfolio=TWO_PROJECTS)
    at_gate.left("man")
    at_gate.turn_to("2026-04-07")
    at_gate.arrived("man")
    mission.retell(at_gate.entries, project)

    assert mission.hand_over().project == project


def test_only_a_return_is_handed_over(returned: Mission):
    mirror = returned.hand_over()

    with pytest.raises(Refused) as refused:
        handover(returned.office, mirror.id, by=KADIATOU)

    assert [one.code for one in refused.value.refusals] == ["not-a-return"]


# ------------------------------------------------ at the counter
@pytest.fixture
def typed(at_gate, tmp_path, monkeypatch) -> Callable[..., Result]:
    """An office in a folder in which a man arrived, and somebody who types."""
    monkeypatch.setenv("MIGCASE_OFFICE", str(tmp_path))
    monkeypatch.setenv("MIGCASE_LOAD_PLUGINS", "avrr,reintegration,fund")
    monkeypatch.setenv("MIGCASE_USER", "kadiatou")

    def type_(*words: str, lang: str = "en") -> Result:
        from migcase.cli import speak
        from migcase.cli.door import door

        monkeypatch.setenv("LANGUAGE", lang)
        speak(lang)
        return CliRunner().invoke(door, list(words), prog_name="migcase")

    hats = "kadiatou:origin,focal-point"
    founded = type_(
        "init", "--plain", "--code", "MA", "--name", "Rabat", "--user", hats
    )
    assert founded.exit_code == 0, founded.output
    at_gate.left("man")
    at_gate.turn_to("2026-04-07")
    at_gate.arrived("man")
    with closing(SqlRegister.open(next(tmp_path.glob("*.db")))) as register:
        Mission(register).retell(at_gate.entries)
    return type_


def test_the_command_hands_over_and_says_the_number(typed):
    first = typed("handover", "MA-26-00001-O", "--json")
    again = typed("handover", "MA-26-00001-O", "--json")

    told = json.loads(first.stdout)
    assert (told["kind"], told["case"]) == ("handed-over", "MA-26-00001-O")
    assert json.loads(again.stdout)["mirror"] == told["mirror"]


def test_a_case_that_cannot_be_handed_over_is_told_in_french(typed):
    mirror = json.loads(typed("handover", "MA-26-00001-O", "--json").stdout)["mirror"]
    refused = typed("handover", mirror, lang="fr")

    assert refused.exit_code == 5
    assert "Ce n’est pas un dossier de retour" in refused.stderr


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "en",
            "“Reintegration” is for: Reintegration focal point",
        ),
        ("fr", "« Réintégration »"),
    ],
)
def test_what_the_mission_of_origin_refuses_is_told_in_its_words(
    typed, tmp_path, lang: str, told: str
):
    settings = tmp_path / "office.toml"
    settings.write_text(settings.read_text().replace("focal-point", "m-and-e"))

    refused = typed("handover", "MA-26-00001-O", lang=lang)

    assert refused.exit_code == 5
    assert told in refused.stderr.replace("\xa0", " ")
    assert "focal-point" not in refused.stderr
