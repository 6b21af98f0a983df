"""What the passing of days changes in a programme.

Every day that today is compared with, once, and the track in whose lines it stands.
Found when the programme is declared, so that a case need not be searched for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from migcase.programme.anatomy import (
    Declared,
    all_steps,
    all_tracks,
)
from migcase.programme.comparisons import Compare
from migcase.programme.conditions import Condition, Expression, Today
from migcase.programme.walking import walk

# A day that today is compared with, and the track it stands in (None: the case).
Clock = tuple[Expression[object], str | None]


def clocks(programme: Declared, homes: Mapping[str, str | None]) -> Iterator[Clock]:
    """Yield each day that anything in the programme compares today with."""
    seen: set[str] = set()
    for node in _comparisons(programme):
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(one, Today) and repr(other) not in seen:
                seen.add(repr(other))
                yield other, _home(other, homes)


def moves_daily(programme: Declared) -> bool:
    """Tell whether a day that moves along with today is compared with anything."""
    return any(
        not isinstance(side, Today)
        and any(sort == "today" for sort, _, _ in side.reads())
        for node in _comparisons(programme)
        for side in (node.left, node.right)
    )


def _comparisons(programme: Declared) -> Iterator[Compare]:
    parts: list[Condition | None] = [programme.basis]
    for step in all_steps(programme):
        parts += [step.when, step.again, *step.requires]
    for track in all_tracks(programme):
        parts += [track.when, track.until, track.basis]
    parts += [hold.when for hold in programme.holds]
    parts += [milestone.when for milestone in programme.milestones]
    for part in parts:
        for node in () if part is None else walk(part, elsewhere=False):
            if isinstance(node, Compare):
                yield node


def _home(day: Expression[object], homes: Mapping[str, str | None]) -> str | None:
    facts = (key for sort, key, wide in day.reads() if sort == "fact" and not wide)
    return next((homes[key] for key in facts if homes.get(key)), None)
