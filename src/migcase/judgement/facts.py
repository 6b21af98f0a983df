"""Do these answers fit these questions?

Whether an answer was asked for, is missing, or is of the wrong kind.  What an answer
means for the case is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from migcase.casefile.events import Facts
from migcase.currencies import digits_of
from migcase.errors import Refusal
from migcase.judgement.view import View
from migcase.kinds import SEALED, Money, NonAnswer, Sealed
from migcase.kinds.amounts import amount_fault
from migcase.programme.checks import near
from migcase.programme.conditions import FALSE, TRUE, Field


def unanswered(
    concerns: str,
    asks: Iterable[Field[object]],
    facts: Facts,
    after: View,
    known: Mapping[str, Field[object]] | None = None,
) -> Iterator[Refusal]:
    """Yield what is wrong with *facts* as answers to *asks*.

    Whether a question is asked at all is weighed in *after*, the case with the
    answers in it, because one answer may bring up the next question.
    """
    asked = {question.key: question for question in asks}
    for key in facts:
        if key not in asked:
            words = asked if known is None else known
            values = {"step": concerns, "near": near(key, words)}
            yield Refusal("unasked-fact", key, values)
    for key, question in asked.items():
        needed = TRUE if question.when is None else question.when.weigh(after)
        if key in facts:
            yield from _misfit(question, facts[key], after)
            if needed == FALSE and concerns:  # told outside a step, it may be
                yield Refusal("not-asked-now", key, {"step": concerns})
        elif needed == TRUE and not question.optional:
            yield Refusal("missing-fact", key, {"step": concerns})


def _misfit(question: Field[object], value: object, after: View) -> Iterator[Refusal]:
    kind = question.kind
    if isinstance(value, NonAnswer):
        if value not in question.allows:
            yield Refusal("bad-fact", question.key, {"kind": kind.name})
    elif isinstance(value, Sealed):
        # What it says was looked at before it was sealed.
        if question.secrecy != SEALED:
            yield Refusal("bad-fact", question.key, {"kind": kind.name})
    elif not kind.accepts(value):
        values: dict[str, object] = {"kind": kind.name, "choices": kind.choices}
        if isinstance(value, Money):
            values |= {"fault": amount_fault(value), "currency": value.currency}
            values["digits"] = digits_of(value.currency)
        yield Refusal("bad-fact", question.key, values)
    elif kind.name == "a line" and isinstance(value, str):
        line = after.case.lines.get(value)
        if line is None or line.track != kind.target:
            yield Refusal("no-such-line", question.key, {"track": kind.target})
    elif kind.name == "a case" and isinstance(value, str):
        found = after.outside.linked(value)
        if found is not None and kind.target not in ("", found.programme.key):
            yield Refusal("other-programme", question.key, {"programme": kind.target})
