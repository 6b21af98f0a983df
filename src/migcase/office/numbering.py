"""Which case is meant by what somebody typed, and which number a new one gets."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from migcase import numbers
from migcase.errors import UnknownCase
from migcase.keeping.register import CaseRow, Kept, Register
from migcase.numbers import MistypedNumber, NotANumber
from migcase.office.readable import kept_if_readable

MOST_NEAR = 3


def kept_case(register: Register, case: str) -> Kept:
    """Return the case that *case* names, however its number is written.

    Raise `MistypedNumber` or `UnknownCase`, with the numbers *near* it that exist.
    """
    kept = register.kept(text_of(case))
    if kept is not None:
        return kept
    try:
        number = str(numbers.parse(case))
    except MistypedNumber as error:
        error.values["near"] = tuple(_near(register, case))
        raise
    kept = register.kept(number) if number != case else None
    if kept is None:
        near = tuple(_near(register, number))
        raise UnknownCase({"case": number, "near": near})
    return kept


def row_of(register: Register, number: str) -> CaseRow | None:
    """Return the line of case *number* in lists, whoever may read the case."""
    found = register.cases(limit=1, after=text_of(number)[:-1])
    return found[0] if found and found[0].case == number else None


def text_of(case: str) -> str:
    """Return *case*; raise `NotANumber`, which says what it is, where it is no text.

    No register is asked with what is no text: each would answer in its own way.
    """
    if not isinstance(case, str):
        raise NotANumber({"typed": type(case).__name__, "near": ()})
    return case


def next_number(register: Register, office: str, year: int) -> str:
    """Return the number after the last that *office* gave in *year*."""
    serial = register.next_serial(office, year % 100)
    return numbers.format_number(office, year, serial)


def _near(register: Register, typed: str) -> Iterator[str]:
    # Of what is sealed to others, or was erased, nobody is told by a slip.
    readable = (
        number
        for number in numbers.near(typed)
        if kept_if_readable(register, number) is not None
    )
    return islice(readable, MOST_NEAR)
