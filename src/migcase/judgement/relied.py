"""What a judgement relied on from outside the file, and that outside made again.

An entry keeps each setting that its rules read, and of each case that they read its
number and what it said; so that the entry can be judged again, however both moved on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from migcase.casefile.case import Case, follow
from migcase.casefile.events import (
    NO_FACTS,
    Closed,
    Entry,
    Event,
    Facts,
    LineEnded,
    LineOpened,
    Noted,
    Opened,
    StepDone,
)
from migcase.judgement.outside import Linkable, Outside
from migcase.judgement.view import View
from migcase.kinds import Value
from migcase.programme.conditions import Marker
from migcase.programme.declaration import Programme
from migcase.programme.grounds import Grounds
from migcase.programme.reliance import (
    BASIS,
    OPENING,
    OUTCOME,
    STEP,
    TRACK,
    Link,
    Reliance,
)

SETTING, LINKED = "setting:", "linked:"
# What stands for a case that could not be read.
NOT_THERE = 0


def relied_on(
    case: Case, entry: Entry, programme: Programme, outside: Outside
) -> Facts:
    """Return what the judgement of *entry* read outside the file, by where it was.

    ``setting:KEY`` is a setting.  ``linked:CASE`` is the number of the last entry that
    the linked case had then, ``linked:CASE:FACT`` what it said.
    """
    reliances = tuple(_reliances(entry.event, programme))
    found: dict[str, Value] = {}
    settings = {key for one in reliances for key in one.settings}
    if settings:
        view = View(case, programme, outside, entry.event.on)
        for key in sorted(settings):
            value = programme.index.settings[key].value(view)
            if not isinstance(value, Marker):
                found[SETTING + key] = value
    links = [link for one in reliances for link in one.links]
    if links:
        after = case if case.number >= entry.number else follow(case, entry)
        view = View(after, programme, outside, entry.event.on)
        found.update(_linked(links, view, getattr(entry.event, "line", None)))
    return found or NO_FACTS


def as_relied(
    outside: Outside, relied: Facts, then: Callable[[str, int], Linkable | None]
) -> Outside:
    """Return *outside* with what was *relied* on instead of what holds now.

    *then* returns a case as it was after an entry of that number.
    """
    settings: dict[str, Value] = {}
    numbers: dict[str, int] = {}
    for name, value in relied.items():
        if name.startswith(SETTING):
            settings[name.removeprefix(SETTING)] = value
        elif name.count(":") == 1 and isinstance(value, int):
            numbers[name.removeprefix(LINKED)] = value

    def linked(case: str) -> Linkable | None:
        number = numbers.get(case)
        if number is None:
            return outside.linked(case)
        return None if number == NOT_THERE else then(case, number)

    return attrs.evolve(
        outside, settings={**outside.settings, **settings}, linked=linked
    )


def _reliances(event: Event, programme: Programme) -> Iterator[Reliance]:
    """Yield what is relied on by whatever decides about *event*."""
    found = programme.index.relies
    for place in _places(event, programme.index.grounds):
        if place in found:
            yield found[place]


def _places(event: Event, grounds: Grounds) -> Iterator[tuple[str, str]]:
    """Yield the sorts and keys of what decides about *event*."""
    told = getattr(event, "facts", NO_FACTS)
    if isinstance(event, LineOpened | Noted) or not grounds.personal.isdisjoint(told):
        yield BASIS, ""
    if isinstance(event, StepDone):
        yield STEP, event.step
    elif isinstance(event, LineOpened):
        yield TRACK, event.track
    elif isinstance(event, Closed | LineEnded):
        yield OUTCOME, event.outcome
    elif isinstance(event, Opened):
        yield OPENING, ""


def _linked(
    links: Iterable[Link], view: View, line: str | None
) -> Iterator[tuple[str, Value]]:
    for link in links:
        for scope in _scopes(link, view, line):
            yield from _read(link, scope)


def _scopes(link: Link, view: View, line: str | None) -> Iterator[View]:
    """Yield where the reference of *link* is answered: the case, or lines of it."""
    home = view.index.home.get(link.reference.key)
    lines = view.case.lines
    if home is None:
        yield view.root
    elif line is not None and line in lines and lines[line].track == home:
        yield view.at(line)
    else:
        yield from (view.at_line(one) for one in view.case.lines_of(home))


def _read(link: Link, scope: View) -> Iterator[tuple[str, Value]]:
    case = link.reference.value(scope)
    if not isinstance(case, str):
        return
    other = scope.linked(case)
    if other is None:
        yield LINKED + case, NOT_THERE
        return
    yield LINKED + case, other.case.number
    for sort, key, wide in link.of.reads():
        told = other.told(key) if sort == "fact" and not wide else ()
        if told:
            yield f"{LINKED}{case}:{key}", told[-1].value
