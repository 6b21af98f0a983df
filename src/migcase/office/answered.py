"""What a plugin answered, looked at before anybody relies on it.

Only what is exactly of the type that was asked for is taken: a subclass may say one
thing now and another later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from types import MappingProxyType

from migcase.calendar import Period
from migcase.errors import Refusal
from migcase.kinds import Money, NonAnswer
from migcase.office.plugin_faults import kind_of
from migcase.programme.declaration import Programme
from migcase.programme.terms import Explanation

# A plugin may object for many reasons and declare many programmes; one that never
# ends would hold up the office.
MOST_REASONS = 100
MOST_PROGRAMMES = 1000

# How long the words in a reason may be, how many there are, and how great numbers.
LONGEST_WORD = 2000
MOST_WORDS = 50
GREATEST = 10**18

CODE = re.compile(r"[A-Za-z][\w.:-]{0,99}", re.ASCII)
_OURS = object()

PLAIN = (bool, type(None), date, datetime, Period, NonAnswer)


class Unfit(Exception):
    """A plugin answered *given*, which is not what it was asked for.

    It is ours with our *mark*; what a plugin raises itself says whatever it likes.
    """

    def __init__(self, given: str, mark: object = None) -> None:
        super().__init__(given)
        self.given = given
        self.is_ours = mark is _OURS


def unfit(given: str) -> Unfit:
    """Return the error that says what a plugin answered instead."""
    return Unfit(given, _OURS)


def programmes_in(answer: object) -> tuple[Programme, ...]:
    """Return the programmes of *answer*; raise `Unfit` if there is anything else."""
    if not isinstance(answer, Iterable):
        raise unfit(kind_of(answer))
    listed = list(islice(answer, MOST_PROGRAMMES + 1))
    if len(listed) > MOST_PROGRAMMES:
        raise unfit(f"over {MOST_PROGRAMMES}")
    for one in listed:
        if type(one) is not Programme:
            of = f"{kind_of(answer)} with " if isinstance(answer, list | tuple) else ""
            raise unfit(f"{of}{kind_of(one)}")
        if type(one.key) is not str or type(one.version) is not int:
            raise unfit("a programme with a changed key or version")
    return tuple(listed)


def reasons_in(answer: object) -> tuple[Refusal, ...]:
    """Return the reasons of *answer*, made anew; raise `Unfit` if one is none."""
    if not isinstance(answer, Iterable):
        raise unfit(kind_of(answer))
    listed = list(islice(answer, MOST_REASONS + 1))
    if len(listed) > MOST_REASONS:
        raise unfit(f"over {MOST_REASONS}")
    return tuple(_reason(one) for one in listed)


def _reason(given: object) -> Refusal:
    if type(given) is not Refusal:
        raise unfit(kind_of(given))
    because = given.because
    code: object = given.code
    if type(code) is not str or CODE.fullmatch(code) is None:
        raise unfit("Refusal with a code that is none")
    if because is not None and type(because) is not Explanation:
        raise unfit(f"Refusal because of {kind_of(because)}")
    told: object = given.values
    if not isinstance(told, Mapping) or len(told) > MOST_WORDS:
        raise unfit(f"Refusal with {kind_of(told)}")
    values = {_word(name): _value(one) for name, one in told.items()}
    return Refusal(code, _word(given.concerns), MappingProxyType(values), because)


def _value(given: object) -> object:
    """Return *given* if it is a plain value, of a size that somebody may read."""
    if type(given) in PLAIN:
        return given
    if type(given) is str:
        return _word(given)
    if isinstance(given, tuple | list) and len(given) <= MOST_WORDS:
        return tuple(_value(one) for one in given)
    number = given.amount if type(given) is Money else given
    whole = type(number) is int and abs(number) <= GREATEST
    exact = type(number) is Decimal and abs(number.adjusted()) <= 18
    if whole or exact:
        return given
    raise unfit(f"Refusal with {kind_of(given)}")


def _word(given: object) -> str:
    if type(given) is not str or len(given) > LONGEST_WORD:
        raise unfit(f"Refusal with {kind_of(given)}")
    return given
