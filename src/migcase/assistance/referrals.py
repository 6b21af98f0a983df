"""A referral: sent to somebody, accepted or declined, done when it is answered for.

Only the receiver's feedback or the person's own word ends one well; a silent one goes
overdue by its urgency.  Nothing is sent without the person's agreement, and one whose
agreement is taken back ends with the receiver being told.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from migcase.assistance.consent import Consent
from migcase.assistance.consent_words import DATA
from migcase.assistance.disclosures import sharing
from migcase.assistance.mission import (
    REFERRAL_HIGH,
    REFERRAL_LOW,
    REFERRAL_MEDIUM,
    SHARING_STOPPED,
)
from migcase.calendar import Period
from migcase.kinds import DATE, TEXT, YES_NO, many_of, one_of
from migcase.programme.conditions import (
    Condition,
    Derived,
    Expression,
    Field,
    as_condition,
    depending_on,
    done,
    settled,
    sure,
    today,
)
from migcase.programme.lines import each
from migcase.programme.terms import Term
from migcase.programme.words import Outcome, Role, Step, Track

SERVICE = Field(
    "service",
    "Which service?",
    one_of(
        "health",
        "psychosocial",
        "shelter",
        "legal",
        "asylum",
        "child-protection",
        "education",
        "work",
        "other",
    ),
    secrecy="sensitive",
)
RECEIVER = Field("receiver", "To whom?", TEXT)
SHARING_AGREED = Field("sharing_agreed", "Did the person agree to it?", YES_NO)
REFERRED_WHAT = Field("referred_what", "What is the receiver told?", many_of(*DATA))
URGENCY = Field("urgency", "How urgent is it?", one_of("high", "medium", "low"))
BY_URGENCY = depending_on(
    URGENCY, high=REFERRAL_HIGH, medium=REFERRAL_MEDIUM, low=REFERRAL_LOW
)
REPLY = Field("reply", "What did the receiver say?", one_of("accepted", "declined"))
DECLINE_REASON = Field(
    "decline_reason", "Why was it declined?", TEXT, when=REPLY == "declined"
)
FEEDBACK_BY = Field("feedback_by", "Who says so?", one_of("receiver", "person"))
REFERRAL_RESULT = Field(
    "referral_result", "What came of it?", one_of("helped", "not-helped", "lost")
)
FEEDBACK = Field(
    "referral_note", "What was said?", TEXT, optional=True, secrecy="sensitive"
)
REVOKED_FOR = Field(
    "revoked_for",
    "Why is it taken back?",
    one_of("consent-withdrawn", "mistake", "no-longer-needed"),
)
RECEIVER_TOLD = Field("receiver_told", "On which day was the receiver told?", DATE)


@frozen(eq=False)
class Referrals:
    """The words of the referrals of one programme."""

    track: Track
    reply: Step
    feedback: Step
    stopped: Step
    revoked: Outcome

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps of a referral."""
        return (self.reply, self.feedback, self.stopped)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Return how a referral may be taken back."""
        return (self.revoked,)

    @property
    def nothing_open(self) -> Condition:
        """Whether every referral was declined, or answered for.

        Nor is there a receiver who has yet to hear that nothing more is shared.
        """
        over = sure(REPLY == "declined") | done(self.feedback)
        return Derived(
            "no-open-referral",
            "Every referral was declined or answered for",
            each(self.track, over & settled(self.stopped)),
        )


def referrals(
    *,
    by: Role | Iterable[Role],
    opened_by: Role | Iterable[Role] = (),
    tells: Role | Iterable[Role] = (),
    within: Expression[Period] | None = None,
    when: Condition | Term[bool] | None = None,
    consent: Consent | None = None,
    recipient: str = "organisations",
) -> Referrals:
    """Return the words of referrals, for a programme with these hats.

    Without *within*, the mission's times for each urgency count.  With *consent* a
    referral is a disclosure as well: what is shared, on what basis and under which
    agreement is asked, and it rests on the consent to share with *recipient*.
    """
    late = BY_URGENCY if within is None else within
    withdrawn: Condition = sure(~SHARING_AGREED)
    asks: tuple[Field[object], ...] = (SERVICE, RECEIVER, SHARING_AGREED, URGENCY)
    demands: tuple[Condition, ...] = ()
    agreed: Condition = as_condition(SHARING_AGREED)
    if consent is not None:
        words = sharing(
            "referred",
            consent,
            {recipient: None},
            receiver=RECEIVER,
            purpose=SERVICE,
            what=REFERRED_WHAT,
        )
        asks = (*asks, REFERRED_WHAT, *words.asks)
        demands = words.requires
        agreed = ~words.by_consent | SHARING_AGREED
        withdrawn = words.by_consent & (withdrawn | words.is_stopped)
    track = Track(
        "referral",
        "Referral",
        opened_by=opened_by,
        asks=asks,
        about=RECEIVER,
        when=when,
        requires=(
            Derived(
                "referral-agreed",
                "The person agreed to this referral",
                agreed,
                refusal="no-consent-to-share",
            ),
            *demands,
        ),
    )
    feedback = Step(
        "referral-feedback",
        "Referral answered for",
        of=track,
        by=by,
        when=~sure(REPLY == "declined"),
        within=late,
        asks=(FEEDBACK_BY, REFERRAL_RESULT, FEEDBACK),
        tells=tells,
    )
    reply = Step(
        "referral-reply",
        "Referral accepted, or declined",
        of=track,
        by=by,
        when=~done(feedback),
        within=late,
        asks=(REPLY, DECLINE_REASON),
        tells=tells,
    )
    # Whoever was asked knows of the person, also where they have not answered yet.
    stopped = Step(
        "referral-stopped",
        "Receiver told that the person agrees no longer",
        of=track,
        by=by,
        when=withdrawn & ~sure(REPLY == "declined"),
        within=SHARING_STOPPED,
        asks=RECEIVER_TOLD,
        requires=RECEIVER_TOLD <= today,
        again=withdrawn,
        tells=tells,
    )
    revoked = Outcome(
        "referral-revoked",
        "Taken back",
        of=track,
        by=by,
        asks=(REVOKED_FOR, RECEIVER_TOLD),
        requires=RECEIVER_TOLD <= today,
        counts=False,
    )
    return Referrals(track, reply, feedback, stopped, revoked)
