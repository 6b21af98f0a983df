"""Versions of people and families as the JSON of a row, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from migcase.casefile.events import Actor
from migcase.errors import MigcaseError, Refused
from migcase.keeping.kept import Unwritable
from migcase.keeping.people import FamilyVersion, PersonVersion, UnreadablePerson
from migcase.keeping.wire_value import (
    Misshapen,
    as_instant,
    as_number,
    as_object,
    as_pair,
    as_text,
    as_words,
    dumps,
)
from migcase.people.family import Family
from migcase.people.plain import plain_family, plain_sheet, read_family, read_sheet
from migcase.people.sheet import Sheet, Version
from migcase.strict_json import loads

VERSION = 1
_KEYS = frozenset({"v", "what", "by", "office", "reason", "other", "holds"})

V = TypeVar("V", Sheet, Family)


def write_version(version: PersonVersion | FamilyVersion) -> str:
    """Return what a row holds of *version* besides its number, id and instant."""
    holds = version.holds
    plain = plain_sheet(holds) if isinstance(holds, Sheet) else plain_family(holds)
    body: dict[str, object] = {
        "v": VERSION,
        "what": version.what,
        "by": [version.by.name, sorted(version.by.roles)],
        "office": version.office,
        "holds": plain,
    }
    if version.reason:
        body["reason"] = version.reason
    if version.other:
        body["other"] = version.other
    text = dumps(body)
    try:
        text.encode()
    except UnicodeEncodeError:
        words = {"case": version.of, "what": "a version"}
        raise Unwritable({**words, "reason": "it holds half a character."}) from None
    return text


def read_sheet_version(
    of: str, number: int, entry_id: str, at: str, body: str
) -> PersonVersion:
    """Return the version of a person whose row holds *body*."""
    return _read(of, number, entry_id, at, body, read_sheet)


def read_family_version(
    of: str, number: int, entry_id: str, at: str, body: str
) -> FamilyVersion:
    """Return the version of a family whose row holds *body*."""
    return _read(of, number, entry_id, at, body, read_family)


def _read(
    of: str,
    number: int,
    entry_id: str,
    at: str,
    body: str,
    read: Callable[[object], V],
) -> Version[V]:
    try:
        plain = as_object(loads(body))
        if as_number(plain["v"]) != VERSION or not plain.keys() <= _KEYS:
            raise Misshapen("it was written by a newer migcase.")
        by, roles = as_pair(plain["by"])
        holds = read(plain["holds"])
        if holds.id != of:
            raise Misshapen("it is about somebody else.")
        return Version(
            number,
            as_text(plain["what"]),
            holds,
            as_instant(at),
            Actor(as_text(by), as_words(roles)),
            as_text(plain["office"]),
            entry_id,
            as_text(plain.get("reason", "")),
            as_text(plain.get("other", "")),
        )
    except (KeyError, MigcaseError, RecursionError, TypeError, ValueError) as error:
        reason = str(error) if isinstance(error, Misshapen | Refused) else "damaged."
        values = {"person": of, "number": number, "reason": reason}
        raise UnreadablePerson(values) from None
