"""The permit to stay: a visa, a single permit in Belgium, and what a refusal opens."""

from __future__ import annotations

import pytest

ASKED = {
    "passport_until": "2028-01-01",
    "appointment": "2025-07-01",
    "visa_file": "file 1",
    "fee_receipt": "receipt 1",
}
FILED = {
    "passport_until": "2028-01-01",
    "filed_with": "Brussels",
    "filed_ref": "P 1",
}


# ------------------------------------------------ a visa
def test_a_passport_that_ends_with_the_mission_is_too_short(signed):
    asked = {**ASKED, "passport_until": "2026-10-30"}

    assert signed.named("visa-request", **asked) == {"passport-lasts"}


def test_a_passport_of_three_months_more_will_do(signed):
    signed.did("visa-request", **{**ASKED, "passport_until": "2026-10-31"})

    assert signed.status("visa-request") == "done"


def test_no_visa_of_service_civique_before_the_agency_agreed(youths, missions):
    youth = youths("reciprocity")
    youth.applied()
    youth.selected()
    youth.planned()
    youth.matched(missions("reciprocity"))
    youth.signed()

    assert youth.tried("visa-request", **ASKED, agency_agreed=False) == {"gate"}
    assert youth.tried("visa-request", **ASKED) == {"missing-fact", "gate"}


def test_a_visa_that_ends_before_the_mission_is_no_visa(signed):
    signed.did("visa-request", **ASKED)
    issued = {"visa_answer": "issued", "stay_until": "2026-07-30"}

    assert signed.tried("visa-decision", **issued) == {"gate"}


@pytest.fixture
def refused(signed):
    """The consulate has refused the visa."""
    signed.did("visa-request", **ASKED)
    signed.did("visa-decision", visa_answer="refused", refused_why="Means of living")
    return signed


def test_a_refused_visa_asks_how_to_go_on_within_two_weeks(refused):
    assert str(refused.agenda["refusal"].due) == "2025-03-17"


def test_after_an_appeal_the_visa_may_be_issued(refused):
    refused.did("refusal", next_way="appeal")
    refused.turn_to("2025-06-02")
    refused.did("visa-decision", visa_answer="issued", stay_until="2026-08-15")
    refused.prepared()

    assert refused.agenda["departure"].state == "ready"
    assert refused.doubts == ()


def test_a_second_refusal_asks_again(refused):
    refused.did("refusal", next_way="appeal")
    refused.turn_to("2025-06-02")
    refused.did("visa-decision", visa_answer="refused")

    assert "refusal" in refused.agenda


def test_after_a_refusal_another_offer_may_be_tried(refused, missions):
    refused.did("refusal", next_way="other-offer")
    refused.as_("coach").reopened("contract-signed")
    refused.ended("offer-1", "dropped", dropped_by="programme", dropped_why="No visa")
    refused.matched(missions(case="MA-25-00102-B"), "offer-2")
    refused.signed()

    assert {"visa-request", "refusal"} & set(refused.agenda) == {"visa-request"}


def test_who_gives_up_after_a_refusal_closes_as_refused(refused, mission):
    refused.did("refusal", next_way="not-at-all")
    refused.ends("visa-refused", by="coach")

    assert set(refused.agenda) == {
        "guide-on",
        "tell-host",
        "give-back",
        "cancel-permit",
    }


def test_nobody_is_refused_whom_nobody_has_refused(signed):
    signed.as_("coach")

    assert signed.why_not("visa-refused") == {"not-possible"}


# ------------------------------------------------ a single permit, in Belgium
@pytest.fixture
def for_belgium(youths, missions):
    """Signed for Belgium."""
    youth = youths("belgium")
    youth.applied()
    youth.selected()
    youth.planned()
    youth.matched(missions("belgium"))
    youth.signed()
    return youth


def test_belgium_asks_for_no_visa_first(for_belgium):
    assert "permit-filed" in for_belgium.agenda
    assert for_belgium.status("visa-request") == "not-needed"


def test_only_the_host_files_for_the_single_permit(for_belgium):
    for_belgium.as_("coach")

    assert for_belgium.why_not("permit-filed", **FILED, outside_eu=True) == {
        "wrong-role"
    }


@pytest.mark.parametrize(
    ("where", "because"),
    [
        ({"outside_eu": True}, set()),
        ({"outside_eu": False, "long_stay": False}, {"files-from-outside"}),
        ({"outside_eu": False, "long_stay": True}, set()),
    ],
)
def test_the_young_person_is_outside_the_eu_when_it_is_filed(
    for_belgium, where, because
):
    assert for_belgium.named("permit-filed", **FILED, **where) == because


def test_after_the_permit_comes_the_visa_d(for_belgium):
    for_belgium.did("permit-filed", **FILED, outside_eu=True)
    for_belgium.did("permit-decision", permit_answer="granted", stay_until="2026-08-31")
    for_belgium.did("visa-d", visa_answer="issued")
    for_belgium.prepared()

    assert for_belgium.agenda["departure"].state == "ready"


def test_who_stays_lawfully_already_may_need_no_visa_d(for_belgium):
    for_belgium.did("permit-filed", **FILED, outside_eu=False, long_stay=True)
    for_belgium.did("permit-decision", permit_answer="granted", stay_until="2026-08-31")
    for_belgium.as_("coach").waived("visa-d", reason="Lives in Belgium already")
    for_belgium.prepared()

    assert for_belgium.agenda["departure"].state == "ready"


def test_a_refused_permit_asks_how_to_go_on(for_belgium):
    for_belgium.did("permit-filed", **FILED, outside_eu=True)
    for_belgium.did("permit-decision", permit_answer="refused")

    assert "refusal" in for_belgium.agenda
    assert "visa-d" not in for_belgium.agenda
