"""Consent is asked point by point, rests on somebody, and may be taken back."""

from __future__ import annotations

from datetime import date

import pytest

from migcase import (
    TEXT,
    YES_NO,
    Field,
    Noted,
    Outcome,
    Programme,
    Role,
    Stage,
    Stated,
    Step,
    Track,
)
from migcase.assistance import DisclosureAgreement, consent, disclosures, referrals
from migcase.judgement import rules
from migcase.judgement.soundness import findings
from migcase.programme.grounds import Grounds
from migcase.testing import Desk, PromiseBroken, check_programme

WORKER = Role("worker", "Case worker")
CALLED = Field("called_by", "How may the person be reached?", TEXT, secrecy="personal")
STORY = Field("story", "What happened?", TEXT, secrecy="sensitive")
WANTS = Field("wants", "Does the person want help?", YES_NO)
MET = Step("met", "Met", by=WORKER, asks=(CALLED, WANTS))
CONSENT = consent(by=WORKER, purposes=("help", "stories"), after=MET)
HEARD = Step("heard", "Heard", by=WORKER, after=MET, asks=STORY, reopened_by=WORKER)
TOLD = Step(
    "told-on",
    "Story told to others",
    by=WORKER,
    after=CONSENT.given,
    requires=CONSENT.all_cover("stories"),
)
DISCLOSURES = disclosures(CONSENT, by=WORKER, purposes=("help", "stories"))
REFERRALS = referrals(by=WORKER, consent=CONSENT)
VISIT = Track("visit", "Visit", opened_by=WORKER)
HELP = Programme(
    "help",
    1,
    "Help",
    stages=Stage(
        "All",
        (MET, *CONSENT.steps, HEARD, TOLD, *DISCLOSURES.steps, *REFERRALS.steps),
    ),
    tracks=(VISIT, DISCLOSURES.track, REFERRALS.track),
    outcomes=(Outcome("left", "Left", asks=Field("why", "Why?", TEXT)),),
    basis=CONSENT.basis,
    before_basis=(MET, *CONSENT.steps),
)
POINTS = ("interview", "purpose", "use", "access", "retention", "withdrawal")
AGREED = {
    "legal_basis": "consent",
    "consent_service": True,
    "consent_able": "adult",
    "consent_kind": "explicit",
    "consent_from": "person",
    "consent_language": "fr",
    "consent_evidence": "form 1",
    "consent_purposes": ["help"],
    "share_with": ["organisations", "family"],
    "consent_research": False,
    **{f"consent_{point}": True for point in POINTS},
}
BY_PROXY = {
    **AGREED,
    "consent_able": "child",
    "consent_assent": "yes",
    "consent_kind": "proxy",
    "consent_from": "parent",
    "proxy": "Her mother",
    "proxy_reason": "She is nine",
    "consent_review_on": "2026-09-01",
}
VITAL = {
    "legal_basis": "vital-interests",
    "basis_reason": "Unconscious",
    "consent_review_on": "2026-03-09",
}
CLINIC = DisclosureAgreement(
    "clinic-2026", "Clinic", ("health",), ("name", "health"), date(2026, 6, 30)
)
SHARED = {
    "recipient": "organisations",
    "disclosed_to": "Clinic",
    "disclosed_for": "help",
    "disclosed_what": ["name"],
    "disclosed_basis": "consent",
    "disclosed_under": "help-2026",
}
HELPERS = DisclosureAgreement(
    "help-2026", "clinic", ("help",), ("name",), date(2026, 6, 30)
)
REFERRED = {
    "service": "health",
    "receiver": "Clinic",
    "sharing_agreed": True,
    "urgency": "low",
    "referred_what": ["name", "health"],
    "referred_basis": "consent",
    "referred_under": "clinic-2026",
}


@pytest.fixture
def desk() -> Desk:
    agreements = (CLINIC.spelled(), HELPERS.spelled())
    desk = Desk(HELP, opened="2026-03-02", settings={"agreements": agreements})
    desk.done(MET, called_by="message", wants=True)
    return desk


@pytest.fixture
def agreed(desk: Desk) -> Desk:
    desk.done("consent", **AGREED)
    return desk


# ------------------------------------------------ before there is a basis
def test_how_to_reach_somebody_is_written_before_they_consented(desk: Desk):
    assert desk.facts["called_by"] == "message"


@pytest.mark.parametrize(
    ("what", "facts"),
    [("heard", {"story": "…"}), ("visit", {})],
    ids=["a-sensitive-answer", "a-line"],
)
def test_nothing_else_about_them_is(desk: Desk, what: str, facts: dict[str, str]):
    assert desk.why_not(what, **facts) == {"no-legal-basis"}

    desk.done("consent", **AGREED)

    assert desk.why_not(what, **facts) == set()


def test_a_bare_statement_and_a_note_wait_as_well(desk: Desk):
    events = Noted("She wept", desk.day), Stated({"story": "…"}, desk.day)
    found = [desk.why_not(event) for event in events]
    assert found == [{"no-legal-basis"}, {"no-legal-basis"}]

    desk.done("consent", **AGREED)

    assert [desk.why_not(event) for event in events] == [set(), set()]


def test_the_agenda_shows_what_waits_for_a_basis(desk: Desk):
    assert desk.agenda["heard"].state == "gated"

    desk.done("consent", **AGREED)

    assert desk.agenda["heard"].state == "ready"


def test_whoever_has_not_consented_may_leave(desk: Desk):
    assert desk.why_not("left", why="Changed her mind") == set()


def test_a_refusal_says_what_is_missing(desk: Desk):
    (refusal,) = desk.reasons("heard", story="…")

    assert refusal.values["told"] == ("story",)
    assert refusal.because.truth == "false"


# ------------------------------------------------ point by point
def test_a_refusal_is_written_down_and_nothing_else(desk: Desk):
    desk.done("consent", legal_basis="consent", consent_service=False)

    assert desk.why_not("heard", story="…") == {"no-legal-basis"}
    assert desk.why_not("left", why="Does not agree") == set()


@pytest.mark.parametrize("point", POINTS)
def test_every_point_must_be_agreed_by_itself(desk: Desk, point: str):
    facts = {**AGREED, f"consent_{point}": False}

    assert desk.why_not("consent", **facts) == {"gate"}


def test_research_may_be_left_untold(desk: Desk):
    assert AGREED["consent_research"] is False
    assert desk.why_not("consent", **AGREED) == set()


@pytest.mark.parametrize(
    "facts",
    [
        {**AGREED, "consent_kind": "proxy", "proxy": "A", "proxy_reason": "B"}
        | {"consent_review_on": "2026-09-01"},
        {**BY_PROXY, "consent_assent": "no"},
        {**BY_PROXY, "consent_review_on": "2026-03-02"},
        {key: said for key, said in BY_PROXY.items() if key != "consent_review_on"},
    ],
    ids=["for-somebody-able", "against-the-child", "looked-at-today", "never-again"],
)
def test_nobody_consents_wrongly_for_somebody_else(desk: Desk, facts):
    assert desk.why_not("consent", **facts) == {"gate"}


@pytest.mark.parametrize("lacking", ["proxy", "proxy_reason"])
def test_a_proxy_says_who_they_are_and_why(desk: Desk, lacking: str):
    facts = {key: said for key, said in BY_PROXY.items() if key != lacking}

    assert desk.why_not("consent", **facts) == {"missing-fact"}


def test_a_consent_by_proxy_is_looked_at_again_on_its_day(desk: Desk):
    desk.done("consent", **BY_PROXY)
    task = desk.agenda["consent-review"]
    assert (task.state, task.due) == ("early", date(2026, 9, 1))

    desk.turn_to("2026-09-01")
    later = {"consent_review": "stands", "consent_review_on": "2027-09-01"}
    desk.done("consent-review", **later)

    assert desk.agenda["consent-review"].due == date(2027, 9, 1)


def test_a_proxy_that_ended_is_no_basis_until_it_is_asked_again(desk: Desk):
    desk.done("consent", **BY_PROXY)
    desk.turn_to("2026-09-01")
    desk.done("consent-review", consent_review="ended")
    assert desk.why_not("heard", story="…") == {"no-legal-basis"}

    desk.done("consent-again", **AGREED)

    assert desk.why_not("heard", story="…") == set()


def test_another_basis_needs_its_reason_and_is_looked_at_again(desk: Desk):
    bare = {"legal_basis": "vital-interests", "consent_review_on": "2026-03-09"}
    assert desk.why_not("consent", **bare) == {"missing-fact"}

    desk.done("consent", **VITAL)

    assert desk.why_not("heard", story="…") == set()
    assert desk.agenda["consent-review"].due == date(2026, 3, 9)


def test_nobody_states_a_basis_by_the_way(desk: Desk):
    event = Stated({"legal_basis": "legal-obligation"}, desk.day)

    assert "guarded-fact" in desk.why_not(event)


# ------------------------------------------------ a new purpose
def test_a_new_purpose_is_asked_for_again(agreed: Desk):
    assert agreed.agenda["told-on"].state == "gated"
    assert "consent-again" in agreed.agenda

    agreed.done("consent-again", **{**AGREED, "consent_purposes": ["help", "stories"]})

    assert agreed.agenda["told-on"].state == "ready"
    assert "consent-again" not in agreed.agenda


# ------------------------------------------------ taken back
def test_after_a_withdrawal_nothing_new_is_written_and_the_way_out_is_open(
    agreed: Desk,
):
    agreed.stated(consent_service=False)

    assert agreed.why_not("heard", story="…") == {"no-legal-basis"}
    assert agreed.why_not("visit") == {"no-legal-basis"}
    assert agreed.why_not("disclosure", **SHARED) >= {"no-legal-basis"}
    assert agreed.why_not("left", why="No more") == set()


def test_what_was_done_while_it_stood_is_in_no_doubt(agreed: Desk):
    agreed.done("heard", story="…")
    agreed.turn_to("2026-03-10")
    agreed.stated(consent_service=False)

    assert agreed.doubts == ()
    assert agreed.facts["story"] == "…"


def test_it_may_be_given_again(agreed: Desk):
    agreed.stated(consent_service=False)
    agreed.done("consent-again", **AGREED)
    assert agreed.why_not("visit") == set()

    agreed.stated(consent_service=False)

    assert agreed.why_not("visit") == {"no-legal-basis"}
    assert "consent-again" in agreed.agenda


# ------------------------------------------------ sharing
def test_what_is_agreed_in_writing_and_by_the_person_may_be_shared(agreed: Desk):
    agreed.line("disclosure", "clinic", **SHARED)

    told = agreed.case.lines["clinic"].told
    assert told["disclosed_under"][-1].value == "help-2026"
    assert agreed.agenda["disclosure-acknowledged:clinic"].due == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"recipient": "authorities"}, "no-consent-to-share"),
        ({"disclosed_for": "stories"}, "purpose-not-agreed"),
        ({"disclosed_under": "help-2025"}, "no-agreement"),
        ({"disclosed_to": "Hospital"}, "no-agreement"),
        ({"disclosed_what": ["name", "health"]}, "no-agreement"),
    ],
)
def test_a_disclosure_is_refused_with_the_reason(agreed: Desk, facts, code: str):
    assert code in agreed.why_not("disclosure", **{**SHARED, **facts})


def test_an_agreement_that_has_run_out_covers_nothing(agreed: Desk):
    agreed.turn_to("2026-06-30")
    assert agreed.why_not("disclosure", **SHARED) == set()

    agreed.turn_to("2026-07-01")

    assert agreed.why_not("disclosure", **SHARED) == {"no-agreement"}


def test_the_family_needs_no_agreement(agreed: Desk):
    facts = {**SHARED, "recipient": "family", "disclosed_to": "Her sister"}
    del facts["disclosed_under"]

    assert agreed.why_not("disclosure", **facts) == set()


def test_what_is_kept_from_somebody_is_left_out(desk: Desk):
    kept = {
        "withhold_from": ["organisations"],
        "withhold_what": "That she was ill",
        "withhold_why": "fear-of-harm",
    }
    desk.done("consent", **AGREED, **kept)

    assert desk.why_not("disclosure", **SHARED) == {"missing-fact", "withheld"}
    assert desk.why_not("disclosure", **SHARED, disclosed_left_out=False) == {
        "withheld"
    }
    assert desk.why_not("disclosure", **SHARED, disclosed_left_out=True) == set()


def test_a_life_in_danger_waits_for_no_consent(desk: Desk):
    desk.done("consent", **VITAL)
    urgent = {
        **SHARED,
        "disclosed_basis": "vital-interests",
        "disclosed_reason": "Unconscious",
        "disclosed_what": ["name", "health"],
    }
    del urgent["disclosed_under"]

    assert desk.why_not("disclosure", **urgent) == set()
    assert desk.why_not("disclosure", **SHARED) == {"no-consent-to-share"}


def test_a_referral_is_a_disclosure_too(agreed: Desk):
    assert agreed.why_not("referral", **REFERRED) == set()

    for facts, code in (
        ({"referred_what": ["name", "family"]}, "no-agreement"),
        ({"service": "legal"}, "no-agreement"),
        ({"sharing_agreed": False}, "no-consent-to-share"),
    ):
        assert agreed.why_not("referral", **{**REFERRED, **facts}) == {code}


def test_who_was_told_is_told_when_the_person_agrees_no_longer(agreed: Desk):
    agreed.line("disclosure", "clinic", **SHARED)
    agreed.line("referral", "doctor", **REFERRED)
    home = {**SHARED, "recipient": "family", "disclosed_to": "Her sister"}
    del home["disclosed_under"]
    agreed.line("disclosure", "sister", **home)
    agreed.stated(share_with=["family"])

    told = {name for name in agreed.agenda if "stopped" in name}
    assert told == {"disclosure-stopped:clinic", "referral-stopped:doctor"}
    assert agreed.agenda["disclosure-stopped:clinic"].due == date(2026, 3, 3)
    assert agreed.why_not("disclosure", **SHARED) == {"no-consent-to-share"}

    agreed.done("disclosure-stopped", "clinic", stopped_on=agreed.day)

    assert "disclosure-stopped:clinic" not in agreed.agenda


# ------------------------------------------------ as a whole
def test_the_programme_is_sound_and_keeps_its_promises():
    assert [one for one in findings(HELP) if not one.is_note] == []
    settings = {"agreements": (CLINIC.spelled(), HELPERS.spelled())}
    check_programme(HELP, settings=settings)


def test_an_agenda_that_forgets_the_basis_is_noticed(monkeypatch):
    monkeypatch.setattr(Grounds, "holds_back", lambda *_: False)

    with pytest.raises(PromiseBroken):
        check_programme(HELP, walks=12)


def test_a_judge_that_forgets_the_basis_would_let_everything_in(monkeypatch, desk):
    monkeypatch.setattr(rules, "without_basis", lambda *_: ())

    assert desk.why_not("visit") == set()
    assert desk.why_not(Noted("She wept", desk.day)) == set()
