"""Values, events and entries as plain JSON, and back.

What is written here is read for ever: events are named by words of their own, not by
the names of classes, and every entry says in which version of the spelling it is
written.  `lift` brings older spellings up to date.  What is unknown is refused by
its name, never guessed and never dropped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import cast

from cattrs import Converter
from cattrs.errors import CattrsError

from migcase.calendar import Period
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
from migcase.kinds import Money, NonAnswer, Value

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


class Misshapen(ValueError):
    """Something is not as it should be; the message names no value."""


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
        plain = _object(json.loads(text))
        case, number, entry_id, at = (plain.pop(key) for key in _PLACE)
        return _read(_text(case), _whole(number), _text(entry_id), _text(at), plain)
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
        return _read(case, number, entry_id, at, _object(json.loads(body)))
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
    version = _whole(plain["v"])
    while version in lifts and version < to:
        plain = {**lifts[version](plain), "v": version + 1}
        version += 1
    if version != to:
        raise Misshapen(f"its version {version} is unknown; this migcase reads {to}.")
    return plain


def write_value(value: object) -> object:
    """Return *value* as JSON that says of which kind it is."""
    kind = type(value)
    if kind is str or kind is bool or kind is int:
        return value
    writer = _WRITERS.get(kind)
    if writer is None:
        raise Misshapen(f"a value of type {kind.__name__} has no spelling.")
    return writer(value)


def read_value(plain: object) -> Value:
    """Return the value that `write_value` wrote as *plain*."""
    kind = type(plain)
    if kind is str or kind is bool or kind is int:
        return cast("str | bool | int", plain)
    if isinstance(plain, list):
        return tuple([_text(word) for word in plain])
    if isinstance(plain, dict) and len(plain) == 1:
        [(tag, inner)] = plain.items()
        reader = _READERS.get(tag)
        if reader is None:
            raise Misshapen(f"the kind of value {tag!a:.40} is unknown.")
        return reader(inner)
    raise Misshapen("a value is of no kind that is known.")


def write_instant(at: datetime) -> str:
    """Return *at* as text in UTC; such texts sort as the instants do."""
    if at.tzinfo is not UTC:
        at = at.astimezone(UTC)
    return at.isoformat(timespec="microseconds")


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


def dumps(plain: object) -> str:
    """Return *plain* as JSON, without a blank."""
    return _ENCODER.encode(plain)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


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
    name, said = _pair(plain["event"])
    event = EVENTS.get(_text(name))
    if event is None:
        raise Misshapen(f"the event {name!a:.40} is unknown.")
    by, roles = _pair(plain["by"])
    relied = plain.get("relied")
    return Entry(
        case,
        number,
        _converter().structure(said, event),
        datetime.fromisoformat(at),
        # mypy does not see through attrs' converter=frozenset.
        Actor(_text(by), _words(roles)),  # type: ignore[arg-type]
        _text(plain["office"]),
        entry_id,
        NO_FACTS if relied is None else _read_facts(relied),
    )


@cache
def _converter() -> Converter:
    """Return what turns events into plain objects; it is made when first needed."""
    converter = Converter(
        detailed_validation=False, forbid_extra_keys=True, omit_if_default=True
    )
    converter.register_structure_hook(str, lambda plain, _: _text(plain))
    converter.register_structure_hook(int, lambda plain, _: _whole(plain))
    converter.register_structure_hook(date, lambda plain, _: _day(plain))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook_func(_is_words, lambda p, _: _words(p))
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
    return {key: read_value(value) for key, value in _object(plain).items()}


def _write_decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise Misshapen("a number without end has no spelling.")
    return str(value)


def _write_words(value: tuple[object, ...]) -> list[str]:
    return [_text(word) for word in value]


_WRITERS: Mapping[type, Callable[..., object]] = {
    tuple: _write_words,
    date: lambda value: {"date": value.isoformat()},
    Decimal: lambda value: {"decimal": _write_decimal(value)},
    Money: lambda value: {"money": [_write_decimal(value.amount), value.currency]},
    Period: lambda value: {"period": [value.unit, value.number]},
    NonAnswer: lambda value: {"non-answer": value.value},
}


def _read_decimal(plain: object) -> Decimal:
    value = Decimal(_text(plain))
    _write_decimal(value)
    return value


def _read_money(plain: object) -> Money:
    amount, currency = _pair(plain)
    return Money(_read_decimal(amount), _text(currency))


def _read_period(plain: object) -> Period:
    unit, number = _pair(plain)
    return Period(**{_text(unit): _whole(number)})


def _read_non_answer(plain: object) -> NonAnswer:
    return NonAnswer(_text(plain))


def _day(plain: object) -> date:
    return date.fromisoformat(_text(plain))


_READERS: Mapping[str, Callable[[object], Value]] = {
    "date": _day,
    "decimal": _read_decimal,
    "money": _read_money,
    "period": _read_period,
    "non-answer": _read_non_answer,
}


def _text(plain: object) -> str:
    if type(plain) is not str:
        raise Misshapen(f"a {type(plain).__name__} stands where text belongs.")
    return plain


def _whole(plain: object) -> int:
    if type(plain) is not int:
        raise Misshapen(f"a {type(plain).__name__} stands where a number belongs.")
    return plain


def _words(plain: object) -> tuple[str, ...]:
    if type(plain) is not list:
        raise Misshapen(f"a {type(plain).__name__} stands where a list belongs.")
    return tuple([_text(word) for word in plain])


def _pair(plain: object) -> tuple[object, object]:
    if not isinstance(plain, list) or len(plain) != 2:
        raise Misshapen("something else stands where a pair belongs.")
    return plain[0], plain[1]


def _object(plain: object) -> dict[str, object]:
    if not isinstance(plain, dict):
        raise Misshapen(f"a {type(plain).__name__} stands where an object belongs.")
    return plain
