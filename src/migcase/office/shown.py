"""Cases and events as plugins see them: nothing in them can be changed.

Frozen values hold mappings, and a mapping could be written to; what a plugin is
shown are read-only views of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

import attrs

from migcase.casefile.alike import Telling
from migcase.casefile.case import Case, Line
from migcase.casefile.events import NO_FACTS, Event, Facts

V = TypeVar("V")


def read_only(case: Case) -> Case:
    """Return *case*, equal to itself, with every mapping in it read-only."""
    lines = {key: _line(line) for key, line in case.lines.items()}
    return attrs.evolve(
        case,
        told=_view(case.told),
        marks=_view(case.marks),
        lines=_view(lines),
        releases=_view(case.releases),
        roles=_view(case.roles),
    )


def settled(event: Event) -> Event:
    """Return *event* with facts that nobody can change any more."""
    if isinstance(event, Telling):
        return attrs.evolve(event, facts=settled_facts(event.facts))
    return event


def settled_facts(facts: Facts) -> Facts:
    """Return a copy of *facts* that nobody can change."""
    return MappingProxyType(dict(facts)) if facts else NO_FACTS


def _line(line: Line) -> Line:
    return attrs.evolve(line, told=_view(line.told), marks=_view(line.marks))


def _view(mapping: Mapping[str, V]) -> Mapping[str, V]:
    return MappingProxyType(dict(mapping))
