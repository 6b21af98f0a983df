"""Events and entries as plain JSON, and back.

What is written here is read for ever: events are named by words of their own, not by
the names of classes, and every entry says in which version of the spelling it is
written.  `lift` brings older spellings up to date.  What is unknown is refused by
its name, never guessed and never dropped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from cattrs import Converter
from cattrs.errors import CattrsError

from migcase.casefile.events import (
    NO_FACTS,
    Actor,
    Assigned,
    Closed,
    Confirmed,
    Entry,
    Event,
    Facts,
    Held,
    LineEnded,
    LineOpened,
    Noted,
    Opened,
    Reopened,
    Resumed,
    Stated,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.errors import MigcaseError
from migcase.keeping.kept import UnreadableEntry, Unwritable
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
    read_value,
    write_instant,
    write_value,
)
from migcase.strict_json import loads

VERSION = 1

# How to lift an entry out of each older version into the next.
LIFTS: Mapping[int, Callable[[dict[str, object]], dict[str, object]]] = {}

EVENTS: Mapping[str, type[Event]] = {
    "opened": Opened,
    "step-done": StepDone,
    "step-waived": StepWaived,
    "step-reopened": StepReopened,
    "confirmed": Confirmed,
    "line-opened": LineOpened,
    "line-ended": LineEnded,
    "stated": Stated,
    "assigned": Assigned,
    "noted": Noted,
    "held": Held,
    "resumed": Resumed,
    "closed": Closed,
    "reopened": Reopened,
}
# What of an event is process data, in clear wherever it is kept; all else that it says
# is sealed in an office that has keys.
OPEN = frozenset(
    {
        "about",
        "hold",
        "line",
        "on",
        "outcome",
        "programme",
        "project",
        "step",
        "steps",
        "to",
        "track",
        "version",
    }
)
_NAMES = {event: name for name, event in EVENTS.items()}
_KEYS = frozenset({"v", "event", "by", "office", "relied"})
_PLACE = ("case", "number", "id", "at")

# What Python says about JSON, or JSON about values, that is not what it should be.
MISSHAPEN = (
    ArithmeticError,
    AttributeError,
    CattrsError,
    KeyError,
    MigcaseError,
    RecursionError,
    TypeError,
    ValueError,
)


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
        plain, hidden = as_object(loads(body)), as_object(loads(secret))
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
    if isinstance(error, KeyError):
        return f"the key {error.args[0]!a:.40} is missing."
    extra = getattr(error, "extra_fields", None)
    if extra:
        return f"the key {min(extra)!a:.40} is unknown."
    return "something in it has another form than it should have."


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
    event, by = entry.event, entry.by
    try:
        plain: dict[str, object] = {
            "v": VERSION,
            "event": [_NAMES[type(event)], _converter().unstructure(event)],
            "by": [by.name, sorted(by.roles)],
            "office": entry.office,
        }
        if entry.relied:
            plain["relied"] = _write_facts(entry.relied)
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
    name, said = as_pair(plain["event"])
    event = EVENTS.get(as_text(name))
    if event is None:
        raise Misshapen(f"the event {name!a:.40} is unknown.")
    by, roles = as_pair(plain["by"])
    relied = plain.get("relied")
    return Entry(
        case,
        number,
        _converter().structure(said, event),
        as_instant(at),
        Actor(as_text(by), as_words(roles)),
        as_text(plain["office"]),
        entry_id,
        NO_FACTS if relied is None else _read_facts(relied),
    )


@cache
def _converter() -> Converter:
    """Return what turns events into plain objects; it is made when first needed."""
    converter = Converter(
        detailed_validation=False, forbid_extra_keys=True, omit_if_default=True
    )
    converter.register_structure_hook(str, lambda plain, _: as_text(plain))
    converter.register_structure_hook(int, lambda plain, _: as_number(plain))
    converter.register_structure_hook(date, lambda plain, _: as_day(plain))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook_func(_is_words, lambda p, _: as_words(p))
    converter.register_structure_hook_func(_is_facts, lambda p, _: _read_facts(p))
    converter.register_unstructure_hook_func(_is_facts, _write_facts)
    return converter


def _is_facts(kind: object) -> bool:
    return kind == Facts


def _is_words(kind: object) -> bool:
    return kind == tuple[str, ...]


def _write_facts(facts: Facts) -> dict[str, object]:
    return {key: write_value(value) for key, value in facts.items()}


def _read_facts(plain: object) -> Facts:
    return {key: read_value(value) for key, value in as_object(plain).items()}
