"""May the case be held, or a hold released?"""

from __future__ import annotations

from collections.abc import Iterator

from migcase.casefile.events import (
    Entry,
    Held,
    Resumed,
)
from migcase.errors import Refusal
from migcase.judgement.facts import unanswered
from migcase.judgement.unmet import empty
from migcase.judgement.view import (
    View,
)
from migcase.judgement.who import wrong_role
from migcase.programme.checks import near
from migcase.programme.words import Hold


def holding(event: Held, entry: Entry, view: View, now: View) -> Iterator[Refusal]:
    """Yield why the case may not be held."""
    hold = view.index.holds.get(event.hold)
    if hold is None or not hold.by:
        values = {"near": near(event.hold, view.index.holds)}
        yield Refusal("unknown-hold", event.hold, values)
        return
    if view.is_in_force(hold):
        yield Refusal("already-held", hold.key)
    yield from wrong_role(hold.key, hold.by, entry.by)
    yield from unanswered(hold.key, hold.asks, event.facts, now)


def resuming(event: Resumed, entry: Entry, view: View) -> Iterator[Refusal]:
    """Yield why a hold may not be released."""
    hold: Hold | None = view.index.holds.get(event.hold)
    if hold is None:
        values = {"near": near(event.hold, view.index.holds)}
        yield Refusal("unknown-hold", event.hold, values)
        return
    yield from empty(event.reason, "empty-reason")
    if not view.is_in_force(hold):
        yield Refusal("not-held", hold.key)
        return
    if not hold.released_by:
        yield Refusal("nobody-releases", hold.key)
    else:
        yield from wrong_role(hold.key, hold.released_by, entry.by)
    for held in view.case.holdings:
        if held.hold == hold.key and held.end is None and event.on < held.start:
            yield Refusal("before-opening", hold.key, {"day": held.start})
