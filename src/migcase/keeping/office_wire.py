"""Entries of the office's log, and readings, as the JSON of a row, and back.

What somebody wrote freely, a reason or a note, is sealed where the office has keys:
it may name a person.  All else is process data.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import attrs

from migcase.errors import MigcaseError
from migcase.keeping.chains import Ink, Line
from migcase.keeping.kept import Unwritable
from migcase.keeping.wire_value import (
    Misshapen,
    as_day,
    as_instant,
    as_number,
    as_object,
    as_pair,
    as_text,
    as_words,
    dumps,
    write_instant,
)
from migcase.roster import events, recovery
from migcase.roster.events import OfficeEntry, OfficeEvent, Reading
from migcase.strict_json import loads

VERSION = 1

EVENTS: Mapping[str, type[OfficeEvent]] = {
    "founded": events.Founded,
    "user-added": events.UserAdded,
    "undertaking-signed": events.UndertakingSigned,
    "keys-changed": events.KeysChanged,
    "user-left": events.UserLeft,
    "role-granted": events.RoleGranted,
    "role-approved": events.RoleApproved,
    "role-revoked": events.RoleRevoked,
    "glass-broken": events.GlassBroken,
    "glass-reviewed": events.GlassReviewed,
    "legal-hold": events.LegalHold,
    "legal-hold-lifted": events.LegalHoldLifted,
    "erasure-asked": events.ErasureAsked,
    "erasure-approved": events.ErasureApproved,
    "erasure-done": events.ErasureDone,
    "backed-up": events.BackedUp,
    "restored": events.Restored,
    "recovery-drilled": events.RecoveryDrilled,
    "holder-named": recovery.HolderNamed,
    "holder-dropped": recovery.HolderDropped,
    "recovered": recovery.Recovered,
    "master-renewed": events.MasterRenewed,
    "case-shared": events.CaseShared,
}
NAMES = {event: name for name, event in EVENTS.items()}
FREE = frozenset({"reason", "note"})
_SEALED = "sealed"


class UnreadableLine(MigcaseError):
    """A line of the office's log, or of what was read, is damaged or newer."""

    code = "unreadable-line"
    sentence = "Line {number} of {chain} cannot be read: {reason}"


def write_office(entry: OfficeEntry, ink: Ink | None) -> Line:
    """Return the line that *entry* is, not yet part of a chain."""
    event = entry.event
    said: dict[str, object] = {}
    for one in attrs.fields(type(event)):
        value = getattr(event, one.name)
        if value == one.default:
            continue
        if one.name in FREE:
            said[one.name] = _covered(value, ink, entry.id)
        else:
            said[one.name] = _WRITERS[str(one.type)](value)
    body = {
        "v": VERSION,
        "event": [NAMES[type(event)], said],
        "by": entry.by,
        "office": entry.office,
    }
    return _line("", entry.number, entry.id, entry.at, "", body)


def read_office(line: Line, ink: Ink | None) -> OfficeEntry:
    """Return the entry that *line* is; raise `UnreadableLine`."""
    try:
        plain = as_object(loads(line.body))
        _check(plain, {"v", "event", "by", "office"})
        name, told = as_pair(plain["event"])
        event, said = EVENTS[as_text(name)], as_object(told)
        known = {one.name: str(one.type) for one in attrs.fields(event)}
        _check({**said, "v": VERSION}, {*known, "v"})
        values: dict[str, Any] = {
            key: _uncovered(value, ink, line.id)
            if key in FREE
            else _READERS[known[key]](value)
            for key, value in said.items()
        }
        at = as_instant(line.at)
        by, office = as_text(plain["by"]), as_text(plain["office"])
        return OfficeEntry(line.number, event(**values), at, by, office, line.id)
    except (ArithmeticError, KeyError, MigcaseError, TypeError, ValueError) as error:
        raise _unreadable(line, error) from None


def write_reading(reading: Reading, ink: Ink | None) -> Line:
    """Return the line that *reading* is, not yet part of a chain."""
    body: dict[str, object] = {"v": VERSION, "what": list(reading.what)}
    if reading.why:
        body["why"] = _covered(reading.why, ink, reading.id)
    who = reading.reader, reading.number, reading.id
    return _line(*who, reading.at, reading.of, body)


def read_reading(line: Line, ink: Ink | None) -> Reading:
    """Return the reading that *line* is; raise `UnreadableLine`."""
    try:
        plain = as_object(loads(line.body))
        _check(plain, {"v", "what", "why"})
        why = _uncovered(plain["why"], ink, line.id) if "why" in plain else ""
        what, at = as_words(plain["what"]), as_instant(line.at)
        return Reading(line.chain, line.number, line.of, what, why, at, line.id)
    except (ArithmeticError, KeyError, MigcaseError, TypeError, ValueError) as error:
        raise _unreadable(line, error) from None


def _line(
    chain: str,
    number: int,
    entry_id: str,
    at: datetime,
    of: str,
    body: Mapping[str, object],
) -> Line:
    text = dumps(body)
    try:
        (chain + entry_id + of + text).encode()
    except UnicodeEncodeError:
        reason = "it holds half a character."
        words = {"case": of or "the office", "what": "a line", "reason": reason}
        raise Unwritable(words) from None
    if "\0" in chain + entry_id + of:
        reason = "a name or key holds a NUL."
        words = {"case": "the office", "what": "a line", "reason": reason}
        raise Unwritable(words)
    return Line(chain, number, entry_id, write_instant(at), of, text)


def _covered(text: str, ink: Ink | None, place: str) -> object:
    return text if ink is None else {_SEALED: ink.seal(text, f"reason {place}")}


def _uncovered(plain: object, ink: Ink | None, place: str) -> str:
    """Return a text; '' where it is sealed and nobody here has the key."""
    if isinstance(plain, str):
        return plain
    sealed = as_text(as_object(plain)[_SEALED])
    return "" if ink is None else ink.open(sealed, f"reason {place}")


def _check(plain: Mapping[str, object], known: set[str]) -> None:
    if plain["v"] != VERSION:
        raise Misshapen("it was written by a newer migcase.")
    unknown = plain.keys() - known
    if unknown:
        raise Misshapen(f"the key {min(unknown)!a:.40} is unknown.")


def _unreadable(line: Line, error: Exception) -> UnreadableLine:
    reason = "something in it has another form than it should have."
    if isinstance(error, Misshapen):
        reason = str(error)
    chain = line.chain or "the office's log"
    return UnreadableLine({"number": line.number, "chain": chain, "reason": reason})


def _yes_or_no(plain: object) -> bool:
    if not isinstance(plain, bool):
        raise Misshapen("yes or no belongs there.")
    return plain


# By the type of a field, as the module of events writes it.
_WRITERS: Mapping[str, Callable[..., object]] = {
    "str": str,
    "int": int,
    "bool": bool,
    "bytes": lambda value: b64encode(value).decode(),
    "date": lambda value: value.isoformat(),
    "date | None": lambda value: value.isoformat(),
    "datetime": write_instant,
    "tuple[str, ...]": list,
}
_READERS: Mapping[str, Callable[..., object]] = {
    "str": as_text,
    "int": as_number,
    "bool": _yes_or_no,
    "bytes": lambda plain: b64decode(as_text(plain), validate=True),
    "date": as_day,
    "date | None": as_day,
    "datetime": as_instant,
    "tuple[str, ...]": as_words,
}
