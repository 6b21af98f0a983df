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
from migcase.programme.links import Linked, LinkedValue
from migcase.programme.walking import Node, walk

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
    parts = tuple(_parts(entry.event, programme))
    reads = {(sort, key) for part in parts for sort, key, _ in part.reads()}
    settings = sorted(key for sort, key in reads if sort == "setting")
    found: dict[str, Value] = {}
    if settings:
        view = View(case, programme, outside, entry.event.on)
        for key in settings:
            value = programme.index.settings[key].value(view)
            if not isinstance(value, Marker):
                found[SETTING + key] = value
    if any(sort == "linked" for sort, _ in reads):
        after = case if case.number >= entry.number else follow(case, entry)
        view = View(after, programme, outside, entry.event.on)
        found.update(_linked(parts, view, getattr(entry.event, "line", None)))
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


def _parts(event: Event, programme: Programme) -> Iterator[Node]:
    """Yield the conditions and values that decide about *event*."""
    parts: Iterable[Node | None] = ()
    yield from _bases(event, programme)
    if isinstance(event, StepDone):
        step = programme.steps.get(event.step)
        if step is not None:
            parts = (step.when, step.again, step.valid, *step.requires)
    elif isinstance(event, LineOpened):
        track = programme.index.tracks.get(event.track)
        if track is not None:
            parts = (track.when, *track.requires)
    elif isinstance(event, Closed | LineEnded):
        outcome = programme.outcome(event.outcome)
        if outcome is not None:
            parts = (outcome.when, *outcome.requires)
    elif isinstance(event, Opened):
        parts = programme.requires
    yield from (part for part in parts if part is not None)


def _bases(event: Event, programme: Programme) -> Iterator[Node]:
    """Yield the legal bases that what *event* writes may rest on."""
    grounds = programme.index.grounds
    told = getattr(event, "facts", NO_FACTS)
    if isinstance(event, LineOpened | Noted) or not grounds.personal.isdisjoint(told):
        yield from {id(one): one for one in grounds.bases.values()}.values()


def _linked(
    parts: Iterable[Node], view: View, line: str | None
) -> Iterator[tuple[str, Value]]:
    for part in parts:
        for node in walk(part, elsewhere=False):
            if isinstance(node, Linked | LinkedValue):
                for scope in _scopes(node, view, line):
                    yield from _read(node, scope)


def _scopes(
    node: Linked | LinkedValue[object], view: View, line: str | None
) -> Iterator[View]:
    """Yield where the reference of *node* is answered: the case, or lines of it."""
    home = view.index.home.get(node.reference.key)
    lines = view.case.lines
    if home is None:
        yield view.root
    elif line is not None and line in lines and lines[line].track == home:
        yield view.at(line)
    else:
        yield from (view.at_line(one) for one in view.case.lines_of(home))


def _read(
    node: Linked | LinkedValue[object], scope: View
) -> Iterator[tuple[str, Value]]:
    case = node.reference.value(scope)
    if not isinstance(case, str):
        return
    other = scope.linked(case)
    if other is None:
        yield LINKED + case, NOT_THERE
        return
    yield LINKED + case, other.case.number
    for sort, key, wide in node.of.reads():
        told = other.told(key) if sort == "fact" and not wide else ()
        if told:
            yield f"{LINKED}{case}:{key}", told[-1].value
