"""Agreements with those who receive data: with whom, for what, which data, until when.

A transfer to others rests on a purpose, on safeguards and on writing.  An agreement is
a value of the mission's settings; whether the person agreed is for the case.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

from migcase.kinds import TEXT, many_of
from migcase.programme.conditions import Expression, Setting, today
from migcase.programme.lines import named
from migcase.programme.links import Named

_PARTED = " | "
_LISTED = ", "

AGREEMENTS = Setting(
    "agreements",
    "Agreements under which data may go to others",
    many_of(TEXT),
    (),
    source="Each mission signs its own; [agreements.…] in its settings",
    status="proposal",
)


def _words(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(given)


@frozen
class DisclosureAgreement:
    """What was agreed in writing with somebody who receives data.

    *key* is what a disclosure calls it, *partner* who receives, *purposes* what for,
    *shares* which data, *until* the last day on which it holds.
    """

    key: str
    partner: str
    purposes: tuple[str, ...] = field(converter=_words)
    shares: tuple[str, ...] = field(converter=_words)
    until: date

    @classmethod
    def read(cls, text: str) -> DisclosureAgreement:
        """Return the agreement that *text* spells; raise `ValueError` if none."""
        key, partner, purposes, shares, until = text.split(_PARTED)
        return cls(
            key,
            partner,
            purposes.split(_LISTED),
            shares.split(_LISTED),
            date.fromisoformat(until),
        )

    def spelled(self) -> str:
        """Return it as one text: what a setting holds, and an entry relies on."""
        purposes, shares = _LISTED.join(self.purposes), _LISTED.join(self.shares)
        parts = (self.key, self.partner, purposes, shares, self.until.isoformat())
        return _PARTED.join(parts)

    def covers(
        self, partner: str, purpose: str, shared: Iterable[str], on: date
    ) -> bool:
        """Tell whether it lets *shared* go to *partner* for *purpose* on that day."""
        return (
            self.partner.casefold() == partner.casefold()
            and purpose in self.purposes
            and set(shared) <= set(self.shares)
            and on <= self.until
        )


def is_plain(text: str) -> bool:
    """Tell whether *text* can stand in an agreement: without the signs that part it."""
    return _PARTED.strip() not in text and _LISTED.strip() not in text


def under_agreement(
    agreement: Expression[str],
    partner: Expression[str],
    purpose: Expression[str],
    shared: Expression[tuple[str, ...]],
) -> Named:
    """Whether the agreement so called covers what is shared, with whom and for what."""
    return named(
        "under-agreement",
        "the agreement is with this receiver, covers the purpose and all that is "
        "shared, and has not run out",
        _is_covered,
        AGREEMENTS,
        agreement,
        partner,
        purpose,
        shared,
        today,
    )


def _is_covered(
    agreements: object,
    key: object,
    partner: object,
    purpose: object,
    shared: object,
    on: object,
) -> bool | None:
    if not isinstance(agreements, tuple) or not isinstance(shared, tuple):
        return None
    if not isinstance(on, date):
        return None
    return any(
        one.key == key and one.covers(str(partner), str(purpose), shared, on)
        for one in map(DisclosureAgreement.read, agreements)
    )
