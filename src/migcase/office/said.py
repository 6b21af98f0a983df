"""Is it said with keys and days, and not with the things themselves?

Types that mypy reports before a program runs are reported here to those who do not
use it, before a rule stumbles over them and its plugin is blamed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

import attrs

from migcase.casefile.events import Actor, Event

Wanted = tuple[str, Callable[[object], bool]]


def _is_text(given: object) -> bool:
    return isinstance(given, str)


def _is_text_or_none(given: object) -> bool:
    return given is None or isinstance(given, str)


def _is_day(given: object) -> bool:
    return isinstance(given, date) and not isinstance(given, datetime)


def _are_answers(given: object) -> bool:
    return isinstance(given, Mapping) and all(isinstance(one, str) for one in given)


def _are_keys(given: object) -> bool:
    return isinstance(given, tuple) and all(isinstance(one, str) for one in given)


def _is_number(given: object) -> bool:
    return isinstance(given, int)


_TEXT: Wanted = ("text", _is_text)
_MAYBE_TEXT: Wanted = ("text or nothing", _is_text_or_none)
_OTHERS: Mapping[str, Wanted] = {
    "facts": ("answers by the keys of questions, as text", _are_answers),
    "on": ("a datetime.date", _is_day),
    "steps": ("a tuple of keys", _are_keys),
    "version": ("a whole number", _is_number),
}


def check_said(event: Event, by: Actor, sent_id: str | None = None) -> None:
    """Raise `TypeError` where one of them is not made of what its types say."""
    if not isinstance(by, Actor):
        raise TypeError(f"`by` takes an Actor, not {type(by).__name__}")
    if not isinstance(event, Event):
        raise TypeError(f"an event is wanted, not {type(event).__name__}")
    if not _is_text_or_none(sent_id):
        raise TypeError(f"`id` takes text or nothing, not {type(sent_id).__name__}")
    for one in attrs.fields(type(event)):
        text = _MAYBE_TEXT if one.default is None else _TEXT
        wanted, fits = _OTHERS.get(one.name, text)
        given = getattr(event, one.name)
        if not fits(given):
            odd = _odd_key(given) if isinstance(given, Mapping) else given
            where, what = type(event).__name__, type(odd).__name__
            raise TypeError(f"{where}: `{one.name}` takes {wanted}, not {what}")


def _odd_key(facts: Mapping[object, object]) -> object:
    return next((one for one in facts if not isinstance(one, str)), facts)
