"""What was counted when it was reported, and what is counted now for the same days.

A report is not kept: it is worked out again from what was known at its instant, so it
cannot be lost and nobody can change it.  The difference is never silent: it names the
cases that came in late, and those that a correction took out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from attrs import frozen

from migcase.calendar import day_of
from migcase.casefile.case import Case
from migcase.keeping.register import Reached, Register
from migcase.keeping.tally import counted, summed, tally
from migcase.office.judging import Judges
from migcase.office.past import NothingThen, case_then
from migcase.office.readable import entries_if_readable, kept_if_readable

PAGE = 1000

Stood = Iterator[tuple[Case, Mapping[str, date]]]


@frozen
class Restated:
    """One milestone, as it was reported and as it is counted now.

    *came* are the cases that are counted only now, *left* those that were counted
    and are no longer.
    """

    programme: str
    milestone: str
    reported: Reached
    now: Reached
    came: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def persons(self) -> int:
        """Return how many persons more there are than was reported."""
        return self.now.persons - self.reported.persons

    @property
    def changed(self) -> bool:
        """Tell whether anything differs, also where the sums are the same."""
        return self.now != self.reported or bool(self.came or self.left)


@frozen
class Recount:
    """The cases of one programme and project, counted again: now, or as known then."""

    register: Register
    judges: Judges
    zone: str
    programme: str | None
    project: str | None

    def then(
        self, as_of: datetime, since: date | None, until: date | None
    ) -> tuple[Reached, ...]:
        """Return what was counted at an instant, by what was known then."""
        return summed(tally(self._then(as_of), since, until))

    def restated(
        self, reported: datetime, since: date | None, until: date | None
    ) -> tuple[Restated, ...]:
        """Return each milestone that anybody reached, at an instant and now."""
        before = tally(self._then(reported), since, until)
        after = tally(self._now(), since, until)
        return tuple(
            _restated(place, before.get(place, {}), after.get(place, {}))
            for place in sorted({*before, *after})
        )

    def _then(self, as_of: datetime) -> Stood:
        def then(number: str) -> Case | None:
            entries = entries_if_readable(self.register, number)
            try:
                return case_then(entries, as_of) if entries else None
            except NothingThen:
                return None

        day = day_of(as_of, self.zone)
        for number in self._cases():
            case = then(number)
            if case is not None:
                yield case, self.judges.reached(case, day, then)

    def _now(self) -> Stood:
        for number in self._cases():
            kept = kept_if_readable(self.register, number)
            if kept is not None:
                yield kept.case, kept.work.reached

    def _cases(self) -> Iterator[str]:
        after = None
        while page := self.register.cases(
            limit=PAGE, programme=self.programme, project=self.project, after=after
        ):
            yield from (row.case for row in page)
            after = page[-1].case


def _restated(
    place: tuple[str, str], before: Mapping[str, str], after: Mapping[str, str]
) -> Restated:
    return Restated(
        *place,
        counted(place, before),
        counted(place, after),
        tuple(sorted(after.keys() - before)),
        tuple(sorted(before.keys() - after)),
    )
