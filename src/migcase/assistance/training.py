"""Training: sessions with attendance, and deliverables that are accepted.

A session and a deliverable are lines of the case of whoever is trained.  Bulk entry
for a whole group is for the door.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from attrs import frozen

from migcase.kinds import DATE, DOCUMENT, TEXT, Kind, one_of
from migcase.programme.conditions import Condition, Derived, Expression, Field, today
from migcase.programme.lines import count, each, named
from migcase.programme.terms import Term
from migcase.programme.words import Role, Step, Track

MODULE = Field("module", "Which module?", TEXT)
SESSION_ON = Field("session_on", "On which day?", DATE)
ATTENDANCE = Field(
    "attendance",
    "Was the person there?",
    one_of("present", "late", "excused", "absent"),
)
DELIVERABLE = Field("deliverable", "What is to be handed in?", TEXT)
SUBMITTED = Field("submitted", "What was handed in", DOCUMENT)
REVIEW = Field("review", "Is it accepted?", one_of("accepted", "rework"))
REVIEW_NOTE = Field(
    "review_note", "What has to be reworked?", TEXT, when=REVIEW == "rework"
)


@frozen(eq=False)
class Training:
    """The words of the sessions of one programme."""

    track: Track
    attendance: Step

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the step of a session."""
        return (self.attendance,)

    @property
    def attended(self) -> Expression[int]:
        """Return how many sessions the person was at, late or not."""
        return count(self.track, ATTENDANCE.is_in("present", "late"))

    @property
    def held(self) -> Expression[int]:
        """Return how many sessions count: all but those the person was excused from."""
        return count(self.track, ATTENDANCE.is_in("present", "late", "absent"))

    def attended_enough(self, percent: Expression[int | Decimal]) -> Condition:
        """Whether the person was at that many of a hundred sessions, at least."""
        return named(
            "attended-enough",
            "the person was at enough of the sessions",
            _is_enough,
            self.attended,
            self.held,
            percent,
        )


@frozen(eq=False)
class Deliverables:
    """The words of what is handed in under one programme."""

    track: Track
    submit: Step
    review: Step

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps of a deliverable."""
        return (self.submit, self.review)

    @property
    def all_accepted(self) -> Condition:
        """Whether everything that was to be handed in was accepted."""
        return Derived(
            "all-accepted",
            "Everything that was to be handed in was accepted",
            each(self.track, REVIEW == "accepted"),
        )


def training(
    *,
    by: Role | Iterable[Role],
    opened_by: Role | Iterable[Role] = (),
    module: Field[str] | None = None,
    when: Condition | Term[bool] | None = None,
) -> Training:
    """Return the words of sessions; *module* is the question which one it is."""
    named_after = MODULE if module is None else module
    track = Track(
        "session",
        "Session",
        opened_by=opened_by,
        asks=(named_after, SESSION_ON),
        about=named_after,
        when=when,
        requires=SESSION_ON <= today,
    )
    attendance = Step(
        "attendance", "Attendance taken", of=track, by=by, asks=ATTENDANCE
    )
    return Training(track, attendance)


def deliverables(
    *,
    by: Role | Iterable[Role],
    reviewer: Role | Iterable[Role],
    opened_by: Role | Iterable[Role] = (),
    kind: Kind[str] = TEXT,
    when: Condition | Term[bool] | None = None,
) -> Deliverables:
    """Return the words of what is handed in; *kind* may list what there is."""
    what = DELIVERABLE if kind is TEXT else Field(DELIVERABLE.key, _WHAT, kind)
    track = Track(
        "deliverable",
        "Deliverable",
        opened_by=opened_by,
        asks=what,
        about=what,
        unique=what,
        when=when,
    )
    submit = Step(
        "submit",
        "Handed in",
        of=track,
        by=by,
        asks=SUBMITTED,
        again=REVIEW == "rework",
    )
    review = Step(
        "review",
        "Looked at, and accepted or not",
        of=track,
        by=reviewer,
        not_by=submit,
        after=submit,
        asks=(REVIEW, REVIEW_NOTE),
    )
    return Deliverables(track, submit, review)


_WHAT = DELIVERABLE.question


def _is_enough(attended: object, held: object, percent: object) -> bool | None:
    if not isinstance(attended, int) or not isinstance(held, int):
        return None
    if not isinstance(percent, int | Decimal):
        return None
    return held > 0 and attended * 100 >= percent * held
