"""What is answered about people and families who are not there, or not alone."""

from __future__ import annotations

from migcase.errors import MigcaseError


class NoSuchPerson(MigcaseError):
    """The office knows nobody by that number."""

    code = "no-such-person"
    sentence = "This office knows nobody by the number {person}."


class NoSuchFamily(MigcaseError):
    """The office knows no family by that number."""

    code = "no-such-family"
    sentence = "This office knows no family by the number {family}."
