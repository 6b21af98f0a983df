"""A paper that somebody is asked for: received, refused, or no longer wanted."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from migcase.assistance.mission import DOCUMENT_TIME
from migcase.calendar import Period
from migcase.kinds import DOCUMENT, TEXT, one_of
from migcase.programme.conditions import Condition, Expression, Field
from migcase.programme.terms import Term
from migcase.programme.words import Outcome, Role, Step, Track

WANTED_PAPER = Field("wanted_paper", "Which paper?", TEXT)
ASKED_OF = Field("asked_of", "Who is asked for it?", TEXT)
PAPER_CAME = Field("paper_came", "Did it come?", one_of("received", "refused"))
PAPER_FILE = Field(
    "paper_file",
    "The paper",
    DOCUMENT,
    when=PAPER_CAME == "received",
    secrecy="personal",
)


@frozen(eq=False)
class DocumentRequests:
    """The words of the papers that one programme asks for."""

    track: Track
    received: Step
    not_needed: Outcome

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the step of a request."""
        return (self.received,)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Return how a request may end without an answer."""
        return (self.not_needed,)


def document_requests(
    *,
    by: Role | Iterable[Role],
    opened_by: Role | Iterable[Role] = (),
    within: Expression[Period] | None = None,
    when: Condition | Term[bool] | None = None,
) -> DocumentRequests:
    """Return the words of papers that are asked for, for these hats."""
    track = Track(
        "document-request",
        "Paper asked for",
        opened_by=opened_by,
        asks=(WANTED_PAPER, ASKED_OF),
        about=WANTED_PAPER,
        when=when,
    )
    received = Step(
        "paper-received",
        "Paper came, or not",
        of=track,
        by=by,
        asks=(PAPER_CAME, PAPER_FILE),
        within=DOCUMENT_TIME if within is None else within,
    )
    not_needed = Outcome(
        "paper-not-needed",
        "No longer wanted",
        of=track,
        by=by,
        counts=False,
    )
    return DocumentRequests(track, received, not_needed)
