"""Cases, events and programmes as plugins see them: copies that nobody else reads.

Frozen values can be changed by whoever sets their mind to it, and hold mappings that
could be written to.  What one plugin does with its copy, neither the office nor
another plugin ever sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType, NoneType
from typing import TypeVar, cast

import attrs

from migcase.casefile.alike import Telling
from migcase.casefile.events import NO_FACTS, Event
from migcase.kinds import Kind

V = TypeVar("V")
E = TypeVar("E", bound=Event)

# What nobody can change, or what is one of its sort: kinds are told apart by who
# they are.
ATOMS = (str, int, float, bool, NoneType, date, Decimal, Enum, Kind)


def copied(value: V) -> V:
    """Return a copy of *value*, equal to it, whose mappings cannot be written to.

    What refers to one thing twice does so in the copy.
    """
    return cast("V", _copied(value, {}))


def settled(event: E) -> E:
    """Return *event* with facts that nobody can change any more."""
    if isinstance(event, Telling):
        facts = MappingProxyType(dict(event.facts)) if event.facts else NO_FACTS
        return attrs.evolve(event, facts=facts)
    return event


def _copied(value: object, made: dict[int, object]) -> object:
    if isinstance(value, ATOMS):
        return value
    known = made.get(id(value))
    if known is not None:
        return known
    new = value
    if isinstance(value, Mapping):
        pairs = ((_copied(k, made), _copied(v, made)) for k, v in value.items())
        new = MappingProxyType(dict(pairs))
    elif isinstance(value, tuple | frozenset):
        new = type(value)(_copied(one, made) for one in value)
    elif attrs.has(type(value)):
        sort = cast("type[attrs.AttrsInstance]", type(value))
        made[id(value)] = new = object.__new__(sort)
        for one in attrs.fields(sort):
            object.__setattr__(new, one.name, _copied(getattr(value, one.name), made))
    made[id(value)] = new
    return new
