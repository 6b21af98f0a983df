"""What the passing of days changes in a programme.

Every day that today is compared with, once, and the track in whose lines it stands.
Found when the programme is declared, so that a case need not be searched for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from migcase.programme.anatomy import (
    Declared,
    all_steps,
    all_tracks,
)
from migcase.programme.comparisons import Compare
from migcase.programme.conditions import Condition, Expression, Today
from migcase.programme.walking import Walks
from migcase.programme.words import Step

# A day that today is compared with, and the track it stands in (None: the case).
Clock = tuple[Expression[object], str | None]


def compared(programme: Declared, walks: Walks) -> tuple[Compare, ...]:
    """Return every comparison that what is offered, expected or held rests on, once."""
    parts: list[Condition | None] = [programme.basis]
    for step in all_steps(programme):
        parts += [step.when, step.again, *step.requires]
    for track in all_tracks(programme):
        parts += [track.when, track.until, track.basis]
    parts += [hold.when for hold in programme.holds]
    parts += [milestone.when for milestone in programme.milestones]
    return _among(parts, walks)


def moves_after_its_end(programme: Declared, walks: Walks) -> bool:
    """Tell whether a closed case changes although nobody writes, and no day is known.

    It still shows its milestones, what an ending leaves to do, and so how the steps
    stand that either reads.
    """
    steps = {step.key: step for step in all_steps(programme)}
    waiting: list[Condition | Step | None] = [one.when for one in programme.milestones]
    waiting += [programme.basis, *(track.basis for track in all_tracks(programme))]
    for outcome in programme.outcomes:
        for step in outcome.then:
            waiting += [step, *step.requires]
    seen: dict[int, Condition | Step] = {}
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen[id(one)] = one
        if isinstance(one, Step):
            waiting += [one.when, one.again, *one.after]
            continue
        reads = walks.reads(one)
        waiting += [steps[key] for sort, key, _ in reads if sort == "settled"]
    reached = [walks.reads(milestone.when) for milestone in programme.milestones]
    parts = [one for one in seen.values() if not isinstance(one, Step)]
    return moves_daily(_among(parts, walks), walks) or any(
        sort == "linked" for reads in reached for sort, _, _ in reads
    )


def clocks(
    comparisons: Iterable[Compare], homes: Mapping[str, str | None]
) -> Iterator[Clock]:
    """Yield each day that one of *comparisons* compares today with."""
    seen: set[str] = set()
    for node in comparisons:
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(one, Today) and repr(other) not in seen:
                seen.add(repr(other))
                yield other, _home(other, homes)


def moves_daily(comparisons: Iterable[Compare], walks: Walks) -> bool:
    """Tell whether a day that moves along with today is compared with anything."""
    return any(
        not isinstance(side, Today)
        and any(sort == "today" for sort, _, _ in walks.reads(side))
        for node in comparisons
        for side in (node.left, node.right)
    )


def _among(parts: Iterable[Condition | None], walks: Walks) -> tuple[Compare, ...]:
    found = {
        id(node): node
        for part in parts
        if part is not None
        for node in walks.here(part)
        if isinstance(node, Compare)
    }
    return tuple(found.values())


def _home(day: Expression[object], homes: Mapping[str, str | None]) -> str | None:
    facts = (key for sort, key, wide in day.reads() if sort == "fact" and not wide)
    return next((homes[key] for key in facts if homes.get(key)), None)
