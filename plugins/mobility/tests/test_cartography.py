"""Cartographies: fresh opportunities, a coverage that is said, two hands, a count."""

from __future__ import annotations

import pytest

from migcase import Refused
from migcase.testing import Desk
from migcase_mobility import CARTOGRAPHY

STATED = {
    "coverage": "Service Civique and the Solidarity Corps in two regions",
    "not_covered": "Other regions, for lack of time",
    "method": "Portals, and calls to hosts",
}
HELD = {
    "workshop_on": "2025-03-10",
    "workshop_with": "Youth offices of four provinces",
    "minutes": "minutes 1",
}


@pytest.fixture
def listed(cartography, mission):
    """With its coverage stated, and one opportunity in it."""
    cartography.did("coverage-stated", **STATED)
    cartography.link(mission)
    cartography.line("entry", "one", listed=mission.case.id)
    return cartography


@pytest.fixture
def discussed(listed):
    """After the workshop."""
    listed.did("collected")
    listed.turn_to("2025-03-12")
    listed.did("workshop", **HELD)
    return listed


@pytest.mark.parametrize(
    "facts",
    [
        {"covered_country": "ES", "edition": 1},
        {"covered_country": "BE", "edition": 2},
    ],
)
def test_a_cartography_is_of_france_or_belgium_and_says_what_it_replaces(facts):
    with pytest.raises(Refused, match="gate"):
        Desk(CARTOGRAPHY, "2025-03-03", facts=facts)


def test_an_empty_collection_is_no_collection(cartography):
    cartography.did("coverage-stated", **STATED)

    assert cartography.tried("collected") == {"gate"}


def test_an_opportunity_elsewhere_is_not_listed(cartography, missions):
    belgian = missions("belgium")
    cartography.link(belgian)

    assert cartography.why_not("entry", "x", listed=belgian.case.id) == {"gate"}


def test_an_opportunity_is_listed_once(listed, mission):
    assert listed.why_not("entry", "x", listed=mission.case.id) == {"not-unique"}


def test_nothing_stale_is_handed_in(listed, mission):
    mission.turn_to("2025-06-02")
    listed.turn_to("2025-06-02")

    assert "listed-fresh" in listed.named("collected")


def test_what_was_verified_again_is_handed_in(listed, mission):
    mission.turn_to("2025-06-02")
    mission.verified()
    listed.turn_to("2025-06-02")
    listed.did("collected")

    assert listed.status("collected") == "done"


def test_what_is_left_out_does_not_keep_the_others(listed, mission, missions):
    other = missions(case="MA-25-00102-B", opened="2025-06-02")
    mission.turn_to("2025-06-02")
    listed.turn_to("2025-06-02")
    listed.link(other)
    listed.line("entry", "two", listed=other.case.id)
    listed.ended("one", "left-out", left_out_why="Nobody answers there")
    listed.did("collected")

    assert listed.status("collected") == "done"


def test_whoever_collected_does_not_validate(discussed):
    discussed.hand_to("hamid", "manager")

    assert discussed.why_not("validation", cartography_verdict="validated") == {
        "same-hand"
    }


def test_a_cartography_counts_when_it_is_validated(discussed):
    before = discussed.milestones
    discussed.did("validation", cartography_verdict="validated")

    assert (before, discussed.milestones) == (set(), {"validated"})


def test_what_is_sent_back_stays_on_the_agenda(discussed):
    discussed.did(
        "validation", cartography_verdict="to-correct", corrections="Add hours"
    )

    assert discussed.milestones == set()
    assert "validation" in discussed.agenda
    assert "publication" not in discussed.agenda


def test_what_grew_stale_since_the_workshop_is_not_validated(discussed, mission):
    mission.turn_to("2025-06-02")
    discussed.turn_to("2025-06-02")

    assert discussed.tried("validation", cartography_verdict="validated") == {"gate"}


def test_it_is_published_and_finished(discussed):
    discussed.did("validation", cartography_verdict="validated")
    discussed.did("publication", published_at="https://example.org/map")
    discussed.ends("finished", by="manager")

    assert discussed.milestones == {"validated", "published"}


def test_no_workshop_lies_in_the_future(listed):
    listed.did("collected")

    assert listed.tried("workshop", **HELD) == {"gate"}


def test_a_cartography_does_not_replace_itself(cartography):
    cartography.as_("manager")

    assert cartography.why_not("replaced", newer=cartography.case.id) == {"gate"}
