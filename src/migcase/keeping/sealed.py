"""How sealed records are called, and why one does not open.

Plain values and errors; no cipher is known here.
"""

from __future__ import annotations

from migcase.errors import MigcaseError

CASE, PERSON, FAMILY = "case", "person", "family"


class RestrictedPerson(MigcaseError):
    """What is known of somebody is sealed to others; *readers* are their names."""

    code = "restricted-person"
    sentence = "{person} is restricted. Ask {readers}."


# The status of a case whose key was destroyed.
ERASED = "erased"


class Erased(MigcaseError):
    """The key to what was said there has been destroyed: nobody can read it again."""

    code = "erased"
    sentence = "What was said in {of} was erased."


class WrongHand(MigcaseError):
    """Somebody would write under another's name than that of their keys."""

    code = "wrong-hand"
    sentence = "{name} would be written as who said it, with the keys of {hand}."


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


def place_of(*parts: str) -> str:
    """Return where something sealed lies, which is bound into it.

    No part holds a NUL, so no other parts give the same.
    """
    return "\0".join(parts)
