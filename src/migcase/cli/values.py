"""Answers in words, and what kind of answer is wanted.

Days, numbers and spans are spelled as in an explanation.  A choice is shown by its
label in the plugin's catalogue, or as it is declared.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from gettext import gettext as _

from migcase.cli.display import shown
from migcase.cli.tongue import Tongue
from migcase.countries import country_name, is_country
from migcase.judgement.spelling import spelled, spelled_number
from migcase.kinds import COUNTRY, Kind, Sealed
from migcase.languages import language_name
from migcase.locale import language_of, marked

# What stands where an answer is masked.
MASK = "•••"

# The kinds of answer, as a form would ask for them; by the name of the kind.
KINDS = {
    "one of": marked("one of: {choices}"),
    "many of": marked("any of these, separated by commas: {choices}"),
    "a number": marked("a number"),
    "a case": marked("the number of a case"),
    "a line": marked("the name of a line"),
    "text": marked("some text"),
    "money": marked("an amount and a currency, such as 1200 EUR"),
    "a date": marked("a date, such as 2026-11-19"),
    "yes or no": marked("yes or no"),
    "a period": marked("a period, such as 90 days"),
    "a person": marked("the number of a person, without spaces"),
    "a place": marked("a place"),
    "a document": marked("the number or place of a document"),
    "a country": marked("a country, such as Senegal, SN or SEN"),
}


def say_value(value: object, label: Callable[[str], str] = shown) -> str:
    """Return an answer in words; *label* finds the words for a choice."""
    plain = spelled(value, Tongue())
    if plain is not None:
        return plain
    if isinstance(value, tuple | list):
        return ", ".join(say_value(one, label) for one in value) or _("none")
    return label(str(value))


def say_sealed(value: Sealed) -> str:
    """Return what stands for an answer that is masked, or sealed to others."""
    if not value.readers:
        return MASK
    readers = ", ".join(map(shown, value.readers))
    return _("{mask} sealed to {readers}").format(mask=MASK, readers=readers)


def say_number(number: int | Decimal) -> str:
    """Return *number* in groups of three, the way the reader's language writes it."""
    return spelled_number(number, Tongue())


def say_country(code: str) -> str:
    """Return the name of a country in the reader's language."""
    return country_name(code, language_of(os.environ)) if is_country(code) else code


def say_language(code: str) -> str:
    """Return the name of a language in the reader's language."""
    return shown(language_name(code, language_of(os.environ)))


def say_kind(kind: Kind[object], label: Callable[[str], str] = shown) -> str:
    """Return what kind of answer is wanted, with its bounds or choices."""
    choices = ", ".join(with_key(one, label(one)) for one in kind.choices)
    low, high = kind.minimum, kind.maximum
    if kind.name == "a number" and low is not None and high is not None:
        bounds = {"low": say_number(low), "high": say_number(high)}
        return _("a number from {low} to {high}").format(**bounds)
    if kind.name == "a number" and low is not None:
        return _("a number from {low} on").format(low=say_number(low))
    if kind.name == "a number" and high is not None:
        return _("a number up to {high}").format(high=say_number(high))
    if kind.name == "many of" and not choices:
        return _("one or more, separated by commas")
    return _(KINDS.get(kind.name, kind.name)).format(choices=choices)


def label_for(kind: Kind[object], label: Callable[[str], str]) -> Callable[[str], str]:
    """Return what finds the words for an answer of *kind*."""
    if kind is COUNTRY:
        return say_country
    return label if kind.choices else shown


def with_key(key: str, words: str) -> str:
    """Return a *key* as it is typed, and its *words* where they are others."""
    return key if words == key else f"{key} ({words})"
