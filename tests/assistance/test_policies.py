"""A mission starts from published practice, and what it sets itself comes first."""

from __future__ import annotations

import pytest

from migcase import BadSettings, calendar
from migcase.assistance.policies import policies
from migcase.office.mission import mission_of
from migcase.office.settings import OfficeSettings
from tests.assistance.grant import GRANT


def mission(**said: object) -> dict[str, object]:
    """Return what holds for the programme of grants where a mission said this."""
    settings = OfficeSettings("MA", name="Rabat", programmes={"grant": said})
    return dict(mission_of(settings, [GRANT])["grant"])


def test_a_policy_sets_what_the_programme_knows():
    assert mission(policy="belgium-fedasil") == {"cash_allowed": False}


def test_what_the_mission_sets_comes_before_the_policy():
    said = mission(policy="belgium-fedasil", cash_allowed=True, time="9 months")

    assert said == {"cash_allowed": True, "time": calendar.months(9)}


def test_without_a_policy_nothing_is_chosen():
    assert mission() == {}


def test_a_policy_that_nobody_knows_is_refused_with_the_near_one():
    with pytest.raises(BadSettings) as bad:
        mission(policy="belgium-fedasli")

    [fault] = bad.value.values["faults"]
    assert (fault.code, fault.near) == ("unknown-policy", "belgium-fedasil")


def test_no_policy_is_shown_as_official():
    assert {one.status for one in policies().values()} == {"unverified"}


def test_every_policy_names_its_source_and_says_its_rules():
    assert all(one.source and one.rules for one in policies().values())
