"""What holds a case up now: since when, why, and when somebody looks at it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from migcase.calendar import Period
from migcase.casefile.case import Case
from migcase.judgement.outside import Outside
from migcase.judgement.since import in_force_since
from migcase.judgement.view import View
from migcase.judgement.work import LOOK, READY, Task
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
        since = in_force_since(view, hold)
        again = _look_on(view, hold, since)
        if hold.when is None or _is_declared(case, hold):
            yield InForce(hold.key, since, look_on=again)
        else:
            because, told = hold.when.explain(view), dict(_settings(hold.when, view))
            yield InForce(hold.key, since, because, told, again)


def looks(view: View, holds: Iterable[Hold]) -> Iterator[Task]:
    """Yield a task for each of *holds* that somebody may release, looking again."""
    for hold in holds:
        if hold.recheck is not None and hold.released_by:
            since = in_force_since(view, hold)
            roles = tuple(role.key for role in hold.released_by)
            due = _look_on(view, hold, since)
            yield Task(LOOK, hold.key, None, roles, READY, since, due)


def _look_on(view: View, hold: Hold, since: date) -> date | None:
    """Return when a hold in force *since* a day is looked at again; None if unknown.

    A day stays that day until another is told; a period comes round again and again.
    """
    if hold.recheck is None:
        return None
    span = hold.recheck.value(view)
    day = view.deadline(hold.recheck, since)
    if isinstance(span, Period) and span.number:
        while day is not None and day < view.today:
            day = view.deadline(hold.recheck, day)
    return day


def _is_declared(case: Case, hold: Hold) -> bool:
    return any(one.hold == hold.key and one.end is None for one in case.holdings)


def _settings(condition: Condition, view: View) -> Iterator[tuple[str, Value]]:
    for sort, key, _ in condition.reads():
        if sort == "setting":
            value = view.index.settings[key].value(view)
            if not isinstance(value, Marker):
                yield key, value
