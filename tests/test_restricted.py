"""What happened to a person is sealed to those who protect; others hear whom to ask."""

from __future__ import annotations

import pytest

import migcase_reintegration
from migcase import Refused, StepDone
from migcase.keeping.register import Restricted
from migcase.kinds import Sealed
from migcase.office import shipped
from migcase.office.guard import NotAllowed
from migcase.roster.events import RoleGranted, RoleRevoked
from tests.keyed import House, founded
from tests.office.passport import TODAY

PERSON = "MA-P-0417"
EVIDENCE = "Her papers were taken in Tangier"
ROLES = {
    "amina": ("reintegration/case-manager", "reintegration/focal-point"),
    "nadia": ("protection/protection-officer",),
    "samir": ("protection/screener", "protection/protection-supervisor"),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("house")
    return founded(folder, migcase_reintegration, shipped, roles=ROLES)


@pytest.fixture(scope="module")
def reintegration(house: House) -> str:
    """The case of a woman who came back, which Amina opened."""
    with house.unlocked("amina") as office:
        by = office.actor("amina", "reintegration")
        facts = {"origin": "other"}
        return office.open("reintegration", by=by, about=PERSON, facts=facts).id


@pytest.fixture(scope="module")
def record(house: House, reintegration: str) -> str:
    """The sealed record of what the survey brought to light."""
    facts = {
        "concern": "trafficking",
        "seen_by": "the-person",
        "in_danger": False,
        "is_child": False,
    }
    with house.unlocked("nadia") as office:
        by = office.actor(programme="protection")
        case = office.open("protection", by=by, about=PERSON, facts=facts).id
        said = {"interview": "yes", "interpreter": "none", "safe_channel": "by SMS"}
        office.record(case, StepDone("ask-first", TODAY, said), by=by)
    with house.unlocked("samir") as office:
        found = {
            "act": "yes",
            "means": "yes",
            "exploited": "yes",
            "evidence": EVIDENCE,
            "determined": "possible-victim",
        }
        by = office.actor(programme="protection")
        office.record(case, StepDone("screen", TODAY, found), by=by)
    return case


def test_a_trafficked_person_found_at_the_survey_shows_only_as_restricted(
    house: House, reintegration: str, record: str
):
    with house.unlocked("amina") as office:
        assert office.whom_to_ask(reintegration) == ("nadia", "samir")
        assert {row.case for row in office.cases()} == {reintegration}
        assert {row.case for row in office.agenda()} == {reintegration}
        assert {row.programme for row in office.counts()} == {"reintegration"}
        assert "protection" not in {row.programme for row in office.reached()}
        for read in (office.case, office.entries, office.work, office.doubts):
            with pytest.raises((Restricted, NotAllowed)):
                read(record)


def test_those_who_protect_read_it_and_see_no_restriction(
    house: House, reintegration: str, record: str
):
    with house.unlocked("nadia") as office:
        assert office.case(record).about == PERSON
        assert {row.programme for row in office.counts()} == {
            "protection",
            "reintegration",
        }
        with pytest.raises(NotAllowed):
            office.whom_to_ask(reintegration)


def test_an_administrator_is_told_whom_to_ask_and_reads_nothing(
    house: House, record: str
):
    with house.unlocked("adam") as office, pytest.raises(Restricted) as caught:
        office.case(record)

    assert caught.value.values["readers"] == "nadia, samir"


def test_a_sealed_answer_in_a_sealed_case_is_closed_to_the_other_readers(
    house: House, record: str
):
    with house.unlocked("nadia") as office:
        [told] = office._register.entries(record, after=2)

    answer = told.event.facts["evidence"]
    assert isinstance(answer, Sealed)
    assert answer.readers == ("nadia", "samir")


def test_whoever_has_the_file_and_a_login_opens_nothing_of_it(
    house: House, record: str
):
    """The attacker is Amina with her own keys and any program she likes."""
    with house.unlocked("amina") as office:
        register = office._register
        rows = register._rows
        for table in ("entry", "case_file"):
            for row in rows(f"SELECT * FROM {table} WHERE case_id = ?", (record,)):
                for value in row:
                    said = value if isinstance(value, bytes) else str(value).encode()
                    assert EVIDENCE.encode() not in said
                    assert b"possible-victim" not in said
        held = rows("SELECT reader FROM held_key WHERE of = ?", (f"case:{record}",))

    assert {reader for (reader,) in held} == {"nadia", "samir"}


def test_what_looks_at_many_cases_passes_over_the_sealed_ones(
    house: House, reintegration: str, record: str
):
    with house.unlocked("amina") as office:
        assert office.rebuild().unreadable == ()
        restated = office.restated(reported=house.clock())
        assert "protection" not in {one.programme for one in restated}
        assert office.case(reintegration).about == PERSON


def test_a_reader_lets_another_in_and_that_is_kept(house: House, record: str):
    with house.unlocked("adam") as office:
        office.log(RoleGranted("amina", "screener", "protection"))
    with house.unlocked("amina") as office, pytest.raises(Restricted):
        office.case(record)

    with house.unlocked("nadia") as office:
        office.share(record, "amina", reason="She takes over the screening")
        assert office.readers(record) == ("amina", "nadia", "samir")
        with pytest.raises(Refused) as refused:
            office.share(record, "amina", reason="Again")
        assert [one.code for one in refused.value.refusals] == ["reads-already"]

    with house.unlocked("amina") as office:
        assert office.case(record).about == PERSON
    with house.unlocked("adam") as office:
        assert office.logged()[-1].event.user == "amina"
        office.log(RoleRevoked("amina", "screener", "protection"))


def test_what_is_sealed_to_nobody_is_not_shared(house: House, reintegration: str):
    with house.unlocked("amina") as office, pytest.raises(Refused) as refused:
        office.share(reintegration, "nadia", reason="She asked")

    assert [one.code for one in refused.value.refusals] == ["not-sealed"]


def test_the_agenda_of_others_goes_on_without_the_sealed_cases(
    house: House, reintegration: str, record: str
):
    house.clock.go(days=40)
    with house.unlocked("amina") as office:
        assert {row.case for row in office.agenda()} == {reintegration}
    with house.unlocked("nadia") as office:
        assert {row.case for row in office.agenda()} == {record}
