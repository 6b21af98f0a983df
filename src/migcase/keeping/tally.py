"""Who is counted for which milestone, out of cases and the days they reached it on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from migcase.casefile.case import Case
from migcase.keeping.kept import Reached, counted_as


def tally(
    stood: Iterable[tuple[Case, Mapping[str, date]]],
    since: date | None = None,
    until: date | None = None,
) -> dict[tuple[str, str], dict[str, str]]:
    """Return by programme and milestone which cases reached it, each with whom it is.

    *stood* are cases with the day on which each of their milestones was reached; only
    days from *since* until *until* count.
    """
    found: dict[tuple[str, str], dict[str, str]] = {}
    for case, reached in stood:
        for key, on in reached.items():
            if (since or on) <= on <= (until or on):
                cases = found.setdefault((case.programme, key), {})
                cases[case.id] = counted_as(case)
    return found


def summed(found: Mapping[tuple[str, str], Mapping[str, str]]) -> tuple[Reached, ...]:
    """Return how many cases and persons *found* lists, by programme and milestone."""
    return tuple(counted(place, cases) for place, cases in sorted(found.items()))


def counted(place: tuple[str, str], cases: Mapping[str, str]) -> Reached:
    """Return how many *cases*, each with whom it is, reached the milestone *place*."""
    return Reached(*place, len(cases), len(set(cases.values())))
