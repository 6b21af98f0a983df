"""Case numbers that people can read, say on the telephone and mistype: MA-26-00417-W.

An office in letters, a year, a serial number of five digits or more, and a check
letter. The letter tells a number that was mistyped from one that does not exist; which
numbers exist is not known here.

The check letter is ISO/IEC 7064, MOD 27,26: the only published system whose single
check character is always a letter. It protects letters; a digit is therefore spelled
as a letter first, 0 to 9 as every second one, A C E … S. Spelled so, it finds each
single wrong character and each swap of two neighbouring digits (both tried
exhaustively in the tests), where MOD 37,36 on the digits as they are lets 1 such swap
in 180 pass. A swap across the edge of office, year or check letter breaks the shape
and is seen as well. Of swaps inside the office's letters 52 in 16,900 pass (0.3 %).

Hyphens may be left out, all of them, where an office has two letters. After a longer
one they stay: a letter mistyped as the digit that is spelled by it would else move the
edge between office and year, and nothing would be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_uppercase, digits

from attrs import frozen

from migcase.errors import MigcaseError

_OFFICE = re.compile(r"[A-Z]{2,6}")
_SHAPE = re.compile(r"([A-Z]{2,6})-([0-9]{2})-([0-9]{5,9})-([A-Z])")
_SQUEEZED = re.compile(r"([A-Z]{2})([0-9]{2})([0-9]{5,9})([A-Z])")
_IN_PART = re.compile(r"([A-Z]{2,6})-([0-9]{2})-([0-9]{1,9})(?:-[A-Z]?)?")
_IN_PART_SQUEEZED = re.compile(r"([A-Z]{2})([0-9]{2})([0-9]{5,9})")
_LONGEST = len("ABCDEF-26-123456789-W")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
_VALUE = {letter: value for value, letter in enumerate(ascii_uppercase)} | {
    digit: 2 * value for value, digit in enumerate(digits)
}


class BadNumber(MigcaseError):
    """No case number can be made of these parts."""

    code = "bad-number"
    sentence = "No case number can be made of {office}, {year} and {serial}."


class MistypedNumber(MigcaseError):
    """The check letter does not fit the rest."""

    code = "mistyped-number"
    sentence = "{typed} was mistyped: its check letter does not fit."


class NotANumber(MistypedNumber):
    """The text has not even the shape of a case number."""

    code = "not-a-number"
    sentence = "{typed} is no case number: one looks like MA-26-00417-W."


@frozen(order=True)
class CaseNumber:
    """Name one case: the office and year that opened it, and which it was."""

    office: str
    year: int
    serial: int

    def __attrs_post_init__(self) -> None:
        fits = 0 <= self.year <= 99 and 1 <= self.serial <= 999_999_999
        if not fits or not _OFFICE.fullmatch(self.office):
            parts = {"office": self.office, "year": self.year, "serial": self.serial}
            raise BadNumber(parts)

    def __str__(self) -> str:
        year, serial = f"{self.year:02d}", f"{self.serial:05d}"
        return f"{self.office}-{year}-{serial}-{self.check_letter}"

    @property
    def check_letter(self) -> str:
        return check_letter(f"{self.office}{self.year:02d}{self.serial:05d}")


def format_number(office: str, year: int, serial: int) -> str:
    """Write the number of the *serial*-th case that *office* opened in *year*."""
    return str(CaseNumber(office, year % 100, serial))


def parse(text: str) -> CaseNumber:
    """Read a number that somebody typed, in any case, with hyphens, spaces or none."""
    typed = _tidied(text)
    found = _SHAPE.fullmatch(typed) or _SQUEEZED.fullmatch(typed)
    if found is None or not int(found[3]):
        raise NotANumber({"typed": text[:40]})
    office, year, serial, check = found.groups()
    number = CaseNumber(office, int(year), int(serial))
    if check != number.check_letter or len(serial) != max(5, len(serial.lstrip("0"))):
        raise MistypedNumber({"typed": text[:40]})
    return number


def near(text: str) -> list[str]:
    """List the numbers that are one wrong character or one swap away from *text*.

    And that of which its letter, or the noughts before its serial, were left out.  They
    are well formed; the office finds out which of them exist.
    """
    typed, found = _tidied(text), dict[str, None]()
    for attempt in (*_completed(typed), *_one_error_away(typed)):
        try:
            found[str(parse(attempt))] = None
        except MistypedNumber:
            continue
    return list(found)


def check_letter(text: str) -> str:
    """Compute the check letter of capitals and digits: ISO/IEC 7064, MOD 27,26."""
    product = 26
    for character in text:
        product = ((product + _VALUE[character]) % 26 or 26) * 2 % 27
    return ascii_uppercase[(27 - product) % 26]


def _tidied(text: str) -> str:
    return _BETWEEN.sub("-", text.strip()).upper()


def _completed(typed: str) -> Iterator[str]:
    part = _IN_PART.fullmatch(typed) or _IN_PART_SQUEEZED.fullmatch(typed)
    if part is not None and int(part[3]):
        whole = format_number(part[1], int(part[2]), int(part[3]))
        if whole != typed:
            yield whole


def _one_error_away(typed: str) -> Iterator[str]:
    if len(typed) > _LONGEST:
        return
    for place, character in enumerate(typed):
        before, after = typed[:place], typed[place + 1 :]
        if after and after[0] != character:
            yield before + after[0] + character + after[1:]
        for other in ascii_uppercase + digits + "-":
            if other != character:
                yield before + other + after
