"""Days, numbers, amounts and spans, as the reader's language writes them.

What they are answers to, and what a choice is called, is not known here.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Protocol

from migcase.calendar import Period
from migcase.kinds import DONT_KNOW, Money, NonAnswer
from migcase.locale import marked

MONTHS = (
    marked("Jan"),
    marked("Feb"),
    marked("Mar"),
    marked("Apr"),
    marked("May"),
    marked("Jun"),
    marked("Jul"),
    marked("Aug"),
    marked("Sep"),
    marked("Oct"),
    marked("Nov"),
    marked("Dec"),
)


class Words(Protocol):
    """A reader's language: sentences of the house, and labels of the plugin."""

    @property
    def language(self) -> str:
        """The code of the language, such as fr."""
        ...

    def gettext(self, message: str) -> str:
        """Return a sentence of the house, translated."""
        ...

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the form of a sentence that goes with *number*, translated."""
        ...

    def label(self, text: str) -> str:
        """Return a title, a question or a choice of the plugin, translated."""
        ...


def spelled(value: object, words: Words) -> str | None:
    """Return *value* in words; None for a text and for several values."""
    if isinstance(value, NonAnswer):
        if value is DONT_KNOW:
            return words.gettext("don't know")
        return words.gettext("did not want to say")
    if isinstance(value, bool):
        return words.gettext("yes") if value else words.gettext("no")
    if isinstance(value, date):
        return spelled_day(value, words)
    if isinstance(value, Period):
        return spelled_period(value, words)
    if isinstance(value, Money):
        return f"{spelled_number(value.amount, words)} {value.currency}"
    if isinstance(value, int | Decimal):
        return spelled_number(value, words)
    return None


def spelled_period(period: Period, words: Words) -> str:
    """Return a span of days, working days, months or years in words."""
    ngettext, n = words.ngettext, period.number
    if n == 0:
        return words.gettext("the same day")
    if period.unit == "working_days":
        return ngettext("{n} working day", "{n} working days", n).format(n=n)
    if period.unit == "days":
        return ngettext("{n} day", "{n} days", n).format(n=n)
    if n % 12 == 0:
        n //= 12
        return ngettext("{n} year", "{n} years", n).format(n=n)
    return ngettext("{n} month", "{n} months", n).format(n=n)


def spelled_day(day: date, words: Words) -> str:
    """Return a day as people write it."""
    said = {"month": words.gettext(MONTHS[day.month - 1]), "year": day.year}
    if day.day == 1:
        return words.gettext("1 {month} {year}").format(**said)
    return words.gettext("{day} {month} {year}").format(day=day.day, **said)


def spelled_number(number: int | Decimal, words: Words) -> str:
    """Return a number in groups of three, as the language writes it."""
    text = f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}"
    if words.language != "fr":
        return text
    swap = {",": "\N{NARROW NO-BREAK SPACE}", ".": ","}
    return "".join(swap.get(character, character) for character in text)
