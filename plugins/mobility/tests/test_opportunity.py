"""Opportunities: verified, fresh, and never more places claimed than there are."""

from __future__ import annotations

import pytest

from migcase import Refused
from migcase.testing import Desk
from migcase_mobility import OPPORTUNITY

KNOWN = {"host": "An association", "mission_title": "Homework", "scheme": "esc"}


@pytest.mark.parametrize(
    ("scheme", "country", "allowed"),
    [
        ("reciprocity", "FR", True),
        ("reciprocity", "BE", False),
        ("belgium", "BE", True),
        ("belgium", "FR", False),
        ("esc", "FR", True),
        ("esc", "BE", False),
    ],
)
def test_each_scheme_has_its_countries(scheme, country, allowed):
    facts = {**KNOWN, "scheme": scheme, "country": country}
    if allowed:
        assert Desk(OPPORTUNITY, "2025-03-03", facts=facts).agenda
    else:
        with pytest.raises(Refused, match="gate"):
            Desk(OPPORTUNITY, "2025-03-03", facts=facts)


@pytest.fixture
def recorded():
    """Returns what records an opportunity that nobody has described yet."""

    def record(scheme="esc"):
        land = {"belgium": "BE"}.get(scheme, "FR")
        facts = {**KNOWN, "scheme": scheme, "country": land}
        return Desk(OPPORTUNITY, "2025-03-03", facts=facts, case="MA-25-00150-A")

    return record


@pytest.mark.parametrize(
    ("scheme", "said"),
    [
        ("esc", {"accredited_until": "2025-03-02"}),
        ("esc", {"accredited_as": "own-agreement"}),
        ("esc", {"hours": 29}),
        ("esc", {"hours": 39}),
        ("reciprocity", {"accredited_as": "quality-label"}),
        ("reciprocity", {"hours": 23}),
        ("belgium", {"permit_kind": "vls-t"}),
        ("belgium", {"who_applies": "volunteer"}),
        ("esc", {"start_until": "2025-08-31"}),
    ],
)
def test_what_the_scheme_does_not_allow_is_not_recorded(
    recorded, missions, scheme, said
):
    good = missions(scheme).description(**said)
    desk = recorded(scheme)

    assert desk.why_not("described", **good) == {"gate"}


# ------------------------------------------------ staleness
def test_what_was_verified_is_looked_at_again_after_90_days(mission):
    mission.turn_to("2025-06-01")
    before = set(mission.agenda)
    mission.turn_to("2025-06-02")

    assert ("verification" in before, "verification" in mission.agenda) == (False, True)


def test_no_place_is_claimed_of_what_is_stale(mission, youth):
    mission.turn_to("2025-06-02")
    mission.link(youth)
    mission.as_("coach")

    assert mission.why_not("place", "x", place_for=youth.case.id) == {"not-needed"}


def test_a_suspended_opportunity_says_why_and_keeps_no_places(mission, youth):
    mission.as_("researcher").reopened("verification")
    mission.verified(offer_status="suspended", why_stopped="The host is on strike")
    mission.link(youth)
    mission.as_("coach")

    assert mission.work.status == "on-hold"
    assert mission.why_not("place", "x", place_for=youth.case.id) == {"not-needed"}


# ------------------------------------------------ places
def test_never_are_more_places_claimed_than_there_are(mission, youths):
    mission.claimed(youths(case="MA-25-00001-A"))
    mission.link(youths(case="MA-25-00002-B"))
    mission.as_("coach")

    (reason,) = mission.reasons("place", "x", place_for="MA-25-00002-B")
    assert (reason.code, reason.because.condition.key) == ("gate", "places-left")


def test_nobody_has_two_places(missions, youth):
    mission = missions(places=2)
    mission.claimed(youth)
    mission.as_("coach")

    assert mission.why_not("place", "x", place_for=youth.case.id) == {"not-unique"}


def test_a_place_that_is_given_back_is_free_again(mission, youths):
    mission.claimed(youths(case="MA-25-00001-A"), "one")
    mission.as_("coach").ended("one", "given-back", given_back_why="Withdrew")
    mission.claimed(youths(case="MA-25-00002-B"), "two")

    assert "taken" in mission.milestones


def test_an_opportunity_is_filled_when_its_places_are_taken(mission, youth):
    mission.as_("researcher")
    before = mission.why_not("filled")
    mission.claimed(youth)
    mission.ends("filled", by="researcher")

    assert before == {"not-possible"}


def test_who_has_a_place_keeps_it_when_the_opportunity_is_filled(planned, mission):
    planned.offered(mission)
    mission.claimed(planned)
    mission.ends("filled", by="researcher")
    planned.did("acceptance", "offer-1", **planned.days())
    planned.signed()

    assert "accompanied" in planned.milestones


def test_a_case_of_another_programme_has_no_place(mission, cartography):
    mission.link(cartography)
    mission.as_("coach")

    assert mission.why_not("place", "x", place_for=cartography.case.id) == {
        "other-programme"
    }


def test_nobody_keeps_a_place_for_a_case_that_is_not_on_file(mission):
    mission.as_("coach")

    (reason,) = mission.reasons("place", "x", place_for="MA-25-00999-Z")
    assert (reason.code, reason.because.condition.key) == ("gate", "known-case")


def test_no_opportunity_is_recorded_twice_under_its_own_number(mission):
    mission.as_("researcher")

    assert mission.why_not("recorded-twice", other_record=mission.case.id) == {"gate"}
