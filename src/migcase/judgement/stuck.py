"""Steps that wait for what only comes after them."""

from __future__ import annotations

from migcase.judgement.outlook import Foresight
from migcase.programme.conditions import FALSE, TRUE
from migcase.programme.words import Step


def stuck(foresight: Foresight) -> frozenset[str]:
    """Return the steps whose `when` waits for what comes only after them.

    Steps come up one after the other; those whose turn can come but for a fact that
    nobody asks before are stuck, and so is what waits for them alone.
    """
    programme = foresight.programme
    index = programme.index
    outside = {question.key for question in programme.asks}
    outside |= {one.key for track in index.tracks.values() for one in track.asks}
    outside |= {one.key for hold in programme.holds for one in hold.asks}
    come: set[str] = set()
    waiting = dict(index.steps)
    while True:
        told = outside | {one.key for key in come for one in index.steps[key].asks}
        new = [
            step
            for step in waiting.values()
            if all(before.key in come for before in step.after)
            and _can_be_decided(step, told, foresight)
        ]
        if not new:
            break
        for step in new:
            come.add(step.key)
            del waiting[step.key]
    return frozenset(
        step.key
        for step in waiting.values()
        if step.when is not None and not _can_be_decided(step, told, foresight)
    )


def _can_be_decided(step: Step, told: set[str], foresight: Foresight) -> bool:
    if step.when is None:
        return True
    untold = frozenset(foresight.programme.index.fields) - told
    seen = foresight.outlook(step.when, untold=untold)
    return not seen.cases or bool(seen.truths(step.when) & (TRUE | FALSE))
