"""Whether two events say the same, as far as that can be seen from outside.

What is sealed looks different each time it is sealed, though it says the same.
"""

from __future__ import annotations

import attrs

from migcase.casefile.events import (
    Closed,
    Event,
    Facts,
    Held,
    LineEnded,
    LineOpened,
    Opened,
    Stated,
    StepDone,
)
from migcase.kinds import Sealed

Telling = Opened | StepDone | LineOpened | LineEnded | Stated | Held | Closed


def says_the_same(one: Event, other: Event) -> bool:
    """Tell whether *one* and *other* are equal but for what is sealed in either."""
    if one == other:
        return True
    if not isinstance(one, Telling) or not isinstance(other, Telling):
        return False
    facts = (one.facts, other.facts)
    sealed = {key for told in facts for key in told if isinstance(told[key], Sealed)}
    if not sealed or not all(told.keys() >= sealed for told in facts):
        return False
    return _without(one, sealed) == _without(other, sealed)


def with_facts(event: Event, facts: Facts) -> Event:
    """Return *event* with other answers in it; as it is, where it tells none."""
    return attrs.evolve(event, facts=facts) if isinstance(event, Telling) else event


def _without(event: Telling, keys: set[str]) -> Event:
    left = {key: told for key, told in event.facts.items() if key not in keys}
    return with_facts(event, left)
