"""Which milestones a case has reached, and since when.

A milestone is what donors count: nobody does it, it becomes true.  One that a
correction makes untrue is not reached any more, whoever was told of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from migcase.judgement.since import true_since
from migcase.judgement.view import View
from migcase.programme.conditions import TRUE
from migcase.programme.words import Milestone

Reached = Mapping[str, date]


def reached(view: View) -> Reached:
    """Return every milestone that is true, with the day since when."""
    return dict(_true_of(view.programme.milestones, view))


def reached_after(before: Reached, moved: Iterable[Milestone], view: View) -> Reached:
    """Return what is reached now, where only *moved* may differ from *before*."""
    again = tuple(moved)
    if not again:
        return before
    looked_at = {milestone.key for milestone in again}
    kept = {key: on for key, on in before.items() if key not in looked_at}
    return {**kept, **dict(_true_of(again, view))}


def _true_of(milestones: Iterable[Milestone], view: View) -> Iterable[tuple[str, date]]:
    for milestone in milestones:
        if milestone.when.weigh(view) == TRUE:
            # No case reached anything before it was there.
            since = true_since(view, milestone.when)
            yield milestone.key, max(since, view.case.on)
