"""Who did what is refused as done already, and when it was written down.

Whoever lost a race learns it, and whoever comes later; where they may read the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from attrs import evolve

from migcase.errors import MigcaseError, Refusal

if TYPE_CHECKING:
    from migcase.cli.counter import Counter


def with_hands(
    refusals: Iterable[Refusal], counter: Counter, case_id: str, line: str | None
) -> tuple[Refusal, ...]:
    """Return *refusals*; of a step of *line* that is done already, with who did it."""
    return tuple(
        _with_hand(one, counter, case_id, line)
        if one.code == "already-settled" and one.values.get("status") == "done"
        else one
        for one in refusals
    )


def _with_hand(
    refusal: Refusal, counter: Counter, case_id: str, line: str | None
) -> Refusal:
    # It is refused anyway; what cannot be read is not told.
    with suppress(MigcaseError):
        case = counter.office.case(case_id)
        marks = case.marks if line is None else case.lines[line].marks
        mark = marks.get(refusal.concerns)
        if mark is not None:
            entry = counter.office.entries(case_id)[mark.number - 1]
            who = {"who": entry.by.name, "day": mark.on, "at": entry.at}
            return evolve(refusal, values={**refusal.values, **who})
    return refusal
