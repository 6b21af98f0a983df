"""Answers as they are typed, made into values; all that do not fit are told at once.

Whether a question is asked here is for the programme's rules; this room only looks
at the kind of answer it takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from gettext import gettext as _
from typing import cast

from migcase.calendar import Period
from migcase.cli.choosing import question_of
from migcase.cli.days import ascii_word, read_day
from migcase.cli.failing import Worded
from migcase.cli.labels import Labels
from migcase.cli.misfits import Misfit, briefly, misfit, twice, unanswered, unknown
from migcase.countries import country_named
from migcase.errors import BadValue, MigcaseError
from migcase.kinds import (
    COUNTRY,
    DATE,
    DONT_KNOW,
    PERSON,
    TEXT,
    Money,
    NonAnswer,
    Value,
)
from migcase.kinds import REFUSED as REFUSED_TO_SAY
from migcase.names import spelt_alike, ways_to_call
from migcase.people.numbers import MistypedPerson, read_number
from migcase.programme.conditions import Field

LONGEST = 10_000
# Whoever has that many to put right need not hear of more.
MOST_MISFITS = 20

# What may be typed for no answer, where a question allows it; in every language.
NON_ANSWERS: Mapping[str, NonAnswer] = {
    "?": DONT_KNOW,
    "dont-know": DONT_KNOW,
    "don't know": DONT_KNOW,
    "ne-sait-pas": DONT_KNOW,
    "ne sait pas": DONT_KNOW,
    "refused": REFUSED_TO_SAY,
    "did not want to say": REFUSED_TO_SAY,
    "refus": REFUSED_TO_SAY,
    "n'a pas voulu dire": REFUSED_TO_SAY,
}

Asked = Mapping[str, Field[object]]


def answers(
    typed: Iterable[tuple[str, object]],
    labels: Labels,
    today: date,
    preferred: Iterable[str] = (),
) -> dict[str, Value]:
    """Return the value of each answer; raise one error with all that do not fit.

    *preferred* are the questions among which a mistyped key is looked for first.
    """
    found: dict[str, Value] = {}
    misfits: list[str] = []
    if labels.programme is None:
        return found  # what a case without its programme is told, is refused for that
    for word, given in typed:
        if len(misfits) >= MOST_MISFITS:
            misfits.append(_("- … put these right first; there may be more."))
            break
        key = question_of(word, labels)
        question = None if key is None else labels.field(key)
        if key is None or question is None:
            misfits += unknown(word, labels, tuple(preferred))
            continue
        try:
            value = read_answer(question, given, labels, today)
            before = found.get(key)
            if isinstance(before, tuple) and isinstance(value, tuple):
                value = (*before, *value)  # --fact topics=a --fact topics=b
            elif before not in (None, value):
                misfits.append(twice(question, labels))
            found[key] = value
        except Misfit as misfit:
            misfits += misfit.lines
    if misfits:
        raise Worded("bad-answers", _("Not recorded."), *misfits)
    return found


def pairs(facts: Iterable[str]) -> Iterator[tuple[str, object]]:
    """Yield the key and the answer of each ``key=answer``."""
    for fact in facts:
        key, sign, answer = fact.partition("=")
        if not sign or not key.strip():
            message = _("{text} is no answer: type KEY=ANSWER, such as reached=yes.")
            raise Worded("bad-answers", message.format(text=ascii_word(fact)))
        yield key.strip(), answer


def read_answer(
    question: Field[object], given: object, labels: Labels, today: date
) -> Value:
    """Return *given*, typed or out of a JSON file, as a value of *question*."""
    if isinstance(given, str):
        return _read(question, given, labels, today)
    value = _from_json(given)
    if isinstance(value, NonAnswer):
        if value in question.allows:
            return value
    elif value is not None and question.kind.accepts(value):
        return cast("Value", value)
    raise misfit(question, briefly(value, given), labels)


def _read(question: Field[object], text: str, labels: Labels, today: date) -> Value:
    kind = question.kind
    non_answer = NON_ANSWERS.get(text.strip().casefold())
    if non_answer in question.allows and non_answer is not None:
        return non_answer
    if not text.strip():
        raise unanswered(question, labels)
    if len(text) > LONGEST:
        words = {"question": labels.question(question.key), "longest": LONGEST}
        line = _("- “{question}”: longer than {longest} characters; attach a document.")
        raise Misfit(line.format(**words))
    try:
        if kind is DATE:
            return read_day(text, today)
        if kind is COUNTRY:
            text = country_named(text) or text
        if kind is PERSON:
            text = read_number(text)
        if kind.choices:
            text = ",".join(_choice(one, question, labels) for one in _several(text))
        return cast("Value", kind.parse(text))
    except (BadValue, MistypedPerson, ValueError, OverflowError):
        # Free text may tell of somebody, whatever was asked: it is not repeated.
        given = "…" if kind is TEXT else text
        raise misfit(question, given, labels) from None


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")] if "," in text else [text.strip()]


def _choice(text: str, question: Field[object], labels: Labels) -> str:
    """Return the key of a choice that was typed as a key or as it is called."""
    choices = question.kind.choices
    if text in choices:
        return text
    typed = spelt_alike(text)
    meant = [
        choice
        for choice in choices
        if typed in {spelt_alike(choice), *ways_to_call(labels.translated(choice))}
    ]
    return meant[0] if len(meant) == 1 else text


def _from_json(given: object) -> object:
    if isinstance(given, list):
        return tuple(given) if all(isinstance(one, str) for one in given) else None
    if isinstance(given, Decimal) and given == given.to_integral_value():
        return int(given)
    if not isinstance(given, dict):
        return given
    try:
        if given.keys() == {"non-answer"}:
            return NonAnswer(given["non-answer"])
        if given.keys() == {"number", "unit"}:
            unit = str(given["unit"]).replace("-", "_")
            return Period(**{unit: given["number"]})
        if given.keys() == {"amount", "currency"}:
            return Money(Decimal(given["amount"]), str(given["currency"]))
    except (MigcaseError, ArithmeticError, TypeError, ValueError):
        return None
    return None
