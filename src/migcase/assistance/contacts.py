"""Trying to reach somebody: by which way, with what success, and how often in vain.

Nobody is given up before they were sought often, differently and long enough; whoever
was reached is sought anew from then on.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from attrs import frozen

from migcase.assistance import keys
from migcase.calendar import Period
from migcase.kinds import DATE, YES_NO, one_of
from migcase.programme.conditions import (
    Condition,
    Derived,
    Expression,
    Field,
    sure,
    today,
)
from migcase.programme.lines import count, latest
from migcase.programme.words import Role, Track

HOW = Field(
    "how",
    "By which channel?",
    one_of("phone", "message", "visit", "relative", "partner"),
)
REACHED = Field("reached", "Was the person reached?", YES_NO)
REACHED_ON = Field("reached_on", "Reached on", DATE, when=REACHED)
FAILED_ON = Field("failed_on", "Tried in vain on", DATE, when=~REACHED)

IN_VAIN = Derived(
    "in-vain",
    "The person was not reached, then or later",
    sure(~REACHED) & ~sure(FAILED_ON <= latest(keys.CONTACT, REACHED_ON)),
)


@frozen(eq=False)
class Contacts:
    """The words of the attempts to reach the person of one programme."""

    track: Track
    how: Field[str]

    @property
    def in_vain(self) -> Expression[int]:
        """Return how often the person was not reached since they last were."""
        return count(self.track, IN_VAIN)

    def sought_enough(
        self,
        attempts: Expression[int | Decimal],
        channels: Expression[int | Decimal],
        time: Expression[Period],
    ) -> tuple[Condition, ...]:
        """Return that the search was frequent, wide and long enough."""
        long_ago = sure(today >= time.after(FAILED_ON))
        return (
            self.in_vain >= attempts,
            count(self.track, IN_VAIN, distinct=self.how) >= channels,
            count(self.track, IN_VAIN & long_ago) >= 1,
        )


def contacts(*, opened_by: Role | Iterable[Role]) -> Contacts:
    """Return the words of attempts to reach somebody, for a programme with these hats.

    A programme that asks more declares the track itself, with these questions and
    under the same key, and makes its `Contacts` of it.
    """
    track = Track(
        keys.CONTACT.key,
        "Attempt to reach the person",
        opened_by=opened_by,
        asks=(HOW, REACHED, REACHED_ON, FAILED_ON),
        requires=(~sure(REACHED_ON > today), ~sure(FAILED_ON > today)),
    )
    return Contacts(track, HOW)
