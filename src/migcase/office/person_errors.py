"""What is answered about people and families who are not there, or not alone."""

from __future__ import annotations

import re

from migcase.errors import MigcaseError


class NoSuchPerson(MigcaseError):
    """The office knows nobody by that number."""

    code = "no-such-person"
    sentence = "This office knows nobody by the number {person}."


class NoSuchFamily(MigcaseError):
    """The office knows no family by that number."""

    code = "no-such-family"
    sentence = "This office knows no family by the number {family}."


def typed_number(number: str) -> str:
    """Return what was typed for a number, '…' if it may be a name."""
    is_number = re.fullmatch(r"[\w:./-]{1,80}", number) and re.search(r"\d", number)
    return number if is_number else "…"
