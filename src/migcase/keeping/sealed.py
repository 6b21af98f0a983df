"""What a register says of what is sealed and signed, and why it does not open it.

Plain values and errors; no cipher is known here.
"""

from __future__ import annotations

from attrs import frozen

from migcase.errors import MigcaseError
from migcase.keeping.seal.chain import head_of

CASE, PERSON, FAMILY = "case", "person", "family"


class Erased(MigcaseError):
    """The key to what was said there has been destroyed: nobody can read it again."""

    code = "erased"
    sentence = "What was said in {of} was erased."


class WrongHand(MigcaseError):
    """Somebody would write under another's name than that of their keys."""

    code = "wrong-hand"
    sentence = "{name} would be written as who said it, with the keys of {hand}."


@frozen
class Link:
    """An entry as it lies in its row: what its place in the chain is proved by.

    *body* is in clear, *sealed* is not, None where nothing is sealed; *signature* is
    that of *hash*, None in an office without keys.
    """

    case: str
    number: int
    id: str
    at: str
    body: str
    sealed: bytes | None
    hash: bytes | None
    signature: bytes | None

    @property
    def head(self) -> bytes:
        """Return the bytes that are in clear, as they are hashed."""
        return head_of(self.case, str(self.number), self.id, self.at, self.body)


def of_case(number: str) -> str:
    """Return what the key of a case is held under."""
    return f"{CASE}:{number}"


def of_person(person: str) -> str:
    """Return what the key of a person is held under."""
    return f"{PERSON}:{person}"


def of_family(family: str) -> str:
    """Return what the key of a family is held under."""
    return f"{FAMILY}:{family}"


def named(of: str) -> str:
    """Return the number of what is held under *of*."""
    return of.partition(":")[2]


def place_of_seal(office: str, table: str, of: str, number: int, column: str) -> str:
    """Return where something sealed lies, which is bound into it.

    No part holds a NUL, so no other parts give the same.
    """
    return "\0".join((office, table, of, str(number), column))
