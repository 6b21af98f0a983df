"""Who may do what with which case, cell by cell, through the office."""

from __future__ import annotations

from itertools import product

import pytest
from attrs import frozen

from migcase import Actor, Assigned, Event, Office, Refusal, Refused
from migcase.kinds import Sealed
from migcase.office.guard import NotAllowed
from migcase.roster import rights
from migcase.roster.events import UserLeft
from migcase.roster.members import COLLEAGUE
from migcase.roster.rights import Cell, every_cell, may
from tests.office import rights_page
from tests.office.closed import ANSWERS, ASKED, House, telling, write_case
from tests.office.passport import TODAY

SECRETS = rights.SENSITIVITIES
WORLDS = [(hat, relation) for hat in rights.HATS for relation in rights.RELATIONS]


@frozen
class World:
    """Bashir, in one hat, whom a case of Zara's concerns in one way."""

    house: House
    office: Office
    case: str
    cell: tuple[str, str]

    @property
    def roles(self) -> frozenset[str]:
        return self.office.actor(programme="care").roles


@pytest.fixture(scope="module", params=WORLDS, ids="-".join)
def world(request) -> World:
    hat, relation = request.param
    house = House()
    house.founded()
    house.joins("chioma", hat="administrator")
    zara = house.joins("zara", "clerk", "doctor", "keeper")
    roles = ("clerk", "keeper") if relation == rights.ROLE else ()
    bashir = house.joins("bashir", *roles, hat="" if hat == COLLEAGUE else hat)
    case = write_case(zara, "zara", ("clerk", "doctor", "keeper"))
    if relation == rights.HANDS:
        zara.record(case, Assigned("bashir", TODAY), by=Actor("zara", {"clerk"}))
    if relation == rights.GLASS:
        bashir.glasses.break_for(case, reason="she is in labour")
    return World(house, bashir, case, (hat, relation))


def granted(world: World, act: str, sensitivity: str = rights.PROCESS) -> bool:
    hat, relation = world.cell
    return may({hat, COLLEAGUE}, act, {relation}, sensitivity)


def answer(world: World, sensitivity: str) -> object:
    """Return what the case says to Bashir without being asked for it."""
    return world.office.case(world.case).told[ASKED[sensitivity].key][-1].value


def revealed(world: World, sensitivity: str) -> object:
    key = ASKED[sensitivity].key
    found = world.office.reveal(world.case, key, reason="it is urgent")
    return found.case.told[key][-1].value


def is_allowed(call, *words) -> bool:
    """Tell whether the guard lets a call through, whatever the programme says."""
    try:
        call(*words)
    except NotAllowed:
        return False
    except Refused:
        return True
    return True


def is_open(world: World, event: Event) -> bool:
    """Tell whether the guard lets *event* be written, whatever the programme says.

    Where it says no, it is tried, too: `record` says the same.
    """
    by = Actor("bashir", world.roles)
    try:
        refusals = world.office.why_not(world.case, event, by=by)
    except NotAllowed:
        refusals = (Refusal("not-open-to-you"),)
    if all(one.code != "not-open-to-you" for one in refusals):
        return True
    with pytest.raises(NotAllowed):
        world.office.record(world.case, event, by=by)
    return False


def test_a_case_stands_in_the_lists_of_whom_it_concerns(world):
    listed = granted(world, rights.LIST)

    assert [row.case for row in world.office.cases()] == [world.case] * listed
    assert {row.case for row in world.office.agenda()} == {world.case} & set(
        [world.case] * listed
    )


def test_a_case_is_read_by_whom_it_concerns(world):
    readers = (
        world.office.case,
        world.office.entries,
        world.office.work,
        world.office.doubts,
        world.office.holds,
        world.office.kept_until,
    )

    for read in readers:
        assert is_allowed(read, world.case) == granted(world, rights.READ), read


def test_an_answer_is_shown_at_once_where_the_table_says_so(world):
    if not granted(world, rights.READ):
        assert not any(granted(world, rights.READ, one) for one in SECRETS)
        return
    shown = {one: answer(world, one) == ANSWERS[ASKED[one].key] for one in SECRETS}

    assert shown == {one: granted(world, rights.READ, one) for one in SECRETS}


def test_a_masked_answer_is_revealed_where_the_table_says_so(world):
    masked = [one for one in SECRETS if not granted(world, rights.READ, one)]
    reads = granted(world, rights.READ)
    wanted = {one: reads and granted(world, rights.REVEAL, one) for one in masked}

    assert {one: is_allowed(revealed, world, one) for one in masked} == wanted
    for one in (one for one in masked if wanted[one]):
        if one == rights.SEALED and "keeper" not in world.roles:
            assert isinstance(revealed(world, one), Sealed)  # the key decides
        else:
            assert revealed(world, one) == ANSWERS[ASKED[one].key]


def test_a_case_is_written_by_whom_it_concerns(world):
    written = {one: is_open(world, telling(one)) for one in SECRETS}

    assert written == {one: granted(world, rights.WRITE, one) for one in SECRETS}


def test_a_case_is_put_into_other_hands_by_whoever_may(world):
    is_theirs = is_open(world, Assigned("zara", TODAY))

    assert is_theirs == granted(world, rights.ASSIGN)


def test_whoever_asks_the_office_is_told_what_the_table_says(world):
    asked = list(product(rights.CASE_ACTS, SECRETS))

    for act, one in asked:
        told = world.office.may(act, world.case, one)
        assert told == granted(world, act, one), (act, one)


def test_the_office_itself_is_for_whoever_the_table_says(world):
    hats = {world.cell[0], COLLEAGUE}

    for act in rights.OFFICE_ACTS:
        assert world.office.may(act) == may(hats, act), act


def test_what_the_table_does_not_say_is_no():
    cells = set(every_cell())

    assert rights.TABLE < cells
    assert len(cells) == 4 * 6 * 4 * 5 + 4 * len(rights.OFFICE_ACTS)
    unknown = Cell("clerk", rights.READ, rights.HANDS, rights.PROCESS)
    assert unknown not in rights.TABLE


def test_nobody_without_an_undertaking_sees_anything():
    house = House()
    house.founded()
    zara = house.joins("zara", "clerk", "doctor", "keeper")
    case = write_case(zara, "zara", ("clerk", "doctor", "keeper"))
    unbound = house.joins("bashir", "clerk", undertaking=None)

    assert unbound.cases() == ()
    with pytest.raises(NotAllowed):
        unbound.case(case)


def test_whoever_has_left_sees_nothing_although_they_hold_the_keys():
    house = House()
    amina = house.founded()
    zara = house.joins("zara", "clerk", "doctor", "keeper")
    case = write_case(zara, "zara", ("clerk", "doctor", "keeper"))
    amina.log(UserLeft("zara", "another office"))

    assert zara.cases() == ()
    with pytest.raises(NotAllowed) as told:
        zara.case(case)
    assert told.value.values["contact"] == "amina"


def test_nobody_acts_in_anothers_name_or_hat():
    house = House()
    house.founded()
    zara = house.joins("zara", "clerk", "doctor", "keeper")
    case = write_case(zara, "zara", ("clerk", "doctor", "keeper"))
    bashir = house.joins("bashir", "clerk")

    for by in (Actor("zara", {"clerk"}), Actor("bashir", {"clerk", "doctor"})):
        with pytest.raises(NotAllowed):
            bashir.record(case, telling("process"), by=by)
        with pytest.raises(NotAllowed):
            bashir.open("care", by=by)


@pytest.fixture
def widened(monkeypatch) -> None:
    """A table with one cell too many, which no test above may pass."""
    more = {Cell(COLLEAGUE, rights.READ, rights.NONE, rights.PROCESS)}
    monkeypatch.setattr(rights, "TABLE", rights.TABLE | more)


def test_positive_control_one_cell_more_is_noticed(widened):
    house = House()
    house.founded()
    zara = house.joins("zara", "clerk", "doctor", "keeper")
    case = write_case(zara, "zara", ("clerk", "doctor", "keeper"))
    bashir = house.joins("bashir")

    assert is_allowed(bashir.case, case)


def test_the_page_of_rights_says_what_the_table_says():
    written = rights_page.PAGE.read_text("utf-8")

    assert written == rights_page.page(), "run: python -m tests.office.rights_page"
