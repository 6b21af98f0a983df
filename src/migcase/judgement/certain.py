"""Which facts have surely been told when the turn of a step has come.

A fact is only certain where everything before asks for it and nobody can get round
it: no step that may be waived, no optional step, no question that may be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from migcase.programme.conditions import Condition, Field
from migcase.programme.declaration import Programme
from migcase.programme.words import Step, Track

# The conditions under which a fact has been told; none at all where it always was.
Guard = tuple[Condition, ...]
Told = Mapping[str, tuple[Guard, ...]]


def certain_before(
    steps: Iterable[Step], of: Track | None, programme: Programme
) -> Told:
    """Return what has been told once *steps* are settled, in a line of *of* if any.

    Each fact comes with its guards: it has been told if all conditions of one of
    them are true.
    """
    found: dict[str, list[Guard]] = {}
    asked = [*programme.asks, *(() if of is None else of.asks)]
    for key, guard in _answered(asked, ()):
        found.setdefault(key, []).append(guard)
    for step in behind(steps, only_owed=True):
        if step.waived_by:
            continue
        when: Guard = () if step.when is None else (step.when,)
        for key, guard in _answered(step.asks, when):
            found.setdefault(key, []).append(guard)
    return {key: tuple(guards) for key, guards in found.items()}


def _answered(
    asked: Iterable[Field[object]], guard: Guard
) -> Iterator[tuple[str, Guard]]:
    for question in asked:
        if not question.optional:
            more: Guard = () if question.when is None else (question.when,)
            yield question.key, (*guard, *more)


def behind(steps: Iterable[Step], *, only_owed: bool) -> Iterator[Step]:
    """Yield *steps* and every step before them; *only_owed*: those waited for."""
    seen: dict[str, Step] = {}
    ahead = list(steps)
    while ahead:
        step = ahead.pop()
        if step.key not in seen and not (only_owed and step.optional):
            seen[step.key] = step
            ahead += step.after
    yield from seen.values()
