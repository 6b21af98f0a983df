"""The schemes: age on the day of the start, length, and being closed from a day on.

Scenarios 9 and 10 of the plan of this programme are told here.
"""

from __future__ import annotations

from datetime import date

import pytest

FOR_SERVICE_CIVIQUE = {"scheme": "reciprocity", "starts_on": "2025-10-01"}


# ------------------------------------------------ scenario 9: 25 at selection, 26 after
@pytest.fixture
def almost_26(youths):
    """Selected at 25 for Service Civique; twenty-six on the second of September."""
    youth = youths("reciprocity")
    youth.applied(born="1999-09-02", starts_on="2025-09-01")
    youth.selected()
    return youth


def test_whoever_is_26_at_the_start_is_too_old_for_reciprocity(almost_26):
    tried = almost_26.project(starts_on="2025-10-01")

    assert almost_26.named("project", **tried) == {"young-enough-for-reciprocity"}


def test_who_is_too_old_is_refused_by_that_one_reason(almost_26):
    tried = almost_26.project(starts_on="2025-10-01")

    assert almost_26.tried("project", **tried) == {"gate"}
    assert len(almost_26.reasons("project", **tried)) == 1


def test_the_same_person_goes_with_the_solidarity_corps(almost_26):
    almost_26.planned(scheme="esc", starts_on="2025-10-01")

    assert almost_26.facts["scheme"] == "esc"


def test_the_age_is_that_of_the_day_of_the_start(almost_26):
    almost_26.planned(starts_on="2025-09-01")

    assert almost_26.status("project") == "done"


def test_a_later_start_that_the_host_asks_for_is_too_late_as_well(almost_26, missions):
    almost_26.planned(starts_on="2025-09-01")
    mission = missions("reciprocity")
    almost_26.offered(mission)
    mission.claimed(almost_26)

    assert almost_26.named("acceptance", "offer-1", **almost_26.days()) == {
        "young-enough-for-reciprocity"
    }


@pytest.mark.parametrize(
    ("born", "scheme", "because"),
    [
        ("2007-10-01", "esc", set()),
        ("2007-10-02", "esc", {"old-enough-for-esc"}),
        ("1994-10-02", "esc", set()),
        ("1994-10-01", "esc", {"young-enough-for-esc"}),
        ("2007-10-02", "belgium", {"old-enough-for-esc"}),
        ("2007-10-01", "reciprocity", set()),
        ("2007-10-02", "reciprocity", {"old-enough-for-reciprocity"}),
        ("1999-10-02", "reciprocity", set()),
        ("1999-10-01", "reciprocity", {"young-enough-for-reciprocity"}),
    ],
)
def test_an_age_outside_the_scheme_is_refused_to_the_day(youth, born, scheme, because):
    youth.informed()
    tried = youth.application(born=born, scheme=scheme, starts_on="2025-10-01")

    assert youth.named("application", **tried) == because


# ------------------------------------------------ scenario 10: France, 1 January 2026
@pytest.fixture
def matched_for_france(youths, missions):
    """Matched for Service Civique in December 2025, nothing signed."""
    youth = youths("reciprocity", opened="2025-09-01")
    youth.applied(starts_on="2026-03-01")
    youth.selected()
    youth.planned(starts_on="2026-03-01")
    youth.turn_to("2025-12-01")
    mission = missions("reciprocity", opened="2025-11-03")
    mission.turn_to("2025-12-01")
    youth.offered(mission)
    mission.claimed(youth)
    dates = youth.days(mission_from="2026-03-01", mission_until="2026-10-31")
    youth.did("acceptance", "offer-1", **dates)
    return youth


def test_an_open_match_goes_on_hold_on_the_first_of_january(matched_for_france):
    matched_for_france.turn_to("2025-12-31")
    before = matched_for_france.tried("contract-signed", **matched_for_france.terms())
    matched_for_france.turn_to("2026-01-01")

    assert before == set()
    assert matched_for_france.agenda["contract-signed"].state == "held"


def test_who_is_held_is_told_why(matched_for_france):
    matched_for_france.turn_to("2026-01-01")
    matched_for_france.as_("coach")
    (held,) = matched_for_france.reasons(
        "contract-signed", **matched_for_france.terms()
    )

    assert held.code == "held"
    assert "finance law" in str(held.because)


def test_a_contract_signed_in_2025_continues(matched_for_france):
    matched_for_france.turn_to("2025-12-15")
    matched_for_france.signed()
    matched_for_france.turn_to("2026-01-12")

    assert matched_for_france.agenda["visa-request"].state == "ready"
    assert matched_for_france.doubts == ()


def test_a_contract_signed_in_2025_may_be_entered_in_january(matched_for_france):
    matched_for_france.turn_to("2026-01-05")
    matched_for_france.as_("coach")
    matched_for_france.done(
        "contract-signed", on="2025-12-30", **matched_for_france.terms()
    )

    assert "accompanied" in matched_for_france.milestones


def test_nobody_looks_for_offers_while_the_scheme_is_closed(youths):
    youth = youths("reciprocity", opened="2025-11-03")
    youth.applied(starts_on="2026-09-01")
    youth.selected()
    youth.planned(starts_on="2026-09-01")
    before = set(youth.agenda)
    youth.turn_to("2026-01-01")

    assert ("open offer" in before, "open offer" in youth.agenda) == (True, False)


def test_nobody_applies_for_a_scheme_that_is_closed(youths):
    youth = youths("reciprocity", opened="2026-01-05")
    youth.informed()
    tried = youth.application(starts_on="2026-09-01")

    assert youth.named("application", **tried) == {"reciprocity-open"}


def test_who_cannot_go_to_france_may_apply_for_the_solidarity_corps(youths):
    youth = youths(opened="2026-01-05")
    youth.applied(starts_on="2026-09-01")

    assert youth.status("application") == "done"


def test_a_scheme_opens_again_after_its_last_closed_day(matched_for_france):
    matched_for_france.settings["reciprocity_closed_until"] = date(2026, 1, 31)
    matched_for_france.turn_to("2026-02-01")
    matched_for_france.signed()

    assert "accompanied" in matched_for_france.milestones


@pytest.mark.parametrize("scheme", ["esc", "belgium"])
def test_every_scheme_can_be_closed(youths, scheme):
    youth = youths(scheme)
    youth.settings |= {
        f"{scheme}_closed_from": date(2025, 3, 1),
        f"{scheme}_closed_reason": "No call this year",
    }
    youth.informed()

    assert youth.named("application", **youth.application()) == {f"{scheme}-open"}


def test_a_day_without_a_reason_closes_nothing(youth):
    youth.settings["esc_closed_from"] = date(2025, 3, 1)
    youth.applied()

    assert youth.status("application") == "done"


# ------------------------------------------------ length
@pytest.mark.parametrize(
    ("scheme", "until", "because"),
    [
        ("reciprocity", "2026-03-30", {"long-enough-for-reciprocity"}),
        ("reciprocity", "2026-03-31", set()),
        ("reciprocity", "2026-09-30", set()),
        ("reciprocity", "2026-10-01", {"short-enough-for-reciprocity"}),
        ("esc", "2025-10-13", {"long-enough-for-esc"}),
        ("esc", "2025-10-14", set()),
        ("esc", "2026-10-01", {"short-enough-for-esc"}),
    ],
)
def test_a_mission_is_as_long_as_its_scheme_asks(
    youths, missions, scheme, until, because
):
    youth, mission = youths(scheme), missions(scheme)
    youth.applied()
    youth.selected()
    youth.planned()
    youth.offered(mission)
    mission.claimed(youth)

    dates = youth.days(mission_until=until)
    assert youth.named("acceptance", "offer-1", **dates) == because


def test_who_has_used_half_of_the_credit_goes_for_the_other_half(youth, mission):
    youth.applied(credit_left="6 months")
    youth.selected()
    youth.planned(credit_left="6 months")
    youth.offered(mission)
    mission.claimed(youth)

    dates = youth.days(mission_until="2026-04-01")
    assert youth.named("acceptance", "offer-1", **dates) == {"short-enough-for-esc"}


@pytest.mark.parametrize(
    ("left", "because"), [("13 days", {"enough-credit"}), ("14 days", set())]
)
def test_who_has_used_up_the_credit_does_not_apply(youth, left, because):
    youth.informed()
    tried = youth.application(credit_left=left)

    assert youth.named("application", **tried) == because
