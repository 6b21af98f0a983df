"""Why what was typed does not answer a question, in lines.

What may tell of a person is repeated so that only whoever typed it knows it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from gettext import gettext as _

from migcase.calendar import Period
from migcase.cli.days import ascii_word
from migcase.cli.display import masked, shown
from migcase.cli.labels import Labels
from migcase.cli.near_words import did_you_mean, near_country
from migcase.cli.values import label_for, say_kind
from migcase.currencies import digits_of
from migcase.kinds import COUNTRY, DONT_KNOW, MONEY, NUMBER, Money
from migcase.kinds.amounts import amount_fault
from migcase.kinds.typed import could_be_either, read_money
from migcase.locale import marked
from migcase.programme.checks import near
from migcase.programme.conditions import Field

# What is wrong with an amount of money.
AMOUNTS: Mapping[str, str] = {
    "negative-amount": marked("An amount is never less than nothing."),
    "too-precise": marked("Amounts in {currency} have {digits} decimals at most."),
    "unknown-currency": marked("{currency} is no currency: write EUR, MAD, XOF."),
}


class Misfit(Exception):
    """What was typed does not answer the question; the lines say why."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


def misfit(question: Field[object], text: str, labels: Labels) -> Misfit:
    """Return what is wrong with *text* as an answer to *question*."""
    kind = question.kind
    words = {**_words(question, labels), "answer": _echoed(question, text)}
    lines = [_("- “{question}” ({key}) takes {kind}; not {answer}.").format(**words)]
    if kind is MONEY:
        lines += _wrong_amount(text)
    if (kind is MONEY or kind.name == NUMBER.name) and could_be_either(text):
        line = _("  That may part thousands or decimals: write it like 12500 or 12.50.")
        lines.append(line)
    hint = near(text.strip(), kind.choices)
    hints = near_country(text) if kind is COUNTRY else [hint] if hint else []
    if hints:
        lines.append(f"  {did_you_mean(hints)}")
    return Misfit(*lines)


def unanswered(question: Field[object], labels: Labels) -> Misfit:
    """Return that nothing was typed as an answer to *question*."""
    words = _words(question, labels)
    lines = [_("- “{question}” ({key}): the answer is empty; it takes {kind}.")]
    if DONT_KNOW in question.allows:
        lines.append(_("  Where nobody knows, or not any more: {key}=?"))
    return Misfit(*(line.format(**words) for line in lines))


def _words(question: Field[object], labels: Labels) -> dict[str, str]:
    return {
        "question": labels.question(question.key),
        "key": question.key,
        "kind": say_kind(question.kind, label_for(question.kind, labels.translated)),
    }


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


def twice(question: Field[object], labels: Labels) -> str:
    """Return that a question was answered twice, and not alike."""
    words = {"question": labels.question(question.key), "key": question.key}
    told = _("- “{question}” ({key}) was answered twice, and not alike: leave one out.")
    return told.format(**words)


def unknown(key: str, labels: Labels, preferred: tuple[str, ...]) -> list[str]:
    """Return that nobody asks *key*, and which question may be meant."""
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


def briefly(value: object, given: object) -> str:
    """Return what was given; of what holds more, only of which sort it is."""
    if isinstance(value, Money | Period | bool | int | Decimal):
        return str(value)
    return "[…]" if isinstance(given, list) else "{…}" if given else "null"
