"""Events as plain JSON, and back.

What is written here is read for ever: events are named by words of their own, not by
the names of classes.  What is unknown is refused by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from migcase.casefile.events import (
    Assigned,
    Closed,
    Confirmed,
    Event,
    Facts,
    Held,
    LineEnded,
    LineOpened,
    Noted,
    Opened,
    Reopened,
    Resumed,
    Stated,
    StepDone,
    StepReopened,
    StepWaived,
)
from migcase.errors import MigcaseError
from migcase.keeping.wire_value import (
    Misshapen,
    as_day,
    as_number,
    as_object,
    as_pair,
    as_text,
    as_words,
    read_value,
    write_value,
)

if TYPE_CHECKING:
    # Slow to import, and whoever lists cases reads no entry.
    from cattrs import Converter

EVENTS: Mapping[str, type[Event]] = {
    "opened": Opened,
    "step-done": StepDone,
    "step-waived": StepWaived,
    "step-reopened": StepReopened,
    "confirmed": Confirmed,
    "line-opened": LineOpened,
    "line-ended": LineEnded,
    "stated": Stated,
    "assigned": Assigned,
    "noted": Noted,
    "held": Held,
    "resumed": Resumed,
    "closed": Closed,
    "reopened": Reopened,
}
# What of an event is process data, in clear wherever it is kept; all else that it says
# is sealed in an office that has keys.
OPEN = frozenset(
    {
        "about",
        "hold",
        "line",
        "on",
        "outcome",
        "programme",
        "project",
        "step",
        "steps",
        "to",
        "track",
        "version",
    }
)
OTHERWISE = "something in it has another form than it should have."
_NAMES = {event: name for name, event in EVENTS.items()}

# What Python says about JSON, or JSON about values, that is not what it should be.
MISSHAPEN = (
    ArithmeticError,
    AttributeError,
    KeyError,
    MigcaseError,
    RecursionError,
    TypeError,
    ValueError,
)


def write_event(event: Event) -> list[object]:
    """Return *event* as its name and what it says."""
    return [_NAMES[type(event)], _converter().unstructure(event)]


def read_event(plain: object) -> Event:
    """Return the event that `write_event` wrote; raise one of `MISSHAPEN`."""
    name, said = as_pair(plain)
    event = EVENTS.get(as_text(name))
    if event is None:
        raise Misshapen(f"the event {name!a:.40} is unknown.")
    from cattrs.errors import CattrsError

    try:
        return _converter().structure(said, event)
    except CattrsError as error:
        extra = getattr(error, "extra_fields", None)
        if extra:
            raise Misshapen(f"the key {min(extra)!a:.40} is unknown.") from None
        raise Misshapen(OTHERWISE) from None


def write_facts(facts: Facts) -> dict[str, object]:
    """Return *facts* as plain JSON."""
    return {key: write_value(value) for key, value in facts.items()}


def read_facts(plain: object) -> Facts:
    """Return the facts that `write_facts` wrote as *plain*."""
    return {key: read_value(value) for key, value in as_object(plain).items()}


@cache
def _converter() -> Converter:
    """Return what turns events into plain objects; it is made when first needed."""
    from cattrs import Converter

    converter = Converter(
        detailed_validation=False, forbid_extra_keys=True, omit_if_default=True
    )
    converter.register_structure_hook(str, lambda plain, _: as_text(plain))
    converter.register_structure_hook(int, lambda plain, _: as_number(plain))
    converter.register_structure_hook(date, lambda plain, _: as_day(plain))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook_func(_is_words, lambda p, _: as_words(p))
    converter.register_structure_hook_func(_is_facts, lambda p, _: read_facts(p))
    converter.register_unstructure_hook_func(_is_facts, write_facts)
    return converter


def _is_facts(kind: object) -> bool:
    return kind == Facts


def _is_words(kind: object) -> bool:
    return kind == tuple[str, ...]
