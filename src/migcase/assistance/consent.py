"""A legal basis for what is written about a person, and their say in who is told.

Consent is given point by point, for help and for sharing apart, by the person or by
somebody for them; it is asked again where something new is wanted, looked at again
where somebody else gave it, and taken back by a bare statement, at any time, by
whoever hears of it.  What a basis that falls away stops is said by the programme's
`basis`; who must be told then, by `migcase.assistance.disclosures`.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from migcase.assistance import consent_words as words
from migcase.assistance.keys import Key
from migcase.kinds import TEXT, many_of
from migcase.programme.conditions import (
    Condition,
    Derived,
    Field,
    StepOn,
    done,
    sure,
    today,
)
from migcase.programme.lines import each, some
from migcase.programme.words import Role, Step, Track

Roles = Role | Iterable[Role]

# Said by keys, so that a track may rest on it before its steps are declared.
GIVEN, REVIEW, AGAIN = Key("consent"), Key("consent-review"), Key("consent-again")
HAS_BASIS = Derived(
    "legal-basis",
    "The person consented and did not take it back, or there is another legal basis",
    done(GIVEN)
    & (sure(~words.CONSENTS) | sure(words.AGREES))
    & ~(
        sure(words.REVIEW_FOUND == "ended")
        & ~sure(StepOn(AGAIN.key) >= StepOn(REVIEW.key))
    ),
)


@frozen(eq=False)
class Consent:
    """The words of the consents of one programme: one of the case, or one a line.

    What `covers` and `shares` say is read where the consent is given, in the lines of
    *track* or in the case; the others are said of the case.
    """

    track: Track | None
    given: Step
    review: Step
    again: Step
    purposes: Field[tuple[str, ...]]
    shared_with: Field[tuple[str, ...]]
    withheld_from: Field[tuple[str, ...]]
    recipients: tuple[str, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps of a consent."""
        return (self.given, self.review, self.again)

    def covers(self, purpose: str) -> Condition:
        """Whether data may be used for *purpose*; a basis of its own is for any."""
        asked = sure(self.purposes.has(purpose)) | sure(~words.CONSENTS)
        return HAS_BASIS & asked

    def shares(self, recipient: str) -> Condition:
        """Whether the person agrees that such a recipient is told."""
        return HAS_BASIS & sure(self.shared_with.has(recipient))

    # ------------------------------------------------ said of the case

    @property
    def basis(self) -> Condition:
        """Whether there is a basis for anybody of the case."""
        return HAS_BASIS if self.track is None else some(self.track, HAS_BASIS)

    def all_cover(self, purpose: str) -> Condition:
        """Whether the data of everybody may be used for *purpose*."""
        return self._all(self.covers(purpose))

    def all_share(self, recipient: str) -> Condition:
        """Whether everybody agrees that such a recipient is told."""
        return self._all(self.shares(recipient))

    def is_stopped(self, recipient: str) -> Condition:
        """Whether somebody who was asked does not agree to it, or no longer."""
        stopped = done(self.given) & ~self.shares(recipient)
        return stopped if self.track is None else some(self.track, stopped)

    def is_withheld(self, recipient: str) -> Condition:
        """Whether somebody wants something kept from such a recipient."""
        kept = sure(self.withheld_from.has(recipient))
        return kept if self.track is None else some(self.track, kept)

    def _all(self, condition: Condition) -> Condition:
        """Return *condition* of the case, or of every line, of which there is one."""
        if self.track is None:
            return condition
        return some(self.track, condition) & each(self.track, condition)


def consent(
    *,
    by: Roles,
    purposes: Iterable[str],
    recipients: Iterable[str] = words.RECIPIENTS,
    of: Track | None = None,
    after: Step | Iterable[Step] = (),
    changed_by: Roles | None = None,
) -> Consent:
    """Return the words of consents, for a programme with these hats.

    *purposes* are what data are used for, *recipients* who may be told; with *of* each
    line has a consent of its own.  *changed_by* may have it done again; nobody, unless
    said.  Whoever refuses is written down as well, and nothing else about them.  Taking
    it back is a statement: ``consent_service`` answered with no, or ``share_with`` with
    less, by whoever asks for it.
    """
    for_what, whom = tuple(purposes), tuple(recipients)
    agreed = Field(
        "consent_purposes",
        "For which purposes does the person agree?",
        many_of(*for_what),
        when=words.AGREED,
    )
    shared = Field(
        "share_with",
        "Who may be told what they need to help?",
        many_of(*whom),
        when=words.AGREED,
    )
    kept = Field(
        "withhold_from",
        "Is anything to be kept from any of them?",
        many_of(*whom),
        when=words.AGREED,
        optional=True,
    )
    what = Field(
        "withhold_what",
        words.WITHHELD_WHAT,
        TEXT,
        when=kept.known,
        secrecy="sensitive",
    )
    why = Field("withhold_why", "Why?", words.WITHHELD_WHY, when=kept.known)
    asks = (
        words.LEGAL_BASIS,
        words.BASIS_REASON,
        words.AGREES,
        *words.POINTS,
        words.ABLE,
        words.KIND,
        words.GIVEN_BY,
        words.PROXY,
        words.PROXY_REASON,
        words.CAPACITY,
        words.ASSENT,
        words.LANGUAGE,
        words.INTERPRETER,
        words.EVIDENCE,
        words.REVIEW_ON,
        agreed,
        shared,
        kept,
        what,
        why,
    )
    given = Step(
        GIVEN.key,
        "Consent asked, point by point, or another legal basis recorded",
        of=of,
        by=by,
        after=after,
        doubted_by=after,  # what a person said stands until they say otherwise
        asks=asks,
        requires=_DEMANDS,
        reopened_by=() if changed_by is None else changed_by,
    )
    review = Step(
        REVIEW.key,
        "Consent by somebody else, or another legal basis, looked at again",
        of=of,
        by=by,
        after=given,
        when=_LOOKED_AT,
        not_before=words.REVIEW_ON,
        within=words.REVIEW_ON,
        asks=(words.REVIEW_FOUND, words.REVIEW_ON),
        requires=(words.REVIEW_FOUND == "stands").needs(words.REVIEW_ON > today),
        again=words.REVIEW_FOUND == "stands",
    )
    wanting: Condition = ~HAS_BASIS
    for purpose in for_what:
        wanting = wanting | ~sure(agreed.has(purpose))
    to_ask = Derived(
        "consent-to-ask", "Something is not, or no longer, agreed to", wanting
    )
    again = Step(
        AGAIN.key,
        "Consent asked again, or another legal basis recorded",
        of=of,
        by=by,
        after=given,
        when=to_ask,
        asks=asks,
        requires=_DEMANDS,
        again=to_ask,
        optional=True,
    )
    return Consent(of, given, review, again, agreed, shared, kept, whom)


_LOOKED_AT = Derived(
    "consent-looked-at-again",
    "Somebody else consented, or it rests on another legal basis",
    sure(~words.CONSENTS) | sure(words.BY_PROXY),
)
_DECIDES = words.ABLE == "adult"
_DEMANDS = (
    *words.AGREED.needs(
        *words.MUST_BE_TOLD,
        Derived(
            "consents-themself",
            "Whoever can decide consents themself, and nobody else does",
            (_DECIDES & ~words.BY_PROXY) | (~_DECIDES & words.BY_PROXY),
        ),
        Derived(
            "child-does-not-object",
            "A child assents, or is too young to be asked",
            ~sure(words.ASSENT == "no"),
        ),
    ).each(),
    ~_LOOKED_AT | (words.REVIEW_ON > today),
)
