"""What was told to whom: for which purpose, on what basis, under which agreement.

Nothing goes to others without a basis for it: the person's consent, and with partners
an agreement in writing; or another legal basis, with its reason.  Whoever was told
confirms it, and is told again when the person no longer agrees.  What was shared
stays written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import or_

from attrs import frozen

from migcase.assistance.agreements import under_agreement
from migcase.assistance.consent import Consent
from migcase.assistance.consent_words import BASES, DATA
from migcase.assistance.mission import ACKNOWLEDGED_TIME, SHARING_STOPPED
from migcase.calendar import Period
from migcase.kinds import DATE, TEXT, YES_NO, many_of, one_of
from migcase.programme.conditions import (
    Condition,
    Derived,
    Expression,
    Field,
    sure,
    today,
)
from migcase.programme.lines import some
from migcase.programme.words import Role, Step, Track

Roles = Role | Iterable[Role]

# Those with whom there must be an agreement in writing, unless a programme says more.
PARTNERS = ("organisations", "authorities", "others")

DISCLOSED_TO = Field("disclosed_to", "To whom?", TEXT)
DISCLOSED_WHAT = Field("disclosed_what", "What was shared?", many_of(*DATA))
ACKNOWLEDGED_ON = Field("acknowledged_on", "Confirmed by the receiver on", DATE)
STOPPED_ON = Field("stopped_on", "On which day was the receiver told?", DATE)


@frozen(eq=False)
class Sharing:
    """What is asked where something is shared, and what must be true of it.

    *by_consent* is that it rests on consent, *is_stopped* that the person does not, or
    no longer, agree though they were asked.
    """

    by_consent: Condition
    asks: tuple[Field[object], ...]
    requires: tuple[Condition, ...]
    is_stopped: Condition


@frozen(eq=False)
class Disclosures:
    """The words of what one programme shares with others."""

    track: Track
    recipient: Field[str]
    acknowledged: Step
    stopped: Step

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps of a disclosure."""
        return (self.acknowledged, self.stopped)

    def was_made(self, recipient: str) -> Condition:
        """Whether something was shared with such a recipient."""
        return some(self.track, self.recipient == recipient)


def disclosures(
    consent: Consent,
    *,
    by: Roles,
    opened_by: Roles = (),
    purposes: Iterable[str],
    partners: Iterable[str] = PARTNERS,
    within: Expression[Period] | None = None,
) -> Disclosures:
    """Return the words of disclosures, for a programme with these hats.

    *purposes* are among those of the *consent*; with *partners* an agreement is needed.
    """
    recipient = Field("recipient", "What is the receiver?", one_of(*consent.recipients))
    purpose = Field("disclosed_for", "For which purpose?", one_of(*purposes))
    words = sharing(
        "disclosed",
        consent,
        {one: recipient == one for one in consent.recipients},
        receiver=DISCLOSED_TO,
        purpose=purpose,
        what=DISCLOSED_WHAT,
        partner=recipient.is_in(
            *(one for one in consent.recipients if one in tuple(partners))
        ),
        covered={one: purpose == one for one in purpose.kind.choices},
    )
    track = Track(
        "disclosure",
        "Disclosure",
        opened_by=opened_by,
        asks=(recipient, DISCLOSED_TO, purpose, DISCLOSED_WHAT, *words.asks),
        about=DISCLOSED_TO,
        requires=words.requires,
    )
    acknowledged = Step(
        "disclosure-acknowledged",
        "Receipt confirmed by the receiver",
        of=track,
        by=by,
        within=ACKNOWLEDGED_TIME if within is None else within,
        asks=ACKNOWLEDGED_ON,
        requires=ACKNOWLEDGED_ON <= today,
    )
    stopped = Step(
        "disclosure-stopped",
        "Receiver told that the person agrees no longer",
        of=track,
        by=by,
        when=words.is_stopped,
        within=SHARING_STOPPED,
        asks=STOPPED_ON,
        requires=STOPPED_ON <= today,
        again=words.is_stopped,
    )
    return Disclosures(track, recipient, acknowledged, stopped)


def sharing(
    prefix: str,
    consent: Consent,
    receivers: Mapping[str, Condition | None],
    *,
    receiver: Field[str],
    purpose: Field[str],
    what: Field[tuple[str, ...]],
    partner: Condition | None = None,
    covered: Mapping[str, Condition] | None = None,
) -> Sharing:
    """Return what is asked about something that is shared, under keys with *prefix*.

    *receivers* are the recipients of the *consent* that it may go to, each with when
    it does, None for always; *partner* is when an agreement is needed (always, if left
    out); *covered* are the purposes of the consent, each with when it is for them.
    """
    basis = Field(f"{prefix}_basis", "What makes it lawful?", one_of(*BASES))
    by_consent = basis == "consent"
    reason = Field(f"{prefix}_reason", "Why is that so?", TEXT, when=~by_consent)
    needed = by_consent if partner is None else by_consent & partner
    under = Field(f"{prefix}_under", "Under which agreement?", TEXT, when=needed)
    asked = Derived(
        f"{prefix}-withheld",
        "Somebody wants something kept from such a receiver",
        _where(receivers, consent.is_withheld),
    )
    left_out = Field(
        f"{prefix}_left_out",
        "Is what is to be kept from the receiver left out?",
        YES_NO,
        when=asked,
    )
    agreed = Derived(
        f"{prefix}-agreed",
        "The person agrees that such a receiver is told",
        ~by_consent | _where(receivers, consent.all_share),
        refusal="no-consent-to-share",
    )
    demands: list[Condition] = [agreed]
    if covered is not None:
        for_this = _where(covered, consent.all_cover)
        demands.append(
            Derived(
                f"{prefix}-purpose",
                "The person agreed to this purpose",
                ~by_consent | for_this,
                refusal="purpose-not-agreed",
            )
        )
    demands += [
        Derived(
            f"{prefix}-agreement",
            "An agreement with the receiver covers it, where one is needed",
            ~needed | under_agreement(under, receiver, purpose, what),
            refusal="no-agreement",
        ),
        Derived(
            f"{prefix}-left-out",
            "What is to be kept from the receiver is left out",
            ~asked | left_out,
            refusal="withheld",
        ),
    ]
    stopped = Derived(
        f"{prefix}-stopped",
        "The person does not agree, or no longer, that such a receiver is told",
        by_consent & _where(receivers, consent.is_stopped),
    )
    asks = (basis, reason, under, left_out)
    return Sharing(by_consent, asks, tuple(demands), sure(stopped))


def _where(
    cases: Mapping[str, Condition | None], holds: Callable[[str], Condition]
) -> Condition:
    """Return what holds of the one of *cases* that it is."""
    found = [
        holds(one) if when is None else when & holds(one) for one, when in cases.items()
    ]
    return reduce(or_, found)
