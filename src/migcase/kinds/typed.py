"""What somebody typed, as a value: numbers, money, days, periods, yes and no.

Digits may be those of any script; decimals come after a comma or a point, and blanks,
apostrophes, points or commas part thousands.  What cannot be meant in only one way
raises ``ValueError``: 12,500 is twelve thousand five hundred to one reader, and twelve
and a half to another.
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

_BLANK = "[\u0020\u00a0\u2009\u202f\u066c]"
_NUMBER = re.compile(
    rf"(?P<sign>[+-]?){_BLANK}*"
    rf"(?P<whole>\d+|\d{{1,3}}(?P<between>{_BLANK}+|[.,'’])\d{{3}}(?:(?P=between)\d{{3}})*)"
    r"(?:(?P<mark>[.,\u066b])(?P<decimals>\d{1,12}))?",
    re.ASCII,
)
# One sign, before three digits: it may part thousands, or be the decimal sign.
_EITHER = re.compile(r"(?<![\d.,'’])[1-9]\d{0,2}[.,]\d{3}(?![\d.,])", re.ASCII)
_MOST_DIGITS = 18


def read_number(text: str) -> int | Decimal:
    """Return a whole or a decimal number; never one with an exponent."""
    plain = with_plain_digits(text).replace("\u2212", "-")
    found = _NUMBER.fullmatch(plain)
    if found is None or (found["mark"] and found["mark"] == found["between"]):
        raise ValueError(text)
    whole = re.sub(r"\D", "", found["whole"])
    if len(whole) > _MOST_DIGITS or (not found["between"] and could_be_either(plain)):
        raise ValueError(text)
    if found["mark"] is None:
        return int(found["sign"] + whole)
    return Decimal(f"{found['sign']}{whole}.{found['decimals']}")


def could_be_either(text: str) -> bool:
    """Tell whether a sign in *text* may part thousands as well as decimals."""
    return bool(_EITHER.search(with_plain_digits(text)))


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
