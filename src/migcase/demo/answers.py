"""What the colleagues of the demo answer when the programme AVRR asks.

One table from the key of a question to what is plausible for this person on this day.
Whether the programme accepts it is judged like everybody's answers, by the office.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from random import Random

from attrs import frozen

from migcase.casefile.case import Case
from migcase.demo.household import Household, is_child
from migcase.demo.people import Invented
from migcase.kinds import Money, Value
from migcase.numbers import format_number
from migcase.programme.conditions import Field

EXPLAINED = ("procedure", "rights", "asylum", "regularisation", "stay", "project")
AGREED = ("interview", "purpose", "use", "access", "retention", "withdrawal")
SOLUTIONS = ("return", "stay", "third-country")


@frozen
class Asked:
    """One question at one moment: of whom, in which case, on which day."""

    household: Household
    person: Invented
    day: date
    case: Case
    line: str | None
    rng: Random

    @property
    def is_child(self) -> bool:
        """Whether the person is below eighteen on that day."""
        return is_child(self.person, self.day)

    @property
    def turn(self) -> str:
        """What happens to the household."""
        return self.household.turn

    def before(self, key: str) -> Value | None:
        """Return what was answered last to the question *key*, None if nothing."""
        told = dict(self.case.told)
        if self.line is not None:
            told |= self.case.lines[self.line].told
        return told[key][-1].value if key in told else None

    def was_done(self, step: str) -> bool:
        """Tell whether *step* was done before, in the case or on the line."""
        marks = dict(self.case.marks)
        if self.line is not None:
            marks |= self.case.lines[self.line].marks
        return step in marks


Answer = Callable[[Asked], Value | None]


def answers(questions: Iterable[Field[object]], asked: Asked) -> dict[str, Value]:
    """Return what is answered to *questions*; nothing where nothing is to be said."""
    found: dict[str, Value] = {}
    for question in questions:
        value = answer(question.key, asked, found)
        if value is not None:
            found[question.key] = value
    return found


def answer(
    key: str, asked: Asked, so_far: Mapping[str, Value] | None = None
) -> Value | None:
    """Return the answer to the question *key*; *so_far* are those beside it."""
    condition = ONLY_IF.get(key)
    if condition is not None:
        other, wanted = condition
        given = (so_far or {}).get(other)
        if given is None:
            given = asked.before(other)
        if given not in wanted:
            return None
    if key in ANSWERS:
        return ANSWERS[key](asked)
    texts = _words().get(key)
    return asked.rng.choice(texts) if texts else None


def home_of(person: Invented) -> tuple[str, str]:
    """Return the city and the airport to which *person* would return."""
    return _homes()[person.nationality]


# ------------------------------------------------ by question
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
    return f"CMN–{home_of(asked.person)[1]}"


def _mirror(asked: Asked) -> Value:
    serial = int(asked.household.applicant.ref.removeprefix("p-"))
    return format_number(asked.person.nationality, asked.day.year % 100, serial)


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
    "consent_points": _always(AGREED),
    "consent_kind": lambda asked: "implicit" if asked.is_child else "explicit",
    "share_origin": lambda asked: asked.household.share,
    "share_health": lambda asked: asked.household.share,
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
    "place_of_return": lambda asked: home_of(asked.person)[0],
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
    "mirror": _mirror,
    "tranche": _tranche,
    "amount": _always(euros(350)),
    "verdict": _always("granted"),
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

# A question that is asked only where another has one of these answers.
ONLY_IF: Mapping[str, tuple[str, tuple[Value, ...]]] = {
    "consequence": ("asylum", ("seeker", "refugee")),
    "proxy": ("consent_kind", ("proxy",)),
    "custody_paper": ("one_parent", (True,)),
    "factors": ("vulnerable", (True,)),
    "measures": ("clearance", ("with-measures",)),
    "caregiver": ("family_agrees", (True,)),
    "reintegration_eligible": ("eligible", (True,)),
    "ceiling": ("reintegration_eligible", (True,)),
    "paper_until": ("paper_result", ("issued",)),
    "fit_until": ("fit", ("fit", "with-conditions")),
    "travel_conditions": ("fit", ("with-conditions",)),
    "medical_escort": ("fit", ("fit", "with-conditions")),
    "last_consent": ("boarded", ("boarded", "changed-mind", "held")),
    "fear_at_gate": ("boarded", ("boarded", "changed-mind", "held")),
    "pocket_money": ("boarded", ("boarded",)),
    "pocket_receipt": ("boarded", ("boarded",)),
    "visit_report": ("visit_result", ("met",)),
    "satisfaction": ("visit_result", ("met",)),
}


# ------------------------------------------------ by table
@cache
def _words() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows("words"):
        found[row["key"]].append(row["text"])
    return found


@cache
def _homes() -> Mapping[str, tuple[str, str]]:
    return {row["code"]: (row["city"], row["airport"]) for row in _rows("homes")}


def _rows(name: str) -> list[dict[str, str]]:
    table = files("migcase.demo") / "facts" / f"{name}.csv"
    with table.open(encoding="utf-8") as lines:
        return list(csv.DictReader(line for line in lines if line[:1] != "#"))
