"""What is plausible in the demo, question by question of the programme AVRR.

One table from the key of a question to what this person says on this day.  Which
questions are asked at all is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal

from migcase.demo.asked import Asked
from migcase.demo.consenting import CONSENTING
from migcase.demo.household import is_child
from migcase.demo.tables import home_of
from migcase.kinds import Money, Value

EXPLAINED = ("procedure", "rights", "asylum", "regularisation", "stay", "project")
SOLUTIONS = ("return", "stay", "third-country")

Answer = Callable[[Asked], Value | None]


def _asylum(asked: Asked) -> Value:
    return "seeker" if asked.turn == "asylum" else "none"


def _priority(asked: Asked) -> Value:
    people = asked.household.people
    if any(is_child(one, asked.day) for one in people[1:]):
        with_father = any(one.relation == "spouse" for one in people)
        return ("family",) if with_father else ("women-with-children",)
    return ("none",)


def _with_parent(asked: Asked) -> Value | None:
    return len(asked.household.people) > 1 if asked.is_child else None


def _one_parent(asked: Asked) -> Value | None:
    if not asked.is_child or len(asked.household.people) == 1:
        return None
    return not any(one.relation == "spouse" for one in asked.household.people)


def _custody(asked: Asked) -> Value | None:
    return "jugement de garde" if asked.household.proven else None


def _fears(asked: Asked) -> Value:
    is_afraid = asked.turn in ("afraid", "asylum") and not asked.is_child
    return asked.rng.choice(("yes", "unsure")) if is_afraid else "no"


def _trafficked(asked: Asked) -> Value:
    return "possible" if asked.turn == "trafficked" else "no"


def _risk(asked: Asked) -> Value:
    if asked.turn in ("afraid", "asylum", "trafficked"):
        return asked.rng.choice(("medium", "high"))
    return "medium" if asked.is_child and asked.person.relation != "child" else "low"


def _vulnerable(asked: Asked) -> Value:
    people = asked.household.people
    is_single_parent = len(people) > 2 and people[1].relation == "child"
    return asked.turn == "trafficked" or (is_single_parent and _is_applicant(asked))


def _is_applicant(asked: Asked) -> bool:
    return asked.person is asked.household.applicant


def _clearance(asked: Asked) -> Value:
    if asked.turn in ("asylum", "trafficked"):
        return "not-cleared"
    return "with-measures" if asked.turn == "afraid" else "cleared"


def _is_eligible(asked: Asked) -> Value:
    return asked.turn != "ineligible"


def _paper(asked: Asked) -> Value:
    troubles = {"papers-refused": "refused", "papers-slow": "no-answer"}
    trouble = troubles.get(asked.turn)
    if trouble is None or not _is_applicant(asked) or asked.was_done("documents"):
        return "issued"
    return trouble


def _fit(asked: Asked) -> Value:
    if asked.turn == "unfit" and _is_applicant(asked) and not asked.was_done("exam"):
        return "unfit"
    return "with-conditions" if asked.rng.random() < 0.05 else "fit"


def _departs(asked: Asked) -> Value:
    """Return a Wednesday or Thursday, far enough to tell the mission of origin."""
    day = asked.day + timedelta(days=9)
    while day.weekday() not in (2, 3):
        day += timedelta(days=1)
    return day


def _boarded(asked: Asked) -> Value:
    stays_away = asked.turn in ("no-show", "gave-up")
    return "no-show" if stays_away and not asked.was_done("departure") else "boarded"


def _itinerary(asked: Asked) -> Value:
    return f"CMN–{home_of(asked.person.nationality)[1]}"


def _arrived(asked: Asked) -> Value:
    departure = asked.case.lines[asked.line or ""].marks["departure"]
    return departure.on


def _received_by(asked: Asked) -> Value | None:
    is_alone = asked.is_child and asked.before("with_parent") is False
    return f"{asked.person.ref}-m" if is_alone else None


def _tranche(asked: Asked) -> Value:
    taken = [line for line in asked.case.lines.values() if line.track == "payment"]
    return "second" if taken else "first"


def euros(amount: int) -> Money:
    """Return *amount* euros."""
    return Money(Decimal(amount), "EUR")


def _always(value: Value) -> Answer:
    return lambda _asked: value


def _in_days(days: int) -> Answer:
    return lambda asked: asked.day + timedelta(days=days)


def _one_of(*values: Value) -> Answer:
    return lambda asked: asked.rng.choice(values)


YES, NO, TODAY = _always(value=True), _always(value=False), _in_days(0)

ANSWERS: Mapping[str, Answer] = {
    # contact, registration
    "channel": _one_of("walk-in", "phone", "phone", "partner", "consulate", "hotline"),
    "language": lambda asked: asked.person.language,
    "topics": _always(EXPLAINED),
    "asylum": _asylum,
    "consequence": YES,
    "wants_to_return": lambda asked: asked.turn != "info-only",
    "who": lambda asked: asked.person.ref,
    "relation": lambda asked: asked.person.relation,
    **CONSENTING,
    "born": lambda asked: asked.person.born,
    "born_precision": _one_of("exact", "exact", "exact", "year"),
    "sex": lambda asked: {"f": "female", "m": "male"}[asked.person.sex],
    "nationality": lambda asked: asked.person.nationality,
    "with_parent": _with_parent,
    "one_parent": _one_parent,
    "custody_paper": _custody,
    "destination": lambda asked: asked.person.nationality,
    "status_here": lambda asked: "asylum" if asked.turn == "asylum" else "irregular",
    "entered_on": _in_days(-400),
    "previous_avrr": NO,
    "priority": _priority,
    "travellers": lambda asked: len(asked.household.people),
    "duplicate": _always("no"),
    "unhcr_told": TODAY,
    # screening, best interests
    "risk": _risk,
    "vulnerable": _vulnerable,
    "factors": lambda asked: (
        ("other",) if asked.turn == "trafficked" else ("single-parent",)
    ),
    "vot": _trafficked,
    "fears_return": _fears,
    "asylum_wish": NO,
    "health_needs": lambda asked: asked.rng.random() < 0.12,
    "views": lambda asked: "rentrer auprès des siens" if asked.is_child else None,
    "clearance": _clearance,
    "guardian": lambda asked: f"{asked.person.ref}-g",
    "home_safe": YES,
    "family_agrees": YES,
    "caregiver": lambda asked: f"{asked.person.ref}-m",
    "weighed": _always(SOLUTIONS),
    "bid_outcome": lambda asked: "stay" if asked.turn == "child-stay" else "return",
    "bid_dated": TODAY,
    "guardian_agrees": YES,
    "review_told": YES,
    "escort": lambda asked: f"{asked.person.ref}-e",
    # decision, preparation
    "eligible": _is_eligible,
    "reintegration_eligible": lambda asked: asked.household.supported,
    "ceiling": _always(euros(1000)),
    "reserved": lambda asked: euros(900 * len(asked.household.people) + 600),
    "declared_on": TODAY,
    "witness": _always("t-0001"),
    "paper": _one_of("passport", "laissez-passer", "laissez-passer"),
    "paper_result": _paper,
    "paper_until": _in_days(330),
    "fit": _fit,
    "fit_until": _in_days(120),
    "medical_escort": NO,
    "place_of_return": lambda asked: home_of(asked.person.nationality)[0],
    "amount_asked": _one_of(*(euros(amount) for amount in (700, 800, 900, 1000))),
    "feedback": _one_of("yes", "yes", "yes", "with-changes"),
    # journey, grant, aftercare
    "departs_on": _departs,
    "itinerary": _itinerary,
    "check": _always("fit"),
    "boarded": _boarded,
    "last_consent": YES,
    "fear_at_gate": NO,
    "pocket_money": _always(euros(30)),
    "arrived_on": _arrived,
    "received_by": _received_by,
    "tranche": _tranche,
    "amount": _always(euros(350)),
    "approval": _always("granted"),
    "visit_result": _always("met"),
    "satisfaction": _one_of("satisfied", "very-satisfied", "ok"),
    "no_show_said": lambda asked: "rebook" if asked.turn == "no-show" else "withdraw",
    # holds and endings
    "suspended_for": _always("funds"),
    "recheck_on": _in_days(14),
    "retention_told": YES,
    "appeal_told": YES,
    "died_on": _in_days(-1),
    "left_again_on": _in_days(-3),
    "kin_told_on": TODAY,
}
