"""What was taken down once may be taken again without the whole file being done again.

Whatever read it stands and is in doubt, until somebody looks.  Protection decides anew,
and nobody boards before that.
"""

from __future__ import annotations

MAN = {"born": "1996-01-01", "born_precision": "exact", "sex": "other"}
EXPLAINED = ["procedure", "rights", "asylum", "regularisation", "stay", "project"]
BOARDS = {
    "boarded": "boarded",
    "last_consent": True,
    "fear_at_gate": False,
    "pocket_money": "30 EUR",
    "pocket_receipt": "R 1",
}
AT_RISK = {"risk": "high", "vulnerable": True, "factors": ["street"]}


def taken_again(case, step: str, line: str | None, by: str, **facts: object) -> None:
    case.as_(by).reopened(step, line, reason="It was taken down wrongly")
    case.did(step, line, **facts)


def in_doubt(case) -> set[str]:
    assert {doubt.code for doubt in case.doubts} <= {"done-again"}
    return {doubt.step for doubt in case.doubts}


def test_whoever_takes_an_identity_again_undoes_no_journey(ready):
    ready.turn_to("2026-03-30")
    ready.booked("2026-04-06")
    agenda = set(ready.agenda)
    taken_again(ready, "identity", "man", "case-manager", nationality="GN", **MAN)

    assert set(ready.agenda) == agenda
    assert in_doubt(ready) == {"registration", "screening", "documents", "exam"}


def test_whoever_asks_for_consent_again_has_only_the_identity_looked_at(screened):
    told = screened.case.lines["man"].told
    asked = {question.key for question in screened.programme.steps["consent"].asks}
    answers = {key: said[-1].value for key, said in told.items() if key in asked}
    taken_again(screened, "consent", "man", "case-manager", **answers)

    assert in_doubt(screened) == {"identity"}


def test_whoever_explains_the_options_again_undoes_no_consent(screened):
    facts = {"topics": EXPLAINED, "present": "nobody", "asylum": "none"}
    taken_again(
        screened, "counselling", None, "counsellor", wants_to_return=True, **facts
    )

    assert in_doubt(screened) == {"consent", "registration"}


def test_a_new_screening_has_protection_decide_anew_and_the_officer_look(case):
    case.counselled()
    case.traveller("man", "1996-01-01")
    case.registered()
    case.screened("man", **AT_RISK)
    case.did("protection-view", "man", clearance="cleared")
    case.decided()
    case.as_("protection").reopened("screening", "man", reason="Came back changed")
    case.screened("man", **AT_RISK)
    assert case.status("protection-view", "man") == "open"

    case.did("protection-view", "man", clearance="cleared")

    assert case.status("eligibility") == "done"
    assert in_doubt(case) == {"eligibility"}


def test_whoever_is_screened_again_boards_only_once_protection_has_cleared_them(
    at_gate,
):
    at_gate.as_("protection").reopened("screening", "man", reason="Came back changed")
    at_gate.screened("man", **AT_RISK)
    assert "gate" in at_gate.tried("departure", "man", **BOARDS)
    at_gate.did("protection-view", "man", clearance="not-cleared")
    assert "gate" in at_gate.tried("departure", "man", **BOARDS)

    at_gate.did("protection-view", "man", clearance="cleared")
    assert "gate" in at_gate.tried("departure", "man", **BOARDS)
    at_gate.did("travel-ready")

    assert at_gate.tried("departure", "man", **BOARDS) == set()
    assert in_doubt(at_gate) == {"eligibility", "booking"}


def test_whoever_is_a_refugee_after_all_boards_only_once_unhcr_was_told(at_gate):
    facts = {"topics": EXPLAINED, "present": "nobody", "asylum": "refugee"}
    taken_again(
        at_gate,
        "counselling",
        None,
        "counsellor",
        wants_to_return=True,
        consequence=True,
        **facts,
    )
    assert "gate" in at_gate.tried("departure", "man", **BOARDS)

    at_gate.did("unhcr", unhcr_told=at_gate.day)

    assert "gate" not in at_gate.tried("departure", "man", **BOARDS)
