"""Matching: the place that is kept, the host that may receive, the one offer."""

from __future__ import annotations

import pytest


@pytest.fixture
def offered(planned, mission):
    planned.offered(mission)
    return planned


def test_who_agreed_to_share_nothing_is_offered_to_nobody(youth, mission):
    youth.applied(share_with=["family"])
    youth.selected()
    youth.planned()
    youth.link(mission)
    youth.as_("coach")

    assert youth.why_not("offer", "x", opportunity=mission.case.id) == {"not-needed"}
    assert "open offer" not in youth.agenda


def test_nothing_is_accepted_without_a_place(offered):
    assert offered.named("acceptance", "offer-1", **offered.days()) == {"place-kept"}


def test_the_place_of_somebody_else_is_no_place(offered, mission, youths):
    mission.claimed(youths(case="MA-25-00002-B"))

    assert offered.named("acceptance", "offer-1", **offered.days()) == {"place-kept"}


def test_a_place_that_is_kept_is_accepted(offered, mission):
    mission.claimed(offered)
    offered.did("acceptance", "offer-1", **offered.days())

    assert offered.status("acceptance", "offer-1") == "done"


def test_a_host_whose_agreement_runs_out_before_the_end_receives_nobody(
    planned, missions
):
    mission = missions(accredited_until="2026-07-30")
    planned.offered(mission)
    mission.claimed(planned)

    assert planned.named("acceptance", "offer-1", **planned.days()) == {"accredited"}


def test_a_host_whose_agreement_ends_with_the_mission_receives(planned, missions):
    mission = missions(accredited_until="2026-07-31")
    planned.matched(mission)

    assert planned.status("acceptance", "offer-1") == "done"


def test_an_agreement_that_was_shortened_since_keeps_from_signing(planned, missions):
    mission = missions()
    planned.matched(mission)
    mission.as_("researcher").reopened("described")
    mission.described(accredited_until="2026-06-30")

    planned.as_("coach")
    assert planned.named("contract-signed", **planned.terms()) >= {"good-offer"}


def test_a_closed_opportunity_is_offered_to_nobody(planned, mission):
    mission.as_("researcher").closed("gone", gone_why="The host moved")
    planned.link(mission)
    planned.as_("coach")

    (reason,) = planned.reasons("offer", "x", opportunity=mission.case.id)
    assert (reason.code, reason.because.condition.key) == ("gate", "still-offered")


@pytest.mark.parametrize(
    ("deadline", "reasons"), [("2025-03-03", set()), ("2025-03-02", {"gate"})]
)
def test_nobody_applies_after_the_deadline_of_the_host(
    planned, missions, deadline, reasons
):
    mission = missions(deadline=deadline)
    planned.link(mission)
    planned.as_("coach")

    assert planned.why_not("offer", "x", opportunity=mission.case.id) == reasons


def test_what_nobody_has_verified_for_90_days_is_offered_to_nobody(planned, mission):
    mission.turn_to("2025-06-02")
    planned.turn_to("2025-06-02")
    planned.link(mission)
    planned.as_("coach")

    assert planned.why_not("offer", "x", opportunity=mission.case.id) == {"gate"}


def test_an_opportunity_of_another_scheme_is_offered_to_nobody(planned, missions):
    mission = missions("belgium")
    planned.link(mission)
    planned.as_("coach")

    (reason,) = planned.reasons("offer", "x", opportunity=mission.case.id)
    assert (reason.code, reason.because.condition.key) == ("gate", "same-scheme")


def test_an_opportunity_that_is_not_on_file_is_offered_to_nobody(planned):
    planned.as_("coach")

    assert planned.why_not("offer", "x", opportunity="MA-25-00999-Z") == {"gate"}


def test_nobody_applies_twice_for_the_same_opportunity(offered, mission):
    offered.as_("coach")

    assert offered.why_not("offer", "x", opportunity=mission.case.id) == {"not-unique"}


@pytest.mark.parametrize(
    ("first", "until"),
    [("2025-08-31", "2026-07-31"), ("2027-01-01", "2027-06-30")],
)
def test_a_mission_starts_when_the_host_says(planned, missions, first, until):
    mission = missions(accredited_until="2028-12-31")
    planned.offered(mission)
    mission.claimed(planned)
    days = planned.days(mission_from=first, mission_until=until)

    assert planned.tried("acceptance", "offer-1", **days) == {"gate"}


def test_dates_that_contradict_each_other_are_refused(offered, mission):
    mission.claimed(offered)
    days = offered.days(mission_from="2026-01-31", mission_until="2025-12-01")

    assert offered.tried("acceptance", "offer-1", **days) == {"gate"}


def test_the_age_that_the_host_asks_for_counts_too(planned, missions):
    mission = missions(age_from="23 years")
    planned.offered(mission)
    mission.claimed(planned)

    assert planned.tried("acceptance", "offer-1", **planned.days()) == {"gate"}


def test_a_host_that_does_not_answer_is_asked_again(planned, mission):
    planned.link(mission)
    planned.as_("coach").line("offer", "offer-1", opportunity=mission.case.id)
    assert planned.status("applied", "offer-1") == "gated"
    assert planned.tried("applied", "offer-1", sent="letter 1") == {"gate"}
    planned.shared("to-the-host")
    planned.did("applied", "offer-1", sent="letter 1")
    planned.did("host-answer", "offer-1", host_says="no-answer")

    assert "host-answer:offer-1" in planned.agenda


def test_two_accepted_offers_are_one_too_many(planned, missions):
    one, other = missions(), missions(case="MA-25-00102-B")
    planned.matched(one)
    planned.matched(other, "offer-2")
    planned.as_("coach")
    assert planned.why_not("contract-signed", **planned.terms()) == {"gate"}

    planned.ended("offer-1", "dropped", dropped_by="young-person", dropped_why="Far")
    planned.signed()
    assert "accompanied" in planned.milestones


def test_the_first_offer_is_due_a_month_after_the_project(planned):
    assert str(planned.agenda["open offer"].due) == "2025-04-02"


def test_nobody_corrects_the_days_of_a_mission_past_the_rules(offered, mission):
    mission.claimed(offered)
    offered.did("acceptance", "offer-1", **offered.days())
    offered.as_("coach")

    with pytest.raises(Exception, match="guarded-fact"):
        offered.stated("offer-1", mission_until="2027-12-31")
