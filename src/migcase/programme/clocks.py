"""What the passing of days changes in a programme.

Every comparison with today, once, and the track in whose lines it is made.  Found
when the programme is declared, so that a case need not be searched for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from migcase.programme.anatomy import Declared, all_steps, all_tracks, walk
from migcase.programme.comparisons import Compare
from migcase.programme.conditions import Condition

# A comparison with today, and the track it is made in (None: the case).
Clock = tuple[Compare, str | None]


def clocks(programme: Declared, homes: Mapping[str, str | None]) -> Iterator[Clock]:
    """Yield each comparison with today that a step, a hold or a track depends on."""
    seen: set[int] = set()
    for condition in _conditions(programme):
        for node in walk(condition, elsewhere=False):
            if isinstance(node, Compare) and id(node) not in seen and _is_clock(node):
                seen.add(id(node))
                yield node, _home(node, homes)


def _conditions(programme: Declared) -> Iterator[Condition]:
    parts: list[Condition | None] = []
    for step in all_steps(programme):
        parts += [step.when, step.again, *step.requires]
    for track in all_tracks(programme):
        parts += [track.when, track.until]
    parts += [hold.when for hold in programme.holds]
    yield from (part for part in parts if part is not None)


def _is_clock(node: Compare) -> bool:
    return any(sort == "today" for sort, _, _ in node.reads())


def _home(node: Compare, homes: Mapping[str, str | None]) -> str | None:
    facts = (key for sort, key, wide in node.reads() if sort == "fact" and not wide)
    return next((homes[key] for key in facts if homes.get(key)), None)
