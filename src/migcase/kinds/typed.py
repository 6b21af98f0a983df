"""What somebody typed, as a value: numbers, money, days, periods, yes and no.

A comma is a decimal comma, as in French; blanks part thousands; digits may be those
of any script.  What cannot be meant in only one way raises ``ValueError``.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from migcase.calendar import Period
from migcase.kinds.values import Money

YES = frozenset({"yes", "y", "true", "1", "oui", "o", "نعم"})
NO = frozenset({"no", "n", "false", "0", "non", "لا"})

# Between thousands: a blank of any width, or the Arabic separator.
_BLANKS = dict.fromkeys(map(ord, "\u0020\u00a0\u2009\u202f\u066c"), "")
_SIGNS = str.maketrans({"\u2212": "-", "\u066b": ".", ",": "."})


def read_number(text: str) -> int | Decimal:
    """Return a whole or a decimal number; never one with an exponent."""
    plain = with_plain_digits(text).translate(_BLANKS).translate(_SIGNS)
    if re.fullmatch(r"[+-]?\d{1,18}", plain):
        return int(plain)
    if re.fullmatch(r"[+-]?\d{1,18}\.\d{1,12}", plain):
        return Decimal(plain)
    raise ValueError(text)


def read_money(text: str) -> Money:
    """Return an amount with the code of its currency, before or after it."""
    found = re.fullmatch(r"(.*\d)\s*([A-Za-z]{3})|([A-Za-z]{3})\s*(\S.*)", text)
    if not found:
        raise ValueError(text)
    amount, currency = found[1] or found[4], found[2] or found[3]
    return Money(Decimal(read_number(amount)), currency.upper())


def read_day(text: str) -> date:
    """Return a day written as year-month-day."""
    plain = with_plain_digits(text)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", plain):
        raise ValueError(text)
    return date.fromisoformat(plain)


def read_period(text: str) -> Period:
    """Return a period: 30 days, 5 working days, 6 months, 2 years."""
    plain = " ".join(with_plain_digits(text).lower().split())
    found = re.fullmatch(r"(\d{1,5}) ?(day|working day|month|year)s?", plain)
    if not found:
        raise ValueError(text)
    number, unit = int(found[1]), found[2]
    if unit == "day":
        return Period(days=number)
    if unit == "working day":
        return Period(working_days=number)
    return Period(months=number * 12 if unit == "year" else number)


def read_yes_no(text: str) -> bool:
    """Return yes or no, said in English, French or Arabic."""
    word = text.casefold()
    if word not in YES | NO:
        raise ValueError(text)
    return word in YES


def read_words(text: str) -> tuple[str, ...]:
    """Return the words between commas."""
    return tuple(part for part in map(str.strip, re.split("[,،]", text)) if part)


def with_plain_digits(text: str) -> str:
    """Return *text* with the digits of any script as 0 to 9."""
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in text
    )
