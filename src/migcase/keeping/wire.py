"""Entries as plain JSON, and back: whole, or in two parts of which one is sealed.

What is written here is read for ever: every entry says in which version of the
spelling it is written.  `lift` brings older spellings up to date.  What is unknown is
refused by its name, never guessed and never dropped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from migcase.casefile.events import NO_FACTS, Actor, Entry, Event
from migcase.keeping.kept import UnreadableEntry, Unwritable
from migcase.keeping.wire_event import (
    EVENTS,
    MISSHAPEN,
    OPEN,
    OTHERWISE,
    read_event,
    read_facts,
    write_event,
    write_facts,
)
from migcase.keeping.wire_value import (
    Misshapen,
    as_instant,
    as_number,
    as_object,
    as_pair,
    as_text,
    as_words,
    dumps,
    write_instant,
)
from migcase.strict_json import loads

VERSION = 1

# How to lift an entry out of each older version into the next.
LIFTS: Mapping[int, Callable[[dict[str, object]], dict[str, object]]] = {}

_KEYS = frozenset({"v", "event", "by", "office", "relied"})
_OURS = re.compile("[a-z_]{1,20}")
_PLACE = ("case", "number", "id", "at")


def write_entry(entry: Entry) -> str:
    """Return *entry* as one line of JSON that says all there is to say."""
    place = {
        "case": entry.case,
        "number": entry.number,
        "id": entry.id,
        "at": write_instant(entry.at),
    }
    return _written(entry, {**place, **_body(entry)})


def read_entry(text: str) -> Entry:
    """Return the entry that `write_entry` wrote as *text*."""
    try:
        plain = as_object(loads(text))
        case, number, entry_id, at = (plain.pop(key) for key in _PLACE)
        return _read(
            as_text(case), as_number(number), as_text(entry_id), as_text(at), plain
        )
    except MISSHAPEN as error:
        raise UnreadableEntry(
            {"case": "?", "number": "?", "reason": reason_of(error)}
        ) from None


def write_body(entry: Entry) -> str:
    """Return what a row holds of *entry* besides its case, number, id and instant."""
    return _written(entry, _body(entry))


def read_body(case: str, number: int, entry_id: str, at: str, body: str) -> Entry:
    """Return the entry whose row holds *body*."""
    try:
        return _read(case, number, entry_id, at, as_object(loads(body)))
    except MISSHAPEN as error:
        raise UnreadableEntry(
            {"case": case, "number": number, "reason": reason_of(error)}
        ) from None


def write_parts(entry: Entry) -> tuple[str, str]:
    """Return what a row holds of *entry*, and apart from it what has to be sealed."""
    plain = _body(entry)
    name, said = as_pair(plain["event"])
    fields = as_object(said)
    shown = {key: fields[key] for key in fields if key in OPEN}
    secret: dict[str, object] = {
        "said": {key: fields[key] for key in fields if key not in OPEN}
    }
    if "relied" in plain:
        secret["relied"] = plain.pop("relied")
    head = _written(entry, {**plain, "event": [name, shown]})
    return head, _written(entry, secret)


def read_parts(
    case: str, number: int, entry_id: str, at: str, body: str, secret: str
) -> Entry:
    """Return the entry that `write_parts` wrote as *body* and *secret*."""
    try:
        # Both parts opened together, so nobody else than we wrote them.
        plain, hidden = as_object(json.loads(body)), as_object(json.loads(secret))
        name, shown = as_pair(plain["event"])
        said = as_object(hidden.pop("said"))
        if said.keys() & OPEN or hidden.keys() - {"relied"}:
            raise Misshapen("what is sealed in it belongs in clear.")
        event = [name, {**said, **as_object(shown)}]
        return _read(case, number, entry_id, at, {**plain, **hidden, "event": event})
    except MISSHAPEN as error:
        raise UnreadableEntry(
            {"case": case, "number": number, "reason": reason_of(error)}
        ) from None


def read_open(
    case: str, number: int, body: str
) -> tuple[type[Event], Mapping[str, object], str]:
    """Return what the *body* of a row says in clear: the sort, its words, whose hand.

    It is what stays of an entry whose content was erased.
    """
    try:
        plain = as_object(loads(body))
        if plain["v"] != VERSION:
            plain = lift(plain)
        name, said = as_pair(plain["event"])
        by, _ = as_pair(plain["by"])
        return EVENTS[as_text(name)], as_object(said), as_text(by)
    except MISSHAPEN as error:
        raise UnreadableEntry(
            {"case": case, "number": number, "reason": reason_of(error)}
        ) from None


def lift(
    plain: dict[str, object],
    lifts: Mapping[int, Callable[[dict[str, object]], dict[str, object]]] = LIFTS,
    to: int = VERSION,
) -> dict[str, object]:
    """Return *plain* in the spelling of version *to*."""
    version = as_number(plain["v"])
    while version in lifts and version < to:
        plain = {**lifts[version](plain), "v": version + 1}
        version += 1
    if version != to:
        raise Misshapen(f"its version {version} is unknown; this migcase reads {to}.")
    return plain


def reason_of(error: BaseException) -> str:
    """Return what *error* says of the form of something, and no value from it."""
    if isinstance(error, Misshapen):
        return str(error)
    if isinstance(error, json.JSONDecodeError):
        return f"it is not JSON from character {error.pos} on."
    # Keys of ours are small words; what else is missing may be what somebody said.
    if isinstance(error, KeyError) and _OURS.fullmatch(str(error.args[0])):
        return f"the key {error.args[0]!a:.40} is missing."
    return OTHERWISE


def _written(entry: Entry, plain: dict[str, object]) -> str:
    try:
        text = dumps(plain)
        text.encode()
    except UnicodeEncodeError:
        reason = "it holds half a character."
    except ValueError:
        reason = "it holds a number too long to be written."
    else:
        return text
    raise Unwritable({"case": entry.case, "what": "an entry", "reason": reason})


def _body(entry: Entry) -> dict[str, object]:
    by = entry.by
    try:
        plain: dict[str, object] = {
            "v": VERSION,
            "event": write_event(entry.event),
            "by": [by.name, sorted(by.roles)],
            "office": entry.office,
        }
        if entry.relied:
            plain["relied"] = write_facts(entry.relied)
    except Misshapen as error:
        reason = str(error)
        raise Unwritable(
            {"case": entry.case, "what": "an entry", "reason": reason}
        ) from None
    return plain


def _read(
    case: str, number: int, entry_id: str, at: str, plain: dict[str, object]
) -> Entry:
    if plain["v"] != VERSION:
        plain = lift(plain)
    if not plain.keys() <= _KEYS:
        raise Misshapen(f"the key {min(plain.keys() - _KEYS)!a:.40} is unknown.")
    by, roles = as_pair(plain["by"])
    relied = plain.get("relied")
    return Entry(
        case,
        number,
        read_event(plain["event"]),
        as_instant(at),
        Actor(as_text(by), as_words(roles)),
        as_text(plain["office"]),
        entry_id,
        NO_FACTS if relied is None else read_facts(relied),
    )
