"""No plugin widens what the table of rights says, whatever it answers or does."""

from __future__ import annotations

import pytest

from migcase import Actor, Assigned, MigcaseError, Noted, Office
from migcase.office.guard import Guard, NotAllowed
from tests.hostile.misbehaviour import KINDS, STOPS, Act
from tests.office.closed import ANSWERS, House, telling, write_case
from tests.office.passport import TODAY, plugin

ALL = ("clerk", "doctor", "keeper")
NAMES = [name for name, kind in KINDS.items() if kind.check != STOPS]


@pytest.fixture(scope="module")
def written() -> tuple[House, str]:
    house = House()
    house.founded()
    zara = house.joins("zara", *ALL)
    house.joins("bashir")
    house.joins("chioma", "clerk")
    return house, write_case(zara, "zara", ALL)


def hostile(act: Act) -> object:
    def migcase_check(event, case, programme, by):
        return act(event, case, programme, by)

    def migcase_recorded(case, entry, delivery):
        act(case, entry, delivery)

    return plugin(
        "hostile", migcase_check=migcase_check, migcase_recorded=migcase_recorded
    )


def let_through(office: Office, case: str, roles: frozenset[str]) -> list[str]:
    """Return what an office lets somebody do who may do nothing of it."""
    by = Actor(office.keyring.name, roles)
    tries = {
        "read": lambda: office.case(case),
        "entries": lambda: office.entries(case),
        "reveal": lambda: office.reveal(case, "fit", reason="x"),
        "note": lambda: office.record(case, Noted("x", TODAY), by=by),
        "tell": lambda: office.record(case, telling("process"), by=by),
        "assign": lambda: office.record(case, Assigned("bashir", TODAY), by=by),
        "open": lambda: office.open("care", by=by),
        "why not": lambda: office.why_not(case, telling("process"), by=by),
    }
    found = []
    for name, attempt in tries.items():
        try:
            attempt()
        except NotAllowed:
            continue
        except MigcaseError:
            pass
        found.append(name)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_no_plugin_lets_in_whom_a_case_does_not_concern(name, written):
    house, case = written
    office = house.office("bashir", hostile(KINDS[name].act))

    assert let_through(office, case, frozenset()) == []
    assert office.cases() == office.agenda() == ()


@pytest.mark.parametrize("name", NAMES)
def test_no_plugin_shows_what_is_masked_nor_gives_a_role(name, written):
    house, case = written
    office = house.office("chioma", hostile(KINDS[name].act))
    told = repr((office.case(case), office.entries(case)))

    assert [word for word in ("sensitive", "reserved", "note") if word in told] == []
    assert office.actor(programme="care").roles == {"clerk"}
    with pytest.raises(NotAllowed):
        office.reveal(case, "fit", reason="x")
    with pytest.raises(NotAllowed):
        office.record(case, Noted("x", TODAY), by=Actor("chioma", set(ALL)))


def test_positive_control_a_guard_that_hears_plugins_would_be_noticed(
    written, monkeypatch
):
    house, case = written
    office = house.office("bashir", hostile(KINDS["nothing"].act))
    allows = Guard.allows

    def hears(self, act, *words):
        return office.plugins.objects or allows(self, act, *words)

    monkeypatch.setattr(Guard, "allows", hears)

    assert "read" in let_through(office, case, frozenset())
    assert ANSWERS["fear"] not in repr(office.case(case))  # the masks stand apart
