"""Is what somebody wrote freely short enough, and can all of it be kept?

Answers are looked at by their kind; this is about notes, reasons, and the names and
ids that somebody makes up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from migcase.casefile.events import (
    Assigned,
    Confirmed,
    Entry,
    LineOpened,
    Noted,
    Reopened,
    Resumed,
    StepReopened,
    StepWaived,
)
from migcase.errors import Refusal
from migcase.kinds import PERSON, Kind

LONGEST_TEXT = 10_000
LONGEST_NAME = 200

_BROKEN = re.compile("[\0\ud800-\udfff]")
_REASONED = (StepWaived, StepReopened, Confirmed, Resumed, Reopened)


def illegible(entry: Entry) -> Iterator[Refusal]:
    """Yield what is wrong with the free words of *entry*."""
    event = entry.event
    yield from unfit_name(entry.id, "id")
    if isinstance(event, Noted):
        yield from unfit_text(event.text, "text")
    elif isinstance(event, _REASONED):
        yield from unfit_text(event.reason, "reason")
    elif isinstance(event, LineOpened):
        yield from unfit_name(event.line, "line")
    elif isinstance(event, Assigned):
        yield from unfit_name(event.to, "to")


def unfit_about(about: str | None, kind: Kind[object] | None) -> Iterator[Refusal]:
    """Yield what is wrong with whom or what a case is *about*, which is of a *kind*.

    A person goes by a number, as in every answer: a name would stay in the case where
    nobody finds it who erases the person.
    """
    if kind is not None and kind != PERSON:
        yield from unfit_name(about or "", "about")
    elif about and not PERSON.accepts(about):
        yield Refusal("no-number-of-a-person", "about")


def unfit_text(text: str, concerns: str) -> Iterator[Refusal]:
    """Yield what is wrong with a *text* that somebody wrote."""
    if len(text) > LONGEST_TEXT:
        yield Refusal("text-too-long", concerns, {"longest": LONGEST_TEXT})
    if _BROKEN.search(text):
        yield Refusal("broken-text", concerns)


def unfit_name(name: str, concerns: str) -> Iterator[Refusal]:
    """Yield what is wrong with a *name* that somebody made up; none is no fault."""
    if len(name) > LONGEST_NAME or not (name.isprintable() or all(map(_seen, name))):
        yield Refusal("bad-name", concerns, {"longest": LONGEST_NAME})


def _seen(letter: str) -> bool:
    return not unicodedata.category(letter).startswith(("C", "Zl", "Zp"))
