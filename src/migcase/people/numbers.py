"""The numbers that people and families go by: P-7K3M-Q2XA-9DFT.

A number says nothing about whom it stands for.  It is made of the id of the entry
that told of them first, so that what is sent twice makes one person, and two offices
that work apart never give one number to two people.  Its last sign is a check: a
single wrong sign, or two neighbours swapped, is seen.
"""

from __future__ import annotations

import re
from hashlib import sha256

from migcase.errors import MigcaseError

PERSON, FAMILY = "P", "F"

# As many as a prime, so that one weighted sum sees every slip; none looks like another.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12

_SHAPE = re.compile(r"([PF])([2-9A-Z]{12})")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212]+")


class MistypedPerson(MigcaseError):
    """The last sign of a number does not fit the rest."""

    code = "mistyped-person"
    sentence = "The number was mistyped: its last sign does not fit the rest."


def number_of(sort: str, office: str, entry_id: str) -> str:
    """Return the number of what the entry *entry_id* of *office* told of first."""
    rest = int.from_bytes(sha256(f"{sort} {office} {entry_id}".encode()).digest())
    signs = ""
    for _ in range(LENGTH - 1):
        rest, place = divmod(rest, len(SIGNS))
        signs += SIGNS[place]
    return _written(sort, signs + _check(signs))


def read_number(text: str) -> str:
    """Return the number that somebody typed, however they parted and cased it.

    What has another shape comes back as it is: people may be known here by numbers
    that another system gave them.  Raise `MistypedPerson` for a slip.
    """
    found = _SHAPE.fullmatch(_BETWEEN.sub("", text).upper())
    if found is None or not set(found[2]) <= set(SIGNS):
        return text.strip()
    if _check(found[2][:-1]) != found[2][-1]:
        raise MistypedPerson
    return _written(found[1], found[2])


def _written(sort: str, signs: str) -> str:
    groups = [signs[place : place + 4] for place in range(0, LENGTH, 4)]
    return "-".join([sort, *groups])


def _check(signs: str) -> str:
    total = sum(n * SIGNS.index(sign) for n, sign in enumerate(signs, 2))
    return SIGNS[-total % len(SIGNS)]
