"""Cases and people as far as whoever has unlocked the office can read them.

What is sealed to others, or was erased, is passed over by whatever looks at many; who
asks for one of them by its number is told why not, elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from migcase.casefile.events import Entry
from migcase.keeping.register import Kept, Register, Restricted
from migcase.keeping.sealed import Erased, RestrictedPerson

if TYPE_CHECKING:
    # Whoever works on a case waits for nothing about people.
    from migcase.keeping.people import PeopleRegister, PersonVersion

CLOSED = (Restricted, Erased)
CLOSED_PERSON = (RestrictedPerson, Erased)
PAGE = 1000


def kept_if_readable(register: Register, case: str) -> Kept | None:
    """Return what is kept of a case, None where there is none that can be read."""
    try:
        return register.kept(case)
    except CLOSED:
        return None


def sheet_if_readable(people: PeopleRegister, person: str) -> PersonVersion | None:
    """Return the last version of a person, None where there is none to be read."""
    try:
        return people.sheet(person)
    except CLOSED_PERSON:
        return None


def entries_if_readable(
    register: Register, case: str, until: int | None = None
) -> tuple[Entry, ...]:
    """Return the entries of a case up to *until*, none where they cannot be read."""
    try:
        return register.entries(case, until=until)
    except CLOSED:
        return ()


def all_files(register: Register) -> Iterator[str]:
    """Yield the number of every case, also of one that cannot be read."""
    after = ""
    while page := register.files(limit=PAGE, after=after):
        yield from page
        if page[-1] <= after:
            return  # a number that is no text of ours stands behind itself
        after = page[-1]


def all_people(people: PeopleRegister) -> Iterator[str]:
    """Yield the number of everybody, also of who cannot be read."""
    after = ""
    while page := people.people(limit=PAGE, after=after):
        yield from page
        after = page[-1]
