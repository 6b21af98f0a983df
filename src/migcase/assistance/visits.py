"""A visit: expected on a day, made, in vain or declined."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from migcase.calendar import Period
from migcase.kinds import DOCUMENT, one_of
from migcase.programme.conditions import Condition, Expression, Field, done
from migcase.programme.lines import count
from migcase.programme.terms import Term
from migcase.programme.words import Role, Step, Track

VISIT_HOW = Field(
    "visit_how", "How was it made?", one_of("home", "phone", "office", "project")
)
VISIT_RESULT = Field(
    "visit_result", "How did it go?", one_of("met", "not-found", "declined")
)
VISIT_REPORT = Field(
    "visit_report",
    "Monitoring form",
    DOCUMENT,
    when=VISIT_RESULT == "met",
    secrecy="personal",
)


@frozen(eq=False)
class Visits:
    """The words of the visits of one programme."""

    track: Track
    visit: Step

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the step of a visit."""
        return (self.visit,)

    @property
    def made(self) -> Expression[int]:
        """Return how many visits were made."""
        return count(self.track, done(self.visit))


def visits(
    *,
    by: Role | Iterable[Role],
    opened_by: Role | Iterable[Role] = (),
    key: str = "visit-line",
    title: str = "Follow-up visit",
    asks: Field[object] | Iterable[Field[object]] = (),
    when: Condition | Term[bool] | None = None,
    due: Expression[date] | Iterable[Expression[date]] = (),
    every: Expression[Period] | None = None,
    until: Condition | Term[bool] | None = None,
) -> Visits:
    """Return the words of visits, for a programme with these hats.

    *asks* are questions besides how it went; *due*, *every* and *until* say when
    visits are expected, as of any track.
    """
    track = Track(
        key,
        title,
        opened_by=opened_by,
        when=when,
        due=due,
        every=every,
        until=until,
    )
    more = (asks,) if isinstance(asks, Field) else tuple(asks)
    visit = Step(
        "visit",
        "Visited",
        of=track,
        by=by,
        asks=(VISIT_RESULT, VISIT_REPORT, *more),
        again=VISIT_RESULT == "not-found",
    )
    return Visits(track, visit)
