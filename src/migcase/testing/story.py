"""What was said, as lines that a person can read and repeat.

For messages of failed tests only: how a case file is shown to the people who work
with it is for the door.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from migcase.casefile.events import Entry, Event
from migcase.errors import Refusal
from migcase.kinds import NonAnswer


def story(entries: Iterable[Entry]) -> str:
    """Return one line for each of *entries*."""
    return "\n".join(
        f"{entry.number:>4}  {entry.event.on}  {entry.by.name:<8}  {told(entry.event)}"
        for entry in entries
    )


def told(event: Event) -> str:
    """Return *event* as a call: its name, what it is about, what was answered."""
    words: list[str] = []
    for attribute in attrs.fields(type(event)):
        value: object = getattr(event, attribute.name)
        if attribute.name == "facts":
            words += [f"{key}={_plain(answer)}" for key, answer in event_facts(event)]
        elif attribute.name != "on" and value not in (None, ()):
            name = "" if not words else f"{attribute.name}="
            words.append(f"{name}{_plain(value)}")
    return f"{type(event).__name__}({', '.join(words)})"


def event_facts(event: Event) -> Iterable[tuple[str, object]]:
    """Return the answers in *event*, if it is one that brings any."""
    found: dict[str, object] = getattr(event, "facts", {})
    return found.items()


def against(refusals: Iterable[Refusal]) -> str:
    """Return *refusals* on one line, each once, with the facts that are missing."""
    found = ((str(one), one.values.get("facts")) for one in refusals)
    return "; ".join(
        sorted({f"{why} (unknown: {facts})" if facts else why for why, facts in found})
    )


def _plain(value: object) -> str:
    if isinstance(value, date):
        return str(value)
    if isinstance(value, NonAnswer):
        return value.value
    return repr(value)
