"""Who is in a case is held to its entries, as its programme reads them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from migcase import LineOpened, Office, Stated, StepDone
from migcase.keeping.seal.turning import Turn
from migcase.keeping.sql import SqlRegister
from migcase.office.verifying import Examined, examine, examine_case
from migcase.office.verifying_people import named_by
from tests.keyed import House, founded_with_slots
from tests.office.passport import AMINA, TODAY, declaring, office_of
from tests.office.test_people import FATOUMATA, add, journey

PLUGIN = declaring(journey())
ALTERED = [("row-altered", {"columns": ("case_person",)})]
WHY = "She asked for it in writing"


@pytest.fixture
def office(place: str) -> Iterator[Office]:
    """An office in a file, or on a server."""
    with closing(SqlRegister.open(place, synchronous="normal")) as register:
        yield office_of(PLUGIN, register=register)


@pytest.fixture
def people(office: Office) -> dict[str, str]:
    roles = ("principal", "traveller", "guardian", "other")
    return {role: add(office) for role in roles}


@pytest.fixture
def case(office: Office, people: dict[str, str]) -> str:
    """A case with a traveller and a guardian, and beside it one with nobody else."""
    office.open("journey", by=AMINA, about=people["other"])
    case = office.open("journey", by=AMINA, about=people["principal"]).id
    for event in (
        LineOpened("member", "member-1", TODAY, {"who": people["other"]}),
        Stated({"who": people["traveller"]}, TODAY, line="member-1"),
        StepDone("met", TODAY, line="member-1"),
        StepDone("asked", TODAY, {"guardian": people["other"]}),
        Stated({"guardian": people["guardian"]}, TODAY),
    ):
        office.record(case, event, by=AMINA)
    return case


def looked_at(office: Office, *modules: object) -> Examined:
    named = named_by(office_of(*modules, register=office._register).programme)
    return examine(office._register, "MA", None, full=True, named=named)


def flaws(examined: Examined) -> list[tuple[str, object]]:
    return [(flaw.code, flaw.values) for flaw in examined.flaws]


def test_whoever_was_written_into_a_case_or_out_of_it_is_as_its_entries_say(
    office: Office, people: dict[str, str], case: str
):
    examined = looked_at(office, PLUGIN)
    kept = office._register.proof.derived(case).people

    assert (examined.flaws, "people" in examined.unchecked) == ((), False)
    assert {(one.person, one.role, one.line) for one in kept} == {
        (people["principal"], "principal", ""),
        (people["traveller"], "dependant", "member-1"),
        (people["guardian"], "guardian", ""),
    }


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM case_person WHERE person_id = '{principal}'",
        "DELETE FROM case_person WHERE case_id = '{case}'",
        "INSERT INTO case_person VALUES ('{other}', '{case}', 'guardian', '')",
        "UPDATE case_person SET person_id = '{other}' WHERE role = 'guardian'",
        "UPDATE case_person SET role = 'sponsor' WHERE person_id = '{guardian}'",
        "UPDATE case_person SET line = '' WHERE person_id = '{traveller}'",
    ],
)
def test_whoever_was_put_into_a_case_or_taken_out_is_noticed_with_the_case(
    office: Office, people: dict[str, str], case: str, statement: str
):
    run = office._register._driver.connection.execute
    assert run(statement.format(case=case, **people)).rowcount > 0

    # Positive control: whoever does not compare it finds nothing.
    assert examine(office._register, "MA", None, full=True).flaws == ()
    examined = looked_at(office, PLUGIN)
    assert flaws(examined) == ALTERED
    assert [flaw.case for flaw in examined.flaws] == [case]
    alone = examine_case(office._register, case, None, named=named_by(office.programme))
    assert flaws(alone) == ALTERED
    office.rebuild()
    assert looked_at(office, PLUGIN).flaws == ()


def test_without_the_plugin_nobody_can_tell_and_nothing_is_forgotten(
    office: Office, case: str
):
    before = office._register.proof.derived(case).people
    examined = looked_at(office)
    office_of(register=office._register).rebuild()

    assert (examined.flaws, "people" in examined.unchecked) == ((), True)
    assert office._register.proof.derived(case).people == before
    assert looked_at(office, PLUGIN).flaws == ()


# ------------------------------------------------------------------ in one with keys
@pytest.fixture
def house(tmp_path, monkeypatch) -> House:
    monkeypatch.setenv("MIGCASE_STATE", str(tmp_path / "state"))
    (tmp_path / "office").mkdir(mode=0o700)
    roles = {"amina": ("journey/clerk",), "dora": ("data-protection",)}
    return founded_with_slots(tmp_path / "office", PLUGIN, roles=roles)


def test_an_erased_person_is_missed_in_no_case_of_somebody_else(house: House):
    with house.unlocked("amina") as office:
        by = office.actor()
        her, guardian, other = (
            office.people.add(FATOUMATA, by=by).of for _ in range(3)
        )
        case = office.open("journey", by=by, about=her).id
        told = StepDone("asked", TODAY, {"guardian": guardian})
        office.record(case, told, by=by)
        number = office.erasures.ask((guardian,), WHY).number
    with house.unlocked("dora") as office:
        office.erasures.approve(number)
        turn = Turn(house.folder, house.keys("dora"))
        office.erasures.carry_out(number, turn)

    def found() -> tuple[list[tuple[str, object]], set[str]]:
        with house.unlocked("dora") as office:
            register, named = office._register, named_by(office.programme)
            examined = examine(register, "office-1", (), full=True, named=named)
            kept = register.proof.derived(case).people
            return flaws(examined), {one.person for one in kept}

    assert found() == ([], {her})
    with house.unlocked("amina") as office:
        by = office.actor()
        member = LineOpened("member", "member-1", TODAY, {"who": other})
        office.record(case, member, by=by)
    assert found() == ([], {her, guardian, other})
    with house.unlocked("amina") as office:
        run = office._register._driver.connection.execute
        run(f"DELETE FROM case_person WHERE person_id = '{her}'")
    assert found() == (ALTERED, {guardian, other})
