"""What holds a case up now: the holds in force, since when, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from migcase.casefile.case import Case
from migcase.judgement.outside import Outside
from migcase.judgement.since import true_since
from migcase.judgement.view import View
from migcase.kinds import Value
from migcase.programme.conditions import Condition, Explanation, Marker
from migcase.programme.declaration import Programme
from migcase.programme.words import Hold


@frozen
class InForce:
    """One hold that stops something *since* a day.

    Where nobody declared it, *because* says why it holds by itself, and *settings*
    what the mission set of all that it reads.  *look_on* is when to look again.
    """

    hold: str
    since: date
    because: Explanation | None = None
    settings: Mapping[str, Value] = field(factory=dict)
    look_on: date | None = None


def in_force(case: Case, programme: Programme, outside: Outside) -> Iterator[InForce]:
    """Yield the holds in force in *case* on the office's day, as they are declared."""
    view = View(case, programme, outside, outside.today)
    for hold in view.holds_in_force():
        declared = [
            held.start
            for held in case.holdings
            if held.hold == hold.key and held.end is None
        ]
        if declared or hold.when is None:
            since = min(declared)
            yield InForce(hold.key, since, look_on=_look_on(hold, since, view))
            continue
        since = true_since(view, hold.when)
        told = dict(_settings(hold.when, view))
        because, look_on = hold.when.explain(view), _look_on(hold, since, view)
        yield InForce(hold.key, since, because, told, look_on)


def _look_on(hold: Hold, since: date, view: View) -> date | None:
    return None if hold.recheck is None else view.deadline(hold.recheck, since)


def _settings(condition: Condition, view: View) -> Iterator[tuple[str, Value]]:
    for sort, key, _ in condition.reads():
        if sort == "setting":
            value = view.index.settings[key].value(view)
            if not isinstance(value, Marker):
                yield key, value
