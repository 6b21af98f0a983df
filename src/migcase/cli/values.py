"""Answers and periods in words.

A choice is shown by its label in the plugin's catalogue, or as it is declared.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from gettext import gettext as _
from gettext import ngettext

from migcase.calendar import Period
from migcase.cli.days import say_day
from migcase.cli.display import shown
from migcase.countries import country_name, is_country
from migcase.kinds import COUNTRY, DONT_KNOW, Kind, Money, NonAnswer
from migcase.locale import language_of, marked

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
    "a country": marked("a country's two letters, such as SN"),
}


def say_value(value: object, label: Callable[[str], str] = shown) -> str:
    """Return an answer in words; *label* finds the words for a choice."""
    if isinstance(value, NonAnswer):
        return _("don't know") if value is DONT_KNOW else _("did not want to say")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return say_day(value)
    if isinstance(value, Period):
        return say_period(value)
    if isinstance(value, Money):
        return f"{say_number(value.amount)} {shown(value.currency)}"
    if isinstance(value, int | Decimal):
        return say_number(value)
    if isinstance(value, tuple | list):
        return ", ".join(say_value(one, label) for one in value) or _("none")
    return label(str(value))


def say_number(number: int | Decimal) -> str:
    """Return *number* in groups of three, the way the reader's language writes it."""
    text = f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}"
    if language_of(os.environ) == "fr":
        swap = {",": "\N{NARROW NO-BREAK SPACE}", ".": ","}
        return "".join(swap.get(character, character) for character in text)
    return text


def say_period(period: Period) -> str:
    """Return a span of days, working days or months in words."""
    number = period.number
    if period.unit == "months":
        if number and number % 12 == 0:
            years = number // 12
            return ngettext("{n} year", "{n} years", years).format(n=years)
        return ngettext("{n} month", "{n} months", number).format(n=number)
    if period.unit == "working_days":
        many = ngettext("{n} working day", "{n} working days", number)
        return many.format(n=number)
    return ngettext("{n} day", "{n} days", number).format(n=number)


def say_country(code: str) -> str:
    """Return the name of a country in the reader's language."""
    return country_name(code, language_of(os.environ)) if is_country(code) else code


def say_kind(kind: Kind[object], label: Callable[[str], str] = shown) -> str:
    """Return what kind of answer is wanted, with its bounds or choices."""
    choices = ", ".join(_choice(one, label) for one in kind.choices)
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


def _choice(key: str, label: Callable[[str], str]) -> str:
    words = label(key)
    return key if words == key else f"{key} ({words})"
