"""The words of the payments of one programme, by name, to be put where they belong."""

from __future__ import annotations

from attrs import frozen

from migcase.programme.conditions import Condition, Derived, settled
from migcase.programme.lines import each
from migcase.programme.words import Hold, Outcome, Step, Track


@frozen(eq=False)
class Payments:
    """The words of the payments of one programme."""

    track: Track
    request: Step
    quote: Step
    approve: Step
    commit: Step
    deliver: Step
    pay: Step
    hand_over: Step
    verify: Step
    refund: Step
    reconcile: Step
    cancelled: Outcome
    freeze: Hold

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps of a payment, in their order."""
        return (
            self.request,
            self.quote,
            self.approve,
            self.commit,
            self.deliver,
            self.pay,
            self.hand_over,
            self.verify,
            self.refund,
        )

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Return how a payment may end before its time."""
        return (self.cancelled,)

    @property
    def holds(self) -> tuple[Hold, ...]:
        """Return what freezes the money."""
        return (self.freeze,)

    @property
    def nothing_open(self) -> Condition:
        """Whether every payment was verified, or cancelled."""
        return Derived(
            "no-open-payment",
            "Every payment was verified or cancelled",
            each(self.track, settled(self.verify)),
        )
