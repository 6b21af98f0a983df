"""Answers as they are typed, made into values; all that do not fit are told at once.

Whether a question is asked here is for the programme's rules; this room only looks
at the kind of answer it takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from gettext import gettext as _
from itertools import product
from string import ascii_uppercase
from typing import cast

from migcase.calendar import Period
from migcase.cli.days import ascii_word, read_day
from migcase.cli.display import masked, shown
from migcase.cli.failing import Worded, did_you_mean
from migcase.cli.labels import Labels
from migcase.cli.values import label_for, say_kind
from migcase.countries import country_name, is_country
from migcase.currencies import digits_of
from migcase.errors import BadValue, MigcaseError
from migcase.kinds import (
    COUNTRY,
    DATE,
    DONT_KNOW,
    MONEY,
    PERSON,
    Money,
    NonAnswer,
    Value,
)
from migcase.kinds import REFUSED as REFUSED_TO_SAY
from migcase.kinds.amounts import amount_fault
from migcase.kinds.typed import read_money
from migcase.locale import marked
from migcase.people.numbers import MistypedPerson, read_number
from migcase.programme.checks import near
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

# What is wrong with an amount of money.
AMOUNTS: Mapping[str, str] = {
    "negative-amount": marked("An amount is never less than nothing."),
    "too-precise": marked("Amounts in {currency} have {digits} decimals at most."),
    "unknown-currency": marked("{currency} is no currency: write EUR, MAD, XOF."),
}

Asked = Mapping[str, Field[object]]


class Misfit(Exception):
    """What was typed does not answer the question; the lines say why."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


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
    for key, given in typed:
        if len(misfits) >= MOST_MISFITS:
            misfits.append(_("- … put these right first; there may be more."))
            break
        question = labels.field(key)
        if question is None:
            misfits += _unknown(key, labels, tuple(preferred))
            continue
        try:
            value = read_answer(question, given, labels, today)
            before = found.get(key)
            if isinstance(before, tuple) and isinstance(value, tuple):
                value = (*before, *value)  # --fact topics=a --fact topics=b
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
    raise _misfit(question, _briefly(value, given), labels)


def _briefly(value: object, given: object) -> str:
    """Return what was given; of what holds more, only of which sort it is."""
    if isinstance(value, Money | Period | bool | int | Decimal):
        return str(value)
    return "[…]" if isinstance(given, list) else "{…}" if given else "null"


def _read(question: Field[object], text: str, labels: Labels, today: date) -> Value:
    kind = question.kind
    non_answer = NON_ANSWERS.get(text.strip().casefold())
    if non_answer in question.allows and non_answer is not None:
        return non_answer
    if len(text) > LONGEST:
        words = {"question": labels.question(question.key), "longest": LONGEST}
        line = _("- “{question}”: longer than {longest} characters; attach a document.")
        raise Misfit(line.format(**words))
    try:
        if kind is DATE:
            return read_day(text, today)
        if kind is COUNTRY:
            return _country(text)
        if kind is PERSON:
            text = read_number(text)
        if kind.choices:
            text = ",".join(_choice(one, question, labels) for one in _several(text))
        return cast("Value", kind.parse(text))
    except (BadValue, MistypedPerson, ValueError, OverflowError):
        raise _misfit(question, text, labels) from None


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")] if "," in text else [text.strip()]


def _choice(text: str, question: Field[object], labels: Labels) -> str:
    """Return the key of a choice that was typed as a key or as its label."""
    choices = question.kind.choices
    if text in choices:
        return text
    folded = text.casefold()
    for choice in choices:
        if folded in (choice.casefold(), labels.translated(choice).casefold()):
            return choice
    return text


def _country(text: str) -> str:
    code = text.strip().upper()
    if is_country(code):
        return code
    for one, two in product(ascii_uppercase, repeat=2):
        other = one + two
        names = (country_name(other, language) for language in ("fr", "en", "ar"))
        if any(name.casefold() == code.casefold() for name in names):
            return other
    raise ValueError(text)


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


def _misfit(question: Field[object], text: str, labels: Labels) -> Misfit:
    kind = question.kind
    label = label_for(kind, labels.translated)
    words = {
        "question": labels.question(question.key),
        "key": question.key,
        "answer": _echoed(question, text),
        "kind": say_kind(kind, label),
    }
    lines = [_("- “{question}” ({key}) takes {kind}; not {answer}.").format(**words)]
    if kind is MONEY:
        lines += _wrong_amount(text)
    hint = near(text.strip(), kind.choices)
    if hint:
        lines.append(f"  {did_you_mean([hint])}")
    return Misfit(*lines)


def _echoed(question: Field[object], text: str) -> str:
    """Return what was typed; what it may tell of a person, so that only they know."""
    if question.secrecy == "process":
        return ascii_word(text)
    return masked(shown(text[:200]))


def _wrong_amount(text: str) -> Iterator[str]:
    """Yield what is wrong with an amount that was typed, where it is one."""
    try:
        money = read_money(text.strip())
    except (ValueError, ArithmeticError):
        return
    sentence = AMOUNTS.get(amount_fault(money))
    if sentence is not None:
        words = {"currency": money.currency, "digits": digits_of(money.currency)}
        yield "  " + _(sentence).format(**words)


def _unknown(key: str, labels: Labels, preferred: tuple[str, ...]) -> list[str]:
    words = {"key": shown(key)[:40]}
    lines = [_("- This programme asks nothing called {key}.").format(**words)]
    known = () if labels.programme is None else tuple(labels.index.fields)
    hint = near(key, preferred) or near(key, known)
    if hint:
        question = labels.question(hint)
        line = _("  Did you mean {near} (“{question}”)?")
        lines.append(line.format(near=hint, question=question))
    elif preferred and not re.search(r"\W", key):
        lines.append(_("  Asked here: {keys}").format(keys=", ".join(preferred)))
    return lines
