"""An office with keys that helps people, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from migcase import (
    PERSON,
    TEXT,
    Closed,
    Field,
    Noted,
    Outcome,
    Programme,
    Role,
    Stage,
    Step,
    StepDone,
    months,
)
from migcase.people.person import Contact, Name, Person
from tests.keyed import House, founded_with_slots
from tests.office.passport import TODAY, declaring

CLERK = Role("clerk", "Clerk")
STORY = Field("story", "What happened?", TEXT, secrecy="sensitive")
HEARD = Step("heard", "Heard", by=CLERK, asks=STORY)
HELP = Programme(
    "help",
    1,
    "Help",
    stages=Stage("All", HEARD),
    outcomes=Outcome("over", "Over"),
    about=PERSON,
    keep=months(60),
)
ROLES = {"amina": ("help/clerk",), "dora": ("data-protection",)}
SETTINGS = 'code = "MA"\nname = "Rabat"\nregister = "office.db"\n'
FATOUMATA = Person(
    names=(Name("Fatoumata", "Diallo"),), contacts=(Contact("phone", "0612345678"),)
)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, House]:
    """An office in which nobody was helped yet; each test works on a copy."""
    place = tmp_path_factory.mktemp("made")
    (place / "office").mkdir(mode=0o700)
    (place / "office/office.toml").write_text(SETTINGS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MIGCASE_STATE", str(place / "state"))
        plugin = declaring(HELP)
        return place, founded_with_slots(place / "office", plugin, roles=ROLES)


@pytest.fixture
def house(
    made: tuple[Path, House], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> House:
    place, house = made
    shutil.copytree(place, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "state"))
    return house.moved(tmp_path / "office")


def helped(house: House, *, closed: bool = True) -> tuple[str, str]:
    """Return a person, and a case about her with something in each place."""
    with house.unlocked("amina") as office:
        by = office.actor()
        person = office.people.add(FATOUMATA, by=by).of
        case = office.open("help", by=by, about=person).id
        told = StepDone("heard", TODAY, {"story": "She fled her brother"})
        office.record(case, told, by=by)
        office.record(case, Noted("She came alone", TODAY), by=by)
        if closed:
            office.record(case, Closed("over", TODAY), by=by)
    return person, case
