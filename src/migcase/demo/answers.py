"""What the colleagues of the demo answer when the programme AVRR asks.

From the tables of what is plausible, where a question is asked at all.  Whether the
programme accepts it is judged like everybody's answers, by the office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from migcase.demo.asked import Asked
from migcase.demo.plausible import ANSWERS
from migcase.demo.tables import rows
from migcase.kinds import Value
from migcase.programme.conditions import Field

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


@cache
def _words() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows("words"):
        found[row["key"]].append(row["text"])
    return found
